//! Options of what is read off classes.

use ndarray::array;
use ndarray_metrics::prelude::*;

use super::assert_table;
use super::options::{parameter, refused_option};

/// The refusal of labels, or of rows of three scores, by a stream that has seen nothing.
#[track_caller]
fn refused_matrix<M: Measure>(measure: M) -> Error {
    let (labels, rows) = (array![0_u8, 1], array![[0.2, 0.5, 0.3], [0.1, 0.2, 0.7]]);
    let mut stream = measure.clone().streaming();
    let error = stream.update(&labels, &labels).expect_err("a bad option");
    let of_rows = stream.update(&array![[1_u8, 0, 0], [0, 1, 0]], &rows);
    assert_eq!(of_rows, Err(error.clone()));
    assert_eq!(measure.evaluate(&labels, &labels).err(), Some(error.clone()));
    assert_eq!(stream, measure.streaming());
    error
}

#[test]
fn a_number_of_classes_has_a_matrix() {
    const EXPECTED: &str = "a number from 1 to 2^22; number the classes that occur from 0";
    for classes in [0, 1 << 31, usize::MAX] {
        let (found, targets) = (classes.to_string(), if classes == 0 { vec![] } else { vec![0] });
        let error = || parameter("num_classes", &found, EXPECTED);
        let text = format!("option `num_classes` is {found}, expected {EXPECTED}");
        assert_table([
            (refused_matrix(Confusion::new(classes)), error(), &text[..]),
            (refused_matrix(MeanIou::new(classes)), error(), &text),
            (refused_matrix(OneHotMeanIou::new(classes)), error(), &text),
            (refused_matrix(BalancedAccuracy::new(classes)), error(), &text),
            (refused_matrix(MatthewsCorrelation::new(classes)), error(), &text),
            (refused_matrix(CohenKappa::new(classes)), error(), &text),
            (refused_matrix(CramersV::new(classes)), error(), &text),
            (refused_matrix(TschuprowsT::new(classes)), error(), &text),
            (refused_matrix(ContingencyCoefficient::new(classes)), error(), &text),
            (refused_matrix(TheilsU::new(classes)), error(), &text),
        ]);
        if !targets.is_empty() {
            assert_table([
                (refused_matrix(Iou::new(classes, targets.clone())), error(), &text[..]),
                (refused_matrix(OneHotIou::new(classes, targets)), error(), &text),
            ]);
        }
    }
}

#[test]
fn rows_have_as_many_classes_as_are_declared() {
    const EXPECTED: &str =
        "the length of the last axis of each side whose `sparse_` option is false";
    let text = "option `num_classes` is 4, expected the length of the last axis of each side whose \
                `sparse_` option is false";
    let (labels, rows) = (array![0_u8, 1], array![[0.2, 0.5, 0.3], [0.1, 0.2, 0.7]]);
    let error = || parameter("num_classes", "4", EXPECTED);
    let refused = |found: Result<f64, Error>| (found.expect_err("rows of 3"), error(), text);
    let sparse_y_pred = false;
    assert_table([
        refused(
            MeanIou::from(Confusion { sparse_y_pred, ..Confusion::new(4) })
                .evaluate(&labels, &rows),
        ),
        refused(
            Iou { confusion: Confusion { sparse_y_pred, ..Confusion::new(4) }, ..Iou::new(4, [0]) }
                .evaluate(&labels, &rows),
        ),
        refused(
            CohenKappa::from(Confusion { sparse_y_pred, ..Confusion::new(4) })
                .evaluate(&labels, &rows),
        ),
        refused(OneHotMeanIou::new(4).evaluate(&rows, &rows)),
        refused(
            OneHotIou {
                confusion: Confusion { sparse_y_pred: true, ..OneHotIou::new(4, [0]).confusion },
                ..OneHotIou::new(4, [0])
            }
            .evaluate(&rows, &labels),
        ),
    ]);
}

