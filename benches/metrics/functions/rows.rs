//! Metrics of rows.

use criterion::Criterion;
use ndarray::{Array1, Array2, ArrayRef2, ArrayView1, Axis, Zip};
use ndarray_metrics::Evaluate;
use ndarray_metrics::metrics::{self, SparseCategoricalCrossentropy};

use super::{Entry, clip, family, hit};
use crate::compare::rows;
use crate::data;

const SHAPES: [(usize, usize); 4] = [(10, 100), (1_000, 100), (100_000, 100), (10_000, 1_000)];

type Matrices = (Array2<f32>, Array2<f32>);
type Labels = (Array1<i64>, Array2<f32>);

pub(super) fn bench(criterion: &mut Criterion) {
    family(criterion, &SHAPES.map(|shape| rows(shape, data::regression_rows)), SIMILARITY);
    family(criterion, &SHAPES.map(|shape| rows(shape, data::one_hot)), ONE_HOT);
    family(criterion, &SHAPES.map(|shape| rows(shape, data::labelled)), LABELLED);
}

const SIMILARITY: &[Entry<Matrices>] = &[(
    "cosine_similarity",
    |(y, p)| metrics::cosine_similarity(y, p),
    |(y, p)| {
        let dot = |a: &ArrayRef2<f32>, b: &ArrayRef2<f32>| (a * b).sum_axis(Axis(1));
        (dot(y, p) / (dot(y, y) * dot(p, p)).mapv(f32::sqrt)).mean()
    },
)];

const ONE_HOT: &[Entry<Matrices>] = &[
    (
        "categorical_accuracy",
        |(y, p)| metrics::categorical_accuracy(y, p),
        |(y, p)| {
            let rows = Zip::from(y.rows()).and(p.rows());
            rows.map_collect(|y, p| hit(argmax(y) == argmax(p))).mean()
        },
    ),
    (
        "top_k_categorical_accuracy",
        |(y, p)| metrics::top_k_categorical_accuracy(y, p),
        |(y, p)| {
            let rows = Zip::from(y.rows()).and(p.rows());
            rows.map_collect(|y, p| hit(rank(argmax(y), p) < 5)).mean()
        },
    ),
    (
        "categorical_crossentropy",
        |(y, p)| metrics::categorical_crossentropy(y, p),
        |(y, p)| (-y * p.mapv(|p| clip(p).ln())).sum_axis(Axis(1)).mean(),
    ),
    (
        "categorical_focal_crossentropy",
        |(y, p)| metrics::categorical_focal_crossentropy(y, p),
        |(y, p)| {
            let terms = y * p.mapv(|p| -0.25 * (1.0 - p).powi(2) * clip(p).ln());
            terms.sum_axis(Axis(1)).mean()
        },
    ),
    (
        "kl_divergence",
        |(y, p)| metrics::kl_divergence(y, p),
        |(y, p)| {
            let (y, p) = (y.mapv(|y| y.max(1e-7)), p.mapv(|p| p.max(1e-7)));
            (&y * (&y / p).mapv(f32::ln)).sum_axis(Axis(1)).mean()
        },
    ),
    (
        "categorical_hinge",
        |(y, p)| metrics::categorical_hinge(y, p),
        |(y, p)| {
            let right = (y * p).sum_axis(Axis(1));
            let wrong = ((1.0 - y) * p).fold_axis(Axis(1), 0.0, |&a: &f32, &b| a.max(b));
            (wrong - right + 1.0).mapv(|e| e.max(0.0)).mean()
        },
    ),
];

const LABELLED: &[Entry<Labels>] = &[
    (
        "sparse_categorical_accuracy",
        |(y, p)| metrics::sparse_categorical_accuracy(y, p),
        |(y, p)| {
            let rows = Zip::from(y).and(p.rows());
            rows.map_collect(|&y, p| hit(argmax(p) == y as usize)).mean()
        },
    ),
    (
        "sparse_top_k_categorical_accuracy",
        |(y, p)| metrics::sparse_top_k_categorical_accuracy(y, p),
        |(y, p)| {
            let rows = Zip::from(y).and(p.rows());
            rows.map_collect(|&y, p| hit(rank(y as usize, p) < 5)).mean()
        },
    ),
    (
        "sparse_categorical_crossentropy",
        |(y, p)| metrics::sparse_categorical_crossentropy(y, p),
        |(y, p)| {
            let rows = Zip::from(y).and(p.rows());
            rows.map_collect(|&y, p| -clip(p[y as usize]).ln()).mean()
        },
    ),
    (
        "sparse_categorical_crossentropy_from_logits",
        |(y, z)| {
            let from_logits = true;
            SparseCategoricalCrossentropy { from_logits, ..Default::default() }.evaluate(y, z)
        },
        |(y, z)| {
            let rows = Zip::from(y).and(z.rows());
            rows.map_collect(|&y, z| log_sum_exp(z) - z[y as usize]).mean()
        },
    ),
];

fn argmax(row: ArrayView1<'_, f32>) -> usize {
    (0..row.len()).fold(0, |best, next| if row[next] > row[best] { next } else { best })
}

/// How many classes score higher.
fn rank(class: usize, row: ArrayView1<'_, f32>) -> usize {
    row.iter().filter(|&&score| score > row[class]).count()
}

fn log_sum_exp(row: ArrayView1<'_, f32>) -> f32 {
    let largest = row.fold(f32::NEG_INFINITY, |largest, &z| largest.max(z));
    largest + row.mapv(|z| (z - largest).exp()).sum().ln()
}
