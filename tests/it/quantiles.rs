//! Quantiles and extremes of errors: values that can be checked by hand, the rule at its edges, and the same
//! bits from any parts.

use ndarray::{Array1, Axis, array};
use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{Extremes, RankedValues, Tally};

use crate::cases::cases;
use crate::data::Random;

/// The errors of predictions of 0.
fn errors<M: Measure>(
    measure: &M,
    errors: &Array1<f64>,
) -> Result<<M::Output as Output>::Value, Error> {
    measure.evaluate(&Array1::<f64>::zeros(errors.len()), errors)
}

/// The quantile of losses is that of the losses of all samples, taken at once.
#[test]
fn a_quantile_of_terms_is_that_of_the_terms() {
    let (y, p) = (array![0, 1, 1, 0, 1], array![0.25, 0.5, 0.75, 0.875, 0.125]);
    let losses = BinaryCrossentropy::default().per_sample(&y, &p).unwrap();
    for level in [0.0, 0.3, 0.6, 1.0] {
        let found = QuantileOf { measure: BinaryCrossentropy::default(), level }.evaluate(&y, &p);
        assert_eq!(found, Quantile { level }.of(&losses), "{level}");
    }
    let refused = QuantileOf { measure: MeanSquaredError, level: 1.5 }.evaluate(&y, &p);
    let text = "option `level` is 1.5, expected a number of at least 0 and at most 1";
    assert_eq!(refused.map_err(|error| error.to_string()), Err(text.into()));
}

#[test]
fn medians() {
    let (y, p) = (array![3.0, -0.5, 2.0, 7.0], array![2.5, 0.0, 2.0, 8.0]);
    assert_eq!(metrics::median_absolute_error(&y, &p), Ok(0.5));
    assert_eq!(metrics::max_error(&y, &p), Ok(1.0));
    assert_eq!(metrics::d2_absolute_error_score(&y, &p), Ok(13.0 / 17.0));
    let four = array![1.0, 2.0, 3.0, 4.0];
    assert_eq!(errors(&MedianAbsoluteError, &four), Ok(2.5));
    assert_eq!(errors(&MedianAbsoluteError, &array![1.0, 1.0, 1.0, 2.0, 3.0, 4.0]), Ok(1.5));
    let (zeros, weights) = (Array1::<f64>::zeros(4), array![3, 1, 1, 1]);
    assert_eq!(MedianAbsoluteError.evaluate_weighted(&zeros, &four, &weights), Ok(1.5));
    // Of integers that wrap in eight bits.
    let (y, p) = (array![0_u8, 250], array![16_u8, 10]);
    assert_eq!(metrics::median_absolute_error(&y, &p), Ok(128.0));
    assert_eq!(ErrorQuantile { level: 0.0 }.evaluate(&y, &p), Ok(-240.0));
}

/// A share is rounded as the level was: a tenth of ten, a third of three, and 0.3 of 0.6.
#[test]
fn a_share_meets_the_level_that_it_is_written_as() {
    let ten = Array1::from_iter((1..=10).map(f64::from));
    for (level, expected) in [(0.1, 1.5), (0.7, 7.5), (0.9, 9.5), (0.91, 10.0), (0.05, 1.0)] {
        assert_eq!(Quantile { level }.of(&ten), Ok(expected), "{level}");
    }
    assert_eq!(Quantile { level: 1.0 / 3.0 }.of(&array![1, 2, 3]), Ok(1.5));
    assert_eq!(Quantile { level: 2.0 / 3.0 }.of(&array![1, 2, 3]), Ok(2.5));
    assert_eq!(Median.of_weighted(&array![1, 2, 3], &array![0.1, 0.2, 0.3]), Ok(2.5));
    let hundred = Array1::from_iter((1..=100).map(f64::from));
    assert_eq!(Quantile { level: 0.29 }.of(&hundred), Ok(29.5));
}

/// The state of some errors.
fn state(of: &Array1<f64>) -> RankedValues {
    MedianAbsoluteError.state_of(&Array1::<f64>::zeros(of.len()), of).expect("errors")
}

#[test]
fn spreads() {
    let of = array![1.0, -2.0, 3.0, 4.0];
    assert_eq!(errors(&ErrorInterquartileRange, &of), Ok(4.0));
    assert_eq!(errors(&MedianAbsoluteDeviation, &of), Ok(1.5));
    assert_eq!(errors(&ShareWithinTolerance { tolerance: 2.0 }, &of), Ok(0.5));
    let state = state(&of);
    assert_eq!(state.range(), Ok(6.0));
    assert_eq!((state.share_within(2.0), state.share_within(1.5)), (Ok(0.5), Ok(0.25)));
    let all: Vec<_> = [-2.0, 1.0, 3.0, 4.0].map(|value| (value, one())).into();
    assert_eq!((state.values(), state.weight().value()), (all, Ok(4.0)));
    assert!(state.quantile(1.5).is_err() && state.quantile(f64::NAN).is_err());
}

