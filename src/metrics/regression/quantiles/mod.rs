//! Quantiles of errors and their extremes: the median error, the largest error, the spread of errors.

mod absolute;
mod d2;
mod extremes;
mod observer;
mod of_terms;
mod relative;
mod signed;
mod spread;
mod tolerance;

pub use absolute::*;
pub use d2::*;
pub use extremes::*;
pub use observer::*;
pub use of_terms::*;
pub use relative::*;
pub use signed::*;
pub use spread::*;
pub use tolerance::*;
