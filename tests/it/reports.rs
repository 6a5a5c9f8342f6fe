//! Reports as text and as data. (scikit-learn's are in `golden/reports.rs`.)

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::report::ConfusionTable;
use ndarray_metrics::state::Normalize;

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// Of three classes the last is ignored: it has no row, and what is taken for it is missed.
#[test]
fn an_ignored_class_has_no_row() {
    let measure = Confusion { ignore_class: Some(2), ..Confusion::new(3) };
    let matrix = measure.evaluate(&array![0, 0, 1, 2], &array![0, 2, 1, 0]).unwrap();
    let report = ClassificationReport::from(&matrix).with_names(["a", "b", "none"]).unwrap();
    assert_eq!(report.classes.iter().map(|row| &row.name[..]).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(report.accuracy, Some(Ok(2.0 / 3.0)));
    let micro = report.micro.clone().expect("it is not the accuracy");
    assert_eq!((micro.precision, micro.recall), (Ok(1.0), Ok(2.0 / 3.0)));
    assert_eq!(
        lines(&report.to_string()),
        [
            "              precision    recall  f1-score   support",
            "",
            "           a       1.00      0.50      0.67         2",
            "           b       1.00      1.00      1.00         1",
            "",
            "    accuracy                           0.67         3",
            "   micro avg       1.00      0.67      0.80         3",
            "   macro avg       1.00      0.75      0.83         3",
            "weighted avg       1.00      0.67      0.78         3",
        ]
    );
}

#[test]
fn nothing_seen_is_said() {
    let report = ClassificationReport::from(Confusion::new(2).streaming().state());
    let text = report.to_string();
    assert_eq!(text.matches(" undefined").count(), 2 * 3 + 1 + 2 * 3, "{text}");
    assert!(text.ends_with("\n\nundefined: no samples with a weight above zero\n"), "{text}");
    let outcomes = ClassificationReport::from(F1Score::default().streaming().state());
    assert_eq!((outcomes.classes.len(), outcomes.accuracy), (0, None));
    assert!(outcomes.to_string().ends_with("undefined: no samples with a weight above zero\n"));
}

#[test]
fn names_are_one_for_each_class() {
    let matrix = metrics::confusion_matrix(&array![0, 1], &array![1, 1], 2).unwrap();
    let expected = "option `names` is 1 names for 2 classes, expected one name for each class";
    let refused = ClassificationReport::from(&matrix).with_names(["a"]).unwrap_err();
    assert_eq!(refused.to_string(), expected);
    let refused = ConfusionTable::new(&matrix).with_names(["a"]).unwrap_err();
    assert_eq!(refused.to_string(), expected);
}

#[test]
fn matrices_with_names_are_aligned() {
    let (y, p) = (array![0, 0, 0, 1], array![0, 0, 1, 1]);
    let matrix = Confusion::new(2).evaluate_weighted(&y, &p, &array![1.0, 1.0, 0.5, 12.0]).unwrap();
    let table =
        ConfusionTable::new(&matrix).with_names(["ungrün", "the other of two classes"]).unwrap();
    assert_eq!(
        lines(&table.to_string()),
        [
            "      truth \\ prediction                    ungrün  the other of two classes",
            "                  ungrün                         2                    0.5000",
            "the other of two classes                         0                        12",
        ]
    );
    let shares = table.normalised(Normalize::Prediction);
    assert_eq!(lines(&format!("{shares:.3}"))[1].split_whitespace().last(), Some("0.040"));
    let of_all = ConfusionTable::new(&matrix).normalised(Normalize::All).to_string();
    assert_eq!(
        lines(&of_all),
        [
            "truth \\ prediction     0     1",
            "                 0  0.14  0.03",
            "                 1  0.00  0.83",
        ]
    );
}

#[test]
fn many_classes_are_counted() {
    let matrix = metrics::confusion_matrix(&array![24], &array![24], 25).unwrap();
    let names: Vec<_> = (0..25).map(|class| format!("class {class}")).collect();
    let text = ConfusionTable::new(&matrix).with_names(names).unwrap().to_string();
    assert_eq!(lines(&text).len(), 22);
    assert!(text.ends_with("and 5 more classes\n"));
}

#[test]
fn a_regression_report_as_text() {
    let report = Regression.evaluate(&array![1.0, 2.0, 3.0, 6.0], &array![2.0, 2.0, 5.0, 7.0]);
    assert_eq!(
        lines(&report.unwrap().to_string()),
        [
            "samples                         4",
            "mean of truth             3.00000",
            "mean of prediction        4.00000",
            "deviation of truth        1.87083",
            "deviation of prediction   2.12132",
            "bias                      1.00000",
            "deviation of error       0.707107",
            "mean absolute error       1.00000",
            "mean squared error        1.50000",
            "root mean squared error   1.22474",
            "R2                       0.571429",
            "explained variance       0.857143",
            "Pearson correlation      0.944911",
            "concordance correlation  0.833333",
        ]
    );
}

#[test]
fn undefined_numbers_give_their_reason() {
    let report = Regression.evaluate(&array![2.0, 2.0], &array![1.0, 4e-9]).unwrap();
    let text = format!("{report:.3}");
    let reason = "undefined: the numbers do not vary, so the spread to divide by is zero";
    assert!(text.contains(&format!("R2                       {reason}\n")), "{text}");
    assert!(text.contains("deviation of truth      "), "{text}");
    let nothing = Regression.evaluate(&Array1::<f32>::zeros(0), &Array1::<f32>::zeros(0)).unwrap();
    assert_eq!(nothing.samples, 0);
    assert_eq!(nothing.to_string().matches("undefined: no samples").count(), 13);
}

/// A weighted report says so, and any split into batches and merge gives the same one.
#[test]
fn weights_and_streams() {
    let (y, p) = (array![1.0, 2.0, 3.0, 6.0], array![2.0, 2.0, 5.0, 7.0]);
    let w = array![0.5, 1.0, 0.0, 0.3];
    let whole = Regression.evaluate_weighted(&y, &p, &w).unwrap();
    assert_eq!((whole.samples, whole.weight), (3, Ok(1.8)));
    assert!(whole.to_string().contains("\nweight                     1.8000\n"), "{whole}");
    let (mut first, mut second) = (Regression.streaming(), Regression.streaming());
    let part = |from: usize, to: usize| ndarray::s![from..to];
    first
        .update_weighted(&y.slice(part(3, 4)), &p.slice(part(3, 4)), &w.slice(part(3, 4)))
        .unwrap();
    second
        .update_weighted(&y.slice(part(0, 3)), &p.slice(part(0, 3)), &w.slice(part(0, 3)))
        .unwrap();
    first.merge(&second).unwrap();
    assert_eq!(first.result(), whole);
}

/// Numbers of any size are legible.
#[test]
fn sizes_of_numbers() {
    let report = Regression.evaluate(&array![1e20, -1e20], &array![1e-9, 0.0]).unwrap();
    let text = report.to_string();
    assert!(text.contains("1.00000e20\n") && text.contains("5.00000e-10\n"), "{text}");
    let report = Regression.evaluate(&array![123_456_789.0, 0.0], &array![0.0, 0.0]).unwrap();
    assert!(report.to_string().contains("  61728394"), "{report}");
}

/// A total weight as a number of decimals, or in the form that is legible at its size.
#[test]
fn sizes_of_weights() {
    let (y, p) = (array![1.0, 2.0], array![1.5, 2.5]);
    let weight = |weight: f64| {
        let weights = array![weight, weight];
        let report = Regression.evaluate_weighted(&y, &p, &weights).unwrap().to_string();
        let line = report.lines().find(|line| line.starts_with("weight")).unwrap();
        line.split_whitespace().last().unwrap().to_string()
    };
    assert_eq!(weight(1e-5), "2.0000e-5");
    assert_eq!(weight(1.25), "2.5000");
    assert_eq!(weight(2e15), "4.0000e15");
}
