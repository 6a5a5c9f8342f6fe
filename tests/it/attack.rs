//! What an attack on every promise found, by the numbers of its report: the smallest input of each kind, and
//! others of its kind.

mod checkpoints;
mod names;
mod sizes;
mod weights;
