//! Metrics and states of a user, with nothing but what their traits ask for.

use ndarray::{Array, Array1, Array2, Dimension, arr0, array};
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;
use ndarray_metrics::shape::SampleShape;
use ndarray_metrics::state::State;
use ndarray_metrics::{Block, Layout, Shapes, laws};

/// The score that the label's class has.
#[derive(Clone, Debug, PartialEq)]
struct ScoreOfLabel;

impl MeanMeasure for ScoreOfLabel {
    type Unit = PerLabel;

    fn prediction(&self) -> Domain {
        Domain::Probability
    }
}

impl Labelled for ScoreOfLabel {
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        |class, p| p[class].to_f64()
    }
}

#[test]
fn a_metric_of_labels_needs_a_formula_alone() {
    let (labels, p) = (array![1, 0, 1], array![[0.25, 0.75], [0.5, 0.5], [1.0, 0.0]]);
    assert_eq!(ScoreOfLabel.per_sample(&labels, &p), Ok(array![0.75, 0.5, 0.0]));
    assert_eq!(ScoreOfLabel.evaluate_weighted(&labels, &p, &array![1.0, 3.0, 0.0]), Ok(2.25 / 4.0));
    let error = ScoreOfLabel.evaluate(&labels, &array![[0.5, 0.5], [2.0, 0.0], [0.0, 1.0]]);
    assert!(error.unwrap_err().to_string().starts_with("y_pred[1, 0] is 2"));
}

/// The share of targets between two columns of prediction; a target that is not known abstains.
#[derive(Clone, Debug, PartialEq)]
struct Coverage;

impl MeanMeasure for Coverage {
    type Unit = PerTarget;

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        SampleShape::new([2]).check_dimensions("y_pred", shapes.y_pred()).map(drop)
    }
}

impl Targeted for Coverage {
    const ABSTAINS: bool = true;

    fn abstains<T: Element, P: Element>(&self, y: T, _: &[P]) -> bool {
        y.to_f64().is_nan()
    }

    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        |y, row| {
            let y = y.to_f64();
            f64::from(u8::from(row[0].to_f64() <= y && y <= row[1].to_f64()))
        }
    }
}

#[test]
fn a_metric_of_targets_and_rows() {
    let y = array![1.0, 5.0, f64::NAN, 2.0];
    let p = array![[0.0, 2.0], [1.0, 4.0], [f64::NAN, 9.0], [2.0, 3.0]];
    assert_eq!(Coverage.evaluate(&y, &p), Ok(2.0 / 3.0));
    let each = Coverage.per_sample(&y, &p).expect("accepted");
    assert_eq!((each[0], each[1], each[3]), (1.0, 0.0, 1.0));
    assert!(each[2].is_nan());
    assert_eq!(Coverage.evaluate_weighted(&y, &p, &array![1.0, 0.0, 5.0, 1.0]), Ok(1.0));
    let mut stream = Coverage.streaming();
    let refused = stream.update(&y, &array![[0.0], [0.0], [0.0], [0.0]]);
    let said = refused.expect_err("one column").to_string();
    assert!(said.starts_with("`y_pred` has shape [4, 1], expected [batch, 2]"), "{said}");
    // What is known is checked.
    let text = Coverage.evaluate(&array![1.0, 2.0], &array![[0.0, 1.0], [f64::NAN, 1.0]]);
    assert!(text.expect_err("NaN").to_string().starts_with("y_pred[1, 0] is NaN"));
    let nothing = Coverage.evaluate(&array![f64::NAN], &array![[0.0, 1.0]]);
    assert_eq!(nothing, Err(Error::Undefined(Undefined::NoSamples)));
    laws::check(&Coverage, &y, &p, 7).expect("lawful");
}

/// The absolute error, and of rows the largest one; both leave negative truth out.
#[derive(Clone, Debug, PartialEq)]
struct Known;

#[derive(Clone, Debug, PartialEq)]
struct KnownRow;

impl MeanMeasure for Known {
    type Unit = PerElement;
}

impl Elementwise for Known {
    const ABSTAINS: bool = true;

    fn abstains<T: Element, P: Element>(&self, y: T, _: P) -> bool {
        y.to_f64() < 0.0
    }

    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        |y, p| (y.to_f64() - p.to_f64()).abs()
    }
}

impl MeanMeasure for KnownRow {
    type Unit = PerRow;
}

impl Rowwise for KnownRow {
    const ABSTAINS: bool = true;

    fn abstains<T: Element, P: Element>(&self, y: &[T], _: &[P]) -> bool {
        y.iter().all(|y| y.to_f64() < 0.0)
    }

    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        |y, p| y.iter().zip(p).map(|(y, p)| (y.to_f64() - p.to_f64()).abs()).fold(0.0, f64::max)
    }
}

