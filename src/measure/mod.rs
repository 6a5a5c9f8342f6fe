//! The two halves of a metric: an observer fills a state, and a measure reads a value off the
//! state.

mod by_column;
mod tuple;

use std::any::Any;
use std::fmt::Debug;

use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::output::Output;
use crate::scale::Scale;
use crate::state::{Influence, State};

pub use by_column::ByColumn;
pub use tuple::Member;

/// Which arrays an observer takes.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Truth and prediction.
    Pairs,
    /// One array of values.
    Values,
    /// No array suits all members of the tuple.
    Nothing,
}

impl Input {
    /// The arrays that suit two members of a tuple.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Pairs, Self::Pairs) => Self::Pairs,
            (Self::Values, Self::Values) => Self::Values,
            _ => Self::Nothing,
        }
    }

    /// The arrays that suit all members of a tuple.
    pub(crate) const fn all(members: &[Self]) -> Self {
        let (mut all, mut i) = (members[0], 1);
        while i < members.len() {
            all = all.and(members[i]);
            i += 1;
        }
        all
    }
}

/// How samples fill a state.
///
/// An observer is a layout, checks and a loop over a block, without data. Measures whose observers
/// are equal share one state in a tuple or a collection, which is filled once.
///
/// The pass over a batch calls [`check_options`](Self::check_options), checks the shapes by
/// [`layout`](Self::layout), calls [`check_shapes`](Self::check_shapes), passes every block to
/// [`observe`](Self::observe), and calls [`finish`](Self::finish). It fills a fresh state, which is
/// merged into the metric's own state only after the whole batch was accepted: an update is all or
/// nothing.
///
/// A new state, its observer and a measure that reads it:
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::domain::Domain;
/// use ndarray_metrics::element::difference;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::state::State;
/// use ndarray_metrics::{Block, laws};
///
/// /// The largest number so far.
/// #[derive(Clone, Debug, Default, PartialEq)]
/// struct Largest(Option<f64>);
///
/// impl State for Largest {
///     fn merge(&mut self, other: &Self) {
///         self.0 = self.0.into_iter().chain(other.0).reduce(f64::max);
///     }
/// }
///
/// /// The largest absolute error: it fills its own state.
/// #[derive(Clone, Debug, PartialEq)]
/// struct MaxError;
///
/// impl Observer for MaxError {
///     type State = Largest;
///
///     fn empty(&self) -> Largest { Largest::default() }
///
///     fn observe<T: Element, P: Element>(&self, block: &Block<T, P>, state: &mut Largest) -> Result<(), Error> {
///         block.each_pair(Domain::Finite, Domain::Finite, |_, y, p| {
///             state.merge(&Largest(Some(difference(y, p).abs())));
///         })
///     }
/// }
///
/// impl Measure for MaxError {
///     type Observer = Self;
///     type Output = Result<f64, Undefined>;
///
///     fn observer(&self) -> Self { Self }
///
///     fn read(&self, state: &Largest) -> Self::Output { state.0.ok_or(Undefined::NoSamples) }
/// }
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0], array![1.5, 1.0, 3.0]);
/// assert_eq!(MaxError.evaluate(&y_true, &y_pred)?, 1.0);
/// laws::check(&MaxError, &y_true, &y_pred, 1)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Observer: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// The sufficient statistics.
    type State: State;

    /// Which arrays the observer takes: truth and prediction, unless it is of values.
    #[doc(hidden)]
    const INPUT: Input = Input::Pairs;

    /// Returns the state of no data.
    fn empty(&self) -> Self::State;

    /// Returns the layout: which shapes pair, whether an element or a row is weighted, and what a
    /// block never splits.
    fn layout(&self) -> Layout {
        Layout::ELEMENTS
    }

    /// Refuses options, given the type of the predictions.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`].
    fn check_options<P: Element>(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Refuses shapes that fit the layout but that the observer cannot take.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for an option that does not fit the shapes, or a shape error.
    fn check_shapes(&self, _: &Shapes<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Adds a block to the state. The pass discards the state after an error.
    ///
    /// # Errors
    ///
    /// The first value that is refused.
    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Self::State,
    ) -> Result<(), Error>;

    /// Completes the state after the last block, where `observe` left work undone.
    fn finish(&self, _: &mut Self::State) {}

    /// Refuses a restored state that does not belong to this observer.
    ///
    /// # Errors
    ///
    /// By default, the errors of merging the state into an empty state.
    fn check_state(&self, state: &Self::State) -> Result<(), Error> {
        self.empty().check_merge(state)
    }
}

