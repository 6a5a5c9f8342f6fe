//! Several labels of a sample: the addends of the term of one row, none where it divides by 0.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::Own;
use super::data::{elements, rows};
use super::means::means;
use super::textbook::*;

/// The places where something holds.
fn places(row: &[f64], holds: impl Fn(f64) -> bool) -> Vec<usize> {
    (0..row.len()).filter(|&label| holds(row[label])).collect()
}

/// How many labels are in both sets, in the truth, and decided.
fn sizes(own: Own, y: &[f64], p: &[f64], threshold: f64) -> [f64; 3] {
    let (truth, decided) = (places(y, |y| y == 1.0), places(p, |p| p > own(threshold)));
    let both = truth.iter().filter(|label| decided.contains(label)).count();
    [both, truth.len(), decided.len()].map(|size| size as f64)
}

/// One number, or none where it divides by 0.
fn over(above: f64, below: f64) -> Vec<f64> {
    if below > 0.0 { vec![above / below] } else { vec![] }
}

/// The same with a number for 0/0.
fn or(zero_division: f64, quotient: Vec<f64>) -> Vec<f64> {
    if quotient.is_empty() { vec![zero_division] } else { quotient }
}

/// How many labels score at least as high as one of them, and how many of these are true.
fn rank(y: &[f64], p: &[f64], label: usize) -> [f64; 2] {
    let above = places(p, |other| other >= p[label]);
    [above.len() as f64, above.iter().filter(|&&label| y[label] == 1.0).count() as f64]
}

/// Whether each pair of a true label and another is put wrong.
fn pairs(y: &[f64], p: &[f64]) -> Vec<bool> {
    let (truth, others) = (places(y, |y| y == 1.0), places(y, |y| y == 0.0));
    truth.iter().flat_map(|&t| others.iter().map(move |&f| p[t] <= p[f])).collect()
}

means! {
    subset_accuracy: SubsetAccuracy::default(), rows(Binary, Score),
        |own, y, p| share(places(y, |y| y == 1.0) == places(p, |p| p > own(0.5))),
        [bool f64, u8 f32, f32 i32, i64 bool];
    hamming_loss: HammingLoss { threshold: 0.3 }, elements(Binary, Tenth),
        |own, y, p| share((p[0] > own(0.3)) != (y[0] == 1.0)), [bool f64, u8 f32, f32 i32];
    sample_jaccard: SampleJaccard::default(), rows(Binary, Score),
        |own, y, p| {
            let [both, truth, decided] = sizes(own, y, p, 0.5);
            over(both, truth + decided - both)
        },
        [bool f64, u8 f32, f32 i32, i64 bool];
    sample_jaccard_of_empty_rows:
        SampleJaccard { threshold: 0.3, zero_division: Some(0.75) }, rows(Binary, Tenth),
        |own, y, p| {
            let [both, truth, decided] = sizes(own, y, p, 0.3);
            or(0.75, over(both, truth + decided - both))
        },
        [i32 f64, bool f32];
    sample_f1_score: SampleF1Score::default(), rows(Binary, Score),
        |own, y, p| {
            let [both, truth, decided] = sizes(own, y, p, 0.5);
            over(2.0 * both, truth + decided)
        },
        [bool f64, u8 f32, f32 i32];
    sample_f_beta_score:
        SampleFBetaScore { beta: 2.0, threshold: -0.2, zero_division: None }, rows(Binary, Tenth),
        |own, y, p| {
            let [both, truth, decided] = sizes(own, y, p, -0.2);
            over(5.0 * both, 4.0 * truth + decided)
        },
        [bool f64, u8 f32];
    sample_precision: SamplePrecision::default(), rows(Binary, Score),
        |own, y, p| {
            let [both, _, decided] = sizes(own, y, p, 0.5);
            over(both, decided)
        },
        [bool f64, u8 f32, f32 i32];
    sample_precision_of_no_decisions:
        SamplePrecision { threshold: 0.9, zero_division: Some(0.0) }, rows(Binary, Tenth),
        |own, y, p| {
            let [both, _, decided] = sizes(own, y, p, 0.9);
            or(0.0, over(both, decided))
        },
        [bool f64, u8 f32];
    label_ranking_average_precision: LabelRankingAveragePrecision::default(), rows(Binary, Score),
        |_, y, p| {
            let truth = places(y, |y| y == 1.0);
            let precision = |&label: &usize| {
                let [rank, right] = rank(y, p, label);
                right / rank / truth.len() as f64
            };
            truth.iter().map(precision).collect()
        },
        [bool f64, u8 f32, f32 i32, i64 bool, f64 u8];
    coverage_error: CoverageError, rows(Binary, Score),
        |_, y, p| {
            let ranks = places(y, |y| y == 1.0).into_iter().map(|label| rank(y, p, label)[0]);
            vec![ranks.fold(0.0, f64::max)]
        },
        [bool f64, u8 f32, f32 i32, i64 bool, f64 u8];
    label_ranking_loss: LabelRankingLoss::default(), rows(Binary, Score),
        |_, y, p| {
            let pairs = pairs(y, p);
            over(pairs.iter().filter(|&&wrong| wrong).count() as f64, pairs.len() as f64)
        },
        [bool f64, u8 f32, f32 i32, i64 bool, f64 u8];
    label_ranking_loss_of_rows_without_pairs:
        LabelRankingLoss { zero_division: Some(0.25) }, rows(Binary, Score),
        |_, y, p| {
            let pairs = pairs(y, p);
            let wrong = pairs.iter().filter(|&&wrong| wrong).count() as f64;
            or(0.25, over(wrong, pairs.len() as f64))
        },
        [bool f64, u8 f32];
    sample_recall: SampleRecall::default(), rows(Binary, Score),
        |own, y, p| {
            let [both, truth, _] = sizes(own, y, p, 0.5);
            over(both, truth)
        },
        [bool f64, u8 f32, i64 i32];
}
