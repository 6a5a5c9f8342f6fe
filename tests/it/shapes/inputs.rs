//! Several named inputs of one model.

use ndarray::Array2;
use ndarray_metrics::Error;
use ndarray_metrics::shape::{Inputs, SampleShape};

/// A model of two inputs: 5 numbers from a table, 200 from sensors.
fn two() -> Inputs {
    let [tabular, sensors] = [5, 200].map(|size| SampleShape::new([size]));
    Inputs::new([("tabular", tabular), ("sensors", sensors)]).expect("two names")
}

/// What is wrong with arrays in the order of declaration.
fn refused<const N: usize>(shapes: [&[usize]; N]) -> Error {
    two().check(shapes).expect_err("a refusal")
}

/// What is wrong with arrays that are given by name.
fn refused_by_name<const N: usize>(given: [(&str, &[usize]); N]) -> Error {
    two().check_named(given).expect_err("a refusal")
}

/// The error about a name.
fn name_error(name: &str, problem: &'static str) -> Error {
    Error::InputName {
        name: name.into(),
        problem,
        expected: vec!["tabular".into(), "sensors".into()],
    }
}

#[test]
fn equal_batch_sizes_pass_by_position_and_by_name_in_any_order() {
    let (tabular, sensors) = (Array2::<f32>::zeros((1000, 5)), Array2::<f64>::zeros((1000, 200)));
    assert_eq!(two().check([tabular.shape(), sensors.shape()]), Ok(1000));
    let [a, b] = [("tabular", tabular.shape()), ("sensors", sensors.shape())];
    assert_eq!(two().check_named([a, b]), Ok(1000));
    assert_eq!(two().check_named([b, a]), Ok(1000));
    assert_eq!(two().check([&[0, 5][..], &[0, 200]]), Ok(0));
}

#[test]
fn unequal_batch_sizes_are_listed_with_every_input() {
    let counts = vec![("tabular".to_owned(), 1000), ("sensors".to_owned(), 999)];
    let message = "all inputs must hold the same number of samples, found `tabular`: 1000, \
                   `sensors`: 999";
    for error in [
        refused([&[1000, 5], &[999, 200]]),
        refused_by_name([("sensors", &[999, 200]), ("tabular", &[1000, 5])]),
    ] {
        assert_eq!(error, Error::SampleCounts { counts: counts.clone() });
        assert_eq!(error.to_string(), message);
        assert_eq!(error.argument(), None);
    }
}

/// The first and the last may agree.
#[test]
fn the_odd_batch_size_out_is_found_among_three() {
    let three = Inputs::new(["a", "b", "c"].map(|name| (name, SampleShape::scalar())));
    let error = three.expect("three names").check([&[4][..], &[5], &[4]]).expect_err("a refusal");
    assert!(error.to_string().ends_with("found `a`: 4, `b`: 5, `c`: 4"), "{error}");
}

#[test]
fn a_sample_of_another_shape_is_refused_under_its_inputs_name() {
    let error = refused([&[1000, 5], &[1000, 20]]);
    assert_eq!(error.argument(), Some("sensors"));
    assert_eq!(
        error.to_string(),
        "`sensors` has shape [1000, 20], expected [batch, 200]; axis 1 of `sensors` has size 20, \
         expected 200"
    );
    assert_eq!(refused_by_name([("sensors", &[1000, 20]), ("tabular", &[1000, 5])]), error);
    assert_eq!(refused([&[], &[1000, 200]]), Error::NoBatchAxis { argument: "tabular".into() });
}

/// Swapped arrays are not sorted out by their sizes.
#[test]
fn swapped_arrays_are_refused() {
    let error = refused([&[1000, 200], &[1000, 5]]);
    assert_eq!(
        error.to_string(),
        "`tabular` has shape [1000, 200], expected [batch, 5]; axis 1 of `tabular` has size 200, \
         expected 5"
    );
}

#[test]
fn too_few_and_too_many_arrays_are_counted() {
    let expected = || vec!["tabular".to_owned(), "sensors".to_owned()];
    let few = refused([&[1000, 5]]);
    assert_eq!(few, Error::InputCount { expected: expected(), found: 1 });
    assert_eq!(
        few.to_string(),
        "1 array for 2 inputs (`tabular`, `sensors`); give one array for each input"
    );
    let many = refused([&[1000, 5], &[1000, 200], &[1000]]);
    assert_eq!(many, Error::InputCount { expected: expected(), found: 3 });
    assert_eq!(
        many.to_string(),
        "3 arrays for 2 inputs (`tabular`, `sensors`); give one array for each input"
    );
}

#[test]
fn names_that_are_missing_unknown_or_given_twice_are_refused() {
    let tabular: (&str, &[usize]) = ("tabular", &[1000, 5]);
    let sensors: (&str, &[usize]) = ("sensors", &[1000, 200]);
    let other: (&str, &[usize]) = ("Sensors", &[1000, 200]);
    let inputs = "the inputs are `tabular`, `sensors`";
    for (error, name, problem) in [
        (refused_by_name([tabular]), "sensors", "missing"),
        (refused_by_name([sensors]), "tabular", "missing"),
        (refused_by_name([tabular, other]), "Sensors", "unknown"),
        (refused_by_name([tabular, sensors, other]), "Sensors", "unknown"),
        (refused_by_name([tabular, tabular]), "tabular", "given twice"),
        (refused_by_name([tabular, sensors, sensors]), "sensors", "given twice"),
    ] {
        assert_eq!(error, name_error(name, problem));
        assert_eq!(error.to_string(), format!("input `{name}` is {problem}; {inputs}"));
        assert_eq!(error.argument(), Some(name));
    }
}

#[test]
fn a_name_declared_twice_is_refused() {
    let error = Inputs::new(["x", "y", "x"].map(|name| (name, SampleShape::scalar())));
    assert_eq!(
        error.expect_err("a name twice").to_string(),
        "input `x` is declared twice; the inputs are `x`, `y`, `x`"
    );
}

#[test]
fn no_inputs_hold_no_samples() {
    let none = Inputs::new::<&str>([]).expect("no name twice");
    assert_eq!((none.check([]), none.check_named([])), (Ok(0), Ok(0)));
    assert!(none.check([&[3][..]]).is_err());
}
