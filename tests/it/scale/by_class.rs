//! Means by class or size: shares and coverage in whole numbers.

use ndarray::{Array1, Array2};
use ndarray_metrics::element::NoTruth;
use ndarray_metrics::prelude::*;

use super::{CLASSES, added, assert_is_ratio, block_len, blocks, class_labels, rows, streamed};
use crate::data::Random;

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

/// Ratings by three raters: the first choice counts twice.
fn ratings(random: &mut Random) -> Array2<u8> {
    let mut table = Array2::zeros((block_len(), CLASSES));
    for mut row in table.rows_mut() {
        row[random.below(CLASSES)] += 2;
        row[random.below(CLASSES)] += 1;
    }
    table
}

/// Of each category its ratings, and of all the ordered pairs that agree.
fn agreement(table: &Array2<u8>) -> [i128; CLASSES + 1] {
    let mut counts = [0; CLASSES + 1];
    for row in table.rows() {
        for (category, &raters) in row.iter().enumerate() {
            let raters = i128::from(raters);
            counts[category] += raters;
            counts[CLASSES] += raters * (raters - 1);
        }
    }
    counts
}

pub(super) fn of_ratings(updates: usize) {
    let blocks = blocks(ratings);
    let counts: Vec<_> = blocks.iter().map(agreement).collect();
    let values: Vec<_> = blocks.iter().map(|p| (p.mapv(|_| NoTruth), p.clone())).collect();
    let (stream, came) = streamed(FleissKappa::new(3), &values, updates);
    let counts = added(&counts, &came);
    let all: i128 = counts[..CLASSES].iter().sum();
    let expected = all * all - counts[..CLASSES].iter().map(|own| own * own).sum::<i128>();
    let apart = all * (2 * all - counts[CLASSES]);
    assert_is_ratio(stream.result(), 2 * expected - apart, 2 * expected);
}

/// Labels of an image of four places.
const PLACES: usize = 4;

/// Of one image its overlap by class, Dice, then `iou`, with 1 for a class that it has; and the generalised
/// score.
fn overlaps(y: &[u8], p: &[u8]) -> [[f64; 2]; 2 * CLASSES + 1] {
    let mut found = [[0.0; 2]; 2 * CLASSES + 1];
    let (mut above, mut below) = (0.0, 0.0);
    for class in 0..CLASSES {
        let count = |is: &dyn Fn(usize) -> bool| (0..PLACES).filter(|&i| is(i)).count() as f64;
        let [a, b] = [y, p].map(|labels| count(&|i| usize::from(labels[i]) == class));
        let both = count(&|i| y[i] == p[i] && usize::from(y[i]) == class);
        if a + b > 0.0 {
            found[class] = [2.0 * both / (a + b), 1.0];
            found[CLASSES + class] = [both / (a + b - both), 1.0];
        }
        if a > 0.0 {
            above += 2.0 * both / (a * a);
            below += (a + b) / (a * a);
        }
    }
    found[2 * CLASSES] = [above / below, 1.0];
    found
}

pub(super) fn of_images(updates: usize) {
    let images = |random: &mut Random| {
        let size = (block_len() / PLACES, PLACES);
        Array2::from_shape_simple_fn(size, || random.below(CLASSES) as u8)
    };
    let blocks = blocks(|random| (images(random), images(random)));
    let measures =
        (ImageDice::new(CLASSES), ImageIou::new(CLASSES), ImageGeneralizedDice::new(CLASSES));
    let (stream, came) = streamed(measures, &blocks, updates);
    let mut sums = [[0.0; 2]; 2 * CLASSES + 1];
    for ((y, p), &n) in blocks.iter().zip(&came) {
        for (y, p) in y.rows().into_iter().zip(p.rows()) {
            let [y, p] = [y, p].map(|row| row.to_vec());
            for (sum, found) in sums.iter_mut().zip(overlaps(&y, &p)) {
                sum[0] += n as f64 * found[0];
                sum[1] += n as f64 * found[1];
            }
        }
    }
    let means = sums.map(|[total, images]| total / images);
    let mean = |of: &[f64]| of.iter().sum::<f64>() / CLASSES as f64;
    let (dice, iou, generalized) = stream.result();
    let close = |found: Result<f64, Undefined>, wanted: f64| {
        let found = found.expect("a mean");
        assert!((found - wanted).abs() <= 1e-9 * wanted, "{found:e}, not {wanted:e}");
    };
    close(dice, mean(&means[..CLASSES]));
    close(iou, mean(&means[CLASSES..2 * CLASSES]));
    close(generalized, means[2 * CLASSES]);
}
