//! Options of forecasts, rows of another number of columns, and rows that are no forecast.

use ndarray::array;
use ndarray_metrics::prelude::*;

use super::options::{parameter, refused_option};
use super::{assert_table, refused, refused_weighted};

fn forecast(index: &[usize], problem: &str) -> Error {
    Error::Forecast { index: index.into(), problem: problem.into() }
}

#[test]
fn a_level_lies_between_0_and_1() {
    const EXPECTED: &str = "a number above 0 and below 1";
    for (level, found) in [(0.0, "0"), (1.0, "1"), (-0.5, "-0.5"), (90.0, "90"), (f64::NAN, "NaN")]
    {
        let text = |option| format!("option `{option}` is {found}, expected {EXPECTED}");
        let (level_text, alpha_text) = (text("level"), text("alpha"));
        assert_table([
            (
                refused_option(PinballLoss { level }),
                parameter("level", found, EXPECTED),
                &level_text[..],
            ),
            (
                refused_option(IntervalScore { alpha: level }),
                parameter("alpha", found, EXPECTED),
                &alpha_text,
            ),
        ]);
    }
}

/// The least and the largest number are quantiles, too.
#[test]
fn the_level_of_a_quantile_of_errors_lies_in_0_to_1() {
    const EXPECTED: &str = "a number of at least 0 and at most 1";
    for (level, found) in [(-0.5, "-0.5"), (90.0, "90"), (f64::NAN, "NaN")] {
        let text = format!("option `level` is {found}, expected {EXPECTED}");
        let expected = || parameter("level", found, EXPECTED);
        assert_table([
            (refused_option(AbsoluteErrorQuantile { level }), expected(), &text[..]),
            (refused_option(ErrorQuantile { level }), expected(), &text),
        ]);
        let of_values = Quantile { level }.of(&array![1.0]).expect_err("a refusal");
        assert_eq!(of_values, expected());
    }
}

#[test]
fn a_tolerance_is_finite() {
    const EXPECTED: &str = "a finite number of at least 0";
    for (tolerance, found) in [(-0.5, "-0.5"), (f64::INFINITY, "inf"), (f64::NAN, "NaN")] {
        let text = format!("option `tolerance` is {found}, expected {EXPECTED}");
        let refused = refused_option(ShareWithinTolerance { tolerance });
        assert_table([(refused, parameter("tolerance", found, EXPECTED), &text[..])]);
    }
}

#[test]
fn levels_rise_between_0_and_1() {
    const EXPECTED: &str = "numbers above 0 and below 1, at least one, each above the one before";
    let cases = [
        (vec![], "none"),
        (vec![0.5, 1.0], "1"),
        (vec![0.0, 0.5], "0"),
        (vec![f64::NAN], "NaN"),
        (vec![0.5, 0.25], "0.25 after 0.5"),
        (vec![0.5, 0.5], "0.5 after 0.5"),
    ];
    for (levels, found) in cases {
        let text = |option| format!("option `{option}` is {found}, expected {EXPECTED}");
        let (of_levels, of_alphas) = (text("levels"), text("alphas"));
        assert_table([
            (
                refused_option(PinballLossOfLevels { levels: levels.clone() }),
                parameter("levels", found, EXPECTED),
                &of_levels[..],
            ),
            (
                refused_option(QuantileCrps { levels: levels.clone() }),
                parameter("levels", found, EXPECTED),
                &of_levels,
            ),
            (
                refused_option(WeightedIntervalScore { alphas: levels }),
                parameter("alphas", found, EXPECTED),
                &of_alphas,
            ),
        ]);
    }
}

/// The words of the refusal of rows of four numbers.
fn of_four_columns<M: Measure>(measure: M) -> String {
    let rows = array![[[1.0, 2.0, 3.0, 4.0]]];
    measure.evaluate(&array![[1.0]], &rows).err().expect("four columns").to_string()
}

