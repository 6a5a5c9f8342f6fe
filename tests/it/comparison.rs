//! Two models on the same samples: examples by hand, laws, refusals, golden values, coverage.

mod by_hand;
mod coverage;
mod golden;
mod laws;
mod refusals;

use ndarray::{Array1, ArrayRef, Ix1};
use ndarray_metrics::Comparison;
use ndarray_metrics::prelude::*;

/// Random numbers, the same for the same seed.
struct Numbers(u64);

impl Numbers {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A sum of twelve uniform numbers less 6, nearly normal.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// What is compared in these tests, of arrays of one axis.
type Compare =
    fn(&ArrayRef<f64, Ix1>, &ArrayRef<f64, Ix1>, &ArrayRef<f64, Ix1>) -> Result<Comparison, Error>;

/// Labels and the scores of two models that know something of them.
fn scores(numbers: &mut Numbers, n: usize) -> [Array1<f64>; 3] {
    let y = Array1::from_shape_fn(n, |i| f64::from(i % 2 == 0));
    let common: Vec<f64> = y.iter().map(|y| y + numbers.normal()).collect();
    let mut model =
        || common.iter().map(|x| ((x + 0.7 * numbers.normal()) * 16.0).round() / 16.0).collect();
    let (a, b) = (model(), model());
    [y, a, b]
}
