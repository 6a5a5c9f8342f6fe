//! How sure any metric is, in one pass: replicates of its state, filled beside it.

#[cfg(feature = "serde")]
mod checkpoint;
mod draws;

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer as _, StateOf};
use crate::metric::Streaming;
use crate::output::{OneNumber, Output as _};
use crate::pass;
use crate::state::State;
use crate::uncertainty::Replicates;
use draws::{Ids, draw, hash_of, key_of};

/// The number of replicates, if none is chosen.
const REPLICATES: usize = 1000;

/// A bootstrap of any measure in one pass over the data, which merges and never depends on the order of samples.
///
/// The sample with id i enters replicate b with its weight times a draw of the Poisson distribution with mean 1
/// ([Hanley and MacGibbon 2006][h]; [Chamandy et al. 2012][c]). The draw is a hash of (seed, b, i): the same on
/// every machine, in any batch, order and merge. So ids, not places, say which sample is which:
///
/// - Equal ids are drawn together: an id for each user, say, is the cluster bootstrap.
/// - Two measures or two models with equal seed, number of replicates and ids are compared [pair by
///   pair](Self::difference).
///
/// With seed 42, the sample with id 7 enters replicates 0 to 15 so often: 0, 2, 1, 3, 0, 2, 0, 0, 0, 1, 2, 3, 0, 0,
/// 0, 0. The hash: for m the finisher of `SplitMix64` and g = 9e3779b97f4a7c15 (base 16), modulo 2^64,
/// m(m(m(seed + g) + (b + 1)g) xor m(i + g)), and the draw is the number of k ≥ 0 for which ⌊2^64·P(X ≤ k)⌋ is not
/// above it. A sample of weight 0 is none.
///
/// Memory and time are those of as many metrics as there are replicates, with weights: one pass over each batch for
/// each replicate, on all cores with the feature `rayon`. States that keep scores take much memory here.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::{Bootstrap, prelude::*};
///
/// let mut accuracy = Bootstrap::new(Accuracy);
/// let ids: Vec<u64> = (0..10).collect();
/// let right = array![1, 1, 1, 1, 1, 1, 1, 1, 0, 0];
/// accuracy.update(&ids, &array![1, 1, 1, 1, 1, 1, 1, 1, 1, 1], &right)?;
/// assert_eq!(accuracy.result(), Ok(0.8)); // 8 of 10
/// let interval = accuracy.replicates().interval(0.95)?;
/// assert_eq!((interval.lower, interval.upper), (0.5, 1.0));
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.1016/j.cmpb.2006.04.006
/// [c]: https://research.google/pubs/estimating-uncertainty-for-massive-data-streams/
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrap<M: Measure> {
    measure: M,
    observer: M::Observer,
    seed: u64,
    state: StateOf<M>,
    replicates: Vec<StateOf<M>>,
    ids: Ids,
}

impl<M: Measure> Bootstrap<M> {
    /// Returns a bootstrap of no data, with 1000 replicates and seed 0.
    #[must_use]
    pub fn new(measure: M) -> Self {
        Self::with(measure, REPLICATES, 0)
    }

    /// Returns a bootstrap of no data, with a number of replicates and a seed.
    #[must_use]
    pub fn with(measure: M, replicates: usize, seed: u64) -> Self {
        let observer = measure.observer();
        let (state, replicates) = (observer.empty(), vec![observer.empty(); replicates]);
        Self { measure, observer, seed, state, replicates, ids: Ids::default() }
    }

    /// Adds a batch; `ids` holds the id of each sample.
    ///
    /// # Errors
    ///
    /// As [`Metric::update`](crate::Metric::update); [`Error::SampleCounts`] if `ids` has not one id for each
    /// sample. A refused batch adds nothing.
    pub fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        ids: &[u64],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error> {
        self.add_batch(ids, &Batch::new(y_true, y_pred, None))
    }

    /// Adds a batch with weights or a mask; see [`evaluate_weighted`](crate::Evaluate::evaluate_weighted).
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and [`Error::Weight`].
    pub fn update_weighted<T, D, P, E, W, F>(
        &mut self,
        ids: &[u64],
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
        self.add_batch(ids, &Batch::new(y_true, y_pred, Some(&Elements::new(weights))))
    }

