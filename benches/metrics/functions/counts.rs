//! Metrics read off counts.

use criterion::Criterion;
use ndarray::{Array1, Zip};
use ndarray_metrics::metrics;

use super::vectors::LENGTHS;
use super::{Entry, family, hit};
use crate::compare::vectors;
use crate::data;

type Vectors = (Array1<f32>, Array1<f32>);

pub(super) fn bench(criterion: &mut Criterion) {
    family(criterion, &LENGTHS.map(|n| vectors(n, data::binary)), BINARY);
}

const BINARY: &[Entry<Vectors>] = &[
    ("precision", |(y, p)| metrics::precision(y, p), |(y, p)| Some(share(y, p.mapv(positive)))),
    (
        "recall",
        |(y, p)| metrics::recall(y, p),
        |(y, p)| Some(share(&p.mapv(positive), y.to_owned())),
    ),
    (
        "specificity",
        |(y, p)| metrics::specificity(y, p),
        |(y, p)| Some(share(&p.mapv(negative), 1.0 - y)),
    ),
    (
        "negative_predictive_value",
        |(y, p)| metrics::negative_predictive_value(y, p),
        |(y, p)| Some(share(&(1.0 - y), p.mapv(negative))),
    ),
    (
        "false_positive_rate",
        |(y, p)| metrics::false_positive_rate(y, p),
        |(y, p)| Some(share(&p.mapv(positive), 1.0 - y)),
    ),
    (
        "false_negative_rate",
        |(y, p)| metrics::false_negative_rate(y, p),
        |(y, p)| Some(share(&p.mapv(negative), y.to_owned())),
    ),
    ("auc", |(y, p)| metrics::auc(y, p), |(y, p)| Some(area(y, p))),
];

fn positive(p: f32) -> f32 {
    hit(p > 0.5)
}

fn negative(p: f32) -> f32 {
    hit(p <= 0.5)
}

/// The share of the second that is also the first; both are made of zeros and ones.
fn share(of: &Array1<f32>, among: Array1<f32>) -> f32 {
    let total = among.sum();
    (among * of).sum() / total
}

/// The area under the curve of 200 thresholds, from how many scores lie between two of them.
fn area(y: &Array1<f32>, p: &Array1<f32>) -> f32 {
    let mut between = [[0.0; 2]; 200];
    Zip::from(y).and(p).for_each(|&y, &p| between[(199.0 * p) as usize][y as usize] += 1.0);
    let (mut negatives, mut positives, mut area) = (0.0, 0.0, 0.0);
    for [more_negatives, more_positives] in between.into_iter().rev() {
        area += more_negatives * (positives + 0.5 * more_positives);
        negatives += more_negatives;
        positives += more_positives;
    }
    area / (negatives * positives)
}
