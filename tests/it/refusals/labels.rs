//! Labels that name no class, and binary labels that are neither 0 nor 1.

use ndarray::{Array1, array};
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::{assert_table, refused};
use crate::list::on_label;

/// The error of the second of two labels, of three classes.
fn label(label: &str) -> Error {
    Error::Label { index: vec![1], label: label.into(), classes: 3 }
}

/// The refusal of a label after a good one, by both metrics of class labels.
#[track_caller]
fn refused_label<T: Element>(label: T) -> Error {
    let y_true = Array1::from_vec(vec![T::ZERO, label]);
    let y_pred = array![[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]];
    let error = refused(SparseCategoricalAccuracy, &y_true, &y_pred);
    assert_eq!(refused(SparseCategoricalCrossentropy::default(), &y_true, &y_pred), error);
    assert_eq!(SparseCategoricalAccuracy.per_sample(&y_true, &y_pred), Err(error.clone()));
    error
}

#[test]
fn labels_that_name_no_class() {
    let text = |label: &str| {
        format!(
            "y_true[1] is {label}, expected a class label in 0..3, the size of y_pred's last axis; \
             map the labels to 0..3, give such samples weight 0, which leaves them out, or, to count \
             them as wrong, append to y_pred, for each further class, a column of 0, or of -inf for \
             logits"
        )
    };
    let rows = [
        (refused_label(-1), "-1"),
        (refused_label(3), "3"),
        (refused_label(3_u8), "3"),
        (refused_label(i64::MIN), "-9223372036854775808"),
        (refused_label(u64::MAX), "18446744073709551615"),
        // What a 32-bit or an 8-bit index would take for class 1.
        (refused_label((1_u64 << 32) + 1), "4294967297"),
        (refused_label(257_u16), "257"),
        (refused_label(1.5), "1.5"),
        (refused_label(-0.5), "-0.5"),
        (refused_label(3.0), "3"),
        (refused_label(f32::NAN), "NaN"),
        (refused_label(f64::NAN), "NaN"),
        (refused_label(f64::INFINITY), "inf"),
        (refused_label(f64::NEG_INFINITY), "-inf"),
    ];
    for (error, found) in rows {
        assert_eq!(error.argument(), Some("y_true"));
        assert_table([(error, label(found), &text(found)[..])]);
    }
}

#[test]
fn a_bool_names_one_of_two_classes_only() {
    let error = refused(SparseCategoricalAccuracy, &array![false, true], &array![[0.5], [0.5]]);
    assert_eq!(error, Error::Label { index: vec![1], label: "true".into(), classes: 1 });
}

#[test]
fn a_label_is_found_along_all_its_axes() {
    let y_pred = ndarray::Array::from_elem((2, 3, 4), 0.25_f32);
    let y_true = array![[0, 1, 2], [3, 2, 4]];
    let error = refused(SparseCategoricalCrossentropy::default(), &y_true, &y_pred);
    assert_eq!(error, Error::Label { index: vec![1, 2], label: "4".into(), classes: 4 });
}

/// Ids may be any whole numbers, of which the last axis says nothing.
#[test]
fn a_label_among_sorted_ids_is_a_whole_number() {
    let measure = SparseTopKCategoricalAccuracy { from_sorted_ids: true, ..Default::default() };
    let ids = array![[7_u32, 900_000], [1, 2]];
    assert_eq!(measure.evaluate(&array![900_000, 5], &ids), Ok(0.5));
    for (label, found) in [(-1.0, "-1"), (2.5, "2.5"), (f64::NAN, "NaN")] {
        let text = format!(
            "y_true[1] is {found}, expected a whole number of at least 0; map the labels to whole \
             numbers, or give such samples weight 0, which leaves them out"
        );
        let variant = Error::Label { index: vec![1], label: found.into(), classes: usize::MAX };
        assert_table([(refused(measure, &array![7.0, label], &ids), variant, &text[..])]);
    }
}

/// An id that is not whole names nothing: it is refused, not passed over as no match.
#[test]
fn sorted_ids_are_whole_numbers() {
    let measure = SparseTopKCategoricalAccuracy { k: 1, from_sorted_ids: true };
    for (id, found) in [(0.5, "0.5"), (-1.0, "-1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let text = format!(
            "y_pred[1, 2] is {found}, expected a whole number of at least 0; remove such samples, \
             or give them weight 0"
        );
        let error = refused(measure, &array![7, 1], &array![[7.0, 3.0, 4.0], [1.0, 2.0, id]]);
        let (argument, index, expected) = ("y_pred", vec![1, 2], Domain::Whole);
        assert_table([(error, Error::Value { argument, index, found: id, expected }, &text[..])]);
    }
    assert_eq!(measure.evaluate(&array![1_u64 << 53], &array![[(1_u64 << 53) as f64]]), Ok(1.0));
}

