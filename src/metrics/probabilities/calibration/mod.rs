//! Calibration: whether events occur as often as their probabilities say.

mod binary;
mod class_wise;
mod forecasts;
mod top_label;

pub use binary::{Bins, CalibrationError, calibration_error};
pub use class_wise::{ClassBins, ClasswiseCalibrationError, classwise_calibration_error};
pub use top_label::{TopLabelBins, TopLabelCalibrationError, top_label_calibration_error};
