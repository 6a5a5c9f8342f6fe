//! A metric of each sample as one more feature of a model's input, which is what a custom metric
//! layer does in Keras: how far an autoencoder is off tells a classifier what is unusual.
//!
//! ```text
//! cargo run --example feature_column
//! ```

use std::error::Error;

use ndarray::{Axis, array, concatenate};
use ndarray_metrics::prelude::*;
use ndarray_metrics::shape::SampleShape;

fn main() -> Result<(), Box<dyn Error>> {
    // Three samples of two features, and what an autoencoder makes of them.
    let features = array![[1.0_f32, 2.0], [3.0, 4.0], [5.0, 6.0]];
    let decoded = array![[1.0_f32, 2.0], [3.0, 6.0], [8.0, 2.0]];
    SampleShape::new([2]).check(&features)?;

    // One number per sample, in `f64` whatever comes in; the model takes `f32`.
    let errors = MeanSquaredError.per_sample(&features, &decoded)?;
    assert_eq!(errors, array![0.0, 2.0, 12.5]);
    let column = errors.mapv(|error| error as f32).insert_axis(Axis(1));

    let input = concatenate(Axis(1), &[features.view(), column.view()])?;
    println!("{input}");
    assert_eq!(SampleShape::new([3]).check(&input)?, 3);
    assert_eq!(input, array![[1.0, 2.0, 0.0], [3.0, 4.0, 2.0], [5.0, 6.0, 12.5]]);

    // A sample without weight has no error. NaN says so, and is not for a model: choose.
    let known = array![true, false, true];
    let errors = MeanSquaredError.per_sample_weighted(&features, &decoded, &known)?;
    assert!(errors[1].is_nan());
    let filled = errors.mapv(|error| if error.is_nan() { -1.0 } else { error });
    println!("with -1 where nothing is known: {filled}");
    assert_eq!(filled, array![0.0, -1.0, 12.5]);
    Ok(())
}
