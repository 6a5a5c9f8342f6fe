//! Evaluation metrics for machine-learning models on [`ndarray`] arrays, with the names and numbers
//! of Keras 3.
//!
//! Every metric evaluates one batch, or runs over many: it takes batches, merges with other
//! metrics, and gives the same bits however the data was split. A mean also gives one value per
//! sample.
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::prelude::*;
//!
//! let (y_true, y_pred) = (array![0, 1, 1, 0], array![0.2_f32, 0.8, 0.4, 0.6]);
//! assert_eq!(metrics::binary_accuracy(&y_true, &y_pred)?, 0.5);
//! assert_eq!(BinaryAccuracy { threshold: 0.7 }.evaluate(&y_true, &y_pred)?, 0.75);
//! # Ok::<(), Error>(())
//! ```
//!
//! Arrays of any kind are taken by reference: owned arrays, views, slices, columns, static and
//! dynamic dimensions, in any memory layout. [`metrics`] lists the forms that a metric has.
//!
//! # Five nouns
//!
//! A **sample shape** is the shape of one sample, without the batch axis. Checking an array against
//! it returns the number of samples, or an error that says what to change ([`shape`]).
//!
//! ```
//! use ndarray::Array;
//! use ndarray_metrics::shape::SampleShape;
//!
//! let series = SampleShape::new([None, Some(1)]); // any number of time steps, one feature
//! assert_eq!(series.check(&Array::<f32, _>::zeros((1000, 50, 1))), Ok(1000));
//! assert!(series.check(&Array::<f32, _>::zeros((1000, 50))).is_err());
//! ```
//!
//! A **measure** is a formula with its options and no data: a struct whose fields are the options
//! ([`Measure`]).
//!
//! ```
//! # use ndarray::array;
//! # use ndarray_metrics::prelude::*;
//! # let (y_true, y_pred) = (array![1, 0], array![2.0, -2.0]);
//! let measure = BinaryCrossentropy { from_logits: true, ..Default::default() };
//! let loss = measure.evaluate(&y_true, &y_pred)?;
//! # assert!((loss - (-2_f64).exp().ln_1p()).abs() < 1e-15);
//! # Ok::<(), Error>(())
//! ```
//!
//! A **state** is what a measure remembers of its data: plain data that merges ([`state`]). It
//! knows neither the element type nor the dimension of an array.
//!
//! An **observer** says how samples fill a state ([`Observer`]). A measure names its observer and
//! reads a value off the state, so that several measures may read one state.
//!
//! ```
//! # use ndarray::array;
//! # use ndarray_metrics::prelude::*;
//! let mut stream = MeanSquaredError.streaming();
//! stream.update(&array![1.0, 2.0], &array![4.0, 5.0])?;
//! assert_eq!(stream.result(), Ok(9.0));
//! assert_eq!(RootMeanSquaredError.read(stream.state()), Ok(3.0));
//! # Ok::<(), Error>(())
//! ```
//!
//! A **metric** is a running evaluation, a measure together with its state ([`Metric`]). A tuple of
//! measures reads each batch once for all its members, and keeps one state for equal observers.
//!
//! ```
//! # use ndarray::array;
//! # use ndarray_metrics::prelude::*;
//! let mut stream = (MeanSquaredError, MeanAbsoluteError).streaming();
//! stream.update(&array![0.0, 3.0], &array![1.0, 3.0])?;
//! let mut other = stream.clone();
//! other.reset();
//! other.update(&array![5.0], &array![7.0])?;
//! stream.merge(&other)?;
//! assert_eq!(stream.result(), (Ok(5.0 / 3.0), Ok(1.0)));
//! # Ok::<(), Error>(())
//! ```
//!
//! # What is promised
//!
//! - **Same bits.** A result depends on the multiset of (truth, prediction, weight) alone: the same
//!   `f64` for any batch split, sample order, merge tree, thread count, memory layout and
//!   instruction set. Sums are exact, as whole multiples of 2^-1074
//!   ([`ExactSum`](state::ExactSum)), and rounded when they are read. Inside one row of classes the
//!   order of the classes is fixed.
//! - **Right digits.** Arithmetic is `f64` for every element type. A mean is within 0.51 ulp of the
//!   exact quotient of its two sums; each metric states the error of its terms. Logarithm and
//!   exponential are within 1 ulp and the same on every platform ([`math`]).
//! - **All or nothing.** A refused batch leaves a metric bit for bit as it was. No input
//!   panics.
//! - **Undefined is said.** Without samples, with a total weight or a denominator of zero, or
//!   beyond the range of `f64`, a result is a typed [`Undefined`], not 0 and not NaN. An empty
//!   batch is accepted and changes nothing. `result().unwrap_or(0.0)` is the caller's choice.
//! - **No guessing.** Shapes are equal or refused, never broadcast or squeezed. Predictions are
//!   probabilities unless `from_logits` says otherwise. A number that is not finite, a label out of
//!   range and a probability outside [0, 1] are refused; the error names the argument, the index
//!   and what to change ([`Error`], [`domain`]).
//! - **Any element type.** `f32`, `f64`, integers up to 64 bits and `bool`, truth and prediction
//!   each of its own ([`element`]). Two integers are subtracted exactly; labels are never rounded.
//! - **One weight rule.** Weights carry leading axes and count for everything under them; a mask is
//!   an array of `bool` weights. A number of weight 0 is not looked at: padding may hold anything.
//! - **Keras's numbers.** Names, defaults and conventions of Keras 3.15.1, and its values within
//!   1e-6, except where the table below says otherwise.
//!
//! [`laws::check`] tests these promises for any measure and any batch.
//!
//! # Conventions
//!
//! - **Arguments:** truth first, then prediction, then weights, as in Keras and scikit-learn.
//! - **Axes:** the batch axis is the first, classes lie along the last. Keras's `axis` is not
//!   copied, because a view permutes axes for free: `array.view().permuted_axes([0, 2, 1])`.
//! - **Units:** a mean is over units, Σw·ℓ/Σw: over elements, or over rows where a row of classes
//!   is one unit. A longer sample has more units, whichever batch it came in.
//! - **Weights:** of shape `[batch]`, `[batch, time]`, .. up to that of the units; finite and at
//!   least 0. Without weights every weight is 1.
//! - **Labels:** binary labels are exactly 0 and 1, `bool` included; class labels are whole numbers
//!   from 0 on; the truth of a crossentropy may be soft, in [0, 1].
//! - **Thresholds and epsilons** are rounded to the prediction's type before they are used, as in
//!   Keras. A score equal to a threshold is negative; among equal scores the lowest class wins.
//! - **Per sample** is one number per index of the batch axis: the mean over the sample's units,
//!   NaN where it has no weight.
//!
//! # Metrics
//!
#![doc = include_str!("metrics.md")]
//!
//! Two differences hold for all metrics. Where Keras broadcasts, squeezes, lets NaN through or
//! gives 0 for no data, the input is refused or the result [`Undefined`]. And all means pool units:
//! Keras averages within a sample first, and most of its metrics within a batch of rank 1, so that
//! the share of an element depends on the length of its sample or batch there.
//!
//! # Where to read on
//!
//! - [`metrics`]: the forms of a metric, and each with its formula, shapes, error bound and
//!   example.
//! - [`report`]: classification and regression reports, confusion matrices with names.
//! - [`mean`]: a mean of your own in ten lines, or in one with [`MeanOf`](metrics::MeanOf).
//! - [`Measure`]: another value of an existing state; [`Observer`]: a state of your own.
//! - [`laws`]: one call that tests a metric of your own.
//! - `collection` (feature `collection`): metrics by name, chosen at run time.
//! - [`guide`]: choosing a metric; weights and masks; streaming and merging; coming from Keras,
//!   scikit-learn, torchmetrics or linfa; more than fifty wrong answers of other libraries, and the
//!   answers of this crate.
//! - [`shape`]: shapes of samples and of several inputs.
//! - [`Error`] and [`Undefined`]: every reason to refuse an input, and every reason for no value.
//! - [`InstructionSet`]: limits the instructions in use, to test that results do not depend on
//!   them.
//!
//! # Features
//!
//! None is on by default.
//!
//! - `collection`: collections of metrics that are chosen at run time, by name or from a
//!   configuration file. They are compiled in this crate, once.
//! - `half`: arrays of `f16` and `bf16`.
//! - `rayon` evaluates a large batch on all cores, with the same bits as on one.
//! - `serde` writes a running metric, as bytes ([`Streaming`]'s `to_bytes`) or in any format of
//!   serde, and restores it ([`Streaming`]'s `restore` and `restore_from`): the restored metric
//!   goes on with the same bits. Version, measure, options and a checksum are written and checked.
//!   States can be written by themselves, too. A checksum finds damage, not forgery: whoever can
//!   write a checkpoint can write its checksum. What is restored is held to what data can make, so
//!   that a forged state still reads as a possible value; to know who wrote it, sign the bytes with a
//!   message authentication code (HMAC) or a signature, and verify them before `restore`.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)
)]