/// A unit that abstains counts as one of weight 0, alone, among members and by name.
#[test]
fn units_that_abstain_count_nowhere() {
    let (y, p) = (array![1.0, -1.0, 3.0, -2.0], array![2.0, f64::NAN, 3.0, 9.0]);
    assert_eq!(Known.evaluate(&y, &p), Ok(0.5));
    let (masked, mask) = (MeanAbsoluteError, y.mapv(|y| y >= 0.0));
    assert_eq!(masked.evaluate_weighted(&y, &p, &mask), Ok(0.5));
    assert_eq!((Known, Known).evaluate(&y, &p), Ok((Ok(0.5), Ok(0.5))));
    let rows = (array![[1.0, 2.0], [-1.0, -1.0]], array![[1.0, 5.0], [f64::NAN, 0.0]]);
    assert_eq!(KnownRow.evaluate(&rows.0, &rows.1), Ok(3.0));
    for seed in 0..4 {
        laws::check(&Known, &y, &p, seed).expect("lawful");
        laws::check(&KnownRow, &rows.0, &rows.1, seed).expect("lawful");
    }
    let mut grouped = Grouped::new(Known);
    grouped.grow(2).expect("room");
    grouped.update(&[0, 0, 1, 1], &y, &p).expect("accepted");
    let results: Vec<_> = grouped.metrics().iter().map(Metric::result).collect();
    assert_eq!(results, [Ok(1.0), Ok(0.0)]);
}

/// A state of its own, and a reading of a state of the crate, in one collection with others.
#[test]
fn a_collection_takes_metrics_of_ones_own() {
    let bias = MeanOf::new("bias", |y, p| p - y);
    let own = || {
        Collection::named(["mse"])
            .and_then(|all| all.with("known", AnyMeasure::own(Known)))
            .and_then(|all| all.with("bias", AnyMeasure::own(bias)))
            .and_then(|all| all.with("ranked", AnyMeasure::own(RocAuc.pooled())))
            .and_then(|all| all.with("agreement", AnyMeasure::own(Agreeing)))
            .expect("names of their own")
    };
    assert_eq!(own(), own());
    let (y, p) = (array![1_u8, 0, 1, 0], array![0.5_f32, 0.25, 1.0, 0.5]);
    let mut stream = own().streaming();
    stream.update(&y, &p).expect("accepted");
    let mut other = own().streaming();
    other.update(&array![1.0, 0.0], &array![1.0, 0.0]).expect("accepted");
    stream.merge(&other).expect("alike");
    let results = stream.result();
    let alone = |measure: AnyMeasure| {
        let mut alone = measure.streaming();
        alone.update(&y, &p).expect("accepted");
        alone.update(&array![1.0, 0.0], &array![1.0, 0.0]).expect("accepted");
        alone.result()
    };
    assert_eq!(results.get("known"), Some(&alone(AnyMeasure::own(Known))));
    assert_eq!(results.get("bias"), Some(&alone(AnyMeasure::own(bias))));
    assert_eq!(results.get("ranked"), Some(&alone(RocAuc.pooled().into())));
    assert_eq!(results.number("agreement"), Some(Ok(3.0)));
    assert_ne!(AnyMeasure::own(Known), AnyMeasure::own(bias));
    let text = stream.update(&array![1.0], &array![f64::NAN]).expect_err("refused").to_string();
    assert!(text.starts_with("metric `mse`: y_pred[0] is NaN"), "{text}");
}

/// How many elements agree: a state that no metric of the crate has.
#[derive(Clone, Debug, PartialEq)]
struct Agreeing;

impl Observer for Agreeing {
    type State = Agreement;

    fn empty(&self) -> Agreement {
        Agreement::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Agreement,
    ) -> Result<(), Error> {
        block.each_pair(Domain::Finite, Domain::Finite, |_, y, p| {
            state.0 += u64::from(y.to_f64() == p.to_f64());
        })
    }
}

impl Measure for Agreeing {
    type Observer = Self;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Self {
        Self
    }

    fn read(&self, state: &Agreement) -> Self::Output {
        Ok(state.0 as f64)
    }
}

/// Merges with others of its own number only.
#[derive(Clone, Debug, Default, PartialEq)]
struct Numbered(u8, u32);

impl State for Numbered {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if self.0 == other.0 {
            return Ok(());
        }
        let (ours, theirs) = (self.0.to_string(), other.0.to_string());
        Err(Error::Configuration { ours, theirs })
    }

    fn merge(&mut self, other: &Self) {
        self.1 += other.1;
    }
}

/// All members of a tuple are asked before any is changed.
#[test]
fn a_state_that_cannot_merge_is_noticed_in_time() {
    let mut pair = (Numbered(1, 10), Numbered(2, 20));
    assert!(pair.merge_checked(&(Numbered(1, 1), Numbered(3, 1))).is_err());
    assert_eq!(pair, (Numbered(1, 10), Numbered(2, 20)));
    pair.merge_checked(&(Numbered(1, 1), Numbered(2, 2))).unwrap();
    assert_eq!(pair, (Numbered(1, 11), Numbered(2, 22)));
}

