//! What is read off classes: Σw of each pair of a true and a predicted class, or of the outcomes of
//! each class against all others.

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ClassAverage, ConfusionMatrix, Normalize as Part};

use super::arrays::Values::*;
use super::batch::{Batch, ThresholdCounts, Unit, ranking};
use super::data::{Data, cells, columns, elements, labels, rows, rows_for_labels};
use super::naive;
use super::oracle::Sized;
use super::textbook::ratio;

type Matrix = Vec<Vec<f64>>;
type Score = fn(ThresholdCounts) -> Result<f64, Undefined>;

/// Seven classes, and sixty.
const IDS: Data = elements(Id, Id);
const MANY: Data = elements(ManyIds, ManyIds);

/// The outcomes of each class against all others.
pub(super) fn outcomes(cells: &[Vec<f64>]) -> Vec<ThresholdCounts> {
    let of = |class: usize| {
        let mut sums = ThresholdCounts::default();
        for (truth, row) in cells.iter().enumerate() {
            for (prediction, &cell) in row.iter().enumerate() {
                sums.add(truth == class, prediction == class, cell);
            }
        }
        sums
    };
    (0..cells.len()).map(of).collect()
}

fn precision(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tp, o.tp + o.fp)
}

fn recall(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tp, o.tp + o.fn_)
}

fn iou(o: ThresholdCounts) -> Result<f64, Undefined> {
    ratio(o.tp, o.tp + o.fp + o.fn_)
}

/// (1 + β²)·precision·recall/(β²·precision + recall), in outcomes.
fn f_beta(beta: f64, o: ThresholdCounts) -> Result<f64, Undefined> {
    let right = (1.0 + beta * beta) * o.tp;
    ratio(right, right + beta * beta * o.fn_ + o.fp)
}

fn f1(o: ThresholdCounts) -> Result<f64, Undefined> {
    f_beta(1.0, o)
}

/// Scores of one kind: those the matrix has, beside its own.
const SCORES: [Score; 8] = [
    precision,
    recall,
    |o| ratio(o.tn, o.tn + o.fp),
    |o| ratio(o.tn, o.tn + o.fn_),
    |o| ratio(o.fp, o.fp + o.tn),
    |o| ratio(o.fn_, o.fn_ + o.tp),
    iou,
    |o| f_beta(2.0, o),
];

/// Σa·x/Σa over the scores that are defined.
fn mean(scores: impl Iterator<Item = (f64, Result<f64, Undefined>)>) -> Result<f64, Undefined> {
    let defined: Vec<_> = scores.filter_map(|(a, score)| Some((a, score.ok()?))).collect();
    let total = defined.iter().map(|(a, _)| a).sum();
    ratio(defined.iter().map(|(a, score)| a * score).sum(), total)
}

/// What stands in a mean for the score of a class that divides by 0; without it there is no mean.
pub(super) type Instead = Option<f64>;

/// Σa·x/Σa over the classes that occur.
fn mean_of_occurring(
    instead: Instead,
    classes: &[ThresholdCounts],
    scores: impl Iterator<Item = (f64, Result<f64, Undefined>)>,
) -> Result<f64, Undefined> {
    let occurs = |o: &ThresholdCounts| o.tp + o.fp + o.fn_ > 0.0;
    let occurring = classes.iter().zip(scores).filter(|(o, (a, _))| occurs(o) && *a > 0.0);
    let scores: Option<Vec<_>> =
        occurring.map(|(_, (a, score))| Some((a, Ok(score.ok().or(instead)?)))).collect();
    mean(scores.ok_or(Undefined::ZeroDenominator)?.into_iter())
}

fn averages(
    classes: &[ThresholdCounts],
    score: impl Fn(ThresholdCounts) -> Result<f64, Undefined>,
) -> Numbers {
    averages_or(Some(0.0), classes, score)
}

