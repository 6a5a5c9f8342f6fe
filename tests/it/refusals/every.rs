//! Every metric with everything that it refuses: what its arguments may not hold, at the start of a
//! batch and late in it, bad weights, and shapes that do not fit; in exact words, and with the state
//! as it was.

use ndarray::{Array1, ArrayD, ArrayRef, Axis, Dimension, IxDyn};
use ndarray_metrics::Streaming;
use ndarray_metrics::prelude::*;

use super::bits;
use crate::cases::cases;
use crate::list::Form::*;
use crate::list::{self, Holds, Spec};

/// Calls a generic function with every metric, what its arguments hold, and its number in the list.
macro_rules! every_metric {
    ($call:ident) => {
        for (number, entry) in list::every_metric().into_iter().enumerate() {
            if let Some(spec) = entry.spec {
                $call(&entry.measure, spec, number);
            }
        }
        let numbers = Spec { form: Elements, truth: Holds::Number, prediction: Holds::Number };
        $call(&MeanOf::new("product", |y, p| y * p), numbers, 0);
        let scores = Spec { form: Elements, truth: Holds::Binary, prediction: Holds::Score };
        $call(&Recall::default().at(vec![0.3, 0.5]), scores, 0);
        let decision = Precision { class_id: Some(1), top_k: Some(1), ..Default::default() };
        $call(&decision.at(vec![0.3]), Spec { form: Rows, ..scores }, 0);
    };
}

/// The words of a refusal by a stream that has seen a good batch, and by the one-call form.
#[track_caller]
fn refusal<M, D: Dimension, E: Dimension>(
    measure: &M,
    spec: Spec,
    [y, p]: [&ArrayRef<f64, D>; 2],
    weights: Option<&ArrayRef<f64, E>>,
) -> String
where
    M: Measure,
{
    let before = seen(measure, spec);
    let mut after = before.clone();
    let (update, at_once) = match weights {
        Some(weights) => {
            (after.update_weighted(y, p, weights), measure.evaluate_weighted(y, p, weights).err())
        }
        None => (after.update(y, p), measure.evaluate(y, p).err()),
    };
    let error = update.err().unwrap_or_else(|| panic!("{measure:?} accepts {y} and {p}"));
    assert_eq!(Some(error.to_string()), at_once.map(|error| error.to_string()), "{measure:?}");
    assert_eq!(after, before, "{measure:?}: {error}");
    assert_eq!(bits(&after), bits(&before), "{measure:?}: {error}");
    error.to_string()
}

fn seen<M: Measure>(measure: &M, spec: Spec) -> Streaming<M> {
    let (mut stream, [y, p]) = (measure.clone().streaming(), spec.batch(4));
    let good = stream.update(&y, &p);
    good.unwrap_or_else(|error| panic!("{measure:?} refuses a good batch: {error}"));
    stream
}

/// Rows of two, long enough for a place beyond the first block, which holds 16384 elements.
const SAMPLES: usize = 8400;

/// Where a bad number stands: a sample, and how many there are.
#[derive(Clone, Copy)]
struct Place {
    sample: usize,
    of: usize,
}

/// Every bad number at the start of a batch, and late in a long one: there the first of them without
/// weights for every eighth metric; in the long run the first for every metric, and all for every eighth.
fn placed(bad: &'static [f64], number: usize) -> impl Iterator<Item = (f64, Place)> {
    let early = Place { sample: 0, of: 8 };
    let late = Place { sample: SAMPLES - 1, of: SAMPLES };
    let is_eighth = number.is_multiple_of(8);
    let lately = &bad[..cases(usize::from(is_eighth), if is_eighth { bad.len() } else { 1 })];
    let all = |place| move |&number: &f64| (number, place);
    bad.iter().map(all(early)).chain(lately.iter().map(all(late)))
}

#[test]
fn what_an_argument_may_not_hold_is_refused_where_it_stands() {
    fn check<M: Measure>(measure: &M, spec: Spec, number: usize) {
        for (side, holds) in [spec.truth, spec.prediction].into_iter().enumerate() {
            for (bad, place) in placed(holds.bad(), number) {
                refuse(measure, spec, side, bad, place);
            }
        }
    }
    /// The second class of a row is bad, or the label.
    fn refuse<M>(measure: &M, spec: Spec, side: usize, bad: f64, Place { sample, of }: Place)
    where
        M: Measure,
    {
        let mut arrays = spec.batch(of);
        let index = [sample, 1];
        let index = &index[..arrays[side].ndim()];
        arrays[side][index] = bad;
        let argument = ["y_true", "y_pred"][side];
        let text = [spec.truth, spec.prediction][side].text(argument, index, bad);
        let [y, p] = &arrays;
        let mut weights = ArrayD::ones(spec.units(of));
        assert_eq!(refusal(measure, spec, [y, p], None::<&ArrayRef<f64, IxDyn>>), text);
        if sample > 0 && cases(true, false) {
            return;
        }
        assert_eq!(refusal(measure, spec, [y, p], Some(&weights)), text, "{measure:?}");
        // Of weight 0 it is padding.
        weights.index_axis_mut(Axis(0), sample).fill(0.0);
        let padded = measure.clone().streaming().update_weighted(y, p, &weights);
        assert_eq!(padded, Ok(()), "{measure:?} with {text}");
    }
    every_metric!(check);
}

