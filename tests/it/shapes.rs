//! Shapes of samples and of named inputs: what fits, and what the refusal says to change.

mod inputs;

use ndarray::{Array, Array2, ArrayD, ArrayRef, Axis, Dimension, arr0, array, s};
use ndarray_metrics::Error;
use ndarray_metrics::shape::SampleShape;

/// Any number of time steps, one feature.
fn series() -> SampleShape {
    SampleShape::new([None, Some(1)])
}

/// The refusal of an array, after checking that it carries the shapes.
#[track_caller]
fn refusal<A, D: Dimension>(shape: &SampleShape, array: &ArrayRef<A, D>) -> String {
    let error = shape.check(array).expect_err("another shape");
    let Error::SampleShape { argument, expected, found, .. } = &error else { panic!("{error}") };
    assert_eq!(
        (argument.as_str(), expected, &found[..]),
        ("array", &shape.axes().to_vec(), array.shape())
    );
    assert_eq!(error.argument(), Some("array"));
    error.to_string()
}

/// The refusal of dimensions alone.
fn refused(shape: &SampleShape, dimensions: &[usize]) -> String {
    shape.check_dimensions("x", dimensions).expect_err("another shape").to_string()
}

#[test]
fn a_fitting_array_gives_its_number_of_samples() {
    let (steps, images) = (SampleShape::new([50, 1]), SampleShape::new([64, 64, 3]));
    assert_eq!(steps.check(&Array::<f32, _>::zeros((1000, 50, 1))), Ok(1000));
    assert_eq!(images.check(&Array::<u8, _>::zeros((1000, 64, 64, 3))), Ok(1000));
    assert_eq!(SampleShape::scalar().check(&Array::<f32, _>::zeros(7)), Ok(7));
}

#[test]
fn images_without_a_channel_axis_are_told_to_insert_it() {
    let (shape, images) = (SampleShape::new([28, 28, 1]), Array::<u8, _>::zeros((60000, 28, 28)));
    assert_eq!(
        refusal(&shape, &images),
        "`array` has shape [60000, 28, 28], expected [batch, 28, 28, 1]; axis 3 of size 1 is \
         missing: add it with `array.insert_axis(Axis(3))`"
    );
    assert_eq!(shape.check(&images.insert_axis(Axis(3))), Ok(60000));
}

#[test]
fn an_axis_of_size_1_too_many_is_told_to_be_indexed_away() {
    let (shape, images) = (SampleShape::new([28, 28]), Array::<u8, _>::zeros((60, 28, 28, 1)));
    assert_eq!(
        refusal(&shape, &images),
        "`array` has shape [60, 28, 28, 1], expected [batch, 28, 28]; axis 3 of size 1 is too \
         many: remove it with `array.index_axis(Axis(3), 0)`"
    );
    assert_eq!(shape.check(&images.index_axis(Axis(3), 0)), Ok(60));
    assert_eq!(
        refused(&SampleShape::scalar(), &[60, 1]),
        "`x` has shape [60, 1], expected [batch]; axis 1 of size 1 is too many: remove it with \
         `x.index_axis(Axis(1), 0)`"
    );
}

/// Where several axes would do, the last one is named.
#[test]
fn one_of_several_axes_of_size_1_is_named() {
    let text = refused(&SampleShape::new([1]), &[60, 1, 1]);
    assert!(text.ends_with("remove it with `x.index_axis(Axis(2), 0)`"), "{text}");
    let text = refused(&SampleShape::new([1, 1]), &[60, 1]);
    assert!(text.ends_with("add it with `x.insert_axis(Axis(2))`"), "{text}");
}

/// One sample alone is refused, not taken for 28 samples.
#[test]
fn one_sample_without_a_batch_axis_is_told_to_insert_it() {
    let (shape, image) = (SampleShape::new([28, 28, 1]), Array::<u8, _>::zeros((28, 28, 1)));
    assert_eq!(
        refusal(&shape, &image),
        "`array` has shape [28, 28, 1], expected [batch, 28, 28, 1]; the batch axis is missing: \
         make it a batch of one with `array.insert_axis(Axis(0))`"
    );
    assert_eq!(shape.check(&image.insert_axis(Axis(0))), Ok(1));
}

#[test]
fn channels_first_are_told_to_be_permuted() {
    let (shape, images) = (SampleShape::new([32, 64, 3]), Array::<u8, _>::zeros((9, 3, 32, 64)));
    assert_eq!(
        refusal(&shape, &images),
        "`array` has shape [9, 3, 32, 64], expected [batch, 32, 64, 3]; the axes are in another \
         order: permute them with `array.permuted_axes([0, 2, 3, 1])`"
    );
    assert_eq!(shape.check(&images.permuted_axes([0, 2, 3, 1])), Ok(9));
    let (shape, images) = (SampleShape::new([3, 32, 64]), Array::<u8, _>::zeros((9, 32, 64, 3)));
    assert!(refusal(&shape, &images).ends_with("`array.permuted_axes([0, 3, 1, 2])`"));
    assert_eq!(shape.check(&images.permuted_axes([0, 3, 1, 2])), Ok(9));
}

