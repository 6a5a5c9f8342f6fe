//! Exact arithmetic: sums that are never rounded ([`sum`], [`tally`]), the grids that turn terms into
//! integers ([`split`], [`bins`], [`keyed`]) or into limbs ([`limbs`]), and the wide numbers in which readings subtract, divide and
//! compare ([`wide`], [`double`], [`compare`]).

pub(crate) mod bins;
mod blocks;
pub(crate) mod compare;
pub(crate) mod digits;
pub(crate) mod double;
mod grid;
pub(crate) mod keyed;
pub(crate) mod limbs;
pub(crate) mod part;
pub(crate) mod product;
mod scaled;
pub(crate) mod split;
pub(crate) mod sum;
mod tally;
mod term_grids;
pub(crate) mod twofold;
pub(crate) mod wide;

pub use sum::{ExactSum, NotANumber};
pub use tally::{NotAWeight, Tally};
