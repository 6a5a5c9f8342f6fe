//! The user's own query over the user's own files.

mod advice;
mod files;
mod output;
mod tables;

use std::path::Path;
use std::time::Duration;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::display::FormatOptions;
use datafusion::arrow::util::pretty::pretty_format_batches_with_options;
use datafusion::prelude::{DataFrame, SessionContext};
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast;
use ndarray_metrics_sql::register;

use super::Outcome;
use super::cluster::remote;
use super::queries::{collect, within, within_of_cluster};
use output::Format;
use tables::Tables;

/// What is asked, of whom, and where the answer goes.
#[derive(Debug, Default)]
struct Request<'a> {
    query: &'a str,
    cluster: Option<&'a str>,
    output: Option<&'a str>,
    within: Option<&'a str>,
}

/// Answers a query: a table on the terminal, or a file. None if the arguments are not of a query.
pub(crate) async fn answer_query(arguments: &[&str]) -> Option<Outcome<()>> {
    Some(answer(&request(arguments)?).await)
}

fn request<'a>(arguments: &[&'a str]) -> Option<Request<'a>> {
    let (&query, mut rest) = arguments.split_first()?;
    let mut request = Request { query, ..Default::default() };
    while let [option, value, others @ ..] = rest {
        match *option {
            "--within" => request.within = Some(value),
            "--output" => request.output = Some(value),
            "--cluster" => request.cluster = Some(value),
            _ => return None,
        }
        rest = others;
    }
    rest.is_empty().then_some(request)
}

/// The file is named and checked before the query is answered, and written only if it is.
async fn answer(request: &Request<'_>) -> Outcome<()> {
    let output = request.output.map(|path| Ok::<_, super::Failure>((path, Format::of(path)?)));
    let output = output.transpose()?;
    let (query, cluster) = (request.query.to_string(), request.cluster.map(String::from));
    let is_remote = cluster.is_some();
    let ask = move || found(query.clone(), cluster.clone());
    let answer = match request.within {
        Some(seconds) if is_remote => within_of_cluster(limit(seconds)?, ask).await?,
        Some(seconds) => within(limit(seconds)?, ask()).await?,
        None => ask().await?,
    };
    match output {
        Some((path, format)) => format.write(Path::new(path), &answer),
        None => print(&answer),
    }
}

async fn found(query: String, cluster: Option<String>) -> Outcome<RecordBatch> {
    let session = session(cluster.as_deref()).await?;
    collect(plan(&session, &query).await?).await
}

fn limit(seconds: &str) -> Outcome<Duration> {
    let limit = seconds.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    limit.ok_or_else(|| format!("--within is {seconds}, expected a number of seconds").into())
}

async fn session(cluster: Option<&str>) -> Outcome<SessionContext> {
    if let Some(address) = cluster {
        return remote(address).await;
    }
    let mut session = SessionContext::new();
    register(&mut session)?;
    Ok(session)
}

/// A query that reads, over files that have what it reads.
async fn plan(session: &SessionContext, query: &str) -> Outcome<DataFrame> {
    let state = session.state();
    let mut statement =
        state.sql_to_statement(query, &state.config_options().sql_parser.dialect)?;
    only_reads(&statement)?;
    let tables = Tables::register(session, &mut statement).await?;
    let state = session.state();
    let plan = state.statement_to_plan(statement).await;
    let plan = plan.map_err(|error| advice::instead_of(error, &state))?;
    tables.have_what_is_read(&state.optimize(&plan)?)?;
    Ok(DataFrame::new(state, plan))
}

/// Refuses what would write, make or set something.
fn only_reads(statement: &Statement) -> Outcome<()> {
    match statement {
        Statement::Statement(inner) if matches!(**inner, ast::Statement::Query(_)) => Ok(()),
        other => Err(format!("this is no query: {other}; expected SELECT .. FROM ..").into()),
    }
}

fn print(answer: &RecordBatch) -> Outcome<()> {
    let options = FormatOptions::new().with_null("NULL");
    let table = pretty_format_batches_with_options(std::slice::from_ref(answer), &options)?;
    println!("{table}");
    Ok(())
}