/// The derivative of a value by the mean that it is computed from.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slope {
    /// The value is so many times the mean.
    Linear(f64),
    /// The value is a function of the mean with this derivative.
    Curved(f64),
}

/// The state of a measure, which its observer fills.
pub type StateOf<M> = <<M as Measure>::Observer as Observer>::State;

/// A formula and its options, without data. A measure names its observer, and reads a value off the
/// state that the observer fills.
///
/// A new measure of an existing state names the observer and reads a value:
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::state::ConfusionMatrix;
/// use ndarray_metrics::laws;
///
/// /// The share of samples that are of class 0 and predicted so.
/// #[derive(Clone, Debug, PartialEq)]
/// struct FirstCell(Confusion);
///
/// impl Measure for FirstCell {
///     type Observer = Confusion;
///     type Output = Result<f64, Undefined>;
///
///     fn observer(&self) -> Confusion { self.0 }
///
///     fn read(&self, matrix: &ConfusionMatrix) -> Self::Output { matrix.cell(0, 0).ratio(&matrix.total()) }
/// }
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0, 1, 1, 1]);
/// assert_eq!(FirstCell(Confusion::new(2)).evaluate(&y_true, &y_pred)?, 0.25);
/// laws::check(&FirstCell(Confusion::new(2)), &y_true, &y_pred, 1)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Measure: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// The observer, which fills the state.
    type Observer: Observer;

    /// The type of the value: `Result<f64, Undefined>` for one number, a tuple of outputs for a
    /// tuple of measures.
    type Output: Output;

    /// Returns the observer, with its options.
    fn observer(&self) -> Self::Observer;

    /// Refuses options that only [`read`](Self::read) uses. The observer checks the other options.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`].
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Returns the range, the direction and the unit of the value: of each number, if there are several.
    fn scale(&self) -> Scale {
        Scale::ANY
    }

    /// Whether the value is proportional to the weights, as a sum or a count is.
    fn scales_with_weights(&self) -> bool {
        false
    }

    /// Reads the value off a state.
    fn read(&self, state: &StateOf<Self>) -> Self::Output;

    /// Returns the derivative of the value by the mean that it is computed from, `None` if it is the mean.
    #[doc(hidden)]
    fn slope(&self, _: &StateOf<Self>) -> Option<Slope> {
        None
    }

    /// Returns how far a pair of truth and prediction moves each number, for numbers that are read off the moments of one
    /// column each.
    #[doc(hidden)]
    fn influences(&self, _: &StateOf<Self>) -> Vec<Result<Influence, Undefined>> {
        Vec::new()
    }

    /// Returns the standard error, if there is a formula of its own for it.
    #[doc(hidden)]
    fn standard_error(&self, _: &StateOf<Self>) -> Option<Result<f64, Undefined>> {
        None
    }

    /// Whether the value is that of one part, chosen among several by their values, such as the worst bin: it
    /// steps from part to part, and so has no derivative.
    #[doc(hidden)]
    fn selects(&self) -> bool {
        false
    }

    /// Returns how many areas under the ROC curve the value is, apart from a constant; `None` if it is no area.
    #[doc(hidden)]
    fn areas(&self) -> Option<f64> {
        None
    }
}

/// Whether two observers are equal, so that they can share one state.
pub(crate) fn fill_alike<A: Observer, B: Observer>(a: &A, b: &B) -> bool {
    (b as &dyn Any).downcast_ref::<A>() == Some(a)
}

/// Refuses shapes that do not fit the observer's layout, then shapes that the observer refuses.
pub(crate) fn check_shapes<O: Observer>(observer: &O, shapes: &Shapes<'_>) -> Result<(), Error> {
    observer.layout().check(shapes)?;
    observer.check_shapes(shapes)
}
