//! Every function, for columns of several types, against its definition.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Decimal128Array, Float32Array, Float64Array, Int8Array, Int32Array,
    ListArray,
};
use datafusion::arrow::datatypes::Float32Type;

use crate::naive;
use crate::session::{Random, number, table};

/// What a function is.
type Definition = fn(&naive::Rows) -> f64;

/// Truth, prediction and weight of a function.
type Data = Vec<(f64, f64, f64)>;

/// Eighths, so that `f32` holds them, ties occur, and what is compared is the formula alone.
fn data(
    seed: u64,
    prediction: impl Fn(&mut Random, f64) -> f64,
    truth: impl Fn(&mut Random) -> f64,
) -> Data {
    let mut random = Random(seed);
    (0..300)
        .map(|_| {
            let y = truth(&mut random);
            (y, prediction(&mut random, y), random.below(5) as f64 / 2.0)
        })
        .collect()
}

fn errors() -> Data {
    data(1, |random, y| y + random.below(33) as f64 / 8.0 - 2.0, |random| random.below(100) as f64)
}

fn scores() -> Data {
    let score = |random: &mut Random, y: f64| (random.below(49) as f64 + 16.0 * y) / 64.0;
    data(2, score, |random| random.below(2) as f64)
}

fn floats(values: impl Iterator<Item = f64>) -> ArrayRef {
    Arc::new(Float64Array::from_iter_values(values))
}

/// Whether an aggregate is what a definition gives, without weights and with them.
async fn check(
    data: &Data,
    truths: Vec<ArrayRef>,
    predictions: Vec<ArrayRef>,
    call: &str,
    expected: impl Fn(&naive::Rows) -> f64,
) {
    let ones: Data = data.iter().map(|&(y, p, _)| (y, p, 1.0)).collect();
    for y in &truths {
        for p in &predictions {
            let weight = floats(data.iter().map(|row| row.2));
            let t = table(vec![("y", y.clone()), ("p", p.clone()), ("w", weight)]);
            for (weight, rows) in [("", &ones), (", w", data)] {
                let call = call.replace("?", weight);
                let found = number(&t, &call).await.unwrap().unwrap();
                let expected = expected(rows);
                let types = (y.data_type(), p.data_type());
                assert!(
                    (found - expected).abs() <= 1e-12 * expected.abs().max(1.0),
                    "{call} of {types:?}: {found}, not {expected}"
                );
            }
        }
    }
}

#[tokio::test]
async fn errors_and_correlations_of_numbers() {
    let data = errors();
    let truth: Vec<_> = data.iter().map(|row| row.0).collect();
    let decimals = truth.iter().map(|&y| (y * 10.0) as i128);
    let decimals =
        Decimal128Array::from_iter_values(decimals).with_precision_and_scale(10, 1).unwrap();
    let truths: Vec<ArrayRef> = vec![
        floats(truth.iter().copied()),
        Arc::new(Int32Array::from_iter_values(truth.iter().map(|&y| y as i32))),
        Arc::new(decimals),
    ];
    let predictions: Vec<ArrayRef> = vec![
        floats(data.iter().map(|row| row.1)),
        Arc::new(Float32Array::from_iter_values(data.iter().map(|row| row.1 as f32))),
    ];
    let all = || (truths.clone(), predictions.clone());
    let definitions: [(&str, Definition); 8] = [
        ("mse(y, p?)", naive::mse),
        ("mean_squared_error(y, p?)", naive::mse),
        ("rmse(y, p?)", |rows| naive::mse(rows).sqrt()),
        ("mae(y, p?)", naive::mae),
        ("r2(y, p?)", naive::r2),
        ("r2_score(y, p?)", naive::r2),
        ("pearson(y, p?)", naive::pearson),
        ("pearson_correlation(y, p?)", naive::pearson),
    ];
    for (call, definition) in definitions {
        let (truths, predictions) = all();
        check(&data, truths, predictions, call, definition).await;
    }
}

