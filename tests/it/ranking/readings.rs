//! Readings of a ranking with values by hand, and what they keep whatever the samples are.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{AreaScaling, RankedScores};

use super::{Case, case, near};

/// Truth 0, 0, 1, 1 and scores 0.1, 0.4, 0.35, 0.8.
fn four() -> RankedScores {
    RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8]).expect("four samples")
}

#[test]
fn four_samples_by_hand() {
    let four = four();
    assert_eq!((four.kolmogorov_smirnov(), four.gini()), (Ok(0.5), Ok(0.5)));
    assert_eq!((four.lift_at(0.25), four.gain_at(0.25)), (Ok(2.0), Ok(0.5)));
    let part = |scaling| four.partial_roc_auc(0.0, 0.5, scaling);
    assert_eq!(part(AreaScaling::Raw), Ok(0.25));
    assert_eq!(part(AreaScaling::Mean), Ok(0.5));
    assert_eq!(part(AreaScaling::McClish), Ok(2.0 / 3.0));
    assert_eq!(four.equal_error_rate(), Ok(0.5));
    assert_eq!(four.convex_hull_equal_error_rate(), Ok(0.25));
    assert_eq!(four.log_auc(0.25, 1.0), Ok(0.75));
}

#[test]
fn metrics_are_the_readings() {
    let Case { y, p, w } = case(12, 200, 30.0);
    let state = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
    fn value<M>(measure: &M, Case { y, p, w }: &Case) -> Result<f64, Error>
    where
        M: RankingMeasure<Output = Result<f64, Undefined>>,
    {
        let columns = measure.clone().pooled().evaluate_weighted(y, p, w);
        assert_eq!(measure.evaluate_weighted(y, p, w), columns);
        columns
    }
    let case = Case { y, p, w };
    let undefined = Error::Undefined;
    assert_eq!(value(&KolmogorovSmirnov, &case), state.kolmogorov_smirnov().map_err(undefined));
    assert_eq!(value(&GiniCoefficient, &case), state.gini().map_err(undefined));
    assert_eq!(value(&EqualErrorRate, &case), state.equal_error_rate().map_err(undefined));
    let hull = state.convex_hull_equal_error_rate().map_err(undefined);
    assert_eq!(value(&ConvexHullEqualErrorRate, &case), hull);
    assert_eq!(value(&CumulativeGain::new(0.2), &case), state.gain_at(0.2));
    assert_eq!(value(&Lift::new(0.2), &case), state.lift_at(0.2));
    assert_eq!(value(&LogAuc::default(), &case), state.log_auc(0.001, 0.1));
    let part = state.partial_roc_auc(0.0, 0.2, AreaScaling::McClish);
    assert_eq!(value(&PartialRocAuc::new(0.0, 0.2), &case), part);
    let choice = state.recall_at_precision(0.7).unwrap();
    assert_eq!(value(&ExactRecallAtPrecision::new(0.7), &case), Ok(choice.value));
    assert_eq!(choice.counts.recall(), Ok(choice.value));
    assert!(choice.counts.precision().unwrap() >= 0.7);
    assert_eq!(choice.counts, state.counts_at(choice.lowest_positive));
}

/// The whole curve is a part of itself.
#[test]
fn the_whole_part_is_the_area() {
    let Case { y, p, w } = case(13, 300, 40.0);
    let state = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
    let area = state.roc_auc().unwrap();
    for scaling in [AreaScaling::Raw, AreaScaling::Mean, AreaScaling::McClish] {
        near(state.partial_roc_auc(0.0, 1.0, scaling).unwrap(), area);
    }
    let raw = |low, high| state.partial_roc_auc(low, high, AreaScaling::Raw).unwrap();
    near(raw(0.0, 0.3) + raw(0.3, 0.7) + raw(0.7, 1.0), area);
    near(state.gini().unwrap(), 2.0 * area - 1.0);
}

#[test]
fn a_perfect_ranking_has_the_ends_of_all_ranges() {
    let (y, p) = (array![0, 0, 0, 1, 1], array![0.1, 0.2, 0.3, 0.8, 0.9]);
    let perfect = RocAuc.state_of(&y, &p).unwrap();
    assert_eq!((perfect.kolmogorov_smirnov(), perfect.gini()), (Ok(1.0), Ok(1.0)));
    assert_eq!((perfect.equal_error_rate(), perfect.log_auc(0.001, 0.1)), (Ok(0.0), Ok(1.0)));
    assert_eq!(perfect.convex_hull_equal_error_rate(), Ok(0.0));
    assert_eq!(perfect.partial_roc_auc(0.3, 0.9, AreaScaling::McClish), Ok(1.0));
    assert_eq!((perfect.lift_at(0.2), perfect.gain_at(0.4)), (Ok(2.5), Ok(1.0)));
    let reversed = RocAuc.state_of(&y, &p.mapv(|p| -p)).unwrap();
    assert_eq!((reversed.kolmogorov_smirnov(), reversed.gini()), (Ok(1.0), Ok(-1.0)));
    assert_eq!(reversed.equal_error_rate(), Ok(1.0));
    assert_eq!(reversed.convex_hull_equal_error_rate(), Ok(0.5));
    assert_eq!(reversed.log_auc(0.001, 0.1), Ok(0.0));
    // Far from the origin, McClish's value of the worst ranking is below 0: (0 + 0.5 − 0.9)/(1.5 − 0.9).
    near(reversed.partial_roc_auc(0.5, 0.9, AreaScaling::McClish).unwrap(), -0.4 / 0.6);
}

