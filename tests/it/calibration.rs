//! Calibration and the Brier score: torchmetrics's values, the naive definition, exact arithmetic, and
//! the ends. (scikit-learn's values are in `golden/reports.rs`.)

mod definitions;
mod recalibration;
mod refusals;

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;

use crate::cases::cases;
use crate::data::Random;
use crate::npy::read;

const NORMS: [CalibrationNorm; 3] =
    [CalibrationNorm::Expected, CalibrationNorm::RootMeanSquare, CalibrationNorm::Maximum];

fn near(found: f64, expected: f64) {
    let allowed = 1e-12 * expected.abs().max(1e-3);
    assert!((found - expected).abs() <= allowed, "{found}, expected {expected}");
}

/// torchmetrics adds up in `f32`: its 0.068054654 is 0.068055221 in `f64`.
fn near_f32(found: Result<f64, Error>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() <= 1e-5 * expected, "{found}, expected {expected}");
}

/// `BinaryCalibrationError` of torchmetrics 1.9.0 for the breast cancer predictions, by number of
/// bins and norm (l1, l2, max).
#[test]
fn torchmetrics_says_the_same_of_probabilities() {
    let y: Array1<u8> = read("breast_cancer_labels.npy");
    let p: Array1<f32> = read("breast_cancer_probabilities.npy");
    for (num_bins, expected) in [
        (5, [0.012049518315782758, 0.022737853222669545, 0.11784174293279648]),
        (10, [0.016523495028260584, 0.046731888844851216, 0.24275751411914825]),
        (15, [0.02085756039865294, 0.0630949123198294, 0.6825312972068787]),
    ] {
        for (norm, expected) in NORMS.into_iter().zip(expected) {
            let measure = CalibrationError { num_bins, norm, from_logits: false };
            near_f32(measure.evaluate(&y, &p), expected);
        }
    }
    near_f32(metrics::calibration_error(&y, &p), 0.02085756039865294);
}

/// `MulticlassCalibrationError(num_classes=10)` of torchmetrics 1.9.0 for the digits.
#[test]
fn torchmetrics_says_the_same_of_top_labels() {
    let y: Array1<u8> = read("digits_labels.npy");
    let p: Array2<f32> = read("digits_probabilities.npy");
    for (num_bins, expected) in [
        (5, [0.06805465370416641, 0.0813164934515953, 0.18017691373825073]),
        (10, [0.06983437389135361, 0.09176191687583923, 0.2665938436985016]),
        (15, [0.06892727315425873, 0.09515979886054993, 0.2436974048614502]),
    ] {
        for (norm, expected) in NORMS.into_iter().zip(expected) {
            let measure = TopLabelCalibrationError { num_bins, norm, from_logits: false };
            near_f32(measure.evaluate(&y, &p), expected);
        }
    }
    near_f32(metrics::top_label_calibration_error(&y, &p), 0.06892727315425873);
}

