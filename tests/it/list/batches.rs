//! Kinds of batches that laws are tried on.

use ndarray::{Array, Array1, Array2, ArrayD, Dimension};

use crate::data::{Random, sequences};

/// Truth and prediction.
pub(crate) type Pair<T> = (ArrayD<T>, ArrayD<f64>);

/// The truth of a batch, by its type.
pub(crate) enum Truth {
    Binary(ArrayD<bool>),
    Labels(ArrayD<i64>),
    Numbers(ArrayD<f64>),
}

impl From<ArrayD<bool>> for Truth {
    fn from(truth: ArrayD<bool>) -> Self {
        Self::Binary(truth)
    }
}

impl From<ArrayD<i64>> for Truth {
    fn from(truth: ArrayD<i64>) -> Self {
        Self::Labels(truth)
    }
}

impl From<ArrayD<f64>> for Truth {
    fn from(truth: ArrayD<f64>) -> Self {
        Self::Numbers(truth)
    }
}

/// One number per sample, a row per sample, and a matrix per sample.
fn shaped<T: Clone>(
    random: &mut Random,
    numbers: impl Fn(&mut Random, usize) -> (Vec<T>, Vec<f64>),
) -> Vec<Pair<T>> {
    let shapes: [&[usize]; 3] = [&[37], &[11, 3], &[5, 2, 4]];
    let mut pair = |shape: &[usize]| {
        let (y, p) = numbers(random, shape.iter().product());
        (in_shape(shape, y), in_shape(shape, p))
    };
    shapes.map(&mut pair).into()
}

fn in_shape<T: Clone>(shape: &[usize], values: Vec<T>) -> ArrayD<T> {
    ArrayD::from_shape_vec(shape, values).expect("as many values as the shape holds")
}

pub(crate) fn numbers(random: &mut Random) -> Vec<Pair<f64>> {
    shaped(random, |random, n| (random.numbers(n).to_vec(), random.numbers(n).to_vec()))
}

/// Numbers of which many are equal, on either side and on both.
pub(crate) fn few_numbers(random: &mut Random) -> Vec<Pair<f64>> {
    let few = |numbers: ArrayD<f64>| numbers.mapv(|x| (2.0 * x).round());
    numbers(random).into_iter().map(|(y, p)| (few(y), few(p))).collect()
}

/// Labels of few clusters on either side.
pub(crate) fn clusters(random: &mut Random) -> Vec<Pair<f64>> {
    shaped(random, |random, n| {
        let labels = |of: ndarray::Array1<i64>| of.mapv(|label| label as f64 - 1.0).to_vec();
        (labels(random.labels(n, 4)), labels(random.labels(n, 3)))
    })
}

/// Labels so far apart that they are sorted, not counted in an array.
pub(crate) fn far_labels(random: &mut Random) -> Vec<Pair<f64>> {
    let far = |labels: ArrayD<f64>| labels.mapv(|label| label * 1e12);
    clusters(random).into_iter().map(|(y, p)| (far(y), far(p))).collect()
}

/// Points of a few features in three clusters.
pub(crate) fn points(random: &mut Random) -> Vec<Pair<f64>> {
    labelled(&random.labels(18, 3).mapv(|label| label as f64), &random.logits(18, 2))
}

/// Times and events, and risks of which some tie.
pub(crate) fn survival(random: &mut Random) -> Vec<Pair<f64>> {
    let times = random.logits(18, 1).mapv(|z| (2.0 * z).round());
    let events = random.logits(18, 1).mapv(|z| f64::from(u8::from(z > -3.0)));
    let truth = ndarray::concatenate![ndarray::Axis(1), times, events];
    let risks = random.logits(18, 1).column(0).mapv(f64::round);
    let sequences_of_risks = risks.to_shape((6, 3)).expect("divisible").to_owned();
    vec![dynamic(truth.clone(), risks), dynamic(sequences(&truth, 3), sequences_of_risks)]
}

/// Numbers other than 0.
pub(crate) fn nonzero(random: &mut Random) -> Vec<Pair<f64>> {
    let away = |x: f64| if x == 0.0 { 0.5 } else { x };
    numbers(random).into_iter().map(|(y, p)| (y.mapv(away), p)).collect()
}

/// Numbers above 0.
pub(crate) fn amounts(random: &mut Random) -> Vec<Pair<f64>> {
    nonzero(random)
        .into_iter()
        .map(|(y, p)| (y.mapv(f64::abs), p.mapv(|p| p.abs() + 0.25)))
        .collect()
}

