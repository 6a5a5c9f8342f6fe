//! One test program: laws, golden values, naive definitions, refusals, traps.

mod advice;
mod allocation;
mod attack;
mod by_hand;
mod calibration;
mod cases;
#[cfg(feature = "serde")]
mod checkpoint;
mod classes;
mod collection;
mod cost;
mod counting;
mod data;
mod display;
mod exact_sum;
mod examples;
mod fraction;
mod functions;
mod golden;
mod groups;
#[cfg(feature = "half")]
mod half_precision;
mod large;
mod lawbreakers;
mod laws;
mod list;
mod math;
mod mistakes;
mod moments;
mod multilabel;
mod naive;
mod names;
mod npy;
mod own_metrics;
mod probabilities;
mod ranking;
mod refusals;
mod reports;
mod scale;
mod scales;
mod shapes;
mod sharing;
mod surprises;
mod table;
mod traps;
mod worked_examples;
