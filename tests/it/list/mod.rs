//! The one list of every metric with the values that tests try it with: options, what its arguments
//! hold, batches, and its function. A metric that the crate knows and this list does not fails a test.

mod batches;
mod binary;
mod classes;
mod clusterings;
mod forecasts;
mod holds;
mod multilabel;
mod probabilities;
mod ranking;
mod ranks;
mod regression;
mod retrieval;

use std::any::type_name;
use std::fs;
use std::path::Path;

use ndarray::{ArrayD, ArrayRef, IxDyn};
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::ConfusionMatrix;
use ndarray_metrics::{Measure, Output, StateOf, Undefined};

use crate::data::Random;
pub(crate) use batches::*;
pub(crate) use holds::{Form, Holds, Spec, on_label};

/// Random batches of a kind.
type Batches = Box<dyn Fn(&mut Random) -> Vec<(Truth, ArrayD<f64>)>>;

type Numbers = Vec<Result<f64, Undefined>>;

/// What a function or a metric finds on one batch.
type OfOne = Result<Numbers, Error>;

/// What the function and the metric find on random batches.
type Both = Box<dyn Fn(&mut Random) -> Vec<[OfOne; 2]>>;

/// A function of one batch.
type OfBatch<T, R> = fn(&ArrayRef<T, IxDyn>, &ArrayRef<f64, IxDyn>) -> Result<R, Error>;

/// What a function returns, as numbers.
trait Found {
    fn numbers(self) -> Numbers;
}

impl Found for f64 {
    fn numbers(self) -> Numbers {
        vec![Ok(self)]
    }
}

impl Found for Numbers {
    fn numbers(self) -> Numbers {
        self
    }
}

impl Found for ConfusionMatrix {
    fn numbers(self) -> Numbers {
        Output::numbers(&self)
    }
}

/// A metric with options, and the values that tests try it with.
pub(crate) struct Entry {
    pub(crate) measure: AnyMeasure,
    /// The name of the metric, of its state and of what fills it.
    pub(crate) types: Types,
    /// What its arguments hold, if refusals are tried.
    pub(crate) spec: Option<Spec>,
    /// The batches that laws are tried on.
    pub(crate) batches: Vec<Batches>,
    /// The function of the metric, on its own batches.
    pub(crate) function: Option<Function>,
}

/// The function of a metric: its name, and what it and the metric find on random batches.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) found: Both,
}

/// The types that belong to a metric, by their names in full.
pub(crate) struct Types {
    measure: &'static str,
    pub(crate) state: &'static str,
    pub(crate) observer: &'static str,
}

impl Types {
    pub(crate) fn of<M: Measure>(_: &M) -> Self {
        Self {
            measure: type_name::<M>(),
            state: type_name::<StateOf<M>>(),
            observer: type_name::<M::Observer>(),
        }
    }

    /// The name of the metric, without path and options.
    pub(crate) fn name(&self) -> &'static str {
        let path = self.measure.split('<').next().unwrap_or_default();
        path.rsplit("::").next().unwrap_or_default()
    }
}

fn of<M: Measure + Into<AnyMeasure>>(measure: M) -> Entry {
    let types = Types::of(&measure);
    Entry { measure: measure.into(), types, spec: None, batches: Vec::new(), function: None }
}

impl Entry {
    fn holds(self, form: Form, truth: Holds, prediction: Holds) -> Self {
        Self { spec: Some(Spec { form, truth, prediction }), ..self }
    }

    fn on<T: 'static>(mut self, batches: fn(&mut Random) -> Vec<Pair<T>>) -> Self
    where
        Truth: From<ArrayD<T>>,
    {
        let typed = move |random: &mut Random| {
            batches(random).into_iter().map(|(y, p)| (Truth::from(y), p)).collect()
        };
        self.batches.push(Box::new(typed));
        self
    }