#[tokio::test]
async fn decisions_and_scores_of_labels() {
    let data = scores();
    let labels = || data.iter().map(|row| row.0);
    let truths: Vec<ArrayRef> = vec![
        Arc::new(BooleanArray::from_iter(labels().map(|y| Some(y == 1.0)))),
        Arc::new(Int8Array::from_iter_values(labels().map(|y| y as i8))),
        floats(labels()),
    ];
    let predictions: Vec<ArrayRef> = vec![
        floats(data.iter().map(|row| row.1)),
        Arc::new(Float32Array::from_iter_values(data.iter().map(|row| row.1 as f32))),
    ];
    let definitions: [(&str, Definition); 10] = [
        ("binary_accuracy(y, p, 0.5?)", |rows| naive::accuracy(rows, 0.5)),
        ("binary_accuracy(y, p, 0.75?)", |rows| naive::accuracy(rows, 0.75)),
        ("precision(y, p, 0.25?)", |rows| naive::precision(rows, 0.25)),
        ("recall(y, p, 0.75?)", |rows| naive::recall(rows, 0.75)),
        ("f1(y, p, 0.5?)", |rows| naive::f1(rows, 0.5)),
        ("f1_score(y, p, 1 - 0.75?)", |rows| naive::f1(rows, 0.25)),
        ("roc_auc(y, p?)", naive::roc_auc),
        ("average_precision(y, p?)", naive::average_precision),
        ("log_loss(y, p?)", naive::log_loss),
        ("binary_crossentropy(y, p?)", naive::log_loss),
    ];
    for (call, definition) in definitions {
        // The clipping of `f32` probabilities of 0 is at what 1e-7 is in `f32`.
        let kinds = if call.contains("p?)") && call.starts_with(['l', 'b']) { 1 } else { 2 };
        check(&data, truths.clone(), predictions[..kinds].to_vec(), call, definition).await;
    }
}

#[tokio::test]
async fn thresholds_are_a_half_unless_given() {
    let (y, p) =
        (floats([1.0, 0.0, 1.0, 1.0].into_iter()), floats([0.75, 0.6, 0.5, 0.9].into_iter()));
    let t = table(vec![("y", y), ("p", p)]);
    for (call, expected) in [
        ("binary_accuracy(y, p)", 0.5),
        ("precision(y, p)", 2.0 / 3.0),
        ("recall(y, p)", 2.0 / 3.0),
        ("f1(y, p)", 2.0 / 3.0),
        ("precision(y, p, 0.7)", 1.0),
        ("precision(y, p, threshold => 0.7, weight => y)", 1.0),
        ("mse(y, p, weight => 1 - y)", 0.36),
    ] {
        assert_eq!(number(&t, call).await.unwrap(), Some(expected), "{call}");
    }
}

/// Lists of 2 and of 3 classes in turns: each row by itself.
#[tokio::test]
async fn sparse_log_loss_of_lists() {
    let mut random = Random(3);
    let rows: Vec<_> = (0..200)
        .map(|row| {
            let list: Vec<_> = (0..2 + row / 7 % 2).map(|_| (1 + random.below(9)) as f32).collect();
            (random.below(list.len()), list, random.below(5) as f64 / 2.0)
        })
        .collect();
    let lists = rows.iter().map(|row| Some(row.1.iter().map(|&p| Some(p / 16.0))));
    let lists: ArrayRef = Arc::new(ListArray::from_iter_primitive::<Float32Type, _, _>(lists));
    let class = Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| row.0 as i32)));
    let weight = floats(rows.iter().map(|row| row.2));
    let t = table(vec![("y", class), ("p", lists), ("w", weight)]);
    let term = |(class, list, _): &(usize, Vec<f32>, f64)| {
        -f64::from(list[*class] / list.iter().sum::<f32>()).ln()
    };
    let naive = |weight: fn(&(usize, Vec<f32>, f64)) -> f64| {
        let total: f64 = rows.iter().map(|row| weight(row) * term(row)).sum();
        total / rows.iter().map(weight).sum::<f64>()
    };
    for (call, expected) in [
        ("sparse_log_loss(y, p)", naive(|_| 1.0)),
        ("sparse_log_loss(y, p, w)", naive(|row| row.2)),
        ("sparse_categorical_crossentropy(y, arrow_cast(p, 'LargeList(Float64)'))", naive(|_| 1.0)),
    ] {
        let found = number(&t, call).await.unwrap().unwrap();
        assert!((found - expected).abs() < 1e-6, "{call}: {found}, not {expected}");
    }
}
