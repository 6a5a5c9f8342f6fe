//! What `stream` refuses: in one line, with the file or the argument and what to change.

use std::path::PathBuf;

use ndarray::{Array1, Array2, Array3, ShapeBuilder, array};

use super::{STREAM, text};
use crate::program::Folder;

const MSE: [&str; 1] = ["--metrics=mse"];

#[test]
fn bad_command_lines() {
    let folder = Folder::new("stream-arguments");
    let refused = |options: &[&str], parts: &[&str]| STREAM.refused(folder.pair(), options, parts);
    refused(&[], &["either --metrics NAMES or --config FILE.json"]);
    refused(&["--metrics=mse", "--config=m.json"], &["either --metrics"]);
    refused(&["--nonsense"], &["unknown option `--nonsense`", "--help"]);
    refused(&["--metrics"], &["--metrics needs a value"]);
    refused(&["--metrics", "--json"], &["--metrics needs a value"]);
    refused(&["--metrics=mse", "--batch=0"], &["--batch `0` is no number of samples"]);
    refused(&["--metrics=mse", "--stop-after", "-3"], &["--stop-after `-3` is no number"]);
    refused(&["--metrics=mse", "--save-every=soon"], &["--save-every `soon` is no number"]);
    let [t, _] = folder.pair();
    STREAM.refused([&t], &MSE, &["expected two files", "found 1"]);
}

