//! Binary decisions: counted in a plain loop.

use approx::assert_relative_eq;
use ndarray::Array1;
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{BinaryCounts, Tally};

use super::{added, assert_is_ratio, blocks, labels, scores, streamed};

type Block = (Array1<bool>, Array1<f32>);

/// True positives, false positives, true negatives, false negatives at a threshold.
fn counted((y, p): &Block, threshold: f64) -> [i128; 4] {
    let mut counts = [0; 4];
    for (&positive, &score) in y.iter().zip(p) {
        let said = f64::from(score) > threshold;
        let place = match (positive, said) {
            (true, true) => 0,
            (false, true) => 1,
            (false, false) => 2,
            (true, false) => 3,
        };
        counts[place] += 1;
    }
    counts
}

/// The same for all blocks, as often as they came.
fn total(blocks: &[Block], came: &[u64], threshold: f64) -> [i128; 4] {
    let each: Vec<_> = blocks.iter().map(|block| counted(block, threshold)).collect();
    added(&each, came)
}

#[track_caller]
fn assert_counts(found: &BinaryCounts, [tp, fp, tn, fn_]: [i128; 4]) {
    let found = [
        &found.true_positives,
        &found.false_positives,
        &found.true_negatives,
        &found.false_negatives,
    ];
    assert_eq!(found.map(Tally::value), [tp, fp, tn, fn_].map(|n| Ok(n as f64)));
}

pub(super) fn at_one_threshold(updates: usize) {
    let blocks = blocks(|random| (labels(random), scores(random)));
    let measures = Collection::new()
        .with("tp", TruePositives::default())
        .and_then(|all| all.with("fp", FalsePositives::default()))
        .and_then(|all| all.with("tn", TrueNegatives::default()))
        .and_then(|all| all.with("fn", FalseNegatives::default()))
        .and_then(|all| all.with("precision", Precision::default()))
        .and_then(|all| all.with("recall", Recall::default()))
        .and_then(|all| all.with("specificity", Specificity::default()))
        .and_then(|all| all.with("npv", NegativePredictiveValue::default()))
        .and_then(|all| all.with("fpr", FalsePositiveRate::default()))
        .and_then(|all| all.with("fnr", FalseNegativeRate::default()))
        .and_then(|all| all.with("f1", BinaryF1Score::default()))
        .and_then(|all| all.with("f2", BinaryFBetaScore { beta: 2.0, threshold: 0.5 }))
        .and_then(|all| all.with("mcc", BinaryMatthewsCorrelation::default()))
        .and_then(|all| all.with("kappa", BinaryCohenKappa::default()))
        .and_then(|all| all.with("lr+", PositiveLikelihoodRatio::default()))
        .and_then(|all| all.with("lr-", NegativeLikelihoodRatio::default()))
        .and_then(|all| all.with("odds", DiagnosticOddsRatio::default()))
        .and_then(|all| all.with("informedness", Informedness::default()))
        .and_then(|all| all.with("markedness", Markedness::default()))
        .and_then(|all| all.with("g-mean", GeometricMeanScore::default()))
        .and_then(|all| all.with("fm", BinaryFowlkesMallows::default()))
        .and_then(|all| all.with("fdr", FalseDiscoveryRate::default()))
        .and_then(|all| all.with("for", FalseOmissionRate::default()))
        .and_then(|all| all.with("prevalence", Prevalence::default()))
        .and_then(|all| all.with("detected", DetectionPrevalence::default()))
        .expect("names of their own");
    let (stream, came) = streamed(measures, &blocks, updates);
    let [tp, fp, tn, fn_] = total(&blocks, &came, 0.5);
    let results = stream.result();
    let read = |name| results.number(name).expect("a member");
    for (name, count) in [("tp", tp), ("fp", fp), ("tn", tn), ("fn", fn_)] {
        assert_eq!(read(name), Ok(count as f64));
    }
    assert_is_ratio(read("precision"), tp, tp + fp);
    assert_is_ratio(read("recall"), tp, tp + fn_);
    assert_is_ratio(read("specificity"), tn, tn + fp);
    assert_is_ratio(read("npv"), tn, tn + fn_);
    assert_is_ratio(read("fpr"), fp, fp + tn);
    assert_is_ratio(read("fnr"), fn_, fn_ + tp);
    assert_is_ratio(read("f1"), 2 * tp, 2 * tp + fp + fn_);
    assert_is_ratio(read("f2"), 5 * tp, 5 * tp + 4 * fn_ + fp);
    assert_is_ratio(read("lr+"), tp * (fp + tn), fp * (tp + fn_));
    assert_is_ratio(read("lr-"), fn_ * (fp + tn), tn * (tp + fn_));
    assert_is_ratio(read("odds"), tp * tn, fp * fn_);
    assert_is_ratio(read("informedness"), tp * tn - fp * fn_, (tp + fn_) * (tn + fp));
    assert_is_ratio(read("markedness"), tp * tn - fp * fn_, (tp + fp) * (tn + fn_));
    assert_is_ratio(read("fdr"), fp, tp + fp);
    assert_is_ratio(read("for"), fn_, tn + fn_);
    assert_is_ratio(read("prevalence"), tp + fn_, tp + fp + tn + fn_);
    assert_is_ratio(read("detected"), tp + fp, tp + fp + tn + fn_);
    let difference = (tp * tn - fp * fn_) as f64;
    let [found, decided] = [(tp + fn_) * (tn + fp), (tp + fp) * (tn + fn_)].map(|n| n as f64);
    assert_relative_eq!(
        read("mcc").expect("a value"),
        difference / (found * decided).sqrt(),
        max_relative = 1e-12
    );
    let chance = ((tp + fp) * (fp + tn) + (tp + fn_) * (fn_ + tn)) as f64;
    assert_relative_eq!(
        read("kappa").expect("a value"),
        2.0 * difference / chance,
        max_relative = 1e-12
    );
    let root = |above: i128, below: i128| (above as f64 / below as f64).sqrt();
    let near = |name, expected: f64| {
        assert_relative_eq!(read(name).expect("a value"), expected, max_relative = 1e-14);
    };
    near("g-mean", root(tp * tn, (tp + fn_) * (tn + fp)));
    near("fm", root(tp * tp, (tp + fp) * (tp + fn_)));
    at_two_thresholds(updates, &blocks);
    by_overlap(updates, &blocks);
}

