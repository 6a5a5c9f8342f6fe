//! Items ranked for a query: how the scores of a row order its relevant items.
//!
//! Every value is the expectation over random orders of equal scores, in closed form (McSherry and Najork 2008).

mod average_precision;
mod block;
mod cumulative_gain;
mod fall_out;
mod gains;
mod hit_rate;
mod per_query;
mod precision;
mod query;
mod recall;
mod reciprocal_rank;
mod roc_auc;
mod sum;

pub use average_precision::*;
pub use cumulative_gain::*;
pub use fall_out::*;
pub use gains::Gain;
pub use hit_rate::*;
pub use precision::*;
pub use recall::*;
pub use reciprocal_rank::*;
pub use roc_auc::*;
