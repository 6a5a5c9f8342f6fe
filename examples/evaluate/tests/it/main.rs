//! The example program `evaluate`, run as its user runs it.

mod groups;
mod models;
mod program;
mod refusals;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use ndarray::{Array1, Array2, Array3, ShapeBuilder, array};
use ndarray_npy::{WritableElement, read_npy};
use serde_json::Value;

use program::{Folder, Program};

const EVALUATE: Program = Program { name: "evaluate", path: env!("CARGO_BIN_EXE_evaluate") };

/// What Keras says of the data sets; `tests/it/data/generate.py` of the crate asked it.
const EXPECTED: &str = include_str!("../../../../tests/it/data/expected.json");
const NO_FILES: [&str; 0] = [];

/// Standard output of a run that must succeed.
#[track_caller]
fn output<P: AsRef<OsStr>, const N: usize>(files: [P; N], options: &[&str]) -> String {
    EVALUATE.output(files, options)
}

/// A run that must fail with one line that holds all the parts.
#[track_caller]
fn refused<P: AsRef<OsStr>, const N: usize>(files: [P; N], options: &[&str], parts: &[&str]) {
    EVALUATE.refused(files, options, parts);
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-6 * expected.abs(), "{found}, expected {expected}");
}

/// The value in the table's row for a metric.
#[track_caller]
fn value(table: &str, metric: &str) -> f64 {
    let row = table.lines().find_map(|line| line.strip_prefix(metric)?.strip_prefix(' '));
    let cell = row.and_then(|row| row.split_whitespace().next());
    cell.expect(metric).parse().expect("a number")
}

/// A file of the data sets that come with the program.
fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(name)
}

#[test]
fn prints_what_keras_prints_for_the_data_sets() {
    let expected: Value = serde_json::from_str(EXPECTED).expect("JSON");
    let table = output(NO_FILES, &[]);
    let rows: Vec<Vec<_>> =
        table.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    for row in &rows {
        let [set, metric, found, ..] = row[..] else { panic!("{row:?}") };
        let keras = expected[set][metric].as_f64().unwrap_or_else(|| panic!("no {row:?}"));
        near(found.parse().expect("a number"), keras);
    }
    let rows_of = |set| rows.iter().filter(|row| row[0] == set).count();
    assert!(rows_of("digits") >= 7 && rows_of("breast_cancer") >= 3 && rows_of("diabetes") >= 2);
}

#[test]
fn columns_are_aligned() {
    let table = output(NO_FILES, &[]);
    let column = table.find("value").expect("a heading");
    for line in table.lines() {
        assert!(line[..column].ends_with("  ") && !line[column..].starts_with(' '), "{line}");
    }
}

/// The cells of the rows of a metric, which two spaces or more part from each other.
fn cells<'a>(table: &'a str, metric: &str) -> Vec<Vec<&'a str>> {
    let cells = |line: &'a str| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
    let rows = table.lines().map(|line| cells(line).collect::<Vec<_>>());
    rows.filter(|row| row.first() == Some(&metric)).collect()
}

/// 8 of 10, and errors of 0, 1, 2, 3 and 4: Wilson's interval, and 2 ± 2.776·√½.
#[test]
fn values_have_intervals() {
    let folder = Folder::new("intervals");
    let labels = folder.write("y.npy", &array![1_u8, 1, 0, 0, 1, 0, 1, 1, 0, 1]);
    let p = folder.write("p.npy", &array![0.9, 0.8, 0.1, 0.2, 0.6, 0.3, 0.7, 0.9, 0.8, 0.4]);
    let table = output([&labels, &p], &[]);
    assert_eq!(cells(&table, "binary_accuracy"), [["binary_accuracy", "0.8", "0.490 to 0.943"]]);
    let zeros = folder.write("zeros.npy", &array![0, 0, 0, 0, 0]);
    let table = output([zeros, folder.write("p.npy", &array![0, 1, 2, 3, 4])], &[]);
    let row = ["mean_absolute_error", "2.0", "0.04 to 3.96"];
    assert_eq!(cells(&table, "mean_absolute_error"), [row]);
}

/// A mean keeps its interval; of counts with other weights nobody knows how many samples there are.
#[test]
fn weights_of_counts_leave_no_interval() {
    let folder = Folder::new("uncounted");
    let weights = folder.write("w.npy", &array![0.5, 2.0]);
    let [labels, _] = folder.pair();
    let files = [labels, folder.write("p.npy", &array![0.25, 0.5625])];
    let table = output(files, &["--weights", weights.to_str().expect("UTF-8")]);
    let why = "none: the weights are not 0 and 1, so they count no samples";
    assert_eq!(cells(&table, "recall"), [["recall", "1.0", why]]);
    assert!(cells(&table, "binary_crossentropy")[0][2].contains(" to "), "{table}");
}

#[test]
fn class_labels_and_weights() {
    let files = || ["digits_labels.npy", "digits_probabilities.npy"].map(shipped);
    let table = output(files(), &[]);
    assert!(table.starts_with(
        "assumed multiclass with class labels: y_pred (899, 10) has one more axis than \
         y_true (899,); say --task to change\n"
    ));
    near(value(&table, "sparse_categorical_accuracy"), 0.9321468472480774);
    let weights = shipped("digits_weights.npy");
    let table = output(files(), &["--weights", weights.to_str().expect("UTF-8")]);
    assert!(table.contains("weighted by") && table.contains("digits_weights.npy"));
    near(value(&table, "sparse_categorical_crossentropy"), 0.23569418489933014);
}

