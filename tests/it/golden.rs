//! Keras's values: random cases that Keras 3.15.1 computed (`keras_mean.json`), and the values of
//! its own tests and class docs (`keras_reference.json`). `data/generate.py` made both files.
//! The parts compare readings of counts and moments.

mod arrays;
mod association;
mod calibration;
mod clusterings;
mod counts;
mod diagnostics;
mod divergences;
mod errors;
mod forecasts;
mod histograms;
mod keras;
mod multilabel;
mod overlap;
mod probabilities;
mod quantiles;
mod ranking;
mod ranks;
mod raters;
mod readings;
mod regression;
mod relative;
mod reports;
mod retrieval;
mod scikit;

use ndarray::ArrayD;
use ndarray_metrics::Undefined;
use ndarray_metrics::element::NoTruth;
use ndarray_metrics::prelude::*;
use serde_json::Value;

use crate::data::to_f32;

/// Contract: within this of the larger of |value| and mean |term|.
const TOLERANCE: f64 = 1e-6;

/// A measure of the type pairs in the files; narrower integers and `bool` are read as `i64`.
trait Golden: Measure<Output = Result<f64, Undefined>> {}

impl<M> Golden for M where M: Measure<Output = Result<f64, Undefined>> {}

struct Case<'a>(&'a Value);

impl Case<'_> {
    fn option(&self, name: &str) -> f64 {
        self.0["options"][name].as_f64().unwrap_or_else(|| panic!("{name} in {}", self.0))
    }

    fn flag(&self, name: &str) -> bool {
        self.0["options"][name].as_bool().unwrap_or_else(|| panic!("{name} in {}", self.0))
    }

    fn label(&self, name: &str) -> Option<i64> {
        self.0["options"][name].as_i64()
    }

    fn size(&self, name: &str) -> usize {
        self.option(name) as usize
    }

    /// What the crate gives, in the element types that Keras was given.
    fn value(&self, measure: &impl Golden) -> Result<f64, Error> {
        let y = &self.0["true"];
        if is_float(y) { self.of(measure, &floats(y)) } else { self.of(measure, &integers(y)) }
    }

    fn of<T: Element>(&self, measure: &impl Golden, y: &ArrayD<T>) -> Result<f64, Error> {
        let p = &self.0["pred"];
        match p["dtype"].as_str() {
            Some("f32") => self.weighted(measure, y, &to_f32(&floats(p))),
            Some("f64") => self.weighted(measure, y, &floats(p)),
            _ => self.weighted(measure, y, &integers(p)),
        }
    }

    fn weighted<T: Element, P: Element>(
        &self,
        measure: &impl Golden,
        y: &ArrayD<T>,
        p: &ArrayD<P>,
    ) -> Result<f64, Error> {
        let w = &self.0["weights"];
        match w["dtype"].as_str() {
            None => measure.evaluate(y, p),
            Some("bool") => measure.evaluate_weighted(y, p, &mask(w)),
            Some("f32") => measure.evaluate_weighted(y, p, &to_f32(&floats(w))),
            Some(_) => measure.evaluate_weighted(y, p, &floats(w)),
        }
    }

    /// The value of a measure that has no truth.
    fn of_values(&self, measure: &(impl Golden + ValueMeasure)) -> Result<f64, Error> {
        let p = floats(&self.0["pred"]);
        self.weighted(measure, &p.mapv(|_| NoTruth), &p)
    }

    /// The metric by its name and options.
    fn evaluate(&self) -> Result<f64, Error> {
        let (from_logits, label_smoothing) = ("from_logits", "label_smoothing");
        match self.0["metric"].as_str().expect("a name") {
            "accuracy" => self.value(&Accuracy),
            "binary_accuracy" => {
                self.value(&BinaryAccuracy { threshold: self.option("threshold") })
            }
            "categorical_accuracy" => self.value(&CategoricalAccuracy),
            "sparse_categorical_accuracy" => self.value(&SparseCategoricalAccuracy),
            "top_k_categorical_accuracy" => {
                self.value(&TopKCategoricalAccuracy { k: self.size("k") })
            }
            "sparse_top_k_categorical_accuracy" => self.value(&SparseTopKCategoricalAccuracy {
                k: self.size("k"),
                from_sorted_ids: self.flag("from_sorted_ids"),
            }),
            "mean_squared_error" => self.value(&MeanSquaredError),
            "root_mean_squared_error" => self.value(&RootMeanSquaredError),
            "mean_absolute_error" => self.value(&MeanAbsoluteError),
            "mean_absolute_percentage_error" => self.value(&MeanAbsolutePercentageError::default()),
            "mean_squared_logarithmic_error" => self.value(&MeanSquaredLogarithmicError::default()),
            "log_cosh" => self.value(&LogCoshError),
            "huber" => self.value(&Huber { delta: self.option("delta") }),
            "cosine_similarity" => self.value(&CosineSimilarity),
            "hinge" => self.value(&Hinge),
            "squared_hinge" => self.value(&SquaredHinge),
            "categorical_hinge" => self.value(&CategoricalHinge),
            "poisson" => self.value(&Poisson::default()),
            "kl_divergence" => self.value(&KlDivergence::default()),
            "binary_crossentropy" => self.value(&BinaryCrossentropy {
                from_logits: self.flag(from_logits),
                label_smoothing: self.option(label_smoothing),
                ..Default::default()
            }),
            "categorical_crossentropy" => self.value(&CategoricalCrossentropy {
                from_logits: self.flag(from_logits),
                label_smoothing: self.option(label_smoothing),
                ..Default::default()
            }),
            "sparse_categorical_crossentropy" => self.value(&SparseCategoricalCrossentropy {
                from_logits: self.flag(from_logits),
                ignore_class: self.label("ignore_class"),
                ..Default::default()
            }),
            "binary_focal_crossentropy" => self.value(&BinaryFocalCrossentropy {
                apply_class_balancing: self.flag("apply_class_balancing"),
                alpha: self.option("alpha"),
                gamma: self.option("gamma"),
                from_logits: self.flag(from_logits),
                label_smoothing: self.option(label_smoothing),
                ..Default::default()
            }),
            "categorical_focal_crossentropy" => self.value(&CategoricalFocalCrossentropy {
                alpha: self.option("alpha"),
                gamma: self.option("gamma"),
                from_logits: self.flag(from_logits),
                label_smoothing: self.option(label_smoothing),
                ..Default::default()
            }),
            "mean" => self.of_values(&Mean),
            "sum" => self.of_values(&Sum),
            other => panic!("no metric is called {other}"),
        }
    }
}