/// One number per sample, and a row per sample.
pub(crate) fn columns(random: &mut Random) -> Vec<Pair<f64>> {
    numbers(random).into_iter().take(2).collect()
}

/// Numbers far from zero, compared to how they spread.
pub(crate) fn offset(random: &mut Random) -> Vec<Pair<f64>> {
    let far = |values: ArrayD<f64>| values.mapv(|x| 1e8 + x * 1e-4);
    columns(random).into_iter().map(|(y, p)| (far(y), far(p))).collect()
}

/// Rows of numbers that vary.
pub(crate) fn varied_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.logits(18, 9), &random.logits(18, 9))
}

pub(crate) fn binary_labels(random: &mut Random) -> Vec<Pair<bool>> {
    shaped(random, |random, n| {
        (random.labels(n, 2).mapv(|y| y == 1).to_vec(), random.probabilities(n).to_vec())
    })
}

/// One number for each sample.
pub(crate) fn single_labels(random: &mut Random) -> Vec<Pair<bool>> {
    binary_labels(random).into_iter().take(1).collect()
}

/// One score for each sample; some scores tie.
pub(crate) fn single_scores(random: &mut Random) -> Vec<Pair<bool>> {
    binary_scores(random).into_iter().take(1).collect()
}

/// One probability for each sample; many tie.
pub(crate) fn single_probabilities(random: &mut Random) -> Vec<Pair<bool>> {
    let eighths = |p: ArrayD<f64>| p.mapv(|p| (8.0 * p).round() / 8.0);
    single_labels(random).into_iter().map(|(y, p)| (y, eighths(p))).collect()
}

/// Rows of scores, and a matrix for each sample.
pub(crate) fn rows_of_scores(random: &mut Random) -> Vec<Pair<bool>> {
    binary_scores(random).into_iter().skip(1).collect()
}

/// Scores of which some tie, and logits.
pub(crate) fn binary_scores(random: &mut Random) -> Vec<Pair<bool>> {
    shaped(random, |random, n| {
        let labels = random.labels(n, 2).mapv(|y| y == 1).to_vec();
        (labels, (random.numbers(n) * 8.0).mapv(f64::round).to_vec())
    })
}

pub(crate) fn soft_labels(random: &mut Random) -> Vec<Pair<f64>> {
    shaped(random, |random, n| (random.probabilities(n).to_vec(), random.probabilities(n).to_vec()))
}

pub(crate) fn binary_logits(random: &mut Random) -> Vec<Pair<f64>> {
    shaped(random, |random, n| {
        (random.probabilities(n).to_vec(), (random.numbers(n) * 40.0).to_vec())
    })
}

/// Rows and sequences of rows.
fn rows(y: &Array2<f64>, p: &Array2<f64>) -> Vec<Pair<f64>> {
    vec![dynamic(y.clone(), p.clone()), dynamic(sequences(y, 3), sequences(p, 3))]
}

fn dynamic<T, D: Dimension, E: Dimension>(y: Array<T, D>, p: Array<f64, E>) -> Pair<T> {
    (y.into_dyn(), p.into_dyn())
}

pub(crate) fn one_hot_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.one_hot(18, 5), &random.distributions(18, 5))
}

pub(crate) fn soft_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.distributions(18, 13), &random.distributions(18, 13))
}

pub(crate) fn logit_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.distributions(18, 9), &random.logits(18, 9))
}

fn labelled<T: Clone>(labels: &Array1<T>, p: &Array2<f64>) -> Vec<Pair<T>> {
    let sequences_of_labels = labels.to_shape((labels.len() / 3, 3)).expect("divisible").to_owned();
    vec![dynamic(labels.clone(), p.clone()), dynamic(sequences_of_labels, sequences(p, 3))]
}

pub(crate) fn labelled_rows(random: &mut Random) -> Vec<Pair<i64>> {
    labelled(&random.labels(18, 7), &random.distributions(18, 7))
}

pub(crate) fn labelled_ids(random: &mut Random) -> Vec<Pair<i64>> {
    labelled(&random.labels(18, 7), &random.logits(18, 4).mapv(|z| z.abs().floor()))
}

pub(crate) fn labels_for_labels(random: &mut Random) -> Vec<Pair<i64>> {
    shaped(random, |random, n| {
        (random.labels(n, 3).to_vec(), random.labels(n, 3).mapv(|p| p as f64).to_vec())
    })
}

