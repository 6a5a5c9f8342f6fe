//! Integers of 64 bits beyond 2^53: moments are those of the integers, not of the nearest floats.

use ndarray::{Array1, Axis, array};
use ndarray_metrics::prelude::*;

/// R² and correlations do not change when a constant is added to truth and prediction.
#[test]
fn moments_far_from_zero() {
    let (y, p) = (array![0_i64, 10, 20, 33, 41], array![1_i64, 8, 25, 30, 40]);
    let near = |measure: R2Score| measure.evaluate(&y, &p);
    for far in [0, 1 << 53, 1 << 60, i64::MAX - 41, i64::MIN] {
        let (y_far, p_far) = (y.mapv(|y| y + far), p.mapv(|p| p + far));
        assert_eq!(R2Score::default().evaluate(&y_far, &p_far), near(R2Score::default()), "{far}");
        let pearson = metrics::pearson_correlation(&y_far, &p_far);
        assert_eq!(pearson, metrics::pearson_correlation(&y, &p), "{far}");
        let weights = array![1.0, 0.5, 0.0, 2.0, 1.0];
        let weighted = ConcordanceCorrelation.evaluate_weighted(&y_far, &p_far, &weights);
        assert_eq!(weighted, ConcordanceCorrelation.evaluate_weighted(&y, &p, &weights), "{far}");
    }
}

/// A report of times in nanoseconds, in one batch and in two.
#[test]
fn a_report_of_times() {
    let start = 1_796_000_000_000_000_000_u64;
    let y: Array1<u64> = array![start, start + 3, start + 7];
    let p: Array1<u64> = array![start + 1, start + 1, start + 10];
    let report = Regression.evaluate(&y, &p).expect("a report");
    assert_eq!((report.bias, report.mean_absolute_error), (Ok(2.0 / 3.0), Ok(2.0)));
    let mut parts = Regression.streaming();
    for i in 0..3 {
        let one = i..i + 1;
        parts
            .update(&y.slice(ndarray::s![one.clone()]), &p.slice(ndarray::s![one]))
            .expect("accepted");
    }
    assert_eq!(format!("{:?}", parts.result()), format!("{report:?}"));
}

const WIDE: i64 = (1 << 53) + 1;

/// A9: what is compared as `f64` must be told apart as `f64`. Two integers are compared exactly.
#[test]
fn labels_beside_floats() {
    let (y, p) = (array![3, WIDE], array![3.0, (WIDE - 1) as f64]);
    let text = "y_true[1] is 9007199254740993, which no `f64` holds, but it is compared as one; subtract one \
                number near all of them first, from both arrays where two are compared, and from integers as \
                integers; or accept that they are rounded: `mapv(|n| n as f64)`";
    let refused = |error: Error, side| assert_eq!(error.to_string(), text.replace("y_true", side));
    refused(Accuracy.evaluate(&y, &p).expect_err("refused"), "y_true");
    refused(Accuracy.evaluate(&p, &y).expect_err("refused"), "y_pred");
    refused(MeanSquaredError.evaluate(&y, &p.mapv(|p| p as f32)).expect_err("refused"), "y_true");
    refused(MeanSquaredError.per_sample(&y, &p).expect_err("refused"), "y_true");
    // In weight 0, it is padding.
    let padding = MeanAbsoluteError.evaluate_weighted(&y, &p, &array![1, 0]);
    assert_eq!(padding, Ok(0.0));
    refused(
        MeanAbsoluteError.evaluate_weighted(&y, &p, &array![0, 1]).expect_err("refused"),
        "y_true",
    );
    // The advice, to the letter.
    let (y, p) = (y.mapv(|y| y - (WIDE - 1)), p.mapv(|p| p - (WIDE - 1) as f64));
    assert_eq!(Accuracy.evaluate(&y, &p), Ok(0.5));
    let labels = array![3, WIDE - 1];
    assert_eq!(Accuracy.evaluate(&array![3, WIDE], &labels), Ok(0.5));
    assert_eq!(
        MeanSquaredError.evaluate(&array![3_u64, u64::MAX], &array![3_u64, u64::MAX - 1]),
        Ok(0.5)
    );
    // An integer that an `f64` holds is compared as what it is.
    let largest = array![WIDE - 1, 1 - WIDE, i64::MIN, 1 << 60];
    assert_eq!(Accuracy.evaluate(&largest, &largest.mapv(|y| y as f64)), Ok(1.0));
}

