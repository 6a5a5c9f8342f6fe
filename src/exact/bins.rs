//! Units added up by key: counts as integers, weights as exact multiples of a power of two.
//!
//! **Idea.** Adding to an exact total takes several nanoseconds, adding an integer to a table a fraction
//! of a nanosecond. So units are added up in tables, and the totals go to the tallies once per block. A
//! weight is split over two grids, as the terms of an exact sum are.
//!
//! **Deviation.** The first weights decide the grids, which are kept until a chunk of weights does not fit
//! them. Then the totals are handed out and the grids chosen anew. If no grids fit a chunk, since its
//! weights are of too different sizes, each weight is handed out by itself.
//!
//! **Masks.** A chunk of weights that are all 0 or 1 is counted.
//!
//! **Price.** One increment in the first-level cache for a unit without a weight, two additions for a unit
//! with a weight, and once per block, for each key that occurs, an addition to its tally.

use super::grid::MOST_TERMS;
use super::part::Part;
use super::term_grids::TermGrids;
use crate::kernel::vectorized;
use crate::kernel::weights::is_mask;

/// The number of keys that a table has room for: a power of two, so that an index needs no check.
pub(crate) const BINS: usize = 1024;

/// The number of keys of a small table: clearing a large one takes as long as counting hundreds of units.
const FEW_BINS: usize = 64;

/// The number of units that are added at a time: few enough that their steps stay in the first-level
/// cache.
pub(crate) const CHUNK: usize = 512;

/// Up to this number, keys are counted by comparing a register full of units with each key.
const FEW_KEYS: usize = 8;

/// Below this number, each unit is handed out by itself: emptying a table would cost more.
const FEW_UNITS: usize = 64;

/// Takes a key and a part of its total: a trait object, so that tables are compiled once.
type Each<'a> = &'a mut dyn FnMut(usize, Part);

/// Adds up units by key and hands the totals to `each`: a key and a part of its total at a time.
///
/// `read` is given a function that adds units: up to [`CHUNK`] keys below `size`, with their weights or,
/// if all weights are 1, without. `units` is the number of units that `read` will add, which decides
/// whether tables are worth their price.
pub(crate) fn totals<E>(
    size: usize,
    units: usize,
    mut each: impl FnMut(usize, Part),
    read: impl FnOnce(&mut dyn FnMut(&[u32], Option<&[f64]>)) -> Result<(), E>,
) -> Result<(), E> {
    if size > BINS || units < FEW_UNITS.max(size / 4) {
        read(&mut |keys, weights| one_by_one(keys, weights, &mut each))
    } else if size <= FEW_BINS {
        let mut tables = Tables::<FEW_BINS>::new(size);
        read(&mut |keys, weights| tables.add(keys, weights, &mut each))?;
        tables.hand_out(&mut each);
        Ok(())
    } else {
        let mut tables = Tables::<BINS>::new(size);
        read(&mut |keys, weights| tables.add(keys, weights, &mut each))?;
        tables.hand_out(&mut each);
        Ok(())
    }
}

/// Tables with room for `ROOM` keys, of which the second is made when there are weights.
struct Tables<const ROOM: usize> {
    counts: CountTable<ROOM>,
    weights: Option<WeightTable<ROOM>>,
}

impl<const ROOM: usize> Tables<ROOM> {
    fn new(size: usize) -> Self {
        Self { counts: CountTable::new(size), weights: None }
    }

    fn add(&mut self, keys: &[u32], weights: Option<&[f64]>, each: Each<'_>) {
        match weights {
            Some(weights) if is_mask(weights) => self.counts.add_present(keys, weights, each),
            Some(weights) => {
                let size = self.counts.size;
                let table = self.weights.get_or_insert_with(|| WeightTable::new(size));
                table.add(keys, weights, each);
            }
            None => self.counts.add(keys, each),
        }
    }

    fn hand_out(&mut self, each: Each<'_>) {
        self.counts.hand_out(each);
        self.weights.iter_mut().for_each(|table| table.hand_out(each));
    }
}

/// The number of units of each key.
#[repr(align(64))]
struct CountTable<const ROOM: usize> {
    size: usize,
    units: usize,
    /// Four counters for each key, so that an increment need not wait for the increment of an equal key
    /// before it. They lie side by side, so that one load reads all four.
    counters: [[u32; 4]; ROOM],
}

impl<const ROOM: usize> CountTable<ROOM> {
    fn new(size: usize) -> Self {
        Self { size, units: 0, counters: [[0; 4]; ROOM] }
    }

    fn add(&mut self, keys: &[u32], each: Each<'_>) {
        self.make_room(keys.len(), each);
        if self.size <= FEW_KEYS { self.compare(keys) } else { self.count(keys) }
    }

    /// Adds the units whose weight is 1; the weights of all others are 0.
    fn add_present(&mut self, keys: &[u32], weights: &[f64], each: Each<'_>) {
        self.make_room(keys.len(), each);
        if self.size <= FEW_KEYS {
            return self.compare_present(keys, weights);
        }
        for (i, (&key, &weight)) in keys.iter().zip(weights).enumerate() {
            self.counters[key as usize % ROOM][i % 4] += u32::from(weight > 0.0);
        }
    }

    /// Empties the table if its counters might not hold so many more units.
    fn make_room(&mut self, units: usize, each: Each<'_>) {
        if self.units + units > MOST_TERMS {
            self.hand_out(each);
        }
        self.units += units;
    }

