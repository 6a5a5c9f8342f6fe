//! Forecasts of numbers that say how sure they are: quantiles, intervals, ensembles and Gaussian
//! distributions.

mod columns;
mod crossing;
mod ensemble;
mod gaussian;
mod interval;
mod interval_score;
mod pinball;
mod pinball_of_levels;
mod pit_histogram;
mod quantile_crps;
mod rank_histogram;
mod weighted_interval_score;

pub use crossing::*;
pub use ensemble::*;
pub use gaussian::*;
pub use interval::*;
pub use interval_score::*;
pub use pinball::*;
pub use pinball_of_levels::*;
pub use pit_histogram::*;
pub use quantile_crps::*;
pub use rank_histogram::*;
pub use weighted_interval_score::*;
