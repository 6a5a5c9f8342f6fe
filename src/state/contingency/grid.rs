//! All cells of the labels between the least and the largest, counted where samples are many beside cells.

use crate::kernel::vectorized;
use crate::state::Tally;
use crate::state::cells::{Dense, MODERATE, pays_within};

/// The least and the largest label of each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span([(i64, i64); 2]);

impl Span {
    /// Returns the span of some samples. `None` without samples.
    pub(super) fn of(truth: &[i64], prediction: &[i64]) -> Option<Self> {
        let most = |labels: &[i64]| {
            vectorized!(|| {
                let (mut least, mut most) = (i64::MAX, i64::MIN);
                for &label in labels {
                    (least, most) = (least.min(label), most.max(label));
                }
                (least, most)
            })
        };
        (!truth.is_empty()).then(|| Self([most(truth), most(prediction)]))
    }

    pub(super) fn of_pair(truth: i64, prediction: i64) -> Self {
        Self([(truth, truth), (prediction, prediction)])
    }

    /// Returns the span of both.
    pub(super) fn and(self, other: Self) -> Self {
        let side = |i: usize| (self.0[i].0.min(other.0[i].0), self.0[i].1.max(other.0[i].1));
        Self([side(0), side(1)])
    }

    /// Returns the span of both, twice as long on a side where it grows, so that it seldom grows.
    fn grown_to(self, other: Self) -> Self {
        let both = self.and(other);
        let side = |i: usize| {
            let ((least, most), length) = (both.0[i], self.0[i].1 - self.0[i].0);
            let before = if least < self.0[i].0 { length } else { 0 };
            let after = if most > self.0[i].1 { length } else { 0 };
            (least.saturating_sub(before), most.saturating_add(after))
        };
        Self([side(0), side(1)])
    }

    /// The number of labels of a side.
    fn side(self, i: usize) -> u128 {
        (i128::from(self.0[i].1) - i128::from(self.0[i].0)) as u128 + 1
    }

    /// The number of cells, or more than any table has.
    pub(super) fn cells(self) -> usize {
        self.side(0).saturating_mul(self.side(1)).try_into().unwrap_or(usize::MAX)
    }
}

/// The number of samples of each cell of a span.
#[derive(Clone)]
pub(super) struct Grid {
    span: Span,
    counts: Dense,
    /// The number of units that were counted: what the grid has paid for.
    units: usize,
}

impl Grid {
    /// Returns the cells of a span without samples. `None` if they do not fit into memory.
    pub(super) fn new(span: Span) -> Option<Self> {
        let counts = (span.cells() <= MODERATE).then(|| Dense::new(span.cells()))??;
        Some(Self { span, counts, units: 0 })
    }

    /// Whether a span lies within the grid, grown if that pays with so many more units.
    pub(super) fn reaches(&mut self, span: Span, units: usize) -> bool {
        if self.span.and(span) == self.span {
            return true;
        }
        let pays = |span: &Span| pays_within(self.units.saturating_add(units), span.cells());
        let wider = [self.span.grown_to(span), self.span.and(span)].into_iter().find(pays);
        let Some(mut grid) = wider.and_then(Self::new) else { return false };
        self.each(|truth, prediction, count| grid.add(truth, prediction, count));
        grid.units = self.units;
        *self = grid;
        true
    }

    /// Whether a cell is one of the grid.
    pub(super) fn has(&self, truth: i64, prediction: i64) -> bool {
        self.span.and(Span::of_pair(truth, prediction)) == self.span
    }

    /// Adds samples to a cell of the grid.
    #[inline]
    pub(super) fn add(&mut self, truth: i64, prediction: i64, count: u64) {
        let Span([(y, _), (p, _)]) = self.span;
        let cell = (truth - y) as usize * self.columns() + (prediction - p) as usize;
        self.units = self.units.saturating_add(1);
        match u32::try_from(count) {
            Ok(count) => self.counts.add_count(cell, count),
            Err(_) => self.counts.add_tally(cell, &Tally::from_count(count)),
        }
    }

    /// Adds samples of cells of the grid, with weights that are whole numbers, or 1 for each.
    pub(super) fn extend(&mut self, truth: &[i64], prediction: &[i64], weights: Option<&[f64]>) {
        let pairs = truth.iter().zip(prediction);
        match weights {
            None => pairs.for_each(|(&truth, &prediction)| self.add(truth, prediction, 1)),
            Some(weights) => pairs.zip(weights).for_each(|((&truth, &prediction), &weight)| {
                self.add(truth, prediction, weight as u64);
            }),
        }
    }

    /// Calls `each` with every cell that is not 0, by rising label of the truth, then of the prediction.
    pub(super) fn each(&self, mut each: impl FnMut(i64, i64, u64)) {
        let Span([(y, _), (p, _)]) = self.span;
        let columns = self.columns();
        let cell =
            |position: usize| (y + (position / columns) as i64, p + (position % columns) as i64);
        match self.counts.counts() {
            Some(counts) => {
                let rows = (y..).zip(counts.chunks_exact(columns));
                rows.for_each(|(truth, row)| {
                    let present = (p..).zip(row).filter(|(_, count)| **count > 0);
                    present.for_each(|(prediction, &count)| each(truth, prediction, count.into()));
                });
            }
            None => self.counts.touched().for_each(|(position, total)| {
                let (truth, prediction) = cell(position);
                each(truth, prediction, total.to_count());
            }),
        }
    }

    fn columns(&self) -> usize {
        self.span.side(1) as usize
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn units(&self) -> usize {
        self.units
    }
}
