//! Named collections: what their members give alone, names, tables, JSON.

#[cfg(feature = "serde")]
mod json;
mod names;
mod samples;

use ndarray::{ArrayD, array};
use ndarray_metrics::collection::{AnyMeasure, Collection, Value};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Output, laws};

use crate::data::Random;

fn binary() -> (ArrayD<i64>, ArrayD<f32>) {
    let mut random = Random(7);
    let (y, p) = (random.labels(500, 2), random.probabilities(500));
    (y.into_dyn(), p.mapv(|p| p as f32).into_dyn())
}

fn rows() -> (ArrayD<f64>, ArrayD<f64>) {
    let mut random = Random(8);
    (random.one_hot(120, 4).into_dyn(), random.distributions(120, 4).into_dyn())
}

/// All metrics of binary labels.
fn binary_metrics() -> Collection {
    Collection::named([
        "binary_accuracy",
        "bce",
        "BinaryFocalCrossentropy",
        "mse",
        "rmse",
        "hinge",
        "precision",
        "recall",
        "TruePositives",
        "specificity",
        "AUC",
        "roc_auc",
        "AveragePrecision",
        "brier_score",
        "CalibrationError",
        "BinaryIoU",
        "r2_score",
        "pearson",
    ])
    .and_then(|metrics| metrics.with("at half", PrecisionAtRecall::new(0.5)))
    .and_then(|metrics| metrics.with("at 95 %", SensitivityAtSpecificity::new(0.95)))
    .expect("known names")
}

/// All metrics of rows of classes.
fn row_metrics() -> Collection {
    Collection::named(["CategoricalAccuracy", "categorical_crossentropy", "f1_score", "kld", "mae"])
        .and_then(|metrics| metrics.with("macro", F1Score::new(Average::Macro)))
        .and_then(|metrics| metrics.with("overlap", OneHotMeanIou::new(4)))
        .expect("known names")
}

fn alone<T: Element, P: Element>(
    measure: &AnyMeasure,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<P>,
) -> Value {
    let mut stream = measure.clone().streaming();
    stream.update(y_true, y_pred).expect("accepted");
    stream.result()
}

fn members_are_as_alone<T: Element, P: Element>(
    metrics: &Collection,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<P>,
) {
    let together = metrics.evaluate(y_true, y_pred).expect("accepted");
    assert_eq!(together.iter().count(), metrics.members().count());
    for ((name, measure), (own, reading)) in metrics.members().zip(together.iter()) {
        assert_eq!(name, own);
        let bits = |reading: &Value| {
            let bits = |number: Result<f64, _>| number.map(f64::to_bits);
            reading.numbers().into_iter().map(bits).collect::<Vec<_>>()
        };
        assert_eq!(bits(reading), bits(&alone(measure, y_true, y_pred)), "{name}");
    }
}

#[test]
fn members_give_what_they_give_alone() {
    let (y, p) = binary();
    members_are_as_alone(&binary_metrics(), &y, &p);
    let (y, p) = rows();
    members_are_as_alone(&row_metrics(), &y, &p);
}

#[test]
fn and_what_their_functions_give() {
    let (y, p) = binary();
    let together = binary_metrics().evaluate(&y, &p).expect("accepted");
    let number = |name| together.number(name).expect("a number").map_err(Error::from);
    assert_eq!(number("mse"), metrics::mean_squared_error(&y, &p));
    assert_eq!(number("bce"), metrics::binary_crossentropy(&y, &p));
    assert_eq!(number("recall"), metrics::recall(&y, &p));
    assert_eq!(number("roc_auc"), metrics::roc_auc(&y, &p));
    assert_eq!(number("pearson"), metrics::pearson_correlation(&y, &p));
}

#[test]
fn a_collection_keeps_the_laws() {
    let (y, p) = binary();
    let lawful = Collection::named(["bce", "mse", "rmse", "precision", "recall", "AUC", "roc_auc"]);
    let lawful = lawful.expect("known names");
    assert_eq!(laws::check(&lawful, &y, &p, 1), Ok(()));
    #[cfg(feature = "serde")]
    assert_eq!(laws::check_restored(&binary_metrics(), &y, &p, 1), Ok(()));
    let (y, p) = rows();
    assert_eq!(laws::check(&row_metrics(), &y, &p, 2), Ok(()));
}

#[test]
fn other_members_are_not_merged() {
    let (y, p) = binary();
    let mut stream = binary_metrics().streaming();
    stream.update(&y, &p).expect("accepted");
    let before = stream.clone();
    let fewer = Collection::named(["mse"]).expect("known");
    let other = fewer.streaming();
    assert!(matches!(stream.merge(&other), Err(Error::Configuration { .. })));
    assert_eq!(stream, before);
}

#[test]
fn one_member_refuses_for_all() {
    let metrics = Collection::named(["mse", "bce"]).expect("known");
    let mut stream = metrics.streaming();
    stream.update(&array![0.0, 1.0], &array![0.5, 0.5]).expect("accepted");
    let before = stream.clone();
    // A squared error of 2 is as good as any, a probability of 2 is not.
    assert!(stream.update(&array![0.0], &array![2.0]).is_err());
    assert_eq!(stream, before);
}

#[test]
fn table() {
    let metrics = Collection::named(["mse", "F1Score"])
        .and_then(|metrics| {
            metrics.with("roc_auc", RocAuc.pooled())?.with("größte", MeanAbsoluteError)
        })
        .expect("known");
    let results = metrics
        .evaluate(
            &array![[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]],
            &array![[1.0, 0.0, 0.0], [0.0, 1e6, 0.0]],
        )
        .expect("accepted");
    assert_eq!(
        format!("{results:.3}"),
        "mse      166666666666.833\n\
         F1Score  0.667  0.000  undefined (the denominator is zero: no sample counts towards it)\n\
         roc_auc  0.562\n\
         größte   166666.833\n"
    );
    assert_eq!(results.number("F1Score"), None);
    assert_eq!(results.get("none"), None);
    let nothing = Collection::named(["mse"]).expect("known").streaming().result();
    assert_eq!(nothing.to_string(), "mse  undefined (no samples with a weight above zero)\n");
    assert_eq!(Collection::new().streaming().result().to_string(), "");
}

#[test]
fn numbers_of_any_size() {
    let metrics = Collection::named(["mse", "mae"]).expect("known");
    let of = |error: f64| metrics.evaluate(&array![0.0], &array![error]).expect("accepted");
    assert_eq!(format!("{:.2}", of(1e10)), "mse  1.00e20\nmae  10000000000.00\n");
    assert_eq!(format!("{:.2}", of(-1e-3)), "mse  1.00e-6\nmae  0.00\n");
    assert_eq!(format!("{:.1}", of(0.0)), "mse  0.0\nmae  0.0\n");
}

#[test]
fn all_numbers_in_order() {
    let metrics = Collection::named(["mae", "F1Score", "mse"]).expect("known");
    let y_true = array![[1.0, 0.0], [1.0, 0.0]];
    let results = metrics.evaluate(&y_true, &array![[1.0, 0.0], [0.0, 1.0]]).expect("accepted");
    assert_eq!(results.numbers(), [Ok(0.5), Ok(2.0 / 3.0), Ok(0.0), Ok(0.5)]);
}
