//! R² and correlations, in two passes: means first, then squares about them.

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{JointMoments, Moments};

use super::arrays::Values::*;
use super::batch::Batch;
use super::data::{Data, columns, elements};
use super::naive;
use super::oracle::Sized;
use super::textbook::Centred;

const NUMBERS: Data = elements(Number, Number);
/// Of few values, so that columns are often constant.
const FEW: Data = elements(Sign, Sign);
const COLUMNS: Data = columns(Number, Number);
const FEW_COLUMNS: Data = columns(Sign, Score);

/// Moments of all elements.
fn pooled(batch: &Batch) -> Centred {
    Centred::of(&batch.present().collect::<Vec<_>>())
}

/// Why a value that compares with a spread has none.
fn spread(batch: &Batch, spread: f64) -> Result<f64, Undefined> {
    match (batch.weight() > 0.0, spread > 0.0) {
        (false, _) => Err(Undefined::NoSamples),
        (_, false) => Err(Undefined::Constant),
        _ => Ok(spread),
    }
}

/// Means, variances and the covariance.
fn moments(batch: &Batch) -> Vec<Result<Sized, Undefined>> {
    let m = pooled(batch);
    let size = [m.yy, m.pp].map(|squares| (squares / m.weight).sqrt());
    let means = [[m.means[0], 50.0], [m.means[1], 50.0]];
    let products = [[m.yy, 0.0], [m.pp, 0.0], [m.yp, m.weight * size[0] * size[1]]];
    let per_weight = products.map(|product| product.map(|x| x / m.weight));
    let of = |number: [f64; 2]| match batch.weight() > 0.0 {
        true => Ok(number.into()),
        false => Err(Undefined::NoSamples),
    };
    means.into_iter().chain(per_weight).map(of).collect()
}

fn pearson(batch: &Batch) -> Result<Sized, Undefined> {
    let m = pooled(batch);
    spread(batch, m.yy.min(m.pp)).map(|_| [m.pearson(), 1.0].into())
}

fn concordance(batch: &Batch) -> Result<Sized, Undefined> {
    let m = pooled(batch);
    let apart = (m.means[0] - m.means[1]).abs();
    spread(batch, m.yy + m.pp + apart).map(|_| [m.concordance(), 1.0].into())
}

/// 1 − Σw(y − p)²/Σw(y − ȳ)².
fn r2(batch: &Batch) -> Result<Sized, Undefined> {
    let variation = spread(batch, pooled(batch).yy)?;
    let lost = batch.sum(|y, p| (y - p).powi(2)) / variation;
    Ok([1.0 - lost, 1.0 + lost].into())
}

/// 1 − (1 − R²)(n − 1)/(n − k − 1) for n samples with any weight.
fn adjusted(batch: &Batch, score: Result<Sized, Undefined>, k: usize) -> Result<Sized, Undefined> {
    let score = score?;
    let n = batch.units.iter().filter(|unit| unit.w.iter().any(|&w| w > 0.0)).count();
    if n <= k + 1 {
        return Err(Undefined::ZeroDenominator);
    }
    let factor = (n - 1) as f64 / (n - k - 1) as f64;
    Ok([1.0 - (1.0 - score.value) * factor, score.size * factor].into())
}

/// The mean of the columns' scores.
fn uniform(batch: &Batch) -> Result<Sized, Undefined> {
    let columns = batch.classes();
    let scores = columns.iter().map(r2).collect::<Result<Vec<_>, _>>()?;
    let mean = |part: fn(&Sized) -> f64| scores.iter().map(part).sum::<f64>() / scores.len() as f64;
    Ok([mean(|score| score.value), mean(|score| score.size)].into())
}

/// 1 − Σw(y − p)²/Σw(y − ȳ)², both over the columns whose truth varies.
fn variance_weighted(batch: &Batch) -> Result<Sized, Undefined> {
    let varies = |column: &Batch| column.weight() > 0.0 && pooled(column).yy > 0.0;
    let columns: Vec<_> = batch.classes().into_iter().filter(varies).collect();
    let left: f64 = columns.iter().map(|column| column.sum(|y, p| (y - p).powi(2))).sum();
    let lost = left / spread(batch, columns.iter().map(|column| pooled(column).yy).sum())?;
    Ok([1.0 - lost, 1.0 + lost].into())
}

const VARIANCE_WEIGHTED: R2Score =
    R2Score { class_aggregation: R2Aggregation::VarianceWeightedAverage, num_regressors: 0 };

fn read_pooled(moments: &Moments) -> Vec<Result<f64, Undefined>> {
    let all: JointMoments = moments.pooled();
    vec![all.r2_score(), all.pearson_correlation(), all.concordance_correlation()]
}

naive! {
    pearson_correlation: PearsonCorrelation, NUMBERS, pearson, [f64 f64, i32 f32, u8 i64, bool u8];
    pearson_correlation_of_few_values: PearsonCorrelation, FEW, pearson, [f64 f32, bool bool];
    concordance_correlation: ConcordanceCorrelation, NUMBERS, concordance, [f64 f64, u8 i64];
    concordance_correlation_of_few_values: ConcordanceCorrelation, FEW, concordance,
        [i32 f32, bool bool];
    r2_score: R2Score::default(), COLUMNS, uniform, [f64 f64, i64 f32, u8 u8];
    r2_score_of_few_values: R2Score::default(), FEW_COLUMNS, uniform, [f64 f64, bool i32];
    r2_score_weighted_by_variance: VARIANCE_WEIGHTED, COLUMNS, variance_weighted, [f64 f64, i32 f32];
    r2_score_of_few_values_weighted_by_variance: VARIANCE_WEIGHTED, FEW_COLUMNS, variance_weighted,
        [f64 f64, bool i32];
    r2_score_adjusted: R2Score { num_regressors: 2, ..Default::default() }, COLUMNS,
        |batch| adjusted(batch, uniform(batch), 2), [f64 f64];
    r2_score_per_column: R2ScorePerColumn::default(), FEW_COLUMNS,
        |batch| batch.classes().iter().map(r2).collect::<Vec<_>>(), [f64 f64, u8 f32];
    r2_score_per_column_adjusted: R2ScorePerColumn { num_regressors: 3 }, COLUMNS,
        |batch| batch.classes().iter().map(|c| adjusted(batch, r2(c), 3)).collect::<Vec<_>>(),
        [f64 f64];
    element_moments: ElementMoments, NUMBERS, moments, [f64 f64, i32 f32];
    column_moments: ColumnMoments, COLUMNS,
        |batch| batch.classes().iter().map(moments).collect::<Vec<_>>(), [f64 f64, u8 i64];
    column_moments_pooled: ColumnMoments => read_pooled, COLUMNS,
        |batch| vec![r2(batch), pearson(batch), concordance(batch)], [f64 f64, i32 f32];
}
