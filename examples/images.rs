//! Images of bytes: checked against the shape of a sample, compared as they are, and converted.
//!
//! ```text
//! cargo run --example images
//! ```

use std::error::Error;

use ndarray::{Array, Axis, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::shape::SampleShape;

fn main() -> Result<(), Box<dyn Error>> {
    // Two images of 2 × 2 bytes each, and what a model makes of them.
    let images = array![[[0_u8, 255], [255, 0]], [[10, 20], [30, 40]]];
    let decoded = array![[[255_u8, 0], [0, 255]], [[12, 20], [30, 38]]];

    // The model is declared with one channel. The error says what to change, and nothing else is
    // done to the array.
    let sample = SampleShape::new([2, 2, 1]);
    let refused = sample.check(&images).unwrap_err().to_string();
    println!("{refused}");
    assert!(refused.ends_with("add it with `array.insert_axis(Axis(3))`"));
    let (images, decoded) = (images.insert_axis(Axis(3)), decoded.insert_axis(Axis(3)));
    assert_eq!(sample.check(&images)?, 2);

    // Bytes do not wrap: 0 − 255 is −255. Where Keras computes in uint8, it is 1.
    let squared = MeanSquaredError.per_sample(&images, &decoded)?;
    println!("squared error of each image, in bytes: {squared}");
    assert_eq!(squared, array![255.0 * 255.0, 2.0]);

    // Converted as models want them, in [0, 1]: the same error but for the scale, 255².
    let scale = |byte: u8| f32::from(byte) / 255.0;
    let (images, decoded) = (images.mapv(scale), decoded.mapv(scale));
    let converted = MeanSquaredError.per_sample(&images, &decoded)?;
    println!("squared error of each image, in [0, 1]: {converted}");
    assert_eq!(converted[0], 1.0);
    assert!((converted[1] * 255.0 * 255.0 - 2.0).abs() < 1e-5);

    // Truth in bytes and a prediction in [0, 1] meet as the numbers they are: the scale is yours.
    let bytes = Array::from_elem((2, 2, 2, 1), 255_u8);
    let mixed = metrics::mean_absolute_error(&bytes, &bytes.mapv(scale))?;
    println!("absolute error of 255 from 1.0: {mixed}");
    assert_eq!(mixed, 254.0);
    Ok(())
}
