//! A value for each group of samples, from batches that mix the groups.
//!
//! ```text
//! cargo run --example groups
//! ```

use ndarray::array;
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Error> {
    let names = ["north", "south", "west"];
    let mut errors = Grouped::new(MeanAbsoluteError);
    errors.grow(names.len())?;
    errors.update(&[0, 2, 0, 2], &array![1.0, 2.0, 3.0, 4.0], &array![1.0, 4.0, 3.5, 4.0])?;
    errors.update(&[2], &array![7.0], &array![4.0])?;
    let metrics = errors.metrics();
    for (name, metric) in names.iter().zip(metrics) {
        match metric.result() {
            Ok(error) => println!("{name}: {error:.3}"),
            Err(reason) => println!("{name}: {reason}"),
        }
    }
    assert_eq!(metrics[2].result(), Ok(5.0 / 3.0));

    // All samples together are the merge of the groups.
    let mut all = MeanAbsoluteError.streaming();
    metrics.iter().try_for_each(|group| all.merge(group))?;
    assert_eq!(all.result()?, 5.5 / 5.0);
    Ok(())
}
