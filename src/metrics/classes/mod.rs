//! Decisions between classes: accuracy, confusion, agreement, overlap and F-scores.

mod accuracy;
mod agreement;
mod association;
mod categorical_accuracy;
mod confusion;
mod cost;
mod decisions;
mod f_score;
mod hits;
mod image_overlap;
mod images;
mod iou;
pub(super) mod pairs;
mod prediction_sets;
mod raters;
pub(super) mod side;
mod stratified_coverage;
mod top_k;
mod uncertainty;
#[cfg(feature = "serde")]
mod written;

pub use accuracy::*;
pub use agreement::*;
pub use association::{ContingencyCoefficient, CramersV, TschuprowsT};
pub use categorical_accuracy::*;
pub use confusion::*;
pub use cost::*;
pub use decisions::ClassDecisions;
pub use f_score::*;
pub use image_overlap::ImageOverlap;
pub use images::*;
pub(super) use iou::check_targets;
pub use iou::{Iou, MeanIou, OneHotIou, OneHotMeanIou};
pub use prediction_sets::*;
pub use raters::*;
pub use stratified_coverage::*;
pub use top_k::*;
pub use uncertainty::*;