/// The label is looked at first: what the row holds is unheard of without a class.
#[test]
fn a_bad_label_is_reported_before_a_bad_row() {
    let y_pred = array![[0.5, 0.25, 0.25], [f64::NAN, 0.25, 0.25]];
    let error = refused(SparseCategoricalAccuracy, &array![0, 7], &y_pred);
    assert_eq!(error, label("7"));
}

#[test]
fn binary_labels_are_exactly_0_or_1() {
    let texts = [0.5, 2.0, -1.0, f64::INFINITY]
        .map(|found| format!("y_true[1] is {found}, expected a label 0 or 1; {}", on_label(found)));
    let y_pred = array![0.25, 0.75];
    let measure = BinaryAccuracy::default();
    let error = |found| Error::Value {
        argument: "y_true",
        index: vec![1],
        found,
        expected: Domain::Binary,
    };
    assert_table([
        (refused(measure, &array![0.0, 0.5], &y_pred), error(0.5), &texts[0][..]),
        (refused(measure, &array![0.0, 2.0], &y_pred), error(2.0), &texts[1][..]),
        (refused(measure, &array![0_u8, 2], &y_pred), error(2.0), &texts[1][..]),
        (refused(measure, &array![0.0, -1.0], &y_pred), error(-1.0), &texts[2][..]),
        (refused(measure, &array![0, -1], &y_pred), error(-1.0), &texts[2][..]),
        (
            refused(measure, &array![0.0, f64::INFINITY], &y_pred),
            error(f64::INFINITY),
            &texts[3][..],
        ),
    ]);
    let almost = array![0.0, 1.0 - f64::EPSILON];
    assert_eq!(refused(measure, &almost, &y_pred), error(1.0 - f64::EPSILON));
    let least = f64::from_bits(1);
    assert_eq!(refused(measure, &array![0.0, least], &y_pred), error(least));
}

#[test]
fn the_label_of_a_margin_is_1_or_0_or_minus_1() {
    let texts = [2.0, 0.5].map(|found| {
        format!("y_true[1] is {found}, expected a label 1, 0 or -1; {}", on_label(found))
    });
    let y_pred = array![0.25, 0.75];
    let error = |found| Error::Value {
        argument: "y_true",
        index: vec![1],
        found,
        expected: Domain::Margin,
    };
    assert_table([
        (refused(Hinge, &array![-1, 2], &y_pred), error(2.0), &texts[0][..]),
        (refused(SquaredHinge, &array![-1, 2], &y_pred), error(2.0), &texts[0][..]),
        (refused(Hinge, &array![-1.0, 0.5], &y_pred), error(0.5), &texts[1][..]),
        (refused(SquaredHinge, &array![1.0, 0.5], &y_pred), error(0.5), &texts[1][..]),
    ]);
}

#[test]
fn the_right_classes_of_a_margin_are_exactly_1() {
    let y_pred = array![[0.25, 0.75]];
    for found in [-1.0, 0.5] {
        let error = refused(CategoricalHinge, &array![[found, 1.0]], &y_pred);
        let (argument, index, expected) = ("y_true", vec![0, 0], Domain::Binary);
        assert_eq!(error, Error::Value { argument, index, found, expected });
    }
}

#[test]
fn soft_labels_lie_between_0_and_1() {
    let texts = [1.2, -0.1, 2.0].map(|found| {
        format!("y_true[1, 0] is {found}, expected a label in [0, 1]; {}", on_label(found))
    });
    let y_pred = array![[0.5, 0.5], [0.5, 0.5]];
    let (binary, rows) = (BinaryCrossentropy::default(), CategoricalCrossentropy::default());
    let (over, under) = (array![[1.0, 0.0], [1.2, 0.0]], array![[1.0, 0.0], [-0.1, 1.0]]);
    let error = |found| Error::Value {
        argument: "y_true",
        index: vec![1, 0],
        found,
        expected: Domain::SoftLabel,
    };
    assert_table([
        (refused(binary, &over, &y_pred), error(1.2), &texts[0][..]),
        (refused(rows, &over, &y_pred), error(1.2), &texts[0][..]),
        (refused(CategoricalAccuracy, &over, &y_pred), error(1.2), &texts[0][..]),
        (refused(binary, &under, &y_pred), error(-0.1), &texts[1][..]),
        (refused(rows, &under, &y_pred), error(-0.1), &texts[1][..]),
        (refused(CategoricalAccuracy, &under, &y_pred), error(-0.1), &texts[1][..]),
        (refused(rows, &array![[1, 0], [2, 0]], &y_pred), error(2.0), &texts[2][..]),
    ]);
}
