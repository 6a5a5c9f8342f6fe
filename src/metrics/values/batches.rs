//! Streams, groups, bootstraps and windows of one array of values.

use ndarray::{ArrayRef, Dimension, aview1};

use super::{ValueMeasure, no_truth, of_values};
use crate::bootstrap::Bootstrap;
use crate::element::Element;
use crate::error::Error;
use crate::groups::ByGroup;
use crate::metric::{Metric, Streaming};
use crate::windows::{HoppingWindows, SlidingWindow};

impl<M: ValueMeasure> Streaming<M> {
    /// Adds values.
    ///
    /// # Errors
    ///
    /// As [`Metric::update`].
    pub fn add<V: Element, D: Dimension>(&mut self, values: &ArrayRef<V, D>) -> Result<(), Error> {
        self.update(&no_truth(values), values).map_err(of_values)
    }

    /// Adds one value, such as the loss of a step.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a value that is not finite.
    pub fn push<V: Element>(&mut self, value: V) -> Result<(), Error> {
        self.add(&aview1(&[value]))
    }

    /// Adds one value with a weight, such as the mean loss of a batch with the number of its samples.
    ///
    /// ```
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut loss = Mean.streaming();
    /// loss.push_weighted(0.5, 32)?;
    /// loss.push_weighted(0.25, 16)?; // a smaller last batch
    /// assert_eq!(loss.result()?, 20.0 / 48.0);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a value that is not finite, [`Error::Weight`] for a weight that is negative
    /// or not finite.
    pub fn push_weighted<V: Element, W: Element>(
        &mut self,
        value: V,
        weight: W,
    ) -> Result<(), Error> {
        self.add_weighted(&aview1(&[value]), &aview1(&[weight]))
    }

    /// Adds values with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`Metric::update_weighted`].
    pub fn add_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &mut self,
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error> {
        self.update_weighted(&no_truth(values), values, weights).map_err(of_values)
    }
}

impl<K: Ord + Clone, M: ValueMeasure> ByGroup<K, M> {
    /// Adds values, each sample to the group of its key.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{ByGroup, prelude::*};
    ///
    /// let mut waits = ByGroup::new(Median);
    /// waits.add(&["mon", "tue", "mon", "mon"], &array![3.0, 8.0, 4.0, 9.0])?;
    /// assert_eq!((waits.of_group(&"mon"), waits.overall()), (Some(Ok(4.0)), Ok(6.0)));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub fn add<V: Element, D: Dimension>(
        &mut self,
        groups: &[K],
        values: &ArrayRef<V, D>,
    ) -> Result<(), Error> {
        self.update(groups, &no_truth(values), values).map_err(of_values)
    }

    /// Adds values with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`update_weighted`](Self::update_weighted).
    pub fn add_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &mut self,
        groups: &[K],
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error> {
        self.update_weighted(groups, &no_truth(values), values, weights).map_err(of_values)
    }
}

impl<M: ValueMeasure> Bootstrap<M> {
    /// Adds values, each sample with its id.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{Bootstrap, prelude::*};
    ///
    /// let mut waits = Bootstrap::new(Median);
    /// waits.add(&[1, 2, 3, 4, 5], &array![3.0, 8.0, 4.0, 9.0, 5.0])?;
    /// let interval = waits.replicates().interval(0.95)?;
    /// assert_eq!((waits.result(), interval.lower, interval.upper), (Ok(5.0), 3.0, 9.0));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub fn add<V: Element, D: Dimension>(
        &mut self,
        ids: &[u64],
        values: &ArrayRef<V, D>,
    ) -> Result<(), Error> {
        self.update(ids, &no_truth(values), values).map_err(of_values)
    }

    /// Adds values with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`update_weighted`](Self::update_weighted).
    pub fn add_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &mut self,
        ids: &[u64],
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error> {
        self.update_weighted(ids, &no_truth(values), values, weights).map_err(of_values)
    }
}

impl<M: ValueMeasure> SlidingWindow<M> {
    /// Adds values, and forgets those that are too old.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{SlidingWindow, prelude::*};
    ///
    /// let mut losses = SlidingWindow::of_samples(Mean, 2);
    /// losses.add(&array![5.0, 0.5, 0.25])?;
    /// assert_eq!(losses.result(), Ok(0.375));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub fn add<V: Element, D: Dimension>(&mut self, values: &ArrayRef<V, D>) -> Result<(), Error> {
        self.update(&no_truth(values), values).map_err(of_values)
    }

    /// Adds values with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`update_weighted`](Self::update_weighted).
    pub fn add_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &mut self,
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error> {
        self.update_weighted(&no_truth(values), values, weights).map_err(of_values)
    }
}

impl<M: ValueMeasure> HoppingWindows<M> {
    /// Adds values, and returns the value of each window that ends.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{HoppingWindows, prelude::*};
    ///
    /// let mut losses = HoppingWindows::tumbling(Mean, 2);
    /// assert_eq!(losses.add(&array![1.0, 3.0, 5.0, 6.0, 0.5])?, [Ok(2.0), Ok(5.5)]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub fn add<V: Element, D: Dimension>(
        &mut self,
        values: &ArrayRef<V, D>,
    ) -> Result<Vec<M::Output>, Error> {
        self.update(&no_truth(values), values).map_err(of_values)
    }

    /// Adds values with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`update_weighted`](Self::update_weighted).
    pub fn add_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &mut self,
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<Vec<M::Output>, Error> {
        self.update_weighted(&no_truth(values), values, weights).map_err(of_values)
    }
}
