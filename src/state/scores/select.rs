//! Quantiles of the scores of all samples, whatever their class, found without sorting.
//!
//! **Idea.** Some thousands of samples, sorted, show within which two numbers the quantile probably lies
//! (Floyd and Rivest, *Expected time bounds for selection*, 1975). One pass adds up the weights of all samples
//! below these numbers, and gathers the few between them. Only these are put in order, by halves: the half that
//! holds the quantile is halved again. The result does not depend on which samples were looked at first: if
//! the quantile is not where it was expected, all samples are put in order by halves.
//!
//! **Price.** A pass of about 1 ns a sample, and one more where no sample between the two numbers is the
//! neighbour of the quantile that a mean of two needs.

use super::RankedScores;
use super::entry::Scored;
use super::parallel::{is_worth_two_tasks, join};
use crate::error::Undefined;
use crate::exact::digits::finite;
use crate::exact::{ExactSum, Tally};
use crate::kernel::vectorized;

/// What is compared in place of a score: the score itself, its size, or its distance from a number.
pub(in crate::state) trait View: Fn(f64) -> f64 + Copy + Send + Sync {}

impl<F: Fn(f64) -> f64 + Copy + Send + Sync> View for F {}

/// A number as a view shows it, and the weight of its samples.
type Weighed = (f64, f64);

impl RankedScores {
    /// Returns a quantile of what a view shows: the least number up to which the share of the weight reaches
    /// the level; where the share is the level, the middle between this number and the next.
    pub(in crate::state) fn quantile(&self, level: f64, view: impl View) -> Result<f64, Undefined> {
        if self.is_empty() {
            return Err(Undefined::NoSamples);
        }
        if level <= 0.0 {
            return finite(self.shown(view).fold(f64::INFINITY, f64::min));
        }
        if level >= 1.0 {
            return finite(self.shown(view).fold(f64::NEG_INFINITY, f64::max));
        }
        let total = self.total();
        total.ratio(&total)?;
        self.between(&Level { level, total }, view)
    }

    /// As [`quantile`](Self::quantile), of a level between 0 and 1.
    fn between(&self, level: &Level, view: impl View) -> Result<f64, Undefined> {
        let Part { below, mut inside } = self.candidates(level, view);
        let found = crossing(&mut inside, Tally::from_sum(below.clone()), level);
        let upto = inside.iter().filter(|(number, _)| *number <= found);
        if !level.is_share_of(&with(&Tally::from_sum(below), upto)) {
            return finite(found);
        }
        let above = |numbers: &mut dyn Iterator<Item = f64>| {
            numbers.filter(|number| *number > found).reduce(f64::min)
        };
        let near = above(&mut inside.iter().map(|(number, _)| *number));
        let next = near.or_else(|| above(&mut self.shown(view)));
        finite(found.midpoint(next.unwrap_or(found)))
    }

    /// What a view shows of the score of each entry.
    fn shown(&self, view: impl View) -> impl Iterator<Item = f64> {
        let unweighted =
            self.counted.iter().map(Scored::score).chain(self.single.iter().map(Scored::score));
        unweighted.chain(self.weighted.iter().map(Scored::score)).map(view)
    }

    /// Returns samples among which the quantile is found, and the weight of all that lie lower.
    fn candidates(&self, level: &Level, view: impl View) -> Part {
        let expected = self.part(self.expected(level, view), view);
        let upto = with(&Tally::from_sum(expected.below.clone()), expected.inside.iter());
        let is_right = level.is_above(&Tally::from_sum(expected.below.clone()));
        if is_right && !level.is_above(&upto) {
            return expected;
        }
        self.part([f64::NEG_INFINITY, f64::INFINITY], view)
    }

    /// Returns two numbers between which the quantile probably lies.
    fn expected(&self, level: &Level, view: impl View) -> [f64; 2] {
        let entries = self.counted.len() + self.single.len() + self.weighted.len();
        let step = (entries / LOOKED_AT).max(1);
        let (mut some, mut place) = (Vec::new(), 0);
        self.each_of(step, |score, weight| some.push((view(score), weight)));
        some.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let all: f64 = some.iter().map(|(_, weight)| weight).sum();
        let mut upto = 0.0;
        while place + 1 < some.len() && upto + some[place].1 < level.level * all {
            upto += some[place].1;
            place += 1;
        }
        let at = |place: usize| some.get(place).map(|(number, _)| *number);
        let [low, high] = [place.checked_sub(MARGIN).and_then(at), at(place + MARGIN)];
        [low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY)]
    }

    /// Calls a closure with score and weight of every so many entries.
    fn each_of(&self, step: usize, mut visit: impl FnMut(f64, f64)) {
        fn some<E: Scored>(entries: &[E], step: usize, visit: &mut impl FnMut(f64, f64)) {
            entries.iter().step_by(step).for_each(|entry| visit(entry.score(), entry.weight()));
        }
        self.counted.slices().for_each(|entries| some(entries, step, &mut visit));
        self.single.slices().for_each(|entries| some(entries, step, &mut visit));
        self.weighted.slices().for_each(|entries| some(entries, step, &mut visit));
    }

    /// Returns the samples between two numbers, these included, and the weight of all lower ones.
    fn part(&self, ends: [f64; 2], view: impl View) -> Part {
        let counted: Vec<_> = self.counted.slices().collect();
        let single: Vec<_> = self.single.slices().collect();
        let weighted: Vec<_> = self.weighted.slices().collect();
        let unweighted = Part::of(&counted, ends, view).and(Part::of(&single, ends, view));
        unweighted.and(Part::of(&weighted, ends, view))
    }
}

