//! The outputs within a model beside its final one: does each stage do better than the one before?
//!
//! ```text
//! cargo run --example intermediate_outputs
//! ```

use std::error::Error;

use ndarray::{Array1, array};
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;

/// A model of two stages that also returns what its first stage says, as a Keras model of
/// `outputs=[coarse, fine]` does.
fn model(x: &Array1<f32>) -> [Array1<f32>; 2] {
    let coarse = x.mapv(f32::round);
    let fine = x.mapv(|x| (x * 2.0).round() / 2.0);
    [coarse, fine]
}

fn main() -> Result<(), Box<dyn Error>> {
    let names = ["coarse", "fine"];
    let metrics = Collection::named(["mse", "mae"])?;
    let mut streams = names.map(|_| metrics.clone().streaming());

    // The model is asked once per batch, and every output goes into its own stream.
    for batch in [array![0.25_f32, 0.5, 1.0], array![1.75_f32]] {
        for (stream, output) in streams.iter_mut().zip(model(&batch)) {
            stream.update(&batch, &output)?;
        }
    }

    for (name, stream) in names.iter().zip(&streams) {
        println!("{name}\n{}", stream.result());
    }
    // coarse says 0, 1, 1, 2 and is off by 0.25, 0.5, 0, 0.25;
    // fine says 0.5, 0.5, 1, 2 and is off by 0.25, 0, 0, 0.25.
    let [coarse, fine] = streams.map(|stream| stream.result());
    assert_eq!(coarse.number("mae"), Some(Ok(0.25)));
    assert_eq!(coarse.number("mse"), Some(Ok(0.09375)));
    assert_eq!(fine.number("mae"), Some(Ok(0.125)));
    assert_eq!(fine.number("mse"), Some(Ok(0.03125)));

    // Sample by sample: how much the second stage gains.
    let x = array![0.25_f32, 0.5, 1.0, 1.75];
    let [before, after] = model(&x).map(|output| MeanAbsoluteError.per_sample(&x, &output));
    let gained = before? - after?;
    println!("gained by the second stage: {gained}");
    assert_eq!(gained, array![0.0, 0.5, 0.0, 0.0]);
    Ok(())
}
