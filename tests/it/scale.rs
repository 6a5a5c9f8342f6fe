//! Millions of samples through every metric whose state does not grow with them: counts are exact,
//! means are right to 2^-50, memory is flat.
//!
//! A few blocks of random samples come again and again in random order. What is expected is computed
//! from each block once, in whole numbers, and multiplied by how often the block came. Every test run
//! has time for a hundred thousand samples, the long one for a million. A thousand million, in
//! minutes: `cargo test --release --test it scale::long -- --ignored`.

mod by_class;
mod calibration;
mod classes;
mod decisions;
mod means;
mod moments;

use ndarray::{Array1, Array2};
use ndarray_metrics::Streaming;
use ndarray_metrics::prelude::*;
use num_bigint::BigInt;

use crate::allocation::live_bytes;
use crate::cases::cases;
use crate::data::Random;
use crate::exact_sum::oracle::exact;
use crate::list::exported_metrics;

/// Samples in a block, few enough for one thread, whose memory is counted.
fn block_len() -> usize {
    cases(1_000, 10_000)
}

/// How many different blocks there are.
const BLOCKS: usize = 4;

/// Blocks that a test run has time for.
fn some() -> usize {
    cases(50, 100)
}

/// Blocks of 10^9 samples.
fn many() -> usize {
    1_000_000_000 / block_len()
}

/// Classes of a row.
const CLASSES: usize = 3;

/// Updates after which a state has all the memory it will ever have.
const SETTLED: usize = 20;

/// Truth and prediction of each block.
type Blocks<T, P> = [(T, P)];

/// Makes the blocks.
fn blocks<B>(block: impl Fn(&mut Random) -> B) -> Vec<B> {
    let mut random = Random(11);
    (0..BLOCKS).map(|_| block(&mut random)).collect()
}

fn scores(random: &mut Random) -> Array1<f32> {
    Array1::from_shape_simple_fn(block_len(), || random.unit() as f32)
}

fn labels(random: &mut Random) -> Array1<bool> {
    Array1::from_shape_simple_fn(block_len(), || random.below(3) == 0)
}

fn rows(random: &mut Random) -> Array2<f32> {
    Array2::from_shape_simple_fn((block_len(), CLASSES), || random.unit() as f32)
}

fn class_labels(random: &mut Random) -> Array1<u8> {
    Array1::from_shape_simple_fn(block_len(), || random.below(CLASSES) as u8)
}

fn one_hot(labels: &Array1<u8>) -> Array2<u8> {
    Array2::from_shape_fn((block_len(), CLASSES), |(i, class)| {
        u8::from(usize::from(labels[i]) == class)
    })
}

/// The stream after so many updates with blocks in random order, and how often each block came.
fn streamed<M, T, P, D, E>(
    measure: M,
    blocks: &Blocks<ndarray::Array<T, D>, ndarray::Array<P, E>>,
    updates: usize,
) -> (Streaming<M>, Vec<u64>)
where
    M: Measure,
    T: Element,
    P: Element,
    D: ndarray::Dimension,
    E: ndarray::Dimension,
{
    let (mut random, mut came, mut held) = (Random(5), vec![0; blocks.len()], 0);
    let mut stream = measure.streaming();
    for update in 0..updates {
        let block = random.below(blocks.len());
        let (y_true, y_pred) = &blocks[block];
        stream.update(y_true, y_pred).expect("samples that are accepted");
        came[block] += 1;
        held = if update < SETTLED { live_bytes() } else { held };
        assert_eq!(live_bytes(), held, "memory after {update} updates");
    }
    (stream, came)
}

/// Whole numbers of each block, each times how often the block came, added up.
fn added<const N: usize>(counts: &[[i128; N]], came: &[u64]) -> [i128; N] {
    let of = |i: usize| counts.iter().zip(came).map(|(block, &n)| block[i] * i128::from(n)).sum();
    std::array::from_fn(of)
}

/// `found` is within 2^-50 of above/below, relative to it.
#[track_caller]
fn assert_is_quotient(found: Result<f64, impl std::fmt::Debug>, above: &BigInt, below: &BigInt) {
    let found = found.expect("a value");
    let wanted = above * exact(&[1.0]);
    let off = exact(&[found]) * below - &wanted;
    assert!(off.magnitude() << 50_u32 <= *wanted.magnitude(), "{found:e} is not {above}/{below}");
}

/// The same for whole numbers.
#[track_caller]
fn assert_is_ratio(found: Result<f64, impl std::fmt::Debug>, above: i128, below: i128) {
    assert_is_quotient(found, &above.into(), &below.into());
}

