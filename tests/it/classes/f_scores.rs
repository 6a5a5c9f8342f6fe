//! F-scores: Keras's values, and where Keras is not right.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

const BETAS: [f64; 3] = [0.5, 1.0, 2.0];

fn scores(
    (y, p, w): (&Array2<f64>, &Array2<f64>, &Array1<f64>),
    beta: f64,
    threshold: Option<f64>,
) -> Result<(PerClassScores, [f64; 3]), Error> {
    let each = FBetaScore { average: PerClass, beta, threshold }.evaluate_weighted(y, p, w)?;
    let mut averages = [0.0; 3];
    for (value, average) in
        averages.iter_mut().zip([Average::Micro, Average::Macro, Average::Weighted])
    {
        *value = FBetaScore { average, beta, threshold }.evaluate_weighted(y, p, w)?;
    }
    Ok((each, averages))
}

#[test]
fn keras_has_these_values_by_a_threshold() -> Result<(), Error> {
    let y = array![[0.0, 0.0, 1.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]];
    let p = array![[0.7, 0.7, 0.7], [1.0, 0.0, 0.0], [0.9, 0.8, 0.0]];
    let expected = [
        ([0.714286, 0.5, 0.833333], [0.666667, 0.682540, 0.682540]),
        ([0.8, 0.5, 0.666667], [0.666667, 0.655556, 0.655556]),
        ([0.909091, 0.5, 0.555556], [0.666667, 0.654882, 0.654882]),
    ];
    for (beta, (each, averages)) in BETAS.into_iter().zip(expected) {
        let found = scores((&y, &p, &Array1::ones(3)), beta, Some(0.66))?;
        found.0.into_iter().zip(each).for_each(|(found, expected)| {
            near(found.expect("defined"), expected);
        });
        found.1.into_iter().zip(averages).for_each(|(found, expected)| near(found, expected));
    }
    Ok(())
}

