//! Every metric of the crate's list by its name: what the crate says of the same arrays, in each bit.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Float64Array, ListArray};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::error::Result;
use datafusion::prelude::SessionContext;
use ndarray::{Array1, Array2, ArrayD, Ix2};
use ndarray_metrics::Output;
use ndarray_metrics::collection::{AnyMeasure, Value};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::AreaScaling;

use crate::session::{Random, table};

const ROWS: usize = 60;

/// Truths and predictions of one kind.
struct Kind {
    y: ArrayD<f64>,
    p: ArrayD<f64>,
}

/// Numbers, one for each row, or a list of some length.
fn numbers(
    random: &mut Random,
    columns: usize,
    mut draw: impl FnMut(&mut Random) -> f64,
) -> ArrayD<f64> {
    match columns {
        0 => Array1::from_shape_simple_fn(ROWS, || draw(random)).into_dyn(),
        _ => Array2::from_shape_simple_fn([ROWS, columns], || draw(random)).into_dyn(),
    }
}

fn label(classes: usize) -> impl FnMut(&mut Random) -> f64 {
    move |random| random.below(classes) as f64
}

/// Rows that are changed as a whole.
fn rows(mut numbers: ArrayD<f64>, change: impl Fn(&mut [f64])) -> ArrayD<f64> {
    numbers.rows_mut().into_iter().for_each(|mut row| change(row.as_slice_mut().unwrap()));
    numbers
}

fn normalize(row: &mut [f64]) {
    let total: f64 = row.iter().sum();
    row.iter_mut().for_each(|number| *number /= total);
}

/// The largest number becomes 1, all others 0.
fn one_hot(row: &mut [f64]) {
    let largest = row.iter().copied().fold(0.0, f64::max);
    row.iter_mut().for_each(|number| *number = f64::from(u8::from(*number == largest)));
}

/// Kinds of truth and prediction, of which every metric takes one at least.
fn kinds() -> Vec<Kind> {
    let random = &mut Random(12);
    let mut pair = |y: &mut dyn FnMut(&mut Random) -> ArrayD<f64>,
                    p: &mut dyn FnMut(&mut Random) -> ArrayD<f64>| {
        Kind { y: y(random), p: p(random) }
    };
    let positive = |random: &mut Random| numbers(random, 0, |random| 0.5 + random.unit());
    let labels = |classes| move |random: &mut Random| numbers(random, 0, label(classes));
    let scores = |columns| move |random: &mut Random| numbers(random, columns, Random::unit);
    let probabilities =
        |random: &mut Random| rows(numbers(random, 3, |r| 0.1 + r.unit()), normalize);
    let quantiles = |columns| {
        move |random: &mut Random| {
            rows(numbers(random, columns, |r| 0.5 + r.unit()), |row| row.sort_by(f64::total_cmp))
        }
    };
    // A time and whether an event ended it.
    let ended = |random: &mut Random| {
        rows(numbers(random, 2, |r| 0.5 + r.unit()), |row| {
            row[1] = f64::from(u8::from(row[1] < 1.2));
        })
    };
    vec![
        pair(&mut { positive }, &mut { positive }),
        pair(&mut labels(2), &mut scores(0)),
        pair(&mut labels(3), &mut { probabilities }),
        pair(&mut |random| rows(numbers(random, 3, Random::unit), one_hot), &mut { probabilities }),
        pair(&mut labels(3), &mut labels(3)),
        pair(&mut labels(3), &mut |random| numbers(random, 3, label(2))),
        pair(&mut |random| numbers(random, 3, label(2)), &mut scores(3)),
        pair(&mut { positive }, &mut quantiles(2)),
        pair(&mut { positive }, &mut quantiles(9)),
        pair(&mut { positive }, &mut quantiles(23)),
        pair(&mut { ended }, &mut { positive }),
    ]
}

/// A column of numbers or of lists.
fn column(array: &ArrayD<f64>) -> ArrayRef {
    let Ok(rows) = array.view().into_dimensionality::<Ix2>() else {
        return Arc::new(Float64Array::from_iter_values(array.iter().copied()));
    };
    let lists = rows.outer_iter().map(|row| Some(row.iter().map(|&x| Some(x)).collect::<Vec<_>>()));
    Arc::new(ListArray::from_iter_primitive::<Float64Type, _, _>(lists))
}