#[test]
fn rows_have_as_many_columns_as_the_forecast() {
    let text = |columns: usize, meaning: &str| {
        format!(
            "`y_pred` has shape [1, 1, 4], expected [batch, any, {columns}]; the {columns} columns of y_pred \
             are {meaning}"
        )
    };
    let bounds = text(2, "the lower and the upper bound of an interval");
    assert_eq!(of_four_columns(IntervalCoverage), bounds);
    assert_eq!(of_four_columns(IntervalWidth), bounds);
    assert_eq!(of_four_columns(IntervalScore::default()), bounds);
    let quantiles = text(9, "quantiles, one for each of the `levels`");
    assert_eq!(of_four_columns(PinballLossOfLevels::default()), quantiles);
    assert_eq!(of_four_columns(QuantileCrps::default()), quantiles);
    assert_eq!(
        of_four_columns(WeightedIntervalScore { alphas: vec![0.1, 0.5] }),
        text(5, "the lower bounds of the `alphas`, the median, and the upper bounds in reverse")
    );
    assert_eq!(of_four_columns(GaussianCrps), text(2, "the mean and the standard deviation"));
    let likelihood = of_four_columns(GaussianNegativeLogLikelihood);
    assert_eq!(likelihood, text(2, "the mean and the variance"));
    let one = array![[1.0]];
    let of_one_member = EnsembleCrps { fair: true }.evaluate(&array![1.0], &one);
    assert_eq!(
        of_one_member.expect_err("one member").to_string(),
        "option `fair` is true, expected false for an ensemble of one member, whose spread is unknown"
    );
    assert_eq!(EnsembleCrps::default().evaluate(&array![3.0], &one), Ok(2.0));
}

#[test]
fn bounds_are_in_order() {
    const PROBLEM: &str = "the lower bound 5 above the upper bound 2.5, expected bounds in order, the lower one first; \
                           for bounds that may cross take the smaller and the larger one of each row, or give such \
                           samples weight 0";
    let (y, crossed) = (array![1.0, 1.0], array![[0.0, 1.0], [5.0, 2.5]]);
    let (error, text) = (|| forecast(&[1], PROBLEM), format!("the row y_pred[1] has {PROBLEM}"));
    assert_table([
        (refused(IntervalCoverage, &y, &crossed), error(), &text[..]),
        (refused(IntervalWidth, &y, &crossed), error(), &text),
        (refused(IntervalScore::default(), &y, &crossed), error(), &text),
        (refused_weighted(IntervalWidth, &y, &crossed, &array![2.0, 1.0]), error(), &text),
    ]);
    assert_eq!(error().argument(), Some("y_pred"));
    // Of no weight it is padding, and a number that is none is named first.
    assert_eq!(IntervalWidth.evaluate_weighted(&y, &crossed, &array![1.0, 0.0]), Ok(1.0));
    let unknown = IntervalWidth.evaluate(&y, &array![[0.0, 1.0], [5.0, f64::NAN]]);
    assert!(unknown.expect_err("NaN").to_string().starts_with("y_pred[1, 1] is NaN"));
    // Quantiles may cross within an interval, but not the bounds of one.
    let score = WeightedIntervalScore { alphas: vec![0.1, 0.5] };
    assert!(score.evaluate(&array![1.0], &array![[2.0, 1.0, 9.0, 3.0, 4.0]]).is_ok());
    let crossed = score.evaluate(&array![[1.0]], &array![[[0.0, 5.0, 3.0, 2.5, 9.0]]]);
    assert_eq!(crossed, Err(forecast(&[0, 0], PROBLEM)));
}

#[test]
fn spreads_are_above_0() {
    for (spread, found) in [(0.0, "0"), (-1.5, "-1.5")] {
        let of_deviation = format!(
            "a standard deviation of {found}, expected a number above 0; of a model that gives its logarithm \
             take the `exp`; a forecast without spread is one number, whose score is the \
             `MeanAbsoluteError`; or give such samples weight 0"
        );
        let of_variance = format!(
            "a variance of {found}, expected a number above 0; of a model that gives its logarithm take the \
             `exp`, of one that gives standard deviations the square; or give such samples weight 0"
        );
        let (y, p) = (array![1.0, 1.0], array![[0.0, 1.0], [5.0, spread]]);
        let text = |problem: &str| format!("the row y_pred[1] has {problem}");
        let (deviation, variance) = (text(&of_deviation), text(&of_variance));
        assert_table([
            (refused(GaussianCrps, &y, &p), forecast(&[1], &of_deviation), &deviation[..]),
            (
                refused(GaussianNegativeLogLikelihood, &y, &p),
                forecast(&[1], &of_variance),
                &variance,
            ),
        ]);
    }
}
