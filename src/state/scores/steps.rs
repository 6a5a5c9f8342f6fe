//! A curve over all thresholds as straight steps: from the totals above one distinct score to the totals
//! from that score up. Samples that tie are one step, on which they are shared out in proportion.

use super::totals::Totals;
use super::{RankedScores, Scaling, Sorted};
use crate::error::Undefined;
use crate::exact::double::Double;

/// The steps of a ranking, the highest score first, and the totals at their end.
pub(super) struct Steps<'a> {
    sorted: Sorted<'a>,
    scaling: Scaling,
    pub(super) all: Totals,
}

/// A straight piece of a curve, from its left end to its right one.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) x: [Double; 2],
    pub(super) y: [Double; 2],
}

impl RankedScores {
    /// Returns the steps, unless their totals do not suffice. One sort, and a pass for the totals.
    pub(super) fn steps(
        &self,
        scaling: Scaling,
        require: fn(&Totals) -> Result<(), Undefined>,
    ) -> Result<Steps<'_>, Undefined> {
        let (sorted, mut all) = (self.sorted(), Totals::none());
        sorted.descend(scaling, |totals| all = all.and(&totals))?;
        require(&all)?;
        Ok(Steps { sorted, scaling, all })
    }

    /// Returns the steps of the ROC curve.
    pub(super) fn roc_steps(&self) -> Result<Steps<'_>, Undefined> {
        self.steps(Scaling::PerClass, Totals::require_two_classes)
    }
}

impl Steps<'_> {
    /// Visits the totals above each distinct score and those from it up.
    pub(super) fn each(&self, mut visit: impl FnMut(&Totals, &Totals)) -> Result<(), Undefined> {
        let mut above = Totals::none();
        self.sorted.descend(self.scaling, |totals| {
            let next = above.and(&totals);
            visit(&above, &next);
            above = next;
        })
    }

    /// Visits the pieces of the ROC curve between two false positive rates. A piece without width is left
    /// out. Rates are taken before they are compared, so that no product of a weight and a small rate
    /// leaves the range of `f64`.
    pub(super) fn each_between(
        &self,
        [low, high]: [f64; 2],
        mut visit: impl FnMut(Piece),
    ) -> Result<(), Undefined> {
        let rate = |totals: &Totals| totals.negatives.divided(self.all.negatives);
        self.each(|above, next| {
            let piece = Piece { x: [rate(above), rate(next)], y: self.recalls(above, next) };
            if let Some(part) = piece.between(low.into(), high.into()) {
                visit(part);
            }
        })
    }

    /// Returns the true positive rates at both ends of a step.
    pub(super) fn recalls(&self, above: &Totals, next: &Totals) -> [Double; 2] {
        [above, next].map(|totals| totals.positives.divided(self.all.positives))
    }
}

impl Piece {
    /// Returns the height over a place between both ends.
    pub(super) fn at(&self, x: Double) -> Double {
        let ([left, right], [start, end]) = (self.x, self.y);
        if !left.is_below(x) {
            return start;
        }
        if !x.is_below(right) {
            return end;
        }
        let share = x.minus(left).divided(right.minus(left));
        start.add(share.times(end.minus(start)))
    }

    /// Returns the part of the piece between two places, if it has any width.
    fn between(&self, low: Double, high: Double) -> Option<Self> {
        let [left, right] = self.x;
        let left = if left.is_below(low) { low } else { left };
        let right = if high.is_below(right) { high } else { right };
        left.is_below(right).then(|| Self { x: [left, right], y: [self.at(left), self.at(right)] })
    }
}
