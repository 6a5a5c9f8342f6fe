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
mod datasets;
mod failure;
mod files;
mod header;
mod npy;
mod pair;
mod table;
mod tasks;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Command, Request};
use failure::Failure;
use npy::File;
use pair::Files;
use table::Table;

const USAGE: &str = "\
Evaluates predictions with ndarray-metrics.

Usage:
  evaluate                                  the three data sets of examples/data
  evaluate Y_TRUE.npy Y_PRED.npy [OPTIONS]  files written by numpy.save

Options:
  --weights W.npy  one weight per sample, or per element; 0 leaves out
  --task TASK      binary, multiclass or regression; otherwise assumed from what the files hold
  --from-logits    the predictions are logits, not probabilities
  -h, --help       this text

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
    let (y_true, y_pred) = (File::read(&request.y_true)?, File::read(&request.y_pred)?);
    let weights = request.weights.as_ref().map(File::read).transpose()?;
    let choice = tasks::choose(&y_true.numbers, &y_pred.numbers, request)?;
    // Said first, so that a wrong assumption is seen even if the files are then refused.
    writeln!(out, "{}", choice.sentence)?;
    let value = match &weights {
        Some(file) => format!("value, weighted by {}", file.path.display()),
        None => "value".into(),
    };
    let mut table = Table::new(["metric", &value]);
    let files = Files { y_true, y_pred, weights };
    for row in choice.form.rows(files, request.from_logits)? {
        table.push([row.name.into(), row.text()]);
    }
    Ok(write!(out, "{table}")?)
}
