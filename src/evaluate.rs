//! The calls of every measure: one batch, or the start of a running evaluation.

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer, StateOf};
use crate::metric::Streaming;
use crate::output::Output;
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
