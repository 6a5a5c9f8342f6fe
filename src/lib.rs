//! Evaluation metrics.
#![forbid(unsafe_code)]

mod batch;
pub mod domain;
pub mod element;
mod error;
mod kernel;
pub mod laws;
pub mod mean;
mod measure;
mod metric;
pub mod metrics;
#[cfg(feature = "rayon")]
mod parallel;
pub mod shape;
pub mod state;
mod tuple;
mod units;

pub use batch::{Batch, Block};
pub use error::{Error, Undefined};
pub use kernel::{InstructionSet, math};
pub use measure::{Measure, Observation, Observe, Output};
pub use metric::{Metric, Streaming};

/// Everything that one line should bring.
pub mod prelude {
    pub use crate::element::Element;
    pub use crate::error::{Error, Undefined};
    pub use crate::mean::{
        Elementwise, Labelled, MeanMeasure, PerElement, PerLabel, PerRow, Rowwise,
    };
    pub use crate::measure::Measure;
    pub use crate::metric::Metric;
    pub use crate::metrics::{self, *};
    pub use crate::state::{Averaging, Disagreement, PerClass};
}
