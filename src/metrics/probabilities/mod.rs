//! Predicted probabilities, logits and margins: crossentropies, divergences, hinges, the Brier
//! score and calibration.

mod brier;
mod calibration;
mod crossentropy;
mod divergence;
mod hinge;

pub use brier::*;
pub use calibration::*;
pub use crossentropy::*;
pub use divergence::*;
pub use hinge::*;
