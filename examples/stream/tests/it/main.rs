//! The example program `stream`, run as its user runs it.

mod checkpoint;
mod odd_files;
#[path = "../../../evaluate/tests/it/program.rs"]
mod program;
mod refusals;
#[cfg(unix)]
mod signals;
mod unfinished;

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use ndarray::{Array, Array1, Array2, Array3, Dimension, array};
use ndarray_metrics::collection::{Collection, Results};
use ndarray_metrics::metrics::{BinaryAccuracy, MeanSquaredError};
use ndarray_metrics::{Evaluate, element::Element};
use ndarray_npy::WritableElement;

use crate::program::{Folder, Program};

const STREAM: Program = Program { name: "stream", path: env!("CARGO_BIN_EXE_stream") };

const BINARY: &str = "binary_accuracy,BinaryCrossentropy,precision,recall,AUC,RocAuc,binary_iou";
const NUMBERS: &str = "mse,rmse,mae,huber,logcosh,r2,pearson";
const CLASSES: &str = "sparse_categorical_accuracy,sparse_categorical_crossentropy";

/// A number in [0, 1) for every place, without a pattern.
fn noise(place: usize) -> f64 {
    let mixed = (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 11) as f64
        / (1_u64 << 53) as f64
}

/// The value of an option that is a path.
fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn wait_for(path: &Path) {
    let began = Instant::now();
    while !path.exists() {
        assert!(began.elapsed() < Duration::from_secs(60), "no checkpoint");
        thread::sleep(Duration::from_millis(1));
    }
}

fn collection(names: &str) -> Collection {
    Collection::named(names.split(',')).expect("names")
}

/// What the program should print.
fn json(results: &Results) -> String {
    serde_json::to_string(results).expect("JSON") + "\n"
}

/// Compares the program, in batches of several sizes, with one evaluation in memory: the shortest
/// digits that tell a number from its neighbours are equal if the bits are.
#[track_caller]
fn assert_same<T, D, P, E>(test: &str, names: &str, y_true: &Array<T, D>, y_pred: &Array<P, E>)
where
    T: Element + WritableElement,
    P: Element + WritableElement,
    D: Dimension,
    E: Dimension,
{
    let folder = Folder::new(test);
    let files = [folder.write("t.npy", y_true), folder.write("p.npy", y_pred)];
    let expected = collection(names).evaluate(y_true, y_pred).expect("results");
    assert!(!json(&expected).contains("undefined"), "{expected}");
    for batch in ["1_000_000", "999", "64", "7"] {
        let options = ["--metrics", names, "--json", "--batch", batch];
        assert_eq!(STREAM.output(files.clone(), &options), json(&expected), "batch {batch}");
    }
}

#[test]
fn results_are_those_in_memory_for_every_pair_of_types() {
    let labels = Array1::from_shape_fn(1000, |i| u8::from(noise(i) < 0.4));
    let scores = Array1::from_shape_fn(1000, |i| noise(i + 1000));
    assert_same("u8-f32", BINARY, &labels, &scores.mapv(|p| p as f32));
    assert_same("bool-f64", BINARY, &labels.mapv(|label| label == 1), &scores);
    let numbers = Array2::from_shape_fn((300, 4), |(i, j)| noise(4 * i + j) - 0.5);
    let others = numbers.mapv(|x| x + 0.1 * noise((x * 1e9) as usize));
    let single = others.mapv(|x| x as f32);
    assert_same("f64-f64", NUMBERS, &numbers, &others);
    assert_same("f32-f32", NUMBERS, &numbers.mapv(|x| x as f32), &single);
    assert_same("f32-f64", NUMBERS, &single, &numbers);
    let whole = |array: &Array2<f64>| array.mapv(|x| (x * 1e4) as i32);
    assert_same("i32-i32", NUMBERS, &whole(&numbers), &whole(&others));
    assert_same(
        "u16-i64",
        NUMBERS,
        &whole(&numbers).mapv(|x| x as u16),
        &whole(&others).mapv(i64::from),
    );
    assert_same("i32-f32", NUMBERS, &whole(&numbers), &single);
}

