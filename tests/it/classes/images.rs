//! Overlap by image: what a class counts that an image lacks, whatever the batch.

use ndarray::{Array2, array, s};
use ndarray_metrics::prelude::*;

/// Two images: the first without class 1, the second with four places of it, of which one is found.
fn two() -> [Array2<u8>; 2] {
    [array![[0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0]], array![[0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 1, 0]]]
}

/// 1/3, of one image; not 2/3, the mean with 1 for the image without the class, nor 1/6.
#[test]
fn an_image_without_the_class_is_left_out() {
    let ([y, p], dice, iou) = (two(), ImageDice::new(2), ImageIou::new(2));
    let means = dice.state_of(&y, &p).unwrap();
    assert_eq!(dice.per_class(&means)[1], Ok(1.0 / 3.0));
    assert_eq!(iou.per_class(&means)[1], Ok(0.2));
    let left_out = [0, 1, 2].map(|class| dice.left_out(&means, class).value());
    assert_eq!(left_out, [Ok(0.0), Ok(1.0), Ok(2.0)]);
    // All images together: 2·1/(4 + 2) of class 1, too, but 2·7/(8 + 10) of class 0.
    let matrix = metrics::confusion_matrix(&y, &p, 2).unwrap();
    assert_eq!(matrix.f1(PerClass), [Ok(14.0 / 18.0), Ok(1.0 / 3.0)]);
    assert_eq!(dice.per_class(&means)[0], Ok(2.0 / 3.0));
}

/// The class is in one image of a thousand, which misses it: 0, not 0.999.
#[test]
fn a_rare_class_that_is_missed_scores_0() {
    let mut y = Array2::<u8>::zeros((1000, 4));
    let p = y.clone();
    y[(7, 2)] = 1;
    let dice = ImageDice::new(2);
    let means = dice.state_of(&y, &p).unwrap();
    assert_eq!(dice.per_class(&means)[1], Ok(0.0));
    assert_eq!(dice.left_out(&means, 1).value(), Ok(999.0));
}

#[test]
fn no_image_has_no_value() {
    let nothing = ImageDice::new(3);
    let (mut stream, none) = (nothing.streaming(), Err(Undefined::NoSamples));
    assert_eq!((stream.result(), stream.state().len()), (none, 0));
    assert_eq!(nothing.left_out(stream.state(), 1).value(), Ok(0.0));
    stream.update(&Array2::<u8>::zeros((4, 0)), &Array2::<u8>::zeros((4, 0))).unwrap();
    assert_eq!(stream, nothing.streaming());
    let void = ImageDice::from(Confusion { ignore_class: Some(255), ..Confusion::new(2) });
    assert_eq!(
        void.evaluate(&array![[255_u8, 255]], &array![[0_u8, 1]]),
        Err(Error::Undefined(Undefined::NoSamples))
    );
    // The second image is all there is.
    let labels = array![[255_u8, 255], [0, 255]];
    let means = void.state_of(&labels, &array![[0_u8, 1], [0, 1]]).unwrap();
    assert_eq!(void.per_class(&means), [Ok(1.0), none]);
    assert_eq!(void.left_out(&means, 1).value(), Ok(1.0));
}

/// Weights are for images; a mask of labels is `ignore_class`.
#[test]
fn an_image_has_one_weight() {
    let [y, p] = two();
    let dice = ImageDice::new(2);
    let weighted = dice.state_of_weighted(&y, &p, &array![1.0, 3.0]).unwrap();
    assert_eq!(dice.per_class(&weighted)[0], Ok(0.5)); // (1 + 3/3)/4
    let refused = dice.evaluate_weighted(&y, &p, &Array2::<f64>::ones((2, 6))).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "weights have shape [2, 6], expected the leading axes of [2], such as [2], one weight for everything \
         under it"
    );
    let first = s![..1, ..];
    let apart = dice.state_of(&y.slice(first), &p.slice(first)).unwrap();
    assert_eq!(dice.per_class(&apart), [Ok(1.0), Err(Undefined::NoSamples)]);
}

#[test]
fn labels_are_refused_where_they_stand() {
    let y = array![[[0, 1], [1, 0]], [[0, 1], [2, 0]]];
    let text = ImageIou::new(2).evaluate(&y, &y.mapv(|_| 0)).unwrap_err().to_string();
    assert!(text.starts_with("y_true[1, 1, 0] is 2, expected a class label in 0..2"), "{text}");
    for (classes, found) in [(0, "0"), ((1 << 16) + 1, "65537")] {
        let refused = ImageDice::new(classes).evaluate(&y, &y).unwrap_err().to_string();
        assert_eq!(
            refused,
            format!("option `num_classes` is {found}, expected a number of classes from 1 to 2^16")
        );
    }
    let rows = Confusion { sparse_y_pred: false, ..Confusion::new(3) };
    let refused = ImageDice::from(rows).evaluate(&y, &y.mapv(f64::from)).unwrap_err();
    assert!(matches!(refused, Error::Parameter { .. } | Error::Shapes { .. }), "{refused}");
}
