//! Measures that are the mean of one term per unit: from one formula, every form.
//!
//! A measure states its unit, what its arguments may hold and its formula; the unweighted, weighted
//! and masked value, the value per sample, the streaming metric and the place in a tuple follow.
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::element::difference;
//! use ndarray_metrics::prelude::*;
//!
//! /// Half the squared error up to `delta`, linear beyond: a metric of one's own.
//! #[derive(Clone, Debug, PartialEq)]
//! struct Huber {
//!     delta: f64,
//! }
//!
//! impl MeanMeasure for Huber {
//!     type Unit = PerElement;
//! }
//!
//! impl Elementwise for Huber {
//!     fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
//!         let delta = self.delta;
//!         move |y, p| {
//!             let e = difference(y, p).abs();
//!             if e <= delta { 0.5 * e * e } else { delta * (e - 0.5 * delta) }
//!         }
//!     }
//! }
//!
//! let (y_true, y_pred) = (array![0.0, 3.0], array![1.0, 0.0]);
//! assert_eq!(Huber { delta: 1.0 }.evaluate(&y_true, &y_pred)?, 1.5);
//! assert_eq!(Huber { delta: 1.0 }.per_sample(&y_true, &y_pred)?, array![0.5, 2.5]);
//! # Ok::<(), Error>(())
//! ```

mod chunks;
mod formulas;

use std::fmt::Debug;

use ndarray::{Array1, ArrayRef, Dimension};

use crate::batch::{Batch, Block};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observation, Observe};
use crate::per_sample::per_sample;
use crate::shape::Unit;
use crate::state::Average;
use crate::values::{Values, Weights};

pub use crate::units::{PerElement, PerLabel, PerRow, Terms};
pub(crate) use chunks::{each_chunk, refusal};
pub(crate) use formulas::{fill, fill_labelled, fill_pairs, fill_rows};

/// A measure that is the mean of one term per unit: Σw·ℓ/Σw.
pub trait MeanMeasure: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// What one term is computed from: [`PerElement`], [`PerRow`] or [`PerLabel`]. The formula
    /// itself is given by [`Elementwise`], [`Rowwise`] or [`Labelled`].
    type Unit;

    /// What the truth may hold. (The labels of [`PerLabel`] are class indices in any case.)
    fn truth(&self) -> Domain {
        Domain::Finite
    }

    /// What the prediction may hold.
    fn prediction(&self) -> Domain {
        Domain::Finite
    }

    /// The observation shared with measures of equal terms; see [`Measure::observation`].
    fn observation(&self) -> Option<Observation> {
        None
    }

    /// Refuses options, given the type of the predictions.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`].
    fn check_options<P: Element>(&self) -> Result<(), Error> {
        Ok(())
    }

    /// The refusal of a unit whose term is NaN although its arguments are admitted.
    fn refusal(&self, index: Vec<usize>) -> Error {
        Error::Formula { measure: format!("{self:?}"), index }
    }

    /// The value, given the mean of the terms.
    fn finish(&self, mean: f64) -> f64 {
        mean
    }

    /// One number per sample: the mean over the sample's units.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate`], but no value is undefined: a term beyond `f64` is infinite.
    fn per_sample<T: Element, D: Dimension, P: Element, E: Dimension>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<Array1<f64>, Error>
    where
        Self::Unit: Terms<Self, T, P>,
    {
        per_sample(self, &Batch::new(y_true, y_pred, None))
    }

    /// One number per sample: the weighted mean over the sample's units, NaN where the sample has
    /// no weight.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate_weighted`], but no value is undefined: a term beyond `f64` is infinite.
    fn per_sample_weighted<T, D, P, E, W, F>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<Array1<f64>, Error>
    where
        Self::Unit: Terms<Self, T, P>,
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let weights = Values::new(weights);
        per_sample(self, &Batch::new(y_true, y_pred, Some(&weights as &dyn Weights)))
    }
}

/// A mean over elements: one term from one truth and one prediction.
pub trait Elementwise: MeanMeasure<Unit = PerElement> {
    /// Whether both arguments may hold any finite number, anything else always shows in the term as
    /// NaN or an infinity, and the term is a few operations of arithmetic: terms are then tested
    /// and added as they are computed, which is faster.
    const PROPAGATES: bool = false;

    /// Whether every term is 0 or 1: terms are then counted, which is faster.
    const COUNTS: bool = false;

    /// The term. It is computed for admitted arguments and may be anything for others.
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64;

    /// Writes the terms of pairs; NaN where a number is not admitted. By the formula, if a measure
    /// does not say otherwise; one with cheaper ways to the same bits for some options or some
    /// labels chooses among them here, once for all pairs. To be marked `#[inline(always)]`.
    #[inline(always)]
    fn fill<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        fill_pairs(self, y, p, terms, self.formula());
    }
}

/// A mean over rows of classes: one term from one row of the truth and one of the prediction.
pub trait Rowwise: MeanMeasure<Unit = PerRow> {
    /// The term of rows that hold admitted numbers only; NaN for a row that cannot be normalised.
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64;

    /// Writes the terms of rows of equal length, one after another, as [`Elementwise::fill`] those
    /// of pairs.
    #[inline(always)]
    fn fill<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        fill_rows(self, y, p, terms);
    }
}

/// A mean over rows of classes: one term from one class label and one row of the prediction.
pub trait Labelled: MeanMeasure<Unit = PerLabel> {
    /// The term of a class and a row of admitted numbers; NaN for a row that cannot be normalised.
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64;

    /// Writes the terms of classes and rows, one after another, as [`Elementwise::fill`] those of
    /// pairs.
    #[inline(always)]
    fn fill<P: Element>(&self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        fill_labelled(self, classes, p, terms);
    }

    /// How many classes a label may name, given the length of a row.
    fn classes(&self, row: usize) -> usize {
        row
    }

    /// A label that marks units which count nowhere.
    fn ignored(&self) -> Option<i64> {
        None
    }
}

impl<M: MeanMeasure> Measure for M {
    type State = Average;
    type Output = Result<f64, Undefined>;

    fn init(&self) -> Average {
        Average::default()
    }

    fn observation(&self) -> Option<Observation> {
        MeanMeasure::observation(self)
    }

    fn value(&self, state: &Average) -> Result<f64, Undefined> {
        state.mean().map(|mean| self.finish(mean))
    }
}

impl<M, T, P> Observe<T, P> for M
where
    M: MeanMeasure,
    M::Unit: Terms<M, T, P>,
    T: Element,
    P: Element,
{
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        self.check_options::<P>()?;
        batch.check(self.unit())
    }

    fn unit(&self) -> Unit {
        M::Unit::UNIT
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut Average) -> Result<(), Error> {
        if let Some(done) = M::Unit::add_all(self, block, &mut state.total) {
            done.map_err(|_| refusal(self, block))?;
            state.weight.add_count(block.units(self.unit()) as u64);
            return Ok(());
        }
        each_chunk(self, block, |weights, terms| {
            let done = match weights {
                Some(weights) => state.add_weighted(weights, terms),
                None => state.add_unweighted(terms),
            };
            done.map_err(|_| refusal(self, block))
        })
    }
}