/// Added up, averaged, and averaged by support; then averaged where defined.
pub(super) fn averages_or(
    instead: Instead,
    classes: &[ThresholdCounts],
    score: impl Fn(ThresholdCounts) -> Result<f64, Undefined>,
) -> Numbers {
    let sum = |part: fn(&ThresholdCounts) -> f64| classes.iter().map(part).sum();
    let all = ThresholdCounts {
        tp: sum(|o| o.tp),
        fp: sum(|o| o.fp),
        tn: sum(|o| o.tn),
        fn_: sum(|o| o.fn_),
    };
    let each = |weight: fn(&ThresholdCounts) -> f64| classes.iter().map(weight);
    let scores = || classes.iter().map(|&o| score(o));
    let [alike, by_support] = [each(|_| 1.0), each(|o| o.tp + o.fn_)].map(|a| a.zip(scores()));
    vec![
        score(all),
        mean_of_occurring(instead, classes, alike.clone()),
        mean_of_occurring(instead, classes, by_support.clone()),
        mean(alike),
        mean(by_support),
    ]
}

type Numbers = Vec<Result<f64, Undefined>>;

/// Each class by itself, then the averages.
fn scores(
    classes: &[ThresholdCounts],
    score: impl Fn(ThresholdCounts) -> Result<f64, Undefined>,
) -> Numbers {
    let each: Numbers = classes.iter().map(|&o| score(o)).collect();
    [each, averages(classes, score)].concat()
}

/// The mean overlap of some classes.
fn mean_iou(cells: &Matrix, classes: &[usize]) -> Result<f64, Undefined> {
    let all = outcomes(cells);
    mean(classes.iter().map(|&class| (1.0, iou(all[class]))))
}

fn accuracy(cells: &Matrix) -> Result<f64, Undefined> {
    let right = (0..cells.len()).map(|class| cells[class][class]).sum();
    ratio(right, cells.iter().flatten().sum())
}

fn balanced_accuracy(cells: &Matrix) -> Result<f64, Undefined> {
    mean(outcomes(cells).into_iter().map(|o| (1.0, recall(o))))
}

/// Shares of each class in truth and prediction.
pub(super) fn margins(cells: &[Vec<f64>]) -> [Vec<f64>; 2] {
    let total: f64 = cells.iter().flatten().sum();
    let column = |class: usize| cells.iter().map(|row| row[class]).sum::<f64>();
    let truth = cells.iter().map(|row| row.iter().sum::<f64>() / total).collect();
    [truth, (0..cells.len()).map(|class| column(class) / total).collect()]
}

pub(super) fn only(margin: &[f64]) -> bool {
    margin.iter().filter(|share| **share > 0.0).count() == 1
}

/// The correlation of the indicators of all classes: cov/√(var·var), each a sum over the classes.
fn matthews(cells: &Matrix) -> Result<Sized, Undefined> {
    let [t, p] = margins(cells);
    let products = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    match (only(&t), only(&p)) {
        (true, _) => return Err(Undefined::OneClass),
        (_, true) => return Err(Undefined::Constant),
        _ => {}
    }
    let root = ((1.0 - products(&t, &t)) * (1.0 - products(&p, &p))).sqrt();
    Ok([(accuracy(cells)? - products(&t, &p)) / root, 1.0 / root].into())
}

/// 1 less the weights that is seen over the one that chance gives.
fn kappa(cells: &Matrix, cost: fn(usize, usize) -> f64) -> Result<Sized, Undefined> {
    let ([t, p], total) = (margins(cells), cells.iter().flatten().sum::<f64>());
    let (mut seen, mut chance) = (0.0, 0.0);
    for (i, row) in cells.iter().enumerate() {
        for (j, cell) in row.iter().enumerate() {
            (seen, chance) = (seen + cost(i, j) * cell / total, chance + cost(i, j) * t[i] * p[j]);
        }
    }
    let lost = ratio(seen, chance).map_err(|_| Undefined::OneClass)?;
    Ok([1.0 - lost, 1.0 + lost].into())
}

fn apart(i: usize, j: usize) -> f64 {
    i.abs_diff(j) as f64
}

/// What the confusions of seven classes cost: more from class to class, and less than nothing at times.
fn costs() -> Matrix {
    let cost = |i: usize, j: usize| (i * 5 + j * 3) as f64 * 0.1 - if i == j { 2.0 } else { 0.0 };
    (0..7).map(|i| (0..7).map(|j| cost(i, j)).collect()).collect()
}

