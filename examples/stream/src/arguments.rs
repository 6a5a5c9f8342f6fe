//! The command line.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

use crate::failure::Failure;

/// What is to be done.
pub(crate) enum Command {
    Help,
    Demonstration,
    Files(Request),
}

/// The user's files, and what to make of them.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) y_true: PathBuf,
    pub(crate) y_pred: PathBuf,
    pub(crate) metrics: Metrics,
    pub(crate) options: Options,
}

/// Where the metrics stand.
#[derive(Clone)]
pub(crate) enum Metrics {
    Names(String),
    Config(PathBuf),
}

#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) weights: Option<PathBuf>,
    pub(crate) batch: Option<usize>,
    pub(crate) checkpoint: Option<PathBuf>,
    pub(crate) save_every: Option<Duration>,
    pub(crate) stop_after: Option<usize>,
    pub(crate) json: bool,
}

#[derive(Default)]
struct Given {
    files: Vec<PathBuf>,
    names: Option<String>,
    config: Option<PathBuf>,
    options: Options,
}

pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, Failure> {
    let arguments: Vec<_> = arguments.flat_map(split).collect();
    if arguments.is_empty() {
        return Ok(Command::Demonstration);
    }
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return Ok(Command::Help);
    }
    given(arguments)?.request().map(Command::Files)
}

/// `--batch=100` as `--batch` and `100`.
fn split(argument: OsString) -> Vec<OsString> {
    match argument.to_str().and_then(|text| text.split_once('=')) {
        Some((name, value)) if name.starts_with("--") => vec![name.into(), value.into()],
        _ => vec![argument],
    }
}

fn given(arguments: Vec<OsString>) -> Result<Given, Failure> {
    let mut given = Given::default();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--json") => given.options.json = true,
            Some(name) if name.starts_with('-') => given.take(name, rest.next())?,
            _ => given.files.push(argument.into()),
        }
    }
    Ok(given)
}

impl Given {
    /// Takes an option that has a value.
    fn take(&mut self, name: &str, argument: Option<OsString>) -> Result<(), Failure> {
        let options = &mut self.options;
        match name {
            "--metrics" => self.names = Some(text(name, argument)?),
            "--config" => self.config = Some(value(name, argument)?.into()),
            "--weights" => options.weights = Some(value(name, argument)?.into()),
            "--checkpoint" => options.checkpoint = Some(value(name, argument)?.into()),
            "--batch" => options.batch = Some(count(name, argument)?),
            "--stop-after" => options.stop_after = Some(count(name, argument)?),
            "--save-every" => options.save_every = Some(seconds(name, argument)?),
            _ => return Err(Failure::input(format!("unknown option `{name}`; see --help"))),
        }
        Ok(())
    }

    fn request(self) -> Result<Request, Failure> {
        let found = self.files.len();
        let Ok([y_true, y_pred]) = <[PathBuf; 2]>::try_from(self.files) else {
            return Err(Failure::input(format!(
                "expected two files, Y_TRUE.npy and Y_PRED.npy, found {found}; see --help"
            )));
        };
        let metrics = match (self.names, self.config) {
            (Some(names), None) => Metrics::Names(names),
            (None, Some(path)) => Metrics::Config(path),
            _ => {
                return Err(Failure::input(
                    "expected either --metrics NAMES or --config FILE.json; see --help",
                ));
            }
        };
        Ok(Request { y_true, y_pred, metrics, options: self.options })
    }
}

fn value(option: &str, argument: Option<OsString>) -> Result<OsString, Failure> {
    argument
        .filter(|text| !text.is_empty() && !text.to_string_lossy().starts_with("--"))
        .ok_or_else(|| Failure::input(format!("{option} needs a value after it; see --help")))
}

fn text(option: &str, argument: Option<OsString>) -> Result<String, Failure> {
    Ok(value(option, argument)?.to_string_lossy().into_owned())
}

fn count(option: &str, argument: Option<OsString>) -> Result<usize, Failure> {
    let text = text(option, argument)?;
    let count: Result<NonZero<usize>, _> = text.replace('_', "").parse();
    count.map(NonZero::get).map_err(|_| {
        Failure::input(format!("{option} `{text}` is no number of samples; say 1 or more"))
    })
}

fn seconds(option: &str, argument: Option<OsString>) -> Result<Duration, Failure> {
    let text = text(option, argument)?;
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| {
        Failure::input(format!("{option} `{text}` is no number of seconds; say 0 or more"))
    })
}
