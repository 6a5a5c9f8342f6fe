//! Predicted against true classes: the states of metrics of classes, and their readings.

mod agreement;
mod association;
mod average;
mod beta;
mod binary;
mod confusion;
mod cost;
mod counts;
mod dense;
mod diagnostics;
mod scores;
mod totals;

pub use agreement::KappaWeights;
pub(crate) use average::mean_of_defined;
pub use average::{Average, ClassAverage, PerClass, Quotient, Quotients};
pub(crate) use beta::{check_beta, square_of};
pub use confusion::ConfusionMatrix;
pub(crate) use confusion::check_classes;
pub use counts::ClassCounts;
pub use dense::Normalize;