/// Σc·n/Σn.
fn expected_cost(cells: &Matrix) -> Result<Sized, Undefined> {
    let each = || cells.iter().flatten().zip(costs().into_iter().flatten()).collect::<Vec<_>>();
    let total: f64 = cells.iter().flatten().sum();
    let sum = |of: fn(f64) -> f64| each().into_iter().map(|(n, cost)| n * of(cost)).sum::<f64>();
    Ok([ratio(sum(|cost| cost), total)?, ratio(sum(f64::abs), total)?].into())
}

/// Without the units of a true class.
fn without(batch: &Batch, class: f64) -> Batch {
    let units = batch.units.iter().filter(|unit| unit.y != [class]).cloned().collect();
    Batch { units, own: batch.own }
}

/// What is read where nothing is left has no samples.
fn of_something<S>(
    batch: &Batch,
    read: impl FnOnce(&Batch) -> Result<S, Undefined>,
) -> Result<S, Undefined> {
    if batch.weight() > 0.0 { read(batch) } else { Err(Undefined::NoSamples) }
}

fn cells_of(matrix: &Matrix) -> Numbers {
    matrix.iter().flatten().map(|&cell| Ok(cell)).collect()
}

fn read_cells(matrix: &ConfusionMatrix) -> Numbers {
    if matrix.total().is_zero() {
        vec![]
    } else {
        matrix.to_array().expect("small").into_iter().map(Ok).collect()
    }
}

pub(super) const AVERAGES: [Average; 5] = [
    Average::Micro,
    Average::Macro,
    Average::Weighted,
    Average::MacroOfDefined,
    Average::WeightedOfDefined,
];

fn read_scores(matrix: &ConfusionMatrix) -> Numbers {
    fn read<A: ClassAverage>(matrix: &ConfusionMatrix, average: A) -> [A::Output; 8] {
        [
            matrix.precision(average),
            matrix.recall(average),
            matrix.specificity(average),
            matrix.negative_predictive_value(average),
            matrix.false_positive_rate(average),
            matrix.false_negative_rate(average),
            matrix.iou(average),
            matrix.f_beta(2.0, average),
        ]
    }
    let each = read(matrix, PerClass).into_iter();
    let all = AVERAGES.map(|average| read(matrix, average));
    let averages = (0..8).map(|i| all.map(|scores| scores[i]).to_vec());
    each.zip(averages).flat_map(|(each, averages)| [each, averages].concat()).collect()
}

/// Accuracy, balanced accuracy and F1, supports, predictions, and the shares of cells.
fn read_all(matrix: &ConfusionMatrix) -> Numbers {
    if matrix.total().is_zero() {
        return vec![];
    }
    let totals = matrix.support().into_iter().chain(matrix.predicted());
    let shares =
        [Part::Truth, Part::Prediction, Part::All].map(|of| matrix.normalised(of).expect("small"));
    let share =
        |share: &f64| if share.is_nan() { Err(Undefined::ZeroDenominator) } else { Ok(*share) };
    let one = [matrix.accuracy(), matrix.balanced_accuracy(), matrix.f1(Average::Macro)];
    let totals = totals.map(|total| total.value());
    one.into_iter()
        .chain(totals)
        .chain(shares.iter().flat_map(|shares| shares.iter()).map(share))
        .collect()
}

fn all(matrix: &Matrix) -> Numbers {
    let classes = outcomes(matrix);
    let support: Vec<f64> = classes.iter().map(|o| o.tp + o.fn_).collect();
    let predicted: Vec<f64> = classes.iter().map(|o| o.tp + o.fp).collect();
    let total: f64 = support.iter().sum();
    let share = |of: &dyn Fn(usize, usize) -> f64| -> Numbers {
        let row = |i: usize| (0..matrix.len()).map(move |j| (i, j));
        let cells = (0..matrix.len()).flat_map(row);
        cells.map(|(i, j)| ratio(matrix[i][j], of(i, j))).collect()
    };
    let one = vec![accuracy(matrix), balanced_accuracy(matrix), averages(&classes, f1)[1]];
    let totals = support.iter().chain(&predicted).map(|&total| Ok(total)).collect();
    let shares = [share(&|i, _| support[i]), share(&|_, j| predicted[j]), share(&|_, _| total)];
    [one, totals, shares.concat()].concat()
}