#[test]
fn keras_has_these_values_by_the_largest_score() -> Result<(), Error> {
    let y = Array2::from_shape_fn((6, 3), |(i, class)| {
        f64::from(u8::from([0, 1, 2, 0, 0, 2][i] == class))
    });
    let p = array![
        [0.9, 0.1, 0.0],
        [0.2, 0.6, 0.2],
        [0.0, 0.0, 1.0],
        [0.4, 0.3, 0.3],
        [0.0, 0.9, 0.1],
        [0.0, 0.0, 1.0]
    ];
    let weighted = array![0.5, 1.0, 1.0, 1.0, 0.5, 1.0];
    let cases = [
        (
            Array1::ones(6),
            [
                ([0.909091, 0.555556, 1.0], [0.833333, 0.821549, 0.880471]),
                ([0.8, 0.666667, 1.0], [0.833333, 0.822222, 0.844444]),
                ([0.714286, 0.833333, 1.0], [0.833333, 0.849206, 0.829365]),
            ],
        ),
        (
            weighted,
            [
                ([0.9375, 0.714286, 1.0], [0.9, 0.883929, 0.917857]),
                ([0.857143, 0.8, 1.0], [0.9, 0.885714, 0.902857]),
                ([0.789474, 0.909091, 1.0], [0.9, 0.899522, 0.897608]),
            ],
        ),
    ];
    for (weights, expected) in cases {
        for (beta, (each, averages)) in BETAS.into_iter().zip(expected) {
            let found = scores((&y, &p, &weights), beta, None)?;
            found.0.into_iter().zip(each).for_each(|(found, expected)| {
                near(found.expect("defined"), expected);
            });
            found.1.into_iter().zip(averages).for_each(|(found, expected)| near(found, expected));
        }
    }
    // Keras gives the absent class 0 and the mean 0.666667.
    let absent = array![1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
    let (each, averages) = scores((&y, &p, &absent), 1.0, None)?;
    assert_eq!(each, [Ok(1.0), Err(Undefined::ZeroDenominator), Ok(1.0)]);
    assert_eq!(averages, [1.0; 3]);
    Ok(())
}

#[test]
fn weights_for_elements_by_a_threshold() -> Result<(), Error> {
    let (y, p) = (array![[1, 1], [1, 0]], array![[0.2, 0.6], [0.2, 0.6]]);
    let f1 = F1Score { average: PerClass, threshold: Some(0.5) };
    let each = f1.evaluate_weighted(&y, &p, &array![[0.5, 0.2], [0.3, 0.8]])?;
    assert_eq!(each[0], Ok(0.0));
    near(each[1].expect("defined"), 1.0 / 3.0);
    let by_rows = F1Score::new(PerClass).evaluate_weighted(&y, &p, &array![[0.5, 0.2], [0.3, 0.8]]);
    assert!(matches!(by_rows, Err(Error::WeightShape { .. })), "{by_rows:?}");
    Ok(())
}

/// One score for each class.
type PerClassScores = Vec<Result<f64, Undefined>>;

/// The mean of per-class scores, not a score of means.
#[test]
fn the_macro_average_is_a_mean_of_scores() -> Result<(), Error> {
    let (y, p) = (array![0, 0, 0, 0, 1, 2], array![0, 0, 0, 1, 1, 1]);
    let c = metrics::confusion_matrix(&y, &p, 3)?;
    near(c.f1(Average::Macro)?, (6.0 / 7.0 + 0.5 + 0.0) / 3.0);
    Ok(())
}

#[test]
fn of_equal_largest_scores_the_lowest_class_is_predicted() -> Result<(), Error> {
    let each = metrics::f1_score(&array![[1, 0], [0, 1]], &array![[0.0, 0.0], [0.5, 0.5]])?;
    assert_eq!(each, [Ok(2.0 / 3.0), Ok(0.0)]);
    Ok(())
}

/// Axes before the last are all of samples; one axis alone is one class.
#[test]
fn any_rank() -> Result<(), Error> {
    let (y, p) = (
        array![[[1, 0], [0, 1]], [[1, 0], [1, 0]]],
        array![[[0.9, 0.1], [0.6, 0.4]], [[0.7, 0.3], [0.2, 0.8]]],
    );
    assert_eq!(metrics::f1_score(&y, &p)?, [Ok(2.0 / 3.0), Ok(0.0)]);
    let binary = F1Score { average: PerClass, threshold: Some(0.0) };
    assert_eq!(binary.evaluate(&array![true, false, true], &array![2.0, 1.0, -1.0])?, [Ok(0.5)]);
    Ok(())
}

/// 4 outcomes of 300 classes are too many to be added up locally.
#[test]
fn many_classes() -> Result<(), Error> {
    let y = Array2::from_shape_fn((40, 300), |(i, class)| u8::from((i * 7 + 1) % 300 == class));
    let p = Array2::from_shape_fn((40, 300), |(i, class)| {
        f32::from(u8::from((i * (7 + i % 2) + 1) % 300 == class))
    });
    let micro = F1Score::new(Average::Micro);
    assert_eq!(micro.evaluate(&y, &p)?, 0.5);
    let halves = Array1::from_elem(40, 0.5);
    assert_eq!(micro.evaluate_weighted(&y, &p, &halves)?, 0.5);
    Ok(())
}

#[test]
fn beta_is_above_zero() -> Result<(), Error> {
    let mut stream = F1Score::new(PerClass).streaming();
    stream.update(&array![[1, 0], [1, 0]], &array![[0.9, 0.1], [0.2, 0.8]])?;
    let of = |beta: f64| stream.state().f_beta(beta, Average::Micro);
    assert_eq!(of(1.0), Ok(0.5));
    for beta in [0.0, -0.0, -1.0, f64::NAN] {
        assert_eq!(of(beta), Err(Undefined::ZeroDenominator), "{beta}");
    }
    Ok(())
}

/// Weights as small as they may be, and as large, give the scores of weights of 1.
#[test]
fn scores_do_not_depend_on_the_size_of_weights() -> Result<(), Error> {
    let y = array![[1, 0], [1, 0], [0, 1]];
    let p = array![[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]];
    let score = FBetaScore { average: PerClass, beta: 2.0, threshold: None };
    let expected = score.evaluate(&y, &p)?;
    for exponent in [-1000, -530, 530, 1022] {
        let weights = Array1::from_elem(3, 2_f64.powi(exponent));
        assert_eq!(score.evaluate_weighted(&y, &p, &weights)?, expected, "2^{exponent}");
    }
    Ok(())
}
