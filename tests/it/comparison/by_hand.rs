//! Examples that are computed by hand.

use approx::assert_relative_eq;
use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;

/// Labels, and predictions that both, the first alone, the second alone and neither model have right.
fn models([both, first, second, neither]: [usize; 4]) -> [Array1<f64>; 3] {
    let cells = [(1.0, 1.0, both), (1.0, 0.0, first), (0.0, 1.0, second), (0.0, 0.0, neither)];
    let all: Vec<_> = cells.iter().flat_map(|&(a, b, n)| std::iter::repeat_n((a, b), n)).collect();
    let side = |of: fn(&(f64, f64)) -> f64| all.iter().map(of).collect();
    [Array1::ones(all.len()), side(|pair| pair.0), side(|pair| pair.1)]
}

#[test]
fn ten_against_four() -> Result<(), Error> {
    let [y, a, b] = models([30, 10, 4, 6]);
    let discordant = Accuracy.compare(&y, &a, &b)?.discordant()?;
    assert_eq!((discordant.first_only, discordant.second_only), (10, 4));
    assert_relative_eq!(discordant.exact_p_value(), 2942.0 / 16384.0, max_relative = 1e-13);
    // 1 + 14 + 91 + 364 up to 3, 1001 more at 4
    assert_relative_eq!(discordant.mid_p_value(), (1471.0 + 470.0) / 16384.0, max_relative = 1e-13);
    Ok(())
}

/// Where lower values are better, a term of 1 is wrong.
#[test]
fn a_loss_counts_who_is_right() -> Result<(), Error> {
    let [y, a, b] = models([3, 5, 1, 2]);
    let y = y.insert_axis(ndarray::Axis(1));
    let rows = |p: Array1<f64>| p.insert_axis(ndarray::Axis(1));
    let comparison = HammingLoss::default().compare(&y, &rows(a), &rows(b))?;
    let discordant = comparison.discordant()?;
    assert_eq!((discordant.first_only, discordant.second_only), (5, 1));
    assert_relative_eq!(comparison.difference.value, -4.0 / 11.0, max_relative = 1e-15);
    Ok(())
}

#[test]
fn three_of_four_against_two() -> Result<(), Error> {
    let comparison = Accuracy.compare(
        &array![1.0, 1.0, 1.0, 1.0],
        &array![1.0, 1.0, 0.0, 1.0],
        &array![1.0, 0.0, 0.0, 1.0],
    )?;
    assert_eq!((comparison.first, comparison.second), (0.75, 0.5));
    let difference = &comparison.difference;
    assert_eq!((difference.value, difference.standard_error), (0.25, Ok(0.25)));
    assert_eq!(comparison.discordant()?.exact_p_value(), 1.0);
    assert_relative_eq!(comparison.p_value()?, 0.391_002_218_955_771_5, max_relative = 1e-11);
    assert_eq!(
        comparison.to_string(),
        "0.750 against 0.500: 0.250 (95 %: -0.546 to 1.000), p = 0.391"
    );
    Ok(())
}

/// Of 40 samples the first model finds 36, the second 4 of them: 32 differ by 1 and 8 by 0, so that the standard error
/// is √(40/39·(32·0.2² + 8·0.8²))/40, and t = 12.49. The precision of both is 1.
#[test]
fn recall_of_two_models() -> Result<(), Error> {
    let (y, found) =
        (Array1::<f64>::ones(40), |k| Array1::from_shape_fn(40, |i| f64::from(u8::from(i < k))));
    let comparison = Recall::default().compare(&y, &found(36), &found(4))?;
    assert_eq!((comparison.first, comparison.second, comparison.difference.value), (0.9, 0.1, 0.8));
    let error = comparison.difference.standard_error?;
    assert_relative_eq!(error, 0.064_051_261_522_034_86, max_relative = 1e-9);
    assert_relative_eq!(comparison.p_value()?, 3.307_904_985_699e-15, max_relative = 1e-6);
    assert_eq!(
        comparison.to_string(),
        "0.900 against 0.100: 0.800 (95 %: 0.670 to 0.930), p < 0.001"
    );
    let precision = Precision::default().compare(&y, &found(36), &found(4))?;
    assert_eq!((precision.difference.value, precision.difference.standard_error), (0.0, Ok(0.0)));
    Ok(())
}