/// So many samples show where the quantile probably lies.
const LOOKED_AT: usize = 1 << 12;

/// How many of these lie on either side between the quantile and the ends of where it is sought: four times
/// the standard deviation of their number.
const MARGIN: usize = 1 << 7;

/// Entries that are read at a time.
const CHUNK: usize = 1 << 10;

/// The level of a quantile, and the weight of all samples.
struct Level {
    level: f64,
    total: Tally,
}

impl Level {
    /// The share that a weight is of the total, rounded to `f64` as the level was: 9 of 10 is 0.9.
    fn share(&self, weight: &Tally) -> f64 {
        weight.ratio(&self.total).unwrap_or(0.0)
    }

    fn is_above(&self, weight: &Tally) -> bool {
        self.share(weight) < self.level
    }

    fn is_share_of(&self, weight: &Tally) -> bool {
        self.share(weight) == self.level
    }
}

/// The samples between two numbers.
#[derive(Default)]
struct Part {
    /// The weight of all lower samples.
    below: ExactSum,
    inside: Vec<Weighed>,
}

impl Part {
    /// Finds the samples of some lists, on two threads if they are long.
    fn of<E: Scored>(lists: &[&[E]], ends: [f64; 2], view: impl View) -> Self {
        let shared = is_worth_two_tasks(lists.iter().map(|entries| entries.len()).sum());
        match lists {
            [entries] if shared => {
                let (a, b) = entries.split_at(entries.len() / 2);
                Self::of_both(&[a], &[b], ends, view)
            }
            _ if shared => {
                let (a, b) = lists.split_at(lists.len() / 2);
                Self::of_both(a, b, ends, view)
            }
            _ => {
                let mut part = Self::default();
                for entries in lists.iter().flat_map(|entries| entries.chunks(CHUNK)) {
                    vectorized!(|| part.add(entries, ends, view));
                }
                part
            }
        }
    }

    fn of_both<E: Scored>(a: &[&[E]], b: &[&[E]], ends: [f64; 2], view: impl View) -> Self {
        let (a, b) = join(|| Self::of(a, ends, view), || Self::of(b, ends, view));
        a.and(b)
    }

    /// Adds the samples of a short list. Whether a sample is inside decides where the next one is written, not
    /// which branch is taken.
    #[inline(always)]
    fn add<E: Scored>(&mut self, entries: &[E], [low, high]: [f64; 2], view: impl View) {
        let (mut numbers, mut places, mut found) = ([0.0; CHUNK], [0_u16; CHUNK], 0);
        let numbers = &mut numbers[..entries.len().min(CHUNK)];
        for (number, entry) in numbers.iter_mut().zip(entries) {
            *number = view(entry.score());
        }
        for (place, number) in numbers.iter().enumerate() {
            places[found] = place as u16;
            found += usize::from((*number >= low) & (*number <= high));
        }
        let inside = places[..found].iter().map(|place| usize::from(*place));
        self.inside.extend(inside.map(|place| (numbers[place], entries[place].weight())));
        self.add_below(entries, numbers, low);
    }

    /// Adds the weights of the samples below a number.
    #[inline(always)]
    fn add_below<E: Scored>(&mut self, entries: &[E], numbers: &[f64], low: f64) {
        if E::WEIGHS_ONE {
            return self
                .below
                .add_count(numbers.iter().map(|number| u64::from(*number < low)).sum());
        }
        let weight = |(number, entry): (&f64, &E)| if *number < low { entry.weight() } else { 0.0 };
        let weights: Vec<_> = numbers.iter().zip(entries).map(weight).collect();
        // No weight is NaN.
        let _ = self.below.add_terms(&weights);
    }

    fn and(mut self, mut other: Self) -> Self {
        self.below.merge(&other.below);
        self.inside.append(&mut other.inside);
        self
    }
}

/// Returns the number at which the share of the weight reaches a level, given the weight below all samples.
fn crossing(samples: &mut [Weighed], mut below: Tally, level: &Level) -> f64 {
    let mut left = samples;
    while left.len() > 1 {
        let half = left.len() / 2;
        left.select_nth_unstable_by(half, |a, b| a.0.total_cmp(&b.0));
        let (low, high) = left.split_at_mut(half);
        let upto = with(&below, low.iter());
        (left, below) = if level.is_above(&upto) { (high, upto) } else { (low, below) };
    }
    left.first().map_or(f64::NAN, |(number, _)| *number)
}

/// Returns a weight with that of some samples.
fn with<'a>(weight: &Tally, samples: impl Iterator<Item = &'a Weighed>) -> Tally {
    let weights: Vec<_> = samples.map(|(_, weight)| *weight).collect();
    let mut sum = weight.to_sum();
    // No weight is NaN.
    let _ = sum.add_terms(&weights);
    Tally::from_sum(sum)
}
