//! Measures: formulas with their options, and what they ask of a batch.

use std::any::TypeId;
use std::fmt::Debug;

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::metric::Streaming;
use crate::shape::Unit;
use crate::state::State;
use crate::values::Values;

/// A formula and its options, without data.
///
/// The value of a measure is read from a [`State`]; several measures may read one state type.
/// How a measure fills its state is said by [`Observe`], for the element types that it accepts.
pub trait Measure: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// The sufficient statistics.
    type State: State;

    /// What is read: `Result<f64, Undefined>` for one number, a tuple of such for a tuple.
    type Output: Output;

    /// Whether the value is proportional to the weights, as a sum or a count is.
    const SCALES_WITH_WEIGHTS: bool = false;

    /// The state of no data.
    fn init(&self) -> Self::State;

    /// What the state is made of, for measures that share one: members of a tuple with equal
    /// observations and states of one type are observed once.
    fn observation(&self) -> Option<Observation> {
        None
    }

    /// Reads the value off a state.
    fn value(&self, state: &Self::State) -> Self::Output;

    /// Refuses a state that no stream of this measure can have: what is restored is asked.
    ///
    /// # Errors
    ///
    /// Those of merging it into a fresh one.
    fn check_state(&self, state: &Self::State) -> Result<(), Error> {
        self.init().check_merge(state)
    }

    /// A metric that has seen nothing yet. Never fails: bad options are refused by `update`.
    fn streaming(self) -> Streaming<Self> {
        Streaming::new(self)
    }

    /// Feature `serde`: the metric of this measure that was written by
    /// [`Streaming::to_bytes`]; it goes on with the same bits.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut stream = BinaryAccuracy { threshold: 0.7 }.streaming();
    /// stream.update(&array![0, 1, 1], &array![0.1, 0.9, 0.6])?;
    /// let bytes = stream.to_bytes()?;
    ///
    /// let mut restored = BinaryAccuracy { threshold: 0.7 }.restore(&bytes)?;
    /// assert_eq!(restored, stream);
    /// restored.update(&array![0], &array![0.2])?;
    /// assert_eq!(restored.result(), Ok(0.75));
    ///
    /// assert!(BinaryAccuracy::default().restore(&bytes).is_err()); // of another threshold
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] for bytes that were cut short or altered, or written by another
    /// measure, with other options, or by a release with another form.
    #[cfg(feature = "serde")]
    fn restore(self, bytes: &[u8]) -> Result<Streaming<Self>, Error>
    where
        Self::State: serde::de::DeserializeOwned,
    {
        crate::checkpoint::restore(self, bytes)
    }

    /// Feature `serde`: the metric of this measure that was written in any format of serde.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut stream = MeanSquaredError.streaming();
    /// stream.update(&array![1.0, 2.0], &array![1.5, 2.5])?;
    /// let json = serde_json::to_string(&stream)?;
    /// let state = r#"{"version":1,"total":"0.5","weight":"2"}"#;
    /// assert!(json.starts_with(&format!(
    ///     r#"{{"version":1,"measure":"MeanSquaredError","state":{state},"check":"#
    /// )));
    /// let reader = &mut serde_json::Deserializer::from_str(&json);
    /// assert_eq!(MeanSquaredError.restore_from(reader)?, stream);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What the format refuses, and what [`restore`](Self::restore) does.
    #[cfg(feature = "serde")]
    fn restore_from<'de, D>(self, deserializer: D) -> Result<Streaming<Self>, D::Error>
    where
        Self::State: serde::Serialize + serde::de::DeserializeOwned,
        D: serde::Deserializer<'de>,
    {
        crate::checkpoint::restore_from(self, deserializer)
    }

    /// The value for one batch.
    ///
    /// # Errors
    ///
    /// Every refusal of [`Error`], and [`Error::Undefined`] if the batch does not define a value.
    fn evaluate<T: Element, D: Dimension, P: Element, E: Dimension>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<<Self::Output as Output>::Value, Error>
    where
        Self: Observe<T, P>,
    {
        value_of(self, &Batch::new(y_true, y_pred, None))
    }

    /// The value for one batch with weights, or with a mask, which is an array of `bool` weights.
    ///
    /// Weights carry the leading axes of the units and count for everything under them; what has
    /// weight 0 is not looked at.
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
        Self: Observe<T, P>,
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let weights = Values::new(weights);
        value_of(self, &Batch::new(y_true, y_pred, Some(&weights)))
    }
}

