//! Checkpoints: how far an evaluation has come, of which files, and what it knows by then.

use std::fs::{self, File};
use std::io::{self, Read, Take};
use std::path::{Display, Path};

use ndarray_metrics::collection::Collection;
use ndarray_metrics::{Evaluate, Metric, Streaming};
use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::failure::Failure;
use crate::files;
use crate::identity::{Identity, same_file};
use crate::inputs::{Contents, Inputs};
use crate::source::refusal;
use crate::unfinished::Unfinished;

/// What a checkpoint begins with.
const MAGIC: &[u8] = b"ndarray-metrics stream 2\n";

/// Bytes that a checkpoint may have, and how many more for each number of the prediction and each
/// metric: some keep all numbers.
const LONGEST: u64 = 1 << 30;
const PER_NUMBER: u64 = 64;

const ADVICE: &str = "remove it to start over, or name another file";

/// An evaluation under way.
pub(crate) struct Position {
    pub(crate) samples: usize,
    pub(crate) metric: Streaming<Collection>,
    pub(crate) contents: Contents,
}

impl Position {
    pub(crate) fn new(metrics: Collection) -> Self {
        Self { samples: 0, metric: metrics.streaming(), contents: Contents::default() }
    }
}

/// The file of an evaluation's checkpoint.
pub(crate) struct Checkpoint<'a> {
    path: &'a Path,
    inputs: &'a Inputs,
    metrics: String,
}

/// The content between [`MAGIC`] and a CRC-32 of both.
#[derive(Serialize, Deserialize)]
struct Form {
    /// What each file is, and the checksum of what was read of it.
    files: Vec<(Identity, u32)>,
    metrics: String,
    samples: u64,
    metric: Vec<u8>,
}

impl<'a> Checkpoint<'a> {
    pub(crate) fn new(
        path: &'a Path,
        inputs: &'a Inputs,
        metrics: &Collection,
    ) -> Result<Self, Failure> {
        let metrics = serde_json::to_string(metrics).map_err(Failure::input)?;
        let checkpoint = Self { path, inputs, metrics };
        checkpoint.check_path().map_err(|problem| refusal(path, problem))?;
        // Fails now rather than after hours of work.
        Unfinished::beside(path).map_err(|error| checkpoint.unwritable(error))?;
        Ok(checkpoint)
    }