#[test]
fn weights_are_refused_where_they_stand() {
    fn check<M: Measure>(measure: &M, spec: Spec, number: usize) {
        for (bad, Place { sample, of }) in placed(&[-1.0, f64::NAN, f64::INFINITY], number) {
            let ([y, p], units) = (spec.batch(of), spec.units(of));
            for rank in 1..=units.len() {
                let mut weights = ArrayD::ones(&units[..rank]);
                let index = &[sample, 1][..rank];
                weights[index] = bad;
                let text = format!(
                    "weights{index:?} is {bad}, expected a finite number of at least 0; a weight \
                     of 0 leaves a sample out"
                );
                assert_eq!(refusal(measure, spec, [&y, &p], Some(&weights)), text);
            }
        }
    }
    every_metric!(check);
}

#[test]
fn weights_are_for_leading_axes() {
    fn check<M: Measure>(measure: &M, spec: Spec, _: usize) {
        let ([y, p], units) = (spec.batch(4), spec.units(4));
        let text = |found: &str, advice: &str| {
            format!(
                "weights have shape {found}, expected the leading axes of {units:?}, such as [4], \
                 one weight for everything under it{advice}"
            )
        };
        let refusal = |shape: &[usize]| {
            let weights = ArrayD::ones(shape);
            refusal(measure, spec, [&y, &p], Some(&weights))
        };
        assert_eq!(refusal(&[5]), text("[5]", ""));
        let remove = "; axis 1 of size 1 is too many: remove it with \
                      `weights.index_axis(Axis(1), 0)`";
        assert_eq!(refusal(&[4, 1]), text("[4, 1]", remove));
        if units.len() == 1 && spec.form != Queries {
            assert_eq!(refusal(&[4, 2]), text("[4, 2]", ""));
        }
        let scalar = "`weights` is a scalar (shape []), but samples lie along a leading batch \
                      axis; make it a batch of one with `weights.insert_axis(Axis(0))`";
        assert_eq!(refusal(&[]), scalar);
    }
    every_metric!(check);
}

/// What is refused of two arrays of ones of some shapes.
fn of_shapes<M>(measure: &M, spec: Spec, y: &[usize], p: &[usize]) -> String
where
    M: Measure,
{
    let (y, p) = (ArrayD::ones(IxDyn(y)), ArrayD::ones(IxDyn(p)));
    refusal::<_, _, IxDyn>(measure, spec, [&y, &p], None)
}

/// The advice on one number for each target.
const NO_ROW: &str = "the last axis of y_pred holds what belongs to one target, such as the members of \
                      an ensemble, quantiles, the two bounds of an interval, or the features of a point; for one number for \
                      each target use `MeanAbsoluteError`, or `PinballLoss` for a quantile";