#[test]
fn targets_are_classes_and_none_comes_twice() {
    const EXPECTED: &str = "at least one class in 0..num_classes, and none twice";
    for (targets, found) in [(vec![], "[]"), (vec![2], "[2]"), (vec![1, 0, 1], "[1, 0, 1]")] {
        let error = || parameter("target_class_ids", found, EXPECTED);
        let text = format!("option `target_class_ids` is {found}, expected {EXPECTED}");
        let binary = BinaryIou { target_class_ids: targets.clone(), threshold: 0.5 };
        assert_table([
            (refused_matrix(Iou::new(2, targets.clone())), error(), &text[..]),
            (refused_matrix(OneHotIou::new(2, targets)), error(), &text),
            (refused_option(binary), error(), &text),
        ]);
    }
}

#[test]
fn costs_are_a_matrix_of_finite_numbers() {
    const EXPECTED: &str = "`num_classes` rows, one for each true class, of `num_classes` finite numbers, one \
                            for each predicted class";
    let two = |costs: Vec<Vec<f64>>| ExpectedCost { confusion: Confusion::new(2), costs };
    let cases = [
        (two(vec![]), "0 rows for 2 classes"),
        (two(vec![vec![0.0, 1.0]; 3]), "3 rows for 2 classes"),
        (two(vec![vec![0.0, 1.0], vec![1.0]]), "a row 1 of 1 numbers for 2 classes"),
        (two(vec![vec![0.0, 1.0, 2.0]; 2]), "a row 0 of 3 numbers for 2 classes"),
        (two(vec![vec![0.0, 1.0], vec![f64::NAN, 0.0]]), "NaN in row 1, column 0"),
        (two(vec![vec![0.0, f64::INFINITY]; 2]), "inf in row 0, column 1"),
    ];
    for (measure, found) in cases {
        let text = format!("option `costs` is {found}, expected {EXPECTED}");
        let (labels, mut stream) = (array![0_u8, 1], measure.streaming());
        let error = stream.update(&labels, &labels).expect_err("bad costs");
        assert_table([(error, parameter("costs", found, EXPECTED), &text[..])]);
        assert!(stream.state().total().is_zero());
    }
}

#[test]
fn a_threshold_is_finite() {
    for (threshold, found) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (-f64::INFINITY, "-inf")]
    {
        let error = || parameter("threshold", found, "a finite number");
        let text = format!("option `threshold` is {found}, expected a finite number");
        let by_overlap = BinaryIou { threshold, ..Default::default() };
        assert_table([(refused_option(by_overlap), error(), &text[..])]);
        let threshold = Some(threshold);
        let rows = array![[0.5, 0.5], [0.25, 0.75]];
        let f1 = F1Score { average: PerClass, threshold };
        let f2 = FBetaScore { average: Average::Macro, beta: 2.0, threshold };
        let found = [
            f1.evaluate(&array![[1, 0], [0, 1]], &rows).expect_err("no threshold"),
            f2.evaluate(&array![[1, 0], [0, 1]], &rows).expect_err("no threshold"),
        ];
        assert_table(found.map(|found| (found, error(), &text[..])));
    }
}

/// The largest score of one class is always its own.
#[test]
fn one_class_needs_a_threshold() {
    const EXPECTED: &str = "a number, since a row of one class always predicts that class";
    let column = array![[1.0], [0.0]];
    let error = || parameter("threshold", "None", EXPECTED);
    let text = format!("option `threshold` is None, expected {EXPECTED}");
    assert_table([
        (metrics::f1_score(&column, &column).expect_err("one class"), error(), &text[..]),
        (metrics::f_beta_score(&column, &column).expect_err("one class"), error(), &text),
    ]);
}

#[test]
fn beta_is_positive_and_finite() {
    let cases = [(0.0, "0"), (-1.0, "-1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")];
    for (beta, found) in cases {
        let error = || parameter("beta", found, "a finite number above 0");
        let text = format!("option `beta` is {found}, expected a finite number above 0");
        let by_threshold = FBetaScore { average: Average::Micro, beta, threshold: Some(0.5) };
        assert_table([
            (refused_option(FBetaScore::new(PerClass, beta)), error(), &text[..]),
            (refused_option(by_threshold), error(), &text),
        ]);
    }
}
