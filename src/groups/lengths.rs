//! Groups whose samples lie together.

use ndarray::{ArrayRef, Dimension};

use super::by_group::ByGroup;
use crate::element::Element;
use crate::error::Error;
use crate::measure::Measure;

impl<M: Measure> ByGroup<usize, M> {
    /// Adds a batch whose groups lie one after the other, given the number of samples of each, as `LightGBM`'s and
    /// `XGBoost`'s `group`. Every length is a group of its own: they are numbered on from the groups before.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut precision = ByGroup::new(OneQuery(MeanAveragePrecision::default()));
    /// precision.update_by_lengths(&[2, 3], &array![1, 0, 0, 1, 0], &array![0.9, 0.8, 0.6, 0.5, 0.4])?;
    /// precision.update_by_lengths(&[2], &array![0, 1], &array![0.3, 0.3])?;
    /// let queries: Vec<_> = precision.by_group().collect();
    /// assert_eq!(queries, [(&0, Ok(1.0)), (&1, Ok(0.5)), (&2, Ok(0.75))]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update); [`Error::SampleCounts`] unless the lengths add up to the number of samples.
    pub fn update_by_lengths<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        lengths: &[usize],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error> {
        let samples = y_pred.shape().first().copied().unwrap_or(0);
        let total = lengths.iter().fold(0_usize, |total, &length| total.saturating_add(length));
        if total != samples {
            let counts = vec![("lengths".into(), total), ("y_pred".into(), samples)];
            return Err(Error::SampleCounts { counts });
        }
        let first = self.states().next_back().map_or(0, |(&last, _)| last.saturating_add(1));
        let numbered = lengths.iter().enumerate();
        let keys: Vec<_> =
            numbered.flat_map(|(i, &length)| std::iter::repeat_n(first + i, length)).collect();
        self.update(&keys, y_true, y_pred)
    }
}
