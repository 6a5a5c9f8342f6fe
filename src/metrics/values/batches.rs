//! Groups, bootstraps and windows of one array of values.

use ndarray::{ArrayRef, Dimension};

use super::{ValueMeasure, no_truth, of_values};
use crate::bootstrap::Bootstrap;
use crate::element::Element;
use crate::error::Error;
use crate::groups::ByGroup;
use crate::windows::{HoppingWindows, SlidingWindow};

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
