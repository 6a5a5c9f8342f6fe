//! One test program: laws, golden values, naive definitions, refusals, traps.
//!
//! With `--cfg core_only` a smaller one, built in less than a minute: what tests shapes, states and
//! kernels. It is for mutation testing, which builds it anew for every mutant.

mod allocation;
mod calibration;
#[cfg(feature = "serde")]
mod checkpoint;
mod classes;
#[cfg(not(core_only))]
mod collection;
mod counting;
mod data;
#[cfg(not(core_only))]
mod evaluate;
mod exact_sum;
#[cfg(not(core_only))]
mod examples;
#[cfg(not(core_only))]
mod golden;
mod groups;
#[cfg(not(core_only))]
mod large;
#[cfg(not(core_only))]
mod lawbreakers;
mod laws;
mod math;
mod moments;
#[cfg(not(core_only))]
mod naive;
#[cfg(not(core_only))]
mod program;
mod ranking;
mod refusals;
#[cfg(not(core_only))]
mod reports;
#[cfg(not(core_only))]
mod scale;
mod shapes;
#[cfg(all(feature = "rayon", feature = "serde", not(core_only)))]
mod stream;
#[cfg(not(core_only))]
mod table;
#[cfg(not(core_only))]
mod traps;
#[cfg(not(core_only))]
mod worked_examples;
