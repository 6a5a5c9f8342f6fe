//! Metrics whose state is more than a mean: ranking, class labels, moments, and several readings of
//! one state.

use criterion::Criterion;
use ndarray::{Array1, Array2, Axis, Zip};
use ndarray_metrics::Bootstrap;
use ndarray_metrics::prelude::*;

use crate::compare::{Way, compare, rows, time, vectors, way};
use crate::data;

type Scored = (Array1<f32>, Array1<f32>);
type Labels = (Array1<i64>, Array1<i64>);
type Matrices = (Array2<f32>, Array2<f32>);

/// The classes of [`data::classes`].
const CLASSES: usize = 10;

pub(crate) fn bench(criterion: &mut Criterion) {
    ranking(criterion);
    quantiles(criterion);
    decisions(criterion);
    classes(criterion);
    moments(criterion);
}

fn ranking(criterion: &mut Criterion) {
    let scored = vectors(1_000_000, data::binary);
    compare(criterion, "exact_auc", &scored, &auc());
    time(criterion, "auc_by_user", &scored, &auc_by_user());
    let few = vectors(10_000, data::binary);
    time(criterion, "bootstrap", &few, &bootstraps());
    compare(criterion, "average_precision", &scored, &average_precision());
    compare(criterion, "auc_200_weighted", &scored, &weighted_auc());
}

fn quantiles(criterion: &mut Criterion) {
    let pairs = vectors(1_000_000, data::regression);
    compare(criterion, "median_absolute_error", &pairs, &median_absolute_error());
}

fn decisions(criterion: &mut Criterion) {
    let scored = vectors(10_000_000, data::binary);
    compare(criterion, "precision_at_nine", &scored, &at_nine());
    compare(criterion, "one_state", &scored, &one_state());
}

fn classes(criterion: &mut Criterion) {
    let labels = vectors(10_000_000, data::classes);
    compare(criterion, "confusion", &labels, &confusion());
    let masks = vectors(64 * 256 * 256, data::classes);
    compare(criterion, "mean_iou", &masks, &mean_iou());
    let one_hot = rows((100_000, 100), data::one_hot);
    compare(criterion, "f1_macro", &one_hot, &f1_macro());
}

fn moments(criterion: &mut Criterion) {
    let pairs = vectors(10_000_000, data::regression);
    compare(criterion, "r2", &pairs, &r2());
    compare(criterion, "pearson", &pairs, &pearson());
    compare(criterion, "concordance", &pairs, &concordance());
    drop(pairs);
    for shape in [(100_000, 100), (10_000, 1000)] {
        compare(criterion, "r2_columns", &rows(shape, data::regression_rows), &r2_columns());
    }
}

fn auc() -> [Way<Scored>; 2] {
    [
        way("ours", |(y, p): &Scored| metrics::roc_auc(y, p)),
        way("ndarray", |(y, p): &Scored| {
            let (mut negatives, mut pairs) = (0.0, 0.0);
            for positive in labels_by_score(y, p).into_iter().rev() {
                pairs += if positive { negatives } else { 0.0 };
                negatives += f64::from(u8::from(!positive));
            }
            pairs / (negatives * (y.len() as f64 - negatives))
        }),
    ]
}

/// The area of all samples, and that of each of 100,000 users with about ten samples.
fn auc_by_user() -> [Way<Scored>; 2] {
    let user = |i: usize| (i as u32).wrapping_mul(2_654_435_761) % 100_000;
    [
        way("all", |(y, p): &Scored| metrics::roc_auc(y, p)),
        way("users", move |(y, p): &Scored| {
            let (mut areas, users) =
                (ByGroup::new(RocAuc), (0..y.len()).map(user).collect::<Vec<_>>());
            areas.update(&users, y, p)?;
            Ok(areas.by_group().filter_map(|(_, area)| area.ok()).sum::<f64>())
        }),
    ]
}

/// A mean and an area, each with 1000 replicates.
fn bootstraps() -> [Way<Scored>; 3] {
    [
        way("one_pass", |(y, p): &Scored| metrics::mean_squared_error(y, p)),
        way("mean", |data: &Scored| replicated(MeanSquaredError, data)),
        way("area", |data: &Scored| replicated(RocAuc, data)),
    ]
}

fn replicated<M>(measure: M, (y, p): &Scored) -> Result<f64, Error>
where
    M: Measure<Output = Result<f64, Undefined>>,
{
    let (mut bootstrap, ids) = (Bootstrap::new(measure), (0..y.len() as u64).collect::<Vec<_>>());
    bootstrap.update(&ids, y, p)?;
    Ok(bootstrap.replicates().standard_error()?)
}

fn median_absolute_error() -> [Way<Scored>; 2] {
    [
        way("ours", |(y, p): &Scored| metrics::median_absolute_error(y, p)),
        way("ndarray", |(y, p): &Scored| {
            let error = |(y, p): (&f32, &f32)| (f64::from(*y) - f64::from(*p)).abs();
            let mut errors: Vec<_> = y.iter().zip(p).map(error).collect();
            let half = errors.len() / 2;
            let (low, upper, _) = errors.select_nth_unstable_by(half, f64::total_cmp);
            (low.iter().copied().fold(0.0, f64::max) + *upper) / 2.0
        }),
    ]
}

fn average_precision() -> [Way<Scored>; 2] {
    [
        way("ours", |(y, p): &Scored| metrics::average_precision(y, p)),
        way("ndarray", |(y, p): &Scored| {
            let (mut found, mut total) = (0.0, 0.0);
            for (rank, positive) in labels_by_score(y, p).into_iter().enumerate() {
                found += f64::from(u8::from(positive));
                total += if positive { found / (rank + 1) as f64 } else { 0.0 };
            }
            total / found
        }),
    ]
}

