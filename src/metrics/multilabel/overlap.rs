//! How many labels of a row are true, decided, and both; and the scores that are quotients of these
//! counts.

use crate::domain::Domain;
use crate::element::{Element, above};
use crate::error::Error;
use crate::state::square_of;

/// The labels of one row, counted.
#[derive(Clone, Copy, Default)]
pub(super) struct Overlap {
    both: usize,
    truth: usize,
    decided: usize,
}

/// A quotient, as what is divided and what it is divided by.
type Quotient = [f64; 2];

impl Overlap {
    /// Whether the decided labels are the true ones.
    pub(super) fn is_exact(self) -> bool {
        (self.both == self.truth) & (self.both == self.decided)
    }

    pub(super) fn jaccard(self) -> Quotient {
        [self.both as f64, (self.truth + self.decided - self.both) as f64]
    }

    /// The F-score: a perfect one divides equal numbers.
    pub(super) fn f_score(self, beta: f64) -> Quotient {
        let square = square_of(beta);
        let [missed, wrong] = [self.truth - self.both, self.decided - self.both];
        let right = (1.0 + square) * self.both as f64;
        [right, right + square * missed as f64 + wrong as f64]
    }

    pub(super) fn precision(self) -> Quotient {
        [self.both as f64, self.decided as f64]
    }

    pub(super) fn recall(self) -> Quotient {
        [self.both as f64, self.truth as f64]
    }
}

/// Returns the function that counts the labels of a row whose scores above a threshold are decided.
#[inline(always)]
pub(super) fn overlap<T: Element, P: Element>(threshold: f64) -> impl Fn(&[T], &[P]) -> Overlap {
    let above = above::<P>(threshold);
    #[inline(always)]
    move |y, p| {
        let mut found = Overlap::default();
        for (&y, &p) in y.iter().zip(p) {
            let (truth, decided) = (y.to_f64() == 1.0, above(p));
            found.both += usize::from(truth & decided);
            found.truth += usize::from(truth);
            found.decided += usize::from(decided);
        }
        found
    }
}

/// What a score by sample is made of: its decisions, its quotient, and what 0/0 counts.
#[derive(Clone, Copy)]
pub(super) struct BySample<Q> {
    pub(super) threshold: f64,
    pub(super) zero_division: Option<f64>,
    pub(super) quotient: Q,
}

impl<Q: Fn(Overlap) -> Quotient> BySample<Q> {
    /// Returns the formula of the term.
    #[inline(always)]
    pub(super) fn formula<T: Element, P: Element>(self) -> impl Fn(&[T], &[P]) -> f64 {
        let overlap = overlap(self.threshold);
        let undefined = self.zero_division.unwrap_or_default();
        #[inline(always)]
        move |y, p| {
            let [above, below] = (self.quotient)(overlap(y, p));
            if below == 0.0 { undefined } else { above / below }
        }
    }

    /// Whether the row is left out: it divides by 0, and all of its numbers are admitted.
    #[inline(always)]
    pub(super) fn abstains<T: Element, P: Element>(self, y: &[T], p: &[P]) -> bool {
        let [_, below] = (self.quotient)(overlap(self.threshold)(y, p));
        self.zero_division.is_none() && below == 0.0 && admits(y, p)
    }
}

pub(super) const TRUTH: Domain = Domain::Binary;
pub(super) const SCORES: Domain = Domain::Logit;

/// Whether all numbers of a row are admitted. A row that is left out is checked like any other.
#[inline(always)]
pub(super) fn admits<T: Element, P: Element>(y: &[T], p: &[P]) -> bool {
    TRUTH.guard().admits_all(y) && SCORES.guard().admits_all(p)
}

pub(super) fn check_threshold(threshold: f64) -> Result<(), Error> {
    if threshold.is_finite() {
        return Ok(());
    }
    Err(Error::number("threshold", threshold, "a finite number"))
}
