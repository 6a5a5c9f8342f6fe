//! Calibration without bins, and in bins of equal weight: values by hand, and what they keep whatever the
//! forecasts are.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::RankedScores;

use super::near;
use crate::data::Random;

const RULES: [ScoringRule; 2] = [ScoringRule::Brier, ScoringRule::Logarithmic];

/// Truth 0, 1, 0, 1 and probabilities 0.2, 0.3, 0.6, 0.8.
fn four() -> RankedScores {
    RocAuc.state_of(&array![0, 1, 0, 1], &array![0.2, 0.3, 0.6, 0.8]).expect("four forecasts")
}

#[test]
fn four_forecasts_by_hand() {
    let curve = four().recalibration_curve().unwrap();
    assert_eq!(curve.probabilities, array![0.2, 0.3, 0.6, 0.8]);
    assert_eq!(curve.frequencies, array![0.0, 0.5, 0.5, 1.0]);
    assert_eq!(curve.weights, array![1.0, 1.0, 1.0, 1.0]);
    let parts = four().score_decomposition(ScoringRule::Brier).unwrap();
    near(parts.mean_score, 0.2325);
    near(parts.miscalibration, 0.1075);
    assert_eq!((parts.discrimination, parts.uncertainty), (0.125, 0.25));
    let parts = four().score_decomposition(ScoringRule::Logarithmic).unwrap();
    // −(ln 0.8 + ln 0.3 + ln 0.4 + ln 0.8)/4, less ln 2 over 2, ln 2 over 2, ln 2.
    let score = -(0.8 * 0.3 * 0.4 * 0.8_f64).ln() / 4.0;
    let ln_2 = std::f64::consts::LN_2;
    near(parts.mean_score, score);
    near(parts.miscalibration, score - ln_2 / 2.0);
    near(parts.discrimination, ln_2 / 2.0);
    near(parts.uncertainty, ln_2);
    assert!((parts.miscalibration - 0.295064).abs() < 1e-6);
}

/// Weights of very different sizes, so that totals are no `f64`s.
fn weights(random: &mut Random, n: usize) -> Array1<f64> {
    (0..n).map(|_| 10_f64.powi(random.below(9) as i32 - 4) * (0.1 + random.unit())).collect()
}

/// Forecasts with ties and weights.
fn random(seed: u64, n: usize, steps: f64) -> RankedScores {
    let mut random = Random(seed);
    let (y, p) = (random.labels(n, 2), random.probabilities(n).mapv(|p| (steps * p).round()));
    let w = weights(&mut random, n);
    RocAuc.state_of_weighted(&y, &(p / steps), &w).expect("forecasts")
}

#[test]
fn parts_add_up_and_frequencies_rise() {
    for seed in 0..30 {
        let state = random(seed, 200, 40.0);
        let curve = state.recalibration_curve().unwrap();
        assert!(curve.frequencies.iter().is_sorted() && curve.probabilities.iter().is_sorted());
        let parts = state.score_decomposition(ScoringRule::Brier).unwrap();
        let sum = parts.miscalibration - parts.discrimination + parts.uncertainty;
        near(parts.mean_score, sum);
        near(parts.mean_score, state.brier_decomposition().unwrap().brier_score());
        assert!(parts.miscalibration >= 0.0 && parts.discrimination >= 0.0);
        assert!(parts.discrimination <= parts.uncertainty);
        assert_eq!(state.miscalibration(ScoringRule::Brier), Ok(parts.miscalibration));
        let log = state.discrimination(ScoringRule::Logarithmic).unwrap();
        assert!((0.0..=std::f64::consts::LN_2).contains(&log));
    }
}

/// Cross products of weights are beyond the digits of an `f64`.
#[test]
fn blocks_do_not_depend_on_rounding() {
    let weights = array![0.1, 0.2, 0.3, 0.6, 1e-20, 2e-20];
    let (y, p) = (array![1, 0, 1, 0, 1, 0], array![0.1, 0.1, 0.2, 0.2, 0.3, 0.3]);
    let state = RocAuc.state_of_weighted(&y, &p, &weights).unwrap();
    let frequencies = state.recalibration_curve().unwrap().frequencies;
    assert!(frequencies.iter().is_sorted());
    // 2^40 of 3·2^40 samples, and 2^40 of 3·2^40 + 1: out of order.
    let mut state = RankedScores::default();
    let many = 2_f64.powi(40);
    for (p, positive, weight) in [
        (0.2, true, many),
        (0.2, false, 2.0 * many),
        (0.4, true, many),
        (0.4, false, 2.0 * many),
        (0.4, false, 1.0),
    ] {
        state.add(p, positive, weight).unwrap();
    }
    let parts = |state: &RankedScores| state.discrimination(ScoringRule::Brier).unwrap();
    assert_eq!(parts(&state), 0.0);
    state.add(0.4, true, 1.0).unwrap();
    assert!(parts(&state) > 0.0 && parts(&state) < 1e-24);
}

