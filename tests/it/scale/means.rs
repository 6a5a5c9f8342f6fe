//! Means: the terms of each block are added up in integers of any size.

use std::f64::consts::LN_2;

use ndarray::{Array1, Axis, stack};
use ndarray_metrics::element::NoTruth;
use ndarray_metrics::prelude::*;
use num_bigint::BigInt;

use super::{
    assert_is_near, assert_is_quotient, block_len, blocks, class_labels, labels, one_hot, rows,
    scores, streamed,
};
use crate::exact_sum::oracle::exact;

/// Streams each measure and compares its mean with that of its terms. The terms themselves are held
/// against an oracle of their own elsewhere.
macro_rules! assert_means {
    ($blocks:expr, $updates:expr; $($measure:expr),+ $(,)?) => {$({
        let (measure, blocks) = ($measure, $blocks);
        let totals: Vec<BigInt> = blocks
            .iter()
            .map(|(y, p)| exact(&measure.per_sample(y, p).expect("accepted").to_vec()))
            .collect();
        let (stream, came) = streamed(measure, blocks, $updates);
        let total: BigInt = totals.iter().zip(&came).map(|(total, &n)| total * n).sum();
        let samples = ($updates * block_len()) as u64;
        assert_eq!(stream.state().weight().value(), Ok(samples as f64));
        assert_is_quotient(stream.result(), &total, &(exact(&[1.0]) * samples));
    })+};
}

pub(super) fn of_elements(updates: usize) {
    let numbers = blocks(|random| (scores(random), scores(random)));
    assert_means!(&numbers, updates;
        MeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError::default(),
        MeanSquaredLogarithmicError::default(), LogCoshError, Huber { delta: 0.25 },
        Poisson::default(), MeanOf::new("product", |y, p| y * p), MeanBiasError,
        SymmetricMeanAbsolutePercentageError::default(), PinballLoss { level: 0.9 },
        ShareWithinTolerance { tolerance: 0.25 },
    );
    of_extremes(updates, &numbers);
    of_roots_and_sums(updates, &numbers);
    of_scaled_errors(updates, &numbers);
    let amounts = blocks(|random| (scores(random) + 0.5, scores(random) + 0.5));
    assert_means!(&amounts, updates;
        MeanPercentageError, MeanPoissonDeviance, MeanGammaDeviance,
        MeanTweedieDeviance { power: 1.5 },
    );
    of_explained_deviance(updates, &amounts);
    let decisions = blocks(|random| (labels(random), scores(random)));
    assert_means!(&decisions, updates;
        BinaryAccuracy::default(), BinaryCrossentropy::default(),
        BinaryFocalCrossentropy::default(), BrierScore::default(), Hinge, SquaredHinge,
        HammingLoss::default(),
    );
    let classes = blocks(|random| (class_labels(random), class_labels(random)));
    assert_means!(&classes, updates; Accuracy);
}

/// The deviance of the mean of all truths, as the mean of its terms.
fn of_explained_deviance(updates: usize, amounts: &[(Array1<f32>, Array1<f32>)]) {
    let measures = (D2TweedieScore::default(), MeanPoissonDeviance);
    let (stream, came) = streamed(measures, amounts, updates);
    let (score, deviance) = stream.result();
    let sum = |of: &dyn Fn(f64) -> f64| -> f64 {
        let sums = amounts.iter().map(|(y, _)| y.iter().map(|&y| of(f64::from(y))).sum::<f64>());
        sums.zip(&came).map(|(sum, &n)| sum * n as f64).sum()
    };
    let mean = sum(&|y| y) / sum(&|_| 1.0);
    let of_mean = sum(&|y| 2.0 * (y * (y / mean).ln() - y + mean)) / sum(&|_| 1.0);
    let wanted = 1.0 - deviance.expect("a mean") / of_mean;
    assert!((score.expect("a score") - wanted).abs() < 1e-10, "{score:?}, not {wanted}");
}

