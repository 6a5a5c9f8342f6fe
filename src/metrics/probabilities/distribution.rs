//! The probabilities of a row of classes.

use crate::element::Element;
use crate::kernel::math::{clamp, exp};
use crate::kernel::rows::{argmax, exp_sums_without, one_row, sum_of};

/// Reads the entries of a row as probabilities that sum to 1: shares of the row's sum, or the softmax
/// of logits.
#[derive(Clone, Copy)]
pub(super) struct Distribution {
    from_logits: bool,
    /// The largest logit.
    top: f64,
    /// The sum of what the entries stand for; NaN for a row that cannot be normalised.
    total: f64,
}

impl Distribution {
    #[inline(always)]
    pub(super) fn of<P: Element>(row: &[P], from_logits: bool) -> Self {
        if !from_logits {
            let total = sum_of(
                row,
                #[inline(always)]
                |_, p| share(p.to_f64()),
            );
            let total = if total > 0.0 { total } else { f64::NAN };
            return Self { from_logits, top: 0.0, total };
        }
        let place = one_row(|place| argmax(row, place));
        let others = one_row(|others| exp_sums_without(&[place], row, others));
        let top = row[place].to_f64();
        let total = if top == f64::NEG_INFINITY { f64::NAN } else { 1.0 + others };
        Self { from_logits, top, total }
    }

    /// Whether the row gives every class a probability of 0.
    #[inline(always)]
    pub(super) fn is_none(self) -> bool {
        self.total.is_nan()
    }

    /// Returns the probability that an entry of the row stands for.
    #[inline(always)]
    pub(super) fn probability<P: Element>(self, entry: P) -> f64 {
        let entry = entry.to_f64();
        let part = if self.from_logits { exp(entry - self.top) } else { share(entry) };
        part / self.total
    }

    /// Returns Σ f(p) over the probabilities of all classes but one.
    #[inline(always)]
    pub(super) fn sum_without<P: Element>(
        self,
        class: usize,
        row: &[P],
        f: impl Fn(f64) -> f64,
    ) -> f64 {
        sum_of(
            row,
            #[inline(always)]
            |other, entry| if other == class { 0.0 } else { f(self.probability(entry)) },
        )
    }
}

/// A rounding error below 0 counts as 0, a rounding error above 1 as 1.
#[inline(always)]
fn share(p: f64) -> f64 {
    clamp(p, 0.0, 1.0)
}
