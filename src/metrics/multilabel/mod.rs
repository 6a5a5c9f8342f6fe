//! Several labels of each sample: how the decided labels of a row agree with the true ones, and how
//! a row's scores rank them.

mod coverage;
mod f_score;
mod jaccard;
mod overlap;
mod precision_recall;
mod ranked;
mod ranking;
mod subsets;

pub use coverage::*;
pub use f_score::*;
pub use jaccard::*;
pub use precision_recall::*;
pub use ranking::*;
pub use subsets::*;
