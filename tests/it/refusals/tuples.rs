//! A batch that one member of a tuple refuses is kept by none.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::{assert_table, refused, refused_weighted};

/// The refusal of a member, with the member's place and name.
fn of_member(place: usize, name: &str, error: Error) -> Error {
    Error::Member {
        member: format!("member {place} of the tuple, `{name}`"),
        error: Box::new(error),
    }
}

const CROSSENTROPY: &str =
    "BinaryCrossentropy { from_logits: false, label_smoothing: 0.0, epsilon: 1e-7 }";

/// Every member has accepted all before the bad value, up to two blocks of it.
#[test]
fn the_first_member_is_untouched_when_the_second_refuses() {
    let text = |member| {
        format!(
            "member {member} of the tuple, `{CROSSENTROPY}`: y_pred[1] is 1.5, expected a probability in \
             [0, 1]; if these are logits, say `from_logits: true`"
        )
    };
    let error = |member, place| {
        let (argument, expected) = ("y_pred", Domain::ProbabilityNotLogit);
        let error = Error::Value { argument, index: vec![place], found: 1.5, expected };
        of_member(member, CROSSENTROPY, error)
    };
    let (y_true, y_pred) = (array![0, 1], array![0.5, 1.5]);
    let both = (MeanSquaredError, BinaryCrossentropy::default());
    let three = (BinaryAccuracy::default(), MeanSquaredError, BinaryCrossentropy::default());
    assert_table([
        (refused(both, &y_true, &y_pred), error(1, 1), &text(1)[..]),
        (refused((both.1, both.0), &y_true, &y_pred), error(0, 1), &text(0)),
        (refused(three, &y_true, &y_pred), error(2, 1), &text(2)),
    ]);
    let (y_true, mut y_pred) = (Array1::<u8>::zeros(20_000), Array1::<f64>::zeros(20_000));
    y_pred[17_000] = 1.5;
    assert_eq!(refused(three, &y_true, &y_pred), error(2, 17_000));
}

#[test]
fn a_member_that_wants_other_shapes_refuses_for_all() {
    let (labels, one_hot) = (array![0, 1], array![[1, 0], [0, 1]]);
    let y_pred = array![[0.5, 0.5], [0.25, 0.75]];
    let both = (MeanSquaredError, CategoricalAccuracy);
    let text = "member 0 of the tuple, `MeanSquaredError`: y_true has shape [2], y_pred has shape [2, 2]; \
                the two must have equal shapes, nothing is broadcast or squeezed; for class labels";
    let error = refused(both, &labels, &y_pred);
    assert!(error.to_string().starts_with(text), "{error}");
    let flat = Array1::<f64>::zeros(4);
    let no_classes = Error::NoClassAxis { found: vec![4] };
    assert_eq!(refused(both, &flat, &flat), of_member(1, "CategoricalAccuracy", no_classes));
    assert!(both.evaluate(&one_hot, &y_pred).is_ok());
}

#[test]
fn a_bad_option_of_the_second_member_refuses_for_both() {
    let measure = BinaryCrossentropy { epsilon: 1e-15, ..Default::default() };
    let (y_true, narrow) = (array![[1, 0]], array![[0.5_f32, 0.5]]);
    let error = refused((MeanSquaredError, measure), &y_true, &narrow);
    assert!(matches!(error.refusal(), Error::Parameter { option: "epsilon", .. }), "{error}");
    assert!(
        error.to_string().starts_with("member 1 of the tuple, `BinaryCrossentropy {"),
        "{error}"
    );
}

/// A weight per element serves the mean over elements, but not the one over rows.
#[test]
fn weights_must_serve_every_member() {
    let (one_hot, y_pred) = (array![[1, 0], [0, 1], [1, 0]], Array2::from_elem((3, 2), 0.5));
    let both = (MeanSquaredError, CategoricalAccuracy);
    let units = |place, name, units: &[usize], weights: &[usize]| {
        let (units, weights) = (units.into(), weights.into());
        of_member(place, name, Error::WeightShape { units, weights, advice: String::new() })
    };
    let of_elements = Array2::<f64>::ones((3, 2));
    assert!(both.0.evaluate_weighted(&one_hot, &y_pred, &of_elements).is_ok());
    assert_table([
        (
            refused_weighted(both, &one_hot, &y_pred, &of_elements),
            units(1, "CategoricalAccuracy", &[3], &[3, 2]),
            "member 1 of the tuple, `CategoricalAccuracy`: weights have shape [3, 2], expected the leading axes of [3], such as [3], one weight \
             for everything under it",
        ),
        (
            refused_weighted(both, &one_hot, &y_pred, &Array1::<f64>::ones(2)),
            Error::WeightShape { units: vec![3, 2], weights: vec![2], advice: String::new() },
            "weights have shape [2], expected the leading axes of [3, 2], such as [3], one weight \
             for everything under it",
        ),
    ]);
    let error = refused_weighted(both, &one_hot, &y_pred, &array![1.0, -1.0, 1.0]);
    assert_eq!(error.refusal(), &Error::Weight { index: vec![1], found: -1.0 });
}

/// An undefined member hides no other.
#[test]
fn a_member_without_a_value_leaves_the_others_theirs() {
    let (y_true, y_pred) = (array![0.0], array![1e200]);
    let both = (MeanSquaredError, MeanAbsoluteError).evaluate(&y_true, &y_pred);
    assert_eq!(both, Ok((Err(Undefined::Overflow), Ok(1e200))));
}
