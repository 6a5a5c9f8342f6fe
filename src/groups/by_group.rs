//! A value of any measure for each group of samples.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use ndarray::{ArrayRef, Dimension};

use super::numbers::GroupNumbers;
use super::order::Order;
use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observer as _, StateOf};
use crate::metric::{Metric, Streaming};
use crate::output::{OneNumber, Output as _};
use crate::pass;
use crate::state::State;

/// A value of any measure for each group of samples, from batches that mix the groups.
///
/// A group is known by its key: a number, a text, or a tuple of keys. Each group has the same bits as if the
/// measure were fed with its samples alone, and [`overall`](Self::overall), the merge of all groups, those of the
/// measure fed with everything. A sample of weight 0 makes no group. See the guide [by group](crate::guide::by_group).
///
/// A batch is sorted by key, and each group's state is filled from neighbours; groups that the batch does not name
/// cost nothing. Memory is that of a state for each group. For means of very many groups in small batches,
/// [`Grouped`](crate::Grouped) numbers the groups and adds single terms.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut accuracy = ByGroup::new(Accuracy);
/// accuracy.update(&["a", "b", "a", "a", "b", "a"], &array![1, 1, 1, 1, 1, 1], &array![1, 1, 1, 1, 0, 0])?;
/// let groups: Vec<_> = accuracy.by_group().collect();
/// assert_eq!(groups, [(&"a", Ok(0.75)), (&"b", Ok(0.5))]);
/// assert_eq!(accuracy.overall(), Ok(2.0 / 3.0));
///
/// let compared = accuracy.numbers();
/// assert_eq!((compared.difference(), compared.ratio()), (Ok(0.25), Ok(2.0 / 3.0)));
/// assert_eq!(compared.worst(), Some((&"b", 0.5)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ByGroup<K, M: Measure> {
    measure: M,
    observer: M::Observer,
    states: BTreeMap<K, StateOf<M>>,
    /// A group with data. Every other state must merge with its state: groups with different numbers of columns
    /// have no overall value.
    witness: Option<K>,
}

impl<K: PartialEq, M: Measure> PartialEq for ByGroup<K, M> {
    fn eq(&self, other: &Self) -> bool {
        self.measure == other.measure && self.states == other.states
    }
}

impl<K: Ord + Clone, M: Measure> ByGroup<K, M> {
    /// Returns the evaluation of no groups.
    #[must_use]
    pub fn new(measure: M) -> Self {
        let observer = measure.observer();
        Self { measure, observer, states: BTreeMap::new(), witness: None }
    }

    /// Adds every sample of a batch to its group; `groups` holds the key of each sample.
    ///
    /// # Errors
    ///
    /// As [`Metric::update`]; [`Error::SampleCounts`] if `groups` has not one key for each sample. A refused batch
    /// adds nothing.
    pub fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        groups: &[K],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error> {
        self.add_batch(groups, &Batch::new(y_true, y_pred, None))
    }

    /// Adds every sample of a batch to its group, with weights or a mask; see
    /// [`evaluate_weighted`](crate::Evaluate::evaluate_weighted). A sample of weight 0 makes no group.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and [`Error::Weight`].
    pub fn update_weighted<T, D, P, E, W, F>(
        &mut self,
        groups: &[K],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        self.add_batch(groups, &Batch::new(y_true, y_pred, Some(&Elements::new(weights))))
    }

    fn add_batch<T: Element, P: Element>(
        &mut self,
        groups: &[K],
        batch: &Batch<'_, T, P>,
    ) -> Result<(), Error> {
        self.measure.check()?;
        pass::check_groups(&self.observer, batch, ("groups", groups.len()))?;
        let weights = batch.sample_weights()?;
        let counts = |sample| weights.as_ref().is_none_or(|weights| weights.counts(sample));
        let order = Order::by_key(groups, counts);
        let (observer, weights) = (&self.observer, weights.as_ref());
        let states = pass::fill_groups(observer, batch, weights, &order.samples, &order.ends)?;
        // In the memory of the states, where a key is as large as a number.
        let of_group = |(group, state)| (groups[order.first(group)].clone(), state);
        self.absorb(states.into_iter().map(of_group).collect())
    }

