//! Predicted numbers: errors, explained variation, correlations, angles.

mod correlation;
mod correlation_per_row;
mod cosine;
mod errors;
mod moments;
mod percentage;
mod r2;
mod robust;

pub use correlation::*;
pub use correlation_per_row::*;
pub use cosine::*;
pub use errors::*;
pub use moments::*;
pub use percentage::*;
pub use r2::*;
pub use robust::*;
