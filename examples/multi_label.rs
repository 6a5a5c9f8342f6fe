//! Several labels for each sample: scores by label, and averages over the labels.
//!
//! ```text
//! cargo run --example multi_label
//! ```

use ndarray::array;
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Error> {
    let y_true = array![[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0]];
    let y_pred = array![[0.9, 0.2, 0.4], [0.1, 0.3, 0.8], [0.7, 0.6, 0.2], [0.4, 0.9, 0.6]];

    // With a threshold, any number of labels may be predicted.
    let f1 = F1Score { average: PerClass, threshold: Some(0.5) }.evaluate(&y_true, &y_pred)?;
    println!("F1 of each label: {f1:?}");
    assert_eq!(f1, [Ok(1.0), Ok(1.0), Ok(0.5)]);
    let mean = F1Score { average: Average::Macro, threshold: Some(0.5) };
    assert_eq!(mean.evaluate(&y_true, &y_pred)?, 2.5 / 3.0);

    // Scores of several labels are ranked by label, or together: the values differ, so say which.
    assert!(RocAuc.evaluate(&y_true, &y_pred).is_err());
    assert_eq!(RocAuc.per_column().evaluate(&y_true, &y_pred)?, [Ok(1.0), Ok(1.0), Ok(0.75)]);
    assert_eq!(RocAuc.averaged().evaluate(&y_true, &y_pred)?, 2.75 / 3.0);
    assert_eq!(RocAuc.pooled().evaluate(&y_true, &y_pred)?, 34.0 / 36.0);
    Ok(())
}
