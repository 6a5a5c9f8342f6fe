//! Predictions in Parquet and CSV files, evaluated by one process and by a cluster: the same bits.

mod program;

use std::process::ExitCode;

use program::{
    Outcome, answer_query, demonstrate, lose_an_executor, measure_speed, measure_states,
    run_executor, run_scheduler,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
usage: ndarray-metrics-sql query SQL [--output FILE] [--cluster HOST:PORT] [--within SECONDS]
                                                       your query over your files: FROM 'predictions/*.parquet';
                                                       a table, or a file that ends in .csv, .json or .parquet
       ndarray-metrics-sql [--rows N]                  the same queries on one thread, on many partitions
                                                       and on a cluster, compared bit by bit
       ndarray-metrics-sql speed [--rows N]            rows per second, against DataFusion's own
       ndarray-metrics-sql states [--rows N]           bytes and times of partial results, by metric
       ndarray-metrics-sql lose-an-executor [--rows N] a query whose executor is killed half-way

The processes of a cluster, started by the second and the last of these; each ends when its input does:
       ndarray-metrics-sql scheduler
       ndarray-metrics-sql executor SCHEDULER_PORT WORK_DIRECTORY";

fn main() -> ExitCode {
    match started() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the program, and does not wait for the tasks of a query that was given up.
fn started() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Runtime::new()?;
    let outcome = runtime.block_on(run(&arguments));
    runtime.shutdown_background();
    outcome
}

async fn run(arguments: &[&str]) -> Outcome<()> {
    match arguments {
        ["scheduler"] => run_scheduler().await,
        ["executor", port, work] => run_executor(port, work).await,
        ["query", rest @ ..] => answer_query(rest).await.unwrap_or_else(|| Err(USAGE.into())),
        ["speed", rest @ ..] => measure_speed(rows(rest, 10_000_000)?).await,
        ["states", rest @ ..] => measure_states(rows(rest, 10_000_000)?),
        ["lose-an-executor", rest @ ..] => lose_an_executor(rows(rest, 6_000_000)?).await,
        rest => demonstrate(rows(rest, 1_000_000)?).await,
    }
}

/// The number of rows asked for.
fn rows(arguments: &[&str], default: usize) -> Outcome<usize> {
    match arguments {
        [] => Ok(default),
        ["--rows", rows] => Ok(rows.parse()?),
        _ => Err(USAGE.into()),
    }
}
