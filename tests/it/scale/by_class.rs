//! Means by class or size: shares and coverage in whole numbers.

use ndarray::{Array1, Array2};
use ndarray_metrics::prelude::*;

use super::{CLASSES, added, assert_is_ratio, blocks, class_labels, rows, streamed};

/// How often each class comes in a block.
fn counted(labels: &Array1<u8>) -> [i128; CLASSES] {
    let mut counts = [0; CLASSES];
    labels.iter().for_each(|&label| counts[usize::from(label)] += 1);
    counts
}

/// A few operations of `f64` apart.
#[track_caller]
fn assert_is_close(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= wanted.abs() * 2_f64.powi(-47), "{found:e}, not {wanted:e}");
}

pub(super) fn of_losses(updates: usize) {
    let blocks = blocks(|random| (class_labels(random), rows(random)));
    let measures = (
        SparseCategoricalCrossentropy::default(),
        D2LogLossScore::default(),
        SparseCategoricalBrierScore::default(),
        D2BrierScore::default(),
    );
    let (stream, came) = streamed(measures, &blocks, updates);
    let (log_loss, of_log_loss, brier, of_brier) = stream.result();
    let counts = added(&blocks.iter().map(|(y, _)| counted(y)).collect::<Vec<_>>(), &came);
    let all: i128 = counts.iter().sum();
    let shares = counts.map(|count| count as f64 / all as f64);
    let baseline = |of: fn(f64) -> f64| shares.into_iter().map(of).sum::<f64>();
    let unexplained = |skill: Result<f64, Undefined>| 1.0 - skill.expect("a skill");
    let entropy = baseline(|share| -share * share.ln());
    assert_is_close(unexplained(of_log_loss), log_loss.expect("a mean") / entropy);
    let variance = baseline(|share| share * (1.0 - share));
    assert_is_close(unexplained(of_brier), brier.expect("a mean") / variance);
}

/// Of each size, how many sets hold the label, and how many there are.
fn sizes(labels: &Array1<u8>, sets: &Array2<bool>) -> [i128; 2 * (CLASSES + 1)] {
    let mut counts = [0; 2 * (CLASSES + 1)];
    for (&label, set) in labels.iter().zip(sets.rows()) {
        let size = set.iter().filter(|&&member| member).count();
        counts[2 * size] += i128::from(set[usize::from(label)]);
        counts[2 * size + 1] += 1;
    }
    counts
}

pub(super) fn of_sizes(updates: usize) {
    // Sets of at least one class: the first.
    let sets = |rows: &Array2<f32>| {
        Array2::from_shape_fn(rows.dim(), |(i, class)| class == 0 || rows[[i, class]] > 0.5)
    };
    let blocks = blocks(|random| (class_labels(random), sets(&rows(random))));
    let (stream, came) = streamed(SizeStratifiedCoverage, &blocks, updates);
    let counts: Vec<_> = blocks.iter().map(|(y, sets)| sizes(y, sets)).collect();
    let counts = added(&counts, &came);
    let occurring = counts.as_chunks::<2>().0.iter().filter(|[_, all]| *all > 0);
    let worst = occurring.reduce(|a, b| if a[0] * b[1] <= b[0] * a[1] { a } else { b });
    let [covered, all] = worst.expect("sets");
    assert_is_ratio(stream.result(), *covered, *all);
}
