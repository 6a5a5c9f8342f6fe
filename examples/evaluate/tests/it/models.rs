//! Two models on the same samples.

use ndarray::array;

use crate::program::Folder;
use crate::{cells, output, refused, shipped};

/// The first model is right on 1, 1, 0, 1, the second on 1, 0, 0, 1: ¼ with standard error ¼ and p of Student's t
/// with 3 degrees of freedom.
#[test]
fn the_difference_has_an_interval_and_a_p_value() {
    let folder = Folder::new("against");
    let labels = folder.write("y.npy", &array![1_u8, 1, 1, 1]);
    let first = folder.write("a.npy", &array![0.9_f32, 0.8, 0.1, 0.7]);
    let second = folder.write("b.npy", &array![0.9_f64, 0.2, 0.1, 0.7]);
    let table = output([&labels, &first], &["--against", second.to_str().expect("UTF-8")]);
    let row = ["binary_accuracy", "0.75", "0.5", "0.25", "-0.55 to 1.00", "0.3910"];
    assert_eq!(cells(&table, "binary_accuracy"), [row]);
    let heading = table.lines().nth(1).expect("a heading");
    assert!(heading.contains("a.npy") && heading.contains("b.npy"), "{heading}");
}

#[test]
fn equal_models_do_not_differ() {
    let files = || ["breast_cancer_labels.npy", "breast_cancer_probabilities.npy"].map(shipped);
    let [_, same] = files();
    let table = output(files(), &["--against", same.to_str().expect("UTF-8")]);
    for metric in ["binary_accuracy", "precision", "recall", "binary_crossentropy"] {
        let rows = cells(&table, metric);
        let [_, first, second, difference, .., p] = rows[0][..] else { panic!("{table}") };
        assert_eq!((second, difference, p), (first, "0.0", "1.0000"));
    }
}

/// Of 40 positives the first model finds 36, the second 4 of them: 32 samples differ by 1, and 8 by 0. So the standard
/// error is √(40/39·(32·0.2² + 8·0.8²))/40 = 0.064051, and t of 39 degrees of freedom 2.022691.
#[test]
fn decisions_are_compared_sample_by_sample() {
    let folder = Folder::new("decisions");
    let labels = folder.write("y.npy", &ndarray::Array1::from_elem(40, 1_u8));
    let decided =
        |found: usize| ndarray::Array1::from_shape_fn(40, |i| f64::from(u8::from(i < found)));
    let first = folder.write("a.npy", &decided(36));
    let second = folder.write("b.npy", &decided(4));
    let options = ["--against", second.to_str().expect("UTF-8"), "--task=binary"];
    let table = output([&labels, &first], &options);
    let rows = cells(&table, "recall");
    let [_, "0.9", "0.1", "0.8", interval, p] = rows[0][..] else { panic!("{table}") };
    assert_eq!(interval, "0.670 to 0.930");
    assert_eq!(p, "3.3e-15");
}

#[test]
fn integers_and_floats_meet_as_floats() {
    let folder = Folder::new("mixed");
    let y_true = folder.write("y.npy", &array![3_i64, 4]);
    let first = folder.write("a.npy", &array![1_i64, 1]);
    for second in [folder.write("b.npy", &array![2.0, 2.0]), folder.write("c.npy", &array![2, 2])] {
        let options = ["--against", second.to_str().expect("UTF-8")];
        let table = output([&y_true, &first], &options);
        assert_eq!(cells(&table, "mean_absolute_error")[0][1..4], ["2.5", "1.5", "1.0"]);
    }
}

#[test]
fn the_other_predictions_are_refused_by_name() {
    let folder = Folder::new("other");
    let high = folder.write("high.npy", &array![0.5, 1.5]);
    let options = ["--task=binary", "--against", high.to_str().expect("UTF-8")];
    refused(folder.pair(), &options, &["high.npy: ", "y_pred[1] is 1.5", "--from-logits"]);
    let long = folder.write("long.npy", &array![0.5, 0.5, 0.5]);
    let options = ["--against", long.to_str().expect("UTF-8")];
    refused(folder.pair(), &options, &["t.npy, ", "long.npy: ", "`y_pred`: 3"]);
}
