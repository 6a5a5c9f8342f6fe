//! Metrics of several labels of a sample.

use criterion::Criterion;
use ndarray::{Array2, ArrayView1, Zip};
use ndarray_metrics::Evaluate;
use ndarray_metrics::metrics::{self, Ndcg};

use super::{Entry, family, hit};
use crate::compare::rows;
use crate::data;

const SHAPES: [(usize, usize); 4] = [(10, 20), (10_000, 20), (10_000, 100), (1_000, 1_000)];

type Matrices = (Array2<f32>, Array2<f32>);
type Row<'a> = ArrayView1<'a, f32>;

pub(super) fn bench(criterion: &mut Criterion) {
    family(criterion, &SHAPES.map(|shape| rows(shape, data::binary_rows)), LABELS);
}

const LABELS: &[Entry<Matrices>] = &[
    (
        "subset_accuracy",
        |(y, p)| metrics::subset_accuracy(y, p),
        |(y, p)| mean(y, p, |y, p| hit(y.iter().zip(p).all(|(&y, &p)| (p > 0.5) == (y == 1.0)))),
    ),
    (
        "sample_jaccard",
        |(y, p)| metrics::sample_jaccard(y, p),
        |(y, p)| mean(y, p, |y, p| overlap(y, p, |[both, y, p]| both / (y + p - both))),
    ),
    (
        "sample_f1_score",
        |(y, p)| metrics::sample_f1_score(y, p),
        |(y, p)| mean(y, p, |y, p| overlap(y, p, |[both, y, p]| 2.0 * both / (y + p))),
    ),
    (
        "label_ranking_average_precision",
        |(y, p)| metrics::label_ranking_average_precision(y, p),
        |(y, p)| mean(y, p, average_precision),
    ),
    ("coverage_error", |(y, p)| metrics::coverage_error(y, p), |(y, p)| mean(y, p, coverage)),
    (
        "label_ranking_loss",
        |(y, p)| metrics::label_ranking_loss(y, p),
        |(y, p)| mean(y, p, ranking_loss),
    ),
    (
        "mean_average_precision",
        |(y, p)| metrics::mean_average_precision(y, p),
        |(y, p)| mean(y, p, average_precision),
    ),
    (
        "ndcg_at_10",
        |(y, p)| Ndcg { k: Some(10), ..Ndcg::default() }.evaluate(y, p),
        |(y, p)| mean(y, p, ndcg_at_10),
    ),
];

/// The mean over the rows that have a term.
fn mean(y: &Array2<f32>, p: &Array2<f32>, term: fn(Row<'_>, Row<'_>) -> f32) -> Option<f32> {
    let terms = Zip::from(y.rows()).and(p.rows()).map_collect(term);
    let (sum, count) = terms
        .iter()
        .filter(|term| !term.is_nan())
        .fold((0.0, 0.0), |(sum, count), term| (sum + term, count + 1.0));
    Some(sum / count)
}

fn overlap(y: Row<'_>, p: Row<'_>, term: fn([f32; 3]) -> f32) -> f32 {
    let mut sizes = [0.0; 3];
    for (&y, &p) in y.iter().zip(p) {
        let (y, p) = (y == 1.0, p > 0.5);
        sizes[0] += hit(y && p);
        sizes[1] += hit(y);
        sizes[2] += hit(p);
    }
    term(sizes)
}

fn coverage(y: Row<'_>, p: Row<'_>) -> f32 {
    let right = y.iter().zip(p).filter(|(y, _)| **y == 1.0);
    let lowest = right.fold(f32::INFINITY, |lowest, (_, &p)| lowest.min(p));
    p.iter().filter(|&&p| p >= lowest).count() as f32
}

/// The labels of a row from the best to the worst; of unequal scores.
fn ranked(y: Row<'_>, p: Row<'_>) -> Vec<bool> {
    let mut labels: Vec<_> = p.iter().zip(y).collect();
    labels.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    labels.into_iter().map(|(_, &y)| y == 1.0).collect()
}

fn average_precision(y: Row<'_>, p: Row<'_>) -> f32 {
    let (mut right, mut total) = (0.0, 0.0);
    for (place, is_right) in ranked(y, p).into_iter().enumerate() {
        if is_right {
            right += 1.0;
            total += right / (place + 1) as f32;
        }
    }
    total / right
}

fn ranking_loss(y: Row<'_>, p: Row<'_>) -> f32 {
    let (mut right, mut wrong, mut bad) = (0.0, 0.0, 0.0);
    for is_right in ranked(y, p) {
        right += hit(is_right);
        wrong += hit(!is_right);
        bad += if is_right { wrong } else { 0.0 };
    }
    bad / (right * wrong)
}

fn ndcg_at_10(y: Row<'_>, p: Row<'_>) -> f32 {
    let discount = |place: usize| 1.0 / (place as f32 + 2.0).log2();
    let best = ranked(y, p).into_iter().take(10).enumerate();
    let gained: f32 = best.map(|(place, is_right)| hit(is_right) * discount(place)).sum();
    gained / (0..10.min(y.sum() as usize)).map(discount).sum::<f32>()
}
