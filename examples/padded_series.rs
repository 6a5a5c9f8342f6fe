//! Series of any length: batches of different lengths, and padded ones with a mask.
//!
//! ```text
//! cargo run --example padded_series
//! ```

use ndarray::{Array2, array};
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Error> {
    // Two series of two steps, then one of four. Each step counts the same, whichever batch it came in.
    let mut stream = MeanAbsoluteError.streaming();
    stream.update(&array![[1.0, 2.0], [3.0, 4.0]], &array![[2.0, 3.0], [3.0, 2.0]])?;
    stream.update(&array![[1.0, 2.0, 3.0, 4.0]], &array![[4.0, 5.0, 3.0, 4.0]])?;
    println!("mean absolute error of eight steps: {}", stream.result()?);

    // The same series in one batch, padded. What the mask hides is not looked at: even NaN may stand there.
    let nan = f64::NAN;
    let y_true = array![[1.0, 2.0, nan, nan], [3.0, 4.0, nan, nan], [1.0, 2.0, 3.0, 4.0]];
    let y_pred = array![[2.0, 3.0, 0.0, 0.0], [3.0, 2.0, 0.0, 0.0], [4.0, 5.0, 3.0, 4.0]];
    let lengths = [2, 2, 4];
    let mask = Array2::from_shape_fn((3, 4), |(series, step)| step < lengths[series]);
    let padded = MeanAbsoluteError.evaluate_weighted(&y_true, &y_pred, &mask)?;
    assert_eq!(padded.to_bits(), stream.result()?.to_bits());

    // One number for each series: the mean over its own steps.
    let each = MeanAbsoluteError.per_sample_weighted(&y_true, &y_pred, &mask)?;
    println!("of each series: {each}");
    assert_eq!(each, array![1.0, 1.0, 1.5]);
    Ok(())
}