/// Any split and any order give the same bits, and weights of any size the same parts.
#[test]
fn parts_have_the_same_bits_in_any_order() {
    let mut random = Random(5);
    let n = 300;
    let (y, p) = (random.labels(n, 2), random.probabilities(n).mapv(|p| (30.0 * p).round() / 30.0));
    let w = weights(&mut random, n);
    let whole = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
    let mut parts = RankedScores::default();
    for i in (0..n).rev() {
        parts.add(p[i], y[i] == 1, w[i]).unwrap();
    }
    for size in [2_f64.powi(-300), 2_f64.powi(300)] {
        let sized = RocAuc.state_of_weighted(&y, &p, &w.mapv(|w| w * size)).unwrap();
        for rule in RULES {
            assert_eq!(whole.score_decomposition(rule), sized.score_decomposition(rule));
            assert_eq!(whole.score_decomposition(rule), parts.score_decomposition(rule));
        }
        let error = |state: &RankedScores| {
            state.equal_mass_calibration_error(7, CalibrationNorm::RootMeanSquare)
        };
        assert_eq!((error(&whole), error(&whole)), (error(&sized), error(&parts)));
    }
}

/// A term 0·ln 0 is 0; a certain probability that is wrong has an infinite score.
#[test]
fn certain_forecasts() {
    let right = RocAuc.state_of(&array![0, 1], &array![0.0, 1.0]).unwrap();
    for rule in RULES {
        let parts = right.score_decomposition(rule).unwrap();
        assert_eq!((parts.mean_score, parts.miscalibration), (0.0, 0.0));
        assert_eq!(parts.discrimination, parts.uncertainty);
    }
    for wrong in [array![0.0, 0.5], array![0.5, 1.0]] {
        let state = RocAuc.state_of(&array![1, 0], &wrong).unwrap();
        let log = ScoringRule::Logarithmic;
        assert_eq!(state.score_decomposition(log), Err(Undefined::RuledOut));
        assert_eq!(state.miscalibration(log), Err(Undefined::RuledOut));
        assert_eq!(state.discrimination(log), Ok(0.0));
        assert_eq!(state.miscalibration(ScoringRule::Brier), Ok(1.25 / 2.0 - 0.25));
    }
    // The least number above 0 is a probability.
    let bold = RocAuc.state_of(&array![1, 0], &array![f64::from_bits(1), 0.5]).unwrap();
    let least = 1074.0 * std::f64::consts::LN_2;
    near(bold.score_decomposition(ScoringRule::Logarithmic).unwrap().mean_score, {
        (least + std::f64::consts::LN_2) / 2.0
    });
}

#[test]
fn one_class_has_no_uncertainty() {
    let state = RocAuc.state_of(&array![1, 1], &array![0.5, 0.25]).unwrap();
    let parts = state.score_decomposition(ScoringRule::Brier).unwrap();
    assert_eq!((parts.uncertainty, parts.discrimination), (0.0, 0.0));
    assert_eq!(parts.miscalibration, (0.25 + 0.5625) / 2.0);
    assert_eq!(state.recalibration_curve().unwrap().frequencies, array![1.0, 1.0]);
}

#[test]
fn undefined_readings_have_reasons() {
    let nothing = RankedScores::default();
    let none = RocAuc.state_of(&array![0, 1], &array![0.5, 1.5]).unwrap();
    for (state, reason) in [(nothing, Undefined::NoSamples), (none, Undefined::NotProbabilities)] {
        assert_eq!(state.recalibration_curve(), Err(reason));
        assert_eq!(state.spiegelhalter_z(), Err(reason));
        for rule in RULES {
            assert_eq!(state.score_decomposition(rule), Err(reason));
            assert_eq!(state.miscalibration(rule), Err(reason));
            assert_eq!(state.discrimination(rule), Err(reason));
        }
        assert_eq!(state.equal_mass_curve(3), Err(Error::Undefined(reason)));
        let error = state.equal_mass_calibration_error(3, CalibrationNorm::Maximum);
        assert_eq!(error, Err(Error::Undefined(reason)));
    }
}

