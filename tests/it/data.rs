//! Random arrays of the kinds that metrics compare.

use ndarray::{Array1, Array2, Array3, ArrayD, Axis};

/// `SplitMix64`: the same numbers for the same seed, on every platform.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    /// Numbers around 0 of very different sizes, some of them 0.
    pub(crate) fn numbers(&mut self, n: usize) -> Array1<f64> {
        (0..n).map(|_| (self.unit() - 0.5) * 10_f64.powi(self.below(9) as i32 - 4)).collect()
    }

    /// Probabilities, 0 and 1 among them.
    pub(crate) fn probabilities(&mut self, n: usize) -> Array1<f64> {
        (0..n).map(|_| (1.2 * self.unit() - 0.1).clamp(0.0, 1.0)).collect()
    }

    pub(crate) fn labels(&mut self, n: usize, classes: usize) -> Array1<i64> {
        (0..n).map(|_| self.below(classes) as i64).collect()
    }

    /// Rows of numbers around 0.
    pub(crate) fn logits(&mut self, n: usize, classes: usize) -> Array2<f64> {
        Array2::from_shape_simple_fn((n, classes), || 20.0 * (self.unit() - 0.5))
    }

    /// Rows that sum to 1 up to rounding, with zeros among them.
    pub(crate) fn distributions(&mut self, n: usize, classes: usize) -> Array2<f64> {
        let mut rows =
            Array2::from_shape_simple_fn((n, classes), || (self.unit() - 0.1).max(0.0).powi(4));
        rows.column_mut(0).mapv_inplace(|p| p + 1e-3);
        let sums = rows.sum_axis(Axis(1)).insert_axis(Axis(1));
        rows / sums
    }

    pub(crate) fn one_hot(&mut self, n: usize, classes: usize) -> Array2<f64> {
        let mut rows = Array2::zeros((n, classes));
        for (mut row, label) in rows.rows_mut().into_iter().zip(self.labels(n, classes)) {
            row[label as usize] = 1.0;
        }
        rows
    }
}

/// A batch of sequences from rows: `[n·t, c]` becomes `[n, t, c]`.
pub(crate) fn sequences(rows: &Array2<f64>, length: usize) -> Array3<f64> {
    let (n, c) = rows.dim();
    rows.to_shape((n / length, length, c)).expect("rows divide into sequences").to_owned()
}

pub(crate) fn to_f32(array: &ArrayD<f64>) -> ArrayD<f32> {
    array.mapv(|x| x as f32)
}
