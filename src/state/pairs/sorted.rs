//! All pairs in one sorted list, with weights of one kind.

use std::borrow::Cow;

use super::amount::Amount;
use super::entry::{Places, SinglePair, WeightedPair, places_of};
use crate::error::Undefined;
use crate::exact::double::{Double, normalizing_factors};
use crate::kernel::bits::{exponent, mantissa_and_exponent};
use crate::state::scores::entry::{Entry, exact, rounded};
use crate::state::scores::order::Sortable;

/// Equal pairs of one class with their weight.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair<A> {
    pub(super) places: Places,
    pub(super) is_positive: bool,
    pub(super) weight: A,
}

/// All entries in one list sorted by pair.
pub(super) enum Sorted<'a> {
    Single(Cow<'a, [SinglePair]>),
    Weighted(Cow<'a, [WeightedPair]>),
}

impl Sorted<'_> {
    /// Returns the pairs with weights that are whole numbers of a unit, if there is one.
    pub(super) fn whole(&self) -> Option<Vec<Pair<u64>>> {
        match self {
            Self::Single(list) => Some(list.iter().map(|pair| Pair::of(pair.0, 1)).collect()),
            Self::Weighted(list) => whole(list),
        }
    }

    /// Returns the pairs with weights of twice the precision of `f64`.
    pub(super) fn doubles(&self) -> Result<Vec<Pair<Double>>, Undefined> {
        match self {
            Self::Single(list) => {
                Ok(list.iter().map(|pair| Pair::of(pair.0, Double::from(1.0))).collect())
            }
            Self::Weighted(list) => doubles(list),
        }
    }

    /// Refuses a list without samples, and one whose truth or prediction does not vary, where it is to.
    pub(super) fn require_variation(&self, sides: [bool; 2]) -> Result<(), Undefined> {
        match self {
            Self::Single(list) => require_variation(list, sides),
            Self::Weighted(list) => require_variation(list, sides),
        }
    }
}

fn require_variation<E: Sortable<Order = Places>>(
    list: &[E],
    sides: [bool; 2],
) -> Result<(), Undefined> {
    let Some(first) = list.first().map(|entry| entry.order()) else {
        return Err(Undefined::NoSamples);
    };
    let differ =
        |side: fn(Places) -> u64| list.iter().rev().any(|entry| side(entry.order()) != side(first));
    let vary = [differ(|places| places.first), differ(|places| places.second)];
    let constant = vary.into_iter().zip(sides).any(|(varies, needed)| needed && !varies);
    if constant { Err(Undefined::Constant) } else { Ok(()) }
}

impl<A> Pair<A> {
    fn of(places: Places, weight: A) -> Self {
        Self { places, is_positive: true, weight }
    }
}

/// Binary places of the weight of a pair, in units.
const PLACES: i32 = 63;

/// The most binary places between two weights whose product does not leave the range of `f64`.
const FARTHEST: i32 = 450;

/// Returns the entries of each pair and class. Entries of one pair stand next to each other, those of both
/// classes in any order.
fn distinct(list: &[WeightedPair]) -> impl Iterator<Item = (&[WeightedPair], bool)> + Clone {
    let of_class = |tied: &[WeightedPair], class| tied.iter().any(|e| e.is_positive() == class);
    list.chunk_by(|a, b| a.ties(*b)).flat_map(move |tied| {
        let both = [true, false].into_iter().filter(move |&class| of_class(tied, class));
        both.map(move |class| (tied, class))
    })
}

/// Returns the pairs with weights in units. `None` if a weight is no whole number of units.
pub(super) fn whole(list: &[WeightedPair]) -> Option<Vec<Pair<u64>>> {
    let (mut unit, mut largest, mut pairs) = (i32::MAX, i32::MIN, Vec::with_capacity(list.len()));
    for (tied, is_positive) in distinct(list) {
        let weight = exact(tied, is_positive)?;
        unit = unit.min(last_place(weight.high)).min(last_place(weight.low));
        largest = largest.max(exponent(weight.high));
        pairs.push(Pair { places: places_of(tied), is_positive, weight });
    }
    let fits = largest.saturating_sub(unit) < PLACES && pairs.len() < 1 << 32;
    let in_units = |pair: Pair<Double>| Pair {
        places: pair.places,
        is_positive: pair.is_positive,
        weight: units(pair.weight.high, unit).wrapping_add(units(pair.weight.low, unit)) as u64,
    };
    fits.then(|| pairs.into_iter().map(in_units).collect())
}