#[test]
fn shapes_fit_or_are_refused() {
    const NOTHING: &str = "nothing is broadcast or squeezed";
    fn check<M: Measure>(measure: &M, spec: Spec, _: usize) {
        let refusal = |y: &[usize], p: &[usize]| of_shapes(measure, spec, y, p);
        let scalar = "`y_true` is a scalar (shape []), but samples lie along a leading batch axis; \
                      make it a batch of one with `y_true.insert_axis(Axis(0))`";
        assert_eq!(refusal(&[], &[4, 2]), scalar);
        let [y, p] = spec.batch(3);
        assert_eq!(refusal(y.shape(), &[]), scalar.replace("y_true", "y_pred"));
        let [_, more] = spec.batch(4);
        if spec.form == Survival {
            let text = |y: &[usize], p: &[usize]| {
                format!(
                    "y_true has shape {y:?}, y_pred has shape {p:?}; y_pred must have the shape of y_true \
                     without its last axis, {NOTHING}"
                )
            };
            assert_eq!(refusal(&[3, 2], &[4]), text(&[3, 2], &[4]));
            return assert_eq!(refusal(&[3], &[3, 2]), text(&[3], &[3, 2]));
        }
        let counts =
            "all inputs must hold the same number of samples, found `y_true`: 3, `y_pred`: 4";
        assert_eq!(refusal(y.shape(), more.shape()), counts);
        let rule = match spec.form {
            Labels | Targets(_) => "y_true must have the shape of y_pred without its last axis",
            _ => "the two must have equal shapes",
        };
        let (other, advice) = match spec.form {
            Targets(_) => (p.shape(), NO_ROW),
            Labels => (
                [3, 2].as_slice(),
                "for one-hot or soft labels use the metric whose name does not begin with `Sparse`, such as \
                 `CategoricalAccuracy` or `CategoricalCrossentropy`; a confusion matrix takes them with \
                 `sparse_y_true: false`, and a ranking metric with `.per_column()`",
            ),
            _ => (
                [3].as_slice(),
                "for class labels against rows of scores use `SparseCategoricalAccuracy`, \
                 `SparseCategoricalCrossentropy`, or, for precision, recall, F-scores, overlap and \
                 agreement, readings of `Confusion { sparse_y_pred: false, ..Confusion::new(2) }`; for a \
                 ranking of each class `RocAuc.one_vs_rest()`; for a binary decision take the column of class 1 of y_pred; or make one-hot rows of the labels",
            ),
        };
        let columns = if let Targets(columns) = spec.form { columns } else { 2 };
        let shape = [p.shape()[0], columns];
        let text = format!(
            "y_true has shape {other:?}, y_pred has shape {shape:?}; {rule}, {NOTHING}; {advice}"
        );
        assert_eq!(refusal(other, &shape), text, "{measure:?}");
    }
    every_metric!(check);
}

#[test]
fn rows_have_a_last_axis_and_columns_no_third() {
    fn check<M: Measure>(measure: &M, spec: Spec, _: usize) {
        match spec.form {
            Elements | Images => {}
            Survival => assert_eq!(
                of_shapes(measure, spec, &[4, 3], &[4]),
                "y_true has shape [4, 3], y_pred has shape [4]; the last axis of y_true must hold a time and \
                 whether the event happened then, nothing is broadcast or squeezed; `ndarray::stack` puts both \
                 in one array"
            ),
            Single => assert_eq!(
                of_shapes(measure, spec, &[4, 2], &[4, 2]),
                "y_pred has shape [4, 2], expected one score for each sample, [batch]; for the two classes of \
                 one decision take the column of class 1 of both arrays, `.column(1)`; for several labels say \
                 `.per_column()`, `.averaged()` for the mean of the columns' values, or `.pooled()` to rank \
                 all elements together"
            ),
            Columns => assert_eq!(
                of_shapes(measure, spec, &[4, 2, 2], &[4, 2, 2]),
                "`y_pred` has shape [4, 2, 2], expected [batch, any]; use `to_shape` on \
                 y_true and y_pred to turn the other axes into columns or samples"
            ),
            Targets(_) => assert_eq!(
                of_shapes(measure, spec, &[4], &[4]),
                format!(
                    "y_true has shape [4], y_pred has shape [4]; y_true must have the shape of y_pred \
                     without its last axis, nothing is broadcast or squeezed; {NO_ROW}"
                )
            ),
            Rows | Queries | Cells | Labels => assert_eq!(
                of_shapes(measure, spec, &[4], &[4]),
                "y_pred has shape [4], expected [batch, .., classes] with at least one class; for \
                 one number per sample use a metric of elements, such as `Accuracy` for predicted \
                 labels, or `BinaryAccuracy`, `BinaryF1Score` or `BinaryCrossentropy` for scores"
            ),
        }
    }
    every_metric!(check);
}

/// Nothing seen, nothing in the batch, nothing of any weight: no value, and a state as it was.
#[test]
fn nothing_is_accepted_and_changes_nothing() {
    fn check<M: Measure>(measure: &M, spec: Spec, _: usize) {
        let (fresh, before) = (measure.clone().streaming(), seen(measure, spec));
        let nothing = bits(&fresh);
        assert!(
            nothing.iter().all(|x| *x == Err(Undefined::NoSamples)),
            "{measure:?}: {nothing:?}"
        );
        let (mut after, [y, p]) = (before.clone(), spec.batch(0));
        assert_eq!(after.update(&y, &p), Ok(()), "{measure:?}");
        assert_eq!(after.update_weighted(&y, &p, &Array1::<f32>::zeros(0)), Ok(()));
        let [y, p] = spec.batch(3).map(|array| array.mapv(|_| f64::NAN));
        assert_eq!(after.update_weighted(&y, &p, &Array1::<f32>::zeros(3)), Ok(()), "{measure:?}");
        assert_eq!((bits(&after), &after), (bits(&before), &before), "{measure:?}");
        after.reset();
        assert_eq!(after, fresh, "{measure:?}");
    }
    every_metric!(check);
}
