//! Forecasts that say how sure they are: values that can be checked by hand, what scores have in common,
//! and numbers of any size and type.

use ndarray::{Array1, Array2, Axis, array};
use ndarray_metrics::prelude::*;

use crate::data::Random;

#[track_caller]
fn near(found: Result<f64, Error>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() <= 1e-14 * expected.abs(), "{found}, expected {expected}");
}

#[test]
fn quantiles() {
    near(PinballLoss { level: 0.9 }.evaluate(&array![1.0, 2.0], &array![0.0, 2.0]), 0.45);
    let levels = PinballLossOfLevels { levels: vec![0.1, 0.9] };
    near(levels.evaluate(&array![1.0], &array![[0.0, 3.0]]), (0.1 + 0.2) / 2.0);
    let score = QuantileCrps { levels: vec![0.1, 0.9] };
    near(score.evaluate(&array![1.0], &array![[0.0, 3.0]]), 0.3);
    // The median's loss is half the absolute error.
    let (y, p) = (array![1.0, 7.0], array![4.0, 5.0]);
    assert_eq!(metrics::pinball_loss(&y, &p), Ok(1.25));
    assert_eq!(metrics::crossing_quantiles(&array![0.0], &array![[1.0]]), Ok(0.0));
    let tied = array![[1.0, 1.0, 2.0], [1.0, 2.0, 1.5]];
    assert_eq!(CrossingQuantiles.per_sample(&array![0, 0], &tied), Ok(array![0.0, 1.0]));
}

#[test]
fn intervals() {
    let (y, bounds) = (array![4.0], array![[1.0, 3.0]]);
    assert_eq!(IntervalScore { alpha: 0.1 }.evaluate(&y, &bounds), Ok(22.0));
    assert_eq!(metrics::interval_coverage(&y, &bounds), Ok(0.0));
    // The score of an interval is that of its two quantiles, times 2/α.
    let losses = PinballLossOfLevels { levels: vec![0.05, 0.95] }.evaluate(&y, &bounds);
    near(losses.map(|loss| loss * 2.0 * 2.0 / 0.1), 22.0);
    // Bounds that are equal are an interval.
    let point = array![[4.0, 4.0]];
    assert_eq!(metrics::interval_coverage(&y, &point), Ok(1.0));
    assert_eq!(metrics::interval_score(&y, &point), Ok(0.0));
}

/// A median and intervals are quantiles, and their scores are alike.
#[test]
fn the_weighted_interval_score_is_that_of_quantiles() {
    let mut random = Random(5);
    let alphas = vec![0.1, 0.3, 0.5];
    let levels = vec![0.05, 0.15, 0.25, 0.5, 0.75, 0.85, 0.95];
    for _ in 0..50 {
        let mut row = random.logits(1, 7);
        row.as_slice_mut().expect("a row").sort_by(f64::total_cmp);
        let y = array![10.0 * random.unit() - 5.0];
        let of_quantiles = QuantileCrps { levels: levels.clone() }.evaluate(&y, &row);
        let score = WeightedIntervalScore { alphas: alphas.clone() }.evaluate(&y, &row);
        near(score, of_quantiles.expect("a score"));
    }
}

#[test]
fn ensembles() {
    let (y, members) = (array![2.0], array![[1.0, 2.0, 4.0]]);
    near(EnsembleCrps::default().evaluate(&y, &members), 1.0 / 3.0);
    assert_eq!(EnsembleCrps { fair: true }.evaluate(&y, &members), Ok(0.0));
    // Of one member it is the absolute error; of equal members, too, whether fair or not.
    assert_eq!(metrics::ensemble_crps(&y, &array![[5.0]]), Ok(3.0));
    for fair in [false, true] {
        assert_eq!(EnsembleCrps { fair }.evaluate(&y, &array![[5.0, 5.0, 5.0]]), Ok(3.0));
    }
}

/// The order of the members does not matter, to the bit.
#[test]
fn members_come_in_any_order() {
    let mut random = Random(7);
    for members in [2, 9, 50, 200] {
        let (y, sorted) = (random.numbers(20), random.logits(20, members));
        let mut backwards = sorted.clone();
        backwards.invert_axis(Axis(1));
        for fair in [false, true] {
            let score = EnsembleCrps { fair };
            assert_eq!(score.per_sample(&y, &sorted), score.per_sample(&y, &backwards));
        }
    }
}

