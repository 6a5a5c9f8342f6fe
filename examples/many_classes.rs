//! Many classes from logits whose rank is known at run time only, as a model's runtime returns them.
//!
//! ```text
//! cargo run --example many_classes
//! ```

use ndarray::{ArrayD, IxDyn, array};
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flat = vec![2.0_f32, 0.5, -1.0, 0.1, 0.2, 0.3, -2.0, 3.0, 0.0, 1.0, 1.5, 0.0];
    let logits: ArrayD<f32> = ArrayD::from_shape_vec(IxDyn(&[4, 3]), flat)?;
    let labels = array![0_i64, 2, 1, 0];

    // Labels against rows of scores; the logits are said to be logits.
    let loss = SparseCategoricalCrossentropy { from_logits: true, ..Default::default() };
    let measures = (
        SparseCategoricalAccuracy,
        loss,
        SparseTopKCategoricalAccuracy { k: 2, ..Default::default() },
    );
    let (accuracy, loss, top_2) = measures.evaluate(&labels, &logits)?;
    println!("accuracy {}, loss {:.4}, in the best two {}", accuracy?, loss?, top_2?);
    assert_eq!((accuracy?, top_2?), (0.75, 1.0));

    // Everything by class is read off one confusion matrix.
    let matrix =
        Confusion { sparse_y_pred: false, ..Confusion::new(3) }.evaluate(&labels, &logits)?;
    print!("{}", ClassificationReport::from(&matrix).with_names(["cat", "dog", "eel"])?);
    assert_eq!(matrix.recall(PerClass), [Ok(0.5), Ok(1.0), Ok(1.0)]);
    assert_eq!(matrix.balanced_accuracy()?, 2.5 / 3.0);
    Ok(())
}
