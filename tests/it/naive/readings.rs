//! More readings of a ranking: the ROC curve as straight lines between its points, the best share of the
//! samples, and every threshold that meets a demand.

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{AreaScaling, RankedScores};

use super::arrays::Values::*;
use super::batch::{Batch, ThresholdCounts};
use super::data::{Data, single};
use super::naive;
use super::ranking::{roc_auc, thresholds};
use super::textbook::ratio;

/// Labels and scores of which many tie.
const SCORES: Data = single(Binary, Tenth);

/// A number, and the size of what cancels.
type Number = Result<[f64; 2], Undefined>;

/// Points of a curve, from left to right.
type Curve = Vec<[f64; 2]>;

/// The points of the ROC curve from (0, 0) on: false positive rate, true positive rate.
fn roc(batch: &Batch) -> Result<Curve, Undefined> {
    let point = |(_, o): (f64, ThresholdCounts)| {
        Ok([ratio(o.fp, o.fp + o.tn)?, ratio(o.tp, o.tp + o.fn_)?])
    };
    let points: Result<Curve, Undefined> = thresholds(batch).into_iter().map(point).collect();
    Ok([vec![[0.0, 0.0]], points.map_err(|_| Undefined::OneClass)?].concat())
}

fn kolmogorov_smirnov(batch: &Batch) -> Number {
    let distances = roc(batch)?.into_iter().map(|[x, y]| (y - x).abs());
    Ok([distances.fold(0.0, f64::max), 1.0])
}

fn gini(batch: &Batch) -> Number {
    Ok([2.0 * roc_auc(batch)? - 1.0, 1.0])
}

/// The height of a straight line at a place between its ends.
fn height([start, end]: [[f64; 2]; 2], x: f64) -> f64 {
    start[1] + (x - start[0]) * (end[1] - start[1]) / (end[0] - start[0])
}

/// The parts of a curve between two places: ends, and heights there.
fn between(curve: &[[f64; 2]], low: f64, high: f64) -> Vec<[[f64; 2]; 2]> {
    let lines = curve.windows(2).map(|line| [line[0], line[1]]);
    let cut = |line: [[f64; 2]; 2]| {
        let (from, to) = (line[0][0].max(low), line[1][0].min(high));
        (from < to).then(|| [[from, height(line, from)], [to, height(line, to)]])
    };
    lines.filter_map(cut).collect()
}

/// The mean height over a place that is a function of the false positive rate.
fn mean_height(
    batch: &Batch,
    low: f64,
    high: f64,
    place: fn(f64) -> f64,
) -> Result<f64, Undefined> {
    let parts = between(&roc(batch)?, low, high);
    let area =
        |[start, end]: [[f64; 2]; 2]| (place(end[0]) - place(start[0])) * (start[1] + end[1]) / 2.0;
    Ok(parts.into_iter().map(area).sum::<f64>() / (place(high) - place(low)))
}

fn partial(low: f64, high: f64, scaling: AreaScaling) -> PartialRocAuc {
    PartialRocAuc { scaling, ..PartialRocAuc::new(low, high) }
}

/// ½(1 + (A − m)/(M − m)).
fn mcclish(batch: &Batch, low: f64, high: f64) -> Number {
    let area = mean_height(batch, low, high, |x| x)? * (high - low);
    let (least, most) = ((high * high - low * low) / 2.0, high - low);
    Ok([0.5 * (1.0 + (area - least) / (most - least)), 1.0])
}

/// Where a line falls from above the other diagonal to below it, if it does.
fn crossing([start, end]: [[f64; 2]; 2]) -> Option<f64> {
    let [before, after] = [start, end].map(|[x, y]| x + y - 1.0);
    (before <= 0.0 && after > 0.0)
        .then(|| start[0] + (end[0] - start[0]) * before / (before - after))
}

fn equal_error_rate(batch: &Batch) -> Number {
    let curve = roc(batch)?;
    let rates = curve.windows(2).filter_map(|line| crossing([line[0], line[1]]));
    Ok([rates.fold(1.0, f64::min), 1.0])
}

/// The least rate of all mixtures of two thresholds.
fn of_the_hull(batch: &Batch) -> Number {
    let curve = roc(batch)?;
    let ends = |start: [f64; 2]| curve.iter().filter_map(move |&end| crossing([start, end]));
    Ok([curve.iter().flat_map(|&start| ends(start)).fold(1.0, f64::min), 1.0])
}