    fn add_batch<T: Element, P: Element>(
        &mut self,
        ids: &[u64],
        batch: &Batch<'_, T, P>,
    ) -> Result<(), Error> {
        self.measure.check()?;
        pass::check_groups(&self.observer, batch, ("ids", ids.len()))?;
        let state = pass::filled(&self.observer, batch)?;
        let hashes: Vec<_> = ids.iter().map(|&id| hash_of(id)).collect();
        let (weights, seed) = (batch.weights_or_ones()?, self.seed);
        let drawn = |replicate| {
            let key = key_of(seed, replicate);
            weights.times(|sample| draw(key, hashes[sample]).into())
        };
        let replicates =
            pass::fill_reweighted(&self.observer, batch, self.replicates.len(), drawn)?;
        let mut own = Ids::default();
        (0..ids.len()).filter(|&i| weights.counts(i)).for_each(|i| own.add(hashes[i]));
        self.absorb(&state, &own, &replicates)
    }

    /// Adds states, or none if one of them does not merge.
    fn absorb(
        &mut self,
        state: &StateOf<M>,
        ids: &Ids,
        replicates: &[StateOf<M>],
    ) -> Result<(), Error> {
        self.state.check_merge(state)?;
        let mut pairs = self.replicates.iter().zip(replicates);
        pairs.try_for_each(|(own, other)| own.check_merge(other))?;
        self.state.merge(state);
        self.ids.merge(ids);
        self.replicates.iter_mut().zip(replicates).for_each(|(own, other)| own.merge(other));
        Ok(())
    }

    /// Adds all data of another bootstrap with equal options, seed and number of replicates.
    ///
    /// # Errors
    ///
    /// As [`Metric::merge`](crate::Metric::merge), and [`Error::Parameter`] if seed or number of replicates differ;
    /// nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        Streaming::new(self.measure.clone())
            .check_options(&Streaming::new(other.measure.clone()))?;
        self.check_draws(other)?;
        self.absorb(&other.state, &other.ids, &other.replicates)
    }

    /// Refuses another seed or number of replicates.
    fn check_draws<N: Measure>(&self, other: &Bootstrap<N>) -> Result<(), Error> {
        let (own, len) = (self.seed, self.replicates.len());
        if other.seed != own {
            let expected = format!("{own}, the seed of the first bootstrap");
            return Err(Error::parameter("seed", other.seed, expected));
        }
        if other.replicates.len() != len {
            let expected = format!("{len}, as many as the first bootstrap has");
            return Err(Error::parameter("replicates", other.replicates.len(), expected));
        }
        Ok(())
    }

    /// Returns the value of all data, without resampling.
    #[must_use]
    pub fn result(&self) -> M::Output {
        self.measure.read(&self.state).gated()
    }

    /// The formula and its options.
    #[must_use]
    pub fn measure(&self) -> &M {
        &self.measure
    }
}

impl<M: Measure<Output: OneNumber>> Bootstrap<M> {
    /// Returns the value and those of the replicates, from which standard error and interval are read.
    #[must_use]
    pub fn replicates(&self) -> Replicates {
        let number = |state| self.measure.read(state).gated().number();
        Replicates {
            value: self.result().number(),
            replicates: self.replicates.iter().map(number).collect(),
        }
    }

    /// Returns this value less that of another measure or model on the same samples, replicate by replicate, so
    /// that what both share cancels.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{Bootstrap, prelude::*};
    ///
    /// let (mut one, mut other) = (Bootstrap::new(MeanAbsoluteError), Bootstrap::new(MeanAbsoluteError));
    /// let y_true = array![1.0, 2.0, 3.0, 4.0];
    /// one.update(&[1, 2, 3, 4], &y_true, &array![2.0, 5.0, 4.0, 9.0])?;
    /// other.update(&[4, 3, 2, 1], &array![4.0, 3.0, 2.0, 1.0], &array![8.0, 3.0, 4.0, 1.0])?;
    /// let difference = one.difference(&other)?;
    /// assert_eq!(difference.value, Ok(1.0)); // every error is larger by 1
    /// assert!(difference.interval(0.95)?.lower > 0.999 && difference.standard_error()? < 1e-12);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] if seed, number of replicates or ids differ.
    pub fn difference<N: Measure<Output: OneNumber>>(
        &self,
        other: &Bootstrap<N>,
    ) -> Result<Replicates, Error> {
        self.check_draws(other)?;
        if self.ids != other.ids {
            let expected = "those of the first bootstrap; give both the same samples, in any order";
            return Err(Error::parameter("ids", "another set of ids", expected));
        }
        Ok(self.replicates().minus(&other.replicates()))
    }
}