    /// As [`compare`](Self::compare), of the units whose weight is above 0.
    fn compare_present(&mut self, keys: &[u32], weights: &[f64]) {
        let counters = &mut self.counters[..self.size];
        vectorized!(|| {
            for (key, [counter, ..]) in counters.iter_mut().enumerate() {
                let mut count = 0;
                for (&unit, &weight) in keys.iter().zip(weights) {
                    count += u32::from((unit == key as u32) & (weight > 0.0));
                }
                *counter += count;
            }
        });
    }

    /// Counts each key by a pass over all units.
    fn compare(&mut self, keys: &[u32]) {
        let counters = &mut self.counters[..self.size];
        vectorized!(|| {
            for (key, [counter, ..]) in counters.iter_mut().enumerate() {
                *counter += keys.iter().map(|&unit| u32::from(unit == key as u32)).sum::<u32>();
            }
        });
    }

    /// Counts each unit at its key.
    fn count(&mut self, keys: &[u32]) {
        let (chunks, tail) = keys.as_chunks::<4>();
        for chunk in chunks {
            for (counter, &key) in chunk.iter().enumerate() {
                self.counters[key as usize % ROOM][counter] += 1;
            }
        }
        for &key in tail {
            self.counters[key as usize % ROOM][0] += 1;
        }
    }

    /// Hands out the totals and empties the table.
    fn hand_out(&mut self, each: Each<'_>) {
        if self.units == 0 {
            return;
        }
        for (key, counters) in self.counters[..self.size].iter_mut().enumerate() {
            match std::mem::take(counters).into_iter().sum::<u32>() {
                0 => {}
                count => each(key, Part::from(u64::from(count))),
            }
        }
        self.units = 0;
    }
}

/// The weight of the units of each key.
#[repr(align(64))]
struct WeightTable<const ROOM: usize> {
    size: usize,
    units: usize,
    grids: Option<TermGrids>,
    /// The steps of each key on the coarse and on the fine grid.
    totals: [[i64; ROOM]; 2],
    /// The steps of the units of the current chunk.
    steps: [[i64; CHUNK]; 2],
}

impl<const ROOM: usize> WeightTable<ROOM> {
    fn new(size: usize) -> Self {
        Self { size, units: 0, grids: None, totals: [[0; ROOM]; 2], steps: [[0; CHUNK]; 2] }
    }

    fn add(&mut self, keys: &[u32], weights: &[f64], each: Each<'_>) {
        if self.units + keys.len() > MOST_TERMS || !self.split(weights) {
            self.hand_out(each);
            self.grids = TermGrids::reaching(largest(weights));
            if !self.split(weights) {
                return one_by_one(keys, Some(weights), each);
            }
        }
        self.units += keys.len();
        if self.size <= FEW_KEYS { self.compare(keys) } else { self.add_steps(keys) }
    }

    /// Adds the steps of each key by a pass over all units.
    fn compare(&mut self, keys: &[u32]) {
        let (size, [coarse, fine]) = (self.size, &mut self.totals);
        let totals = coarse[..size].iter_mut().zip(&mut fine[..size]);
        let [coarse_steps, fine_steps] = &self.steps;
        vectorized!(|| {
            for (key, (coarse, fine)) in totals.enumerate() {
                // In registers until the end.
                let mut sums = [0; 2];
                for ((&unit, steps), fine_steps) in keys.iter().zip(coarse_steps).zip(fine_steps) {
                    let own = -i64::from(unit == key as u32);
                    sums[0] += steps & own;
                    sums[1] += fine_steps & own;
                }
                *coarse += sums[0];
                *fine += sums[1];
            }
        });
    }

    /// Adds the steps of each unit at its key.
    fn add_steps(&mut self, keys: &[u32]) {
        let [coarse, fine] = &mut self.totals;
        let steps = self.steps[0].iter().zip(&self.steps[1]);
        for (&key, (coarse_steps, fine_steps)) in keys.iter().zip(steps) {
            coarse[key as usize % ROOM] += coarse_steps;
            fine[key as usize % ROOM] += fine_steps;
        }
    }

    /// Writes the steps of a chunk of weights. Returns false if there are no grids, or they do not fit all
    /// weights.
    fn split(&mut self, weights: &[f64]) -> bool {
        let [coarse, fine] = &mut self.steps;
        self.grids.is_some_and(|grids| split(grids, weights, coarse, fine))
    }

    /// Hands out the totals and empties the table.
    fn hand_out(&mut self, each: Each<'_>) {
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

/// Hands out each unit by itself.
fn one_by_one(keys: &[u32], weights: Option<&[f64]>, each: Each<'_>) {
    for (i, &key) in keys.iter().enumerate() {
        match weights.map(|weights| weights[i]) {
            Some(0.0) => {}
            Some(weight) => each(key as usize, Part::from(weight)),
            None => each(key as usize, Part::from(1_u64)),
        }
    }
}

/// Writes the steps of each weight. Returns false if the grids do not fit all weights.
fn split(grids: TermGrids, weights: &[f64], coarse: &mut [i64], fine: &mut [i64]) -> bool {
    vectorized!(|| {
        let mut fits = true;
        for ((&weight, coarse), fine) in weights.iter().zip(coarse).zip(fine) {
            let (steps, whole) = grids.split(weight);
            [*coarse, *fine] = steps;
            fits &= whole;
        }
        fits
    })
}

/// The largest weight.
fn largest(weights: &[f64]) -> f64 {
    weights.iter().fold(0.0, |largest, &weight| largest.max(weight))
}

#[cfg(test)]
mod tests;
