//! Metrics of elements.

use criterion::Criterion;
use ndarray::{Array1, Zip};
use ndarray_metrics::Evaluate;
use ndarray_metrics::metrics::{self, BinaryCrossentropy};

use super::{Entry, clip, family, hit};
use crate::compare::vectors;
use crate::data;

pub(super) const LENGTHS: [usize; 3] = [1_000, 100_000, 10_000_000];

type Vectors = (Array1<f32>, Array1<f32>);

pub(super) fn bench(criterion: &mut Criterion) {
    family(criterion, &LENGTHS.map(|n| vectors(n, data::regression)), REGRESSION);
    family(criterion, &LENGTHS.map(|n| vectors(n, data::positive)), POSITIVE);
    family(criterion, &LENGTHS.map(|n| vectors(n, data::binary)), BINARY);
    family(criterion, &LENGTHS.map(|n| vectors(n, data::classes)), ACCURACY);
}

const REGRESSION: &[Entry<Vectors>] = &[
    (
        "mean_squared_error",
        |(y, p)| metrics::mean_squared_error(y, p),
        |(y, p)| (y - p).mapv(|e| e * e).mean(),
    ),
    (
        "root_mean_squared_error",
        |(y, p)| metrics::root_mean_squared_error(y, p),
        |(y, p)| (y - p).mapv(|e| e * e).mean().map(f32::sqrt),
    ),
    (
        "mean_absolute_error",
        |(y, p)| metrics::mean_absolute_error(y, p),
        |(y, p)| (y - p).mapv(f32::abs).mean(),
    ),
    (
        "mean_absolute_percentage_error",
        |(y, p)| metrics::mean_absolute_percentage_error(y, p),
        |(y, p)| ((y - p) / y.mapv(|y| y.abs().max(1e-7))).mapv(|e| 100.0 * e.abs()).mean(),
    ),
    (
        "huber",
        |(y, p)| metrics::huber(y, p),
        |(y, p)| {
            (y - p).mapv(f32::abs).mapv(|e| 0.5 * e * e.min(1.0) + 0.5 * (e - 1.0).max(0.0)).mean()
        },
    ),
    ("log_cosh", |(y, p)| metrics::log_cosh(y, p), |(y, p)| (p - y).mapv(|e| e.cosh().ln()).mean()),
    ("mean", |(_, p)| metrics::mean(p), |(_, p)| p.mean()),
    ("sum", |(_, p)| metrics::sum(p), |(_, p)| Some(p.sum())),
];

const POSITIVE: &[Entry<Vectors>] = &[
    (
        "mean_squared_logarithmic_error",
        |(y, p)| metrics::mean_squared_logarithmic_error(y, p),
        |(y, p)| (y.mapv(f32::ln_1p) - p.mapv(f32::ln_1p)).mapv(|e| e * e).mean(),
    ),
    (
        "poisson",
        |(y, p)| metrics::poisson(y, p),
        |(y, p)| (p - y * p.mapv(|p| (p + 1e-7).ln())).mean(),
    ),
];

const BINARY: &[Entry<Vectors>] = &[
    (
        "binary_accuracy",
        |(y, p)| metrics::binary_accuracy(y, p),
        |(y, p)| Zip::from(y).and(p).map_collect(|&y, &p| hit((p > 0.5) == (y == 1.0))).mean(),
    ),
    (
        "binary_crossentropy",
        |(y, p)| metrics::binary_crossentropy(y, p),
        |(y, p)| {
            let p = p.mapv(clip);
            (-y * p.mapv(f32::ln) - (1.0 - y) * (1.0 - p).mapv(f32::ln)).mean()
        },
    ),
    (
        "binary_crossentropy_from_logits",
        |(y, z)| BinaryCrossentropy { from_logits: true, ..Default::default() }.evaluate(y, z),
        |(y, z)| (z - y * z + z.mapv(|z| (-z).exp().ln_1p())).mean(),
    ),
    (
        "binary_focal_crossentropy",
        |(y, p)| metrics::binary_focal_crossentropy(y, p),
        |(y, p)| {
            let of_label = Zip::from(y).and(p).map_collect(|y, p| clip(1.0 - (y - p).abs()));
            of_label.mapv(|p| -(1.0 - p).powi(2) * p.ln()).mean()
        },
    ),
    (
        "hinge",
        |(y, p)| metrics::hinge(y, p),
        |(y, p)| (1.0 - (2.0 * y - 1.0) * p).mapv(|e| e.max(0.0)).mean(),
    ),
    (
        "squared_hinge",
        |(y, p)| metrics::squared_hinge(y, p),
        |(y, p)| (1.0 - (2.0 * y - 1.0) * p).mapv(|e| e.max(0.0).powi(2)).mean(),
    ),
];

const ACCURACY: &[Entry<(Array1<i64>, Array1<i64>)>] = &[(
    "accuracy",
    |(y, p)| metrics::accuracy(y, p),
    |(y, p)| Zip::from(y).and(p).map_collect(|y, p| hit(y == p)).mean(),
)];