/// Pairs the slices of a block one by one, and forgets every check: layout, options, shapes, values.
#[derive(Clone, Debug, PartialEq)]
struct Forgetful;

/// How many elements were equal.
#[derive(Clone, Debug, Default, PartialEq)]
struct Agreement(u64);

impl State for Agreement {
    fn merge(&mut self, other: &Self) {
        self.0 += other.0;
    }
}

impl Observer for Forgetful {
    type State = Agreement;

    fn empty(&self) -> Agreement {
        Agreement::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Agreement,
    ) -> Result<(), Error> {
        for i in 0..block.y_pred().len() {
            state.0 += u64::from(block.y_true()[i].to_f64() == block.y_pred()[i].to_f64());
        }
        Ok(())
    }
}

impl Measure for Forgetful {
    type Observer = Self;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Self {
        Self
    }

    fn read(&self, agreement: &Agreement) -> Result<f64, Undefined> {
        Ok(agreement.0 as f64)
    }
}

#[track_caller]
fn is_refused<D: Dimension, E: Dimension>(y: &Array<f64, D>, p: &Array<f64, E>) -> String {
    let mut stream = Forgetful.streaming();
    let error = stream.update(y, p).expect_err("shapes that do not pair");
    assert_eq!(stream.state(), &Agreement::default());
    let pair = (Forgetful, Forgetful).evaluate(y, p).expect_err("the same");
    assert_eq!(pair.refusal(), &error);
    assert!((Forgetful, ColumnMoments).evaluate(y, p).is_err());
    error.to_string()
}

/// The pass checks shapes before a measure is asked.
#[test]
fn a_measure_that_forgets_every_check_cannot_pair_wrong_elements() {
    let four = array![1.0, 2.0, 3.0, 4.0];
    let square = array![[1.0, 2.0], [3.0, 4.0]];
    assert_eq!(Forgetful.evaluate(&square, &square), Ok(4.0));
    let said = is_refused(&Array1::zeros(5), &Array1::zeros(3));
    assert!(said.contains("`y_true`: 5, `y_pred`: 3"), "{said}");
    let said = is_refused(&square, &four);
    assert!(said.contains("[2, 2]"), "{said}");
    is_refused(&four, &square);
    is_refused(&Array2::zeros((3, 2)), &Array2::zeros((3, 1)));
    is_refused(&arr0(1.0), &arr0(1.0));
    let weights = array![1.0, 1.0];
    assert!(Forgetful.evaluate_weighted(&four, &four, &weights).is_err());
}

/// Divides by the number of classes of each block without a look at it.
#[derive(Clone, Debug, PartialEq)]
struct Dividing(Layout);

impl Observer for Dividing {
    type State = Agreement;

    fn empty(&self) -> Agreement {
        Agreement::default()
    }

    fn layout(&self) -> Layout {
        self.0
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Agreement,
    ) -> Result<(), Error> {
        state.0 += (block.y_pred().len() / block.classes()) as u64;
        Ok(())
    }
}

impl Measure for Dividing {
    type Observer = Self;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Self {
        self.clone()
    }

    fn read(&self, agreement: &Agreement) -> Result<f64, Undefined> {
        Ok(agreement.0 as f64)
    }
}

/// Rows without classes are refused, and a batch without elements hands out no block.
#[test]
fn no_observer_is_asked_about_rows_without_classes() {
    let (rows, labels) = (Array2::<f64>::zeros((3, 0)), Array1::<u8>::zeros(3));
    let refused = Dividing(Layout::ROWS).evaluate(&rows, &rows).unwrap_err().to_string();
    assert!(refused.contains("[3, 0]"), "{refused}");
    let refused = Dividing(Layout::LABELS_AND_ROWS).evaluate(&labels, &rows).unwrap_err();
    assert!(refused.to_string().contains("[3, 0]"), "{refused}");
    assert_eq!(Dividing(Layout::ELEMENTS).evaluate(&rows, &rows), Ok(0.0));
    assert_eq!(Dividing(Layout::ROWS).evaluate(&array![[1.0, 2.0]], &array![[1.0, 2.0]]), Ok(1.0));
}

/// Members that read whole columns, rows and elements, in any order, over more than one thread's
/// share.
#[test]
fn a_tuple_is_cut_where_no_member_minds() {
    let n = 150_000;
    let numbers = Array1::from_shape_fn(2 * n, |i| (i * 7919 % 1000) as f32 / 1000.0);
    let p = numbers.into_shape_with_order((n, 2)).unwrap();
    let y = p.mapv(|p| 1.0 - p * p);
    let (columns, errors) = (R2ScorePerColumn::default(), MeanSquaredError);
    let alone = (columns.evaluate(&y, &p).unwrap(), errors.evaluate(&y, &p).unwrap());
    let (found, error) = (columns, errors).evaluate(&y, &p).unwrap();
    assert_eq!((found, error.unwrap()), alone);
    let (error, found) = (errors, columns).evaluate(&y, &p).unwrap();
    assert_eq!((found, error.unwrap()), alone);
}
