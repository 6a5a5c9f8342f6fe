//! Counts, rates, operating points and areas on a grid: Σw over the decisions of each outcome, one
//! threshold at a time.

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{BinaryCounts, ThresholdCounts as State};

use super::arrays::Values::*;
use super::batch::{Batch, ThresholdCounts, ranking};
use super::data::{Data, cells, elements, rows};
use super::naive;
use super::oracle::Sized;
use super::textbook::{ratio, sigmoid};

/// Labels and tenths, among them 0.5 and 0.3 themselves.
const TENTHS: Data = elements(Binary, Tenth);
/// Rows of labels and scores with ties, weighed row by row.
const ROWS: Data = rows(Binary, Score);
/// The same, weighed one by one.
const CELLS: Data = cells(Binary, Score);
/// Below every score, for the best few of a row.
const ANY: f64 = f64::NEG_INFINITY;

/// All but the best two scores of a row are below everything.
fn best_two(row: &[f64]) -> Vec<f64> {
    let best: Vec<_> = ranking(row).into_iter().take(2).collect();
    let score = |(class, &p)| if best.contains(&class) { p } else { ANY };
    row.iter().enumerate().map(score).collect()
}

fn precision(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tp, o.tp + o.fp)
}

fn recall(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tp, o.tp + o.fn_)
}

fn specificity(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tn, o.tn + o.fp)
}

fn f_beta(o: ThresholdCounts, beta: f64) -> Result<f64, Undefined> {
    let right = (1.0 + beta * beta) * o.tp;
    ratio(right, right + beta * beta * o.fn_ + o.fp)
}

/// Φ of the four cells.
fn matthews(o: ThresholdCounts) -> Result<f64, Undefined> {
    if o.tp + o.fn_ == 0.0 || o.tn + o.fp == 0.0 {
        return Err(Undefined::OneClass);
    }
    let margins = (o.tp + o.fp) * (o.tp + o.fn_) * (o.tn + o.fp) * (o.tn + o.fn_);
    let root = margins.sqrt();
    ratio(o.tp * o.tn - o.fp * o.fn_, root).map_err(|_| Undefined::Constant)
}

/// 2(tp·tn − fp·fn)/((tp + fp)(fp + tn) + (tp + fn)(fn + tn)).
fn kappa(o: ThresholdCounts) -> Result<f64, Undefined> {
    let chance = (o.tp + o.fp) * (o.fp + o.tn) + (o.tp + o.fn_) * (o.fn_ + o.tn);
    ratio(2.0 * (o.tp * o.tn - o.fp * o.fn_), chance).map_err(|_| Undefined::OneClass)
}

/// The best rate at even thresholds where another is at least a half.
fn best(
    batch: &Batch,
    thresholds: u32,
    rates: fn(ThresholdCounts) -> [Result<f64, Undefined>; 2],
) -> Result<f64, Undefined> {
    let rates = (0..thresholds).map(|i| {
        let threshold =
            if thresholds == 1 { 0.5 } else { f64::from(i) / f64::from(thresholds - 1) };
        rates(batch.above(threshold))
    });
    let met = rates.filter_map(|[demanded, read]| (demanded.ok()? >= 0.5).then_some(read.ok()?));
    met.reduce(f64::max).ok_or(Undefined::DemandNotMet)
}

/// So many even thresholds, the two ends beyond all scores.
fn even(thresholds: u32) -> Vec<f64> {
    let last = f64::from(thresholds - 1);
    let inner = (1..thresholds - 1).map(|i| f64::from(i) / last);
    [f64::NEG_INFINITY].into_iter().chain(inner).chain([f64::INFINITY]).collect()
}

/// The sum of an area between every two neighbours of ascending thresholds.
fn area(
    batch: &Batch,
    thresholds: &[f64],
    between: fn(ThresholdCounts, ThresholdCounts) -> f64,
) -> Result<Sized, Undefined> {
    let points: Vec<_> = thresholds.iter().map(|&threshold| batch.above(threshold)).collect();
    match (points[0].tp > 0.0, points[0].fp > 0.0) {
        (true, true) => {
            let area = points.windows(2).map(|pair| between(pair[0], pair[1])).sum();
            Ok([area, 1.0].into())
        }
        (false, false) => Err(Undefined::NoSamples),
        _ => Err(Undefined::OneClass),
    }
}

/// The width times a height made of the two heights.
fn bar(a: [f64; 2], b: [f64; 2], height: fn(f64, f64) -> f64) -> f64 {
    (a[0] - b[0]) * height(a[1], b[1])
}

