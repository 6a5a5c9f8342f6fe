//! Metrics by their identifiers.

use ndarray_metrics::collection::{AnyMeasure, Collection};
use ndarray_metrics::prelude::*;

use crate::list::exported_metrics;

/// The metrics that no collection holds: they take no pair of arrays, or are made of something that
/// has no name.
const OUTSIDE: [&str; 16] = [
    "Mean",
    "Sum",
    "FleissKappa",
    "Median",
    "Quantile",
    "QuantileOf",
    "Minimum",
    "Maximum",
    "MeanOf",
    "AtThresholds",
    "Pooled",
    "PerColumn",
    "Averaged",
    "OneVsRest",
    "AveragedOneVsRest",
    "WeightedColumns",
];

#[test]
fn every_metric_is_in_the_set_or_said_to_be_outside() {
    for name in exported_metrics() {
        let inside = match AnyMeasure::named(name) {
            Ok(measure) => format!("{measure:?}").starts_with(name),
            Err(error) => error.to_string().contains("has no default options"),
        };
        assert_ne!(inside, OUTSIDE.contains(&name), "{name}");
    }
}

#[test]
fn names_of_keras() {
    let same = |identifier: &str, measure: AnyMeasure| {
        assert_eq!(AnyMeasure::named(identifier), Ok(measure), "{identifier}");
    };
    for identifier in ["mse", "MSE", "mean_squared_error", "MeanSquaredError"] {
        same(identifier, MeanSquaredError.into());
    }
    for identifier in ["mae", "MAE", "mean_absolute_error"] {
        same(identifier, MeanAbsoluteError.into());
    }
    same("mape", MeanAbsolutePercentageError::default().into());
    same("MSLE", MeanSquaredLogarithmicError::default().into());
    same("bce", BinaryCrossentropy::default().into());
    same("binary_accuracy", BinaryAccuracy::default().into());
    same("AUC", Auc::default().into());
    same("KLDivergence", KlDivergence::default().into());
    same("kl_divergence", KlDivergence::default().into());
    same("BinaryIoU", BinaryIou::default().into());
    same("binary_io_u", BinaryIou::default().into());
    same("logcosh", LogCoshError.into());
    same("sparse_top_k_categorical_accuracy", SparseTopKCategoricalAccuracy::default().into());
    same("f1_score", F1Score::default().into());
    same("Accuracy", Accuracy.into());
}

#[test]
fn every_name_is_known_by_itself() {
    for name in AnyMeasure::names() {
        let measure = AnyMeasure::named(name).expect("its own name");
        assert!(format!("{measure:?}").starts_with(name), "{name} is {measure:?}");
    }
}

fn refusal(names: &[&str]) -> String {
    Collection::named(names.iter().copied()).expect_err("refused").to_string()
}

#[test]
fn unknown_names_get_one_that_is_like_them() {
    let like = |name: &str, like: &str| {
        assert_eq!(
            refusal(&["mse", name]),
            format!(
                "metric `{name}` is unknown: a known name like it is `{like}`; `AnyMeasure::names` \
                 lists all"
            )
        );
    };
    like("mean_sqared_eror", "MeanSquaredError");
    like("binary_acuracy", "BinaryAccuracy");
    like("precison", "Precision");
    like("rocauk", "RocAuc");
    like("macro_f1_score", "F1Score");
    like("kappa_score", "kappa");
    like("matthews", "matthews_corrcoef");
}

/// A name that says an option is none of a metric that would be made with another option.
#[test]
fn names_that_say_an_option_are_refused() {
    for name in ["f2", "macro_f1", "quadratic_weighted_kappa", "dsc"] {
        let text = refusal(&["mse", name]);
        assert!(text.starts_with(&format!("metric `{name}` is unknown")), "{text}");
    }
}

/// A wrong name is worse than none.
#[test]
fn names_that_are_like_none_get_none() {
    for name in ["mes", "rouge", "bleu", "q", "lpips", "wilcoxon", &"x".repeat(1_000_000)] {
        let text = format!("metric `{name}` is unknown; `AnyMeasure::names` lists all");
        assert_eq!(refusal(&["mse", name]), text);
    }
}

#[test]
fn other_refusals() {
    assert_eq!(
        refusal(&["mse", "mse"]),
        "metric `mse` is taken: choose a name that no other member has"
    );
    assert_eq!(
        refusal(&["accuracy"]),
        "metric `accuracy` is ambiguous: use `binary_accuracy` for labels 0 and 1 against scores, \
         `sparse_categorical_accuracy` for class labels against rows of scores, \
         `categorical_accuracy` for one-hot rows against rows of scores, or `Accuracy` for labels \
         against predicted labels"
    );
    assert_eq!(
        refusal(&["auc"]),
        "metric `auc` is ambiguous: use `roc_auc` for the exact area under the ROC curve, \
         `average_precision` for the area under precision and recall, or `Auc` for Keras's approximation \
         on a grid of 200 thresholds"
    );
    for name in ["mean_iou", "MeanIoU", "miou"] {
        assert_eq!(
            refusal(&[name]),
            format!(
                "metric `{name}` has no default options: say them, in code by \
                 `Collection::with(name, MeanIou {{ .. }})`, or in a configuration file by a map from \
                 `MeanIou` to its options"
            )
        );
    }
}
