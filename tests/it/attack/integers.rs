//! Integers of 64 bits beyond 2^53: moments are those of the integers, not of the nearest floats.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;

/// R² and correlations do not change when a constant is added to truth and prediction.
#[test]
fn moments_far_from_zero() {
    let (y, p) = (array![0_i64, 10, 20, 33, 41], array![1_i64, 8, 25, 30, 40]);
    let near = |measure: R2Score| measure.evaluate(&y, &p);
    for far in [0, 1 << 53, 1 << 60, i64::MAX - 41, i64::MIN] {
        let (y_far, p_far) = (y.mapv(|y| y + far), p.mapv(|p| p + far));
        assert_eq!(R2Score::default().evaluate(&y_far, &p_far), near(R2Score::default()), "{far}");
        let pearson = metrics::pearson_correlation(&y_far, &p_far);
        assert_eq!(pearson, metrics::pearson_correlation(&y, &p), "{far}");
        let weights = array![1.0, 0.5, 0.0, 2.0, 1.0];
        let weighted = ConcordanceCorrelation.evaluate_weighted(&y_far, &p_far, &weights);
        assert_eq!(weighted, ConcordanceCorrelation.evaluate_weighted(&y, &p, &weights), "{far}");
    }
}

/// A report of times in nanoseconds, in one batch and in two.
#[test]
fn a_report_of_times() {
    let start = 1_796_000_000_000_000_000_u64;
    let y: Array1<u64> = array![start, start + 3, start + 7];
    let p: Array1<u64> = array![start + 1, start + 1, start + 10];
    let report = Regression.evaluate(&y, &p).expect("a report");
    assert_eq!((report.bias, report.mean_absolute_error), (Ok(2.0 / 3.0), Ok(2.0)));
    let mut parts = Regression.streaming();
    for i in 0..3 {
        let one = i..i + 1;
        parts
            .update(&y.slice(ndarray::s![one.clone()]), &p.slice(ndarray::s![one]))
            .expect("accepted");
    }
    assert_eq!(format!("{:?}", parts.result()), format!("{report:?}"));
}
