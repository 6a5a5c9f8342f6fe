//! Readings of rankings, of one decision and of several classes: what scikit-learn, scipy and exact
//! arithmetic say of the same batches (`sklearn_ranking.json`).

use ndarray::{Array1, s};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{AreaScaling, BinaryCounts, RankedScores, Tally};
use ndarray_metrics::{Output, Undefined};
use serde_json::Value;

use super::Case;
use super::arrays::{flat, labels, numbers, weighted};
use super::readings::{TOLERANCE, compare};

/// The value of a measure, NaN where it is undefined.
pub(super) fn value<M: Measure>(measure: M, batch: &Value) -> Vec<f64> {
    let (y, p) = (labels(&batch["true"]).expect("labels"), numbers(&batch["pred"]));
    let output = weighted(measure, &y, &p, &batch["weights"]).expect("a good batch");
    flat(output.numbers())
}

/// The state of a ranking of one score for each sample.
pub(super) fn state(batch: &Value) -> RankedScores {
    let (y, p) = (labels(&batch["true"]).expect("labels"), numbers(&batch["pred"]));
    match batch["weights"]["dtype"].as_str() {
        None => RocAuc.state_of(&y, &p),
        Some(_) => RocAuc.state_of_weighted(&y, &p, &numbers(&batch["weights"])),
    }
    .expect("a good batch")
}

fn found(batch: &Value, reading: &Value) -> Vec<f64> {
    let option = |name| Case(reading).option(name);
    match reading["metric"].as_str().expect("a name") {
        "kolmogorov_smirnov" => value(KolmogorovSmirnov, batch),
        "gini" => value(GiniCoefficient, batch),
        "partial_roc_auc" => {
            let scaling = match reading["options"]["scaling"].as_str() {
                Some("Raw") => AreaScaling::Raw,
                Some("Mean") => AreaScaling::Mean,
                _ => AreaScaling::McClish,
            };
            value(PartialRocAuc { low: option("low"), high: option("high"), scaling }, batch)
        }
        "log_auc" => value(LogAuc { low: option("low"), high: option("high") }, batch),
        "equal_error_rate" => value(EqualErrorRate, batch),
        "convex_hull_equal_error_rate" => value(ConvexHullEqualErrorRate, batch),
        "cumulative_gain" => value(CumulativeGain::new(option("share")), batch),
        "lift" => value(Lift::new(option("share")), batch),
        "recall_at_precision" => value(ExactRecallAtPrecision::new(option("demand")), batch),
        "precision_at_recall" => value(ExactPrecisionAtRecall::new(option("demand")), batch),
        "sensitivity_at_specificity" => {
            value(ExactSensitivityAtSpecificity::new(option("demand")), batch)
        }
        "specificity_at_sensitivity" => {
            value(ExactSpecificityAtSensitivity::new(option("demand")), batch)
        }
        "det_curve" => det_curve(&state(batch)),
        "gain_curve" => gain_curve(&state(batch)),
        "counts_at_scores" => counts_at_scores(&state(batch)),
        _ => of_classes(batch, reading),
    }
}

fn of_classes(batch: &Value, reading: &Value) -> Vec<f64> {
    let average = match reading["options"]["average"].as_str() {
        None => None,
        Some("macro") => Some(OneVsRestAverage::Macro),
        Some("weighted") => Some(OneVsRestAverage::Weighted),
        Some(_) => Some(OneVsRestAverage::Micro),
    };
    match reading["metric"].as_str().expect("a name") {
        "roc_auc_one_vs_rest" => one_vs_rest(RocAuc, average, batch),
        "average_precision_one_vs_rest" => one_vs_rest(AveragePrecision, average, batch),
        "roc_auc_one_vs_one" => {
            let by_prevalence = average == Some(OneVsRestAverage::Weighted);
            value(OneVsOneRocAuc { by_prevalence }, batch)
        }
        other => panic!("no reading is called {other}"),
    }
}

fn one_vs_rest<M>(measure: M, average: Option<OneVsRestAverage>, batch: &Value) -> Vec<f64>
where
    M: RankingMeasure<Output = Result<f64, Undefined>>,
{
    match average {
        None => value(measure.one_vs_rest(), batch),
        Some(average) => value(measure.averaged_one_vs_rest(average), batch),
    }
}

/// False positive rates, false negative rates and rising thresholds, without the ends that scikit-learn leaves out:
/// all but the last point without a false positive, and all but the first without a false negative.
fn det_curve(scores: &RankedScores) -> Vec<f64> {
    let curve = scores.det_curve().expect("two classes");
    let first = curve.false_positive_rates.iter().filter(|&&rate| rate == 0.0).count() - 1;
    let end = curve.false_negative_rates.iter().filter(|&&rate| rate > 0.0).count() + 1;
    let first = first.max(usize::from(curve.thresholds[first].is_infinite()));
    let lists = [curve.false_positive_rates, curve.false_negative_rates, curve.thresholds];
    let rising = |list: Array1<f64>| list.slice(s![first..end; -1]).to_vec();
    lists.into_iter().flat_map(rising).collect()
}

fn gain_curve(scores: &RankedScores) -> Vec<f64> {
    let curve = scores.gain_curve().expect("positives");
    [curve.shares, curve.gains].into_iter().flatten().collect()
}

/// True negatives, false positives, false negatives, true positives and thresholds.
fn counts_at_scores(scores: &RankedScores) -> Vec<f64> {
    let all: Vec<_> = scores.counts_at_scores().collect();
    let each = |of: fn(&BinaryCounts) -> &Tally| flat(all.iter().map(|at| of(&at.counts).value()));
    let counts = [
        each(|counts| &counts.true_negatives),
        each(|counts| &counts.false_positives),
        each(|counts| &counts.false_negatives),
        each(|counts| &counts.true_positives),
    ];
    [counts.concat(), all.iter().map(|at| at.score).collect()].concat()
}

#[test]
fn rankings_have_the_values_of_others() {
    compare(include_str!("../data/sklearn_ranking.json"), 678, |_| TOLERANCE, found);
}
