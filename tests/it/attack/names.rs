//! Names of any letters and of any length (B1, B9).

use ndarray::array;
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;

#[test]
fn names_longer_than_a_format_can_pad() {
    let long = "x".repeat(100_000);
    let metrics = Collection::new()
        .with(long.clone(), MeanSquaredError)
        .and_then(|all| all.with("mae", MeanAbsoluteError))
        .expect("two");
    let text = metrics.evaluate(&array![1.0], &array![2.0]).expect("accepted").to_string();
    assert!(text.lines().all(|line| line.len() == 100_000 + 10), "{}", text.len());
    let matrix = metrics::confusion_matrix(&array![0, 1], &array![0, 1], 2).expect("accepted");
    let report = ClassificationReport::from(&matrix).with_names([long.clone(), "b".into()]);
    assert!(report.expect("two names").to_string().len() > 100_000);
    let table = ConfusionTable::new(&matrix).with_names([long, "b".into()]).expect("two names");
    assert!(table.to_string().len() > 100_000);
}

#[test]
fn more_decimals_than_any_number_has() {
    let (y, p) = (array![1.0, 0.0, 1.0], array![0.9, 0.2, 0.4]);
    let regression = Regression.evaluate(&y, &p).expect("accepted");
    let binary = BinaryClassification::default().evaluate(&y, &p).expect("accepted");
    let collection =
        Collection::named(["mse"]).and_then(|all| all.evaluate(&y, &p)).expect("known");
    let matrix = metrics::confusion_matrix(&array![0, 1], &array![0, 1], 2).expect("accepted");
    let classes = ClassificationReport::from(&matrix);
    for text in [
        format!("{regression:.65535}"),
        format!("{binary:.65535}"),
        format!("{collection:.65535}"),
        format!("{classes:.65535}"),
        format!("{matrix:.65535}"),
        format!("{:.65535}", Precision::default().state_of(&y, &p).expect("accepted")),
        format!("{:.65535}", RocAuc.state_of(&y, &p).expect("accepted")),
        format!("{:.65535}", R2Score::default().state_of(&y, &p).expect("accepted")),
    ] {
        assert!(!text.is_empty() && text.len() < 100_000);
    }
}

/// A name cannot add a line of its own, colour a terminal or turn the direction of writing.
#[test]
fn names_are_printed_in_one_line() {
    let wicked = "a\nfake  1.000000\u{1b}[31m\u{202e}b\u{2028}c";
    let metrics = Collection::new().with(wicked, MeanSquaredError).expect("one");
    let results = metrics.evaluate(&array![1.0], &array![2.0]).expect("accepted");
    let matrix = metrics::confusion_matrix(&array![0, 1], &array![0, 1], 2).expect("accepted");
    let report = ClassificationReport::from(&matrix).with_names([wicked, "d"]).expect("two names");
    let table = ConfusionTable::new(&matrix).with_names([wicked, "d"]).expect("two names");
    let (plain, usual) =
        (ClassificationReport::from(&matrix).to_string(), ConfusionTable::new(&matrix).to_string());
    for (text, lines) in [
        (results.to_string(), 1),
        (report.to_string(), plain.lines().count()),
        (table.to_string(), usual.lines().count()),
    ] {
        assert_eq!(text.lines().count(), lines, "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{2028}']), "{text:?}");
    }
    assert_eq!(results.number(wicked), Some(Ok(1.0))); // found by the name as it was given
}
