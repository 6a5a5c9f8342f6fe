//! One evaluation on several workers: each has a part of the data, and the parts are merged, in any order,
//! to the bits of the whole.
//!
//! ```text
//! cargo run --example workers
//! ```

use std::thread;

use ndarray::{Array1, ArrayView1, Axis};
use ndarray_metrics::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let y_true: Array1<bool> = (0..10_000).map(|i| i * 7919 % 10 < 3).collect();
    let y_pred: Array1<f32> = (0..10_000).map(|i| (i * 104_729 % 9973) as f32 / 9973.0).collect();
    let measures = (BinaryCrossentropy::default(), BinaryAccuracy::default(), RocAuc);

    let parts = y_true.axis_chunks_iter(Axis(0), 2600).zip(y_pred.axis_chunks_iter(Axis(0), 2600));
    let evaluate = |(y, p): (ArrayView1<'_, bool>, ArrayView1<'_, f32>)| {
        let mut stream = measures.streaming();
        stream.update(&y, &p).map(|()| stream)
    };
    let streams: Result<Vec<_>, Error> = thread::scope(|scope| {
        let workers: Vec<_> = parts.map(|part| scope.spawn(move || evaluate(part))).collect();
        workers.into_iter().map(|worker| worker.join().expect("no panic")).collect()
    });
    let mut all = measures.streaming();
    streams?.iter().rev().try_for_each(|stream| all.merge(stream))?;
    println!("{:?}", all.result());
    assert_eq!(all.result(), measures.evaluate(&y_true, &y_pred)?);
    Ok(())
}
