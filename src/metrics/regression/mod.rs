//! Predicted numbers: errors, explained variation, correlations, angles.

mod bias;
mod correlation;
mod correlation_per_row;
mod cosine;
mod d2;
mod deviance;
mod errors;
mod explained_variance;
mod logarithmic;
mod moments;
mod percentage;
mod quantiles;
mod r2;
mod relative;
mod robust;
mod scaled;
mod symmetric;
mod weighted_percentage;

pub use bias::*;
pub use correlation::*;
pub use correlation_per_row::*;
pub use cosine::*;
pub use d2::*;
pub use deviance::*;
pub use errors::*;
pub use explained_variance::*;
pub use logarithmic::*;
pub use moments::*;
pub use percentage::*;
pub use quantiles::*;
pub use r2::*;
pub use relative::*;
pub use robust::*;
pub use scaled::*;
pub use symmetric::*;
pub use weighted_percentage::*;
