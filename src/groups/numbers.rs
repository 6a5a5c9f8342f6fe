//! The numbers of groups, compared.

use crate::error::Undefined;
use crate::exact::digits::finite;
use crate::scale::{Direction, Scale};

/// The number of every group and of all samples, and how far they lie apart.
///
/// Groups without a number are left out of every comparison; [`undefined`](Self::undefined) names them, each with
/// its reason.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut recall = ByGroup::new(Recall::default());
/// let (y_true, y_pred) = (array![1, 1, 1, 1, 0, 0], array![0.9, 0.8, 0.7, 0.2, 0.1, 0.3]);
/// recall.update(&[1, 1, 2, 2, 3, 3], &y_true, &y_pred)?;
///
/// let recalls = recall.numbers();
/// assert_eq!(recalls.difference(), Ok(0.5)); // 2/2 and 1/2: group 3 has no positive
/// assert_eq!(recalls.undefined().collect::<Vec<_>>(), [(&3, Undefined::ZeroDenominator)]);
/// assert_eq!((recalls.best(), recalls.worst()), (Some((&1, 1.0)), Some((&2, 0.5))));
/// assert_eq!(recalls.largest_distance_from_overall(), Ok(0.25)); // from 3/4
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupNumbers<K> {
    /// The key and the number of every group, in ascending order of the keys.
    pub groups: Vec<(K, Result<f64, Undefined>)>,
    /// The number of all samples.
    pub overall: Result<f64, Undefined>,
    /// The range of the numbers, and which of them are better.
    pub scale: Scale,
}

impl<K> GroupNumbers<K> {
    /// The groups that have a number.
    pub fn defined(&self) -> impl Iterator<Item = (&K, f64)> {
        self.groups.iter().filter_map(|(key, number)| Some((key, number.ok()?)))
    }

    /// The groups that have none, each with the reason.
    pub fn undefined(&self) -> impl Iterator<Item = (&K, Undefined)> {
        self.groups.iter().filter_map(|(key, number)| Some((key, number.err()?)))
    }

    /// Returns the group with the least number; of several, the first.
    #[must_use]
    pub fn least(&self) -> Option<(&K, f64)> {
        self.defined().reduce(|least, other| if other.1 < least.1 { other } else { least })
    }

    /// Returns the group with the largest number; of several, the first.
    #[must_use]
    pub fn most(&self) -> Option<(&K, f64)> {
        self.defined().reduce(|most, other| if other.1 > most.1 { other } else { most })
    }

    /// Returns the group with the best number; of several, the first. `None` if no group has a number, or the
    /// measure does not say which numbers are better.
    #[must_use]
    pub fn best(&self) -> Option<(&K, f64)> {
        self.foremost(|number, than| self.scale.is_better(number, than))
    }

    /// Returns the group with the worst number; see [`best`](Self::best).
    #[must_use]
    pub fn worst(&self) -> Option<(&K, f64)> {
        self.foremost(|number, than| self.scale.is_better(than, number))
    }

    fn foremost(&self, before: impl Fn(f64, f64) -> bool) -> Option<(&K, f64)> {
        if self.scale.direction == Direction::Neither {
            return None;
        }
        self.defined().reduce(|first, other| if before(other.1, first.1) { other } else { first })
    }

    /// Returns the largest number less the least; 0 for a single group.
    ///
    /// # Errors
    ///
    /// If no group has a number, the reason of the first group, and [`Undefined::NoSamples`] without groups.
    pub fn difference(&self) -> Result<f64, Undefined> {
        let [least, most] = self.ends()?;
        finite(most - least)
    }

    /// Returns the least number over the largest; 1 for a single group. Meant for numbers of at least 0.
    ///
    /// # Errors
    ///
    /// As [`difference`](Self::difference), and [`Undefined::ZeroDenominator`] if the largest number is 0.
    pub fn ratio(&self) -> Result<f64, Undefined> {
        let [least, most] = self.ends()?;
        if most == 0.0 { Err(Undefined::ZeroDenominator) } else { finite(least / most) }
    }

    /// Returns the largest distance of a group's number from that of all samples.
    ///
    /// # Errors
    ///
    /// As [`difference`](Self::difference), and the reason why all samples together have no number.
    pub fn largest_distance_from_overall(&self) -> Result<f64, Undefined> {
        let ([least, most], overall) = (self.ends()?, self.overall?);
        finite((most - overall).max(overall - least))
    }

    /// Returns the least and the largest number.
    fn ends(&self) -> Result<[f64; 2], Undefined> {
        match (self.least(), self.most()) {
            (Some((_, least)), Some((_, most))) => Ok([least, most]),
            _ => Err(self.undefined().next().map_or(Undefined::NoSamples, |(_, reason)| reason)),
        }
    }
}