/// The outcomes of each class where the largest score of a row is predicted.
fn by_the_largest(batch: &Batch) -> Vec<ThresholdCounts> {
    let predicted = |row: &[f64]| {
        let best = ranking(row)[0];
        (0..row.len()).map(|class| f64::from(u8::from(class == best))).collect()
    };
    by_a_threshold(&batch.scores(predicted), 0.5)
}

/// The outcomes of each class where every score above a threshold is predicted.
fn by_a_threshold(batch: &Batch, threshold: f64) -> Vec<ThresholdCounts> {
    let (threshold, classes) =
        ((batch.own)(threshold), batch.units.first().map_or(0, |u| u.p.len()));
    let mut sums = vec![ThresholdCounts::default(); classes];
    for Unit { y, p, w } in &batch.units {
        let weights = w.iter().cycle();
        for (((sums, y), p), &w) in sums.iter_mut().zip(y).zip(p).zip(weights) {
            sums.add(*y == 1.0, *p > threshold, w);
        }
    }
    sums
}

/// Units of 0 and 1, 1 being scores of at least a threshold.
fn at_least(batch: &Batch, threshold: f64) -> Matrix {
    let threshold = (batch.own)(threshold);
    batch.scores(|p| vec![f64::from(u8::from(p[0] >= threshold))]).matrix(2)
}

const IGNORING: Confusion =
    Confusion { num_classes: 7, ignore_class: Some(1), sparse_y_true: true, sparse_y_pred: true };

