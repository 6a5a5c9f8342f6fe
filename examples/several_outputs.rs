//! A regression with several outputs: pooled, by output, and the report of one.
//!
//! ```text
//! cargo run --example several_outputs
//! ```

use ndarray::{Axis, array};
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Error> {
    let y_true = array![[1.0, 10.0], [2.0, 20.0], [3.0, 60.0]];
    let y_pred = array![[1.5, 10.0], [2.0, 25.0], [2.0, 55.0]];

    // Pooled over all elements, as in Keras.
    let pooled = metrics::mean_absolute_error(&y_true, &y_pred)?;
    assert_eq!(pooled, 11.5 / 6.0);

    // By output: columns are views, nothing is copied.
    for (output, (y, p)) in y_true.axis_iter(Axis(1)).zip(y_pred.axis_iter(Axis(1))).enumerate() {
        println!("output {output}: RMSE {:.4}", metrics::root_mean_squared_error(&y, &p)?);
    }
    let r2 = R2Score::default().per_column().evaluate(&y_true, &y_pred)?;
    println!("R² of each output: {r2:?}");
    assert_eq!(r2[0], Ok(1.0 - 1.25 / 2.0));

    // All usual numbers of one output.
    print!("{}", Regression.evaluate(&y_true.column(1), &y_pred.column(1))?);
    Ok(())
}
