//! The life of a running evaluation: before data, refusals, merges, layouts, no data.

use ndarray::{Array1, Array2, Axis, array, s};
use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;

use super::near;

#[test]
fn trap_41_before_data_there_is_no_value() {
    fn unseen<M: Measure<Output = Result<f64, Undefined>>>(measure: M) {
        assert_eq!(measure.streaming().result(), Err(Undefined::NoSamples));
    }
    unseen(Mean);
    unseen(MeanSquaredError);
    unseen(Precision::default());
    unseen(Auc::default());
    unseen(RocAuc);
    unseen(MeanIou::new(3));
    unseen(R2Score::default());
    unseen(F1Score::new(Average::Macro));
    assert_eq!(F1Score::default().streaming().result(), []);
}

/// The second batch has a bad number behind good ones.
#[test]
fn trap_42_a_refused_update_keeps_nothing() {
    fn kept<M: Measure>(measure: M) {
        let mut stream = measure.streaming();
        stream.update(&array![0.0, 1.0], &array![0.25, 0.5]).expect("accepted");
        let (before, bits) = (stream.clone(), stream.result().numbers());
        assert!(stream.update(&array![1.0, 0.0, 1.0], &array![0.5, 1.0, f64::NAN]).is_err());
        assert!(stream == before);
        assert_eq!(stream.result().numbers(), bits);
    }
    kept(MeanSquaredError);
    kept(BinaryAccuracy::default());
    kept(BinaryCrossentropy::default());
    kept((R2Score::default(), PearsonCorrelation));
    kept((RocAuc, Precision::default()));
}

#[test]
fn trap_43_metrics_of_unlike_options_are_not_merged() {
    let (y_true, y_pred) = (array![1, 0], array![0.6, 0.55]);
    let stream = |threshold| {
        let mut stream = BinaryAccuracy { threshold }.streaming();
        stream.update(&y_true, &y_pred).expect("accepted");
        stream
    };
    let (mut ours, theirs) = (stream(0.5), stream(0.9));
    let before = (ours.clone(), theirs.clone());
    assert_eq!(
        ours.merge(&theirs).unwrap_err().to_string(),
        "cannot merge BinaryAccuracy { threshold: 0.9 } into BinaryAccuracy { threshold: 0.5 }: \
         metric and options must be equal"
    );
    assert_eq!((ours, theirs), before);
    let grid = |n| Auc { thresholds: Thresholds::Even(n), ..Default::default() }.streaming();
    assert!(grid(200).merge(&grid(100)).is_err());
}

#[test]
fn trap_44_a_result_that_was_read_is_not_kept() {
    let (mut first, mut second) = (MeanSquaredError.streaming(), MeanSquaredError.streaming());
    first.update(&array![0.0], &array![1.0]).expect("accepted");
    second.update(&array![0.0], &array![3.0]).expect("accepted");
    assert_eq!(first.result(), Ok(1.0));
    first.merge(&second).expect("equal options");
    assert_eq!(first.result(), Ok(5.0));
    first.reset();
    assert_eq!(first.result(), Err(Undefined::NoSamples));
}

/// After the first batch both thresholds have seen the same; they share nothing for that.
#[test]
fn trap_45_equal_values_are_not_shared() {
    let pair = (BinaryAccuracy { threshold: 0.5 }, BinaryAccuracy { threshold: 0.6 });
    let mut stream = pair.streaming();
    stream.update(&array![1, 0], &array![0.9, 0.1]).expect("accepted");
    assert_eq!(stream.result(), (Ok(1.0), Ok(1.0)));
    stream.update(&array![1, 1], &array![0.55, 0.55]).expect("accepted");
    assert_eq!(stream.result(), (Ok(1.0), Ok(0.5)));
}

/// A window is a merge of the batches in it. An error of 1e8 leaves no trace once it is out.
#[test]
fn trap_46_a_window_does_not_drift() {
    let errors = [1e8, 1e-3, 1e-3, 1e-3];
    let batches = errors.map(|error| {
        let mut batch = MeanSquaredError.streaming();
        batch.update(&array![0.0], &array![error]).expect("accepted");
        batch
    });
    for (window, expected) in [(&batches[..3], 1e16 / 3.0), (&batches[1..], 1e-6)] {
        let mut seen = MeanSquaredError.streaming();
        for batch in window {
            seen.merge(batch).expect("equal options");
        }
        near(seen.result().expect("defined"), expected, 1e-15);
    }
}

