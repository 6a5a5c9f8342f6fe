//! Crossentropies: from probabilities, clipped as in Keras, or from logits.

mod binary;
mod categorical;
mod focal;
mod sparse;

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::math::{clamp, ln, ln_1p};
use crate::kernel::rows;

pub(super) use binary::sigmoid;
pub use binary::{BinaryCrossentropy, binary_crossentropy};
pub use categorical::{CategoricalCrossentropy, categorical_crossentropy};
pub use focal::{
    BinaryFocalCrossentropy, CategoricalFocalCrossentropy, binary_focal_crossentropy,
    categorical_focal_crossentropy,
};
pub use sparse::{SparseCategoricalCrossentropy, sparse_categorical_crossentropy};

/// Keras's epsilon: probabilities are clipped to [ε, 1 − ε] before their logarithm is taken.
pub const EPSILON: f64 = 1e-7;

/// The bounds of clipping, both rounded to the prediction's type, as Keras does.
#[inline(always)]
fn clip<P: Element>(epsilon: f64) -> impl Fn(f64) -> f64 {
    let (low, high) = (P::rounded(epsilon), P::rounded(1.0 - epsilon));
    #[inline(always)]
    move |p| clamp(p, low, high)
}

pub(super) fn prediction(from_logits: bool) -> Domain {
    if from_logits { Domain::Logit } else { Domain::ProbabilityNotLogit }
}

/// Refuses an epsilon that clips nothing in the prediction's type, or everything. Logits need none,
/// but NaN would make a measure that is unlike itself, whose streams could not merge.
fn check_epsilon<P: Element>(epsilon: f64, from_logits: bool) -> Result<(), Error> {
    let clips = P::rounded(epsilon) > 0.0 && P::rounded(1.0 - epsilon) < 1.0 && epsilon < 0.5;
    if (from_logits && !epsilon.is_nan()) || clips {
        return Ok(());
    }
    let expected = "a number below 0.5 that does not vanish beside 1 in the type of y_pred \
                    (1e-7 for f32, 1e-15 for f64)";
    Err(Error::parameter("epsilon", epsilon, expected))
}

fn check_smoothing(smoothing: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&smoothing) {
        return Ok(());
    }
    Err(Error::parameter("label_smoothing", smoothing, "a number in [0, 1]"))
}

/// Rows whose logarithms are taken at once.
const GROUP: usize = 32;

/// How a row of predictions is read as −ln of its classes' probabilities.
///
/// Logits: (largest − z) + rest, where ln Σ e^z = largest + rest. Probabilities: −ln of the clipped
/// share of the row's sum.
#[derive(Clone, Copy)]
struct Reading {
    from_logits: bool,
    low: f64,
    high: f64,
}

impl Reading {
    #[inline(always)]
    fn new<P: Element>(epsilon: f64, from_logits: bool) -> Self {
        Self { from_logits, low: P::rounded(epsilon), high: P::rounded(1.0 - epsilon) }
    }

    /// What a row's entries are measured against: NaN for a row that cannot be normalised.
    #[inline(always)]
    fn norm<P: Element>(self, row: &[P]) -> (f64, f64) {
        let (norm, others) = self.sums(row);
        (norm, if self.from_logits { ln_1p(others) } else { 0.0 })
    }

    /// The same before its logarithm is taken.
    #[inline(always)]
    fn sums<P: Element>(self, row: &[P]) -> (f64, f64) {
        if self.from_logits {
            return rows::sum_of_exponentials(row);
        }
        let total = rows::sum(row);
        (if total > 0.0 { total } else { f64::NAN }, 0.0)
    }

    /// −ln of one entry's probability.
    #[inline(always)]
    fn surprisal(self, entry: f64, (norm, rest): (f64, f64)) -> f64 {
        if self.from_logits {
            (norm - entry) + rest
        } else {
            -ln(clamp(entry / norm, self.low, self.high))
        }
    }

    /// −ln of the probability of one class in each row. The logarithms of many rows are taken at
    /// once, so that they are computed side by side.
    #[inline(always)]
    fn fill<P: Element>(self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        let row = p.len() / terms.len().max(1);
        let (mut norms, mut rests) = ([0.0; GROUP], [0.0; GROUP]);
        let groups = terms.chunks_mut(GROUP).zip(classes.chunks(GROUP));
        for ((terms, classes), p) in groups.zip(p.chunks(GROUP * row)) {
            for (i, (&class, p)) in classes.iter().zip(p.chunks_exact(row)).enumerate() {
                terms[i] = p[class].to_f64();
                (norms[i], rests[i]) = self.sums(p);
            }
            if self.from_logits {
                rests.iter_mut().for_each(|rest| *rest = ln_1p(*rest));
            }
            for ((term, &norm), &rest) in terms.iter_mut().zip(&norms).zip(&rests) {
                *term = self.surprisal(*term, (norm, rest));
            }
        }
    }
}
