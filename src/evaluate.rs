//! The calls of every measure: one batch, or the start of a running evaluation.

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Elements};
use crate::comparison::{self, Compared, Comparison, StreamingComparison};
use crate::element::Element;
use crate::error::Error;
use crate::mean::{self, CochransQ, MeanMeasure};
use crate::measure::{Measure, Observer, StateOf};
use crate::metric::Streaming;
use crate::output::{OneNumber, Output};
use crate::pass;
use crate::uncertainty::{Sampled, WithError};

/// The calls of every [`Measure`]: the value or the state of one batch, and a running evaluation.
pub trait Evaluate: Measure {
    /// Returns the value for one batch.
    ///
    /// # Errors
    ///
    /// Every refusal of [`Error`], and [`Error::Undefined`] if the batch does not define a value.
    fn evaluate<T: Element, D: Dimension, P: Element, E: Dimension>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<<Self::Output as Output>::Value, Error> {
        value(self, &Batch::new(y_true, y_pred, None))
    }

    /// Returns the value for one batch with weights, or with a mask, which is an array of `bool`
    /// weights.
    ///
    /// The shape of the weights is made of leading axes of the units: a weight counts for all units
    /// under its index. Units of weight 0 may hold anything.
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate), and [`Error::Weight`] for a negative, infinite or NaN
    /// weight.
    fn evaluate_weighted<T, D, P, E, W, F>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<<Self::Output as Output>::Value, Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        value(self, &Batch::new(y_true, y_pred, Some(&Elements::new(weights))))
    }

    /// Returns the state of one batch, from which several values can be read.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!((scores.roc_auc(), scores.average_precision()), (Ok(0.75), Ok(5.0 / 6.0)));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate), but reads no value that can be undefined.
    fn state_of<T: Element, D: Dimension, P: Element, E: Dimension>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<StateOf<Self>, Error> {
        state(self, &Batch::new(y_true, y_pred, None))
    }

    /// Returns the state of one batch with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`evaluate_weighted`](Self::evaluate_weighted), but reads no value that can be undefined.
    fn state_of_weighted<T, D, P, E, W, F>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<StateOf<Self>, Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        state(self, &Batch::new(y_true, y_pred, Some(&Elements::new(weights))))
    }

    /// Returns the measure whose value comes with its standard error, from which intervals are read; see
    /// [`WithError`].
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![2.0, 4.0, 6.0, 8.0], array![3.0, 4.0, 5.0, 8.0]);
    /// let error = MeanAbsoluteError.with_error().evaluate(&y_true, &y_pred)?; // of 1, 0, 1 and 0
    /// assert_eq!((error.value, error.standard_error), (0.5, Ok((1.0_f64 / 12.0).sqrt())));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn with_error(self) -> WithError<Self>
    where
        Self::Observer: Sampled,
    {
        WithError { measure: self }
    }

    /// Compares the predictions of two models for one batch: both values, and the difference with its standard error
    /// and p-value; see [`Comparison`].
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, first, second) = (array![1, 1, 1, 1], array![1, 1, 0, 1], array![1, 0, 0, 1]);
    /// let comparison = Accuracy.compare(&y_true, &first, &second)?; // differences of 0, 1, 0 and 0
    /// assert_eq!((comparison.first, comparison.second, comparison.difference.value), (0.75, 0.5, 0.25));
    /// assert_eq!(comparison.difference.standard_error, Ok(0.25));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate), by the member `first` or `second` if a prediction is refused.
    fn compare<T, D, P, E, Q, F>(
        &self,
        y_true: &ArrayRef<T, D>,
        first: &ArrayRef<P, E>,
        second: &ArrayRef<Q, F>,
    ) -> Result<Comparison, Error>
    where
        Self: Measure<Observer: Compared, Output: OneNumber>,
        T: Element,
        P: Element,
        Q: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let batch = Batch::new(y_true, first, None);
        comparison::of_batches(self, &batch, &Batch::new(y_true, second, None))
    }

    /// Compares the predictions of two models for one batch with weights or a mask, which hold for both.
    ///
    /// # Errors
    ///
    /// As [`evaluate_weighted`](Self::evaluate_weighted), by the member `first` or `second` if a prediction is
    /// refused; [`Error::NoCount`] for weights other than 0 and 1 of an area under a curve.
    fn compare_weighted<T, D, P, E, Q, F, W, G>(
        &self,
        y_true: &ArrayRef<T, D>,
        first: &ArrayRef<P, E>,
        second: &ArrayRef<Q, F>,
        weights: &ArrayRef<W, G>,
    ) -> Result<Comparison, Error>
    where
        Self: Measure<Observer: Compared, Output: OneNumber>,
        T: Element,
        P: Element,
        Q: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
        G: Dimension,
    {
        let weights = Elements::new(weights);
        let batch = Batch::new(y_true, first, Some(&weights));
        comparison::of_batches(self, &batch, &Batch::new(y_true, second, Some(&weights)))
    }

    /// Returns a comparison of two models without data, to be updated batch by batch.
    #[must_use]
    fn comparison(self) -> StreamingComparison<Self>
    where
        Self: Measure<Observer: Compared, Output: OneNumber>,
    {
        StreamingComparison::new(self)
    }

    /// Tests whether several models are right equally often on one batch: Cochran's Q of a mean of hits.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let y_true = array![1, 1, 1, 1];
    /// let (a, b, c) = (array![1, 1, 1, 0], array![1, 0, 0, 0], array![1, 0, 0, 0]);
    /// let q = Accuracy.cochrans_q(&y_true, &[&a, &b, &c])?;
    /// assert_eq!(q.hits(), [3, 1, 1]);
    /// assert_eq!(q.statistic()?, 4.0); // 2·(3·11 − 25)/(15 − 11)
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate); [`Error::Parameter`] for less than two predictions;
    /// [`Undefined::NoShare`](crate::Undefined::NoShare) unless every sample has one term, which is 0 or 1.
    fn cochrans_q<T: Element, D: Dimension, P: Element, E: Dimension>(
        &self,
        y_true: &ArrayRef<T, D>,
        predictions: &[&ArrayRef<P, E>],
    ) -> Result<CochransQ, Error>
    where
        Self: MeanMeasure,
    {
        mean::cochrans_q(self, y_true, predictions)
    }

    /// Returns a metric without data. Never fails: `update` refuses bad options.
    #[must_use]
    fn streaming(self) -> Streaming<Self> {
        Streaming::new(self)
    }
}

impl<M: Measure> Evaluate for M {}

/// Returns the value of one batch.
#[inline]
fn value<M: Measure, T: Element, P: Element>(
    measure: &M,
    batch: &Batch<'_, T, P>,
) -> Result<<M::Output as Output>::Value, Error> {
    let observer = measure.observer();
    let mut state = observer.empty();
    measure.check()?;
    pass::fill(&observer, batch, &mut state)?;
    measure.read(&state).gated().into_result()
}

#[inline]
fn state<M: Measure, T: Element, P: Element>(
    measure: &M,
    batch: &Batch<'_, T, P>,
) -> Result<StateOf<M>, Error> {
    let observer = measure.observer();
    let mut state = observer.empty();
    measure.check()?;
    pass::fill(&observer, batch, &mut state)?;
    Ok(state)
}