/// `AtThresholds`.
fn at_two_thresholds(updates: usize, blocks: &[Block]) {
    let (stream, came) = streamed(Recall::default().at(vec![0.25, 0.75]), blocks, updates);
    for (threshold, found) in [0.25, 0.75].into_iter().zip(stream.result()) {
        let [tp, _, _, fn_] = total(blocks, &came, threshold);
        assert_is_ratio(found, tp, tp + fn_);
    }
}

/// No score of these is the threshold itself, where the two kinds of decision differ.
fn by_overlap(updates: usize, blocks: &[Block]) {
    let positive = BinaryIou { target_class_ids: vec![1], threshold: 0.3 };
    let (stream, came) = streamed(positive, blocks, updates);
    let [tp, fp, _, fn_] = total(blocks, &came, 0.3_f32.into());
    assert_is_ratio(stream.result(), tp, tp + fp + fn_);
}

/// Thresholds of the grids below.
const GRID: usize = 21;

pub(super) fn at_many_thresholds(updates: usize) {
    let blocks = blocks(|random| (labels(random), scores(random)));
    let (num_thresholds, class_id) = (GRID, None);
    let points = (
        SensitivityAtSpecificity { specificity: 0.4, num_thresholds, class_id },
        SpecificityAtSensitivity { sensitivity: 0.4, num_thresholds, class_id },
        PrecisionAtRecall { recall: 0.4, num_thresholds, class_id },
        RecallAtPrecision { precision: 0.3, num_thresholds, class_id },
        Auc { thresholds: Thresholds::Even(GRID), ..Default::default() },
    );
    let (stream, came) = streamed(points, &blocks, updates);
    let rung = |i: usize| f64::from((i as f64 / (GRID - 1) as f64) as f32);
    let totals: Vec<_> = (0..GRID).map(|i| total(&blocks, &came, rung(i))).collect();
    for (i, counts) in totals.iter().enumerate() {
        let found = stream.state().0.own().unwrap().at(i as f64 / (GRID - 1) as f64);
        assert_counts(&found.expect("a threshold of the grid"), *counts);
    }
    let sensitivity = |&[tp, _, _, fn_]: &[i128; 4]| (tp, tp + fn_);
    let specificity = |&[_, fp, tn, _]: &[i128; 4]| (tn, tn + fp);
    let precision = |&[tp, fp, ..]: &[i128; 4]| (tp, tp + fp);
    let (a, b, c, d, area) = stream.result();
    assert_best(a, &totals, sensitivity, specificity, (4, 10));
    assert_best(b, &totals, specificity, sensitivity, (4, 10));
    assert_best(c, &totals, precision, sensitivity, (4, 10));
    assert_best(d, &totals, sensitivity, precision, (3, 10));
    assert_area(area, &totals);
}

/// A rate as its two counts.
type Rate = (i128, i128);

fn assert_best(
    found: Result<f64, Undefined>,
    totals: &[[i128; 4]],
    read: impl Fn(&[i128; 4]) -> Rate,
    constrained: impl Fn(&[i128; 4]) -> Rate,
    demand: Rate,
) {
    let meets = |counts: &&[i128; 4]| {
        let (above, below) = constrained(counts);
        below > 0 && above * demand.1 >= demand.0 * below && read(counts).1 > 0
    };
    let rates = totals.iter().filter(meets).map(&read);
    let best = rates.reduce(|a, b| if b.0 * a.1 > a.0 * b.1 { b } else { a });
    let (above, below) = best.expect("a threshold that meets the demand");
    assert_is_ratio(found, above, below);
}

/// The area under the ROC curve by trapezia, its ends at thresholds below and above all scores.
fn assert_area(found: Result<f64, Undefined>, totals: &[[i128; 4]]) {
    let [tp, fp, tn, fn_] = totals[0];
    let (positives, negatives) = (tp + fn_, fp + tn);
    let inner = totals[1..GRID - 1].iter().map(|&[tp, fp, ..]| (tp, fp));
    let ends = ([(positives, negatives)], [(0, 0)]);
    let points: Vec<_> = ends.0.into_iter().chain(inner).chain(ends.1).collect();
    let trapezia = points.windows(2).map(|two| {
        let [(tp, fp), (next_tp, next_fp)] = [two[0], two[1]];
        (tp + next_tp) * (fp - next_fp)
    });
    assert_is_ratio(found, trapezia.sum(), 2 * positives * negatives);
}