/// The points from (0, 0) on: share of the samples, share of the positives.
fn gains(batch: &Batch) -> Result<Curve, Undefined> {
    let point = |(_, o): (f64, ThresholdCounts)| {
        Ok([(o.tp + o.fp) / (o.tp + o.fp + o.tn + o.fn_), ratio(o.tp, o.tp + o.fn_)?])
    };
    let points: Result<Curve, Undefined> = thresholds(batch).into_iter().map(point).collect();
    Ok([vec![[0.0, 0.0]], points?].concat())
}

fn gain(batch: &Batch, share: f64) -> Number {
    let line = between(&gains(batch)?, 0.0, share).pop().ok_or(Undefined::NoSamples)?;
    Ok([line[1][1], 1.0])
}

/// The greatest rate where another one meets a demand, over all thresholds and one above all scores.
fn best(
    batch: &Batch,
    rate: fn(ThresholdCounts) -> Result<f64, Undefined>,
    constrained: fn(ThresholdCounts) -> Result<f64, Undefined>,
    demanded: f64,
) -> Result<f64, Undefined> {
    let all = thresholds(batch).into_iter().map(|(_, o)| o).chain([batch.outcomes(|_| false)]);
    let meets = |o: &ThresholdCounts| constrained(*o).is_ok_and(|rate| rate >= demanded);
    all.filter(meets).filter_map(|o| rate(o).ok()).reduce(f64::max).ok_or(Undefined::DemandNotMet)
}

fn recall(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tp, o.tp + o.fn_)
}

fn precision(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tp, o.tp + o.fp)
}

fn specificity(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tn, o.tn + o.fp)
}

/// A demand of a rate that no rate of small counts equals.
const DEMAND: f64 = 0.618;

fn of_positives(batch: &Batch) -> Result<&Batch, Undefined> {
    ratio(1.0, batch.sum(|y, _| y)).map(|_| batch)
}

fn of_two_classes(batch: &Batch) -> Result<&Batch, Undefined> {
    let (positives, negatives) = (batch.sum(|y, _| y), batch.sum(|y, _| 1.0 - y));
    if positives * negatives > 0.0 { Ok(batch) } else { Err(Undefined::OneClass) }
}

type Points = Vec<Result<f64, Undefined>>;

/// Every score from the highest down, with true and false positives, true and false negatives.
fn read_counts(scores: &RankedScores) -> Points {
    if scores.is_empty() {
        return vec![Err(Undefined::NoSamples)];
    }
    let each = scores.counts_at_scores().flat_map(|at| {
        let [tp, fp] = [at.counts.true_positives.value(), at.counts.false_positives.value()];
        let [tn, fn_] = [at.counts.true_negatives.value(), at.counts.false_negatives.value()];
        assert_eq!(at.counts, scores.counts_at(at.score));
        [Ok(at.score), tp, fp, tn, fn_]
    });
    each.collect()
}

fn counts(batch: &Batch) -> Vec<Number> {
    let each = thresholds(batch)
        .into_iter()
        .flat_map(|(score, o)| [score, o.tp, o.fp, o.tn, o.fn_].map(|x| Ok([x, batch.weight()])));
    each.collect()
}

/// The lists of a curve one after the other; the infinite threshold is a large number.
fn listed<const N: usize>(lists: Result<[Vec<f64>; N], Undefined>) -> Points {
    match lists {
        Ok(lists) => lists.concat().into_iter().map(|x| Ok(x.min(1e300))).collect(),
        Err(reason) => vec![Err(reason)],
    }
}

fn expected(thresholds: Vec<f64>, points: Result<Curve, Undefined>) -> Vec<Number> {
    let points = match points {
        Ok(points) => points,
        Err(reason) => return vec![Err(reason)],
    };
    let [x, y] = [0, 1].map(|i| points.iter().map(move |point| point[i]).collect::<Vec<_>>());
    [thresholds, x, y].concat().into_iter().map(|x| Ok([x, 1.0])).collect()
}

fn scores(batch: &Batch, first: Option<f64>) -> Vec<f64> {
    first.into_iter().chain(thresholds(batch).into_iter().map(|(score, _)| score)).collect()
}

