//! A metric of one's own with two columns of prediction: the Gaussian negative log-likelihood of a mean
//! and a variance. It checks its shapes, and abstains where the truth is unknown.
//!
//! ```text
//! cargo run --example own_metric
//! ```

use ndarray::array;
use ndarray_metrics::prelude::*;
use ndarray_metrics::shape::SampleShape;
use ndarray_metrics::{Shapes, laws};

#[derive(Clone, Debug, PartialEq)]
struct GaussianNll;

impl MeanMeasure for GaussianNll {
    type Unit = PerTarget;

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        SampleShape::new([2]).check_dimensions("y_pred", shapes.y_pred()).map(drop)
    }
}

impl Targeted for GaussianNll {
    const ABSTAINS: bool = true;

    fn abstains<T: Element, P: Element>(&self, y: T, _: &[P]) -> bool {
        y.to_f64().is_nan()
    }

    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        |y, row| {
            let (error, variance) = (y.to_f64() - row[0].to_f64(), row[1].to_f64());
            0.5 * ((std::f64::consts::TAU * variance).ln() + error * error / variance)
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (y_true, y_pred) = (array![1.0, f64::NAN, 3.0], array![[1.0, 1.0], [9.0, 4.0], [1.0, 4.0]]);
    let value = GaussianNll.evaluate(&y_true, &y_pred)?;
    println!("mean negative log-likelihood: {value:.6}");
    let tau = std::f64::consts::TAU;
    assert!((value - 0.25 * (tau.ln() + (4.0 * tau).ln() + 1.0)).abs() < 1e-15);
    assert!(GaussianNll.evaluate(&y_true, &array![[1.0], [1.0], [1.0]]).is_err());
    laws::check(&GaussianNll, &array![1.0, 2.0, 3.0], &y_pred, 1)?; // every promise, on a batch
    Ok(())
}
