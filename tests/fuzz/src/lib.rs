//! What the fuzz targets share: measures, batches and numbers drawn from the fuzzer's bytes, and
//! what must hold for every stream.

mod batch;
mod measure;
mod numbers;
#[path = "../../it/attack/random/options.rs"]
mod options;
mod readings;
mod streams;

pub use batch::{Batch, Types};
pub use measure::{any_measure, measure_like};
pub use readings::read_everything;
pub use streams::{Stream, bits, bytes, check_written, is_unlike_itself};