#[test]
fn one_hot_rows_of_logits() {
    let folder = Folder::new("logits");
    let labels: Array1<u8> = read_npy(shipped("digits_labels.npy")).expect("labels");
    let shares: Array2<f32> = read_npy(shipped("digits_probabilities.npy")).expect("shares");
    let rows =
        Array2::from_shape_fn(shares.raw_dim(), |(i, j)| u8::from(usize::from(labels[i]) == j));
    let logits = shares.mapv(|share| f64::from(share).ln());
    let files = [folder.write("rows.npy", &rows), folder.write("logits.npy", &logits)];
    let table = output(files, &["--from-logits"]);
    assert!(table.starts_with("assumed multiclass with one-hot rows: "), "{table}");
    near(value(&table, "categorical_accuracy"), 0.9321468472480774);
    near(value(&table, "categorical_crossentropy"), 0.25104930996894836);
}

#[test]
fn binary_probabilities_and_logits() {
    let folder = Folder::new("binary");
    let labels = folder.write("labels.npy", &array![true, false, true, false]);
    let shares = array![0.9_f64, 0.2, 0.4, 0.5];
    let logits = folder.write("logits.npy", &shares.mapv(|p| (p / (1.0 - p)).ln() as f32));
    let shares = output([&labels, &folder.write("shares.npy", &shares)], &[]);
    let logits = output([&labels, &logits], &["--from-logits"]);
    for table in [&shares, &logits] {
        assert!(table.starts_with("assumed binary: y_true (4,) holds only 0 and 1"), "{table}");
        assert_eq!(value(table, "binary_accuracy"), 0.75);
        near(value(table, "binary_crossentropy"), -(0.9_f64 * 0.8 * 0.4 * 0.5).ln() / 4.0);
    }
}

#[test]
fn a_score_beyond_zero_and_one_means_regression() {
    let folder = Folder::new("regression");
    let [labels, _] = folder.pair();
    let table = output([labels, folder.write("scores.npy", &array![0.5, 1.5])], &[]);
    assert!(table.starts_with("assumed regression: "), "{table}");
    assert_eq!(value(&table, "mean_squared_error"), 0.25);
}

#[test]
fn any_rank_in_either_memory_order() {
    let folder = Folder::new("order");
    let numbers = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (12 * i + 4 * j + k) as i16);
    let mut columns = Array3::zeros((2, 3, 4).f());
    columns.assign(&numbers.mapv(|x| f32::from(x) + 2.0));
    let files = [folder.write("rows.npy", &numbers), folder.write("columns.npy", &columns)];
    assert_eq!(value(&output(files, &[]), "mean_squared_error"), 4.0);
}

/// The mean distance of two predictions of 1 from 3 and 4.
fn assert_distance<A: WritableElement>(folder: &Folder, y_pred: &Array1<A>) {
    let files = [folder.write("t.npy", &array![3_u8, 4]), folder.write("p.npy", y_pred)];
    let table = output(files, &["--task=regression"]);
    assert!(table.starts_with("regression, as --task says\n"), "{table}");
    assert_eq!(value(&table, "mean_absolute_error"), 2.5);
}

#[test]
fn every_element_type() {
    let folder = Folder::new("types");
    assert_distance(&folder, &array![true, true]);
    assert_distance(&folder, &array![1_u8, 1]);
    assert_distance(&folder, &array![1_u16, 1]);
    assert_distance(&folder, &array![1_u32, 1]);
    assert_distance(&folder, &array![1_u64, 1]);
    assert_distance(&folder, &array![1_i8, 1]);
    assert_distance(&folder, &array![1_i16, 1]);
    assert_distance(&folder, &array![1_i32, 1]);
    assert_distance(&folder, &array![1_i64, 1]);
    assert_distance(&folder, &array![1_f32, 1.0]);
    assert_distance(&folder, &array![1_f64, 1.0]);
}

#[test]
fn wide_integers_subtract_exactly() {
    let folder = Folder::new("wide");
    let y_true = folder.write("t.npy", &array![i64::MAX, i64::MIN]);
    let y_pred = folder.write("p.npy", &array![i64::MAX - 1, i64::MIN + 1]);
    assert_eq!(value(&output([y_true, y_pred], &[]), "mean_squared_error"), 1.0);
}

#[test]
fn no_samples_have_no_value() {
    let folder = Folder::new("empty");
    let empty = Array2::<f32>::zeros((0, 3));
    let files = [folder.write("t.npy", &empty), folder.write("p.npy", &empty)];
    assert!(output(files, &[]).contains("undefined: no samples"));
}

/// Letters of a name that would break the table, or turn the direction of writing.
#[cfg(unix)]
#[test]
fn names_are_printed_in_one_line() {
    let folder = Folder::new("names");
    let weights = folder.write("w\n\u{1b}[31m\u{202e}.npy", &array![1.0, 1.0]);
    let table = output(folder.pair(), &["--weights", weights.to_str().expect("UTF-8")]);
    assert!(table.lines().count() == 6 && table.contains("w  [31m .npy  "), "{table:?}");
}

#[test]
fn help_is_no_failure() {
    let help = output(["--help"], &[]);
    assert!(help.contains("Usage:"));
    assert_eq!(output(["-h", "--nonsense"], &[]), help);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let (reader, writer) = io::pipe().expect("a pipe");
    drop(reader);
    let output = Command::new(EVALUATE.path).stdout(writer).output().expect("the program starts");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}
