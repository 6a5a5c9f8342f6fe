//! One test program: laws, golden values, naive definitions, refusals.

mod data;
mod evaluate;
mod exact_sum;
mod golden;
mod laws;
mod math;
mod naive;
mod ranking;
mod refusals;
mod shapes;
mod worked_examples;
