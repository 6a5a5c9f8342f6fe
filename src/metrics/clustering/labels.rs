//! Labels of clusters, and weights that count samples.

use crate::batch::Block;
use crate::domain::{Domain, MOST_REPEATS};
use crate::element::Element;
use crate::error::Error;

/// How many samples each unit of a block stands for.
pub(super) struct Counts {
    all: Vec<f64>,
    present: Vec<f64>,
}

impl Counts {
    /// Returns the weights of a block, whole numbers. `None` if the batch has no weights.
    pub(super) fn of<T: Element, P: Element>(
        block: &Block<'_, T, P>,
    ) -> Result<Option<Self>, Error> {
        let Some(all) = block.all_weights()? else { return Ok(None) };
        let is_count = |weight: f64| weight.fract() == 0.0 && weight <= MOST_REPEATS;
        match all.iter().position(|&weight| !is_count(weight)) {
            Some(unit) => Err(Error::Value {
                argument: "weights",
                index: block.unit_index(unit),
                found: all[unit],
                expected: Domain::Repeats,
            }),
            None => {
                let present = all.iter().copied().filter(|&weight| weight > 0.0).collect();
                Ok(Some(Self { all, present }))
            }
        }
    }

    /// The weights above 0.
    pub(super) fn present(&self) -> &[f64] {
        &self.present
    }

    /// The weight of each unit.
    pub(super) fn all(&self) -> &[f64] {
        &self.all
    }
}

/// Returns the labels of the units that have a weight, or the place of the first number that is no label.
pub(super) fn of_present<A: Element>(
    numbers: &[A],
    counts: Option<&Counts>,
) -> Result<Vec<i64>, usize> {
    match counts {
        None => all(numbers),
        Some(counts) => {
            let present = numbers.iter().copied().enumerate().zip(counts.all());
            labels(present.filter(|(_, weight)| **weight > 0.0).map(|(number, _)| number))
        }
    }
}

/// Returns the labels of all units.
fn all<A: Element>(numbers: &[A]) -> Result<Vec<i64>, usize> {
    let (mut labels, mut refused) = (vec![0; numbers.len()], false);
    for (out, &number) in labels.iter_mut().zip(numbers) {
        let label = label(number);
        refused |= label.is_none();
        *out = label.unwrap_or(0);
    }
    let bad = || numbers.iter().position(|&number| label(number).is_none()).unwrap_or(0);
    if refused { Err(bad()) } else { Ok(labels) }
}

fn labels<A: Element>(numbers: impl Iterator<Item = (usize, A)>) -> Result<Vec<i64>, usize> {
    numbers.map(|(place, number)| label(number).ok_or(place)).collect()
}

/// Returns the label that a number is.
#[inline(always)]
pub(super) fn label<A: Element>(number: A) -> Option<i64> {
    if A::INTEGER {
        return number.to_i128().try_into().ok();
    }
    let number = number.to_f64();
    let label = number as i64;
    // 2^63 is rounded down to the largest label.
    (label as f64 == number && label < i64::MAX).then_some(label)
}

/// Says that a number is no label.
#[cold]
pub(super) fn refusal<A: Element>(argument: &'static str, index: Vec<usize>, found: A) -> Error {
    Error::Value { argument, index, found: found.to_f64(), expected: Domain::Cluster }
}