/// What is read otherwise from a mean's state, and the mean and the sum of values.
fn of_roots_and_sums(updates: usize, numbers: &[(Array1<f32>, Array1<f32>)]) {
    let (stream, _) = streamed((MeanSquaredError, RootMeanSquaredError), numbers, updates);
    let (square, root) = stream.result();
    assert_is_near(root, square.expect("a mean").sqrt());
    let values: Vec<_> = numbers.iter().map(|(_, p)| (p.mapv(|_| NoTruth), p.clone())).collect();
    let (stream, came) = streamed((Mean, Sum), &values, updates);
    let (mean, sum) = stream.result();
    let wide = |p: &Array1<f32>| exact(&p.mapv(f64::from).to_vec());
    let total: BigInt = values.iter().zip(&came).map(|((_, p), &n)| wide(p) * n).sum();
    let one = exact(&[1.0]);
    assert_is_quotient(sum, &total, &one);
    assert_is_quotient(mean, &total, &(one * (updates * block_len()) as u64));
}

/// The least and the largest of all numbers.
fn of_extremes(updates: usize, numbers: &[(Array1<f32>, Array1<f32>)]) {
    let (stream, came) = streamed(MaxError, numbers, updates);
    let present = || numbers.iter().zip(&came).filter(|(_, n)| **n > 0).map(|(pair, _)| pair);
    let error = |(y, p): (&f32, &f32)| (f64::from(*y) - f64::from(*p)).abs();
    let errors = present().flat_map(|(y, p)| y.iter().zip(p).map(error));
    assert_eq!(stream.result().ok(), errors.reduce(f64::max));
    let values: Vec<_> = numbers.iter().map(|(_, p)| (p.mapv(|_| NoTruth), p.clone())).collect();
    let (least, largest) = streamed((Minimum, Maximum), &values, updates).0.result();
    let numbers = || present().flat_map(|(_, p)| p.iter().copied().map(f64::from));
    assert_eq!(
        (least.ok(), largest.ok()),
        (numbers().reduce(f64::min), numbers().reduce(f64::max))
    );
}

/// Forecasts whose numbers rise: bounds, a median between bounds, a mean and a deviation or variance.
fn of_forecasts(updates: usize) {
    let three = blocks(|random| {
        let mut rows = rows(random) + 0.25;
        rows.rows_mut().into_iter().for_each(|row| {
            row.into_slice().expect("in order").sort_by(f32::total_cmp);
        });
        (scores(random), rows)
    });
    let levels = vec![0.1, 0.5, 0.9];
    assert_means!(&three, updates;
        PinballLossOfLevels { levels: levels.clone() }, QuantileCrps { levels },
        WeightedIntervalScore { alphas: vec![0.2] },
    );
    let two = blocks(|random| {
        let low = scores(random) + 0.25;
        (scores(random), stack![Axis(1), low, &low + &scores(random)])
    });
    assert_means!(&two, updates;
        IntervalCoverage, IntervalWidth, IntervalScore::default(), GaussianCrps,
        GaussianNegativeLogLikelihood,
    );
    let (stream, came) =
        streamed((RankHistogram::new(2), GaussianPitHistogram { num_bins: 1 }), &two, updates);
    let below = |(y, p): &(Array1<f32>, ndarray::Array2<f32>)| {
        y.iter().zip(p.rows()).filter(|(y, row)| row.iter().all(|p| p > y)).count() as u64
    };
    let lowest: u64 = two.iter().zip(&came).map(|(block, n)| below(block) * n).sum();
    let (ranks, transforms) = stream.result();
    let share = lowest as f64 / (updates * block_len()) as f64;
    assert!((ranks[0].expect("a share") - share).abs() < 1e-3, "{ranks:?}, not {share}");
    assert_eq!(transforms, [Ok(1.0)]);
}

