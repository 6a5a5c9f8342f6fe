//! The metrics of the crate's one list, as functions.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{ScalarValue, plan_err};
use datafusion::error::Result;
use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::Measure;
use ndarray_metrics::collection::{ALSO_KNOWN_AS, AnyMeasure, AnyObserver};
use std::sync::Arc;

use crate::arguments::{Arguments, Constant, Prediction};
use crate::function::MetricFunction;
use crate::state::refusal;
use crate::value::numbers;

/// Truth and prediction are numbers or lists, as the metric's page says of one sample.
const ANY: Arguments = Arguments { prediction: Prediction::Any, option: None };

/// What exact ranking metrics keep of a row: its score, its class and its weight, in lists that may
/// be an eighth larger.
pub(crate) const SCORE: usize = 18;

/// The functions of all metrics that have default options, but for those whose names are taken.
///
/// # Errors
///
/// None, unless the list of names disagrees with itself.
pub(crate) fn listed(taken: &[Arc<AggregateUDF>]) -> Result<Vec<Arc<AggregateUDF>>> {
    let is_taken = |name: &str| {
        taken.iter().any(|f| f.name() == name || f.aliases().iter().any(|alias| alias == name))
    };
    let names = AnyMeasure::names().filter(|name| !is_taken(&snake_case(name)));
    names.map(|name| function(name, is_taken)).collect()
}

fn function(name: &str, is_taken: impl Fn(&str) -> bool) -> Result<Arc<AggregateUDF>> {
    let measure = AnyMeasure::named(name).map_err(refusal)?;
    let function = MetricFunction::new(&snake_case(name), ANY, move |_| measure.clone());
    let others =
        ALSO_KNOWN_AS.iter().filter(|(known, _)| *known == name).flat_map(|(_, also)| *also);
    let others = others.filter(|other| !is_taken(other));
    Ok(others.fold(function.growing(bytes_per_row), |function, other| function.or(other)).into())
}

/// The functions of any metric with any options, of one number and of several.
pub(crate) fn configured() -> [Arc<AggregateUDF>; 2] {
    let arguments = Arguments { option: Some(Constant::Configuration), ..ANY };
    [("metric", DataType::Float64), ("metric_list", numbers())].map(|(name, returns)| {
        let function = MetricFunction::of_constant(name, arguments, returns, of_text);
        function.growing(bytes_per_row).into()
    })
}

/// The metric that a text says: a name, or JSON of a name with options.
fn of_text(constant: Option<&ScalarValue>) -> Result<AnyMeasure> {
    let Some(ScalarValue::Utf8(Some(text))) = constant else {
        return plan_err!("the configuration is missing, expected the name of a metric");
    };
    if !text.trim_start().starts_with(['{', '"']) {
        return AnyMeasure::named(text).map_err(refusal);
    }
    serde_json::from_str(text).or_else(|error| plan_err!("the configuration {text}: {error}"))
}

/// A state that holds every score grows with the rows.
fn bytes_per_row(measure: &AnyMeasure) -> usize {
    let grows = matches!(
        measure.observer(),
        AnyObserver::Ranking(_)
            | AnyObserver::PooledRanking(_)
            | AnyObserver::ColumnRanking(_)
            | AnyObserver::ClassRanking(_)
            | AnyObserver::ClassPairRanking(_)
    );
    if grows { SCORE } else { 0 }
}

/// `MeanSquaredError` as `mean_squared_error`: SQL reads names in small letters.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (place, letter) in name.char_indices() {
        if letter.is_uppercase() && place > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
