//! Weights added up by key: counts as integers, weights as exact multiples of a power of two.
//!
//! **Idea.** Adding to an exact total costs some nanoseconds and more, adding an integer to a table
//! a fraction of one. So units are added up here, and the totals go to the tallies once per block.
//! A weight is split over two grids, as the terms of an exact sum are.
//!
//! **Deviation.** The grids suit the weights that come first and are kept for as long as they suit
//! the next: if they do not, the totals are handed out and the grids chosen anew. Weights that no
//! grids suit, because they are further apart than those reach, are handed out one by one.
//!
//! **Price.** One increment in the first-level cache for a unit, two additions for one with a weight,
//! and for each key that occurs, once per block, an addition to its tally.

use super::grid::MOST_TERMS;
use super::part::Part;
use super::term_grids::TermGrids;
use crate::kernel::vectorized;

/// Most keys that there are tables for; a power of two, so that an index needs no check.
pub(crate) const BINS: usize = 1024;

/// Units that are added at a time: their steps stay in the first-level cache.
pub(crate) const CHUNK: usize = 512;

/// No more keys are counted by comparing, a register full of units at a time.
const FEW_KEYS: usize = 8;

/// Fewer units are handed out one by one: emptying tables would cost more.
const FEW_UNITS: usize = 64;

/// Adds up units by key and hands the totals to `each`. Keys are below `size`; `fill` is given what
/// takes them, up to [`CHUNK`] at a time, with their weights or, if all are 1, without. There are
/// tables if that is worth it for so many units.
pub(crate) fn totals<E>(
    size: usize,
    units: usize,
    mut each: impl FnMut(usize, Part),
    fill: impl FnOnce(&mut dyn FnMut(&[u32], Option<&[f64]>)) -> Result<(), E>,
) -> Result<(), E> {
    if size > BINS || units < FEW_UNITS.max(size / 4) {
        return fill(&mut |keys, weights| one_by_one(keys, weights, &mut each));
    }
    let (mut counts, mut weighed) = (BinaryCounts::new(size), None);
    fill(&mut |keys, weights| match weights {
        Some(weights) => {
            weighed.get_or_insert_with(|| Weighed::new(size)).add(keys, weights, &mut each);
        }
        None => counts.add(keys, &mut each),
    })?;
    counts.hand_out(&mut each);
    weighed.iter_mut().for_each(|weighed| weighed.hand_out(&mut each));
    Ok(())
}

/// Units of weight 1.
#[repr(align(64))]
struct BinaryCounts {
    size: usize,
    units: usize,
    /// Four counters a key, so that equal keys in a row need not wait for each other; side by side,
    /// so that they are read at once.
    counters: [[u32; 4]; BINS],
}

impl BinaryCounts {
    fn new(size: usize) -> Self {
        Self { size, units: 0, counters: [[0; 4]; BINS] }
    }

    fn add(&mut self, keys: &[u32], each: &mut impl FnMut(usize, Part)) {
        if self.units + keys.len() > MOST_TERMS {
            self.hand_out(each);
        }
        self.units += keys.len();
        if self.size <= FEW_KEYS { self.compare(keys) } else { self.count(keys) }
    }

    fn compare(&mut self, keys: &[u32]) {
        let counters = &mut self.counters[..self.size];
        vectorized!(|| {
            for (key, [counter, ..]) in counters.iter_mut().enumerate() {
                *counter += keys.iter().map(|&own| u32::from(own == key as u32)).sum::<u32>();
            }
        });
    }

    fn count(&mut self, keys: &[u32]) {
        let (chunks, tail) = keys.as_chunks::<4>();
        for chunk in chunks {
            for (own, &key) in chunk.iter().enumerate() {
                self.counters[key as usize % BINS][own] += 1;
            }
        }
        for &key in tail {
            self.counters[key as usize % BINS][0] += 1;
        }
    }

    fn hand_out(&mut self, each: &mut impl FnMut(usize, Part)) {
        if self.units == 0 {
            return;
        }
        for (key, counters) in self.counters[..self.size].iter_mut().enumerate() {
            match std::mem::take(counters).into_iter().sum::<u32>() {
                0 => {}
                count => each(key, Part::count(count.into())),
            }
        }
        self.units = 0;
    }
}

/// Units with weights.
#[repr(align(64))]
struct Weighed {
    size: usize,
    units: usize,
    grids: Option<TermGrids>,
    /// Steps on the coarse and on the fine grid.
    totals: [[i64; BINS]; 2],
    /// Those of the units that are being added.
    steps: [[i64; CHUNK]; 2],
}

impl Weighed {
    fn new(size: usize) -> Self {
        Self { size, units: 0, grids: None, totals: [[0; BINS]; 2], steps: [[0; CHUNK]; 2] }
    }

    fn add(&mut self, keys: &[u32], weights: &[f64], each: &mut impl FnMut(usize, Part)) {
        if self.units + keys.len() > MOST_TERMS || !self.split(weights) {
            self.hand_out(each);
            self.grids = TermGrids::reaching(largest(weights));
            if !self.split(weights) {
                return one_by_one(keys, Some(weights), each);
            }
        }
        self.units += keys.len();
        let [coarse, fine] = &mut self.totals;
        for ((&key, &more), &rest) in keys.iter().zip(&self.steps[0]).zip(&self.steps[1]) {
            coarse[key as usize % BINS] += more;
            fine[key as usize % BINS] += rest;
        }
    }

    /// Whether the grids suit all weights, whose steps are then written.
    fn split(&mut self, weights: &[f64]) -> bool {
        let [coarse, fine] = &mut self.steps;
        self.grids.is_some_and(|grids| split(grids, weights, coarse, fine))
    }

    fn hand_out(&mut self, each: &mut impl FnMut(usize, Part)) {
        let Some(grids) = self.grids.take() else { return };
        for key in 0..self.size {
            let steps = [0, 1].map(|grid| std::mem::take(&mut self.totals[grid][key]));
            if steps != [0, 0] {
                each(key, grids.joined(steps));
            }
        }
        self.units = 0;
    }
}

fn one_by_one(keys: &[u32], weights: Option<&[f64]>, each: &mut impl FnMut(usize, Part)) {
    for (i, &key) in keys.iter().enumerate() {
        match weights.map(|weights| weights[i]) {
            Some(0.0) => {}
            Some(weight) => each(key as usize, Part::of(weight)),
            None => each(key as usize, Part::count(1)),
        }
    }
}

/// Writes the steps of each weight; false if the grids do not suit one.
fn split(grids: TermGrids, weights: &[f64], coarse: &mut [i64], fine: &mut [i64]) -> bool {
    vectorized!(|| {
        let mut suits = true;
        for ((&weight, coarse), fine) in weights.iter().zip(coarse).zip(fine) {
            let (steps, all) = grids.split(weight);
            [*coarse, *fine] = steps;
            suits &= all;
        }
        suits
    })
}

/// The largest of some weights.
fn largest(weights: &[f64]) -> f64 {
    weights.iter().fold(0.0, |most, &weight| most.max(weight))
}

#[cfg(test)]
mod tests;
