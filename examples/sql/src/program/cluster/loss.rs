//! An executor that is killed in the middle of a query.

use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Cluster;
use crate::program::Outcome;
use crate::program::compare::same_bits;
use crate::program::data::write;
use crate::program::queries::{QUERIES, ask, local, within_of_cluster};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Kills one of two executors half-way through a query, and says what its user sees.
pub(crate) async fn lose_an_executor(rows: usize) -> Outcome<()> {
    let directory = TempDir::new()?;
    write(directory.path(), rows)?;
    let (_, query) = QUERIES[0];
    let expected = ask(&local(directory.path(), 1, 8192).await?, query).await?;
    let whole = time_of(directory.path(), query).await?;
    println!("undisturbed: {:.2} s", whole.as_secs_f64());
    for part in [0.25, 0.5, 0.75] {
        let mut cluster = Cluster::start(2)?;
        let session = cluster.session(directory.path()).await?;
        let start = Instant::now();
        let asking = move || {
            let session = session.clone();
            async move { ask(&session, query).await }
        };
        let asked = tokio::spawn(within_of_cluster(PATIENCE, asking));
        tokio::time::sleep(whole.mul_f64(part)).await;
        cluster.kill(0)?;
        let seen = match asked.await? {
            Ok(answer) => same_bits(&expected, &answer).map(|_| "the same bits".to_string())?,
            Err(error) => format!("an error: {error}"),
        };
        println!("killed after {part} of that: {seen}, {:.2} s", start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// How long the query takes when nobody dies; the second time, as the first one warms up.
async fn time_of(directory: &Path, query: &str) -> Outcome<Duration> {
    let cluster = Cluster::start(2)?;
    let session = cluster.session(directory).await?;
    let start = Instant::now();
    ask(&session, query).await?;
    Ok(start.elapsed())
}