pub(crate) fn labelled_logits(random: &mut Random) -> Vec<Pair<i64>> {
    labelled(&random.labels(18, 7), &random.logits(18, 7))
}

/// Class rows as truth, class labels as prediction.
pub(crate) fn rows_for_labels(random: &mut Random) -> Vec<Pair<f64>> {
    let (y, p) = (random.one_hot(18, 5), random.labels(18, 5).mapv(|p| p as f64));
    let sequences_of_labels = p.to_shape((6, 3)).expect("divisible").to_owned();
    vec![dynamic(y.clone(), p), dynamic(sequences(&y, 3), sequences_of_labels)]
}

/// Labels of so many classes that the matrix is sparse.
pub(crate) fn many_classes(random: &mut Random) -> Vec<Pair<i64>> {
    shaped(random, |random, n| {
        (random.labels(n, 300).to_vec(), random.labels(n, 300).mapv(|p| p as f64).to_vec())
    })
}

/// Rows of few true labels, none and all among them, with scores some of which tie.
pub(crate) fn label_rows(random: &mut Random) -> Vec<Pair<f64>> {
    let share = random.unit();
    let truth = random.logits(18, 4).mapv(|z| f64::from(u8::from(z > 20.0 * (share - 0.5))));
    rows(&truth, &random.logits(18, 4).mapv(|z| (z * 0.6).round() / 8.0))
}

/// Rows of items by relevance, none and all of them relevant among these, with scores some of which tie.
pub(crate) fn graded_rows(random: &mut Random) -> Vec<Pair<f64>> {
    let share = random.unit();
    let grades = random.logits(18, 4).mapv(|z| (z - 20.0 * (share - 0.5)).clamp(0.0, 3.0).round());
    rows(&grades, &random.logits(18, 4).mapv(|z| (z * 0.6).round() / 8.0))
}

/// Class labels, and sets of classes, none and all among them.
pub(crate) fn labelled_sets(random: &mut Random) -> Vec<Pair<i64>> {
    let share = 20.0 * (random.unit() - 0.5);
    labelled(&random.labels(18, 4), &random.logits(18, 4).mapv(|z| f64::from(u8::from(z > share))))
}

/// Numbers, and rows of so many numbers, each changed in some way.
fn forecasts(
    random: &mut Random,
    columns: usize,
    change: impl Fn(&mut Vec<f64>),
) -> Vec<Pair<f64>> {
    let (y, mut p) = (random.logits(18, 1).column(0).to_owned(), random.logits(18, columns));
    for mut row in p.rows_mut() {
        let mut numbers = row.to_vec();
        change(&mut numbers);
        row.assign(&Array1::from(numbers));
    }
    labelled(&y, &p)
}

pub(crate) fn ensembles(random: &mut Random) -> Vec<Pair<f64>> {
    forecasts(random, 7, |_| ())
}

/// Quantiles of three levels, some of which cross.
pub(crate) fn three_quantiles(random: &mut Random) -> Vec<Pair<f64>> {
    forecasts(random, 3, |_| ())
}

pub(crate) fn deciles(random: &mut Random) -> Vec<Pair<f64>> {
    forecasts(random, 9, |row| row.sort_by(f64::total_cmp))
}

pub(crate) fn intervals(random: &mut Random) -> Vec<Pair<f64>> {
    forecasts(random, 2, |row| row.sort_by(f64::total_cmp))
}

/// A median between two bounds.
pub(crate) fn median_and_interval(random: &mut Random) -> Vec<Pair<f64>> {
    forecasts(random, 3, |row| row.sort_by(f64::total_cmp))
}

/// The 23 quantiles of forecast hubs.
pub(crate) fn hub_quantiles(random: &mut Random) -> Vec<Pair<f64>> {
    forecasts(random, 23, |row| row.sort_by(f64::total_cmp))
}

/// Means, and spreads above 0.
pub(crate) fn gaussians(random: &mut Random) -> Vec<Pair<f64>> {
    forecasts(random, 2, |row| row[1] = row[1].abs() + 0.1)
}

/// Rows with any number of positive labels.
pub(crate) fn multi_hot_rows(random: &mut Random) -> Vec<Pair<f64>> {
    rows(&random.logits(18, 5).mapv(|z| f64::from(u8::from(z > 0.0))), &random.distributions(18, 5))
}
