//! Intersection over union: Keras's values, and where Keras is not right.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;

use super::assert_close;

#[test]
fn keras_has_these_values() -> Result<(), Error> {
    let (y, p, w) = (array![0, 0, 1, 1], array![0, 1, 0, 1], array![0.2, 0.3, 0.4, 0.1]);
    assert_close(Iou::new(2, [0, 1]).evaluate(&y, &p)?, 1.0 / 3.0);
    assert_close(MeanIou::new(2).evaluate_weighted(&y, &p, &w)?, 0.1736111111111111);
    let square = |a: &Array1<f64>| a.to_shape((2, 2)).expect("four").to_owned();
    let (y2, p2) = (square(&y.mapv(f64::from)), square(&p.mapv(f64::from)));
    assert_close(MeanIou::new(2).evaluate_weighted(&y2, &p2, &square(&w))?, 0.1736111111111111);
    assert_eq!(MeanIou::new(2).evaluate(&array![1], &array![1])?, 1.0);
    assert_close(MeanIou::new(4).evaluate(&y, &p)?, 1.0 / 3.0);
    assert_eq!(MeanIou::new(3).evaluate(&array![0, 0], &array![0, 0])?, 1.0);

    let ignoring =
        |label| MeanIou::from(Confusion { ignore_class: Some(label), ..Confusion::new(3) });
    assert_eq!(ignoring(255).evaluate(&array![0_u8, 1, 2, 255], &array![0, 1, 1, 1])?, 0.5);
    assert_eq!(ignoring(-1).evaluate(&array![0, 1, 2, -1], &array![0, 1, 1, 1])?, 0.5);
    let ignoring = MeanIou::from(Confusion { ignore_class: Some(-1), ..Confusion::new(2) });
    assert_close(ignoring.evaluate_weighted(&array![0, 0, 1, -1], &p, &w)?, 0.1111111111111111);
    Ok(())
}

#[test]
fn keras_has_these_values_by_a_threshold() -> Result<(), Error> {
    let (y, p) = (array![0, 1, 0, 1], array![0.1, 0.2, 0.4, 0.7]);
    let at = |threshold| BinaryIou { threshold, ..Default::default() };
    assert_close(at(0.3).evaluate(&y, &p)?, 1.0 / 3.0);
    assert_close(at(0.5).evaluate(&y, &p)?, 0.5833333333333333);
    let (first, second) = (array![0.2, 0.3, 0.4, 0.1], array![0.1, 0.2, 0.4, 0.3]);
    assert_close(at(0.3).evaluate_weighted(&y, &p, &first)?, 0.1736111111111111);
    assert_close(at(0.5).evaluate_weighted(&y, &p, &second)?, 0.6571428571428571);
    let (y, p) = (array![[0, 1], [0, 1]], array![[0.1, 0.7], [0.9, 0.3]]);
    let w = array![[0.2, 0.3], [0.4, 0.1]];
    assert_close(at(0.4).evaluate_weighted(&y, &p, &w)?, 0.3303571428571429);
    // The threshold itself is positive, here alone, and is rounded to the scores' type.
    assert_eq!(at(0.1).evaluate(&array![1], &array![0.1_f32])?, 1.0);
    assert_eq!(at(0.5).evaluate(&array![1], &array![0.5])?, 1.0);
    Ok(())
}

#[test]
fn keras_has_these_values_for_rows() -> Result<(), Error> {
    let one_hot = |labels: [usize; 4]| {
        Array2::from_shape_fn((4, 3), |(i, class)| f64::from(u8::from(labels[i] == class)))
    };
    let (y, p, w) = (one_hot([2, 0, 1, 0]), one_hot([2, 2, 0, 2]), array![0.1, 0.2, 0.3, 0.4]);
    assert_close(OneHotIou::new(3, [0, 2]).evaluate(&y, &p)?, 1.0 / 6.0);
    assert_close(OneHotIou::new(3, [0, 2]).evaluate_weighted(&y, &p, &w)?, 0.07142857142857142);
    assert_close(OneHotMeanIou::new(3).evaluate(&y, &p)?, 1.0 / 9.0);
    let sparse = OneHotMeanIou {
        confusion: Confusion { sparse_y_pred: true, ..OneHotMeanIou::new(3).confusion },
    };
    assert_close(sparse.evaluate(&y, &array![2, 2, 0, 2])?, 1.0 / 9.0);
    let mut stream = OneHotMeanIou::new(3).streaming();
    stream.update_weighted(&y, &p, &array![1, 2, 3, 3])?;
    stream.update_weighted(&array![[1, 0, 0]], &array![[0.9, 0.05, 0.05]], &array![1])?;
    assert_close(stream.result()?, 0.09259259259259259);
    Ok(())
}

/// An ignored class has no value; what was predicted to be of it is a miss of the true class.
#[test]
fn an_ignored_class_has_no_value() -> Result<(), Error> {
    let (y, p) = (array![0, 0, 1, 2], array![0, 2, 1, 0]);
    let c = Confusion { ignore_class: Some(2), ..Confusion::new(3) }.evaluate(&y, &p)?;
    assert_eq!(c.iou(PerClass), [Ok(0.5), Ok(1.0), Err(Undefined::ZeroDenominator)]);
    assert_eq!(c.mean_iou(), Ok(0.75));
    assert_eq!(c.accuracy(), Ok(2.0 / 3.0));
    assert_eq!(c.ignored_class(), Some(2));
    let only = Iou {
        confusion: Confusion { ignore_class: Some(2), ..Confusion::new(3) },
        ..Iou::new(3, [2])
    };
    let undefined = Error::Undefined(Undefined::ZeroDenominator);
    assert_eq!(only.evaluate(&y, &p), Err(undefined));
    Ok(())
}

/// A unit whose truth is ignored is not looked at.
#[test]
fn ignored_units_may_hold_anything() -> Result<(), Error> {
    let ignoring = MeanIou::from(Confusion { ignore_class: Some(-1), ..Confusion::new(2) });
    assert_eq!(ignoring.evaluate(&array![0, 1, -1], &array![0.0, 1.0, f64::NAN])?, 1.0);
    let whole = MeanIou::from(Confusion { ignore_class: Some(i64::MAX), ..Confusion::new(2) });
    assert_eq!(whole.evaluate(&array![1, i64::MAX], &array![1, 5])?, 1.0);
    assert!(whole.evaluate(&array![1, u64::MAX], &array![1, 1]).is_err());
    Ok(())
}

#[test]
fn members_of_a_tuple_share_one_matrix() -> Result<(), Error> {
    let mut all =
        (MeanIou::new(3), Iou::new(3, [0]), CohenKappa::new(3), Confusion::new(3)).streaming();
    all.update(&array![0, 1, 2, 2], &array![0, 1, 1, 2])?;
    let (mean, first, kappa, matrix) = all.result();
    assert_eq!((mean, first), (Ok(2.0 / 3.0), Ok(1.0)));
    assert_eq!(kappa, matrix.cohen_kappa(KappaWeights::Unweighted));
    Ok(())
}