/// What the crate says.
fn expected(measure: &AnyMeasure, kind: &Kind) -> Result<Vec<Option<u64>>, Error> {
    let mut stream = measure.clone().streaming();
    stream.update(&kind.y, &kind.p)?;
    let bits = |number: Result<f64, Undefined>| number.ok().map(f64::to_bits);
    Ok(stream.result().numbers().into_iter().map(bits).collect())
}

/// What SQL says.
async fn found(session: &SessionContext, name: &str) -> Result<Vec<Option<u64>>> {
    found_by(session, &format!("{name}(y, p)")).await
}

async fn found_by(session: &SessionContext, call: &str) -> Result<Vec<Option<u64>>> {
    found_by_query(session, &format!("SELECT {call} FROM t")).await
}

async fn found_by_query(session: &SessionContext, query: &str) -> Result<Vec<Option<u64>>> {
    let batches = session.sql(query).await?.collect().await?;
    let value = batches[0].column(0);
    let list = value.as_list_opt::<i32>().map(|lists| lists.value(0));
    let numbers = list.as_ref().unwrap_or(value).as_primitive::<Float64Type>();
    Ok(numbers.iter().map(|number| number.map(f64::to_bits)).collect())
}

/// `MeanSquaredError` as `mean_squared_error`, written once more.
fn function(name: &str) -> String {
    let words = name.split_inclusive(|_: char| true).map(|letter| match letter {
        letter if letter.chars().all(char::is_uppercase) => format!("_{}", letter.to_lowercase()),
        letter => letter.into(),
    });
    words.collect::<String>().trim_start_matches('_').into()
}

/// The functions with options of their own, which `values.rs` holds against definitions.
const BY_HAND: [&str; 3] = ["F1Score", "Precision", "Recall"];

#[tokio::test]
async fn every_metric_by_name_says_what_the_crate_says() {
    let sessions: Vec<_> = kinds()
        .into_iter()
        .map(|kind| (table(vec![("y", column(&kind.y)), ("p", column(&kind.p))]), kind))
        .collect();
    let mut untried = Vec::new();
    for name in AnyMeasure::names().filter(|name| !BY_HAND.contains(name)) {
        let (measure, function, mut accepted) =
            (AnyMeasure::named(name).unwrap(), function(name), 0);
        for (session, kind) in &sessions {
            match (expected(&measure, kind), found(session, &function).await) {
                (Ok(expected), Ok(found)) => {
                    assert_eq!(found, expected, "{function}");
                    accepted += 1;
                }
                (Err(expected), Err(found)) => {
                    let lists = found.to_string().contains("expected a");
                    assert!(
                        lists || found.to_string().contains(&expected.to_string()),
                        "{function}: {found}"
                    );
                }
                // A function with an option, or with groups that are fed together, takes no lists.
                (Ok(_), Err(found))
                    if found.to_string().contains("(Float64), expected a number. ") => {}
                (expected, found) => {
                    panic!("{function}: {expected:?} by the crate, {found:?} by SQL")
                }
            }
        }
        if accepted == 0 {
            untried.push(function);
        }
    }
    assert!(untried.is_empty(), "{untried:?} take none of the kinds");
}

#[tokio::test]
async fn other_names_are_functions_too() {
    let session = table(vec![("y", column(&kinds()[0].y)), ("p", column(&kinds()[0].p))]);
    for (name, other) in [("mean_absolute_percentage_error", "mape"), ("log_cosh_error", "logcosh")]
    {
        assert_eq!(found(&session, name).await.unwrap(), found(&session, other).await.unwrap());
    }
}

/// The session and the arrays of a kind.
fn of_kind(place: usize) -> (SessionContext, Kind) {
    let kind = kinds().swap_remove(place);
    (table(vec![("y", column(&kind.y)), ("p", column(&kind.p))]), kind)
}

/// Labels beside scores, and labels of three classes beside each other.
const SCORES: usize = 1;
const CLASSES: usize = 4;

