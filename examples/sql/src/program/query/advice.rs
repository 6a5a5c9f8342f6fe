//! The nearest name to one that does not exist.

use std::collections::BTreeSet;

use datafusion::common::utils::datafusion_strsim::levenshtein;
use datafusion::common::utils::quote_identifier;
use datafusion::common::{Column, SchemaError};
use datafusion::error::DataFusionError;
use datafusion::execution::{FunctionRegistry, SessionState};

use crate::program::Failure;

/// The engine's error, or a better one for a column or a function that does not exist.
pub(super) fn instead_of(error: DataFusionError, state: &SessionState) -> Failure {
    let advice = match error.find_root() {
        DataFusionError::SchemaError(schema, _) => column(schema),
        DataFusionError::Plan(message) => function(message, state),
        _ => None,
    };
    advice.map_or_else(|| error.into(), Into::into)
}

fn column(error: &SchemaError) -> Option<String> {
    let SchemaError::FieldNotFound { field, valid_fields } = error else { return None };
    let names: BTreeSet<_> = valid_fields.iter().map(Column::name).collect();
    let near = near(field.name(), names.iter().copied()).map(quoted).unwrap_or_default();
    let all = names.into_iter().map(quote_identifier).collect::<Vec<_>>().join(", ");
    Some(format!("there is no column {}{near}; there are: {all}", field.name()))
}

/// A column's name as a query has to write it.
fn quoted(name: &str) -> String {
    let written = quote_identifier(name);
    let why = if written == name { "" } else { ", in double quotes, as small letters need none" };
    format!("; the nearest is {written}{why}")
}

/// The engine names a function, too, but among equally near ones any.
fn function(message: &str, state: &SessionState) -> Option<String> {
    let (name, _) = message.strip_prefix("Invalid function '")?.split_once('\'')?;
    let all: BTreeSet<_> = state.udfs().into_iter().chain(state.udafs()).collect();
    let near = near(name, all.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("; the nearest is {near}"));
    Some(format!("there is no function {name}{near}; the README lists the metrics"))
}

/// The name with the fewest letters to change, the first of several; none if most would change.
fn near<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let small = name.to_lowercase();
    let changes = all.map(|other| (levenshtein(&small, &other.to_lowercase()), other));
    let (changes, nearest) = changes.min()?;
    (changes <= 1 + small.chars().count() / 3).then_some(nearest)
}
