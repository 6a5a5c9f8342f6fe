//! Measures that are the mean of one term per unit: one formula gives every form.
//!
//! A measure states its unit, the domains of its arguments and its formula. From these follow the
//! unweighted, weighted and masked value, the value per sample, the streaming metric and membership
//! in a tuple.
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::element::difference;
//! use ndarray_metrics::prelude::*;
//!
//! /// Half the squared error up to `delta`, linear beyond it.
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
mod cochran;
mod columns;
mod compared_terms;
mod compensated;
mod explain;
mod fill;
mod left_out;
mod measure;
mod observer;
mod per_sample;
mod sample_terms;
mod terms;
mod units;

pub(crate) use chunks::{each_chunk, each_number, refusal};
pub use cochran::CochransQ;
pub(crate) use cochran::cochrans_q;
pub use columns::ColumnTerms;
#[doc(hidden)]
#[cfg(feature = "collection")]
pub(crate) use compared_terms::of_means;
pub use compared_terms::{KeptSamples, KeptTerms};
pub(crate) use fill::{
    refuse_pairs, refuse_targets, write_checked_terms, write_class_terms, write_row_terms,
    write_sums_of_pairs, write_target_terms, write_terms,
};
pub use left_out::LeftOut;
pub use measure::{Elementwise, Labelled, MeanMeasure, Rowwise, Targeted};
pub use observer::Terms;
pub use per_sample::PerSample;
pub use sample_terms::{ByTotals, SampleTerms};
pub(crate) use sample_terms::{estimate_of_mean, of_totals};
pub use units::{PerElement, PerLabel, PerRow, PerTarget, Unit};