/// Quotients of means of errors.
fn of_scaled_errors(updates: usize, numbers: &[(Array1<f32>, Array1<f32>)]) {
    let measures = (
        MeanAbsoluteError,
        MeanAbsoluteScaledError { naive_error: 0.75 },
        RootMeanSquaredScaledError { naive_squared_error: 0.75 },
        MeanSquaredError,
        MeanOf::new("size", |y: f64, _: f64| y.abs()),
        WeightedAbsolutePercentageError,
    );
    let (stream, _) = streamed(measures, numbers, updates);
    let (absolute, scaled, root, squared, size, percentage) = stream.result();
    assert_is_near(scaled, absolute.expect("a mean") / 0.75);
    assert_is_near(root, (squared.expect("a mean") / 0.75).sqrt());
    assert_is_near(percentage, 100.0 * absolute.expect("a mean") / size.expect("a mean"));
    let logarithms =
        (MeanSquaredLogarithmicError::default(), RootMeanSquaredLogarithmicError::default());
    let (square, root) = streamed(logarithms, numbers, updates).0.result();
    assert_is_near(root, square.expect("a mean").sqrt());
}

pub(super) fn of_rows(updates: usize) {
    let dense = blocks(|random| (one_hot(&class_labels(random)), rows(random)));
    assert_means!(&dense, updates;
        CategoricalAccuracy, TopKCategoricalAccuracy { k: 2 }, CategoricalCrossentropy::default(),
        CategoricalFocalCrossentropy::default(), KlDivergence::default(), JensenShannonDivergence, CosineSimilarity,
        CategoricalHinge, CategoricalBrierScore::default(),
    );
    assert_means!(&dense, updates;
        SubsetAccuracy::default(), SampleJaccard::default(), SampleF1Score::default(),
        SampleFBetaScore { beta: 2.0, ..Default::default() }, SampleRecall::default(),
        SamplePrecision { zero_division: Some(0.5), ..Default::default() }, CoverageError,
        LabelRankingAveragePrecision::default(), LabelRankingLoss::default(),
    );
    let k = Some(2);
    assert_means!(&dense, updates;
        Dcg::default(), Ndcg { k, ..Default::default() }, MeanReciprocalRank::default(),
        MeanAveragePrecision::default(), PrecisionAtK { k, ..Default::default() },
        RecallAtK { k, ..Default::default() }, HitRateAtK { k, ..Default::default() },
        FallOutAtK { k, ..Default::default() }, RPrecision::default(), QueryRocAuc::default(),
    );
    let varied = blocks(|random| (rows(random), rows(random)));
    assert_means!(&varied, updates; PearsonCorrelationPerRow, ConcordanceCorrelationPerRow);
    let sparse = blocks(|random| (class_labels(random), rows(random)));
    assert_means!(&sparse, updates;
        SparseCategoricalAccuracy, SparseTopKCategoricalAccuracy { k: 2, from_sorted_ids: false },
        SparseCategoricalCrossentropy::default(), SparseCategoricalBrierScore::default(),
        RankedProbabilityScore::default(), SphericalScore::default(),
    );
    let members = blocks(|random| (scores(random), rows(random)));
    assert_means!(&members, updates;
        EnsembleCrps::default(), EnsembleCrps { fair: true }, CrossingQuantiles,
    );
    of_forecasts(updates);
    let losses =
        (SparseCategoricalCrossentropy::default(), Perplexity::default(), BitsPerLabel::default());
    let (loss, perplexity, bits) = streamed(losses, &sparse, updates).0.result();
    let loss = loss.expect("a mean");
    assert_is_near(perplexity, loss.exp());
    assert_is_near(bits, loss / LN_2);
    let sets = blocks(|random| (class_labels(random), rows(random).mapv(|p| p > 0.5)));
    assert_means!(&sets, updates; PredictionSetCoverage, PredictionSetSize, EmptyPredictionSets);
}
