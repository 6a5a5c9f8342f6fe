//! Calibration: the distance of every bin in whole numbers.

use ndarray_metrics::prelude::*;
use num_bigint::BigInt;

use super::{
    CLASSES, assert_is_quotient, block_len, blocks, class_labels, labels, rows, scores, streamed,
};
use crate::exact_sum::oracle::exact;

const BINS: usize = 5;

/// Σ(y − p) of each bin, for forecasts in (0, 1].
fn excess(forecasts: impl Iterator<Item = (bool, f32)>) -> Vec<BigInt> {
    let mut terms = vec![Vec::new(); BINS];
    for (y, p) in forecasts {
        let above = |bin: &usize| p > (*bin as f64 / BINS as f64) as f32;
        let bin = (0..BINS).rev().find(above).unwrap_or(0);
        terms[bin].extend([f64::from(u8::from(y)), -f64::from(p)]);
    }
    terms.iter().map(|terms| exact(terms)).collect()
}

/// The expected error: the distances of all bins over the number of samples.
fn assert_is_expected(
    found: Result<f64, Undefined>,
    blocks: &[Vec<BigInt>],
    came: &[u64],
    updates: usize,
) {
    let of = |bin: usize| blocks.iter().zip(came).map(|(block, &n)| &block[bin] * n).sum();
    let distances = (0..BINS).map(of).map(|sum: BigInt| BigInt::from(sum.magnitude().clone()));
    let all = exact(&[1.0]) * (updates * block_len()) as u64;
    assert_is_quotient(found, &distances.sum(), &all);
}

pub(super) fn of_elements(updates: usize) {
    let forecasts = blocks(|random| (labels(random), scores(random)));
    let measure = CalibrationError { num_bins: BINS, ..Default::default() };
    let (stream, came) = streamed(measure, &forecasts, updates);
    let pairs = forecasts.iter().map(|(y, p)| excess(y.iter().copied().zip(p.iter().copied())));
    assert_is_expected(stream.result(), &pairs.collect::<Vec<_>>(), &came, updates);
}

pub(super) fn of_rows(updates: usize) {
    let forecasts = blocks(|random| (class_labels(random), rows(random)));
    let measure = TopLabelCalibrationError { num_bins: BINS, ..Default::default() };
    let (stream, came) = streamed(measure, &forecasts, updates);
    let favourites = forecasts.iter().map(|(labels, rows)| {
        excess(labels.iter().zip(rows.rows()).map(|(&label, row)| {
            let most = row.iter().copied().fold(0.0, f32::max);
            (row.iter().position(|&p| p == most) == Some(usize::from(label)), most)
        }))
    });
    assert_is_expected(stream.result(), &favourites.collect::<Vec<_>>(), &came, updates);
}

/// Each class against all others: the mean of the errors of all columns.
pub(super) fn of_classes(updates: usize) {
    let forecasts = blocks(|random| (class_labels(random), rows(random)));
    let measure = ClasswiseCalibrationError { num_bins: BINS, ..Default::default() };
    let (stream, came) = streamed(measure, &forecasts, updates);
    let columns = forecasts.iter().map(|(labels, rows)| {
        let of_class = |class: usize| {
            let came_true = labels.iter().map(move |&label| usize::from(label) == class);
            excess(came_true.zip(rows.column(class).iter().copied()))
        };
        (0..CLASSES).flat_map(of_class).collect::<Vec<_>>()
    });
    let columns: Vec<_> = columns.collect();
    let of = |bin: usize| columns.iter().zip(&came).map(|(block, &n)| &block[bin] * n).sum();
    let distances =
        (0..CLASSES * BINS).map(of).map(|sum: BigInt| BigInt::from(sum.magnitude().clone()));
    let all = exact(&[1.0]) * (updates * block_len() * CLASSES) as u64;
    assert_is_quotient(stream.result(), &distances.sum(), &all);
}