#[test]
fn rows_of_classes_and_weights_of_leading_axes() {
    let folder = Folder::new("stream-rows");
    let labels = Array2::from_shape_fn((200, 3), |(i, j)| (noise(3 * i + j) * 5.0) as u8);
    let scores = Array3::from_shape_fn((200, 3, 5), |(i, j, k)| {
        noise(15 * i + 5 * j + k) as f32 + f32::from(u8::from(k == usize::from(labels[[i, j]])))
    });
    let scores = scores.mapv(|score| score / 3.0);
    let weights = Array2::from_shape_fn((200, 3), |(i, j)| noise(3 * i + j).round() * 0.7);
    let files = [folder.write("t.npy", &labels), folder.write("p.npy", &scores)];
    let path = folder.write("w.npy", &weights);
    let expected = collection(CLASSES).evaluate_weighted(&labels, &scores, &weights);
    let expected = expected.expect("results");
    for batch in ["200", "17"] {
        let options = ["--metrics", CLASSES, "--weights", text(&path), "--batch", batch, "--json"];
        assert_eq!(STREAM.output(files.clone(), &options), json(&expected), "batch {batch}");
    }
    let mask = weights.mapv(|weight| weight > 0.0).column(0).to_owned();
    let path = folder.write("mask.npy", &mask);
    let expected = collection(CLASSES).evaluate_weighted(&labels, &scores, &mask);
    let options = ["--metrics", CLASSES, "--weights", text(&path), "--json"];
    assert_eq!(STREAM.output(files, &options), json(&expected.expect("results")));
}

/// In a file whose header has an odd length, no number lies where a processor likes it.
#[test]
fn elements_that_are_not_aligned() {
    let folder = Folder::new("stream-unaligned");
    let numbers: Array1<f64> = (0..100).map(noise).collect();
    let bytes: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
    for spaces in ["", " ", "  "] {
        let shape = format!("({spaces}100,)");
        let file = folder.forge("odd.npy", "'<f8'", &shape, &bytes);
        let zeros = folder.write("zeros.npy", &Array1::<f32>::zeros(100));
        let expected = collection("mae").evaluate(&numbers, &numbers.mapv(|_| 0.0));
        let options = ["--metrics=mae", "--json", "--batch=33"];
        let found = STREAM.output([&file, &zeros], &options);
        assert_eq!(found, json(&expected.expect("results")));
    }
}

#[test]
fn a_configuration_names_metrics_and_their_options() {
    let folder = Folder::new("stream-config");
    let labels = array![0_u8, 1, 1, 0];
    let scores = array![0.2, 0.8, 0.6, 0.9];
    let files = [folder.write("t.npy", &labels), folder.write("p.npy", &scores)];
    let config = br#"{"loss": "mse", "right": {"BinaryAccuracy": {"threshold": 0.7}}}"#;
    let config = folder.bytes("metrics.json", config);
    let metrics = Collection::new()
        .with("loss", MeanSquaredError)
        .and_then(|metrics| metrics.with("right", BinaryAccuracy { threshold: 0.7 }))
        .expect("names");
    let expected = metrics.evaluate(&labels, &scores).expect("results");
    let options = ["--config", text(&config)];
    assert_eq!(
        STREAM.output(files.clone(), &[&options[..], &["--json"]].concat()),
        json(&expected)
    );
    let table = STREAM.output(files, &options);
    assert_eq!(table, "metric  value\nloss    0.2625\nright   0.5\n");
}

#[test]
fn what_has_no_value_says_why() {
    let folder = Folder::new("stream-undefined");
    let empty = folder.write("empty.npy", &Array2::<f32>::zeros((0, 3)));
    let options = ["--metrics", "mse,AUC"];
    let table = STREAM.output([&empty, &empty], &["--metrics", "mse"]);
    assert!(table.contains("undefined: no samples"), "{table}");
    let found = STREAM.output([&empty, &empty], &[&options[..], &["--json"]].concat());
    assert!(found.starts_with(r#"{"mse":{"undefined":"no samples"#), "{found}");
    let nothing = folder.write("nothing.npy", &Array2::<f32>::zeros((3, 0)));
    let table = STREAM.output([&nothing, &nothing], &["--metrics", "mse"]);
    assert!(table.contains("undefined: no samples"), "{table}");
}

#[test]
fn help_lists_the_metrics() {
    let help = STREAM.output(["--help"], &[]);
    let names = ["Usage:", "130", "MeanSquaredError", "RocAuc", "ConcordanceCorrelationPerRow"];
    names.iter().for_each(|name| assert!(help.contains(name), "no {name} in {help}"));
    assert!(help.lines().all(|line| line.len() <= 100), "{help}");
}
