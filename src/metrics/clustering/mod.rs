//! How far two clusterings of the same samples agree, and how far clusters are apart.

mod dispersion;
mod distances;
mod information;
mod labels;
mod matched;
mod observer;
mod pairs;
mod points;
mod separation;
mod silhouette;
mod v_measure;

pub use dispersion::*;
pub use information::*;
pub use matched::*;
pub use observer::ClusterPairs;
pub use pairs::*;
pub use separation::*;
pub use silhouette::*;
pub use v_measure::*;
