//! A training loop: metrics from a configuration file, a loss for each step, and a checkpoint from which
//! the evaluation goes on with the same bits.
//!
//! ```text
//! cargo run --features serde --example training_loop
//! ```

use ndarray::array;
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;
use serde::{Deserialize, Serialize};

/// As it would stand in a file: names, or names with options.
const CONFIGURATION: &str = r#"["bce", {"binary_accuracy": {"threshold": 0.7}}, "roc_auc"]"#;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Progress {
    epoch: u32,
    loss: Streaming<Mean>,
    #[serde(deserialize_with = "validation")]
    validation: Streaming<Collection>,
}

fn validation<'de, D: serde::Deserializer<'de>>(
    reader: D,
) -> Result<Streaming<Collection>, D::Error> {
    let metrics = serde_json::from_str(CONFIGURATION).map_err(serde::de::Error::custom)?;
    Streaming::restore_from(metrics, reader)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let metrics: Collection = serde_json::from_str(CONFIGURATION)?;
    let mut progress =
        Progress { epoch: 1, loss: Mean.streaming(), validation: metrics.streaming() };
    progress.loss.push_weighted(0.7, 32)?; // the mean loss of a batch, and its number of samples
    progress.loss.push_weighted(0.4, 8)?;
    progress.validation.update(&array![1, 0, 1], &array![0.9, 0.2, 0.6])?;

    let file = serde_json::to_string(&progress)?;
    let mut resumed: Progress = serde_json::from_str(&file)?;
    assert_eq!(resumed, progress);
    resumed.validation.update(&array![0, 1], &array![0.4, 0.8])?;
    print!(
        "epoch {}, loss {}\n{}",
        resumed.epoch,
        resumed.loss.result()?,
        resumed.validation.result()
    );
    assert_eq!(resumed.validation.result().number("binary_accuracy"), Some(Ok(0.8)));
    Ok(())
}
