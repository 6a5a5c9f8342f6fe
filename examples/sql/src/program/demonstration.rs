//! The same queries in three ways.

use std::path::Path;
use std::time::Instant;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::SessionContext;
use tempfile::TempDir;

use super::Outcome;
use super::cluster::Cluster;
use super::compare::same_bits;
use super::data::write;
use super::query::{FAR, QUERIES, ask, local};

/// How many executors the cluster has.
const EXECUTORS: usize = 2;

/// Writes the files and answers the queries; an error if two answers differ in one bit.
pub(crate) async fn demonstrate(rows: usize) -> Outcome<()> {
    let directory = TempDir::new()?;
    write(directory.path(), rows)?;
    println!("{rows} predictions of three models in seven files of very different sizes\n");
    let expected = ask_all("one thread", &local(directory.path(), 1, 8192).await?).await?;
    print(&expected[0])?;
    let many = local(directory.path(), 16, 1000).await?;
    compare(&expected, &ask_all("16 partitions, batches of 1000", &many).await?)?;
    on_a_cluster(directory.path(), &expected).await?;
    println!("What numbers far from zero do to correlations: 1e8 is added, which is exact here.");
    print(&ask(&many, FAR).await?)
}

async fn on_a_cluster(directory: &Path, expected: &[RecordBatch]) -> Outcome<()> {
    let cluster = Cluster::start(EXECUTORS)?;
    let session = cluster.session(directory).await?;
    let name = format!("Ballista, a scheduler and {EXECUTORS} executors");
    compare(expected, &ask_all(&name, &session).await?)?;
    let files = cluster.files();
    if files.contains(&0) {
        return Err(format!("an executor has done nothing: {files:?} files").into());
    }
    println!("  files of partial results, by executor: {files:?}\n");
    Ok(())
}

async fn ask_all(name: &str, session: &SessionContext) -> Outcome<Vec<RecordBatch>> {
    println!("{name}");
    let mut answers = Vec::new();
    for (query, text) in QUERIES {
        let start = Instant::now();
        answers.push(ask(session, text).await?);
        println!("  {query}: {:.2} s", start.elapsed().as_secs_f64());
    }
    Ok(answers)
}

fn compare(expected: &[RecordBatch], found: &[RecordBatch]) -> Outcome<()> {
    let values = expected.iter().zip(found).map(|(expected, found)| same_bits(expected, found));
    let values: usize = values.sum::<Outcome<usize>>()?;
    println!("  the same bits in all {values} values\n");
    Ok(())
}

/// A table that stands on its side: a line for each column.
fn print(answer: &RecordBatch) -> Outcome<()> {
    println!("{}\n", pretty_format_batches(std::slice::from_ref(answer))?);
    Ok(())
}
