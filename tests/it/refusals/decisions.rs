//! What is read off the outcomes of decisions at thresholds.

use ndarray::{Array2, array};
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::options::{parameter, refused_option};
use super::{assert_table, refused, refused_weighted};

const NAN: f64 = f64::NAN;

fn value(argument: &'static str, index: &[usize], found: f64, expected: Domain) -> Error {
    Error::Value { argument, index: index.into(), found, expected }
}

/// The best of a row cannot be told where one of its scores is no number, wherever that is.
#[test]
fn a_score_beside_the_one_that_counts_is_found() {
    let (y_true, y_pred) =
        (array![[1, 0, 0], [1, 0, 0]], array![[0.5, 0.2, 0.3], [0.9, 0.1, f64::INFINITY]]);
    let measure = Precision { top_k: Some(1), class_id: Some(0), ..Default::default() };
    let expected = value("y_pred", &[1, 2], f64::INFINITY, Domain::Logit);
    assert_eq!(refused(measure, &y_true, &y_pred), expected);
}

/// A row is ranked as a whole: what has no weight keeps its place in it, and must be a number as
/// long as anything in the row counts.
#[test]
fn a_score_without_weight_is_ranked_with_its_row() {
    let measure = Precision { top_k: Some(1), ..Default::default() };
    let y_true = array![[1, 0, 0], [1, 0, 1]];
    let mut y_pred = array![[0.5, 0.2, 0.3], [0.2, 0.9, 0.1]];
    let mut weights = array![[1.0, 1.0, 1.0], [1.0, 0.0, 1.0]];
    let placed = measure.evaluate_weighted(&y_true, &y_pred, &weights);
    assert_eq!(placed, Ok(1.0)); // the best of the second row counts nothing, and is no other
    y_pred[[1, 1]] = NAN;
    let error = refused_weighted(measure, &y_true, &y_pred, &weights);
    let text = "y_pred[1, 1] is NaN, expected a finite logit or -inf; remove such samples, or give \
                them weight 0";
    assert_table([(error, value("y_pred", &[1, 1], NAN, Domain::Logit), text)]);
    weights.row_mut(1).fill(0.0);
    assert_eq!(measure.evaluate_weighted(&y_true, &y_pred, &weights), Ok(1.0));
    // Of no more scores than may be positive none has to be ranked.
    let all = Precision { top_k: Some(3), ..Default::default() };
    weights.row_mut(1).assign(&array![1.0, 0.0, 1.0]);
    assert_eq!(all.evaluate_weighted(&y_true, &y_pred, &weights), Ok(0.6));
}

#[test]
fn a_threshold_is_finite() {
    for (threshold, found) in [(NAN, "NaN"), (f64::INFINITY, "inf"), (-f64::INFINITY, "-inf")] {
        let error = || parameter("threshold", found, "a finite number");
        let text = format!("option `threshold` is {found}, expected a finite number");
        let threshold = Some(threshold);
        assert_table([
            (refused_option(TruePositives { threshold }), error(), &text[..]),
            (refused_option(Specificity { threshold }), error(), &text),
            (refused_option(Recall { threshold, ..Default::default() }), error(), &text),
        ]);
    }
}

#[test]
fn thresholds_are_finite_and_there_is_one() {
    const FINITE: &str = "finite numbers, at least one";
    let at = |thresholds: Vec<f64>| refused_option(Precision::default().at(thresholds));
    let area = |thresholds| refused_option(Auc { thresholds, ..Default::default() });
    assert_table([
        (
            at(vec![0.5, NAN]),
            parameter("thresholds", "NaN", FINITE),
            "option `thresholds` is NaN, expected finite numbers, at least one",
        ),
        (
            at(vec![]),
            parameter("thresholds", "none", FINITE),
            "option `thresholds` is none, expected finite numbers, at least one",
        ),
        (
            area(Thresholds::At(vec![f64::INFINITY])),
            parameter("thresholds", "inf", FINITE),
            "option `thresholds` is inf, expected finite numbers, at least one",
        ),
        (
            area(Thresholds::Even(1)),
            parameter("thresholds", "1", "a number from 2 to 2^20"),
            "option `thresholds` is 1, expected a number from 2 to 2^20",
        ),
    ]);
    // A grid that no memory holds is refused, not asked for.
    let error = area(Thresholds::Even(usize::MAX));
    assert_eq!(error, parameter("thresholds", &usize::MAX.to_string(), "a number from 2 to 2^20"));
}