#[test]
fn two_areas() -> Result<(), Error> {
    let y = array![0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    let (a, b) = (array![0.1, 0.4, 0.5, 0.35, 0.8, 0.9], array![0.2, 0.3, 0.6, 0.7, 0.4, 0.65]);
    let comparison = RocAuc.compare(&y, &a, &b)?;
    assert_eq!((comparison.first, comparison.second), (7.0 / 9.0, 8.0 / 9.0));
    let difference = &comparison.difference;
    assert_eq!(difference.value, -1.0 / 9.0);
    assert_relative_eq!(difference.standard_error?.powi(2), 8.0 / 81.0, max_relative = 1e-15);
    assert_relative_eq!(comparison.p_value()?, 0.723_673_609_831_763_1, max_relative = 1e-12);
    assert_eq!(comparison.discordant(), Err(Undefined::NoShare));
    let gini = GiniCoefficient.compare(&y, &a, &b)?;
    assert_eq!(gini.difference.value, -2.0 / 9.0);
    assert_eq!(gini.p_value(), comparison.p_value());
    Ok(())
}

/// Squares 1, 4, 9 and 0, 1, 1: the roots have slopes 1/(2·√(14/3)) and 1/(2·√(2/3)).
#[test]
fn roots_by_their_slopes() -> Result<(), Error> {
    let (y, a, b) = (array![0.0, 0.0, 0.0], array![1.0, 2.0, 3.0], array![0.0, 1.0, -1.0]);
    let comparison = RootMeanSquaredError.compare(&y, &a, &b)?;
    let (m, n) = (14.0_f64 / 3.0, 2.0_f64 / 3.0);
    assert_relative_eq!(comparison.difference.value, m.sqrt() - n.sqrt(), max_relative = 1e-15);
    let terms = [[1.0, 0.0], [4.0, 1.0], [9.0, 1.0]];
    let slope = |mean: f64| 0.5 / mean.sqrt();
    let squares = terms.map(|[u, v]| (slope(m) * (u - m) - slope(n) * (v - n)).powi(2));
    let expected = (squares.iter().sum::<f64>() / 6.0).sqrt();
    assert_relative_eq!(comparison.difference.standard_error?, expected, max_relative = 1e-13);
    Ok(())
}

/// d = 1, −1, 2 with weights 1, 2, 1: Δ = 1/4, Σ(wd − Δw)² = 0.5625 + 6.25 + 3.0625.
#[test]
fn weighted_differences() -> Result<(), Error> {
    let (y, a, b) = (array![0.0, 0.0, 0.0], array![1.0, 1.0, 3.0], array![0.0, 2.0, 1.0]);
    let weights = array![1.0, 2.0, 1.0];
    let comparison = MeanAbsoluteError.compare_weighted(&y, &a, &b, &weights)?;
    assert_eq!((comparison.first, comparison.second), (1.5, 1.25));
    assert_eq!(comparison.difference.value, 0.25);
    let expected = (1.5_f64 * 9.875).sqrt() / 4.0;
    assert_relative_eq!(comparison.difference.standard_error?, expected, max_relative = 1e-15);
    Ok(())
}

/// 28, 5 and 5 right of 30: every model that is right where another is, is right there alone or with all.
#[test]
fn twenty_eight_five_and_five() -> Result<(), Error> {
    let y = Array1::<f64>::ones(30);
    let right = |n: usize| Array1::from_shape_fn(30, |i| f64::from(u8::from(i < n)));
    let (a, b, c) = (right(28), right(5), right(5));
    let q = Accuracy.cochrans_q(&y, &[&a, &b, &c])?;
    assert_eq!((q.hits(), q.samples(), q.statistic()?), (&[28, 5, 5][..], 30, 46.0));
    assert_relative_eq!(q.p_value()?, 1.026_187_963_170_188_9e-10, max_relative = 1e-12);
    let same = Accuracy.cochrans_q(&y, &[&a, &a, &a])?;
    assert_eq!((same.statistic()?, same.p_value()?), (0.0, 1.0));
    Ok(())
}
