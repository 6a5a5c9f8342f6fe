//! Numbers far from zero, and of any size.

use approx::assert_relative_eq;
use ndarray::{Array1, Axis, array};
use ndarray_metrics::prelude::*;

use super::{near, numbers};
use crate::data::Random;

/// Trap 31: targets far from zero. The values are those of rational arithmetic, on the same
/// doubles; scikit-learn gives 0.9336 for the last R².
#[test]
fn far_targets_keep_their_digits() {
    let cases = [
        (0.0, [0.9375553964246544, 0.9723796702309122, 0.9706322290410049]),
        (1e4, [0.9375553964246294, 0.9723796702309097, 0.9706322290409963]),
        (1e8, [0.9375553964112743, 0.9723796702299805, 0.9706322290372129]),
        (1e15, [0.9332295012333167, 0.9699828791658243, 0.9684753467360021]),
    ];
    for (offset, expected) in cases {
        let (y, p, _) = far(offset);
        let all = (R2Score::default(), PearsonCorrelation, ConcordanceCorrelation);
        let (r2, pearson, concordance) = all.evaluate(&y, &p).unwrap();
        near(&[r2, pearson, concordance], &expected, 1e-15);
    }
}

#[test]
fn far_targets_keep_their_digits_with_weights() {
    let cases = [
        (0.0, [0.929169411513181, 0.9704640541266095, 0.9673902776955304]),
        (1e4, [0.9291694115131403, 0.9704640541266039, 0.9673902776955158]),
        (1e8, [0.9291694113298428, 0.9704640540580073, 0.9673902776165813]),
        (1e15, [0.9247293440950772, 0.9682857848891717, 0.965310869215058]),
    ];
    for (offset, expected) in cases {
        let (y, p, w) = far(offset);
        let all = (R2Score::default(), PearsonCorrelation, ConcordanceCorrelation);
        let (r2, pearson, concordance) = all.evaluate_weighted(&y, &p, &w).unwrap();
        near(&[r2, pearson, concordance], &expected, 1e-15);
    }
}

/// Truth, prediction and weights around an offset.
fn far(offset: f64) -> (Array1<f64>, Array1<f64>, Array1<f64>) {
    let mut random = Random(31);
    let (mut y, mut p, mut w) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..40 {
        let [a, b, c] = [random.unit(), random.unit(), random.unit()];
        y.push(offset + 4.0 * a);
        p.push(offset + 4.0 * a + b - 0.5);
        w.push(0.1 + c);
    }
    (y.into(), p.into(), w.into())
}

/// Rows far from zero, against the pooled correlation of one row.
#[test]
fn far_rows_keep_their_digits() {
    for offset in [0.0, 1e4, 1e8] {
        let (y, p, _) = far(offset);
        let pooled = (PearsonCorrelation, ConcordanceCorrelation).evaluate(&y, &p).unwrap();
        let (y, p) = (y.insert_axis(Axis(0)), p.insert_axis(Axis(0)));
        let per_row = (PearsonCorrelationPerRow, ConcordanceCorrelationPerRow);
        let (pearson, concordance) = per_row.evaluate(&y, &p).unwrap();
        near(&[pearson, concordance], &numbers(&[pooled.0, pooled.1]), 1e-13);
    }
}

#[test]
fn rows_of_any_size_correlate() {
    let (y, p) = (array![[1.0, 2.0, 3.0]], array![[1.0, 3.0, 2.0]]);
    for (a, b) in [(1.0, 1e300), (1e-300, 1.0), (5e307, 5e307), (1e-310, 1e300)] {
        let pearson = PearsonCorrelationPerRow.evaluate(&(&y * a), &(&p * b)).unwrap();
        assert_relative_eq!(pearson, 0.5, max_relative = 1e-12);
        let concordance = ConcordanceCorrelationPerRow.evaluate(&(&y * b), &(&p * b)).unwrap();
        assert_relative_eq!(concordance, 0.5, max_relative = 1e-12);
    }
}

#[test]
fn perfect_predictions_are_perfect() {
    let mut random = Random(1);
    for offset in [0.0, 1e8, 1e15] {
        let y = random.numbers(500) + offset;
        assert_eq!(metrics::r2_score(&y, &y), Ok(1.0));
        assert_eq!(metrics::pearson_correlation(&y, &y), Ok(1.0));
        assert_eq!(metrics::pearson_correlation(&y, &-&y), Ok(-1.0));
        assert_eq!(metrics::concordance_correlation(&y, &y), Ok(1.0));
    }
}

#[test]
fn tiny_numbers_still_correlate() {
    let (y, p) = (array![1.0, 2.0, 3.0], array![1.0, 3.0, 2.0]);
    for size in [1e-100, 1e-140, 1e-146] {
        let pearson = metrics::pearson_correlation(&(&y * size), &(&p * size)).unwrap();
        assert_relative_eq!(pearson, 0.5, max_relative = 1e-12);
    }
}
