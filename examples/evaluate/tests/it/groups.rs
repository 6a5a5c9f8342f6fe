//! A table by group.

use std::path::Path;

use ndarray::{Array2, array};

use crate::program::Folder;
use crate::{cells, output, refused};

/// Text as `NumPy` stores it, of so many characters.
fn utf32(texts: &[&str], length: usize) -> Vec<u8> {
    let codes = texts.iter().flat_map(|text| {
        let codes = text.chars().map(u32::from).chain(std::iter::repeat(0));
        codes.take(length).flat_map(u32::to_le_bytes)
    });
    codes.collect()
}

/// Group a is right on 1, 1, 1, 0 and group b on 1, 0.
fn two_groups(folder: &Folder, groups: &Path) -> String {
    let labels = folder.write("y.npy", &array![1_u8, 1, 1, 1, 1, 0]);
    let p = folder.write("p.npy", &array![0.9, 0.8, 0.7, 0.6, 0.1, 0.7]);
    output([labels, p], &["--groups", groups.to_str().expect("UTF-8")])
}

#[test]
fn the_worst_group_comes_first() {
    let folder = Folder::new("groups");
    let texts =
        folder.forge("g.npy", "'<U2'", "(6,)", &utf32(&["a", "bß", "a", "a", "a", "bß"], 2));
    let table = two_groups(&folder, &texts);
    let heading = ["metric", "group", "samples", "value", "95 % interval"];
    assert_eq!(cells(&table, "metric"), [heading]);
    let rows = cells(&table, "binary_accuracy");
    let rows: Vec<_> = rows.iter().map(|row| &row[1..4]).collect();
    let all = ["(all)", "6", "0.6666666666666666"];
    assert_eq!(rows, [["bß", "2", "0.5"], ["a", "4", "0.75"], all]);
    // A loss is worse if it is higher.
    let losses = cells(&table, "binary_crossentropy");
    let losses: Vec<f64> = losses.iter().map(|row| row[3].parse().expect("a loss")).collect();
    assert!(losses.len() == 3 && losses[0] > losses[1], "{table}");
}

#[test]
fn keys_are_numbers_bytes_or_several_parts() {
    let folder = Folder::new("keys");
    let groups = |table: &str| -> Vec<String> {
        cells(table, "binary_accuracy").iter().map(|row| row[1].to_string()).collect()
    };
    let whole = folder.write("whole.npy", &array![-1_i8, 10, -1, -1, -1, 10]);
    assert_eq!(groups(&two_groups(&folder, &whole)), ["10", "-1", "(all)"]);
    let bytes = folder.forge("bytes.npy", "'|S2'", "(6,)", b"a\0bba\0a\0a\0bb");
    assert_eq!(groups(&two_groups(&folder, &bytes)), ["bb", "a", "(all)"]);
    let parts = Array2::from_shape_fn((6, 2), |(i, j)| if j == 0 { 7 } else { i as i32 / 3 });
    let parts = folder.write("parts.npy", &parts);
    assert_eq!(groups(&two_groups(&folder, &parts)), ["7, 1", "7, 0", "(all)"]);
}

#[test]
fn groups_of_equal_values_stand_in_the_order_of_their_keys() {
    let folder = Folder::new("order");
    let groups = folder.write("g.npy", &array![10, 9]);
    let table = output(folder.pair(), &["--groups", groups.to_str().expect("UTF-8")]);
    let rows = cells(&table, "binary_accuracy");
    assert_eq!(rows.iter().map(|row| row[1]).collect::<Vec<_>>(), ["9", "10", "(all)"]);
}

/// Group 2 has no positive, and group 3 no weight.
#[test]
fn undefined_groups_come_last_and_groups_without_weight_not_at_all() {
    let folder = Folder::new("undefined");
    let labels = folder.write("y.npy", &array![1_u8, 0, 0, 0, 1]);
    let p = folder.write("p.npy", &array![0.9, 0.8, 0.1, 0.2, 0.3]);
    let groups = folder.write("g.npy", &array![1, 1, 2, 2, 3]);
    let weights = folder.write("w.npy", &array![true, true, true, true, false]);
    let [groups, weights] = [groups, weights].map(|path| path.to_str().expect("UTF-8").to_owned());
    let table = output([labels, p], &["--groups", &groups, "--weights", &weights]);
    let rows = cells(&table, "recall");
    assert_eq!(rows.iter().map(|row| row[1]).collect::<Vec<_>>(), ["1", "2", "(all)"]);
    assert!(rows[1][3].starts_with("undefined: "), "{table}");
    assert_eq!(rows[2][2..4], ["4", "1.0"]);
}

#[test]
fn two_models_by_group() {
    let folder = Folder::new("both");
    let labels = folder.write("y.npy", &array![1_u8, 1, 1, 1]);
    let first = folder.write("a.npy", &array![0.9, 0.8, 0.1, 0.7]);
    let second = folder.write("b.npy", &array![0.9, 0.2, 0.1, 0.7]);
    let groups = folder.write("g.npy", &array![1, 1, 2, 2]);
    let [second, groups] = [second, groups].map(|path| path.to_str().expect("UTF-8").to_owned());
    let table = output([labels, first], &["--against", &second, "--groups", &groups]);
    let rows = cells(&table, "binary_accuracy");
    let rows: Vec<_> = rows.iter().map(|row| &row[1..6]).collect();
    let all = ["(all)", "4", "0.75", "0.5", "0.25"];
    assert_eq!(rows, [["2", "2", "0.5", "0.5", "0.0"], ["1", "2", "1.0", "0.5", "0.5"], all]);
}

#[test]
fn groups_that_are_refused() {
    let folder = Folder::new("bad-groups");
    let refused = |groups: &Path, parts: &[&str]| {
        refused(folder.pair(), &["--groups", groups.to_str().expect("UTF-8")], parts);
    };
    let floats = folder.write("floats.npy", &array![1.0, 2.0]);
    refused(
        &floats,
        &["floats.npy: has elements of type '<f8', expected whole", "array.astype(str)"],
    );
    let dates = folder.forge("dates.npy", "'<M8[D]'", "(2,)", &[0; 16]);
    refused(&dates, &["dates.npy: has elements of type '<M8[D]'", "array.astype(str)"]);
    let three = folder.write("three.npy", &array![1, 2, 3]);
    refused(&three, &["three.npy: has the groups of 3 samples", "shape (2,)"]);
    let deep = folder.write("deep.npy", &array![[[1], [2]]]);
    refused(&deep, &["deep.npy: has shape (1, 2, 1)", "expected (samples,)"]);
    let garbled = folder.forge("garbled.npy", "'<U1'", "(2,)", &[0xff; 8]);
    refused(&garbled, &["garbled.npy: holds a text that is not Unicode"]);
    let bytes = folder.forge("latin.npy", "'|S1'", "(2,)", &[0xe9, 0xe9]);
    refused(&bytes, &["latin.npy: holds a text that is not Unicode"]);
    let short = folder.forge("short.npy", "'<U1'", "(2,)", &[0; 4]);
    refused(&short, &["short.npy", "4 bytes of data"]);
    let longest = folder.forge("longest.npy", "'<U18446744073709551615'", "(2,)", &[]);
    refused(&longest, &["longest.npy: has elements of type", "expected whole"]);
    let empty = folder.forge("empty.npy", "'<U0'", "(1000000000000000, 1)", &[]);
    refused(&empty, &["empty.npy: has elements of type", "expected whole"]);
}