    /// Adds the states of groups, or none if one of them does not merge.
    pub(super) fn absorb(&mut self, groups: Vec<(K, StateOf<M>)>) -> Result<(), Error> {
        self.check_states(groups.iter().map(|(key, state)| (key, state)))?;
        if self.witness.is_none() {
            let empty = self.observer.empty();
            let with_data = groups.iter().find(|(_, state)| *state != empty);
            self.witness = with_data.map(|(key, _)| key.clone());
        }
        if self.states.is_empty() {
            self.states = groups.into_iter().collect();
            return Ok(());
        }
        for (key, state) in groups {
            match self.states.entry(key) {
                Entry::Occupied(mut own) => own.get_mut().absorb(state),
                Entry::Vacant(place) => drop(place.insert(state)),
            }
        }
        Ok(())
    }

    /// Refuses states of which one does not merge with the state of its group or of another.
    fn check_states<'a>(
        &self,
        groups: impl Iterator<Item = (&'a K, &'a StateOf<M>)>,
    ) -> Result<(), Error>
    where
        K: 'a,
    {
        let witness = self.witness.as_ref().and_then(|key| self.states.get(key));
        for (key, state) in groups {
            let own = self.states.get(key);
            witness.into_iter().chain(own).try_for_each(|own| own.check_merge(state))?;
        }
        Ok(())
    }

    /// Adds all groups of another evaluation with equal options.
    ///
    /// # Errors
    ///
    /// As [`Metric::merge`]; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        Streaming::new(self.measure.clone())
            .check_options(&Streaming::new(other.measure.clone()))?;
        let states = other.states.iter();
        self.absorb(states.map(|(key, state)| (key.clone(), state.clone())).collect())
    }

    /// Forgets all groups.
    pub fn reset(&mut self) {
        self.states.clear();
        self.witness = None;
    }

    /// The formula and its options.
    #[must_use]
    pub fn measure(&self) -> &M {
        &self.measure
    }

    /// The number of groups.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The keys and the sufficient statistics of all groups, in ascending order of the keys.
    pub fn states(&self) -> impl DoubleEndedIterator<Item = (&K, &StateOf<M>)> {
        self.states.iter()
    }

    /// The key and the value of every group, in ascending order of the keys.
    pub fn by_group(&self) -> impl Iterator<Item = (&K, M::Output)> {
        self.states.iter().map(|(key, state)| (key, self.measure.read(state).gated()))
    }

    /// Returns the value of a group, or `None` if no sample belongs to it.
    pub fn of_group(&self, group: &K) -> Option<M::Output> {
        self.states.get(group).map(|state| self.measure.read(state).gated())
    }

    /// Returns the merge of all groups: the metric that was fed with everything, to the bit.
    #[must_use]
    pub fn merged(&self) -> Streaming<M> {
        let mut state = self.observer.empty();
        self.states.values().for_each(|group| state.merge(group));
        Streaming::resumed(self.measure.clone(), state)
    }

    /// Returns the value of all samples.
    #[must_use]
    pub fn overall(&self) -> M::Output {
        self.merged().result()
    }
}

/// Comparisons of groups whose value is one number.
impl<K: Ord + Clone, M: Measure<Output: OneNumber>> ByGroup<K, M> {
    /// Returns the number of every group and of all samples, to be compared.
    #[must_use]
    pub fn numbers(&self) -> GroupNumbers<K> {
        let number = |(key, output): (&K, M::Output)| (key.clone(), output.number());
        GroupNumbers {
            groups: self.by_group().map(number).collect(),
            overall: self.overall().number(),
            scale: self.measure.scale(),
        }
    }

    /// Returns the largest number of a group less the least; see [`GroupNumbers::difference`].
    ///
    /// # Errors
    ///
    /// The reason why no group has a number.
    pub fn difference(&self) -> Result<f64, Undefined> {
        self.numbers().difference()
    }

    /// Returns the least number of a group over the largest; see [`GroupNumbers::ratio`].
    ///
    /// # Errors
    ///
    /// As [`difference`](Self::difference), and [`Undefined::ZeroDenominator`] if the largest is 0.
    pub fn ratio(&self) -> Result<f64, Undefined> {
        self.numbers().ratio()
    }
}