/// Large ensembles are sorted in another way: members that come twice are the same distribution.
#[test]
fn an_ensemble_twice_over_has_the_same_score() {
    let mut random = Random(13);
    let (y, members) = (random.numbers(3), random.logits(3, 300));
    let twice = ndarray::concatenate![Axis(1), members, members];
    let (once, twice) = (metrics::ensemble_crps(&y, &members), metrics::ensemble_crps(&y, &twice));
    near(twice, once.expect("a score"));
}

/// The fair score does not depend on the size of the ensemble: it is the mean over all ensembles of two
/// of its members.
#[test]
fn the_fair_score_is_the_mean_over_pairs() {
    let mut random = Random(9);
    let (y, members) = (array![random.unit()], random.logits(1, 6));
    let pairs: Vec<_> = (0..6).flat_map(|i| (0..i).map(move |j| [i, j])).collect();
    let rows = Array2::from_shape_fn((15, 2), |(pair, side)| members[[0, pairs[pair][side]]]);
    let each = Array1::from_elem(15, y[0]);
    let fair = EnsembleCrps { fair: true };
    near(fair.evaluate(&each, &rows), fair.evaluate(&y, &members).expect("a score"));
}

#[test]
fn gaussian_distributions() {
    near(
        metrics::gaussian_crps(&array![0.0], &array![[0.0, 1.0]]),
        (2_f64.sqrt() - 1.0) / std::f64::consts::PI.sqrt(),
    );
    // It scales with its unit, and both sides are alike.
    let (near_zero, far) = (array![[1.0, 4.0]], array![[-1.0, 4.0]]);
    let scores =
        [(3.0, near_zero), (-3.0, far)].map(|(y, p)| metrics::gaussian_crps(&array![y], &p));
    assert_eq!(scores[0], scores[1]);
    near(
        scores[0].clone(),
        4.0 * metrics::gaussian_crps(&array![0.5], &array![[0.0, 1.0]]).unwrap(),
    );
    // A spread near 0 leaves the absolute error, without an overflow on the way.
    let narrow = array![[1.0, 1e-300]];
    assert_eq!(metrics::gaussian_crps(&array![3.0], &narrow), Ok(2.0));
    let likelihood =
        metrics::gaussian_negative_log_likelihood(&array![1e200], &array![[0.0, 1e300]]);
    assert!(likelihood.is_ok_and(|loss| (loss / 5e99 - 1.0).abs() < 1e-14));
    // A density above 1.
    let dense = metrics::gaussian_negative_log_likelihood(&array![0.0], &array![[0.0, 1e-4]]);
    assert!(dense.is_ok_and(|loss| loss < -3.0));
}

/// Neither sums nor products overflow before the score does.
#[test]
fn numbers_near_the_end_of_the_range() {
    let (y, most) = (array![0.0], 1e308);
    assert_eq!(EnsembleCrps { fair: true }.evaluate(&y, &array![[-most, most]]), Ok(0.0));
    near(metrics::ensemble_crps(&y, &array![[-0.8 * most, 0.8 * most]]), 0.4 * most);
    let wide = array![[-most, most]];
    let overflow = Err(Error::Undefined(Undefined::Overflow));
    assert_eq!(metrics::interval_width(&y, &wide), overflow);
    assert_eq!(metrics::interval_coverage(&y, &wide), Ok(1.0));
}

#[test]
fn integers_are_subtracted_exactly() {
    const BIG: i64 = 1 << 60;
    let (y, bounds) = (array![BIG + 2], array![[BIG - 1, BIG + 1]]);
    assert_eq!(metrics::interval_coverage(&y, &bounds), Ok(0.0));
    assert_eq!(metrics::interval_width(&y, &bounds), Ok(2.0));
    assert_eq!(metrics::interval_score(&y, &bounds), Ok(22.0));
    assert_eq!(metrics::pinball_loss(&array![BIG + 1], &array![BIG]), Ok(0.5));
    let bytes = (array![250_u8], array![[0_u8, 200]]);
    assert_eq!(metrics::interval_score(&bytes.0, &bytes.1), Ok(1200.0));
}

/// Padding is not looked at, and each horizon is a column of targets.
#[test]
fn horizons_and_padding() {
    let y = array![[1.0, 2.0], [3.0, f64::NAN]];
    let members = array![[[0.0, 2.0], [2.0, 4.0]], [[3.0, 3.0], [f64::NAN, 0.0]]];
    let known = array![[true, true], [true, false]];
    let score = EnsembleCrps::default();
    assert_eq!(score.evaluate_weighted(&y, &members, &known), Ok((0.5 + 0.5) / 3.0));
    let last = members.index_axis(Axis(1), 1);
    assert_eq!(score.evaluate_weighted(&y.column(1), &last, &known.column(1)), Ok(0.5));
}
