//! Exact arithmetic: sums that are never rounded, the integers and grids that they are made of, and
//! the wide numbers that readings take their differences and quotients in.

pub(crate) mod bins;
mod blocks;
pub(crate) mod columns;
mod digits;
pub(crate) mod double;
mod grid;
pub(crate) mod part;
pub(crate) mod product;
pub(crate) mod split;
pub(crate) mod sum;
mod tally;
mod term_grids;
pub(crate) mod twofold;
pub(crate) mod wide;

pub use sum::{ExactSum, NotANumber};
pub use tally::{NotAWeight, Tally};
