//! The metrics of the crate's one list, as functions.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{ScalarValue, plan_err};
use datafusion::error::Result;
use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::collection::{ALSO_KNOWN_AS, AnyMeasure, AnyObserver, Value};
use ndarray_metrics::{Measure, Observer, Streaming};
use std::sync::Arc;

use crate::aggregate::Aggregate;
use crate::arguments::{Arguments, Constant, Prediction};
use crate::function::MetricFunction;
use crate::functions::metric;
use crate::state::refusal;
use crate::value::numbers;

/// Truth and prediction are numbers or lists, as the metric's page says of one sample.
pub(crate) const ANY: Arguments = Arguments { prediction: Prediction::Any, ..Arguments::NUMBERS };

/// The same, with the text that says which metric is meant.
pub(crate) const TEXT: Arguments = Arguments { option: Some(Constant::Configuration), ..ANY };

/// What exact ranking metrics keep of a row: its score, its class and its weight, in lists that may
/// be an eighth larger.
const SCORE: usize = 18;

/// The functions of all metrics that have default options, by the metric's names with an ending, but for those whose
/// names are taken; None for a metric that has no such function.
///
/// # Errors
///
/// None, unless the list of names disagrees with itself.
pub(crate) fn listed<A: Aggregate>(
    taken: &[Arc<AggregateUDF>],
    ending: &str,
    make: impl Fn(&str, AnyMeasure) -> Option<MetricFunction<A>>,
) -> Result<Vec<Arc<AggregateUDF>>> {
    let is_taken = |name: &String| {
        taken.iter().any(|f| f.name() == name || f.aliases().iter().any(|alias| alias == name))
    };
    let mut functions = Vec::new();
    for known in AnyMeasure::names() {
        let name = format!("{}{ending}", snake_case(known));
        let function = make(&name, AnyMeasure::named(known).map_err(refusal)?);
        let Some(function) = function.filter(|_| !is_taken(&name)) else { continue };
        let others = ALSO_KNOWN_AS.iter().filter(|(own, _)| *own == known);
        let others = others.flat_map(|(_, also)| *also).map(|other| format!("{other}{ending}"));
        let others = others.filter(|other| !is_taken(other));
        functions.push(others.fold(function, |function, other| function.or(&other)).into());
    }
    Ok(functions)
}

/// The metrics by their names.
pub(crate) fn metrics(taken: &[Arc<AggregateUDF>]) -> Result<Vec<Arc<AggregateUDF>>> {
    listed(taken, "", |name, measure| Some(metric(name, ANY, measure)))
}

/// The functions of any metric with any options, of one number and of several.
pub(crate) fn configured() -> [Arc<AggregateUDF>; 2] {
    [("metric", DataType::Float64), ("metric_list", numbers())].map(|(name, returns)| {
        let function: MetricFunction<Streaming<AnyMeasure>> =
            MetricFunction::of_constant(name, TEXT, returns, of_text);
        function.growing(bytes_per_row).into()
    })
}

/// The metric that a text says: a name, or JSON of a name with options.
pub(crate) fn of_text(constant: Option<&ScalarValue>) -> Result<AnyMeasure> {
    let Some(ScalarValue::Utf8(Some(text))) = constant else {
        return plan_err!("the configuration is missing, expected the name of a metric");
    };
    if !text.trim_start().starts_with(['{', '"']) {
        return AnyMeasure::named(text).map_err(refusal);
    }
    serde_json::from_str(text).or_else(|error| plan_err!("the configuration {text}: {error}"))
}

/// The metric of one number that a text says.
///
/// # Errors
///
/// As [`of_text`], and for a metric of several numbers.
pub(crate) fn of_one(constant: Option<&ScalarValue>) -> Result<AnyMeasure> {
    let measure = of_text(constant)?;
    match is_one(&measure) {
        true => Ok(measure),
        false => plan_err!("{measure:?} has several numbers, expected a metric of one"),
    }
}

/// Whether a metric is one number.
pub(crate) fn is_one(measure: &AnyMeasure) -> bool {
    matches!(measure.read(&measure.observer().empty()), Value::Number(_))
}

/// A state that holds every score grows with the rows.
pub(crate) fn bytes_per_row(measure: &AnyMeasure) -> usize {
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
