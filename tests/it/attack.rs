//! What an attack on every promise found, by the numbers of its report: the smallest input of each kind, and
//! others of its kind.

mod checkpoints;
mod integers;
mod names;
#[cfg(feature = "serde")]
mod random;
#[cfg(feature = "serde")]
mod room;
mod sizes;
mod weights;