/// Whether the label is positive, the highest score first.
fn labels_by_score(y: &Array1<f32>, p: &Array1<f32>) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_unstable_by(|&a, &b| p[b].total_cmp(&p[a]));
    order.into_iter().map(|i| y[i] == 1.0).collect()
}

fn weighted_auc() -> [Way<Scored>; 1] {
    let weights = data::weights(1_000_000);
    [way("ours", move |(y, p): &Scored| Auc::default().evaluate_weighted(y, p, &weights))]
}

fn at_nine() -> [Way<Scored>; 2] {
    let thresholds: Vec<_> = (1..10).map(|i| f64::from(i) / 10.0).collect();
    let measure = Precision::default().at(thresholds.clone());
    [
        way("ours", move |(y, p): &Scored| {
            let values = measure.evaluate(y, p).expect("data are valid");
            values.into_iter().map(|value| value.expect("there are decisions")).sum::<f64>()
        }),
        way("ndarray", move |(y, p): &Scored| {
            let precision = |&threshold: &f64| {
                let decided = p.mapv(|p| f32::from(u8::from(p > threshold as f32)));
                (&decided * y).sum() / decided.sum()
            };
            thresholds.iter().map(precision).sum::<f32>()
        }),
    ]
}

/// Three readings of one state, observed once, against one after the other.
fn one_state() -> [Way<Scored>; 2] {
    let measures = || (Precision::default(), Recall::default(), Specificity::default());
    [
        way("tuple", move |(y, p): &Scored| {
            let (a, b, c) = measures().evaluate(y, p).expect("data are valid");
            [a, b, c].into_iter().flatten().sum::<f64>()
        }),
        way("one_by_one", move |(y, p): &Scored| {
            let (a, b, c) = measures();
            let all = [a.evaluate(y, p), b.evaluate(y, p), c.evaluate(y, p)];
            all.into_iter().flatten().sum::<f64>()
        }),
    ]
}

fn confusion() -> [Way<Labels>; 2] {
    let accuracy = |counts: Array2<f64>| counts.diag().sum() / counts.sum();
    [
        way("ours", move |(y, p): &Labels| {
            let matrix = metrics::confusion_matrix(y, p, CLASSES).expect("data are valid");
            accuracy(matrix.to_array().expect("an array"))
        }),
        way("ndarray", move |(y, p): &Labels| accuracy(counted(y, p))),
    ]
}

fn mean_iou() -> [Way<Labels>; 2] {
    [
        way("ours", |(y, p): &Labels| MeanIou::new(CLASSES).evaluate(y, p)),
        way("ndarray", |(y, p): &Labels| {
            let counts = counted(y, p);
            let sums = counts.sum_axis(Axis(0)) + counts.sum_axis(Axis(1));
            (&counts.diag() / &(sums - counts.diag())).mean()
        }),
    ]
}

fn counted(y: &Array1<i64>, p: &Array1<i64>) -> Array2<f64> {
    let mut counts = Array2::<u64>::zeros((CLASSES, CLASSES));
    Zip::from(y).and(p).for_each(|&y, &p| counts[(y as usize, p as usize)] += 1);
    counts.mapv(|count| count as f64)
}

fn f1_macro() -> [Way<Matrices>; 2] {
    [
        way("ours", |(y, p): &Matrices| F1Score::new(Average::Macro).evaluate(y, p)),
        way("ndarray", |(y, p): &Matrices| {
            let mut right = Array1::<f32>::zeros(y.ncols());
            let mut predicted = right.clone();
            for (y, p) in y.rows().into_iter().zip(p.rows()) {
                let better = |best: usize, i: usize| if p[i] > p[best] { i } else { best };
                let best = (0..p.len()).fold(0, better);
                right[best] += y[best];
                predicted[best] += 1.0;
            }
            (2.0 * right / (predicted + y.sum_axis(Axis(0)))).mean()
        }),
    ]
}

fn r2() -> [Way<Scored>; 2] {
    [
        way("ours", |(y, p): &Scored| metrics::r2_score(y, p)),
        way("ndarray", |(y, p): &Scored| Some(1.0 - squared(&(y - p)) / squared(&(y - y.mean()?)))),
    ]
}

fn pearson() -> [Way<Scored>; 2] {
    [
        way("ours", |(y, p): &Scored| metrics::pearson_correlation(y, p)),
        way("ndarray", |(y, p): &Scored| {
            let (y, p) = (y - y.mean()?, p - p.mean()?);
            Some((&y * &p).sum() / (squared(&y) * squared(&p)).sqrt())
        }),
    ]
}

fn concordance() -> [Way<Scored>; 2] {
    [
        way("ours", |(y, p): &Scored| metrics::concordance_correlation(y, p)),
        way("ndarray", |(y, p): &Scored| {
            let (y_mean, p_mean) = (y.mean()?, p.mean()?);
            let (y, p) = (y - y_mean, p - p_mean);
            let offset = y.len() as f32 * (y_mean - p_mean).powi(2);
            Some(2.0 * (&y * &p).sum() / (squared(&y) + squared(&p) + offset))
        }),
    ]
}

fn r2_columns() -> [Way<Matrices>; 2] {
    [
        way("ours", |(y, p): &Matrices| metrics::r2_score(y, p)),
        way("ndarray", |(y, p): &Matrices| {
            let squares = |e: Array2<f32>| e.mapv(|e| e * e).sum_axis(Axis(0));
            let spread = squares(y - &y.mean_axis(Axis(0))?);
            (1.0 - squares(y - p) / spread).mean()
        }),
    ]
}

fn squared(errors: &Array1<f32>) -> f32 {
    errors.mapv(|e| e * e).sum()
}
