//! One test program: values against naive definitions, nulls, refusals, bits, states, the program.

mod bits;
#[cfg(feature = "cluster")]
mod cluster;
mod far;
mod intervals;
mod listed;
mod models;
mod naive;
mod nulls;
mod program;
mod query;
mod refusals;
mod session;
mod states;
mod undefined;
mod values;
mod windows;