#[test]
fn the_first_axis_that_differs_is_named() {
    assert_eq!(
        refused(&SampleShape::new([10]), &[100, 1]),
        "`x` has shape [100, 1], expected [batch, 10]; axis 1 of `x` has size 1, expected 10"
    );
    assert_eq!(
        refused(&SampleShape::new([None, Some(4), Some(5)]), &[7, 3, 3, 3]),
        "`x` has shape [7, 3, 3, 3], expected [batch, any, 4, 5]; axis 2 of `x` has size 3, \
         expected 4"
    );
}

#[test]
fn a_rank_that_cannot_be_mended_is_named() {
    assert_eq!(
        refused(&SampleShape::new([28, 28, 1]), &[60, 784]),
        "`x` has shape [60, 784], expected [batch, 28, 28, 1]; `x` has 2 axes, expected 4"
    );
    assert_eq!(
        refused(&SampleShape::new([784]), &[60, 28, 28]),
        "`x` has shape [60, 28, 28], expected [batch, 784]; `x` has 3 axes, expected 2"
    );
    assert_eq!(
        refused(&SampleShape::new([2, 2]), &[60]),
        "`x` has shape [60], expected [batch, 2, 2]; `x` has 1 axis, expected 3"
    );
}

#[test]
fn a_free_axis_takes_any_number_of_time_steps() {
    for steps in [0, 1, 50, 10_000] {
        assert_eq!(series().check_dimensions("x", &[12, steps, 1]), Ok(12));
    }
    assert_eq!(
        refused(&series(), &[12, 50]),
        "`x` has shape [12, 50], expected [batch, any, 1]; axis 2 of size 1 is missing: add it \
         with `x.insert_axis(Axis(2))`"
    );
    assert_eq!(
        refused(&series(), &[12, 50, 2]),
        "`x` has shape [12, 50, 2], expected [batch, any, 1]; axis 2 of `x` has size 2, expected 1"
    );
}

#[test]
fn a_scalar_has_no_batch_axis() {
    let message = "`array` is a scalar (shape []), but samples lie along a leading batch axis; \
                   make it a batch of one with `array.insert_axis(Axis(0))`";
    let expected = Error::NoBatchAxis { argument: "array".into() };
    for shape in [SampleShape::scalar(), series()] {
        let error = shape.check(&arr0(1.0)).expect_err("no batch axis");
        assert_eq!((&error, error.to_string().as_str()), (&expected, message));
        assert_eq!(shape.check(&arr0(1.0).into_dyn()), Err(error));
    }
    assert_eq!(SampleShape::scalar().check(&arr0(1.0).insert_axis(Axis(0))), Ok(1));
}

#[test]
fn an_empty_batch_is_a_batch_of_0() {
    assert_eq!(SampleShape::new([5]).check(&Array2::<f32>::zeros((0, 5))), Ok(0));
    assert_eq!(SampleShape::scalar().check_dimensions("x", &[0]), Ok(0));
    assert!(SampleShape::new([5]).check(&Array2::<f32>::zeros((0, 4))).is_err());
}

#[test]
fn a_size_of_0_is_a_size_like_any_other() {
    let none = SampleShape::new([0, 3]);
    assert_eq!(none.check_dimensions("x", &[8, 0, 3]), Ok(8));
    assert_eq!(
        refused(&none, &[8, 1, 3]),
        "`x` has shape [8, 1, 3], expected [batch, 0, 3]; axis 1 of `x` has size 1, expected 0"
    );
}

#[test]
fn dynamic_and_static_arrays_are_checked_alike() {
    let (shape, array) = (SampleShape::new([3]), Array2::<f32>::zeros((4, 3)));
    let wrong = Array2::<f32>::zeros((4, 2));
    assert_eq!(shape.check(&array), shape.check(&array.clone().into_dyn()));
    assert_eq!(refusal(&shape, &wrong), refusal(&shape, &wrong.clone().into_dyn()));
}

/// Nothing is asked of the elements, and nothing is copied.
#[test]
fn views_and_any_element_type_are_checked() {
    let words = ArrayD::from_elem(vec![4, 3], String::from("word"));
    assert_eq!(SampleShape::new([3]).check(&words), Ok(4));
    assert_eq!(SampleShape::new([2]).check(&words.slice(s![..;2, 1..])), Ok(2));
    assert_eq!(SampleShape::scalar().check(&words.index_axis(Axis(1), 0)), Ok(4));
    let many = array![1.0_f32];
    let many = many.broadcast((1 << 40, 1)).expect("a view of one number");
    assert_eq!(SampleShape::new([1]).check(&many), Ok(1 << 40));
}

#[test]
fn a_shape_is_displayed_as_it_is_written() {
    for (shape, text) in [
        (SampleShape::scalar(), "[]"),
        (SampleShape::new([28, 1]), "[28, 1]"),
        (series(), "[any, 1]"),
    ] {
        assert_eq!(shape.to_string(), text);
    }
    assert_eq!(series().axes(), [None, Some(1)]);
    assert_eq!(SampleShape::new([4, 2]), SampleShape::new([Some(4), Some(2)]));
}
