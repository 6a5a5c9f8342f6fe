//! Calibration of probabilities without bins, in bins of equal weight and by class: what model-diagnostics,
//! scikit-learn and exact arithmetic say of the same batches (`sklearn_calibration.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::arrays::flat;
use super::ranking::{state, value};
use super::readings::{TOLERANCE, compare};

fn norm(reading: &Value) -> CalibrationNorm {
    match reading["options"]["norm"].as_str().expect("a norm") {
        "Expected" => CalibrationNorm::Expected,
        "RootMeanSquare" => CalibrationNorm::RootMeanSquare,
        _ => CalibrationNorm::Maximum,
    }
}

fn num_bins(reading: &Value) -> usize {
    reading["options"]["num_bins"].as_u64().expect("a number") as usize
}

fn found(batch: &Value, reading: &Value) -> Vec<f64> {
    let equal_mass =
        || EqualMassCalibrationError { num_bins: num_bins(reading), norm: norm(reading) };
    match reading["metric"].as_str().expect("a name") {
        "score_decomposition" => parts(batch, reading),
        "recalibration_curve" => curve(batch),
        "equal_mass_calibration_error" => value(equal_mass(), batch),
        "spiegelhalter_z" => flat([state(batch).spiegelhalter_z()]),
        "miscalibration_one_vs_rest" => {
            let mean = OneVsRestAverage::Macro;
            value(Miscalibration::default().averaged_one_vs_rest(mean), batch)
        }
        "equal_mass_one_vs_rest" => {
            value(equal_mass().averaged_one_vs_rest(OneVsRestAverage::Macro), batch)
        }
        "classwise_calibration_error" => {
            let (num_bins, norm) = (num_bins(reading), norm(reading));
            value(ClasswiseCalibrationError { num_bins, norm }, batch)
        }
        other => panic!("no reading is called {other}"),
    }
}

/// The score, miscalibration, discrimination and uncertainty, NaN where the score is infinite.
fn parts(batch: &Value, reading: &Value) -> Vec<f64> {
    let score = match reading["options"]["rule"].as_str() {
        Some("Brier") => ScoringRule::Brier,
        _ => ScoringRule::Logarithmic,
    };
    let (miscalibration, discrimination) = (Miscalibration { score }, Discrimination { score });
    let parts = state(batch).score_decomposition(score);
    let [mean, uncertainty] =
        [parts.map(|parts| parts.mean_score), parts.map(|parts| parts.uncertainty)];
    let measured = [value(miscalibration, batch), value(discrimination, batch)].concat();
    [flat([mean]), measured, flat([uncertainty])].concat()
}

fn curve(batch: &Value) -> Vec<f64> {
    let curve = state(batch).recalibration_curve().expect("forecasts");
    [curve.probabilities, curve.frequencies].into_iter().flatten().collect()
}

#[test]
fn calibrations_have_the_values_of_others() {
    compare(include_str!("../data/sklearn_calibration.json"), 240, |_| TOLERANCE, found);
}
