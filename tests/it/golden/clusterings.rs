//! Agreement of clusterings, and how far clusters are apart: what scikit-learn, scipy and definitions say of the same
//! batches (`sklearn_clusterings.json`).

use ndarray::{ArrayRef, IxDyn};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::PairConfusion;
use serde_json::Value;

use super::arrays::{numbers, weighted};
use super::readings::{TOLERANCE, compare, of_numbers};

fn pairs(batch: &Value, count: fn(PairConfusion) -> u128) -> Vec<f64> {
    let (y, p, w) = (numbers(&batch["true"]), numbers(&batch["pred"]), &batch["weights"]);
    let mut stream = AdjustedRandIndex.streaming();
    match w["dtype"].as_str() {
        None => stream.update(&y, &p),
        Some(_) => stream.update_weighted(&y, &p, &numbers(w)),
    }
    .expect("a good batch");
    let whole = weighted(AdjustedRandIndex, &y, &p, w).expect("a good batch");
    assert_eq!(stream.result(), whole);
    vec![count(stream.state().pair_confusion().expect("samples")) as f64]
}

type Labels = ArrayRef<f64, IxDyn>;

fn of_points<R>(batch: &Value, value: fn(&Labels, &Labels) -> Result<R, Error>) -> R {
    value(&numbers(&batch["true"]), &numbers(&batch["pred"])).expect("a value")
}

fn mean(reading: &Value) -> EntropyMean {
    match reading["options"]["mean"].as_str().expect("a mean") {
        "arithmetic" => EntropyMean::Arithmetic,
        "geometric" => EntropyMean::Geometric,
        "min" => EntropyMean::Min,
        _ => EntropyMean::Max,
    }
}

fn found(batch: &Value, reading: &Value) -> Vec<f64> {
    match reading["metric"].as_str().expect("a name") {
        "true_positives" => pairs(batch, |pairs| pairs.true_positives),
        "false_positives" => pairs(batch, |pairs| pairs.false_positives),
        "false_negatives" => pairs(batch, |pairs| pairs.false_negatives),
        "true_negatives" => pairs(batch, |pairs| pairs.true_negatives),
        "rand_index" => of_numbers(RandIndex, batch),
        "adjusted_rand_index" => of_numbers(AdjustedRandIndex, batch),
        "fowlkes_mallows" => of_numbers(FowlkesMallows, batch),
        "mutual_information" => of_numbers(MutualInformation, batch),
        "homogeneity" => of_numbers(Homogeneity, batch),
        "completeness" => of_numbers(Completeness, batch),
        "v_measure" => {
            let beta = reading["options"]["beta"].as_f64().expect("a number");
            of_numbers(VMeasure { beta }, batch)
        }
        "normalized_mutual_information" => {
            of_numbers(NormalizedMutualInformation { mean: mean(reading) }, batch)
        }
        "adjusted_mutual_information" => {
            of_numbers(AdjustedMutualInformation { mean: mean(reading) }, batch)
        }
        "purity" => of_numbers(Purity, batch),
        "cluster_accuracy" => of_numbers(ClusterAccuracy, batch),
        "calinski_harabasz" => of_numbers(CalinskiHarabasz, batch),
        "silhouette" => vec![of_points(batch, metrics::silhouette)],
        "silhouette_samples" => of_points(batch, metrics::silhouette_samples).to_vec(),
        "davies_bouldin" => vec![of_points(batch, metrics::davies_bouldin)],
        "dunn_index" => vec![of_points(batch, metrics::dunn_index)],
        other => panic!("no reading is called {other}"),
    }
}

#[test]
fn clusterings_have_the_values_of_others() {
    let file = include_str!("../data/sklearn_clusterings.json");
    compare(file, 1533, |expected: f64| TOLERANCE * expected.abs().max(1.0), found);
}