fn middle(a: f64, b: f64) -> f64 {
    (a + b) / 2.0
}

/// True positive rate over false positive rate.
fn roc(o: ThresholdCounts) -> [f64; 2] {
    [o.fp / (o.fp + o.tn), o.tp / (o.tp + o.fn_)]
}

/// Precision over recall; without a positive decision the precision is 0, as in Keras.
fn precision_recall(o: ThresholdCounts) -> [f64; 2] {
    [recall(o).unwrap_or(0.0), precision(o).unwrap_or(0.0)]
}

/// (x − π)/((1 − π)·x) of recall, not below 0, and of precision, π being the share of positives.
fn gains(o: ThresholdCounts) -> [f64; 2] {
    let share = (o.tp + o.fn_) / (o.tp + o.fn_ + o.fp + o.tn);
    let gain = |x: f64| (x - share) / ((1.0 - share) * x);
    let [recall, precision] = precision_recall(o);
    if o.tp == 0.0 { [0.0, 1.0] } else { [gain(recall).max(0.0), gain(precision)] }
}

/// ∫ precision d recall where false positives grow in proportion to true ones: precision is then
/// t/(offset + slope·t) for t true positives.
fn davis_goadrich(a: ThresholdCounts, b: ThresholdCounts) -> f64 {
    let slope = 1.0 + (a.fp - b.fp) / (a.tp - b.tp);
    let offset = b.tp + b.fp - slope * b.tp;
    let integral = |t: f64| (t - offset / slope * (offset + slope * t).ln()) / slope;
    match (a.tp > b.tp, b.tp + b.fp > 0.0) {
        (false, _) => 0.0,
        (true, false) => (a.tp - b.tp) / slope / (b.tp + b.fn_),
        (true, true) => (integral(a.tp) - integral(b.tp)) / (b.tp + b.fn_),
    }
}

/// The areas of all columns, weighed.
fn by_column(
    batch: &Batch,
    weights: [f64; 3],
    area: fn(&Batch) -> Result<Sized, Undefined>,
) -> Result<Sized, Undefined> {
    let areas: Result<Vec<_>, _> = batch.classes().iter().map(area).collect();
    let sum: f64 = areas?.iter().zip(weights).map(|(area, weight)| weight * area.value).sum();
    Ok([sum / weights.iter().sum::<f64>(), 1.0].into())
}

const LABEL_WEIGHTS: [f64; 3] = [1.0, 0.0, 2.5];

/// The elements of each column with the weight of their label too.
fn weighed(batch: &Batch) -> Batch {
    let mut batch = batch.clone();
    for unit in &mut batch.units {
        unit.w.iter_mut().zip(LABEL_WEIGHTS).for_each(|(weight, label)| *weight *= label);
    }
    batch
}

fn auc(curve: Curve, summation: Summation) -> Auc {
    Auc { curve, summation, thresholds: Thresholds::Even(8), ..Default::default() }
}

/// Every reading of the outcomes at each of two thresholds.
fn read_counts(state: &State) -> Vec<Result<f64, Undefined>> {
    let seen = |counts: &BinaryCounts| !counts.is_empty();
    let readings = |counts: BinaryCounts| {
        [
            counts.precision(),
            counts.recall(),
            counts.specificity(),
            counts.negative_predictive_value(),
            counts.false_positive_rate(),
            counts.false_negative_rate(),
            counts.accuracy(),
            counts.balanced_accuracy(),
            counts.f1(),
        ]
    };
    state.all().into_iter().filter(seen).flat_map(readings).collect()
}

fn readings(o: ThresholdCounts) -> Vec<Result<f64, Undefined>> {
    let balanced = recall(o).and_then(|recall| Ok((recall + specificity(o)?) / 2.0));
    vec![
        precision(o),
        recall(o),
        specificity(o),
        ratio(o.tn, o.tn + o.fn_),
        ratio(o.fp, o.fp + o.tn),
        ratio(o.fn_, o.fn_ + o.tp),
        ratio(o.tp + o.tn, o.tp + o.tn + o.fp + o.fn_),
        balanced.map_err(|_| Undefined::OneClass),
        ratio(2.0 * o.tp, 2.0 * o.tp + o.fp + o.fn_),
    ]
}

