//! Time series of any length: batches of different lengths, and padded ones with a mask.
//!
//! ```text
//! cargo run --example time_series
//! ```

use std::error::Error;

use ndarray::{Array2, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::shape::SampleShape;

fn main() -> Result<(), Box<dyn Error>> {
    // Series of one feature: [batch, time, 1], with as many steps as there are.
    let series = SampleShape::new([None, Some(1)]);

    // Two series of two steps each, then one of four. Each step counts the same, whichever batch
    // it came in: (1 + 1 + 0 + 2 + 3 + 3 + 0 + 0) / 8.
    let mut stream = MeanAbsoluteError.streaming();
    let y_true = array![[[1.0], [2.0]], [[3.0], [4.0]]];
    let y_pred = array![[[2.0], [3.0]], [[3.0], [2.0]]];
    assert_eq!(series.check(&y_true)?, 2);
    stream.update(&y_true, &y_pred)?;
    let longer = array![[[1.0], [2.0], [3.0], [4.0]]];
    assert_eq!(series.check(&longer)?, 1);
    stream.update(&longer, &array![[[4.0], [5.0], [3.0], [4.0]]])?;
    println!("mean absolute error of eight steps: {}", stream.result()?);
    assert_eq!(stream.result()?, 1.25);

    // The same three series in one batch, padded to four steps. The mask is a weight of 0 or 1 for
    // each step, and what it hides is not looked at: even NaN may stand there.
    let nan = f64::NAN;
    let y_true = array![
        [[1.0], [2.0], [nan], [nan]],
        [[3.0], [4.0], [nan], [nan]],
        [[1.0], [2.0], [3.0], [4.0]]
    ];
    let y_pred = array![
        [[2.0], [3.0], [0.0], [0.0]],
        [[3.0], [2.0], [0.0], [0.0]],
        [[4.0], [5.0], [3.0], [4.0]]
    ];
    let lengths = [2, 2, 4];
    let mask = Array2::from_shape_fn((3, 4), |(series, step)| step < lengths[series]);
    let padded = MeanAbsoluteError.evaluate_weighted(&y_true, &y_pred, &mask)?;
    println!("the same from a padded batch: {padded}");
    assert_eq!(padded.to_bits(), stream.result()?.to_bits());

    // One number for each series: the mean over its own steps.
    let each = MeanAbsoluteError.per_sample_weighted(&y_true, &y_pred, &mask)?;
    println!("of each series: {each}");
    assert_eq!(each, array![1.0, 1.0, 1.5]);
    Ok(())
}
