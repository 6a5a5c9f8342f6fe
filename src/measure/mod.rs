//! The two halves of a metric: an observer fills a state, a measure reads a value off it.

mod tuple;

use std::any::Any;
use std::fmt::Debug;

use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::Error;
use crate::output::Output;
use crate::state::State;

pub use tuple::Member;

/// Which arrays an observer takes.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Truth and prediction.
    Pairs,
    /// One array of values.
    Values,
    /// None: the members of a tuple do not agree.
    Nothing,
}

impl Input {
    /// What two members of a tuple take together.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Pairs, Self::Pairs) => Self::Pairs,
            (Self::Values, Self::Values) => Self::Values,
            _ => Self::Nothing,
        }
    }

    /// What all members of a tuple take.
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
/// The pass over a batch asks [`check_options`](Self::check_options), checks the shapes by
/// [`layout`](Self::layout), asks [`check_shapes`](Self::check_shapes), hands out blocks, and calls
/// [`finish`](Self::finish). The state that is filled is a fresh one. It is merged into a metric's own state only when the whole batch was
/// accepted: that makes an update all or nothing.
///
/// A state of one's own, what fills it and a reading:
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::domain::Domain;
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
/// /// Fills the state with absolute errors.
/// #[derive(Clone, Debug, PartialEq)]
/// struct Sizes;
///
/// impl Observer for Sizes {
///     type State = Largest;
///
///     fn empty(&self) -> Largest {
///         Largest::default()
///     }
///
///     fn observe<T: Element, P: Element>(
///         &self,
///         block: &Block<'_, T, P>,
///         state: &mut Largest,
///     ) -> Result<(), Error> {
///         block.each_pair(Domain::Finite, Domain::Finite, |_, y, p| {
///             state.merge(&Largest(Some((y.to_f64() - p.to_f64()).abs())));
///         })
///     }
/// }
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct MaxError;
///
/// impl Measure for MaxError {
///     type Observer = Sizes;
///     type Output = Result<f64, Undefined>;
///
///     fn observer(&self) -> Sizes {
///         Sizes
///     }
///
///     fn read(&self, largest: &Largest) -> Result<f64, Undefined> {
///         largest.0.ok_or(Undefined::NoSamples)
///     }
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

    /// Which arrays are taken: pairs of truth and prediction, for all but `Mean` and `Sum`.
    #[doc(hidden)]
    const INPUT: Input = Input::Pairs;

    /// The state of no data.
    fn empty(&self) -> Self::State;

    /// What pairs, what a weight counts for, and what a block may not split.
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

    /// Refuses shapes that fit the layout and that the observer cannot take all the same.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for an option that does not fit the shapes, or a shape error.
    fn check_shapes(&self, _: &Shapes<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Adds a block to the state. The state is of no use after an error.
    ///
    /// # Errors
    ///
    /// The first value that is refused.
    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Self::State,
    ) -> Result<(), Error>;

    /// Ends what `observe` began, after the last block.
    fn finish(&self, _: &mut Self::State) {}

    /// Refuses a state that no batch can have filled; what is restored is asked.
    ///
    /// # Errors
    ///
    /// Those of merging the state into an empty one.
    fn check_state(&self, state: &Self::State) -> Result<(), Error> {
        self.empty().check_merge(state)
    }
}

/// The state of a measure: the one that its observer fills.
pub type StateOf<M> = <<M as Measure>::Observer as Observer>::State;

/// A formula and its options, without data: names its observer and reads a value off the state.
///
/// Another reading of a state that exists already is three lines:
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
///     fn observer(&self) -> Confusion {
///         self.0
///     }
///
///     fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
///         matrix.cell(0, 0).ratio(&matrix.total())
///     }
/// }
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0, 1, 1, 1]);
/// assert_eq!(FirstCell(Confusion::new(2)).evaluate(&y_true, &y_pred)?, 0.25);
/// laws::check(&FirstCell(Confusion::new(2)), &y_true, &y_pred, 1)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Measure: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// What fills the state that the value is read off.
    type Observer: Observer;

    /// What is read: `Result<f64, Undefined>` for one number, a tuple of such for a tuple.
    type Output: Output;

    /// The observer of the state.
    fn observer(&self) -> Self::Observer;

    /// Refuses options of the reading; the observer refuses its own.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`].
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Whether the value is proportional to the weights, as a sum or a count is.
    fn scales_with_weights(&self) -> bool {
        false
    }

    /// Reads the value off a state.
    fn read(&self, state: &StateOf<Self>) -> Self::Output;
}

/// Whether two observers fill equal states.
pub(crate) fn fill_alike<A: Observer, B: Observer>(a: &A, b: &B) -> bool {
    (b as &dyn Any).downcast_ref::<A>() == Some(a)
}
