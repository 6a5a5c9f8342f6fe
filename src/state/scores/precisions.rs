//! The sum of the precisions at each positive.
//!
//! **Idea.** A term is a quotient in twice the precision of `f64`, and a sum of such numbers waits for each addition
//! before the next. So the scores that have positives are gathered without a branch on the class, which no processor
//! foresees, and their terms are added to four sums in turn. Which sum takes a term depends on the order of the
//! scores alone.

use crate::exact::double::Double;
use crate::kernel::vectorized;

/// Sums that are added to in turn.
const SUMS: usize = 8;

/// The number of scores that are gathered, a multiple of [`SUMS`].
const ROOM: usize = 256;

/// Numbers of twice the precision, their high parts and their low parts.
#[derive(Clone, Copy)]
struct Doubles<const N: usize>([[f64; N]; 2]);

impl<const N: usize> Doubles<N> {
    const NONE: Self = Self([[0.0; N]; 2]);

    #[inline(always)]
    fn get(&self, i: usize) -> Double {
        let Self([high, low]) = self;
        Double { high: high[i], low: low[i] }
    }

    #[inline(always)]
    fn set(&mut self, i: usize, number: Double) {
        let Self([high, low]) = self;
        (high[i], low[i]) = (number.high, number.low);
    }
}

/// A sum of precisions, and the scores that are not added to it yet.
pub(super) struct Precisions {
    sums: Doubles<SUMS>,
    /// The positives of a score.
    more: Doubles<ROOM>,
    /// The positives from a score up.
    positives: Doubles<ROOM>,
    /// All samples from a score up.
    all: Doubles<ROOM>,
    len: usize,
}

impl Precisions {
    pub(super) fn new() -> Self {
        let none = Doubles::NONE;
        Self { sums: Doubles::NONE, more: none, positives: none, all: none, len: 0 }
    }

    /// Adds the precision at a score as often as it has positives, given the positives and all samples from the
    /// score up.
    #[inline(always)]
    pub(super) fn add(&mut self, more: Double, positives: Double, all: Double) {
        let place = self.len % ROOM;
        self.more.set(place, more);
        self.positives.set(place, positives);
        self.all.set(place, all);
        self.len += usize::from(more.high > 0.0);
        if self.len == ROOM {
            self.add_up();
        }
    }

    fn add_up(&mut self) {
        let one = Double::from(1.0);
        // Scores without positives add nothing.
        for place in self.len..ROOM {
            self.more.set(place, Double::default());
            self.all.set(place, one);
        }
        let Self { sums, more, positives, all, .. } = self;
        vectorized!(|| {
            let mut terms = Doubles::<ROOM>::NONE;
            for i in 0..ROOM {
                terms.set(i, more.get(i).times(positives.get(i).divided(all.get(i))));
            }
            for first in (0..ROOM).step_by(SUMS) {
                for i in 0..SUMS {
                    sums.set(i, sums.get(i).add(terms.get(first + i)));
                }
            }
        });
        self.len = 0;
    }

    pub(super) fn sum(mut self) -> Double {
        self.add_up();
        (0..SUMS).map(|i| self.sums.get(i)).fold(Double::default(), Double::add)
    }
}
