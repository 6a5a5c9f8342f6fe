//! What is refused, with the place of what is at fault, and no trace of it.

use std::fmt::Debug;

use ndarray::{Array1, ArrayD, array};
use ndarray_metrics::prelude::*;

/// The error of a batch that is refused; the stream is left as it was.
fn refusal<M, T: Element, P: Element>(measure: M, y: &ArrayD<T>, p: &ArrayD<P>) -> Error
where
    M: Measure + Debug,
{
    let before = measure.streaming();
    let mut after = before.clone();
    let error = after.update(y, p).expect_err("refused");
    assert_eq!(before, after);
    error
}

fn option<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Err(Error::Parameter { option, .. }) => option,
        _ => "none",
    }
}

#[test]
fn labels_that_name_no_class() {
    let (good, bad) = (
        array![0.0, 1.0].into_dyn(),
        [array![0.0, 2.0], array![0.0, -1.0], array![0.0, 0.5], array![0.0, f64::NAN]],
    );
    for bad in bad.map(ndarray::Array::into_dyn) {
        for (argument, error) in [
            ("y_true", refusal(MeanIou::new(2), &bad, &good)),
            ("y_pred", refusal(MeanIou::new(2), &good, &bad)),
            ("y_pred", refusal(MeanIou::new(2), &good, &bad.mapv(|x| x as f32))),
        ] {
            assert_eq!(error.argument(), Some(argument));
            assert!(matches!(error, Error::Class { index, classes: 2, .. } if index == [1]));
        }
    }
    let large = array![[3_u64, 1], [0, u64::MAX]].into_dyn();
    let text = refusal(Confusion::new(100), &large, &large).to_string();
    assert!(text.starts_with("y_true[1, 1] is 18446744073709551615, expected a class"), "{text}");
}

#[test]
fn numbers_of_classes_of_which_there_is_no_matrix() {
    let labels = array![0, 0];
    for classes in [0, 1 << 26, 1 << 31, 1 << 32, 1 << 33, usize::MAX] {
        assert_eq!(option(MeanIou::new(classes).evaluate(&labels, &labels)), "num_classes");
        let stream = Confusion::new(classes).streaming();
        assert_eq!(stream.state().accuracy(), Err(Undefined::NoSamples));
        assert_eq!(stream.state().recall(PerClass), []);
        assert_eq!(stream.state().to_array().expect("small").len(), 0);
    }
    assert_eq!(MeanIou::new(10_000).evaluate(&labels, &labels), Ok(1.0));
}

#[test]
fn unequal_shapes() {
    let (wide, high) =
        (array![[0, 1, 0], [1, 0, 1]].into_dyn(), array![[0, 1], [0, 1], [0, 1]].into_dyn());
    assert!(matches!(refusal(MeanIou::new(2), &wide, &high), Error::SampleCounts { .. }));
    let one = array![0].into_dyn();
    refusal(MeanIou::new(2), &one, &array![0, 1].into_dyn());
    let rows = Confusion { sparse_y_true: false, ..Confusion::new(3) };
    for labels in
        [array![0].into_dyn(), array![[0, 1, 2], [0, 1, 2]].into_dyn(), array![0, 1, 2].into_dyn()]
    {
        assert!(matches!(refusal(rows, &wide, &labels), Error::Shapes { .. }));
    }
    assert!(matches!(refusal(rows, &one, &one), Error::Shapes { .. }));
}

#[test]
fn states_that_do_not_belong_together() {
    let mut two = Confusion::new(2).streaming();
    two.update(&array![0], &array![1]).expect("accepted");
    let before = two.clone();
    let mut matrix = two.state().clone();
    assert!(matrix_merge(&mut matrix, Confusion::new(3).streaming().state()).is_err());
    let ignoring = Confusion { ignore_class: Some(1), ..Confusion::new(2) };
    assert!(matrix_merge(&mut matrix, ignoring.streaming().state()).is_err());
    assert_eq!(&matrix, before.state());

    let mut f1 = F1Score::default().streaming();
    f1.update(&array![[1, 0]], &array![[0.7, 0.3]]).expect("accepted");
    let before = f1.clone();
    let error = f1.update(&array![[1, 0, 0]], &array![[0.7, 0.2, 0.1]]);
    assert!(matches!(error, Err(Error::Configuration { .. })), "{error:?}");
    assert_eq!(f1, before);
    let mut weighted = F1Score::default().streaming();
    let nothing = Array1::<f64>::zeros(1);
    weighted
        .update_weighted(&array![[1, 0, 0]], &array![[0.7, 0.2, 0.1]], &nothing)
        .expect("accepted");
    f1.merge(&weighted).expect("nothing was seen");
}

fn matrix_merge<S: ndarray_metrics::state::State>(own: &mut S, other: &S) -> Result<(), Error> {
    own.merge_checked(other)
}