#[test]
fn bad_metrics() {
    let folder = Folder::new("stream-metrics");
    let refused = |options: &[&str], parts: &[&str]| STREAM.refused(folder.pair(), options, parts);
    refused(&["--metrics=mze"], &["`mze` is unknown"]);
    refused(&["--metrics=mse,mse"], &["`mse` is taken"]);
    refused(&["--metrics=mse,"], &["metric `` is unknown"]);
    let config = |text: &str| folder.bytes("m.json", text.as_bytes());
    let refused = |path: PathBuf, parts: &[&str]| refused(&["--config", text(&path)], parts);
    refused(folder.0.join("lost.json"), &["lost.json: cannot be read", "check the path"]);
    refused(config("{"), &["m.json: is no list or map of metrics in JSON", "line 1"]);
    refused(config("{}"), &["m.json: names no metric"]);
    refused(
        config(r#"{"a": "mze"}"#),
        &["m.json: is no list or map", "`a`: metric `mze` is unknown"],
    );
    refused(config(r#"{"a": {"BinaryAccuracy": {"treshold": 0.7}}}"#), &["m.json", "treshold"]);
}

#[test]
fn bad_files() {
    let folder = Folder::new("stream-files");
    let [t, _] = folder.pair();
    let refused = |path: PathBuf, parts: &[&str]| STREAM.refused([&t, &path], &MSE, parts);
    refused(folder.0.join("two\nlines.npy"), &["two lines.npy: cannot be read", "check the path"]);
    refused(folder.0.clone(), &["is a folder", "name a file in it"]);
    refused(folder.bytes("text.npy", b"1,2,3\n"), &["text.npy: is not a .npy", "numpy.save"]);
    refused(folder.forge("bool.npy", "'|b1'", "(2,)", &[0, 2]), &["bool.npy: is damaged"]);
    refused(folder.forge("short.npy", "'<f4'", "(2,)", &[0; 7]), &["short.npy: holds 7 bytes"]);
    refused(folder.forge("half.npy", "'<f2'", "(2,)", &[0; 4]), &["astype('float32')"]);
    refused(folder.write("u.npy", &array![1, u64::MAX]), &["u.npy: holds 18446744073709551615"]);
    let wide = folder.write("wide.npy", &array![1, (1_i64 << 53) + 1]);
    let floats = folder.write("floats.npy", &array![0.5, 1.5]);
    let says = "wide.npy: holds 9007199254740993, which no float64 holds";
    STREAM.refused([&floats, &wide], &MSE, &[says]);
    STREAM.refused([&wide, &floats], &MSE, &[says]);
    refused(folder.forge("one.npy", "'<f4'", "()", &[0; 4]), &["one.npy: holds a single number"]);
    let (vast, none) = ("(4611686018427387904, 16)", "(0, 9223372036854775807, 2)");
    refused(folder.forge("vast.npy", "'<f8'", vast, &[]), &["vast.npy: holds 0 bytes", vast]);
    refused(folder.forge("none.npy", "'<f8'", none, &[]), &["none.npy: has an impossible shape"]);
}

/// In Fortran order the samples do not lie one after another.
#[test]
fn fortran_order() {
    let folder = Folder::new("stream-fortran");
    let [t, p] = [
        folder.write("t.npy", &Array2::<f32>::zeros((4, 3))),
        folder.write("p.npy", &Array2::<f32>::zeros((4, 3).f())),
    ];
    STREAM.refused([&t, &p], &MSE, &["p.npy: is in Fortran order", "numpy.ascontiguousarray"]);
}

/// Places and shapes are those of the files, whatever batch it was.
#[test]
fn values_and_shapes_with_their_place_in_the_file() {
    let folder = Folder::new("stream-values");
    let t = folder.write("t.npy", &Array1::<u8>::zeros(1000));
    let refused = |path: PathBuf, parts: &[&str]| {
        for batch in ["1000", "7", "1"] {
            STREAM.refused([&t, &path], &["--metrics=mse", "--batch", batch], parts);
        }
    };
    let mut numbers = Array1::<f32>::zeros(1000);
    refused(folder.write("column.npy", &Array2::<f32>::zeros((1000, 1))), &["[1000]", "[1000, 1]"]);
    refused(
        folder.write("999.npy", &Array1::<f32>::zeros(999)),
        &["t.npy`: 1000", "999.npy`: 999"],
    );
    numbers[998] = f32::NAN;
    refused(folder.write("nan.npy", &numbers), &["nan.npy: metric `mse`: y_pred[998] is NaN"]);
    let mut weights = Array2::<f64>::ones((1000, 1));
    let weighted = |weights: PathBuf, parts: &[&str]| {
        let options = ["--metrics=mse", "--batch=64", "--weights", text(&weights)];
        STREAM.refused([&t, &t], &options, parts);
    };
    weighted(folder.write("w.npy", &weights), &["w.npy: weights have shape [1000, 1]"]);
    weights[[777, 0]] = -1.0;
    let weights = weights.column(0).to_owned();
    weighted(folder.write("w.npy", &weights), &["w.npy: metric `mse`: weights[777] is -1"]);
}

#[test]
fn shapes_that_some_metrics_do_not_take() {
    let folder = Folder::new("stream-shapes");
    let cube = folder.write("cube.npy", &Array3::<f32>::zeros((100, 3, 4)));
    let parts = ["cube.npy: metric `r2`: `y_pred` has shape [100, 3, 4]"];
    STREAM.refused([&cube, &cube], &["--metrics=mse,r2", "--batch=10"], &parts);
    let line = folder.write("line.npy", &Array1::<f32>::zeros(100));
    let parts =
        ["line.npy: metric `f1_score`: y_pred has shape [100], expected [batch, .., classes]"];
    STREAM.refused([&line, &line], &["--metrics=f1_score", "--batch=10"], &parts);
}

#[test]
fn labels_with_their_place_in_the_file() {
    let folder = Folder::new("stream-labels");
    let mut labels = Array1::<i32>::zeros(100);
    labels[55] = 3;
    let files = [
        folder.write("labels.npy", &labels),
        folder.write("rows.npy", &Array2::from_elem((100, 3), 0.5_f32)),
    ];
    let options = ["--metrics=sparse_categorical_accuracy", "--batch=10"];
    STREAM.refused(
        files,
        &options,
        &["labels.npy: metric `sparse_categorical_accuracy`: y_true[55] is 3"],
    );
}
