//! Items ranked for a query: what scikit-learn says with ties, and `trec_eval` without them, query by query
//! (`retrieval.json`).

use ndarray::Array2;
use ndarray_metrics::prelude::*;
use serde_json::Value;

fn rows(value: &Value) -> Array2<f64> {
    let rows: Vec<Vec<f64>> = serde_json::from_value(value.clone()).expect("rows");
    Array2::from_shape_vec((rows.len(), rows[0].len()), rows.concat()).expect("of one length")
}

/// The value of each query, NaN where it has none.
fn found(batch: &Value, reading: &Value) -> Vec<f64> {
    let (y, p) = (rows(&batch["true"]), rows(&batch["pred"]));
    let k = reading["k"].as_u64().map(|k| k as usize);
    let (gain, zero_division) = (Gain::Exponential, None);
    let values = match reading["metric"].as_str().expect("a name") {
        "dcg" => Dcg { k, ..Default::default() }.per_sample(&y, &p),
        "dcg_exponential" => Dcg { gain, k }.per_sample(&y, &p),
        "ndcg" => Ndcg { k, ..Default::default() }.per_sample(&y, &p),
        "ndcg_exponential" => Ndcg { gain, k, zero_division }.per_sample(&y, &p),
        "mean_reciprocal_rank" => MeanReciprocalRank { k, zero_division }.per_sample(&y, &p),
        "mean_average_precision" => {
            MeanAveragePrecision { k, ..Default::default() }.per_sample(&y, &p)
        }
        "precision_at_k" => PrecisionAtK { k, zero_division }.per_sample(&y, &p),
        "recall_at_k" => RecallAtK { k, zero_division }.per_sample(&y, &p),
        "hit_rate_at_k" => HitRateAtK { k, zero_division }.per_sample(&y, &p),
        "r_precision" => RPrecision { zero_division }.per_sample(&y, &p),
        other => panic!("no metric is called {other}"),
    };
    values.expect("accepted").to_vec()
}

#[test]
fn queries_have_the_values_of_others() {
    let file: Value =
        serde_json::from_str(include_str!("../data/retrieval.json")).expect("a JSON file");
    let (mut queries, batches) = (0, file["batches"].as_array().expect("batches"));
    for batch in batches {
        for reading in batch["readings"].as_array().expect("readings") {
            let expected = reading["values"].as_array().expect("values");
            let expected = expected.iter().map(|value| value.as_f64().unwrap_or(f64::NAN));
            for (found, expected) in found(batch, reading).into_iter().zip(expected) {
                let near = (found - expected).abs() <= 1e-11 * expected.max(1.0);
                assert!(
                    near || found.is_nan() && expected.is_nan(),
                    "{found}, not {expected}: {reading}"
                );
                queries += 1;
            }
        }
    }
    assert_eq!((batches.len(), queries), (8, QUERIES));
}

/// The values of all queries in the file.
const QUERIES: usize = 2080;