/// Bins of equal weight hold whole probabilities only.
#[test]
fn ties_stay_in_one_bin() {
    let (y, p) = (array![0, 1, 0, 1, 1, 1], array![0.1, 0.5, 0.5, 0.5, 0.5, 0.9]);
    let state = RocAuc.state_of(&y, &p).unwrap();
    // The middle of the weight of 0.5 is 3 of 6: on the cut of two bins, and in the second of three.
    let halves = state.equal_mass_curve(2).unwrap();
    assert_eq!((halves.lower, halves.upper), (array![0.1, 0.9], array![0.5, 0.9]));
    assert_eq!(halves.weights, array![5.0, 1.0]);
    assert_eq!(halves.frequencies, array![3.0 / 5.0, 1.0]);
    near(halves.mean_predictions[0], 2.1 / 5.0);
    let thirds = state.equal_mass_curve(3).unwrap();
    assert_eq!(thirds.weights, array![1.0, 4.0, 1.0]);
    let many = state.equal_mass_curve(4096).unwrap();
    assert_eq!(many.weights, thirds.weights);
    let one = state.equal_mass_calibration_error(1, CalibrationNorm::Expected).unwrap();
    near(one, (4.0 - 3.0) / 6.0);
}

/// Without ties, bins hold the same number of samples where these divide.
#[test]
fn bins_without_ties_hold_equal_weight() {
    let p: Array1<f64> = (0..60).map(|i| f64::from(i) / 64.0).collect();
    let y = p.mapv(|p| p > 0.5);
    let state = RocAuc.state_of(&y, &p).unwrap();
    for bins in [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60] {
        let weights = state.equal_mass_curve(bins).unwrap().weights;
        assert_eq!(weights, Array1::from_elem(bins, 60.0 / bins as f64));
    }
    assert_eq!(state.equal_mass_curve(7).unwrap().weights, array![9., 8., 9., 8., 9., 8., 9.]);
}

#[test]
fn spiegelhalter_by_hand() {
    // (y − p)(1 − 2p): −0.12, 0.28, 0.12, −0.12; (1 − 2p)²p(1 − p): 0.0576, 0.0336, 0.0096, 0.0576.
    let z = 0.16 / 0.1584_f64.sqrt();
    near(four().spiegelhalter_z().unwrap(), z);
    let (y, p) = (array![0, 1, 0, 1], array![0.2, 0.3, 0.6, 0.8]);
    let twice = RocAuc.state_of_weighted(&y, &p, &Array1::from_elem(4, 2.0)).unwrap();
    near(twice.spiegelhalter_z().unwrap(), 2_f64.sqrt() * z);
    for size in [2_f64.powi(-400), 2_f64.powi(400)] {
        let sized = RocAuc.state_of_weighted(&y, &p, &Array1::from_elem(4, size)).unwrap();
        near(sized.spiegelhalter_z().unwrap() / size.sqrt(), z);
    }
    let sure = RocAuc.state_of(&array![0, 1, 1], &array![0.0, 0.5, 1.0]).unwrap();
    assert_eq!(sure.spiegelhalter_z(), Err(Undefined::ZeroDenominator));
}

/// Each class against all others; no class is absent, since every row is a forecast of each.
#[test]
fn classes_are_averaged() {
    let y_true = array![0, 1, 1, 0];
    let y_pred = array![[0.75, 0.25, 0.0], [0.25, 0.5, 0.25], [0.5, 0.5, 0.0], [0.75, 0.0, 0.25]];
    let measure = Miscalibration::default().averaged_one_vs_rest(OneVsRestAverage::Macro);
    let mut stream = measure.streaming();
    stream.update(&y_true, &y_pred).unwrap();
    let each = stream.state().iter().map(|scores| scores.miscalibration(ScoringRule::Brier));
    let each: Vec<_> = each.map(Result::unwrap).collect();
    // Errors: 1/16, 1/16, 1/4, 1/16; 1/16, 1/4, 1/4, 0; 0, 1/16, 0, 1/16. All are put right.
    assert_eq!(each, [7.0 / 64.0, 9.0 / 64.0, 2.0 / 64.0]);
    assert_eq!(stream.result(), Ok((7.0 + 9.0 + 2.0) / 64.0 / 3.0));
    assert_eq!(stream.measure().left_out(stream.state()), 0);
    let mass = EqualMassCalibrationError { num_bins: 2, ..Default::default() };
    let mean = mass.averaged_one_vs_rest(OneVsRestAverage::Macro).evaluate(&y_true, &y_pred);
    near(mean.unwrap(), (0.3125 + 0.3125 + 0.125) / 3.0);
}