    pub(crate) fn path(&self) -> Display<'_> {
        self.path.display()
    }

    fn check_path(&self) -> Result<(), String> {
        if self.path().to_string().ends_with(std::path::is_separator) {
            return Err(
                "is the name of a folder, expected that of a file; name a file in it".into()
            );
        }
        let same = self.inputs.sources().find(|source| same_file(source.path(), self.path));
        same.map_or(Ok(()), |source| {
            let input = source.path().display();
            Err(format!("is the same file as the input {input}; name another file"))
        })
    }

    /// Writes the checkpoint: afterwards the file holds this one or, after a crash or a power cut,
    /// the one before.
    pub(crate) fn save(&self, position: &Position) -> Result<(), Failure> {
        let bytes = self.bytes(position)?;
        // What was put there meanwhile is not to be lost either.
        found(self.path).map_err(|problem| refusal(self.path, problem))?;
        let replaced =
            Unfinished::beside(self.path).and_then(|file| file.replace(self.path, &bytes));
        replaced.map_err(|error| self.unwritable(error))
    }

    fn bytes(&self, position: &Position) -> Result<Vec<u8>, Failure> {
        let files = self.inputs.sources().zip(&position.contents);
        let form = Form {
            files: files
                .map(|(source, content)| (source.identity().clone(), content.sum()))
                .collect(),
            metrics: self.metrics.clone(),
            samples: position.samples as u64,
            metric: position.metric.to_bytes().map_err(Failure::input)?,
        };
        let mut bytes = postcard::to_extend(&form, MAGIC.to_vec()).map_err(Failure::input)?;
        let check = crc32fast::hash(&bytes).to_le_bytes();
        bytes.extend_from_slice(&check);
        Ok(bytes)
    }

    /// What the file holds; None if there is no file.
    pub(crate) fn load(&self, metrics: &Collection) -> Result<Option<Position>, Failure> {
        let found = found(self.path).map_err(|problem| refusal(self.path, problem))?;
        let position = found.map(|file| self.position(file, metrics)).transpose();
        position.map_err(|problem| self.unfit(problem))
    }

    fn position(&self, file: Take<File>, metrics: &Collection) -> Result<Position, String> {
        let content = self.content(file, metrics)?;
        self.resume(form(&content)?, metrics)
    }

    /// The bytes after [`MAGIC`], if they are not too many.
    fn content(&self, file: Take<File>, metrics: &Collection) -> Result<Vec<u8>, String> {
        let count = metrics.clone().streaming().result().iter().count() as u64;
        let most = LONGEST.saturating_add(self.inputs.numbers().saturating_mul(count * PER_NUMBER));
        if file.limit() > most {
            return Err(format!(
                "is damaged: it has {} bytes, expected at most {most}",
                file.limit()
            ));
        }
        files::rest(file)
    }

    /// Whether what was read before is what was read again.
    pub(crate) fn compare(&self, before: &Position, again: &Contents) -> Result<(), Failure> {
        self.inputs.altered(&before.contents, again).map_or(Ok(()), |source| {
            let path = source.path().display();
            Err(self.unfit(format!("is of another {path}: what was read of it is another now")))
        })
    }

    fn unfit(&self, problem: String) -> Failure {
        refusal(self.path, format!("{problem}; {ADVICE}"))
    }

    fn resume(&self, form: Form, metrics: &Collection) -> Result<Position, String> {
        self.check_files(&form.files)?;
        if form.metrics != self.metrics {
            return Err(format!("is of the metrics {}, expected {}", form.metrics, self.metrics));
        }
        let metric =
            Streaming::restore(metrics.clone(), &form.metric).map_err(|error| error.to_string())?;
        let samples = usize::try_from(form.samples).unwrap_or(usize::MAX);
        if samples > self.inputs.samples() {
            return Err(format!("is damaged: it says that {samples} samples are done"));
        }
        let mut contents = Contents::default();
        for (content, (_, sum)) in contents.iter_mut().zip(&form.files) {
            *content = Content::after(*sum);
        }
        Ok(Position { samples, metric, contents })
    }

    fn check_files(&self, before: &[(Identity, u32)]) -> Result<(), String> {
        let now: Vec<_> = self.inputs.identities().collect();
        if now.len() != before.len() {
            let how = if now.len() < before.len() { "with" } else { "without" };
            return Err(format!("was written {how} --weights"));
        }
        for ((name, identity), (before, _)) in now.iter().zip(before) {
            if let Some(difference) = identity.difference(before) {
                return Err(format!("is of another {name}: {difference}"));
            }
        }
        Ok(())
    }

    fn unwritable(&self, error: io::Error) -> Failure {
        refusal(self.path, format!("no checkpoint can be written: {error}; name another file"))
    }
}

/// Removes the checkpoint of an evaluation that has come to its end, if there is one.
pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
    if found(path).map_err(|problem| refusal(path, problem))?.is_none() {
        return Ok(());
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(refusal(path, format!("cannot be removed: {error}; remove it yourself")))
        }
        _ => Ok(()),
    }
}

/// The checkpoint at a path, read up to the end of [`MAGIC`]; None if there is nothing. Whatever else
/// is there is the user's.
fn found(path: &Path) -> Result<Option<Take<File>>, String> {
    match fs::symlink_metadata(path).map(|metadata| metadata.file_type()) {
        Ok(kind) if kind.is_symlink() => {
            Err("is a symbolic link, which a checkpoint would replace; name another file".into())
        }
        Ok(kind) if !kind.is_file() => {
            Err("is no regular file, which a checkpoint has to be; name another file".into())
        }
        _ => opened(path),
    }
}

fn opened(path: &Path) -> Result<Option<Take<File>>, String> {
    let mut file = match files::open(path) {
        // Another run may have removed it in this moment.
        Err(_) if is_gone(path) => return Ok(None),
        file => file?,
    };
    let mut magic = [0; MAGIC.len()];
    match file.read_exact(&mut magic) {
        Ok(()) if magic == MAGIC => Ok(Some(file)),
        _ => Err(format!("is no checkpoint of this program; {ADVICE}")),
    }
}

fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// What stands in the content and agrees with its checksum.
fn form(content: &[u8]) -> Result<Form, String> {
    let Some((content, check)) = content.split_last_chunk() else {
        return Err("is damaged: it ends too early".into());
    };
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(MAGIC);
    hasher.update(content);
    if hasher.finalize() != u32::from_le_bytes(*check) {
        return Err("is damaged: its checksum does not agree".into());
    }
    postcard::from_bytes(content).map_err(|_| "is damaged: its content is malformed".into())
}