#[test]
fn a_demand_is_a_rate_under_its_own_name() {
    const RATE: &str = "a rate in [0, 1]";
    for (demand, found) in [(1.5, "1.5"), (-0.5, "-0.5"), (NAN, "NaN"), (1e30, "1e30")] {
        let row = |error, option| {
            let text = format!("option `{option}` is {found}, expected a rate in [0, 1]");
            assert_table([(error, parameter(option, found, RATE), &text[..])]);
        };
        row(refused_option(SensitivityAtSpecificity::new(demand)), "specificity");
        row(refused_option(SpecificityAtSensitivity::new(demand)), "sensitivity");
        row(refused_option(PrecisionAtRecall::new(demand)), "recall");
        row(refused_option(RecallAtPrecision::new(demand)), "precision");
    }
    for num_thresholds in [0, usize::MAX] {
        let found = num_thresholds.to_string();
        let error = || parameter("num_thresholds", &found, "a number from 1 to 2^20");
        let text = format!("option `num_thresholds` is {found}, expected a number from 1 to 2^20");
        let sensitivity =
            SensitivityAtSpecificity { num_thresholds, ..SensitivityAtSpecificity::new(0.5) };
        let specificity =
            SpecificityAtSensitivity { num_thresholds, ..SpecificityAtSensitivity::new(0.5) };
        let precision = PrecisionAtRecall { num_thresholds, ..PrecisionAtRecall::new(0.5) };
        let recall = RecallAtPrecision { num_thresholds, ..RecallAtPrecision::new(0.5) };
        assert_table([
            (refused_option(sensitivity), error(), &text[..]),
            (refused_option(specificity), error(), &text),
            (refused_option(precision), error(), &text),
            (refused_option(recall), error(), &text),
        ]);
    }
}

#[test]
fn a_class_is_one_of_the_last_axis() {
    const CLASS: &str = "an index along y_pred's last axis";
    let (y_true, y_pred) = (array![[1, 0], [0, 1]], Array2::from_elem((2, 2), 0.5));
    let class_id = Some(1);
    let last = Recall { class_id, ..Default::default() };
    assert_eq!(last.evaluate(&y_true, &y_pred), Ok(0.0));
    let class_id = Some(2);
    let error = || parameter("class_id", "2", CLASS);
    let text = "option `class_id` is 2, expected an index along y_pred's last axis";
    let point = RecallAtPrecision { class_id, ..RecallAtPrecision::new(0.5) };
    let mut stream = Recall { class_id, ..Default::default() }.streaming();
    let recall = stream.update(&y_true, &y_pred).expect_err("no such class");
    assert_eq!(stream, Recall { class_id, ..Default::default() }.streaming());
    let at_point = point.evaluate(&y_true, &y_pred).expect_err("no such class");
    assert_table([(recall, error(), text), (at_point, error(), text)]);
}

#[test]
fn the_best_are_at_least_one() {
    let (top_k, class_id) = (Some(0), Some(1));
    let error = || parameter("top_k", "0", "at least 1");
    let text = "option `top_k` is 0, expected at least 1";
    assert_table([
        (refused_option(Precision { top_k, ..Default::default() }), error(), text),
        (refused_option(Recall { top_k, class_id, ..Default::default() }), error(), text),
        (refused_option(Recall { top_k, ..Default::default() }.at(vec![0.5])), error(), text),
    ]);
}