/// A bound belongs to the bin below it, in the prediction's own type, 0 to the first bin.
#[test]
fn bounds_of_bins() {
    let tenths = Array1::from_iter((0..=10).map(|i| i as f64 / 10.0));
    let y = Array1::from_elem(11, true);
    let wide =
        CalibrationError { num_bins: 10, ..Default::default() }.state_of(&y, &tenths).unwrap();
    let narrow = CalibrationError { num_bins: 10, ..Default::default() }
        .state_of(&y, &tenths.mapv(|p| p as f32))
        .unwrap();
    for state in [wide, narrow] {
        let counts: Vec<_> = state.bins().iter().map(|bin| bin.weight().value().unwrap()).collect();
        assert_eq!(counts, [2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
        let curve = state.curve().unwrap();
        assert_eq!((curve.lower[3], curve.upper[3]), (0.3, 0.4));
        assert_eq!(curve.weights.sum(), 11.0);
    }
    let above = CalibrationError { num_bins: 10, ..Default::default() }
        .state_of(&array![true], &array![0.3_f64.next_up()])
        .unwrap();
    assert_eq!(above.curve().unwrap().lower, array![0.3]);
}

/// Every bound of every number of bins, and its neighbours, go where comparing puts them.
#[test]
fn every_bound_of_every_number_of_bins() {
    for bins in [1, 2, 3, 7, 10, 13, 15, 49, 100, 4096] {
        let edges = CalibrationError { num_bins: bins, ..Default::default() }
            .state_of(&array![0], &array![0.5])
            .unwrap()
            .edges();
        assert_eq!((edges.len(), edges[0], edges[bins]), (bins + 1, 0.0, 1.0));
        for (i, &edge) in edges.iter().enumerate().step_by(1 + bins / cases(20, 60)) {
            for p in [edge.next_down(), edge, edge.next_up()] {
                let bin = edges[1..bins].iter().filter(|&&bound| bound < p).count();
                let state = CalibrationError { num_bins: bins, ..Default::default() }
                    .state_of(&array![1], &array![p])
                    .unwrap();
                let found = state.bins().iter().position(|bin| !bin.weight().is_zero());
                assert_eq!(found, Some(bin), "{p} at bound {i} of {bins} bins");
            }
        }
    }
}

#[test]
fn what_is_beyond_by_rounding_is_certain() {
    let (y, p) = (array![0, 1], array![-1e-7_f64, 1.0 + 1e-7]);
    assert_eq!(metrics::brier_score(&y, &p), Ok(0.0));
    assert_eq!(metrics::calibration_error(&y, &p), Ok(0.0));
    let rows = array![[1.0 + 1e-7, -1e-7]];
    assert_eq!(metrics::top_label_calibration_error(&array![0], &rows), Ok(0.0));
}

/// Probabilities computed from logits, in each of the three.
#[test]
fn logits_are_probabilities() {
    let mut random = Random(3);
    let z = Array1::from_iter((0..200).map(|_| 12.0 * (random.unit() - 0.5)));
    let y = random.labels(200, 2);
    let p = z.mapv(|z| 1.0 / (1.0 + (-z).exp()));
    near(
        BrierScore { from_logits: true }.evaluate(&y, &z).unwrap(),
        metrics::brier_score(&y, &p).unwrap(),
    );
    let logits = CalibrationError { from_logits: true, ..Default::default() };
    near(logits.evaluate(&y, &z).unwrap(), metrics::calibration_error(&y, &p).unwrap());

    let (y, z) = (random.labels(90, 4), random.logits(90, 4));
    let mut p = z.mapv(f64::exp);
    p.rows_mut().into_iter().for_each(|mut row| row /= row.sum());
    let logits = TopLabelCalibrationError { from_logits: true, ..Default::default() };
    near(logits.evaluate(&y, &z).unwrap(), metrics::top_label_calibration_error(&y, &p).unwrap());
}

/// A sure and right logit costs what is left of 1, which 1 − p loses.
#[test]
fn logits_do_not_saturate() {
    let logits = BrierScore { from_logits: true };
    near(logits.evaluate(&array![1], &array![50.0]).unwrap(), (-100_f64).exp());
    near(logits.evaluate(&array![0], &array![-50.0]).unwrap(), (-100_f64).exp());
    let ends = array![f64::NEG_INFINITY, f64::NEG_INFINITY];
    assert_eq!(logits.evaluate(&array![0, 1], &ends), Ok(0.5));
}

/// Among equally probable classes the lowest is the favourite.
#[test]
fn ties_of_rows_go_to_the_lowest_class() {
    let rows = array![[0.5, 0.5], [0.5, 0.5]];
    assert_eq!(metrics::top_label_calibration_error(&array![0, 0], &rows), Ok(0.5));
    assert_eq!(metrics::top_label_calibration_error(&array![1, 1], &rows), Ok(0.5));
    assert_eq!(metrics::top_label_calibration_error(&array![0, 1], &rows), Ok(0.0));
}

/// Where each bin holds one probability, both states see the same.
#[test]
fn bins_and_distinct_scores_agree() {
    let mut random = Random(17);
    let p = Array1::from_iter((0..500).map(|_| (0.5 + random.below(8) as f64) / 8.0));
    let y = p.mapv(|p| random.unit() < p * p);
    let w = Array1::from_iter((0..500).map(|_| 0.1 + random.unit()));
    let bins = CalibrationError { num_bins: 8, ..Default::default() }
        .state_of_weighted(&y, &p, &w)
        .unwrap();
    let distinct = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
    let (a, b) = (bins.curve().unwrap(), distinct.reliability_curve().unwrap());
    assert_eq!((&a.mean_predictions, &a.weights), (&b.mean_predictions, &b.weights));
    assert!(b.lower == b.upper && b.lower == b.mean_predictions);
    a.frequencies.iter().zip(&b.frequencies).for_each(|(&a, &b)| near(a, b));
    let (a, b) = (bins.brier_decomposition().unwrap(), distinct.brier_decomposition().unwrap());
    for (a, b) in [
        (a.reliability, b.reliability),
        (a.resolution, b.resolution),
        (a.uncertainty, b.uncertainty),
        (a.generalised_resolution(), b.generalised_resolution()),
        (a.skill_score().unwrap(), b.skill_score().unwrap()),
    ] {
        near(a, b);
    }
    assert_eq!((a.within_bin_variance, a.within_bin_covariance), (0.0, 0.0));
}
