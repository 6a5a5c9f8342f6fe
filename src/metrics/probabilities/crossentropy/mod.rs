//! Crossentropies: from probabilities, clipped as in Keras, or from logits.

mod binary;
mod categorical;
mod focal;
mod perplexity;
mod sparse;

use crate::domain::{Domain, Guard};
use crate::element::Element;
use crate::error::Error;
use crate::kernel::math::{clamp, ln, ln_1p};
use crate::kernel::rows::{self, GROUP, one_row};
use crate::metrics::epsilon::KERAS_EPSILON;

pub use binary::{BinaryCrossentropy, binary_crossentropy};
pub use categorical::{CategoricalCrossentropy, categorical_crossentropy};
pub use focal::{
    BinaryFocalCrossentropy, CategoricalFocalCrossentropy, binary_focal_crossentropy,
    categorical_focal_crossentropy,
};
pub use perplexity::{BitsPerLabel, Perplexity, bits_per_label, perplexity};
pub use sparse::{SparseCategoricalCrossentropy, sparse_categorical_crossentropy};

/// Clips probabilities to [ε, 1 − ε], both bounds rounded to the prediction's type, as in Keras.
#[inline(always)]
fn clip<P: Element>(epsilon: f64) -> impl Fn(f64) -> f64 {
    let (low, high) = (P::rounded(epsilon), P::rounded(1.0 - epsilon));
    #[inline(always)]
    move |p| clamp(p, low, high)
}

pub(super) fn prediction(from_logits: bool) -> Domain {
    if from_logits { Domain::Logit } else { Domain::ProbabilityNotLogit }
}

/// Refuses an epsilon above 0 that clips nothing in the prediction's type, or everything; 0.0 says
/// that nothing is to be clipped. Logits are not clipped, but NaN is refused: a measure with NaN does not equal itself, so its streams could not
/// merge.
fn check_epsilon<P: Element>(epsilon: f64, from_logits: bool) -> Result<(), Error> {
    let clips = P::rounded(epsilon) > 0.0 && P::rounded(1.0 - epsilon) < 1.0 && epsilon < 0.5;
    if (from_logits && !epsilon.is_nan()) || clips || epsilon == 0.0 {
        return Ok(());
    }
    let expected = "a number below 0.5 that does not vanish beside 1 in the type of y_pred \
                    (1e-7 for f32, 1e-15 for f64), or 0.0 to clip nothing";
    Err(Error::number("epsilon", epsilon, expected))
}

fn check_smoothing(smoothing: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&smoothing) {
        return Ok(());
    }
    Err(Error::number("label_smoothing", smoothing, "a number in [0, 1]"))
}

/// Returns the total of a row, or NaN if it is 0, by which a row cannot be divided.
#[inline(always)]
fn positive(total: f64) -> f64 {
    if total > 0.0 { total } else { f64::NAN }
}

/// Reads a row of predictions as −ln of its classes' probabilities.
///
/// From logits: ln Σ e^(z − own) for one class; for all classes, or where that may overflow,
/// (largest − z) + rest, where ln Σ e^z = largest + rest. From probabilities: −ln of the clipped
/// share of the row's sum.
#[derive(Clone, Copy)]
struct LogProbability<P> {
    guard: Guard<P>,
    from_logits: bool,
    low: f64,
    high: f64,
}

impl<P: Element> LogProbability<P> {
    #[inline(always)]
    fn new(epsilon: f64, from_logits: bool) -> Self {
        let (low, high) = (P::rounded(epsilon), P::rounded(1.0 - epsilon));
        Self { guard: prediction(from_logits).guard(), from_logits, low, high }
    }

    /// Returns the sum of a row of probabilities, or the largest logit and the rest of ln Σ e^z;
    /// NaN for a row that cannot be normalised.
    #[inline(always)]
    fn norm(self, row: &[P]) -> (f64, f64) {
        if !self.from_logits {
            let total = one_row(|total| rows::sums(row, self.guard.bounds(), total));
            return (positive(total), 0.0);
        }
        let top = one_row(|top| rows::argmax(row, top));
        let others = one_row(|others| rows::exp_sums_without(&[top], row, others));
        let most = row[top].to_f64();
        (if most == f64::NEG_INFINITY { f64::NAN } else { most }, ln_1p(others))
    }

    /// Returns −ln of one entry's probability.
    #[inline(always)]
    fn surprisal(self, entry: f64, (norm, rest): (f64, f64)) -> f64 {
        if self.from_logits {
            (norm - entry) + rest
        } else {
            -ln(clamp(entry / norm, self.low, self.high))
        }
    }

    /// Returns −ln of the probability of one class of a row.
    #[inline(always)]
    fn surprisal_of(self, class: usize, row: &[P]) -> f64 {
        one_row(|term| self.write(&[class], row, term))
    }

    /// Writes −ln of the probability of one class of each row, with the logarithms side by side;
    /// NaN where a number is not admitted.
    #[inline(always)]
    fn write(self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        let row = p.len() / terms.len().max(1);
        let groups = terms.chunks_mut(GROUP).zip(classes.chunks(GROUP));
        for ((terms, classes), p) in groups.zip(p.chunks(GROUP * row)) {
            if self.from_logits {
                self.write_from_logits(classes, p, terms);
            } else {
                self.write_from_shares(classes, p, terms);
            }
        }
    }

    #[inline(always)]
    fn write_from_shares(self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        let mut norms = [0.0; GROUP];
        rows::sums(p, self.guard.bounds(), &mut norms[..terms.len()]);
        let rows = p.chunks_exact(p.len() / terms.len());
        for ((term, &class), p) in terms.iter_mut().zip(classes).zip(rows) {
            *term = p[class].to_f64();
        }
        for (term, &norm) in terms.iter_mut().zip(&norms) {
            *term = self.surprisal(*term, (positive(norm), 0.0));
        }
    }

    /// Writes ln Σ e^(z − own), taken relative to the largest logit where a term may have
    /// overflowed.
    #[inline(always)]
    fn write_from_logits(self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        let mut others = [0.0; GROUP];
        rows::exp_sums_without(classes, p, &mut others[..terms.len()]);
        for (term, &others) in terms.iter_mut().zip(&others) {
            *term = ln_1p(others);
        }
        let rows = p.chunks_exact(p.len() / terms.len());
        for (((term, others), &class), p) in terms.iter_mut().zip(others).zip(classes).zip(rows) {
            let own = p[class].to_f64();
            if !own.is_finite() || !rows::is_certain(others) {
                let admitted = self.guard.admits_all(p);
                *term = if admitted { self.surprisal(own, self.norm(p)) } else { f64::NAN };
            }
        }
    }
}