fn is_float(array: &Value) -> bool {
    array["dtype"].as_str().is_some_and(|name| name.starts_with('f'))
}

fn shape(array: &Value) -> Vec<usize> {
    let axes = array["shape"].as_array().expect("a shape");
    axes.iter().map(|axis| axis.as_u64().expect("a size") as usize).collect()
}

fn floats(array: &Value) -> ArrayD<f64> {
    let values = array["values"].as_array().expect("values");
    let values = values.iter().map(|value| value.as_f64().expect("a number")).collect();
    ArrayD::from_shape_vec(shape(array), values).expect("as many values as the shape holds")
}

fn integers(array: &Value) -> ArrayD<i64> {
    let integer = |value: &Value| value.as_i64().or(value.as_bool().map(i64::from));
    let values = array["values"].as_array().expect("values");
    let values = values.iter().map(|value| integer(value).expect("an integer")).collect();
    ArrayD::from_shape_vec(shape(array), values).expect("as many values as the shape holds")
}

fn mask(array: &Value) -> ArrayD<bool> {
    integers(array).mapv(|w| w == 1)
}

fn cases(file: &str) -> Vec<Value> {
    let whole: Value = serde_json::from_str(file).expect("JSON");
    whole["cases"].as_array().expect("cases").clone()
}

/// The weights of one case, if there is one.
fn weights(case: &Value, tolerance: f64) -> Option<String> {
    let (name, expected) = (&case["metric"], case["value"].as_f64()?);
    let found = Case(case).evaluate();
    match found {
        Ok(value) if (value - expected).abs() <= tolerance => None,
        _ => Some(format!("{name} {}: Keras {expected}, here {found:?}", case["id"])),
    }
}

#[test]
fn keras_says_the_same_of_random_cases() {
    let cases = cases(include_str!("data/keras_mean.json"));
    let wrong: Vec<_> = cases
        .iter()
        .filter(|case| case.get("deviates").is_none())
        .filter_map(|case| {
            let scale = case["scale"].as_f64()?.max(case["value"].as_f64()?.abs());
            weights(case, TOLERANCE * scale)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn keras_has_these_reference_values() {
    let cases = cases(include_str!("data/keras_reference.json"));
    let wrong: Vec<_> = cases
        .iter()
        .filter(|case| case.get("deviates").is_none() && case.get("refused").is_none())
        .filter_map(|case| weights(case, case["tolerance"].as_f64()?))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// What breaks a contract is refused, and where Keras is not right the values differ.
#[test]
fn deliberate_deviations_are_what_they_are_said_to_be() {
    let files = [include_str!("data/keras_mean.json"), include_str!("data/keras_reference.json")];
    for case in files.into_iter().flat_map(cases) {
        if case.get("refused").is_some() {
            assert!(Case(&case).evaluate().is_err(), "{case} is accepted");
        }
        if case.get("deviates").is_some() {
            let scale = case["value"].as_f64().expect("a value").abs();
            assert!(weights(&case, 1e-7 * scale).is_some(), "{case} does not differ");
        }
    }
}

/// Every metric has at least twenty random cases.
#[test]
fn no_metric_is_short_of_cases() {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for case in cases(include_str!("data/keras_mean.json")) {
        *counts.entry(case["metric"].to_string()).or_default() += 1;
    }
    assert!(counts.len() >= 26, "{counts:?}");
    assert!(counts.values().all(|&count| count >= 20), "{counts:?}");
}
