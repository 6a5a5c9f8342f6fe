//! A batch that one member of a tuple refuses is kept by none.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::{assert_table, refused, refused_weighted};

/// Every member has accepted all before the bad value, up to two blocks of it.
#[test]
fn the_first_member_is_untouched_when_the_second_refuses() {
    let text = "y_pred[1] is 1.5, expected a probability in [0, 1]; if these are logits, say \
                `from_logits: true`";
    let error = |place| Error::Value {
        argument: "y_pred",
        index: vec![place],
        found: 1.5,
        expected: Domain::ProbabilityNotLogit,
    };
    let (y_true, y_pred) = (array![0, 1], array![0.5, 1.5]);
    let both = (MeanSquaredError, BinaryCrossentropy::default());
    let three = (BinaryAccuracy::default(), MeanSquaredError, BinaryCrossentropy::default());
    assert_table([
        (refused(both, &y_true, &y_pred), error(1), text),
        (refused((both.1, both.0), &y_true, &y_pred), error(1), text),
        (refused(three, &y_true, &y_pred), error(1), text),
    ]);
    let (y_true, mut y_pred) = (Array1::<u8>::zeros(20_000), Array1::<f64>::zeros(20_000));
    y_pred[17_000] = 1.5;
    assert_eq!(refused(three, &y_true, &y_pred), error(17_000));
}

#[test]
fn a_member_that_wants_other_shapes_refuses_for_all() {
    let (labels, one_hot) = (array![0, 1], array![[1, 0], [0, 1]]);
    let y_pred = array![[0.5, 0.5], [0.25, 0.75]];
    let both = (MeanSquaredError, CategoricalAccuracy);
    let text = "y_true has shape [2], y_pred has shape [2, 2]; the two must have equal shapes, \
                nothing is broadcast or squeezed; for class labels use a sparse metric";
    let error = refused(both, &labels, &y_pred);
    assert_eq!(error.to_string(), text);
    let flat = Array1::<f64>::zeros(4);
    assert_eq!(refused(both, &flat, &flat), Error::NoClassAxis { found: vec![4] });
    assert!(both.evaluate(&one_hot, &y_pred).is_ok());
}

#[test]
fn a_bad_option_of_the_second_member_refuses_for_both() {
    let measure = BinaryCrossentropy { epsilon: 1e-15, ..Default::default() };
    let (y_true, narrow) = (array![[1, 0]], array![[0.5_f32, 0.5]]);
    let error = refused((MeanSquaredError, measure), &y_true, &narrow);
    assert!(matches!(error, Error::Parameter { option: "epsilon", .. }), "{error}");
}

/// A weight per element serves the mean over elements, but not the one over rows.
#[test]
fn weights_must_serve_every_member() {
    let (one_hot, y_pred) = (array![[1, 0], [0, 1], [1, 0]], Array2::from_elem((3, 2), 0.5));
    let both = (MeanSquaredError, CategoricalAccuracy);
    let units = |units: &[usize], weights: &[usize]| Error::WeightShape {
        units: units.into(),
        weights: weights.into(),
        advice: String::new(),
    };
    let of_elements = Array2::<f64>::ones((3, 2));
    assert!(both.0.evaluate_weighted(&one_hot, &y_pred, &of_elements).is_ok());
    assert_table([
        (
            refused_weighted(both, &one_hot, &y_pred, &of_elements),
            units(&[3], &[3, 2]),
            "weights have shape [3, 2], expected the leading axes of [3], such as [3], one weight \
             for everything under it",
        ),
        (
            refused_weighted(both, &one_hot, &y_pred, &Array1::<f64>::ones(2)),
            units(&[3, 2], &[2]),
            "weights have shape [2], expected the leading axes of [3, 2], such as [3], one weight \
             for everything under it",
        ),
    ]);
    let error = refused_weighted(both, &one_hot, &y_pred, &array![1.0, -1.0, 1.0]);
    assert_eq!(error, Error::Weight { index: vec![1], found: -1.0 });
}

/// An undefined member hides no other.
#[test]
fn a_member_without_a_value_leaves_the_others_theirs() {
    let (y_true, y_pred) = (array![0.0], array![1e200]);
    let both = (MeanSquaredError, MeanAbsoluteError).evaluate(&y_true, &y_pred);
    assert_eq!(both, Ok((Err(Undefined::Overflow), Ok(1e200))));
}
