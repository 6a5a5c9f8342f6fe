//! Moments: sums of whole numbers, their squares and products.

use ndarray::Array1;
use ndarray_metrics::prelude::*;
use num_bigint::BigInt;

use super::{added, assert_is_near, assert_is_quotient, block_len, blocks, streamed};

/// Σy, Σp, Σy², Σp², Σyp.
fn counted(y: &Array1<i32>, p: &Array1<i32>) -> [i128; 5] {
    let mut sums = [0; 5];
    for (&y, &p) in y.iter().zip(p) {
        let (y, p) = (i128::from(y), i128::from(p));
        let terms = [y, p, y * y, p * p, y * p];
        sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }
    sums
}

/// Numbers far from zero, compared to how they spread, and predictions that are near them.
pub(super) fn of_columns(updates: usize) {
    let blocks = blocks(|random| {
        let y = Array1::from_shape_simple_fn(block_len(), || 1_000_000 + random.below(1000) as i32);
        let p = y.mapv(|y| y + random.below(200) as i32 - 50);
        (y, p)
    });
    let weighted: WeightedColumns<_> = R2ScorePerColumn::default().weighted_mean(vec![2.0]);
    let measures = (
        R2Score::default(),
        R2ScorePerColumn::default(),
        PearsonCorrelation,
        ConcordanceCorrelation,
        (ElementMoments, ColumnMoments),
        (ExplainedVariance::default(), ExplainedVariancePerColumn),
        (NormalizedRootMeanSquaredError::default(), RelativeSquaredError, weighted),
    );
    let (stream, came) = streamed(measures, &blocks, updates);
    let sums: Vec<_> = blocks.iter().map(|(y, p)| counted(y, p)).collect();
    let [y, p, yy, pp, yp] = added(&sums, &came).map(BigInt::from);
    let n = BigInt::from(updates * block_len());
    let (r2, per_column, pearson, concordance, (elements, columns), explained, relative) =
        stream.result();
    let (true_spread, pred_spread) = (&n * &yy - &y * &y, &n * &pp - &p * &p);
    let common = &n * &yp - &y * &p;
    let error = &n * (&yy + &pp - 2 * &yp);
    assert_is_quotient(r2, &(&true_spread - &error), &true_spread);
    assert_is_quotient(per_column[0], &(&true_spread - &error), &true_spread);
    let distance = &true_spread + &pred_spread + (&y - &p).pow(2);
    assert_is_quotient(concordance, &(2 * &common), &distance);
    let float = |number: &BigInt| number.to_string().parse::<f64>().expect("a number");
    assert_is_near(
        pearson,
        float(&common) / (float(&true_spread).sqrt() * float(&pred_spread).sqrt()),
    );
    let unbiased = &error - (&y - &p).pow(2);
    for explained in [explained.0, explained.1[0]] {
        assert_is_quotient(explained, &(&true_spread - &unbiased), &true_spread);
    }
    assert_eq!(relative.2, r2);
    assert_is_quotient(relative.1, &error, &true_spread);
    assert_is_near(relative.0, float(&error).sqrt() / float(&y));
    for moments in [elements, columns] {
        let moments = moments.pooled();
        assert_is_quotient(moments.mean_true(), &y, &n);
        assert_is_quotient(moments.variance_pred(), &pred_spread, &(&n * &n));
        assert_is_quotient(moments.covariance(), &common, &(&n * &n));
    }
}
