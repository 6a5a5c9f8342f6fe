//! Counts, rates, operating points and areas against their definitions: Σw over the decisions of
//! each outcome, one threshold at a time.

use std::any::type_name;

use ndarray::ArrayViewD;
use ndarray_metrics::Observe;
use ndarray_metrics::prelude::*;
use proptest::test_runner::TestCaseError;

use super::arrays::Number;
use super::arrays::Values::*;
use super::oracle::Data::{self, Elements, Rows};
use super::oracle::{Case, Sized, cases, near, runner, spread};
use super::textbook::ranking;

/// Declares a test per entry: the metric, what its arguments hold, how a row is read, the value in
/// terms of the outcomes at any threshold, and pairs of element types.
macro_rules! decisions {
    ($($test:ident: $measure:expr, $data:expr, $reading:expr, $value:expr, [$($t:ident $p:ident),+];)+) => {
        $(#[test]
        fn $test() {
            $(agrees::<_, $t, $p>(&$measure, $data, $reading, $value);)+
        })+
    };
}

/// The weights of the four outcomes.
#[derive(Default)]
struct Outcomes {
    tp: f64,
    fp: f64,
    tn: f64,
    fn_: f64,
}

/// The outcomes at a threshold.
type At<'a> = &'a dyn Fn(f64) -> Outcomes;

/// How the scores of a row are decided on.
#[derive(Clone, Copy)]
enum Reading {
    /// Each by itself.
    Each,
    /// The best two only.
    BestTwo,
    /// The first class only, of which rows have weights.
    First,
    /// The first class only, where it is among the best two.
    FirstOfBestTwo,
}
use Reading::{BestTwo, Each, First, FirstOfBestTwo};

impl Reading {
    /// The scores that count, each with its place in the row.
    fn read(self, row: &[f64]) -> Vec<(usize, f64)> {
        let best: Vec<_> = ranking(row).into_iter().take(2).collect();
        let low = |class: usize, p: f64| if best.contains(&class) { p } else { f64::NEG_INFINITY };
        let scores = row.iter().copied().enumerate();
        match self {
            Self::Each => scores.collect(),
            Self::BestTwo => scores.map(|(class, p)| (class, low(class, p))).collect(),
            Self::First => scores.take(1).collect(),
            Self::FirstOfBestTwo => {
                scores.take(1).map(|(class, p)| (class, low(class, p))).collect()
            }
        }
    }

    fn of_rows(self) -> bool {
        matches!(self, Self::First | Self::FirstOfBestTwo)
    }
}

/// Every decision: a label, a score and a weight.
fn read<T: Number, P: Number>(
    y: &ArrayViewD<'_, T>,
    p: &ArrayViewD<'_, P>,
    weights: &[f64],
    reading: Reading,
) -> Vec<(bool, f64, f64)> {
    let classes = p.shape()[p.ndim() - 1].max(1);
    let y: Vec<_> = y.iter().map(|y| y.plain() == 1.0).collect();
    let p: Vec<_> = p.iter().map(|p| p.plain()).collect();
    let row = |(row, scores): (usize, &[f64])| {
        reading.read(scores).into_iter().map(move |(class, score)| (row, class, score))
    };
    let all = p.chunks(classes).enumerate().flat_map(row);
    all.map(|(row, class, score)| {
        let element = row * classes + class;
        (y[element], score, weights[if reading.of_rows() { row } else { element }])
    })
    .collect()
}

fn outcomes(decisions: &[(bool, f64, f64)], threshold: f64) -> Outcomes {
    let mut sums = Outcomes::default();
    for &(positive, score, weight) in decisions {
        match (positive, score > threshold) {
            (true, true) => sums.tp += weight,
            (false, true) => sums.fp += weight,
            (false, false) => sums.tn += weight,
            (true, false) => sums.fn_ += weight,
        }
    }
    sums
}

