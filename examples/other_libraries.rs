//! Data from other libraries: slices, nested lists, column-major matrices, columns with nulls.
//!
//! ```text
//! cargo run --example other_libraries
//! ```

use ndarray::{Array2, ArrayView1, ArrayView2, ShapeBuilder, aview1};
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A slice or a `Vec` is viewed, not copied.
    let (truth, prediction): (&[f32], Vec<f32>) = (&[1.0, 2.0, 4.0], vec![1.0, 3.0, 4.0]);
    let error = metrics::mean_squared_error(&aview1(truth), &ArrayView1::from(&prediction))?;
    assert_eq!(error, 1.0 / 3.0);

    // Rows of equal length are copied once, into one array.
    let rows = Vec::from([vec![0.9, 0.1], vec![0.2, 0.8]]);
    let scores = Array2::from_shape_vec((rows.len(), rows[0].len()), rows.concat())?;
    assert_eq!(metrics::sparse_categorical_accuracy(&aview1(&[0, 1]), &scores)?, 1.0);

    // Column-major data, as of nalgebra or faer, is viewed with its own strides.
    let column_major = [0.9, 0.2, 0.1, 0.8];
    let scores = ArrayView2::from_shape((2, 2).f(), &column_major)?;
    assert_eq!(metrics::sparse_categorical_accuracy(&aview1(&[0, 1]), &scores)?, 1.0);

    // A column with nulls is its values, and a mask of where there are any.
    let column = [Some(1.0), None, Some(4.0)];
    let values: Vec<f64> = column.iter().map(|value| value.unwrap_or_default()).collect();
    let known: Vec<bool> = column.iter().map(Option::is_some).collect();
    let (y, p, w) = (aview1(&values), aview1(&[2.0, 7.0, 4.0]), aview1(&known));
    let error = MeanAbsoluteError.evaluate_weighted(&y, &p, &w)?;
    println!("of the known values: {error}");
    assert_eq!(error, 0.5);
    Ok(())
}
