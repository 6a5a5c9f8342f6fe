//! Which metrics are asked for, and how they are printed.

use std::path::Path;

use ndarray_metrics::collection::{AnyMeasure, Collection, Results};
use ndarray_metrics::{Output, Undefined};

use crate::arguments::Metrics;
use crate::failure::Failure;
use crate::files;
use crate::source::refusal;
use crate::table::Table;

/// The most bytes of a configuration: far more than anybody writes.
const LONGEST: u64 = 1 << 24;

impl Metrics {
    pub(crate) fn collection(&self) -> Result<Collection, Failure> {
        match self {
            Self::Names(names) => {
                Collection::named(names.split(',').map(str::trim)).map_err(Failure::input)
            }
            Self::Config(path) => configured(path),
        }
    }
}

fn configured(path: &Path) -> Result<Collection, Failure> {
    parsed(path).map_err(|problem| refusal(path, problem))
}

fn parsed(path: &Path) -> Result<Collection, String> {
    let file = files::open(path)?;
    if file.limit() > LONGEST {
        return Err(format!("has {} bytes, expected at most {LONGEST} of JSON", file.limit()));
    }
    let collection: Collection = serde_json::from_slice(&files::rest(file)?)
        .map_err(|error| format!("is no list or map of metrics in JSON: {error}"))?;
    if collection == Collection::new() {
        return Err("names no metric, expected at least one".into());
    }
    Ok(collection)
}

/// The names that `--metrics` knows, in lines for the help.
pub(crate) fn names() -> String {
    let mut lines = vec![String::new()];
    for name in AnyMeasure::names() {
        let last = lines.len() - 1;
        if lines[last].len() + name.len() > 90 {
            lines.push(format!("  {name}"));
        } else {
            lines[last].push_str(&format!("  {name}"));
        }
    }
    lines.join("\n") + "\n"
}

/// As JSON, or as a table with all digits that tell a value from its neighbours.
pub(crate) fn text(results: &Results, json: bool, heading: &str) -> Result<String, Failure> {
    if json {
        return serde_json::to_string(results).map(|line| line + "\n").map_err(Failure::input);
    }
    let mut table = Table::new(["metric", heading]);
    for (name, reading) in results.iter() {
        let numbers: Vec<_> = reading.numbers().into_iter().map(number).collect();
        table.push([name.into(), numbers.join("  ")]);
    }
    Ok(table.to_string())
}

fn number(number: Result<f64, Undefined>) -> String {
    number.map_or_else(|why| format!("undefined: {why}"), |number| format!("{number:?}"))
}
