//! One test program: laws, golden values, naive definitions, refusals.

mod allocation;
#[cfg(feature = "serde")]
mod checkpoint;
mod classes;
mod collection;
mod data;
mod evaluate;
mod exact_sum;
mod golden;
mod groups;
mod large;
mod lawbreakers;
mod laws;
mod math;
mod moments;
mod naive;
mod ranking;
mod refusals;
mod shapes;
mod table;
mod worked_examples;
