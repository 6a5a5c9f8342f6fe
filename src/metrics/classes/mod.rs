//! Metrics of classes: confusion, agreement, overlap and F-scores.

mod agreement;
mod binary_iou;
mod confusion;
mod decisions;
mod f_score;
mod iou;
mod pairs;
mod reading;

pub use agreement::{BalancedAccuracy, CohenKappa, MatthewsCorrelation};
pub use binary_iou::{BinaryIou, binary_iou};
pub use confusion::{Confusion, confusion_matrix};
pub use f_score::{F1Score, FBetaScore, f_beta_score, f1_score};
pub use iou::{Iou, MeanIou, OneHotIou, OneHotMeanIou};