naive! {
    confusion: Confusion::new(7) => read_cells, IDS, |batch| cells_of(&batch.matrix(7)),
        [i64 i64, u8 f32, f64 u8];
    confusion_of_many_classes: Confusion::new(60) => read_cells, MANY,
        |batch| cells_of(&batch.matrix(60)), [i64 i64];
    confusion_of_labels_and_rows:
        Confusion { sparse_y_pred: false, ..Confusion::new(4) } => read_cells,
        labels(Class, Score).of(4), |batch| cells_of(&batch.matrix(4)), [u8 f64, i64 f32];
    confusion_of_rows_and_labels:
        Confusion { sparse_y_true: false, ..Confusion::new(4) } => read_cells,
        rows_for_labels(Share, Class).of(4), |batch| cells_of(&batch.matrix(4)), [f64 u8, f32 i64];
    confusion_of_rows:
        Confusion { sparse_y_true: false, sparse_y_pred: false, ..Confusion::new(4) } => read_cells,
        rows(Share, Score).of(4), |batch| cells_of(&batch.matrix(4)), [f64 f64, bool f32];
    confusion_without_a_class: IGNORING => read_cells, IDS, |batch| match without(batch, 1.0) {
        batch if batch.weight() > 0.0 => cells_of(&batch.matrix(7)),
        _ => vec![],
    }, [i64 i64];
    scores_of_classes: Confusion::new(7) => read_scores, IDS, |batch| {
        let classes = outcomes(&batch.matrix(7));
        SCORES.map(|score| scores(&classes, score)).to_vec()
    }, [i64 i64, u8 f32];
    readings_of_a_matrix: Confusion::new(7) => read_all, IDS, |batch| all(&batch.matrix(7)),
        [i64 i64];
    balanced_accuracy_of_labels: BalancedAccuracy::new(7), IDS,
        |batch| balanced_accuracy(&batch.matrix(7)), [i64 i64, u8 f32];
    balanced_accuracy_of_rows: BalancedAccuracy::from(Confusion { sparse_y_pred: false, ..Confusion::new(4) }),
        labels(Class, Score).of(4), |batch| balanced_accuracy(&batch.matrix(4)), [u8 f64];
    matthews_correlation: MatthewsCorrelation::new(7), IDS, |batch| matthews(&batch.matrix(7)),
        [i64 i64, u8 f32, bool bool];
    matthews_correlation_of_many_classes: MatthewsCorrelation::new(60), MANY,
        |batch| matthews(&batch.matrix(60)), [i64 i64];
    cohen_kappa: CohenKappa::new(7), IDS,
        |batch| kappa(&batch.matrix(7), |i, j| apart(i, j).min(1.0)), [i64 i64, u8 f32, bool bool];
    cohen_kappa_of_grades: CohenKappa { weights: KappaWeights::Linear, ..CohenKappa::new(7) },
        IDS, |batch| kappa(&batch.matrix(7), apart), [i64 i64];
    cohen_kappa_of_many_grades:
        CohenKappa { weights: KappaWeights::Quadratic, ..CohenKappa::new(60) },
        MANY, |batch| kappa(&batch.matrix(60), |i, j| apart(i, j).powi(2)), [i64 i64];

    expected_cost_of_labels: ExpectedCost::new(costs()), IDS,
        |batch| expected_cost(&batch.matrix(7)), [i64 i64, u8 f32];

    mean_iou_of_classes: MeanIou::new(7), IDS,
        |batch| mean_iou(&batch.matrix(7), &[0, 1, 2, 3, 4, 5, 6]), [i64 i64, u8 f32];
    mean_iou_without_a_class: MeanIou::from(Confusion { ignore_class: Some(1), ..Confusion::new(7) }), IDS,
        |batch| of_something(&without(batch, 1.0), |batch| {
            mean_iou(&batch.matrix(7), &[0, 2, 3, 4, 5, 6])
        }), [i64 i64];
    iou_of_some_classes: Iou::new(7, [0, 5]), IDS, |batch| mean_iou(&batch.matrix(7), &[5, 0]),
        [i64 i64, u8 f32];
    one_hot_iou: OneHotIou::new(4, [1, 2]), rows(Share, Score).of(4),
        |batch| mean_iou(&batch.matrix(4), &[1, 2]), [f64 f64, bool f32];
    one_hot_mean_iou: OneHotMeanIou { confusion: Confusion { sparse_y_pred: true, ..OneHotMeanIou::new(4).confusion } },
        rows_for_labels(Share, Class).of(4), |batch| mean_iou(&batch.matrix(4), &[0, 1, 2, 3]),
        [f64 u8];
    binary_iou: BinaryIou::default(), elements(Binary, Tenth),
        |batch| mean_iou(&at_least(batch, 0.5), &[0, 1]), [bool f64, u8 f32];
    binary_iou_of_positives: BinaryIou { target_class_ids: vec![1], threshold: 0.3 },
        elements(Binary, Tenth), |batch| mean_iou(&at_least(batch, 0.3), &[1]), [bool f32, i32 i64];

    f1_score_of_each_class: F1Score::new(PerClass), rows(Binary, Score).of(4),
        |batch| by_the_largest(batch).into_iter().map(f1).collect::<Vec<_>>(), [bool f64, u8 f32];
    f1_score_of_one_class: F1Score { average: PerClass, threshold: Some(0.3) },
        columns(Binary, Tenth),
        |batch| by_a_threshold(batch, 0.3).into_iter().map(f1).collect::<Vec<_>>(), [bool f32];
    f_beta_score_added_up: FBetaScore::new(Average::Micro, 0.5), rows(Binary, Score).of(4),
        |batch| averages(&by_the_largest(batch), |o| f_beta(0.5, o))[0], [bool f64];
    f_beta_score_averaged: FBetaScore { average: Average::Macro, beta: 2.0, threshold: Some(0.3) },
        cells(Binary, Tenth).of(4),
        |batch| averages(&by_a_threshold(batch, 0.3), |o| f_beta(2.0, o))[1], [bool f64, u8 f32];
    f_beta_score_averaged_by_support: FBetaScore::new(Average::Weighted, 2.0),
        rows(Binary, Score).of(4),
        |batch| averages(&by_the_largest(batch), |o| f_beta(2.0, o))[2], [bool f64];
    f_beta_score_of_many_classes: FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.3) },
        cells(Binary, Tenth).of(300), |batch| {
            let classes = by_a_threshold(batch, 0.3);
            classes.into_iter().map(|o| f_beta(2.0, o)).collect::<Vec<_>>()
        }, [bool f32];
}
