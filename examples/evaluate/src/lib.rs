//! Evaluates predictions from the command line: the data sets next to this program, or your own
//! `.npy` files.
//!
//! ```text
//! cargo run --release --manifest-path examples/evaluate/Cargo.toml
//! cargo run --release --manifest-path examples/evaluate/Cargo.toml -- \
//!     y_true.npy y_pred.npy --weights weights.npy
//! ```
//!
//! The metrics that are printed stand in `tasks.rs` and `datasets.rs`, one line for each. Which files
//! are read stands in the README next to this program.

mod arguments;
mod arrays;
mod data;
mod datasets;
mod failure;
mod files;
mod groups;
mod header;
mod keys;
mod npy;
mod row;
mod table;
mod tasks;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Command, Request};
use data::Files;
use failure::Failure;
use npy::File;
use row::Row;
use table::Table;

const USAGE: &str = "\
Evaluates predictions with ndarray-metrics.

Usage:
  evaluate                                  the three data sets of examples/data
  evaluate Y_TRUE.npy Y_PRED.npy [OPTIONS]  files written by numpy.save

Options:
  --against OTHER.npy  the predictions of another model: values of both, and their difference
  --groups G.npy       the group of each sample, a number or a text: values by group, worst first
  --weights W.npy      one weight per sample, or per element; 0 leaves out
  --task TASK          binary, multiclass or regression; otherwise assumed from what the files hold
  --from-logits        the predictions are logits, not probabilities
  -h, --help           this text

Exit code: 0, or 2 with one line on standard error.
";

/// Evaluates what the arguments of the command line say.
pub fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let done = run(&mut out).and_then(|()| Ok(out.flush()?));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Who closes the pipe, as `head` does, has read enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            // If standard error is closed as well, the exit code is all that is left to say.
            let _ = writeln!(io::stderr(), "evaluate: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(out: &mut impl Write) -> Result<(), Failure> {
    match arguments::parse(std::env::args_os().skip(1))? {
        Command::Help => Ok(write!(out, "{USAGE}")?),
        Command::DataSets => Ok(write!(out, "{}", datasets::table()?)?),
        Command::Files(request) => evaluate(&request, out),
    }
}

fn evaluate(request: &Request, out: &mut impl Write) -> Result<(), Failure> {
    let perhaps = |path: &Option<_>| path.as_ref().map(File::read).transpose();
    let files = Files {
        y_true: File::read(&request.y_true)?,
        y_pred: File::read(&request.y_pred)?,
        against: perhaps(&request.against)?,
        weights: perhaps(&request.weights)?,
    };
    let groups = request.groups.as_ref().map(keys::read).transpose()?;
    let choice = tasks::choose(&files.y_true.numbers, &files.y_pred.numbers, request)?;
    // Said first, so that a wrong assumption is seen even if the files are then refused.
    writeln!(out, "{}", choice.sentence)?;
    let heading = heading(&files);
    let rows = |files| choice.form.rows(files, request.from_logits);
    let table = match groups {
        None => whole(heading, &rows(files)?),
        Some(groups) => groups::table(heading, &files, groups, rows)?,
    };
    Ok(write!(out, "{table}")?)
}

fn heading(files: &Files) -> Vec<String> {
    let name = |file: &File| file.path.display().to_string();
    let weighted = |column| match &files.weights {
        Some(file) => format!("{column}, weighted by {}", name(file)),
        None => column,
    };
    match &files.against {
        Some(against) => row::heading(weighted(name(&files.y_pred)), Some(name(against))),
        None => row::heading(weighted("value".into()), None),
    }
}

fn whole(heading: Vec<String>, rows: &[Row]) -> Table {
    let columns = heading.len();
    let mut table = Table::new(heading);
    rows.iter().for_each(|row| table.push(row.cells(columns)));
    table
}
