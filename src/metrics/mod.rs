//! Metrics under Keras's names: a struct for each, with its options as fields, and a function that
//! computes it in one call with Keras's defaults.
//!
//! Truth comes first, as in Keras and scikit-learn. Every metric has these forms (values per sample
//! are for means):
//!
//! | form | call |
//! |---|---|
//! | function | `metrics::mean_squared_error(&y_true, &y_pred)?` |
//! | with options | `BinaryAccuracy { threshold: 0.8 }.evaluate(&y_true, &y_pred)?` |
//! | weighted, masked | `MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &weights)?` |
//! | per sample | `MeanSquaredError.per_sample(&y_true, &y_pred)?` |
//! | streaming, merged | `let mut m = MeanSquaredError.streaming(); m.update(..)?; m.merge(&other)?; m.result()?` |
//! | in a tuple, one pass for all | `(MeanSquaredError, MeanAbsoluteError).streaming()` |
//!
//! Classes lie along the last axis. Keras's `axis` is not copied: `array.view().permuted_axes(..)`
//! puts any axis last without copying.

mod binary;
mod classes;
mod clustering;
mod column_weights;
mod columns;
mod epsilon;
mod forecasts;
mod multilabel;
mod probabilities;
mod rank_correlation;
mod ranking;
mod regression;
mod retrieval;
mod survival;
mod values;
mod zero_division;

pub use binary::*;
pub use classes::*;
pub use clustering::*;
pub use column_weights::{ColumnValues, FixedColumns, WeightedColumns};
pub use columns::*;
pub use epsilon::KERAS_EPSILON;
pub use forecasts::*;
pub use multilabel::*;
pub use probabilities::*;
pub use rank_correlation::*;
pub use ranking::*;
pub use regression::*;
pub use retrieval::*;
pub use survival::*;
pub use values::*;
