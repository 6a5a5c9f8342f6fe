//! What a build without the feature `cluster` says of clusters.

use std::path::Path;

use datafusion::arrow::array::RecordBatch;
use datafusion::prelude::SessionContext;

use super::Outcome;

const MISSING: &str = "this build has no cluster: build it with `--features cluster`";

pub(crate) async fn demonstrate(_: &Path, _: &[RecordBatch]) -> Outcome<()> {
    println!("A cluster of three processes: {MISSING}\n");
    Ok(())
}

pub(crate) async fn remote(_: &str) -> Outcome<SessionContext> {
    Err(MISSING.into())
}

pub(crate) async fn lose_an_executor(_: usize) -> Outcome<()> {
    Err(MISSING.into())
}

pub(crate) async fn run_scheduler() -> Outcome<()> {
    Err(MISSING.into())
}

pub(crate) async fn run_executor(_: &str, _: &str) -> Outcome<()> {
    Err(MISSING.into())
}
