//! The sum of the precisions at each positive.
//!
//! **Idea.** A term is a quotient in twice the precision of `f64`, and a sum of such numbers waits for each addition
//! before the next. So the scores that have positives are gathered without a branch on the class, which no processor
//! foresees, and their terms are added to eight sums in turn. Which sum takes a term depends on the order of the
//! scores alone.

use super::entry::{Unweighted, by_class};
use super::totals::Totals;
use crate::exact::double::Double;
use crate::kernel::bits::power_of_two;
use crate::kernel::vectorized;

/// Sums that are added to in turn.
const SUMS: usize = 8;

/// The number of scores that are gathered, a multiple of [`SUMS`].
const ROOM: usize = 256;

const _: () = assert!(ROOM.is_multiple_of(TERMS) && TERMS.is_multiple_of(SUMS));

/// The number of terms that are computed before they are added, a multiple of [`SUMS`]: so few that the processor
/// computes the next ones while the sums wait.
const TERMS: usize = 32;

/// The number of entries whose counts are gathered as whole numbers.
pub(super) const GATHERED: usize = 256;

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

    /// Sets neighbours to whole numbers.
    #[inline(always)]
    fn set_all(&mut self, first: usize, numbers: &[impl WholeNumber]) {
        let Self([high, low]) = self;
        let own = high[first..].iter_mut().zip(&mut low[first..]);
        for ((high, low), number) in own.zip(numbers) {
            let number = number.double();
            (*high, *low) = (number.high, number.low);
        }
    }
}

/// A whole number that is kept in integers until it becomes a number of twice the precision.
pub(super) trait WholeNumber: Copy + Default {
    fn double(self) -> Double;
}

impl WholeNumber for u64 {
    #[inline(always)]
    fn double(self) -> Double {
        let (high, low) = ((self >> 32) as u32, self as u32);
        Double::of_parts(f64::from(high) * power_of_two(32), f64::from(low))
    }
}

/// Below 2^95.
impl WholeNumber for u128 {
    #[inline(always)]
    fn double(self) -> Double {
        let (high, low) = ((self >> 44) as i64, self as i64 & ((1 << 44) - 1));
        Double::of_parts(high as f64 * power_of_two(44), low as f64)
    }
}

/// Whole numbers at scores that have positives.
pub(super) struct Gathered<N> {
    /// The positives of a score, those from the score up, and all samples from it up.
    numbers: [[N; GATHERED]; 3],
    len: usize,
}

impl<N: WholeNumber> Gathered<N> {
    pub(super) fn new() -> Self {
        Self { numbers: [[N::default(); GATHERED]; 3], len: 0 }
    }

    /// Gathers numbers if they are those of a score. At most [`GATHERED`] calls.
    #[inline(always)]
    pub(super) fn add(&mut self, numbers: [N; 3], is_score: bool) {
        let place = self.len % GATHERED;
        for (own, number) in self.numbers.iter_mut().zip(numbers) {
            own[place] = number;
        }
        self.len += usize::from(is_score);
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

    /// Adds the precision at each of the scores that were gathered, as often as it has positives. Forgets them.
    pub(super) fn extend<N: WholeNumber>(&mut self, gathered: &mut Gathered<N>) {
        let mut start = 0;
        while start < gathered.len {
            let end = gathered.len.min(start + ROOM - self.len);
            let own = [&mut self.more, &mut self.positives, &mut self.all];
            for (own, numbers) in own.into_iter().zip(&gathered.numbers) {
                vectorized!(|| own.set_all(self.len, &numbers[start..end]));
            }
            self.len += end - start;
            start = end;
            if self.len == ROOM {
                self.add_up();
            }
        }
        gathered.len = 0;
    }

    fn add_up(&mut self) {
        let (one, end) = (Double::from(1.0), self.len.next_multiple_of(TERMS));
        // Scores without positives add nothing.
        for place in self.len..end {
            self.more.set(place, Double::default());
            self.all.set(place, one);
        }
        let Self { sums, more, positives, all, .. } = self;
        vectorized!(|| {
            for start in (0..ROOM).step_by(TERMS) {
                // Not a bound of the loop, of which the compiler would not know that it is within the room.
                if start >= end {
                    break;
                }
                let mut terms = Doubles::<TERMS>::NONE;
                for i in 0..TERMS {
                    let (of, all) = (positives.get(start + i), all.get(start + i));
                    terms.set(i, more.get(start + i).times(of.divided(all)));
                }
                for first in (0..TERMS).step_by(SUMS) {
                    for i in 0..SUMS {
                        sums.set(i, sums.get(i).add(terms.get(first + i)));
                    }
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

/// Returns the sum of the precisions at each positive and the totals of all samples, for counts. Counts
/// are added as whole numbers, which gives the same bits as weights of 1. No branch depends on the
/// classes or the ties.
pub(super) fn counted_precision<E: Unweighted>(list: &[E]) -> (Double, Totals) {
    let (mut precisions, mut more, mut positives, mut all) = (Precisions::new(), 0, 0, 0);
    let (mut end, mut scores) = (list.len(), Gathered::new());
    while end > 0 {
        let start = end.saturating_sub(GATHERED);
        for i in (start..end).rev() {
            let own = by_class(list[i]);
            (more, positives, all) = (more + own[1], positives + own[1], all + own[0] + own[1]);
            let is_last = i == 0 || !list[i - 1].ties(list[i]);
            scores.add([more, positives, all], is_last & (more > 0));
            more = if is_last { 0 } else { more };
        }
        precisions.extend(&mut scores);
        end = start;
    }
    let sum = precisions.sum();
    let (positives, negatives) = (positives.into(), (all - positives).into());
    (sum, Totals { positives, negatives, ..Totals::none() })
}