    fn function<T: Element, R: Found + 'static>(
        self,
        (name, function): (&'static str, OfBatch<T, R>),
        batches: fn(&mut Random) -> Vec<Pair<T>>,
    ) -> Self {
        let measure = self.measure.clone();
        let found = move |random: &mut Random| {
            let both = |(y, p): Pair<T>| {
                [
                    function(&y, &p).map(R::numbers),
                    measure.evaluate(&y, &p).map(|value| Output::numbers(&value)),
                ]
            };
            batches(random).into_iter().map(both).collect()
        };
        Self { function: Some(Function { name, found: Box::new(found) }), ..self }
    }

    /// The name of the metric, without its options.
    pub(crate) fn name(&self) -> &'static str {
        self.types.name()
    }
}

/// A function with its name.
macro_rules! named {
    ($function:ident) => {
        (stringify!($function), ndarray_metrics::metrics::$function)
    };
}
use named;

/// Every metric with its options, what its arguments hold, the batches that laws are tried on, and its
/// function.
pub(crate) fn every_metric() -> Vec<Entry> {
    let families = [
        regression::entries(),
        ranks::entries(),
        binary::entries(),
        classes::entries(),
        clusterings::entries(),
        probabilities::entries(),
        ranking::entries(),
        ranking::readings(),
        ranking::calibration(),
        ranking::several_classes(),
        multilabel::entries(),
        forecasts::entries(),
        retrieval::entries(),
    ];
    families.into_iter().flatten().collect()
}

/// Metrics that no collection holds: each is tried by name where the others are tried from the list.
pub(crate) const ELSEWHERE: [&str; 11] = [
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
    "WeightedColumns",
];

/// The names of all metrics of the crate, without the variants of [`AnyMeasure`] for types with parameters.
pub(crate) fn exported_metrics() -> impl Iterator<Item = &'static str> {
    let ranking = ["RocAuc", "AveragePrecision"];
    let forms = ["Pooled", "Averaged", "OneVsRest"];
    let is_variant = move |name: &str| {
        let ends = ranking.iter().any(|own| name.ends_with(own) && name != *own);
        name.starts_with("AverageF")
            || ends && forms.iter().any(|form| name.starts_with(form))
            || name.len() > 9 && name.ends_with("PerColumn") && name != "R2ScorePerColumn"
    };
    AnyMeasure::all_names().filter(move |name| !is_variant(name))
}

#[test]
fn every_metric_is_tried() {
    let entries = every_metric();
    for name in exported_metrics().filter(|name| !ELSEWHERE.contains(name)) {
        let own = || entries.iter().filter(|entry| entry.name() == name);
        assert!(own().any(|entry| entry.spec.is_some()), "no refusal of {name} is tried");
        assert!(own().any(|entry| !entry.batches.is_empty()), "no law of {name} is tried");
    }
}

/// The names of all public types that are measures, as they stand in the source.
fn measures_in(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        if entry.path().is_dir() {
            measures_in(&entry.path(), names);
            continue;
        }
        let source = fs::read_to_string(entry.path()).expect("a source file");
        let implementations = source.lines().filter(|line| line.starts_with("impl"));
        let types = implementations.filter_map(|line| {
            let (before, name) = line.split_once("Measure for ")?;
            before.ends_with(['e', ' ', 'n']).then(|| name.split(['<', ' ']).next())?
        });
        let ends = ["<", "(", ";", " "];
        let is_public = |name: &&str| {
            ends.iter().any(|end| source.contains(&format!("pub struct {name}{end}")))
        };
        names.extend(types.filter(is_public).map(str::to_owned));
    }
}

/// A metric that the list of the crate lacks fails here.
#[test]
fn every_measure_of_the_source_is_on_the_list_of_the_crate() {
    let mut names = Vec::new();
    measures_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/metrics"), &mut names);
    assert!(names.len() > 60, "{names:?}");
    for name in &names {
        assert!(AnyMeasure::all_names().any(|listed| listed == name), "{name} is not on the list");
    }
}
