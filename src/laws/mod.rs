//! The laws that every metric keeps, as one call: for the metrics of this crate, and for yours.
//!
//! [`check`] takes a measure and a batch that it accepts, and tries every law on random parts of
//! it. It compares bits, not approximate values, wherever the library promises bits.
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
//! | law | what it says |
//! |---|---|
//! | acceptance | the batch has at least two samples and is accepted |
//! | split | any split into batches gives the bits of the whole |
//! | order | any order of the samples does |
//! | merge | any tree of merges does, in any order, with fresh metrics among them |
//! | threads | parts that were observed on threads do |
//! | layout | strided, reversed and column-major arrays do |
//! | instruction set | every set of instructions that the processor has does |
//! | unit weights | weights of 1 and a mask of `true` are no weights |
//! | zero weight | a sample of weight 0 is absent, whatever it holds |
//! | powers of two | weights times a power of two give the same bits (the value scaled, for a value that is proportional to the weights) |
//! | scaled weights | a weight of 2 is the sample twice, and the scale of weights does not matter, but for rounding |
//! | all or nothing | a batch that is refused leaves no trace |
//! | no data | without data there is no value; an empty batch and one without weight change nothing; a metric that was reset is a fresh one |
//! | tuple | a member of a tuple gives what it gives alone |
//!
//! With an allocator that counts, [`check_cost`] tries one more:
//!
//! | law | what it says |
//! |---|---|
//! | cost | over many updates, allocations and bytes of an update do not grow, or grow like the logarithm of what was seen |
//!
//! With the feature `serde`, `check_restored` tries three more:
//!
//! | law | what it says |
//! |---|---|
//! | resuming | a metric that is killed and restored between any batches ends in the same bits |
//! | equal bytes | equal metrics are written as equal bytes |
//! | damage | bytes that were cut short or altered are refused |

mod batches;
mod case;
mod compare;
mod cost;
mod random;
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

/// A law that a measure does not keep, and how it showed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the law of {law} is broken: {details}")]
#[non_exhaustive]
pub struct BrokenLaw {
    /// The law, such as "split".
    pub law: &'static str,
    /// What was compared.
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
    let laws: [(&'static str, Law<M, T, P>); 14] = [
        ("acceptance", Case::acceptance),
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
