//! The metrics of the crate's one list, as functions.

use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::collection::{ALSO_KNOWN_AS, AnyMeasure, AnyObserver};
use ndarray_metrics::{Error, Measure};
use std::sync::Arc;

use crate::arguments::{Arguments, Prediction};
use crate::function::MetricFunction;

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
pub(crate) fn listed(taken: &[Arc<AggregateUDF>]) -> Result<Vec<Arc<AggregateUDF>>, Error> {
    let is_taken = |name: &str| {
        taken.iter().any(|f| f.name() == name || f.aliases().iter().any(|alias| alias == name))
    };
    let names = AnyMeasure::names().filter(|name| !is_taken(&snake_case(name)));
    names.map(|name| function(name, is_taken)).collect()
}

fn function(name: &str, is_taken: impl Fn(&str) -> bool) -> Result<Arc<AggregateUDF>, Error> {
    let measure = AnyMeasure::named(name)?;
    let growing = if grows(&measure) { SCORE } else { 0 };
    let function = MetricFunction::new(&snake_case(name), ANY, move |_| measure.clone());
    let others =
        ALSO_KNOWN_AS.iter().filter(|(known, _)| *known == name).flat_map(|(_, also)| *also);
    let others = others.filter(|other| !is_taken(other));
    Ok(others.fold(function.growing(growing), |function, other| function.or(other)).into())
}

/// Whether the state holds every score.
fn grows(measure: &AnyMeasure) -> bool {
    matches!(
        measure.observer(),
        AnyObserver::Ranking(_)
            | AnyObserver::PooledRanking(_)
            | AnyObserver::ColumnRanking(_)
            | AnyObserver::ClassRanking(_)
            | AnyObserver::ClassPairRanking(_)
    )
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
