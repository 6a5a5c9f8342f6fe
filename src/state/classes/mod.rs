//! What was predicted for which class: the state of every metric of classes, and its readings.

mod agreement;
mod averaging;
mod cells;
mod confusion;
mod outcomes;
mod scores;

pub use agreement::Disagreement;
pub use averaging::{Averages, Averaging, PerClass};
pub(crate) use confusion::check_classes;
pub use confusion::{ConfusionMatrix, Share};
pub use outcomes::ClassOutcomes;
