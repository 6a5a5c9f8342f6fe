//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::tasks::Task;

/// What is to be done.
pub(crate) enum Command {
    Help,
    DataSets,
    Files(Request),
}

/// The user's files and how to read them.
pub(crate) struct Request {
    pub(crate) y_true: PathBuf,
    pub(crate) y_pred: PathBuf,
    pub(crate) against: Option<PathBuf>,
    pub(crate) groups: Option<PathBuf>,
    pub(crate) weights: Option<PathBuf>,
    pub(crate) task: Option<Task>,
    pub(crate) from_logits: bool,
}

#[derive(Default)]
struct Options {
    files: Vec<PathBuf>,
    against: Option<PathBuf>,
    groups: Option<PathBuf>,
    weights: Option<PathBuf>,
    task: Option<Task>,
    from_logits: bool,
}

pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, Failure> {
    let arguments: Vec<_> = arguments.flat_map(split).collect();
    if arguments.is_empty() {
        return Ok(Command::DataSets);
    }
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return Ok(Command::Help);
    }
    options(arguments)?.request().map(Command::Files)
}

/// `--task=binary` as `--task` and `binary`.
fn split(argument: OsString) -> Vec<OsString> {
    match argument.to_str().and_then(|text| text.split_once('=')) {
        Some((name, value)) if name.starts_with("--") => vec![name.into(), value.into()],
        _ => vec![argument],
    }
}

fn options(arguments: Vec<OsString>) -> Result<Options, Failure> {
    let mut options = Options::default();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--from-logits") => options.from_logits = true,
            Some("--task") => options.task = Some(task(&value("--task", rest.next())?)?),
            Some("--against") => options.against = Some(value("--against", rest.next())?.into()),
            Some("--groups") => options.groups = Some(value("--groups", rest.next())?.into()),
            Some("--weights") => options.weights = Some(value("--weights", rest.next())?.into()),
            Some(text) if text.starts_with('-') => {
                return Err(Failure::input(format!("unknown option `{text}`; see --help")));
            }
            _ => options.files.push(argument.into()),
        }
    }
    Ok(options)
}

fn value(option: &str, argument: Option<OsString>) -> Result<OsString, Failure> {
    argument
        .filter(|text| !text.is_empty() && !text.to_string_lossy().starts_with("--"))
        .ok_or_else(|| Failure::input(format!("{option} needs a value after it; see --help")))
}

fn task(name: &OsString) -> Result<Task, Failure> {
    match name.to_str() {
        Some("binary") => Ok(Task::Binary),
        Some("multiclass") => Ok(Task::Multiclass),
        Some("regression") => Ok(Task::Regression),
        _ => Err(Failure::input(format!(
            "--task `{}` is unknown; say binary, multiclass or regression",
            name.display()
        ))),
    }
}

impl Options {
    fn request(self) -> Result<Request, Failure> {
        let Self { files, against, groups, weights, task, from_logits } = self;
        let given = files.len();
        let Ok([y_true, y_pred]) = <[PathBuf; 2]>::try_from(files) else {
            return Err(Failure::input(format!(
                "expected two files, Y_TRUE.npy and Y_PRED.npy, found {given}; see --help"
            )));
        };
        Ok(Request { y_true, y_pred, against, groups, weights, task, from_logits })
    }
}
