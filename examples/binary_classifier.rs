//! A binary classifier: the whole report, a threshold, and the counts at it.
//!
//! ```text
//! cargo run --example binary_classifier
//! ```

use ndarray::array;
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Error> {
    let y_true = array![1, 0, 1, 1, 0, 0, 1, 0];
    let y_pred = array![0.9_f32, 0.2, 0.6, 0.4, 0.1, 0.7, 0.8, 0.3];

    // One number each, with Keras's or scikit-learn's defaults.
    assert_eq!(metrics::binary_f1_score(&y_true, &y_pred)?, 0.75);
    assert_eq!(metrics::roc_auc(&y_true, &y_pred)?, 0.875);

    // All usual numbers in one pass.
    let report = BinaryClassification::default().evaluate(&y_true, &y_pred)?;
    print!("{report}");

    // Deciding by the best threshold instead of 0.5. Choose it on other data than you report on.
    let best = report.best_f1?;
    assert_eq!((best.lowest_positive, best.counts.recall()?), (f64::from(0.4_f32), 1.0));
    let decided = BinaryF1Score { threshold: best.threshold }.evaluate(&y_true, &y_pred)?;
    assert_eq!(decided, best.value);
    Ok(())
}
