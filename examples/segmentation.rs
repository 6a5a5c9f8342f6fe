//! Segmentation with channels first and an ignored label, as models of torch give it.
//!
//! ```text
//! cargo run --example segmentation
//! ```

use ndarray::{Array4, array};
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Error> {
    // One image of 2 × 3 pixels with two classes: labels [batch, height, width], 255 for unlabelled
    // pixels; scores [batch, classes, height, width].
    let labels = array![[[0_u8, 0, 1], [255, 1, 1]]];
    let of_class_1 = [0.1_f32, 0.6, 0.8, 0.9, 0.7, 0.2];
    let scores = Array4::from_shape_fn((1, 2, 2, 3), |(_, class, row, column)| {
        let score = of_class_1[3 * row + column];
        if class == 1 { score } else { 1.0 - score }
    });

    let confusion =
        Confusion { ignore_class: Some(255), sparse_y_pred: false, ..Confusion::new(2) };
    // Classes lie along the last axis. The refusal says how to get them there, without a copy.
    let refused = MeanIou::from(confusion).evaluate(&labels, &scores).unwrap_err();
    assert!(refused.to_string().contains("`y_pred.permuted_axes([0, 2, 3, 1])`"), "{refused}");
    let scores = scores.permuted_axes([0, 2, 3, 1]);
    let matrix = confusion.evaluate(&labels, &scores)?;
    println!("IoU of each class: {:?}, mean {}", matrix.iou(PerClass), matrix.mean_iou()?);
    assert_eq!(matrix.iou(PerClass), [Ok(1.0 / 3.0), Ok(0.5)]);
    assert_eq!(MeanIou::from(confusion).evaluate(&labels, &scores)?, 5.0 / 12.0);
    Ok(())
}
