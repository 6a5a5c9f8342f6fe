//! Deliberate mistakes of shape, type, label, option and name: the exact message of each.

use ndarray::{ArrayD, array};
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;

fn zeros(shape: &[usize]) -> ArrayD<f64> {
    ArrayD::zeros(shape)
}

fn said<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.expect_err("refused").to_string()
}

fn name(name: &str) -> String {
    said(Collection::named([name]))
}

/// What was done, what was said.
fn mistakes() -> Vec<(&'static str, String)> {
    let (labels, rows) = (array![0, 1, 2], zeros(&[3, 3]));
    let (y, scores) = (array![0, 1, 1], array![0.2_f32, 0.9, 0.4]);
    vec![
        ("different lengths", said(metrics::mean_squared_error(&zeros(&[3]), &zeros(&[4])))),
        ("column against row", said(metrics::mean_absolute_error(&zeros(&[3]), &zeros(&[3, 1])))),
        ("scalar", said(metrics::mean_squared_error(&zeros(&[]), &zeros(&[])))),
        ("labels in precision", said(metrics::precision(&labels, &rows))),
        ("labels in F1", said(metrics::f1_score(&labels, &rows))),
        ("one-hot in sparse", said(metrics::sparse_categorical_accuracy(&rows, &rows))),
        ("scores in F1", said(metrics::f1_score(&y, &scores))),
        (
            "one column in a row metric",
            said(metrics::categorical_crossentropy(&y, &zeros(&[3, 1]))),
        ),
        (
            "channels first",
            said(MeanIou::new(5).evaluate(&zeros(&[2, 4, 4]), &zeros(&[2, 5, 4, 4]))),
        ),
        (
            "channels first in a matrix of rows",
            said(
                Confusion { sparse_y_pred: false, sparse_y_true: false, ..Confusion::new(5) }
                    .evaluate(&zeros(&[2, 5, 4, 4]), &zeros(&[2, 5, 4, 4])),
            ),
        ),
        (
            "a mask of another axis",
            said(MeanSquaredError.evaluate_weighted(
                &zeros(&[3, 2]),
                &zeros(&[3, 2]),
                &array![true, false],
            )),
        ),
        ("two columns of one decision", said(metrics::roc_auc(&zeros(&[3, 2]), &zeros(&[3, 2])))),
        (
            "three dimensions of columns",
            said(metrics::r2_score(&zeros(&[2, 2, 2]), &zeros(&[2, 2, 2]))),
        ),
        ("another number of columns", {
            let mut stream = RocAuc.per_column().streaming();
            let (y, p) = (array![[0, 1], [1, 0]], array![[0.1, 0.2], [0.3, 0.4]]);
            stream.update(&y, &p).expect("accepted");
            said(stream.update(&array![[0, 1, 0], [1, 0, 1]], &zeros(&[2, 3])))
        }),
        ("labels of three classes", said(metrics::precision(&labels, &labels))),
        ("labels 1 and 2", said(metrics::roc_auc(&array![1, 2, 2], &scores))),
        ("labels -1 and 1", said(metrics::binary_accuracy(&array![-1, 1, 1], &scores))),
        ("arguments swapped", said(metrics::precision(&scores, &y))),
        ("probabilities as labels", said(metrics::accuracy(&y, &scores))),
        ("a sigmoid map in MeanIou", said(MeanIou::new(2).evaluate(&y, &scores))),
        ("a class too many", said(metrics::confusion_matrix(&labels, &labels, 2))),
        (
            "an unknown label",
            said(metrics::sparse_categorical_accuracy(&array![0, 5], &zeros(&[2, 3]))),
        ),
        (
            "logits as probabilities",
            said(metrics::binary_crossentropy(&y, &array![2.5, -1.0, 0.5])),
        ),
        (
            "a probability of f32 beyond 1",
            said(metrics::brier_score(&y, &array![0.1_f32, 1.1, 0.5])),
        ),
        ("NaN", said(metrics::mean_absolute_error(&array![1.0], &array![f64::NAN]))),
        (
            "a row of zeros",
            said(metrics::sparse_categorical_crossentropy(&array![0], &zeros(&[1, 2]))),
        ),
        ("a negative count", said(metrics::poisson(&array![-1.0], &array![1.0]))),
        (
            "a logarithm of nothing",
            said(metrics::mean_squared_logarithmic_error(&y, &array![0, -1, 1])),
        ),
        (
            "a negative weight",
            said(MeanSquaredError.evaluate_weighted(&y, &scores, &array![1.0, -0.5, 1.0])),
        ),
        (
            "a threshold that is no number",
            said(BinaryAccuracy { threshold: f64::NAN }.evaluate(&y, &scores)),
        ),
        (
            "an epsilon below the type",
            said(BinaryCrossentropy { epsilon: 1e-12, ..Default::default() }.evaluate(&y, &scores)),
        ),
        ("no classes", said(MeanIou::new(0).evaluate(&y, &y))),
        ("a beta of 0", said(BinaryFBetaScore { beta: 0.0, threshold: 0.5 }.evaluate(&y, &scores))),
        ("a target that is no class", said(Iou::new(2, [2]).evaluate(&y, &y))),
        (
            "other options merged",
            said(Huber { delta: 1.0 }.streaming().merge(&Huber { delta: 2.0 }.streaming())),
        ),
        ("one class only", said(metrics::roc_auc(&array![1, 1], &array![0.2, 0.8]))),
        (
            "a member of a tuple",
            said(
                (MeanSquaredError, BinaryCrossentropy::default())
                    .evaluate(&y, &array![0.5, 1.5, 0.5]),
            ),
        ),
        (
            "a member of a collection",
            said(
                Collection::named(["mse", "bce"])
                    .and_then(|own| own.evaluate(&y, &array![0.5, 1.5, 0.5])),
            ),
        ),
        ("an ambiguous name", name("auc")),
        ("a wrong name", name("mean_sqared_error")),
        ("a name that is none", name("rouge")),
        ("a name without options", name("mean_iou")),
        ("a name twice", said(Collection::named(["mse", "mse"]))),
    ]
}

/// A line for each mistake: what was done, and what was said.
#[test]
fn every_mistake_leads_to_its_fix() {
    let found: Vec<_> =
        mistakes().into_iter().map(|(what, said)| format!("{what}: {said}")).collect();
    assert!(found.len() >= 40, "{}", found.len());
    let expected: Vec<_> = include_str!("data/mistakes.txt").lines().collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len(), "{}", found.join("\n"));
}

/// `fn main() -> Result<(), Error>` prints what `Debug` writes.
#[test]
fn an_error_debugs_as_its_message() {
    let error = metrics::mean_absolute_error(&array![1.0], &array![f64::NAN]).expect_err("refused");
    assert_eq!(format!("{error:?}"), error.to_string());
}
