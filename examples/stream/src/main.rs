//! Evaluates `.npy` files of any size: read batch by batch, on all cores, with a bar of its progress.
//! Ctrl-C leaves a checkpoint from which it goes on to the same bits.
//!
//! ```text
//! cargo run --release --manifest-path examples/stream/Cargo.toml
//! cargo run --release --manifest-path examples/stream/Cargo.toml -- \
//!     y_true.npy y_pred.npy --metrics mse,mae --checkpoint run.checkpoint
//! ```
//!
//! The loop stands in `run.rs`, and what a batch is made of in `inputs.rs`. What becomes of
//! the files stands in the README next to this program.

mod arguments;
mod checkpoint;
mod content;
mod demonstration;
#[path = "../../evaluate/src/failure.rs"]
mod failure;
#[path = "../../evaluate/src/files.rs"]
mod files;
#[path = "../../evaluate/src/header.rs"]
mod header;
mod identity;
mod inputs;
mod metrics;
mod numbers;
mod run;
mod source;
#[path = "../../evaluate/src/table.rs"]
mod table;
mod unfinished;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Command, Request};
use failure::{Failure, line};
use run::Outcome;

const USAGE: &str = "\
Evaluates files larger than memory with ndarray-metrics.

Usage:
  stream                                  makes two files and shows that it stops and goes on
  stream Y_TRUE.npy Y_PRED.npy [OPTIONS]  files written by numpy.save

Options:
  --metrics NAMES    names with commas between them, such as mse,binary_accuracy,roc_auc
  --config FILE      or a list of metrics, or a map from names to metrics, in JSON, such as
                     {\"loss\": \"mse\", \"right\": {\"BinaryAccuracy\": {\"threshold\": 0.7}}}
  --weights W.npy    one weight per sample, or per element; 0 leaves out
  --batch N          samples in a batch; whatever it is, the results have the same bits
  --checkpoint FILE  goes on from FILE if it is there; writes it when stopped, by Ctrl-C for
                     example, and every minute; removes it at the end
  --save-every S     seconds, instead of a minute
  --stop-after N     stops after N samples more, as Ctrl-C does
  --json             the results as JSON, not as a table
  -h, --help         this text

Exit code: 0; 2 with one line on standard error; 130 if stopped before the end.

Names, however they are spelled (MeanSquaredError, mean_squared_error, mse):
";

/// The exit code of a program that Ctrl-C has ended.
const STOPPED: u8 = 130;

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let ended = run(&mut out).and_then(|stopped| {
        out.flush()?;
        Ok(stopped)
    });
    let (text, code) = match ended {
        Ok(None) => return ExitCode::SUCCESS,
        // Who closes the pipe, as `head` does, has read enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Ok(Some(stopped)) => (stopped, STOPPED),
        Err(failure) => (failure.to_string(), 2),
    };
    // If standard error is closed as well, the exit code is all that is left to say.
    let _ = writeln!(io::stderr(), "stream: {}", line(&text));
    ExitCode::from(code)
}

/// What to say if the evaluation was stopped.
fn run(out: &mut impl Write) -> Result<Option<String>, Failure> {
    match arguments::parse(std::env::args_os().skip(1))? {
        Command::Help => write!(out, "{USAGE}{}", metrics::names())?,
        Command::Demonstration => return demonstration::show(out),
        Command::Files(request) => return evaluate(&request, out),
    }
    Ok(None)
}

fn evaluate(request: &Request, out: &mut impl Write) -> Result<Option<String>, Failure> {
    run::listen()?;
    let results = match run::evaluate(request)? {
        Outcome::Done(results) => results,
        Outcome::Stopped(text) => return Ok(Some(text)),
    };
    let options = &request.options;
    let heading = match &options.weights {
        Some(path) => format!("value, weighted by {}", path.display()),
        None => "value".into(),
    };
    write!(out, "{}", metrics::text(&results, options.json, &heading)?)?;
    out.flush()?;
    options.checkpoint.as_deref().map_or(Ok(()), checkpoint::remove)?;
    Ok(None)
}