fn read_det(scores: &RankedScores) -> Points {
    listed(scores.det_curve().map(|curve| {
        [curve.thresholds, curve.false_positive_rates, curve.false_negative_rates]
            .map(|list| list.to_vec())
    }))
}

fn det(batch: &Batch) -> Vec<Number> {
    let missed = |curve: Curve| curve.into_iter().map(|[x, y]| [x, 1.0 - y]).collect();
    expected(scores(batch, Some(1e300)), roc(batch).map(missed))
}

fn read_gains(scores: &RankedScores) -> Points {
    listed(
        scores
            .gain_curve()
            .map(|curve| [curve.thresholds, curve.shares, curve.gains].map(|list| list.to_vec())),
    )
}

fn read_lifts(scores: &RankedScores) -> Points {
    listed(
        scores
            .lift_curve()
            .map(|curve| [curve.thresholds, curve.shares, curve.lifts].map(|list| list.to_vec())),
    )
}

fn lifts(batch: &Batch) -> Vec<Number> {
    let lift = |curve: Curve| curve[1..].iter().map(|&[x, y]| [x, y / x]).collect();
    expected(scores(batch, None), gains(batch).map(lift))
}

naive! {
    kolmogorov_smirnov_of_scores: KolmogorovSmirnov, SCORES, kolmogorov_smirnov, [bool f64, u8 f32];
    gini_of_scores: GiniCoefficient, SCORES, gini, [bool f64, u8 f32];
    equal_error_rate_of_scores: EqualErrorRate, SCORES, equal_error_rate, [bool f64, u8 f32];
    equal_error_rate_of_the_hull: ConvexHullEqualErrorRate, SCORES, of_the_hull, [bool f64, u8 f32];
    partial_area: partial(0.1, 0.55, AreaScaling::Raw), SCORES,
        |batch| mean_height(batch, 0.1, 0.55, |x| x).map(|mean| mean * (0.55 - 0.1)),
        [bool f64, u8 f32];
    mean_over_a_part: partial(0.2, 1.0, AreaScaling::Mean), SCORES,
        |batch| mean_height(batch, 0.2, 1.0, |x| x), [bool f64, u8 f32];
    partial_area_of_mcclish: partial(0.0, 0.3, AreaScaling::McClish), SCORES,
        |batch| mcclish(batch, 0.0, 0.3), [bool f64, u8 f32];
    log_auc_of_scores: LogAuc::default(), SCORES, |batch| mean_height(batch, 0.001, 0.1, f64::ln),
        [bool f64, u8 f32];
    log_auc_of_a_wide_part: LogAuc { low: 0.05, high: 1.0 }, SCORES,
        |batch| mean_height(batch, 0.05, 1.0, f64::ln), [bool f64];
    gain_of_the_best: CumulativeGain::new(0.3), SCORES, |batch| gain(batch, 0.3), [bool f64, u8 f32];
    lift_of_the_best: Lift::new(0.45), SCORES,
        |batch| gain(batch, 0.45).map(|[gain, size]| [gain / 0.45, size]), [bool f64, u8 f32];
    recall_where_precision_is_met: ExactRecallAtPrecision::new(DEMAND), SCORES,
        |batch| best(of_positives(batch)?, recall, precision, DEMAND), [bool f64, u8 f32];
    precision_where_recall_is_met: ExactPrecisionAtRecall::new(DEMAND), SCORES,
        |batch| best(of_positives(batch)?, precision, recall, DEMAND), [bool f64, u8 f32];
    sensitivity_where_specificity_is_met: ExactSensitivityAtSpecificity::new(DEMAND), SCORES,
        |batch| best(of_two_classes(batch)?, recall, specificity, DEMAND), [bool f64, u8 f32];
    specificity_where_sensitivity_is_met: ExactSpecificityAtSensitivity::new(DEMAND), SCORES,
        |batch| best(of_two_classes(batch)?, specificity, recall, DEMAND), [bool f64, u8 f32];
    counts_at_every_score: RocAuc => read_counts, SCORES, counts, [bool f64, u8 f32];
    det_curve_of_scores: RocAuc => read_det, SCORES, det, [bool f64, u8 f32];
    gain_curve_of_scores: RocAuc => read_gains, SCORES,
        |batch| expected(scores(batch, Some(1e300)), gains(batch)), [bool f64, u8 f32];
    lift_curve_of_scores: RocAuc => read_lifts, SCORES, lifts, [bool f64, u8 f32];
}
