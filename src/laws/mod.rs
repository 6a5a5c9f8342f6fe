//! One call tries the laws that every metric keeps: the metrics of this crate, and your own.
//!
//! [`check`] takes a measure and a batch that the measure accepts, and tries every law on random
//! parts of the batch. It compares bits wherever the library promises bits, not approximate values.
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::laws;
//! use ndarray_metrics::prelude::*;
//!
//! let (y_true, y_pred) = (array![1.0, 2.0, 3.5, -4.0], array![1.5, 2.0, 3.0, 7.0]);
//! laws::check(&MeanSquaredError, &y_true, &y_pred, 1)?;
//! # Ok::<(), laws::BrokenLaw>(())
//! ```
//!
//! | law | claim |
//! |---|---|
//! | acceptance | the batch has at least two samples and is accepted |
//! | split | any split into batches gives the bits of the whole |
//! | order | any order of the samples gives the same bits |
//! | merge | any tree of merges gives the same bits, in any order, with fresh metrics among them |
//! | threads | parts that threads observe and the caller merges give the same bits |
//! | layout | strided, reversed and column-major arrays give the same bits |
//! | instruction set | every instruction set of the processor gives the same bits |
//! | unit weights | weights of 1 and a mask of `true` give the same bits as no weights |
//! | zero weight | a sample of weight 0 is as good as absent, whatever numbers it holds |
//! | powers of two | weights times a power of two give the same bits, or exactly the scaled value if the value is proportional to the weights, unless a product leaves the range of `f64` |
//! | scaled weights | up to rounding, a weight of 2 counts like the sample twice, and a common factor of the weights does not matter unless the value is proportional to the weights |
//! | all or nothing | a refused batch leaves the metric as it was |
//! | no data | without data the value is undefined; an empty batch changes nothing, nor does a batch of weight 0; a reset metric equals a fresh one |
//! | tuple | a member of a tuple gives the same bits as the measure alone |
//!
//! A measure that counts samples, and so refuses weights that are no whole numbers
//! ([`Domain::Repeats`](crate::domain::Domain::Repeats)), is tried with whole ones, and their common factor may matter.
//!
//! With a counting allocator, [`check_cost`] tries one more:
//!
//! | law | claim |
//! |---|---|
//! | cost | over many updates, allocations and bytes per update do not grow, or grow like the logarithm of the data so far |
//!
//! With the feature `serde`, `check_restored` tries three more:
//!
//! | law | claim |
//! |---|---|
//! | resuming | a metric that is stopped after any batch and restored ends in the same bits |
//! | equal bytes | equal metrics are written as equal bytes |
//! | damage | restoring refuses bytes that were cut short or altered |

mod batches;
mod case;
mod compare;
mod cost;
#[cfg(feature = "serde")]
mod restored;
mod states;
mod weights;

use ndarray::{ArrayRef, Dimension};

use crate::element::Element;
use crate::measure::Measure;
use case::{Case, Law};

pub use cost::{Allocated, check_cost};

#[cfg(feature = "serde")]
pub use restored::check_restored;

/// A law that a measure does not keep, with the comparison that failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the law of {law} is broken: {details}")]
#[non_exhaustive]
pub struct BrokenLaw {
    /// The law, such as "split".
    pub law: &'static str,
    /// What was compared, and the two outcomes.
    pub details: String,
}

/// Tries every law on a batch of at least two samples that the measure accepts.
///
/// # Errors
///
/// The first law that is broken.
pub fn check<M, T, D, P, E>(
    measure: &M,
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    seed: u64,
) -> Result<(), BrokenLaw>
where
    M: Measure,
    T: Element,
    P: Element,
    D: Dimension,
    E: Dimension,
{
    let laws: [(&'static str, Law<M, T, P>); 15] = [
        ("acceptance", Case::acceptance),
        ("range", Case::range),
        ("split", Case::split),
        ("order", Case::order),
        ("merge", Case::merge),
        ("threads", Case::threads),
        ("layout", Case::layout),
        ("instruction set", Case::instruction_set),
        ("unit weights", Case::unit_weights),
        ("zero weight", Case::zero_weight),
        ("powers of two", Case::powers_of_two),
        ("scaled weights", Case::scaled_weights),
        ("all or nothing", Case::all_or_nothing),
        ("no data", Case::no_data),
        ("tuple", Case::tuple),
    ];
    Case::new(measure, y_true, y_pred, seed).keeps(&laws)
}
