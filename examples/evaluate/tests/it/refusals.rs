//! What `evaluate` refuses: in one line, with the file or the argument and what to change.

use std::path::PathBuf;

use ndarray::{Array1, array};

use crate::program::Folder;
use crate::{NO_FILES, near, output, refused, value};

#[test]
fn files_that_are_too_few_or_too_many() {
    let folder = Folder::new("count");
    let [t, _] = folder.pair();
    refused(NO_FILES, &["--from-logits"], &["expected two files", "found 0", "--help"]);
    refused([&t], &[], &["expected two files", "found 1"]);
    refused([&t, &t, &t], &[], &["expected two files", "found 3"]);
}

#[test]
fn bad_options() {
    let folder = Folder::new("arguments");
    let refused = |options: &[&str], parts: &[&str]| refused(folder.pair(), options, parts);
    refused(&["--nonsense"], &["`--nonsense`", "--help"]);
    refused(&["--task"], &["--task needs a value"]);
    refused(&["--weights", "--from-logits"], &["--weights needs a value"]);
    refused(&["--task", "ranking"], &["`ranking`", "binary, multiclass or regression"]);
    refused(&["--task=regression", "--from-logits"], &["--from-logits is for binary"]);
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::new("unreadable");
    let [t, p] = folder.pair();
    let missing = folder.0.join("two\nlines.npy");
    refused([&t, &missing], &[], &["two lines.npy: cannot be read", "check the path"]);
    refused([&folder.0, &p], &[], &["is a folder", "name a file in it"]);
    refused([&t, &p], &["--weights", "lost.npy"], &["lost.npy: cannot be read"]);
}

#[test]
fn files_that_are_no_arrays() {
    let folder = Folder::new("files");
    let [t, _] = folder.pair();
    let refused = |path: PathBuf, parts: &[&str]| refused([&t, &path], &[], parts);
    refused(folder.bytes("text.npy", b"1,2,3\n"), &["text.npy: is not a .npy", "numpy.save"]);
    refused(folder.bytes("empty.npy", b""), &["empty.npy: is not a .npy file: it ends"]);
    refused(folder.forge("bad.npy", "<f4", "(2,)", &[]), &["bad.npy", "its header is garbled"]);
    let nested = ["(".repeat(1000), "{".repeat(60), "[{(".repeat(20)];
    for shape in nested {
        refused(folder.forge("deep.npy", "'<f4'", &shape, &[]), &["its header is garbled"]);
    }
    let long = b"\x93NUMPY\x02\x00\xff\xff\xff\xff";
    refused(folder.bytes("long.npy", long), &["long.npy: is not a .npy file: it ends"]);
    let long = [long.as_slice(), &[b' '; 2_000_000]].concat();
    refused(folder.bytes("long.npy", &long), &["long.npy", "its header is garbled"]);
    refused(folder.forge("bool.npy", "'|b1'", "(2,)", &[0, 2]), &["bool.npy: is damaged"]);
}

/// None of them is waited for, and none is read without end.
#[cfg(unix)]
#[test]
fn files_that_are_no_regular_ones() {
    let folder = Folder::new("special");
    let [t, p] = folder.pair();
    let (fifo, zero) = (folder.fifo("fifo.npy"), PathBuf::from("/dev/zero"));
    let parts = ["fifo.npy: is a FIFO, expected a regular file", "name that"];
    refused([&fifo, &p], &[], &parts);
    refused([&t, &fifo], &[], &parts);
    refused([&t, &p], &["--weights", fifo.to_str().expect("UTF-8")], &parts);
    refused([&zero, &p], &[], &["/dev/zero: is a device, expected a regular file"]);
    let link = folder.0.join("link.npy");
    std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
    refused([&t, &link], &[], &["link.npy: is a device"]);
}

/// Among them shapes that no memory could hold.
#[test]
fn files_of_another_length_than_they_say() {
    let folder = Folder::new("lengths");
    let [t, _] = folder.pair();
    let refused = |path: PathBuf, parts: &[&str]| refused([&t, &path], &[], parts);
    refused(folder.forge("short.npy", "'<f4'", "(2,)", &[0; 7]), &["short.npy: holds 7 bytes"]);
    refused(folder.forge("long.npy", "'|u1'", "(2,)", &[0; 3]), &["holds 3 bytes", "(2,)"]);
    let (vast, none) = ("(4611686018427387904, 16)", "(0, 9223372036854775807, 2)");
    refused(folder.forge("vast.npy", "'<f8'", vast, &[]), &["vast.npy: holds 0 bytes", vast]);
    refused(folder.forge("none.npy", "'<f8'", none, &[]), &["none.npy: has an impossible shape"]);
}

