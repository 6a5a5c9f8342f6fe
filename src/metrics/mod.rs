//! Metrics under Keras's names: a struct for each, with its options as fields, and a function that
//! computes it in one call with Keras's defaults.
//!
//! Truth comes first, as in Keras and scikit-learn. Every metric has every form:
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

mod accuracy;
mod crossentropy;
mod regression;

pub use accuracy::{
    BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy, binary_accuracy,
    categorical_accuracy, sparse_categorical_accuracy,
};
pub use crossentropy::{
    BinaryCrossentropy, CategoricalCrossentropy, EPSILON, SparseCategoricalCrossentropy,
    binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy,
};
pub use regression::{
    MeanAbsoluteError, MeanSquaredError, mean_absolute_error, mean_squared_error,
};