mod batch;
mod bootstrap;
#[cfg(feature = "collection")]
pub mod collection;
pub mod comparison;
pub mod domain;
pub mod element;
mod error;
mod evaluate;
mod exact;
mod groups;
pub mod guide;
mod kernel;
mod known;
pub mod laws;
pub mod mean;
mod measure;
mod metric;
pub mod metrics;
mod output;
mod pass;
pub mod prelude;
pub mod report;
mod scale;
pub mod shape;
pub mod state;
mod text;
pub mod uncertainty;
mod windows;

// Optional features come last, so that their methods are documented after the others.
#[cfg(feature = "serde")]
mod checkpoint;

pub use batch::{Block, Layout, Shapes};
pub use bootstrap::Bootstrap;
pub use comparison::{Comparison, StreamingComparison};
pub use error::{Error, Undefined};
pub use evaluate::Evaluate;
pub use groups::{
    ByGroup, GroupEstimates, GroupNumbers, GroupRates, Grouped, OneQuery, QueryItems,
};
pub use kernel::{InstructionSet, math};
pub use known::known;
pub use measure::{ByColumn, Measure, Member, Observer, StateOf};
#[doc(hidden)]
pub use measure::{Input, Slope};
pub use metric::{Metric, Streaming};
pub use output::{OneNumber, Output};
pub use scale::{Direction, Scale, Unit};
pub use uncertainty::{Estimate, Interval, Replicates, WithError};
pub use windows::{HoppingWindows, SlidingWindow};

/// Runs the README's examples with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