#[test]
fn element_types_that_are_no_numbers_here() {
    let folder = Folder::new("descriptors");
    let [t, _] = folder.pair();
    let refused = |descriptor: &str, advice: &str| {
        let path = folder.forge("p.npy", descriptor, "(2,)", &[]);
        refused([&t, &path], &[], &["p.npy: has elements of type", descriptor, advice]);
    };
    refused("'<f2'", "astype('float32')");
    refused("'<f16'", "astype('float64')");
    refused("'<c8'", "array.real");
    refused("'<U5'", "map the values to numbers");
    refused("'|O'", "map the values to numbers");
    refused("'>f4'", "newbyteorder");
    refused("[('x', '<f4')]", "array['x']");
}

#[test]
fn unsigned_integers_beyond_the_signed_ones() {
    let folder = Folder::new("unsigned");
    let [t, _] = folder.pair();
    let path = folder.write("u.npy", &array![1, u64::MAX]);
    refused([&t, &path], &[], &["u.npy: holds 18446744073709551615, beyond int64"]);
}

/// Beside floats they would be rounded; two files of integers are not.
#[test]
fn integers_that_no_float64_holds() {
    let folder = Folder::new("inexact");
    let wide = (1_i64 << 53) + 1;
    let whole = folder.write("whole.npy", &array![3, wide, 5]);
    let other = folder.write("other.npy", &array![3, wide - 1, 5]);
    let floats = folder.write("floats.npy", &array![3.0, 4.0, 5.0]);
    let says = "whole.npy: holds 9007199254740993, which no float64 holds";
    refused([&whole, &floats], &["--task", "regression"], &[says]);
    refused([&floats, &whole], &["--task", "regression"], &[says]);
    refused([&other, &floats], &["--weights", whole.to_str().expect("UTF-8")], &[says]);
    let table = output([&whole, &other], &["--task", "regression"]);
    near(value(&table, "mean_absolute_error"), 1.0 / 3.0);
}

#[test]
fn values_and_shapes_with_the_file_that_holds_them() {
    let folder = Folder::new("values");
    let [t, p] = folder.pair();
    let write = |name: &str, values: Array1<f64>| folder.write(name, &values);
    let (nan, three) =
        (write("nan.npy", array![0.5, f64::NAN]), write("3.npy", array![0.5, 0.5, 0.5]));
    refused([&t, &nan], &[], &["nan.npy: y_pred[1] is NaN"]);
    refused([&nan, &p], &[], &["nan.npy: y_true[1] is NaN"]);
    refused([&t, &three], &[], &["t.npy", "3.npy: all inputs must hold the same number"]);
    let weighted = |path: PathBuf, parts: &[&str]| {
        refused([&t, &p], &["--weights", path.to_str().expect("UTF-8")], parts);
    };
    weighted(write("minus.npy", array![1.0, -1.0]), &["minus.npy: weights[1] is -1"]);
    weighted(three, &["3.npy: weights have shape [3]"]);
}

#[test]
fn values_with_the_option_that_helps() {
    let folder = Folder::new("options");
    let [t, p] = folder.pair();
    let logits = folder.write("logits.npy", &array![-3.0, 3.0]);
    let parts = ["logits.npy: y_pred[0] is -3", "here: --from-logits"];
    refused([&t, &logits], &["--task", "binary"], &parts);
    let rows = folder.write("rows.npy", &array![[0.5, 0.5], [0.5, 0.5]]);
    let labels = folder.write("labels.npy", &array![0, 2]);
    refused([labels, rows], &[], &["labels.npy: y_true[1] is 2", "give such samples weight 0"]);
    refused(
        [&t, &p],
        &["--task", "multiclass"],
        &["p.npy: y_pred has shape [2]", "such as `Accuracy` for predicted labels"],
    );
}
