//! Averages over classes.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;

use super::near;

/// One hit, one false alarm, three misses.
#[test]
fn trap_26_precision_and_recall_are_not_swapped() {
    let (y_true, y_pred) = (array![1, 0, 1, 1, 1], array![1, 1, 0, 0, 0]);
    assert_eq!(metrics::precision(&y_true, &y_pred), Ok(0.5));
    assert_eq!(metrics::recall(&y_true, &y_pred), Ok(0.25));
    let each = metrics::confusion_matrix(&y_true, &y_pred, 2).expect("defined").outcomes();
    assert_eq!(each.precision(PerClass), [Ok(0.0), Ok(0.5)]);
    assert_eq!(each.recall(PerClass), [Ok(0.0), Ok(0.25)]);
}

/// The error of truth + 1 does not vary: all of the truth's variance is explained.
#[test]
fn trap_27_a_constant_error_explains_all_variance() {
    let y_true = array![1.0, 2.0, 3.0, 4.0];
    let moments = ElementMoments.evaluate(&y_true, &(&y_true + 1.0)).expect("defined").pooled();
    let [y, p] = [moments.variance_true(), moments.variance_pred()].map(|x| x.expect("defined"));
    let unexplained = y + p - 2.0 * moments.covariance().expect("defined");
    assert_eq!((y, 1.0 - unexplained / y), (1.25, 1.0));
    // R² counts the error itself: 1 - 4/5.
    near(moments.r2_score().expect("defined"), 0.2, 1e-15);
}

/// F1 of the classes is 4/5, 2/3 and 1; the harmonic mean of mean precision and mean recall is more.
#[test]
fn trap_28_macro_f1_is_the_mean_of_the_classes() {
    let (y_true, y_pred) = (array![0, 1, 2, 0, 0, 2], array![0, 1, 2, 0, 1, 2]);
    let outcomes = metrics::confusion_matrix(&y_true, &y_pred, 3).expect("defined").outcomes();
    let expected = (4.0 / 5.0 + 2.0 / 3.0 + 1.0) / 3.0;
    near(outcomes.f1(Average::Macro).expect("defined"), expected, 1e-15);
    let (one_hot, scores) = (one_hot(&y_true), one_hot(&y_pred));
    near(F1Score::new(Average::Macro).evaluate(&one_hot, &scores).unwrap(), expected, 1e-15);
}

fn one_hot(labels: &Array1<usize>) -> Array2<f64> {
    Array2::from_shape_fn((labels.len(), 3), |(i, class)| f64::from(u8::from(labels[i] == class)))
}

/// Class 2 of 3 is on neither side.
#[test]
fn trap_29_an_absent_class_is_left_out_of_the_mean() {
    let rows = one_hot(&array![0, 1, 0]);
    assert_eq!(F1Score::new(Average::Macro).evaluate(&rows, &rows), Ok(1.0));
    let each = metrics::f1_score(&rows, &rows).expect("defined");
    assert_eq!(each, [Ok(1.0), Ok(1.0), Err(Undefined::ZeroDenominator)]);
}

#[test]
fn trap_30_what_is_perfect_is_one() {
    let labels = array![0, 1];
    let rows = array![[1.0, 0.0], [0.0, 1.0]];
    assert_eq!(F1Score::new(Average::Macro).evaluate(&rows, &rows), Ok(1.0));
    assert_eq!(MeanIou::new(2).evaluate(&labels, &labels), Ok(1.0));
    assert_eq!(BinaryIou::default().evaluate(&labels, &labels), Ok(1.0));
    let light = array![1e-9, 1e-9];
    assert_eq!(MeanIou::new(2).evaluate_weighted(&labels, &labels, &light), Ok(1.0));
}

/// The last image alone has class 1: of four without a fault, and of a thousand where it is missed.
#[test]
fn trap_57_an_image_without_a_class_has_no_score_of_it() {
    let dice = ImageDice::new(2);
    let images = array![[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 1]];
    let means = dice.state_of(&images, &images).expect("accepted");
    assert_eq!(dice.per_class(&means), [Ok(1.0), Ok(1.0)]);
    assert_eq!(dice.left_out(&means, 1).value(), Ok(3.0));
    let y_true = Array2::from_shape_fn((1000, 4), |(image, i)| u8::from(image == 999 && i >= 2));
    let means = dice.state_of(&y_true, &Array2::<u8>::zeros((1000, 4))).expect("accepted");
    assert_eq!(dice.per_class(&means)[1], Ok(0.0));
    assert_eq!(dice.left_out(&means, 1).value(), Ok(999.0));
}
