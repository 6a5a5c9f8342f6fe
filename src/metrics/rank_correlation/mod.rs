//! How far truth and prediction put samples in one order.

mod kendall;
mod observer;
mod somers;
mod spearman;

pub use kendall::*;
pub use observer::ElementPairs;
pub use somers::*;
pub use spearman::*;
