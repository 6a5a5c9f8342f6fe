//! Predicted probabilities, logits and margins: crossentropies, divergences, hinges, Brier scores and
//! other scores of probabilities, and calibration.

mod brier;
mod calibration;
mod categorical_brier;
mod class_losses;
mod crossentropy;
mod distribution;
mod divergence;
mod hinge;
mod jensen_shannon;
mod ranked_probability;
mod skill;
mod spherical;

pub use brier::*;
pub use calibration::*;
pub use categorical_brier::*;
pub use class_losses::ClassLosses;
pub use crossentropy::*;
pub use divergence::*;
pub use hinge::*;
pub use jensen_shannon::*;
pub use ranked_probability::*;
pub use skill::*;
pub use spherical::*;