/// Six images of two classes, in batches of six, of one, and of five and one.
#[test]
fn trap_47_mean_overlap_does_not_depend_on_batches() {
    let y_true = Array2::from_shape_fn((6, 8), |(image, pixel)| (pixel < image + 1) as u8);
    let y_pred = Array2::from_shape_fn((6, 8), |(image, pixel)| (pixel * image % 5 < 2) as u8);
    let split = |sizes: &[usize]| {
        let (mut stream, mut start) = (MeanIou::new(2).streaming(), 0);
        for size in sizes {
            let part = s![start..start + size, ..];
            stream.update(&y_true.slice(part), &y_pred.slice(part)).expect("accepted");
            start += size;
        }
        stream.result().expect("defined")
    };
    let pairs = || y_true.iter().zip(&y_pred);
    let count = |y, p| pairs().filter(|&pair| pair == (&y, &p)).count() as f64;
    let [hits, alarms, misses, rests] = [count(1, 1), count(0, 1), count(1, 0), count(0, 0)];
    let wrong = alarms + misses;
    near(split(&[6]), (hits / (hits + wrong) + rests / (rests + wrong)) / 2.0, 1e-15);
    assert_eq!(split(&[1; 6]).to_bits(), split(&[6]).to_bits());
    assert_eq!(split(&[5, 1]).to_bits(), split(&[6]).to_bits());
}

/// Columns, reversed views and transposed tables pair by index, not by place in memory.
#[test]
fn trap_48_views_of_any_layout_are_read_by_index() {
    let table = array![[0.0, 7.0, 3.0], [1.0, 7.0, 2.0], [2.0, 7.0, 1.0], [3.0, 7.0, 0.0]];
    let (up, down) = (table.column(0), table.column(2));
    assert_eq!(metrics::mean_squared_error(&up, &down), Ok(5.0)); // (9 + 1 + 1 + 9)/4
    assert_eq!(metrics::mean_squared_error(&up, &down.slice(s![..;-1])), Ok(0.0));
    assert_eq!(metrics::mean_squared_error(&up.slice(s![..;2]), &array![0.0, 2.0]), Ok(0.0));
    let (y, transposed) = (table.slice(s![..3, ..]), table.slice(s![..3, ..]));
    let by_index = y.indexed_iter().map(|((i, j), y)| f64::powi(y - table[[j, i]], 2)).sum::<f64>();
    assert_eq!(metrics::mean_squared_error(&y, &transposed.t()), Ok(by_index / 9.0));
    let constant = array![7.0];
    let spread = constant.broadcast(4).expect("one axis");
    assert_eq!(metrics::mean_absolute_error(&table.column(1), &spread), Ok(0.0));
}

/// An empty batch is accepted and changes nothing; what is undefined is said, and nothing panics.
#[test]
fn trap_49_an_empty_batch_changes_nothing() {
    fn empty<M: Measure>(measure: M) {
        let nothing = Array1::<f64>::zeros(0);
        let mut stream = measure.clone().streaming();
        stream.update(&nothing, &nothing).expect("accepted");
        assert!(stream == measure.clone().streaming());
        assert!(stream.result().numbers().iter().all(Result::is_err));
        stream.update(&array![0.0, 1.0], &array![0.25, 0.5]).expect("accepted");
        let before = stream.clone();
        stream.update(&nothing, &nothing).expect("accepted");
        assert!(stream == before);
    }
    empty((MeanSquaredError, MeanAbsoluteError, LogCoshError));
    empty((R2Score::default(), PearsonCorrelation));
    empty((RocAuc, Precision::default()));
    empty(BinaryIou::default());
    let rows = Array2::<f64>::zeros((0, 4));
    let undefined = Err(Error::Undefined(Undefined::NoSamples));
    assert_eq!(metrics::mean_squared_error(&rows, &rows), undefined);
    assert_eq!(metrics::categorical_crossentropy(&rows, &rows), undefined);
    assert_eq!(
        metrics::mean_squared_error(&rows.index_axis(Axis(1), 0), &rows.column(1)),
        undefined
    );
}

/// Options are part of a metric, in memory and in a checkpoint: what was told so meets only its like.
#[test]
fn trap_50_options_travel_with_the_state() {
    let told = Huber { delta: 0.5 };
    let mut stream = told.streaming();
    stream.update(&array![0.0], &array![1.0]).expect("accepted");
    let mut other = Huber::default().streaming();
    assert!(other.merge(&stream).is_err());
    stream.reset();
    assert_eq!(stream.measure(), &told);
    stream.update(&array![0.0], &array![1.0]).expect("accepted");
    assert_eq!(stream.result(), Ok(0.375)); // 0.5·(1 − 0.5/2)
    #[cfg(feature = "serde")]
    {
        let bytes = stream.to_bytes().expect("written");
        let restored = Streaming::restore(told, &bytes).expect("its own");
        assert_eq!((restored.measure(), restored.result()), (&told, Ok(0.375)));
        let words = Streaming::restore(Huber::default(), &bytes).unwrap_err().to_string();
        let reason = "it is of Huber { delta: 0.5 }; restore it with that measure and its options";
        assert!(words.ends_with(reason), "{words}");
    }
}