/// Returns the exponent of the last binary place of a number, the largest one for 0.
fn last_place(number: f64) -> i32 {
    let (mantissa, exponent) = mantissa_and_exponent(number);
    if mantissa == 0 { i32::MAX } else { exponent + mantissa.trailing_zeros() as i32 }
}

/// Returns a number in units of a power of two of which it is a multiple.
fn units(number: f64, unit: i32) -> i128 {
    let (mantissa, exponent) = mantissa_and_exponent(number);
    if mantissa == 0 {
        return 0;
    }
    let size = i128::from(mantissa);
    let size = if exponent < unit { size >> (unit - exponent) } else { size << (exponent - unit) };
    if number < 0.0 { -size } else { size }
}

/// Returns the pairs with weights of twice the precision of `f64`, the largest about 1.
///
/// # Errors
///
/// [`Undefined::Overflow`] for weights that lie too far apart, or beyond the range of `f64`.
pub(super) fn doubles(list: &[WeightedPair]) -> Result<Vec<Pair<Double>>, Undefined> {
    let pair = |(tied, is_positive)| {
        let weight = rounded(tied, is_positive)?;
        Ok(Pair { places: places_of(tied), is_positive, weight })
    };
    let mut pairs = distinct(list).map(pair).collect::<Result<Vec<_>, Undefined>>()?;
    let sizes = || pairs.iter().map(|pair| pair.weight.high);
    let (least, largest) = (sizes().fold(f64::MAX, f64::min), sizes().fold(0.0, f64::max));
    if exponent(largest) - exponent(least) > FARTHEST {
        return Err(Undefined::Overflow);
    }
    let factors = normalizing_factors(largest);
    pairs.iter_mut().for_each(|pair| pair.weight = pair.weight.scaled(factors));
    Ok(pairs)
}

/// Returns the weight of all pairs.
pub(super) fn total<A: Amount>(pairs: &[Pair<A>]) -> A::Total {
    pairs.iter().fold(A::Total::default(), |total, pair| A::plus(total, pair.weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(list: &[(f64, f64)]) -> Option<Vec<u64>> {
        let entry = |&(y, w): &(f64, f64)| WeightedPair::at(Places::of(y, 0.0), true, w);
        let list: Vec<_> = list.iter().map(entry).collect();
        whole(&list).map(|pairs| pairs.iter().map(|pair| pair.weight).collect())
    }

    /// The unit is the last binary place of any weight of a distinct pair.
    #[test]
    fn weights_are_whole_numbers_of_the_largest_unit() {
        assert_eq!(weights(&[(1.0, 1.0), (2.0, 1.0)]), Some(vec![1, 1]));
        assert_eq!(
            weights(&[(1.0, 1e300), (2.0, 1e300)]).map(|w| w[0]),
            weights(&[(1.0, 1e300)]).map(|w| w[0])
        );
        assert_eq!(weights(&[(1.0, 0.75), (2.0, 6.0)]), Some(vec![3, 24]));
        assert_eq!(weights(&[(1.0, 0.5), (1.0, 0.5), (2.0, 3.0)]), Some(vec![1, 3]));
        assert_eq!(weights(&[(1.0, 5e-324), (2.0, 1.5e-323)]), Some(vec![1, 3]));
        let (large, least) = (2_f64.powi(62), 2_f64.powi(-1));
        assert_eq!(weights(&[(1.0, large), (1.0, 1.0), (2.0, 1.0)]), Some(vec![(1 << 62) + 1, 1]));
        assert_eq!(weights(&[(1.0, large), (2.0, least)]), None);
    }

    #[test]
    fn weights_too_far_apart_are_refused() {
        let list = |weight: f64| {
            [1.0, weight].map(|w| WeightedPair::at(Places::of(w, 0.0), true, w)).to_vec()
        };
        assert_eq!(doubles(&list(1e-140)).err(), Some(Undefined::Overflow));
        let pairs = doubles(&list(0.1)).expect("ordinary weights");
        assert_eq!(pairs.iter().map(|pair| pair.weight.high).collect::<Vec<_>>(), [1.0, 0.1]);
    }
}
