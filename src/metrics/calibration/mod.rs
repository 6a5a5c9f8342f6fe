//! Whether probabilities mean what they say.

mod binary;
mod brier;
mod forecasts;
mod top_label;

pub use binary::{CalibrationError, calibration_error};
pub use brier::{BrierScore, brier_score};
pub use top_label::{TopLabelCalibrationError, top_label_calibration_error};

/// As many bins as Guo et al. and torchmetrics take.
const NUM_BINS: usize = 15;
