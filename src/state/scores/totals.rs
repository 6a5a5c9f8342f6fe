//! The weights of both classes, at one score or from one score up.

use crate::error::Undefined;
use crate::exact::double::Double;

/// The weights of positives and negatives as readings use them, in twice the precision of `f64`.
#[derive(Clone, Copy)]
pub(super) struct Totals {
    /// The score that the weights belong to; of several scores, the lowest.
    pub(super) score: f64,
    pub(super) positives: Double,
    pub(super) negatives: Double,
}

impl Totals {
    /// Returns the totals above every score: no weights.
    pub(super) fn none() -> Self {
        let zero = Double::default();
        Self { score: f64::INFINITY, positives: zero, negatives: zero }
    }

    /// Returns these totals with those of the next lower score.
    #[inline(always)]
    pub(super) fn and(&self, next: &Self) -> Self {
        Self {
            score: next.score,
            positives: self.positives.add(next.positives),
            negatives: self.negatives.add(next.negatives),
        }
    }

    /// Returns the weight of both classes.
    #[inline(always)]
    pub(super) fn weight(&self) -> Double {
        self.positives.add(self.negatives)
    }

    /// Returns the share of the positives in the weight: a precision, or the frequency of positives.
    #[inline(always)]
    pub(super) fn positive_share(&self) -> Double {
        self.positives.divided(self.weight())
    }

    /// Returns the totals with the weights of each class times a power of two.
    pub(super) fn scaled(&self, [positive, negative]: [(f64, f64); 2]) -> Self {
        Self {
            positives: self.positives.scaled(positive),
            negatives: self.negatives.scaled(negative),
            ..*self
        }
    }

    /// Refuses totals without weight.
    pub(super) fn require_samples(&self) -> Result<(), Undefined> {
        if self.weight().high > 0.0 { Ok(()) } else { Err(Undefined::NoSamples) }
    }

    /// Refuses totals without positives, over which a recall would be taken.
    pub(super) fn require_positives(&self) -> Result<(), Undefined> {
        match (self.positives.high > 0.0, self.negatives.high > 0.0) {
            (true, _) => Ok(()),
            (false, true) => Err(Undefined::ZeroDenominator),
            (false, false) => Err(Undefined::NoSamples),
        }
    }

    /// Refuses totals without positives or without negatives.
    pub(super) fn require_two_classes(&self) -> Result<(), Undefined> {
        match (self.positives.high > 0.0, self.negatives.high > 0.0) {
            (true, true) => Ok(()),
            (false, false) => Err(Undefined::NoSamples),
            _ => Err(Undefined::OneClass),
        }
    }
}