/// All scores tie: every straight line is the diagonal.
#[test]
fn constant_scores_are_worth_nothing() {
    let Case { y, w, .. } = case(14, 300, 40.0);
    let state = RocAuc.state_of_weighted(&y, &Array1::from_elem(300, 0.3), &w).unwrap();
    assert_eq!((state.kolmogorov_smirnov(), state.gini()), (Ok(0.0), Ok(0.0)));
    assert_eq!((state.equal_error_rate(), state.lift_at(0.125)), (Ok(0.5), Ok(1.0)));
    assert_eq!(state.convex_hull_equal_error_rate(), Ok(0.5));
    assert_eq!(state.partial_roc_auc(0.25, 0.5, AreaScaling::McClish), Ok(0.5));
    assert_eq!(state.counts_at_scores().count(), 1);
}

/// Samples that tie at the boundary are taken in part, whatever their order.
#[test]
fn ties_are_shared_out() {
    let (y, p) = (array![1, 0, 1, 0, 0], array![0.9, 0.5, 0.5, 0.5, 0.1]);
    let state = RocAuc.state_of(&y, &p).unwrap();
    near(state.gain_at(0.4).unwrap(), 0.5 + 0.5 / 3.0);
    near(state.lift_at(0.4).unwrap(), (0.5 + 0.5 / 3.0) / 0.4);
    let curve = state.gain_curve().unwrap();
    assert_eq!(curve.thresholds, array![f64::INFINITY, 0.9, 0.5, 0.1]);
    assert_eq!(curve.shares, array![0.0, 0.2, 0.8, 1.0]);
    assert_eq!(curve.gains, array![0.0, 0.5, 1.0, 1.0]);
    let curve = state.lift_curve().unwrap();
    assert_eq!(curve.thresholds, array![0.9, 0.5, 0.1]);
    assert_eq!(curve.lifts, array![2.5, 1.25, 1.0]);
    let curve = state.det_curve().unwrap();
    assert_eq!(curve.false_positive_rates, array![0.0, 0.0, 2.0 / 3.0, 1.0]);
    assert_eq!(curve.false_negative_rates, array![1.0, 0.5, 0.0, 0.0]);
}

/// Weights far from 1 change no quotient.
#[test]
fn weights_of_any_size() {
    let (y, p) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
    let expected = four();
    for size in [1e-300, 1e300] {
        let weights = Array1::from_elem(4, size);
        let state = RocAuc.state_of_weighted(&y, &p, &weights).unwrap();
        assert_eq!(state.kolmogorov_smirnov(), expected.kolmogorov_smirnov());
        assert_eq!(state.gini(), expected.gini());
        assert_eq!(state.equal_error_rate(), expected.equal_error_rate());
        assert_eq!(state.convex_hull_equal_error_rate(), Ok(0.25));
        assert_eq!(state.log_auc(0.25, 1.0), Ok(0.75));
        assert_eq!(state.lift_at(0.25), Ok(2.0));
        let part = state.partial_roc_auc(0.0, 0.5, AreaScaling::McClish);
        assert_eq!(part, Ok(2.0 / 3.0));
    }
}

#[test]
fn undefined_readings_have_reasons() {
    let (no, yes, p) = (array![0, 0], array![1, 1], array![0.2, 0.7]);
    let of = |y| RocAuc.state_of(y, &p).unwrap();
    for one in [of(&no), of(&yes)] {
        assert_eq!(one.kolmogorov_smirnov(), Err(Undefined::OneClass));
        assert_eq!(one.gini(), Err(Undefined::OneClass));
        assert_eq!(one.equal_error_rate(), Err(Undefined::OneClass));
        assert_eq!(one.convex_hull_equal_error_rate(), Err(Undefined::OneClass));
        assert_eq!(one.log_auc(0.1, 0.2), Err(Error::Undefined(Undefined::OneClass)));
        assert_eq!(one.det_curve(), Err(Undefined::OneClass));
        let demand = one.sensitivity_at_specificity(0.5);
        assert_eq!(demand, Err(Error::Undefined(Undefined::OneClass)));
    }
    let no_recall = Err(Error::Undefined(Undefined::ZeroDenominator));
    assert_eq!((of(&no).gain_at(0.5), of(&no).lift_at(0.5)), (no_recall.clone(), no_recall));
    assert_eq!(of(&no).gain_curve(), Err(Undefined::ZeroDenominator));
    assert_eq!((of(&yes).gain_at(0.5), of(&yes).lift_at(0.5)), (Ok(0.5), Ok(1.0)));
    let nothing = RankedScores::default();
    assert_eq!(nothing.kolmogorov_smirnov(), Err(Undefined::NoSamples));
    assert_eq!(nothing.lift_curve(), Err(Undefined::NoSamples));
    assert_eq!(nothing.counts_at_scores().next(), None);
    let unmet = Err(Error::Undefined(Undefined::DemandNotMet));
    let worst = RocAuc.state_of(&array![1, 0], &p).unwrap();
    assert_eq!(worst.recall_at_precision(0.6), unmet);
    assert_eq!(worst.sensitivity_at_specificity(1.0).map(|choice| choice.value), Ok(0.0));
}