naive! {
    true_positives: TruePositives::default(), TENTHS, |batch| Ok(batch.above(0.5).tp),
        [bool f64, u8 f32, f32 i32];
    true_negatives: TrueNegatives { threshold: Some(0.3) }, TENTHS,
        |batch| Ok(batch.above(0.3).tn), [bool f32, f64 f64];
    false_positives: FalsePositives::default(), TENTHS, |batch| Ok(batch.above(0.5).fp), [i64 f64];
    false_negatives: FalseNegatives { threshold: Some(-0.3) }, TENTHS,
        |batch| Ok(batch.above(-0.3).fn_), [u8 f32];
    precision_of_elements: Precision::default(), TENTHS, |batch| precision(batch.above(0.5)),
        [bool f64, i32 f32];
    precision_of_the_best_two: Precision { top_k: Some(2), ..Default::default() }, CELLS,
        |batch| precision(batch.scores(best_two).above(ANY)), [bool f64, i32 f32];
    precision_of_one_class: Precision { class_id: Some(0), ..Default::default() }, ROWS,
        |batch| precision(batch.class(0).above(0.5)), [u8 f64];
    recall_of_elements: Recall { threshold: Some(0.3), ..Default::default() }, TENTHS,
        |batch| recall(batch.above(0.3)), [bool f64, u8 f32];
    recall_of_the_best_two:
        Recall { threshold: Some(0.0), top_k: Some(2), ..Default::default() }, CELLS,
        |batch| recall(batch.scores(best_two).above(0.0)), [u8 f64];
    recall_of_one_class_among_the_best_two:
        Recall { top_k: Some(2), class_id: Some(0), ..Default::default() }, ROWS,
        |batch| recall(batch.scores(best_two).class(0).above(ANY)), [bool f64, i32 f32];
    specificity_of_elements: Specificity::default(), TENTHS,
        |batch| specificity(batch.above(0.5)), [bool f64];
    negative_predictive_value: NegativePredictiveValue::default(), TENTHS,
        |batch| ratio(batch.above(0.5).tn, batch.above(0.5).tn + batch.above(0.5).fn_), [bool f64];
    false_positive_rate: FalsePositiveRate::default(), TENTHS,
        |batch| ratio(batch.above(0.5).fp, batch.above(0.5).fp + batch.above(0.5).tn), [u8 f32];
    false_negative_rate: FalseNegativeRate::default(), TENTHS,
        |batch| ratio(batch.above(0.5).fn_, batch.above(0.5).fn_ + batch.above(0.5).tp), [u8 f32];
    binary_f1_score: BinaryF1Score::default(), TENTHS, |batch| f_beta(batch.above(0.5), 1.0),
        [bool f64, u8 f32];
    binary_f_beta_score: BinaryFBetaScore { beta: 2.0, threshold: 0.3 }, TENTHS,
        |batch| f_beta(batch.above(0.3), 2.0), [bool f64, u8 f32];
    binary_matthews_correlation: BinaryMatthewsCorrelation { threshold: 0.3 }, TENTHS,
        |batch| matthews(batch.above(0.3)), [bool f64, u8 f32];
    binary_cohen_kappa: BinaryCohenKappa { threshold: 0.3 }, TENTHS,
        |batch| kappa(batch.above(0.3)), [bool f64, u8 f32];
    at_thresholds: Recall::default().at(vec![0.5, -0.3, 0.5, 0.3]), TENTHS,
        |batch| [0.5, -0.3, 0.5, 0.3].map(|threshold| recall(batch.above(threshold))).to_vec(),
        [bool f64, u8 f32, i32 i64];
    at_thresholds_of_one_class:
        Precision { class_id: Some(0), ..Default::default() }.at(vec![0.5, -0.5]), ROWS,
        |batch| [0.5, -0.5].map(|threshold| precision(batch.class(0).above(threshold))).to_vec(),
        [bool f64];
    readings_of_counts: FalsePositives::default().at(vec![0.3, 0.5]) => read_counts, TENTHS,
        |batch| vec![readings(batch.above(0.3)), readings(batch.above(0.5))], [bool f64, u8 f32];

    sensitivity_at_specificity:
        SensitivityAtSpecificity { num_thresholds: 11, ..SensitivityAtSpecificity::new(0.5) },
        TENTHS, |batch| best(batch, 11, |o| [specificity(o), recall(o)]), [bool f64, u8 f32];
    specificity_at_sensitivity:
        SpecificityAtSensitivity { num_thresholds: 8, ..SpecificityAtSensitivity::new(0.5) },
        TENTHS, |batch| best(batch, 8, |o| [recall(o), specificity(o)]), [bool f64];
    precision_at_recall: PrecisionAtRecall { num_thresholds: 11, ..PrecisionAtRecall::new(0.5) },
        TENTHS, |batch| best(batch, 11, |o| [recall(o), precision(o)]), [bool f64, u8 f32];
    precision_at_recall_at_one_threshold:
        PrecisionAtRecall { num_thresholds: 1, ..PrecisionAtRecall::new(0.5) },
        TENTHS, |batch| best(batch, 1, |o| [recall(o), precision(o)]), [bool f64];
    recall_at_precision:
        RecallAtPrecision { num_thresholds: 5, class_id: Some(0), ..RecallAtPrecision::new(0.5) },
        ROWS, |batch| best(&batch.class(0), 5, |o| [precision(o), recall(o)]), [bool f64];

    roc_by_interpolation: auc(Curve::Roc, Summation::Interpolation), TENTHS,
        |batch| area(batch, &even(8), |a, b| bar(roc(a), roc(b), middle)), [bool f64, u8 f32];
    roc_by_minoring: auc(Curve::Roc, Summation::Minoring), TENTHS,
        |batch| area(batch, &even(8), |a, b| bar(roc(a), roc(b), f64::min)), [bool f64];
    roc_by_majoring: auc(Curve::Roc, Summation::Majoring), TENTHS,
        |batch| area(batch, &even(8), |a, b| bar(roc(a), roc(b), f64::max)), [u8 f32];
    precision_recall_by_interpolation: auc(Curve::PrecisionRecall, Summation::Interpolation),
        TENTHS, |batch| area(batch, &even(8), davis_goadrich), [bool f64, u8 f32];
    precision_recall_by_minoring: auc(Curve::PrecisionRecall, Summation::Minoring), TENTHS,
        |batch| area(batch, &even(8), |a, b| {
            bar(precision_recall(a), precision_recall(b), f64::min)
        }),
        [bool f64];
    precision_recall_by_majoring: auc(Curve::PrecisionRecall, Summation::Majoring), TENTHS,
        |batch| area(batch, &even(8), |a, b| {
            bar(precision_recall(a), precision_recall(b), f64::max)
        }),
        [u8 f32];
    gains_by_interpolation: auc(Curve::PrecisionRecallGain, Summation::Interpolation), TENTHS,
        |batch| area(batch, &even(8), |a, b| bar(gains(a), gains(b), middle)), [bool f64, u8 f32];
    gains_by_minoring: auc(Curve::PrecisionRecallGain, Summation::Minoring), TENTHS,
        |batch| area(batch, &even(8), |a, b| bar(gains(a), gains(b), f64::min)), [bool f64];
    gains_by_majoring: auc(Curve::PrecisionRecallGain, Summation::Majoring), TENTHS,
        |batch| area(batch, &even(8), |a, b| bar(gains(a), gains(b), f64::max)), [u8 f32];
    roc_at_some_thresholds: Auc { thresholds: Thresholds::At(vec![0.3, -0.3]), ..Default::default() },
        TENTHS, |batch| area(batch, &[ANY, -0.3, 0.3, f64::INFINITY], |a, b| {
            bar(roc(a), roc(b), middle)
        }),
        [bool f64, u8 f32];
    roc_from_logits:
        Auc { from_logits: true, ..auc(Curve::Roc, Summation::Interpolation) },
        elements(Binary, Logit), |batch| {
            let scores = batch.scores(|row| row.iter().map(|&z| sigmoid(z)).collect());
            area(&scores, &even(8), |a, b| bar(roc(a), roc(b), middle))
        },
        [bool f64, u8 f32, f64 i32];
    roc_of_labels:
        Auc { multi_label: true, ..auc(Curve::Roc, Summation::Interpolation) },
        cells(Binary, Tenth).of(3), |batch| by_column(batch, [1.0; 3], |column| {
            area(column, &even(8), |a, b| bar(roc(a), roc(b), middle))
        }),
        [bool f64, u8 f32];
    roc_of_weighed_labels:
        Auc {
            multi_label: true,
            label_weights: Some(LABEL_WEIGHTS.to_vec()),
            ..auc(Curve::Roc, Summation::Majoring)
        },
        cells(Binary, Tenth).of(3), |batch| by_column(batch, LABEL_WEIGHTS, |column| {
            area(column, &even(8), |a, b| bar(roc(a), roc(b), f64::max))
        }),
        [bool f64];
    roc_of_all_labels_weighed:
        Auc {
            label_weights: Some(LABEL_WEIGHTS.to_vec()),
            ..auc(Curve::Roc, Summation::Interpolation)
        },
        cells(Binary, Tenth).of(3),
        |batch| area(&weighed(batch), &even(8), |a, b| bar(roc(a), roc(b), middle)),
        [bool f64];
}
