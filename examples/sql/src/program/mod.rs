//! The program around the functions: files, queries, a cluster, and what is said about them.

mod cluster;
mod compare;
mod data;
mod demonstration;
mod loss;
mod query;
mod roles;
mod speed;

use std::error::Error;

pub(crate) use demonstration::demonstrate;
pub(crate) use loss::lose_an_executor;
pub(crate) use roles::{run_executor, run_scheduler};
pub(crate) use speed::measure_speed;

/// What a step gives, or why the program ends.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;
