//! Bad input: the variant of the error, its exact words, and a state that is as it was.
//!
//! Every row of a table is a batch that is refused by a stream which has seen a good one.

mod accepted;
mod class_options;
mod decisions;
mod every;
mod forecasts;
mod labels;
mod late;
mod merges;
mod one_array;
mod options;
mod padding;
mod probabilities;
mod readings;
mod shapes;
mod sizes;
mod tuples;
mod undefined;
mod values;
mod weights;

use ndarray::{ArrayRef, Dimension, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Output, Streaming};

/// What was found, the variant that it should be, and the text that it should print.
type Row<'a> = (Error, Error, &'a str);

/// Compares as text, since NaN is not equal to itself, and −0 is equal to 0.
#[track_caller]
fn assert_table<'a>(rows: impl IntoIterator<Item = Row<'a>>) {
    for (number, (found, variant, text)) in rows.into_iter().enumerate() {
        assert_eq!(found.to_string(), text, "row {number}");
        assert_eq!(format!("{found:?}"), format!("{variant:?}"), "row {number}");
    }
}

/// A stream that has seen a good batch, of class labels or else of one-hot rows, with scores or ids.
#[track_caller]
fn seen<M: Measure>(measure: &M) -> Streaming<M> {
    let mut stream = measure.clone().streaming();
    let y_pred = array![[0.5, 0.5], [0.25, 0.75]];
    let good = stream
        .update(&array![0, 1], &y_pred)
        .or_else(|_| stream.update(&array![0, 1], &array![[0.0, 1.0], [1.0, 0.0]]))
        .or_else(|_| stream.update(&array![[1, 0], [0, 1]], &y_pred));
    good.expect("a good batch");
    stream
}

/// The refusal of a batch by a stream that has seen a good one, and by the one-call form.
#[track_caller]
fn refused<M, T, D, P, E>(measure: M, y_true: &ArrayRef<T, D>, y_pred: &ArrayRef<P, E>) -> Error
where
    M: Measure,
    T: Element,
    P: Element,
    D: Dimension,
    E: Dimension,
{
    let (error, at_once) = (
        untouched(&measure, |stream| stream.update(y_true, y_pred)),
        measure.evaluate(y_true, y_pred),
    );
    same_refusal(error, at_once.err())
}

/// The same for a weighted batch.
#[track_caller]
fn refused_weighted<M, T, D, P, E, W, F>(
    measure: M,
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    weights: &ArrayRef<W, F>,
) -> Error
where
    M: Measure,
    T: Element,
    P: Element,
    W: Element,
    D: Dimension,
    E: Dimension,
    F: Dimension,
{
    let error = untouched(&measure, |stream| stream.update_weighted(y_true, y_pred, weights));
    same_refusal(error, measure.evaluate_weighted(y_true, y_pred, weights).err())
}

/// The error of an update that leaves the state, and the bits of the result, as they were.
#[track_caller]
fn untouched<M: Measure>(
    measure: &M,
    update: impl FnOnce(&mut Streaming<M>) -> Result<(), Error>,
) -> Error {
    let before = seen(measure);
    let mut after = before.clone();
    let error = update(&mut after).expect_err("a refusal");
    assert_eq!(after, before, "{error}");
    assert_eq!(bits(&after), bits(&before), "{error}");
    error
}

/// The one error that two forms of a metric give.
#[track_caller]
fn same_refusal(streamed: Error, at_once: Option<Error>) -> Error {
    assert_eq!(format!("{:?}", Some(&streamed)), format!("{at_once:?}"));
    streamed
}

fn bits<M: Measure>(stream: &Streaming<M>) -> Vec<Result<u64, Undefined>> {
    stream.result().numbers().into_iter().map(|number| number.map(f64::to_bits)).collect()
}
