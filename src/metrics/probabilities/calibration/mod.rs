//! Whether probabilities mean what they say.

mod binary;
mod forecasts;
mod top_label;

pub use binary::{Bins, CalibrationError, calibration_error};
pub use top_label::{TopLabelBins, TopLabelCalibrationError, top_label_calibration_error};

/// As many bins as Guo et al. and torchmetrics take.
const NUM_BINS: usize = 15;