/// The same for a number that was computed in `f64` in a few operations.
#[track_caller]
fn assert_is_near(found: Result<f64, impl std::fmt::Debug>, wanted: f64) {
    let found = found.expect("a value");
    assert!((found - wanted).abs() <= wanted.abs() * 2_f64.powi(-50), "{found:e}, not {wanted:e}");
}

#[test]
fn means_of_elements() {
    means::of_elements(some());
}

#[test]
fn means_of_rows() {
    means::of_rows(some());
}

#[test]
fn counts_of_decisions() {
    decisions::at_one_threshold(some());
    decisions::at_many_thresholds(some());
}

#[test]
fn counts_of_classes() {
    classes::of_labels(some());
    classes::of_costs_and_association(some());
    classes::of_rows(some());
}

#[test]
fn sums_of_moments() {
    moments::of_columns(some());
}

#[test]
fn sums_of_bins() {
    calibration::of_elements(some());
    calibration::of_rows(some());
    calibration::of_classes(some());
}

#[test]
fn means_by_class() {
    by_class::of_losses(some());
    by_class::of_sizes(some());
    by_class::of_ratings(some());
    by_class::of_images(some());
}

mod long {
    use super::{by_class, calibration, classes, decisions, many, means, moments};

    #[test]
    #[ignore = "a thousand million samples"]
    fn means_of_elements() {
        means::of_elements(many());
    }

    #[test]
    #[ignore = "a thousand million samples"]
    fn means_of_rows() {
        means::of_rows(many());
    }

    #[test]
    #[ignore = "a thousand million samples"]
    fn counts_of_decisions() {
        decisions::at_one_threshold(many());
        decisions::at_many_thresholds(many());
    }

    #[test]
    #[ignore = "a thousand million samples"]
    fn counts_of_classes() {
        classes::of_labels(many());
        classes::of_costs_and_association(many());
        classes::of_rows(many());
    }

    #[test]
    #[ignore = "a thousand million samples"]
    fn sums_of_moments() {
        moments::of_columns(many());
    }

    #[test]
    #[ignore = "a thousand million samples"]
    fn sums_of_bins() {
        calibration::of_elements(many());
        calibration::of_rows(many());
        calibration::of_classes(many());
    }

    #[test]
    #[ignore = "a thousand million samples"]
    fn means_by_class() {
        by_class::of_losses(many());
        by_class::of_sizes(many());
        by_class::of_ratings(many());
        by_class::of_images(many());
    }
}

/// Metrics whose state grows with the number of distinct scores, pairs, or cells of labels.
const GROWING: [&str; 50] = [
    "RocAuc",
    "AveragePrecision",
    "Pooled",
    "PerColumn",
    "Averaged",
    "KolmogorovSmirnov",
    "GiniCoefficient",
    "EqualErrorRate",
    "ConvexHullEqualErrorRate",
    "PartialRocAuc",
    "LogAuc",
    "CumulativeGain",
    "Lift",
    "ExactRecallAtPrecision",
    "ExactPrecisionAtRecall",
    "ExactSensitivityAtSpecificity",
    "ExactSpecificityAtSensitivity",
    "OneVsRest",
    "AveragedOneVsRest",
    "OneVsOneRocAuc",
    "Miscalibration",
    "Discrimination",
    "EqualMassCalibrationError",
    "MedianAbsoluteError",
    "AbsoluteErrorQuantile",
    "ErrorQuantile",
    "ErrorInterquartileRange",
    "MedianAbsoluteDeviation",
    "D2PinballScore",
    "D2AbsoluteErrorScore",
    "RelativeAbsoluteError",
    "Median",
    "Quantile",
    "QuantileOf",
    "SpearmanCorrelation",
    "KendallTau",
    "SomersD",
    "ConcordanceIndex",
    "RandIndex",
    "AdjustedRandIndex",
    "FowlkesMallows",
    "MutualInformation",
    "NormalizedMutualInformation",
    "AdjustedMutualInformation",
    "Homogeneity",
    "Completeness",
    "VMeasure",
    "Purity",
    "ClusterAccuracy",
    "CalinskiHarabasz",
];

#[test]
fn every_metric_of_constant_memory_is_here() {
    let sources = [
        include_str!("scale/by_class.rs"),
        include_str!("scale/calibration.rs"),
        include_str!("scale/means.rs"),
        include_str!("scale/decisions.rs"),
        include_str!("scale/classes.rs"),
        include_str!("scale/moments.rs"),
    ];
    let is_here = |metric: &str| {
        let mut words = sources.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        words.any(|word| word == metric)
    };
    let missing = exported_metrics().filter(|metric| !is_here(metric) && !GROWING.contains(metric));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
}
