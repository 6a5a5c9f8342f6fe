//! Exact ranking: every pair of two scores, every score as a threshold.

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::RankedScores;

use super::arrays::Values::*;
use super::batch::{Batch, ThresholdCounts};
use super::data::{Data, cells, elements, single};
use super::naive;
use super::textbook::ratio;

/// Labels and scores of which many tie.
const SCORES: Data = single(Binary, Tenth);
const LOGITS: Data = single(Binary, Logit);

/// The distinct scores of what has a weight, rising.
fn scores(batch: &Batch) -> Vec<f64> {
    let mut scores: Vec<_> = batch.present().map(|(_, p, _)| p).collect();
    scores.sort_by(f64::total_cmp);
    scores.dedup();
    scores
}

/// The outcomes of calling positive what scores at least as high as each distinct score, falling.
pub(super) fn thresholds(batch: &Batch) -> Vec<(f64, ThresholdCounts)> {
    let at = |score: f64| (score, batch.outcomes(|p| p >= score));
    scores(batch).into_iter().rev().map(at).collect()
}

/// The share of the pairs of a positive and a negative in which the positive scores higher, a tie
/// being half a pair.
pub(super) fn roc_auc(batch: &Batch) -> Result<f64, Undefined> {
    let at =
        |score: f64, label: f64| batch.sum(|y, p| f64::from(u8::from(y == label && p == score)));
    let scored = scores(batch);
    let [positives, negatives] =
        [1.0, 0.0].map(|y| scored.iter().map(|&p| (p, at(p, y))).collect());
    let ordered = |p: f64, n: f64| if p == n { 0.5 } else { f64::from(u8::from(p > n)) };
    let (mut right, mut pairs) = (0.0, 0.0);
    let [positives, negatives]: [Vec<(f64, f64)>; 2] = [positives, negatives];
    for (p, positive) in positives {
        right += negatives.iter().map(|&(n, w)| positive * w * ordered(p, n)).sum::<f64>();
        pairs += negatives.iter().map(|&(_, w)| positive * w).sum::<f64>();
    }
    ratio(right, pairs).map_err(|_| Undefined::OneClass)
}

/// Σ (Rᵢ − Rᵢ₋₁)·Pᵢ.
pub(super) fn average_precision(batch: &Batch) -> Result<f64, Undefined> {
    let (mut sum, mut last) = (0.0, 0.0);
    for (_, ThresholdCounts { tp, fp, fn_, .. }) in thresholds(batch) {
        let recall = ratio(tp, tp + fn_)?;
        sum += (recall - last) * tp / (tp + fp);
        last = recall;
    }
    Ok(sum)
}

type Points = Vec<Result<f64, Undefined>>;

/// Thresholds, then false positive rates, then true ones, from (0, 0) on.
fn roc_curve(batch: &Batch) -> Points {
    let points = thresholds(batch);
    let rate = |rate: fn(ThresholdCounts) -> [f64; 2]| {
        let rates = points.iter().map(move |&(_, o)| rate(o));
        rates.map(|[above, rest]| ratio(above, above + rest)).collect::<Result<Vec<_>, _>>()
    };
    match (rate(|o| [o.fp, o.tn]), rate(|o| [o.tp, o.fn_])) {
        (Ok(x), Ok(y)) => {
            let scores: Vec<_> = points.iter().map(|&(score, _)| score).collect();
            [vec![1e300], scores, vec![0.0], x, vec![0.0], y].concat().into_iter().map(Ok).collect()
        }
        _ => vec![Err(Undefined::OneClass)],
    }
}

/// Thresholds, then precisions, then recalls, up to (0, 1).
fn precision_recall_curve(batch: &Batch) -> Points {
    let points: Vec<_> = thresholds(batch).into_iter().rev().collect();
    let scores = points.iter().map(|&(score, _)| Ok(score));
    let precision = points.iter().map(|(_, o)| ratio(o.tp, o.tp + o.fp)).chain([Ok(1.0)]);
    let recall = points.iter().map(|(_, o)| ratio(o.tp, o.tp + o.fn_)).chain([Ok(0.0)]);
    let all: Points = scores.chain(precision).chain(recall).collect();
    if all.contains(&Err(Undefined::ZeroDenominator)) {
        return vec![Err(Undefined::ZeroDenominator)];
    }
    all
}

/// The lists of a curve one after the other; the infinite threshold is a large number.
fn listed<const N: usize>(lists: Result<[Vec<f64>; N], Undefined>) -> Points {
    match lists {
        Ok(lists) => lists.concat().into_iter().map(|x| Ok(x.min(1e300))).collect(),
        Err(reason) => vec![Err(reason)],
    }
}

fn read_roc(runs: &RankedScores) -> Points {
    listed(runs.roc_curve().map(|curve| {
        [curve.thresholds, curve.false_positive_rates, curve.true_positive_rates]
            .map(|list| list.to_vec())
    }))
}

fn read_precision_recall(runs: &RankedScores) -> Points {
    listed(
        runs.precision_recall_curve().map(|curve| {
            [curve.thresholds, curve.precision, curve.recall].map(|list| list.to_vec())
        }),
    )
}

/// The value of each column, if there is any weight; of a column without weight, there is none.
fn by_column(batch: &Batch, value: fn(&Batch) -> Result<f64, Undefined>) -> Points {
    if batch.weight() == 0.0 {
        return Vec::new();
    }
    let of_column = |column: Batch| match column.weight() {
        0.0 => Err(Undefined::NoSamples),
        _ => value(&column),
    };
    batch.classes().into_iter().map(of_column).collect()
}

/// The mean of the columns that have a value; the reason of the first column, if none has.
fn averaged(batch: &Batch) -> Result<f64, Undefined> {
    let values = by_column(batch, roc_auc);
    let defined: Vec<f64> = values.iter().filter_map(|value| value.ok()).collect();
    match (defined.len(), values.first()) {
        (0, first) => *first.unwrap_or(&Err(Undefined::NoSamples)),
        (n, _) => Ok(defined.iter().sum::<f64>() / n as f64),
    }
}

/// Arrays of any shape.
const POOLED: Data = elements(Binary, Tenth);

naive! {
    pooled_roc_auc: RocAuc.pooled(), POOLED, roc_auc, [bool f64, u8 f32];
    roc_auc_of_columns: RocAuc.per_column(), cells(Binary, Tenth), |batch| by_column(batch, roc_auc),
        [bool f64, u8 f32];
    average_precision_of_columns: AveragePrecision.per_column(), cells(Binary, Tenth),
        |batch| by_column(batch, average_precision), [bool f64, i64 f32];
    mean_roc_auc_of_columns: RocAuc.averaged(), cells(Binary, Tenth), averaged, [bool f64, u8 f32];
    pooled_average_precision: AveragePrecision.pooled(), POOLED, average_precision, [u8 f64];
    roc_auc_of_scores: RocAuc, SCORES, roc_auc, [bool f64, u8 f32, f32 f64];
    roc_auc_of_logits: RocAuc, LOGITS, roc_auc, [i64 f64, bool i32, u8 i64];
    average_precision_of_scores: AveragePrecision, SCORES, average_precision,
        [bool f64, u8 f32, f32 f64];
    average_precision_of_logits: AveragePrecision, LOGITS, average_precision, [i64 f32, bool u8];
    roc_curve_of_scores: RocAuc => read_roc, SCORES, roc_curve, [bool f64, u8 f32];
    precision_recall_curve_of_scores: AveragePrecision => read_precision_recall, SCORES,
        precision_recall_curve, [bool f64, u8 f32];
}