#[tokio::test]
async fn every_option_is_a_text_away() {
    let partial = PartialRocAuc { low: 0.0, high: 0.2, scaling: AreaScaling::McClish };
    let cases: [(usize, &str, AnyMeasure); 6] = [
        (CLASSES, "metric", CramersV::new(3).into()),
        (CLASSES, "metric", CohenKappa::new(3).into()),
        (CLASSES, "metric_list", Confusion::new(3).into()),
        (SCORES, "metric", BinaryAccuracy { threshold: 0.3 }.into()),
        (SCORES, "metric", partial.into()),
        (SCORES, "metric_list", ElementMoments.into()),
    ];
    for (kind, function, measure) in cases {
        let (session, kind) = of_kind(kind);
        let text = serde_json::to_string(&measure).unwrap();
        let found = found_by(&session, &format!("{function}(y, p, '{text}')")).await.unwrap();
        assert_eq!(found, expected(&measure, &kind).unwrap(), "{text}");
        let masked = found_by(&session, &format!("{function}(y, p, '{text}', y >= 0)")).await;
        assert_eq!(masked.unwrap(), found, "{text}");
    }
    let (session, kind) = of_kind(SCORES);
    let found = found_by(&session, "metric(y, p, 'log_loss')").await.unwrap();
    assert_eq!(found, expected(&BinaryCrossentropy::default().into(), &kind).unwrap());
}

#[tokio::test]
async fn a_configuration_that_is_none_is_refused() {
    let (session, _) = of_kind(CLASSES);
    for (call, words) in [
        (
            "metric(y, p)",
            "metric has 2 arguments, expected metric(truth, prediction, configuration, weight)",
        ),
        ("metric(y, p, 0.5)", "the configuration of metric is of type Float64, expected a text"),
        ("metric(y, p, 'mean_squared_eror')", "a known name like it is"),
        (
            "metric(y, p, '{\"Confusion\": {\"num_classes\": 3}}')",
            "which has several numbers: use metric_list",
        ),
        ("metric_list(y, p, 'mse')", "which has one number: use metric"),
        ("metric(y, p, '{\"Huber\": {\"delt\": 3}}')", "unknown field `delt`"),
        ("metric(y, p, '{')", "the configuration {: EOF"),
    ] {
        let text = found_by(&session, call).await.unwrap_err().to_string();
        assert!(text.contains(words), "{call}: {text}");
    }
}

/// The metrics whose standard errors have no formula.
const WITHOUT_INTERVAL: [&str; 8] = [
    "OneVsOneRocAuc",
    "SizeStratifiedCoverage",
    "MaxError",
    "D2PinballScore",
    "D2AbsoluteErrorScore",
    "RelativeAbsoluteError",
    "GaussianPitHistogram",
    "CalinskiHarabasz",
];

/// The value with its interval, as bits.
fn expected_interval(measure: &AnyMeasure, kind: &Kind) -> Result<Vec<Option<u64>>, Error> {
    let estimate = measure.clone().with_error().evaluate(&kind.y, &kind.p)?.remove(0);
    let interval = estimate.as_ref().ok().and_then(|estimate| estimate.interval(0.95).ok());
    let known = estimate.as_ref().ok();
    let numbers = [
        known.map(|estimate| estimate.value),
        known.and_then(|estimate| estimate.standard_error.ok()),
        interval.map(|interval| interval.lower),
        interval.map(|interval| interval.upper),
    ];
    Ok(numbers.map(|number| number.map(f64::to_bits)).into())
}

#[tokio::test]
async fn every_metric_with_a_formula_comes_with_its_interval() {
    let sessions: Vec<_> = (0..kinds().len()).map(of_kind).collect();
    let known: Vec<String> =
        ndarray_metrics_sql::functions().unwrap().iter().map(|f| f.name().into()).collect();
    let mut without = Vec::new();
    for name in AnyMeasure::names().filter(|name| !BY_HAND.contains(name)) {
        let function = format!("{}_interval", function(name));
        if !known.contains(&function) {
            without.push(name);
            continue;
        }
        let measure = AnyMeasure::named(name).unwrap();
        let one = matches!(measure.read(&measure.observer().empty()), Value::Number(_));
        let cases = sessions.iter().filter(|_| one);
        let mut cases = cases
            .filter_map(|(session, kind)| Some((session, expected_interval(&measure, kind).ok()?)));
        if let Some((session, expected)) = cases.next() {
            let call = format!(
                "make_array(v['value'], v['standard_error'], v['lower'], v['upper']) FROM (SELECT {function}(y, p) AS v"
            );
            match found_by_query(session, &format!("SELECT {call} FROM t)")).await {
                Ok(found) => assert_eq!(found, expected, "{function}"),
                Err(found) => assert!(found.to_string().contains("expected a number"), "{found}"),
            }
        }
    }
    assert_eq!(without, WITHOUT_INTERVAL);
}
