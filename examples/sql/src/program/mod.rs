//! The program around the functions: files, queries, a cluster, and what is said about them.

#[cfg_attr(not(feature = "cluster"), path = "without_cluster.rs")]
mod cluster;
mod compare;
mod data;
mod demonstration;
mod queries;
mod query;
mod speed;
mod states;

use std::error::Error;

pub(crate) use cluster::{lose_an_executor, run_executor, run_scheduler};
pub(crate) use demonstration::demonstrate;
pub(crate) use query::answer_query;
pub(crate) use speed::measure_speed;
pub(crate) use states::measure_states;

/// Why the program ends.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// What a step gives, or why the program ends.
pub(crate) type Outcome<T> = Result<T, Failure>;
