//! scikit-learn's readings that Keras lacks, by name and options.

use ndarray::{Axis, Ix2};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ClassAverage, ConfusionMatrix, RankedScores};
use ndarray_metrics::{Output, Undefined};
use serde_json::Value;

use super::Case;
use super::arrays::{flat, labels, numbers, of_labels, weighted};
use super::keras::{self, averaging};

/// What the crate gives, in C order; the lists of a curve in the order of their names.
pub(super) fn evaluate(case: &Value) -> Result<Vec<f64>, Error> {
    if case["options"].get("num_classes").is_some() {
        return matrix(case).map(|matrix| read(&matrix, case));
    }
    let one = |value: Result<f64, Undefined>| flat([value]);
    let threshold = case["options"]["threshold"].as_f64();
    match case["metric"].as_str().expect("a name") {
        "roc_auc" => of_labels(RocAuc.pooled(), case).map(one),
        "average_precision" => of_labels(AveragePrecision.pooled(), case).map(one),
        "roc_curve" => curve(case, roc_curve),
        "precision_recall_curve" => curve(case, precision_recall_curve),
        "specificity" => of_labels(Specificity { threshold }, case).map(one),
        "negative_predictive_value" => {
            of_labels(NegativePredictiveValue { threshold }, case).map(one)
        }
        "false_positive_rate" => of_labels(FalsePositiveRate { threshold }, case).map(one),
        "false_negative_rate" => of_labels(FalseNegativeRate { threshold }, case).map(one),
        "top_k_accuracy" => top_k(case).map(one),
        "roc_auc_one_vs_rest" => one_vs_rest(case),
        _ => keras::evaluate(case),
    }
}

fn top_k(case: &Value) -> Result<Result<f64, Undefined>, Error> {
    let k = Case(case).size("k");
    of_labels(SparseTopKCategoricalAccuracy { k, from_sorted_ids: false }, case)
}

/// The measure's state, whose curve is then read.
fn curve(
    case: &Value,
    read: impl FnOnce(&RankedScores) -> Result<Vec<f64>, Undefined>,
) -> Result<Vec<f64>, Error> {
    let (y, p) = (labels(&case["true"]).expect("labels"), numbers(&case["pred"]));
    let runs = match case["weights"]["dtype"].as_str() {
        None => RocAuc.pooled().state_of(&y, &p)?,
        Some(_) => RocAuc.pooled().state_of_weighted(&y, &p, &numbers(&case["weights"]))?,
    };
    read(&runs).map_err(Error::Undefined)
}

/// The first threshold, which is infinite, is null in the file.
fn roc_curve(runs: &RankedScores) -> Result<Vec<f64>, Undefined> {
    let mut curve = runs.roc_curve()?;
    assert_eq!(curve.thresholds[0], f64::INFINITY);
    curve.thresholds[0] = f64::NAN;
    let lists = [curve.false_positive_rates, curve.thresholds, curve.true_positive_rates];
    Ok(lists.into_iter().flatten().collect())
}

fn precision_recall_curve(runs: &RankedScores) -> Result<Vec<f64>, Undefined> {
    let curve = runs.precision_recall_curve()?;
    Ok([curve.precision, curve.recall, curve.thresholds].into_iter().flatten().collect())
}

/// Each class against all others, or the mean of that.
fn one_vs_rest(case: &Value) -> Result<Vec<f64>, Error> {
    let (y, p) = (labels(&case["true"]).expect("labels"), numbers(&case["pred"]));
    let p = p.into_dimensionality::<Ix2>().expect("rows of classes");
    let areas = p.axis_iter(Axis(1)).enumerate().map(|(class, scores)| {
        let of_class = y.mapv(|label| i64::from(label == class as i64));
        weighted(RocAuc, &of_class, &scores.to_owned().into_dyn(), &case["weights"])
    });
    let areas = flat(areas.collect::<Result<Vec<_>, _>>()?);
    let mean = areas.iter().sum::<f64>() / areas.len() as f64;
    Ok(if averaging(case).is_some() { vec![mean] } else { areas })
}

/// The confusion matrix of the case; scores of two classes are decided by the threshold first.
fn matrix(case: &Value) -> Result<ConfusionMatrix, Error> {
    let options = &case["options"];
    let measure = Confusion {
        sparse_y_pred: options["sparse_y_pred"].as_bool().expect("a flag"),
        ..Confusion::new(Case(case).size("num_classes"))
    };
    let Some(threshold) = options["threshold"].as_f64() else {
        return of_labels(measure, case);
    };
    let y = labels(&case["true"]).expect("labels");
    let p = numbers(&case["pred"]).mapv(|score| i64::from(score > threshold));
    weighted(measure, &y, &p, &case["weights"])
}

fn read(matrix: &ConfusionMatrix, case: &Value) -> Vec<f64> {
    let name = case["metric"].as_str().expect("a name");
    match name {
        "confusion_matrix" => matrix.to_array().expect("small").into_iter().collect(),
        "accuracy" => flat([matrix.accuracy()]),
        "balanced_accuracy" => flat([matrix.balanced_accuracy()]),
        "matthews_correlation" => flat([matrix.matthews_correlation()]),
        "cohen_kappa" => flat([matrix.cohen_kappa(weights(case))]),
        _ => match averaging(case) {
            None => score(matrix, case, name, PerClass),
            Some(average) => score(matrix, case, name, of_defined(average)),
        },
    }
}

/// scikit-learn was asked with `zero_division=nan`.
fn of_defined(average: Average) -> Average {
    match average {
        Average::Macro => Average::MacroOfDefined,
        Average::Weighted => Average::WeightedOfDefined,
        other => other,
    }
}

fn weights(case: &Value) -> KappaWeights {
    match case["options"]["weighting"].as_str() {
        None => KappaWeights::Unweighted,
        Some("linear") => KappaWeights::Linear,
        Some(_) => KappaWeights::Quadratic,
    }
}

fn score<A: ClassAverage>(
    matrix: &ConfusionMatrix,
    case: &Value,
    name: &str,
    average: A,
) -> Vec<f64> {
    let output = match name {
        "precision" => matrix.precision(average),
        "recall" => matrix.recall(average),
        "f1_score" => matrix.f1(average),
        "f_beta_score" => matrix.f_beta(Case(case).option("beta"), average),
        "jaccard" => matrix.iou(average),
        other => panic!("no reading is called {other}"),
    };
    flat(output.numbers())
}
