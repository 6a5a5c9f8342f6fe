//! The same queries in three ways.

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::pretty::pretty_format_batches;
use tempfile::TempDir;

use super::Outcome;
use super::cluster;
use super::compare::{answers, compare};
use super::data::write;
use super::queries::{FAR, ask, local};

/// Writes the files and answers the queries; an error if two answers differ in one bit.
pub(crate) async fn demonstrate(rows: usize) -> Outcome<()> {
    let directory = TempDir::new()?;
    write(directory.path(), rows)?;
    println!("{rows} predictions of three models in seven files of very different sizes\n");
    let expected = answers("one thread", &local(directory.path(), 1, 8192).await?).await?;
    print(&expected[0])?;
    let many = local(directory.path(), 16, 1000).await?;
    compare(&expected, &answers("16 partitions, batches of 1000", &many).await?)?;
    cluster::demonstrate(directory.path(), &expected).await?;
    println!("What numbers far from zero do to correlations: 1e8 is added, which is exact here.");
    print(&ask(&many, FAR).await?)
}

/// A table that stands on its side: a line for each column.
fn print(answer: &RecordBatch) -> Outcome<()> {
    println!("{}\n", pretty_format_batches(std::slice::from_ref(answer))?);
    Ok(())
}