/// Holds a metric against its definition, without weights and with weights of every rank.
fn agrees<M, T: Number, P: Number>(
    measure: &M,
    data: Data,
    reading: Reading,
    value: fn(At<'_>) -> Result<f64, Undefined>,
) where
    M: Observe<T, P, Output = Result<f64, Undefined>>,
{
    let check = |case: Case| -> Result<(), TestCaseError> {
        let (y, p) = case.arrays::<T, P>(data);
        let (y, p) = (y.view(), p.view());
        let mut shape = case.shape(data);
        if reading.of_rows() {
            shape.pop();
        }
        let units = shape.iter().product();
        let expected = |weights: &[f64]| {
            let decisions = read(&y, &p, weights, reading);
            if weights.iter().sum::<f64>() == 0.0 {
                return Err(Undefined::NoSamples);
            }
            let value = value(&|threshold| outcomes(&decisions, P::own(threshold)))?;
            Ok(Sized { value, size: 0.0 })
        };
        near(measure.evaluate(&y, &p), expected(&vec![1.0; units]))?;
        for rank in 1..=shape.len() {
            let weights = case.weights::<f64>(&shape[..rank], false);
            let found = measure.evaluate_weighted(&y, &p, &weights.view());
            near(found, expected(&spread(&weights.view(), units)))?;
            let mask = case.weights::<bool>(&shape[..rank], true);
            let found = measure.evaluate_weighted(&y, &p, &mask.view());
            near(found, expected(&spread(&mask.view(), units)))?;
        }
        Ok(())
    };
    let outcome = runner(type_name::<(M, T, P)>()).run(&cases(), check);
    outcome.unwrap_or_else(|e| panic!("{measure:?} of {}: {e}", type_name::<(T, P)>()));
}

/// part/(part + other).
fn share(part: f64, other: f64) -> Result<f64, Undefined> {
    if part + other > 0.0 { Ok(part / (part + other)) } else { Err(Undefined::ZeroDenominator) }
}

/// The best rate at the even thresholds where another is at least a half.
fn best(
    at: At<'_>,
    thresholds: u32,
    rates: fn(&Outcomes) -> [Result<f64, Undefined>; 2],
) -> Result<f64, Undefined> {
    let mut best = Err(Undefined::Unreachable);
    for i in 0..thresholds {
        let threshold = f64::from(i) / f64::from(thresholds - 1);
        if let [Ok(demanded), Ok(read)] = rates(&at(threshold))
            && demanded >= 0.5
        {
            best = Ok(read.max(best.unwrap_or(0.0)));
        }
    }
    best
}

/// The trapezoids under the ROC curve at some thresholds and at the two ends.
fn roc_area(at: At<'_>, thresholds: &[f64]) -> Result<f64, Undefined> {
    let mut area = 0.0;
    let mut last = (1.0, 1.0);
    for &threshold in thresholds.iter().chain([&f64::INFINITY]) {
        let Outcomes { tp, fp, tn, fn_ } = at(threshold);
        let one_class = |_| Undefined::OneClass;
        let next = (share(fp, tn).map_err(one_class)?, share(tp, fn_).map_err(one_class)?);
        area += (last.0 - next.0) * (last.1 + next.1) / 2.0;
        last = next;
    }
    Ok(area)
}

fn precision(o: &Outcomes) -> Result<f64, Undefined> {
    share(o.tp, o.fp)
}

fn recall(o: &Outcomes) -> Result<f64, Undefined> {
    share(o.tp, o.fn_)
}

fn specificity(o: &Outcomes) -> Result<f64, Undefined> {
    share(o.tn, o.fp)
}

/// Labels and tenths, among them 0.5 and 0.3 themselves.
const TENTHS: Data = Elements(Binary, Tenth);
/// Rows of labels and scores with ties.
const ROWS: Data = Rows(Binary, Score);
/// Below every score, for the best few of a row.
const ANY: f64 = f64::NEG_INFINITY;

decisions! {
    true_positives: TruePositives::default(), TENTHS, Each, |at| Ok(at(0.5).tp),
        [bool f64, u8 f32, f32 i32];
    true_negatives: TrueNegatives { threshold: Some(0.3) }, TENTHS, Each, |at| Ok(at(0.3).tn),
        [bool f32, f64 f64];
    false_positives: FalsePositives::default(), TENTHS, Each, |at| Ok(at(0.5).fp), [i64 f64];
    false_negatives: FalseNegatives { threshold: Some(-0.3) }, TENTHS, Each,
        |at| Ok(at(-0.3).fn_), [u8 f32];
    precision_of_elements: Precision::default(), TENTHS, Each, |at| precision(&at(0.5)),
        [bool f64, i32 f32];
    precision_of_the_best_two: Precision { top_k: Some(2), ..Default::default() }, ROWS, BestTwo,
        |at| precision(&at(ANY)), [bool f64, i32 f32];
    precision_of_one_class: Precision { class_id: Some(0), ..Default::default() }, ROWS, First,
        |at| precision(&at(0.5)), [u8 f64];
    recall_of_elements: Recall { threshold: Some(0.3), ..Default::default() }, TENTHS, Each,
        |at| recall(&at(0.3)), [bool f64, u8 f32];
    recall_of_the_best_two:
        Recall { threshold: Some(0.0), top_k: Some(2), ..Default::default() }, ROWS, BestTwo,
        |at| recall(&at(0.0)), [u8 f64];
    recall_of_one_class_among_the_best_two:
        Recall { top_k: Some(2), class_id: Some(0), ..Default::default() }, ROWS, FirstOfBestTwo,
        |at| recall(&at(ANY)), [bool f64, i32 f32];
    specificity_of_elements: Specificity::default(), TENTHS, Each, |at| specificity(&at(0.5)),
        [bool f64];
    negative_predictive_value: NegativePredictiveValue::default(), TENTHS, Each,
        |at| share(at(0.5).tn, at(0.5).fn_), [bool f64];
    false_positive_rate: FalsePositiveRate::default(), TENTHS, Each,
        |at| share(at(0.5).fp, at(0.5).tn), [u8 f32];
    false_negative_rate: FalseNegativeRate::default(), TENTHS, Each,
        |at| share(at(0.5).fn_, at(0.5).tp), [u8 f32];

    sensitivity_at_specificity:
        SensitivityAtSpecificity { num_thresholds: 11, ..SensitivityAtSpecificity::new(0.5) },
        TENTHS, Each, |at| best(at, 11, |o| [specificity(o), recall(o)]), [bool f64, u8 f32];
    specificity_at_sensitivity:
        SpecificityAtSensitivity { num_thresholds: 8, ..SpecificityAtSensitivity::new(0.5) },
        TENTHS, Each, |at| best(at, 8, |o| [recall(o), specificity(o)]), [bool f64];
    precision_at_recall: PrecisionAtRecall { num_thresholds: 11, ..PrecisionAtRecall::new(0.5) },
        TENTHS, Each, |at| best(at, 11, |o| [recall(o), precision(o)]), [bool f64, u8 f32];
    recall_at_precision:
        RecallAtPrecision { num_thresholds: 5, class_id: Some(0), ..RecallAtPrecision::new(0.5) },
        ROWS, First, |at| best(at, 5, |o| [precision(o), recall(o)]), [bool f64];
    auc_on_an_even_grid: Auc { thresholds: Grid::Even(5), ..Default::default() }, TENTHS, Each,
        |at| roc_area(at, &[0.25, 0.5, 0.75]), [bool f64, u8 f32];
    auc_at_some_thresholds:
        Auc { thresholds: Grid::At(vec![0.3, -0.3]), ..Default::default() }, TENTHS, Each,
        |at| roc_area(at, &[-0.3, 0.3]), [bool f64, u8 f32];
}