/// A9: scores that no `f64` tells apart are not put in an order.
#[test]
fn scores_of_64_bits() {
    let (y, p) = (array![0, 1, 1], array![WIDE - 1, WIDE, 5]);
    let text = "y_pred[1] is 9007199254740993, which no `f64` holds";
    let refused = |error: Error| assert!(error.to_string().starts_with(text), "{error}");
    refused(RocAuc.evaluate(&y, &p).expect_err("refused"));
    refused(AveragePrecision.evaluate(&y.mapv(f64::from), &p).expect_err("refused"));
    refused(RocAuc.pooled().evaluate(&y, &p).expect_err("refused"));
    let thresholds = Thresholds::At(vec![0.0, (WIDE - 1) as f64, 1e16]);
    refused(Auc { thresholds, ..Default::default() }.evaluate(&y, &p).expect_err("refused"));
    let at = Recall::default().at(vec![0.5, (WIDE - 1) as f64]);
    refused(at.evaluate(&y, &p).map(|_| ()).expect_err("refused"));
    // Below 2^53, a threshold lies between no integer and its `f64`.
    let last = array![0, 1, i64::MAX];
    assert_eq!(Recall::default().evaluate(&y, &last), Ok(1.0));
    assert_eq!(Auc::default().evaluate(&array![0, 1, 1], &last), Ok(1.0));
    let rows = (y.clone().insert_axis(Axis(1)), p.clone().insert_axis(Axis(1)));
    let top = Precision { top_k: Some(1), ..Default::default() };
    let error = top.evaluate(&array![[0, 1]], &array![[WIDE - 1, WIDE]]).expect_err("refused");
    assert!(error.to_string().starts_with("y_pred[0, 1] is 9007199254740993, which"), "{error}");
    let text = text.replace("[1]", "[1, 0]");
    let error = RocAuc.per_column().evaluate(&rows.0, &rows.1).expect_err("refused");
    assert!(error.to_string().starts_with(&text), "{error}");
    // The advice, to the letter.
    assert_eq!(RocAuc.evaluate(&y, &p.mapv(|p| p - WIDE)), Ok(0.5));
}

/// Metrics of groups refuse as metrics alone do.
#[test]
fn groups_of_labels_beside_floats() {
    let (y, p) = (array![3, WIDE], array![3.0, (WIDE - 1) as f64]);
    let alone = Accuracy.evaluate(&y, &p).expect_err("refused");
    let mut groups = Grouped::new(Accuracy);
    groups.grow(2).expect("two groups");
    assert_eq!(groups.update(&[0, 1], &y, &p), Err(alone));
    assert_eq!(groups.update(&[0, 1], &y, &array![3, WIDE - 1]), Ok(()));
}

/// The smallest integers that are rounded are summed as they are.
#[test]
fn moments_at_the_edge() {
    let (y, p) = (array![WIDE, WIDE - 2, WIDE - 4], array![WIDE - 1, WIDE - 3, WIDE - 3]);
    let near = |numbers: &Array1<i64>| numbers.mapv(|number| number - WIDE);
    assert_eq!(
        R2Score::default().evaluate(&y, &p),
        R2Score::default().evaluate(&near(&y), &near(&p))
    );
}

/// Sums of values are those of the integers, however large these are.
#[test]
fn values_of_64_bits() {
    assert_eq!(Sum.of(&array![WIDE, 1 - WIDE]), Ok(1.0));
    assert_eq!(Sum.of(&array![u64::MAX, u64::MAX, 3]), Ok(2_f64.powi(65)));
    assert_eq!(Sum.of(&array![i64::MIN, i64::MAX, 5, 7]), Ok(11.0));
    assert_eq!(Mean.of(&array![WIDE, -WIDE, 3]), Ok(1.0));
    let weighted = Sum.of_weighted(&array![WIDE, 1 - WIDE, WIDE], &array![2.0, 2.0, 0.0]);
    assert_eq!(weighted, Ok(2.0));
    let mut stream = Sum.streaming();
    for value in [WIDE, WIDE, -WIDE, 1 - WIDE] {
        stream.push(value).expect("accepted");
    }
    assert_eq!(stream.result(), Ok(1.0));
}

/// A collection, whose arrays have types known at run time only, refuses the same.
#[cfg(feature = "collection")]
#[test]
fn members_of_a_collection() {
    use ndarray_metrics::collection::Collection;

    let (y, p) = (array![0, WIDE], array![0.5, 1.0]);
    for name in ["mean_squared_error", "r2_score", "mean_squared_logarithmic_error"] {
        let collection = Collection::named([name]).expect("a name");
        let found = collection.evaluate(&y, &p).map(|_| ()).map_err(|error| error.to_string());
        let alone = MeanSquaredError.evaluate(&y, &p).expect_err("refused");
        assert_eq!(found, Err(format!("metric `{name}`: {alone}")));
    }
    let scores = Collection::named(["roc_auc"]).expect("a name");
    let found = scores.evaluate(&array![0.0, 1.0], &array![WIDE, WIDE - 1]).expect_err("refused");
    let alone = RocAuc.evaluate(&array![0.0, 1.0], &array![WIDE, WIDE - 1]).expect_err("refused");
    assert_eq!(found.to_string(), format!("metric `roc_auc`: {alone}"));
}