fn one() -> Tally {
    Tally::try_from(1.0).expect("a weight")
}

/// Whether numbers are few or many, alike or not, the state finds what sorting finds.
#[test]
fn selection_finds_what_sorting_finds() {
    let mut random = Random(3);
    for size in [1, 2, 9, 5000, 40_000] {
        for distinct in [1, 3, 1000, 1 << 30] {
            let mut numbers: Vec<_> =
                (0..size).map(|_| random.below(distinct) as f64 - (distinct / 3) as f64).collect();
            let state = state(&Array1::from(numbers.clone()));
            numbers.sort_by(f64::total_cmp);
            for level in [0.01, 0.5, 0.93] {
                assert_eq!(state.quantile(level), Ok(of_sorted(&numbers, level)), "{size} {level}");
            }
        }
    }
}

fn of_sorted(numbers: &[f64], level: f64) -> f64 {
    let share = |count: usize| count as f64 / numbers.len() as f64;
    let count = (1..=numbers.len()).find(|count| share(*count) >= level).expect("a count");
    let next = if share(count) == level { numbers[count] } else { numbers[count - 1] };
    (numbers[count - 1] + next) / 2.0
}

/// Numbers in no order, far from 0.
fn far(count: usize) -> Array1<f64> {
    let mut random = Random(11);
    (0..count).map(|_| 1e8 + 1000.0 * (random.unit() - 0.5)).collect()
}

/// The same bits from 1, 7 and 1000 parts, merged in any order.
#[test]
fn quantiles_do_not_depend_on_their_parts() {
    let truth = far(cases(200_000, 10_000_000));
    let predictions = truth.mapv(|y| y + (y * 7.3).sin());
    let measures = (MedianAbsoluteError, ErrorQuantile { level: 0.95 }, MedianAbsoluteDeviation);
    let whole = measures.evaluate(&truth, &predictions);
    for parts in [1, 7, 1000] {
        let size = truth.len().div_ceil(parts);
        let mut streams: Vec<_> = (0..parts).map(|_| measures.streaming()).collect();
        for (stream, (y, p)) in streams.iter_mut().zip(
            truth.axis_chunks_iter(Axis(0), size).zip(predictions.axis_chunks_iter(Axis(0), size)),
        ) {
            stream.update(&y, &p).expect("numbers");
        }
        // The last with the first, then with the second, and so on.
        while streams.len() > 1 {
            let last = streams.pop().expect("a stream");
            let place = (streams.len() * 7) % streams.len().min(5);
            streams[place].merge(&last).expect("equal options");
        }
        assert_eq!(streams[0].result(), whole.clone().expect("values"), "{parts} parts");
    }
}

/// An error beyond the range is one of many, unless the quantile is.
#[test]
fn only_the_quantile_itself_has_to_be_finite() {
    let (y, p) = (array![f64::MIN, 0.0, 0.0], array![f64::MAX, 1.0, 2.0]);
    assert_eq!(metrics::median_absolute_error(&y, &p), Ok(2.0));
    let beyond = Err(Error::Undefined(Undefined::Overflow));
    assert_eq!(metrics::max_error(&y, &p), beyond);
    assert_eq!(AbsoluteErrorQuantile { level: 0.9 }.evaluate(&y, &p), beyond);
    assert_eq!(Median.of(&array![f64::MAX, f64::MAX]), Ok(f64::MAX));
}

#[test]
fn nothing_has_no_quantile() {
    let none = Array1::<f64>::zeros(0);
    let undefined = Err(Error::Undefined(Undefined::NoSamples));
    assert_eq!(metrics::median_absolute_error(&none, &none), undefined);
    assert_eq!(metrics::max_error(&none, &none), undefined);
    assert_eq!(metrics::minimum(&none), undefined);
    assert_eq!(metrics::d2_absolute_error_score(&none, &none), undefined);
    let constant = metrics::d2_absolute_error_score(&array![2, 2], &array![1, 2]);
    assert_eq!(constant, Err(Error::Undefined(Undefined::Constant)));
    assert_eq!(Extremes::default().to_string(), "no values");
}

/// The examples of scikit-learn's documentation.
#[test]
fn skills() {
    let (y, p) = (array![1.0, 2.0, 3.0], array![1.0, 3.0, 3.0]);
    for (level, expected) in [(0.5, 0.5), (0.9, 2.0 / 3.0), (0.1, -2.0)] {
        let found = D2PinballScore { level }.evaluate(&y, &p).expect("a skill");
        assert!((found - expected).abs() < 1e-14, "{level}: {found}");
        assert_eq!(D2PinballScore { level }.evaluate(&y, &y), Ok(1.0));
    }
    let wide = array![(1_i64 << 53) + 1, 0];
    let error = metrics::d2_absolute_error_score(&wide, &wide).expect_err("no `f64` holds it");
    assert!(matches!(error, Error::Inexact { argument: "y_true", .. }), "{error}");
}
