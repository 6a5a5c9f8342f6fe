//! Binary decisions: scores above a threshold are positive. Counts and rates at one or several
//! thresholds, operating points, areas on a grid of thresholds, overlap.

mod agreement;
mod area;
mod at_thresholds;
mod auc;
mod counts;
mod curve_counts;
mod decisions;
mod discovery;
mod error_rates;
mod f_score;
mod geometric_means;
mod informedness;
mod iou;
pub(super) mod ladder;
mod likelihood;
mod operating_point;
mod precision_recall;
mod prevalence;
mod rates;
mod scored;

pub use agreement::*;
pub use area::{Curve, Summation};
pub use at_thresholds::*;
pub use auc::*;
pub use counts::*;
pub use curve_counts::{CurveCounts, Thresholds};
pub use decisions::Decisions;
pub use discovery::*;
pub use error_rates::*;
pub use f_score::*;
pub use geometric_means::*;
pub use informedness::*;
pub use iou::*;
pub use likelihood::*;
pub use operating_point::*;
pub use precision_recall::*;
pub use prevalence::*;
pub use rates::*;
