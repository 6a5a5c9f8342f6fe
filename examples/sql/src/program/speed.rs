//! Rows per second, next to DataFusion's own aggregates.

use std::time::Instant;

use datafusion::prelude::SessionContext;
use tempfile::TempDir;

use super::Outcome;
use super::data::write;
use super::queries::{ask, local};

/// Runs of each query, in turns; the fastest counts.
const RUNS: usize = 7;

/// Aggregates that are measured, the first of each pair against the second.
const PAIRS: [(&str, &str); 7] = [
    ("mse(y, p)", "avg((y - p) * (y - p))"),
    ("mse(y, p, weight)", "sum(weight * (y - p) * (y - p)) / sum(weight)"),
    ("pearson(y, p)", "corr(y, p)"),
    ("r2(y, p)", "regr_r2(y, p)"),
    ("log_loss(label, score)", "avg(-ln(CASE WHEN label THEN score ELSE 1 - score END))"),
    ("f1(label, score)", "avg(CAST(label AND score > 0.5 AS DOUBLE))"),
    ("roc_auc(label, score)", "approx_median(score)"),
];

/// How the rows are grouped: not at all, by three models, by 20,000 customers.
const GROUPS: [&str; 3] = ["", "GROUP BY model", "GROUP BY customer"];

/// Says how many million rows a second each aggregate takes.
pub(crate) async fn measure_speed(rows: usize) -> Outcome<()> {
    let directory = TempDir::new()?;
    write(directory.path(), rows)?;
    for partitions in [1, 4] {
        let session = local(directory.path(), partitions, 8192).await?;
        for groups in GROUPS {
            println!("\n{partitions} partitions, {groups}: million rows a second");
            for pair in PAIRS {
                compare(&session, pair, groups, rows).await?;
            }
        }
    }
    Ok(())
}

async fn compare(
    session: &SessionContext,
    (ours, theirs): (&str, &str),
    groups: &str,
    rows: usize,
) -> Outcome<()> {
    let mut best = [f64::INFINITY; 2];
    for _ in 0..RUNS {
        for (best, aggregate) in best.iter_mut().zip([ours, theirs]) {
            let query = format!("SELECT {aggregate} FROM predictions {groups}");
            let start = Instant::now();
            ask(session, &query).await?;
            *best = best.min(start.elapsed().as_secs_f64());
        }
    }
    let [ours_speed, theirs_speed] = best.map(|seconds| rows as f64 / seconds / 1e6);
    let ratio = best[0] / best[1];
    println!("{ours:24} {ours_speed:7.1}   {theirs:50} {theirs_speed:7.1}   time x {ratio:.2}");
    Ok(())
}
