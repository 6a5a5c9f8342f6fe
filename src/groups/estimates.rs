//! The estimates of groups, compared.

use super::by_group::ByGroup;
use super::numbers::GroupNumbers;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::output::OneNumber as _;
use crate::scale::{Direction, Scale};
use crate::uncertainty::{Basis, Estimate};

/// The estimate of every group and of all samples, and how far groups lie apart, with intervals.
///
/// Made by [`estimates`](ByGroup::estimates) of a measure [with its error](crate::Evaluate::with_error). Groups have
/// samples of their own, so that the variances of two groups add up:
///
/// - the difference of the largest number a and the least b has the standard error √(SE(a)² + SE(b)²);
/// - their ratio r = b/a has √(SE(b)² + r²·SE(a)²)/a, by the delta method, and an interval on the scale of ln r.
///
/// The two groups are taken as if they had been chosen beforehand. Of many equal groups the largest and the least lie
/// apart by chance alone: to test one pair, name it ([`difference_of`](Self::difference_of)).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut accuracy = ByGroup::new(Accuracy.with_error());
/// accuracy.update(&["a", "a", "a", "a", "b", "b"], &array![1, 1, 1, 1, 1, 1], &array![1, 1, 1, 0, 1, 0])?;
/// let groups = accuracy.estimates();
/// let difference = groups.difference()?; // 3/4 less 1/2, of variances 3/64 and 1/8
/// assert_eq!((difference.value, difference.standard_error), (0.25, Ok((11.0_f64 / 64.0).sqrt())));
/// let (worst, estimate) = groups.worst().expect("two groups");
/// assert_eq!((worst, estimate.to_string().as_str()), (&"b", "0.500 (95 %: 0.095 to 0.905)"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupEstimates<K> {
    /// The key and the estimate of every group, in ascending order of the keys.
    pub groups: Vec<(K, Result<Estimate, Undefined>)>,
    /// The estimate of all samples.
    pub overall: Result<Estimate, Undefined>,
    /// The range of the numbers, and which of them are better.
    pub scale: Scale,
}

impl<K: Ord + Clone, M: Measure<Output = Result<Estimate, Undefined>>> ByGroup<K, M> {
    /// Returns the estimate of every group and of all samples, to be compared.
    #[must_use]
    pub fn estimates(&self) -> GroupEstimates<K> {
        GroupEstimates {
            groups: self.by_group().map(|(key, estimate)| (key.clone(), estimate)).collect(),
            overall: self.overall(),
            scale: self.measure().scale(),
        }
    }
}

impl<K: Ord + Clone> GroupEstimates<K> {
    /// Returns the numbers without their errors.
    #[must_use]
    pub fn numbers(&self) -> GroupNumbers<K> {
        let number = |(key, estimate): &(K, Result<Estimate, _>)| (key.clone(), estimate.number());
        GroupNumbers {
            groups: self.groups.iter().map(number).collect(),
            overall: self.overall.number(),
            scale: self.scale,
        }
    }

    /// Returns the group with the worst number and its estimate; see [`GroupNumbers::worst`].
    #[must_use]
    pub fn worst(&self) -> Option<(&K, &Estimate)> {
        self.of(self.numbers().worst()?.0)
    }

    /// Returns the group with the best number and its estimate; see [`GroupNumbers::best`].
    #[must_use]
    pub fn best(&self) -> Option<(&K, &Estimate)> {
        self.of(self.numbers().best()?.0)
    }

    /// Returns the largest number less the least; 0 for a single group.
    ///
    /// # Errors
    ///
    /// As [`GroupNumbers::difference`].
    pub fn difference(&self) -> Result<Estimate, Undefined> {
        let [least, most] = self.ends()?;
        Ok(self.apart(most, least))
    }

    /// Returns the number of one group less that of another, which are chosen without regard to their numbers.
    ///
    /// # Errors
    ///
    /// The reason why a group has no number; [`Undefined::NoSamples`] for a key that names no group.
    pub fn difference_of(&self, group: &K, less: &K) -> Result<Estimate, Undefined> {
        Ok(self.apart(self.known(group)?, self.known(less)?))
    }

    /// Returns the least number over the largest; 1 for a single group. Meant for numbers of at least 0.
    ///
    /// # Errors
    ///
    /// As [`GroupNumbers::ratio`].
    pub fn ratio(&self) -> Result<Estimate, Undefined> {
        let ratio = self.numbers().ratio()?;
        let [least, most] = self.ends()?;
        let error = |of: [f64; 2]| of[0].hypot(ratio * of[1]) / most.value;
        let scale = Scale::new(0.0, f64::INFINITY, Direction::Towards(1.0));
        Ok(self.of_two(ratio, [least, most], error, scale))
    }

    fn apart(&self, group: &Estimate, less: &Estimate) -> Estimate {
        let error = |[a, b]: [f64; 2]| a.hypot(b);
        let scale = self.scale.of_difference();
        self.of_two(group.value - less.value, [group, less], error, scale)
    }

    /// Returns an estimate of two groups, given its standard error by those of the groups. A group has no error
    /// against itself.
    fn of_two(
        &self,
        value: f64,
        [a, b]: [&Estimate; 2],
        error: impl Fn([f64; 2]) -> f64,
        scale: Scale,
    ) -> Estimate {
        let both = || Ok(error([a.standard_error?, b.standard_error?]));
        let is_one = std::ptr::eq(a, b);
        let (error, n) =
            if is_one { (Ok(0.0), a.samples) } else { (both(), a.samples + b.samples) };
        Estimate::new(value, error, n, Basis::OnScale { freedom: f64::INFINITY }, scale)
    }

    /// Returns the estimates with the least and the largest number.
    fn ends(&self) -> Result<[&Estimate; 2], Undefined> {
        let numbers = self.numbers();
        numbers.difference()?;
        let of = |end: Option<(&K, f64)>| self.of(end?.0).map(|(_, estimate)| estimate);
        match [of(numbers.least()), of(numbers.most())] {
            [Some(least), Some(most)] => Ok([least, most]),
            _ => Err(Undefined::NoSamples),
        }
    }

    fn known(&self, group: &K) -> Result<&Estimate, Undefined> {
        let found = self.groups.iter().find(|(key, _)| key == group);
        let (_, estimate) = found.ok_or(Undefined::NoSamples)?;
        estimate.as_ref().map_err(|&reason| reason)
    }

    /// Returns a group that has an estimate, with its key.
    fn of(&self, group: &K) -> Option<(&K, &Estimate)> {
        let (key, estimate) = self.groups.iter().find(|(key, _)| key == group)?;
        Some((key, estimate.as_ref().ok()?))
    }
}