/// One for each column of the last axis, finite and not negative.
#[test]
fn weights_of_labels_fit_the_labels() {
    const EXPECTED: &str = "a finite number of at least 0 for each entry of y_pred's last axis";
    let (y_true, y_pred) = (array![[1, 0], [0, 1]], array![[0.5, 0.25], [0.75, 1.0]]);
    let cases = [
        (vec![1.0], "[1.0]"),
        (vec![1.0, 2.0, 3.0], "[1.0, 2.0, 3.0]"),
        (vec![1.0, -1.0], "[1.0, -1.0]"),
        (vec![NAN, 1.0], "[NaN, 1.0]"),
        (vec![1.0, f64::INFINITY], "[1.0, inf]"),
    ];
    for (weights, found) in cases {
        for multi_label in [false, true] {
            let label_weights = Some(weights.clone());
            let measure = Auc { multi_label, label_weights, ..Default::default() };
            let mut stream = measure.clone().streaming();
            let error = stream.update(&y_true, &y_pred).expect_err("weights that do not fit");
            assert_eq!(stream.state(), &measure.observer().empty());
            let text = format!("option `label_weights` is {found}, expected {EXPECTED}");
            assert_table([(error, parameter("label_weights", found, EXPECTED), &text[..])]);
        }
    }
}

/// Each label has a curve of its own, of which there are as many as before.
#[test]
fn labels_stay_as_many_as_they_were() {
    let mut stream = Auc { multi_label: true, ..Default::default() }.streaming();
    stream.update(&array![[1, 0], [0, 1]], &array![[0.5, 0.25], [0.75, 1.0]]).expect("two labels");
    let before = stream.clone();
    let three = array![[1, 0, 1]];
    let error = stream.update(&three, &three).expect_err("three labels");
    let text = "the last axis has 3 columns, expected 2 as in the batches before; use one metric for \
                each number of columns, or `reset`";
    assert_table([(error, Error::Columns { expected: 2, found: 3 }, text)]);
    assert_eq!(stream, before);
    stream.update_weighted(&three, &three, &array![0]).expect("nothing of any weight");
    assert_eq!(stream, before);
}

#[test]
fn rows_of_which_one_class_counts_have_one_weight() {
    let (y_true, y_pred) = (array![[1, 0], [0, 1]], array![[0.5, 0.75], [0.25, 1.0]]);
    let measure = Recall { class_id: Some(1), ..Default::default() };
    let weights = Array2::<f64>::ones((2, 2));
    let error = refused_weighted(measure, &y_true, &y_pred, &weights);
    let (weights, units) = (vec![2, 2], vec![2]);
    assert_eq!(error, Error::WeightShape { weights, units, advice: String::new() });
    let error = refused_weighted(measure, &y_true, &y_pred, &array![1.0, -1.0]);
    assert_eq!(error, Error::Weight { index: vec![1], found: -1.0 });
}

/// −0 and 0 are one number, of which the lower class is the better one.
#[test]
fn zeros_of_either_sign_tie() {
    let y_true = array![[1, 0], [1, 0]];
    let y_pred = array![[-0.0, 0.0], [0.0, -0.0]];
    let measure = Precision { top_k: Some(1), ..Default::default() };
    assert_eq!(measure.evaluate(&y_true, &y_pred), Ok(1.0));
    let top = TopKCategoricalAccuracy { k: 1 };
    assert_eq!(top.evaluate(&y_true, &y_pred), Ok(1.0));
    assert_eq!(metrics::categorical_accuracy(&y_true, &y_pred), Ok(1.0));
}

#[test]
fn the_reason_why_there_is_no_value_is_said() {
    let (y_true, y_pred) = (array![1, 1], array![0.25, 0.5]);
    let denominator = Err(Error::Undefined(Undefined::ZeroDenominator));
    assert_eq!(metrics::precision(&y_true, &y_pred), denominator);
    assert_eq!(metrics::specificity(&y_true, &y_pred), denominator);
    assert_eq!(metrics::false_positive_rate(&y_true, &y_pred), denominator);
    assert_eq!(metrics::recall(&y_true, &y_pred), Ok(0.0));
    assert_eq!(metrics::auc(&y_true, &y_pred), Err(Error::Undefined(Undefined::OneClass)));
    let point = PrecisionAtRecall::new(1.0).evaluate(&array![1, 0], &array![0.0, 0.5]);
    assert_eq!(point, Err(Error::Undefined(Undefined::DemandNotMet)));
    let texts = [Undefined::ZeroDenominator, Undefined::OneClass, Undefined::DemandNotMet];
    assert_eq!(
        texts.map(|reason| reason.to_string()),
        [
            "the denominator is zero: no sample counts towards it",
            "all samples are of one class, two classes are needed",
            "no threshold reaches the demanded value",
        ]
    );
}
