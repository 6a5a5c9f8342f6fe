//! What diagnostic tests are judged by: rates and their quotients, products and sums, of a binary decision
//! and of each class against all others.

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ClassAverage, ConfusionMatrix};

use super::arrays::Values::*;
use super::batch::ThresholdCounts;
use super::classes::{Instead, averages_or, outcomes};
use super::data::{Data, elements};
use super::naive;
use super::oracle::Sized;
use super::textbook::ratio;

/// Labels and tenths, among them 0.5 and 0.3 themselves.
const TENTHS: Data = elements(Binary, Tenth);
const IDS: Data = elements(Id, Id);

type Number = Result<f64, Undefined>;
type Reading = fn(ThresholdCounts) -> Number;

fn recall(o: ThresholdCounts) -> Number {
    ratio(o.tp, o.tp + o.fn_)
}

fn specificity(o: ThresholdCounts) -> Number {
    ratio(o.tn, o.tn + o.fp)
}

fn precision(o: ThresholdCounts) -> Number {
    ratio(o.tp, o.tp + o.fp)
}

fn negative_predictive_value(o: ThresholdCounts) -> Number {
    ratio(o.tn, o.tn + o.fn_)
}

fn false_positive_rate(o: ThresholdCounts) -> Number {
    ratio(o.fp, o.tn + o.fp)
}

fn false_negative_rate(o: ThresholdCounts) -> Number {
    ratio(o.fn_, o.tp + o.fn_)
}

fn positive_likelihood_ratio(o: ThresholdCounts) -> Number {
    ratio(recall(o)?, false_positive_rate(o)?)
}

fn negative_likelihood_ratio(o: ThresholdCounts) -> Number {
    ratio(false_negative_rate(o)?, specificity(o)?)
}

fn diagnostic_odds_ratio(o: ThresholdCounts) -> Number {
    ratio(o.tp * o.tn, o.fp * o.fn_)
}

fn informedness(o: ThresholdCounts) -> Number {
    Ok(recall(o)? + specificity(o)? - 1.0)
}

fn markedness(o: ThresholdCounts) -> Number {
    Ok(precision(o)? + negative_predictive_value(o)? - 1.0)
}

fn geometric_mean(o: ThresholdCounts) -> Number {
    Ok((recall(o)? * specificity(o)?).sqrt())
}

fn fowlkes_mallows(o: ThresholdCounts) -> Number {
    Ok((precision(o)? * recall(o)?).sqrt())
}

fn false_discovery_rate(o: ThresholdCounts) -> Number {
    ratio(o.fp, o.tp + o.fp)
}

fn false_omission_rate(o: ThresholdCounts) -> Number {
    ratio(o.fn_, o.tn + o.fn_)
}

fn prevalence(o: ThresholdCounts) -> Number {
    ratio(o.tp + o.fn_, o.tp + o.fp + o.tn + o.fn_)
}

fn detection_prevalence(o: ThresholdCounts) -> Number {
    ratio(o.tp + o.fp, o.tp + o.fp + o.tn + o.fn_)
}

/// A difference from 1.
fn of_ones(number: Number) -> Result<Sized, Undefined> {
    number.map(|value| [value, 1.0].into())
}

/// Every reading, with what stands in means for one that divides by 0.
const READINGS: [(Reading, Instead); 11] = [
    (positive_likelihood_ratio, None),
    (negative_likelihood_ratio, None),
    (diagnostic_odds_ratio, None),
    (informedness, Some(0.0)),
    (markedness, Some(0.0)),
    (geometric_mean, Some(0.0)),
    (fowlkes_mallows, Some(0.0)),
    (false_discovery_rate, Some(1.0)),
    (false_omission_rate, Some(1.0)),
    (prevalence, Some(0.0)),
    (detection_prevalence, Some(0.0)),
];

/// Each class by itself, then the averages, of every reading.
fn all(matrix: &[Vec<f64>]) -> Vec<Result<Sized, Undefined>> {
    let classes = outcomes(matrix);
    let of = |(read, instead): (Reading, Instead)| {
        let each: Vec<Number> = classes.iter().map(|&o| read(o)).collect();
        [each, averages_or(instead, &classes, read)].concat()
    };
    READINGS.into_iter().flat_map(of).map(of_ones).collect()
}

fn read<A: ClassAverage>(matrix: &ConfusionMatrix, average: A) -> [A::Output; 11] {
    [
        matrix.positive_likelihood_ratio(average),
        matrix.negative_likelihood_ratio(average),
        matrix.diagnostic_odds_ratio(average),
        matrix.informedness(average),
        matrix.markedness(average),
        matrix.geometric_mean(average),
        matrix.fowlkes_mallows(average),
        matrix.false_discovery_rate(average),
        matrix.false_omission_rate(average),
        matrix.prevalence(average),
        matrix.detection_prevalence(average),
    ]
}

fn read_all(matrix: &ConfusionMatrix) -> Vec<Number> {
    let averages = super::classes::AVERAGES.map(|average| read(matrix, average));
    let each = read(matrix, PerClass).into_iter().enumerate();
    each.flat_map(|(i, each)| [each, averages.map(|scores| scores[i]).to_vec()].concat()).collect()
}

naive! {
    positive_likelihood_ratio_of_elements: PositiveLikelihoodRatio::default(), TENTHS,
        |batch| positive_likelihood_ratio(batch.above(0.5)), [bool f64, u8 f32];
    negative_likelihood_ratio_of_elements: NegativeLikelihoodRatio { threshold: Some(0.3) }, TENTHS,
        |batch| negative_likelihood_ratio(batch.above(0.3)), [bool f64, u8 f32];
    diagnostic_odds_ratio_of_elements: DiagnosticOddsRatio { threshold: Some(0.3) }, TENTHS,
        |batch| diagnostic_odds_ratio(batch.above(0.3)), [bool f64, u8 f32];
    informedness_of_elements: Informedness::default(), TENTHS,
        |batch| of_ones(informedness(batch.above(0.5))), [bool f64, u8 f32];
    markedness_of_elements: Markedness { threshold: Some(0.3) }, TENTHS,
        |batch| of_ones(markedness(batch.above(0.3))), [bool f64, u8 f32];
    geometric_mean_of_elements: GeometricMeanScore::default(), TENTHS,
        |batch| geometric_mean(batch.above(0.5)), [bool f64, u8 f32];
    fowlkes_mallows_of_elements: BinaryFowlkesMallows { threshold: Some(0.3) }, TENTHS,
        |batch| fowlkes_mallows(batch.above(0.3)), [bool f64, u8 f32];
    false_discovery_rate_of_elements: FalseDiscoveryRate::default(), TENTHS,
        |batch| false_discovery_rate(batch.above(0.5)), [bool f64, u8 f32];
    false_omission_rate_of_elements: FalseOmissionRate { threshold: Some(0.3) }, TENTHS,
        |batch| false_omission_rate(batch.above(0.3)), [bool f64, u8 f32];
    prevalence_of_elements: Prevalence::default(), TENTHS,
        |batch| prevalence(batch.above(0.5)), [bool f64, u8 f32];
    detection_prevalence_of_elements: DetectionPrevalence { threshold: Some(0.3) }, TENTHS,
        |batch| detection_prevalence(batch.above(0.3)), [bool f64, u8 f32];
    diagnostics_of_classes: Confusion::new(7) => read_all, IDS, |batch| all(&batch.matrix(7)),
        [i64 i64, u8 f32];
}
