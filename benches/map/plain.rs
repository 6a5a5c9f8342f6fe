//! Loops as a user writes them with ndarray: `Zip` over elements in the order of memory, `rows` over rows,
//! sums in `f64`, counts in integers.

use ndarray::{ArrayView, ArrayView1, Dimension, RemoveAxis, Zip};
use ndarray_metrics::element::Element;

/// Weights of elements or of rows.
pub(crate) enum Weights<'a, D> {
    None,
    Numbers(ArrayView<'a, f64, D>),
    Mask(ArrayView<'a, bool, D>),
}

/// Truth and prediction of one shape, with weights for elements.
pub(crate) struct Elements<'a, T, P, D> {
    pub(crate) y: ArrayView<'a, T, D>,
    pub(crate) p: ArrayView<'a, P, D>,
    pub(crate) weights: Weights<'a, D>,
}

impl<T: Element, P: Element, D: Dimension> Elements<'_, T, P, D> {
    /// Calls `each` with truth, prediction and weight of every element that counts.
    #[inline(always)]
    pub(crate) fn each(&self, mut each: impl FnMut(f64, f64, f64)) {
        let pairs = Zip::from(&self.y).and(&self.p);
        match &self.weights {
            Weights::None => pairs.for_each(|y, p| each(y.to_f64(), p.to_f64(), 1.0)),
            Weights::Numbers(weights) => {
                pairs.and(weights).for_each(|y, p, &weight| each(y.to_f64(), p.to_f64(), weight));
            }
            Weights::Mask(mask) => pairs.and(mask).for_each(|y, p, &counts| {
                if counts {
                    each(y.to_f64(), p.to_f64(), 1.0);
                }
            }),
        }
    }

    /// The mean of a term.
    #[inline(always)]
    pub(crate) fn mean(&self, term: impl Fn(f64, f64) -> f64) -> f64 {
        let (mut sum, mut total) = (0.0, 0.0);
        self.each(|y, p, weight| {
            sum += weight * term(y, p);
            total += weight;
        });
        sum / total
    }

    /// The weight of the elements of each of several kinds; their numbers without weights.
    #[inline(always)]
    pub(crate) fn weigh<const N: usize>(&self, kinds: impl Fn(f64, f64) -> [bool; N]) -> [f64; N] {
        if matches!(self.weights, Weights::Numbers(_)) {
            let mut totals = [0.0; N];
            self.each(|y, p, weight| {
                for (total, is) in totals.iter_mut().zip(kinds(y, p)) {
                    *total += if is { weight } else { 0.0 };
                }
            });
            return totals;
        }
        let mut counts = [0_u32; N];
        self.each(|y, p, _| {
            for (count, is) in counts.iter_mut().zip(kinds(y, p)) {
                *count += u32::from(is);
            }
        });
        counts.map(f64::from)
    }

    /// The share of the elements of a kind.
    #[inline(always)]
    pub(crate) fn share(&self, kind: impl Fn(f64, f64) -> bool) -> f64 {
        let [is, all] = self.weigh(|y, p| [kind(y, p), true]);
        is / all
    }

    /// The elements as a list, to be sorted.
    pub(crate) fn list(&self) -> Vec<(f64, f64, f64)> {
        let mut list = Vec::with_capacity(self.y.len());
        self.each(|y, p, weight| list.push((p, y, weight)));
        list
    }
}

/// Rows of truth and prediction, with weights for rows.
pub(crate) struct InRows<'a, T, P, D: RemoveAxis> {
    pub(crate) y: ArrayView<'a, T, D>,
    pub(crate) p: ArrayView<'a, P, D>,
    pub(crate) weights: Weights<'a, D::Smaller>,
}

impl<T: Element, P: Element, D: RemoveAxis> InRows<'_, T, P, D> {
    /// Calls `each` with truth, prediction and weight of every row that counts.
    #[inline(always)]
    pub(crate) fn each(&self, mut each: impl FnMut(ArrayView1<'_, T>, ArrayView1<'_, P>, f64)) {
        let rows = self.y.rows().into_iter().zip(self.p.rows());
        each_row(&self.weights, rows, |(y, p), weight| each(y, p, weight));
    }

    /// The mean of a term of rows.
    #[inline(always)]
    pub(crate) fn mean(&self, term: impl Fn(ArrayView1<'_, T>, ArrayView1<'_, P>) -> f64) -> f64 {
        let rows = self.y.rows().into_iter().zip(self.p.rows());
        weighted_mean(&self.weights, rows, |(y, p)| term(y, p))
    }
}

/// Class labels and rows of predictions, with weights for rows.
pub(crate) struct ByLabel<'a, T, P, D: RemoveAxis> {
    pub(crate) y: ArrayView<'a, T, D::Smaller>,
    pub(crate) p: ArrayView<'a, P, D>,
    pub(crate) weights: Weights<'a, D::Smaller>,
}

impl<T: Element, P: Element, D: RemoveAxis> ByLabel<'_, T, P, D> {
    /// The mean of a term of labels and rows.
    #[inline(always)]
    pub(crate) fn mean(&self, term: impl Fn(usize, ArrayView1<'_, P>) -> f64) -> f64 {
        let rows = self.y.iter().zip(self.p.rows());
        weighted_mean(&self.weights, rows, |(y, p)| term(y.to_f64() as usize, p))
    }
}

#[inline(always)]
fn weighted_mean<R, D: Dimension>(
    weights: &Weights<'_, D>,
    rows: impl Iterator<Item = R>,
    term: impl Fn(R) -> f64,
) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    each_row(weights, rows, |row, weight| {
        sum += weight * term(row);
        total += weight;
    });
    sum / total
}

#[inline(always)]
fn each_row<R, D: Dimension>(
    weights: &Weights<'_, D>,
    rows: impl Iterator<Item = R>,
    mut each: impl FnMut(R, f64),
) {
    match weights {
        Weights::None => rows.for_each(|row| each(row, 1.0)),
        Weights::Numbers(weights) => {
            rows.zip(weights).for_each(|(row, &weight)| each(row, weight));
        }
        Weights::Mask(mask) => {
            rows.zip(mask).filter(|(_, counts)| **counts).for_each(|(row, _)| each(row, 1.0));
        }
    }
}

/// The place of the first largest number.
#[inline(always)]
pub(crate) fn argmax<A: Element>(row: ArrayView1<'_, A>) -> usize {
    let (mut place, mut largest) = (0, row[0]);
    for (i, &number) in row.iter().enumerate() {
        if number > largest {
            (place, largest) = (i, number);
        }
    }
    place
}