/// What a measure makes of truth of type `T` and predictions of type `P`.
///
/// `check` refuses shapes and options before anything is read; `observe` reads one block and
/// refuses values. The state that `observe` fills is a fresh one, merged into the metric's own
/// only when the whole batch was accepted: that is what makes an update all or nothing.
pub trait Observe<T: Element, P: Element>: Measure {
    /// Refuses options and shapes.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] or a shape error.
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error>;

    /// What one term is computed from; a block splits none.
    fn unit(&self) -> Unit;

    /// Adds a block to the state, which is of no use after an error.
    ///
    /// # Errors
    ///
    /// The first value that is refused.
    fn observe(&self, block: &Block<'_, T, P>, state: &mut Self::State) -> Result<(), Error>;

    /// Ends what `observe` began, after the last block.
    fn complete(&self, _: &mut Self::State) {}
}

/// What a state is made of: a type that names the way of observing, and its options as bits.
///
/// Sharing is decided by this, never by comparing values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    way: TypeId,
    options: [u64; 3],
}

impl Observation {
    /// The observation that `W` stands for, with options that all show in their bits.
    #[must_use]
    pub fn new<W: 'static>(options: [u64; 3]) -> Self {
        Self { way: TypeId::of::<W>(), options }
    }
}

/// What a measure reads: a value or why there is none, or a tuple of such.
pub trait Output {
    /// What [`Measure::evaluate`] returns.
    type Value;

    /// The value, an undefined one as an error. A tuple is returned as it is: one member without a
    /// value does not hide the others.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`].
    fn into_result(self) -> Result<Self::Value, Error>;

    /// Every number in it, in order; for comparing and printing.
    fn numbers(&self) -> Vec<Result<f64, Undefined>>;
}

impl Output for Result<f64, Undefined> {
    type Value = f64;

    fn into_result(self) -> Result<f64, Error> {
        self.map_err(Error::Undefined)
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        vec![*self]
    }
}

/// A number for each of several thresholds, classes or columns.
impl Output for Vec<Result<f64, Undefined>> {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    fn numbers(&self) -> Self {
        self.clone()
    }
}

/// The value of one batch. The state stays where it is made: copying it takes a small batch longer
/// than filling it.
#[inline]
fn value_of<M, T, P>(
    measure: &M,
    batch: &Batch<'_, T, P>,
) -> Result<<M::Output as Output>::Value, Error>
where
    M: Observe<T, P>,
    T: Element,
    P: Element,
{
    let mut state = measure.init();
    observe_all(measure, batch, &mut state)?;
    measure.value(&state).into_result()
}

/// A fresh state of all that the batch holds.
#[inline]
pub(crate) fn observe<M, T, P>(measure: &M, batch: &Batch<'_, T, P>) -> Result<M::State, Error>
where
    M: Observe<T, P>,
    T: Element,
    P: Element,
{
    let mut state = measure.init();
    observe_all(measure, batch, &mut state)?;
    Ok(state)
}

/// Fills a fresh state with all that the batch holds.
pub(crate) fn observe_all<M, T, P>(
    measure: &M,
    batch: &Batch<'_, T, P>,
    state: &mut M::State,
) -> Result<(), Error>
where
    M: Observe<T, P>,
    T: Element,
    P: Element,
{
    measure.check(batch)?;
    let grain = batch.grain(measure.unit());
    let mut all_blocks = || {
        #[cfg(feature = "rayon")]
        if let Some(done) = crate::parallel::observe(measure, batch, grain, state) {
            return done;
        }
        batch.each_block(0..batch.grains(grain), grain, |block| measure.observe(block, state))
    };
    all_blocks()?;
    measure.complete(state);
    Ok(())
}
