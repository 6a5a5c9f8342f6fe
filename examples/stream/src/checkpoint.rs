//! Checkpoints: how far an evaluation has come, of which files, and what it knows by then.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ndarray_metrics::collection::Collection;
use ndarray_metrics::{Evaluate, Streaming};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::source::{Identity, refusal};

/// What a checkpoint begins with.
const MAGIC: &[u8] = b"ndarray-metrics stream 1\n";

/// An evaluation under way.
pub(crate) struct Position {
    pub(crate) samples: usize,
    pub(crate) metric: Streaming<Collection>,
}

impl Position {
    pub(crate) fn new(metrics: Collection) -> Self {
        Self { samples: 0, metric: metrics.streaming() }
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
    files: Vec<Identity>,
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
        checkpoint.try_out().map_err(|error| checkpoint.unwritable(error))?;
        Ok(checkpoint)
    }

    pub(crate) fn path(&self) -> &Path {
        self.path
    }

    /// Fails now rather than after hours of work.
    fn try_out(&self) -> io::Result<()> {
        File::create(self.unfinished())?;
        fs::remove_file(self.unfinished())
    }

    /// Where a checkpoint stands until it is whole.
    fn unfinished(&self) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(".part");
        name.into()
    }

    /// Writes the checkpoint: afterwards the file holds this one or, after a crash or a power cut,
    /// the one before.
    pub(crate) fn save(&self, position: &Position) -> Result<(), Failure> {
        let bytes = self.bytes(position)?;
        self.replace(&bytes).map_err(|error| self.unwritable(error))
    }

    fn bytes(&self, position: &Position) -> Result<Vec<u8>, Failure> {
        let form = Form {
            files: self.inputs.identities().map(|(_, identity)| identity.clone()).collect(),
            metrics: self.metrics.clone(),
            samples: position.samples as u64,
            metric: position.metric.to_bytes().map_err(Failure::input)?,
        };
        let mut bytes = postcard::to_extend(&form, MAGIC.to_vec()).map_err(Failure::input)?;
        let check = crc32fast::hash(&bytes).to_le_bytes();
        bytes.extend_from_slice(&check);
        Ok(bytes)
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(self.unfinished())?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(self.unfinished(), self.path)
    }

    /// What the file holds; None if there is no file.
    pub(crate) fn load(&self, metrics: &Collection) -> Result<Option<Position>, Failure> {
        let bytes = match fs::read(self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(refusal(self.path, format!("cannot be read: {error}"))),
        };
        let position = form(&bytes).and_then(|form| self.resume(form, metrics));
        position.map(Some).map_err(|problem| {
            refusal(self.path, format!("{problem}; remove it to start over, or name another file"))
        })
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
        Ok(Position { samples, metric })
    }

    fn check_files(&self, before: &[Identity]) -> Result<(), String> {
        let now: Vec<_> = self.inputs.identities().collect();
        if now.len() != before.len() {
            let how = if now.len() < before.len() { "with" } else { "without" };
            return Err(format!("was written {how} --weights"));
        }
        for ((name, identity), before) in now.iter().zip(before) {
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
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(refusal(path, format!("cannot be removed: {error}; remove it yourself")))
        }
        _ => Ok(()),
    }
}

fn form(bytes: &[u8]) -> Result<Form, String> {
    if !bytes.starts_with(MAGIC) {
        return Err("is no checkpoint of this program".into());
    }
    let content = match bytes.split_last_chunk() {
        Some((content, check)) if crc32fast::hash(content) == u32::from_le_bytes(*check) => content,
        _ => return Err("is damaged: its checksum does not agree".into()),
    };
    let form = content.get(MAGIC.len()..).map(postcard::from_bytes);
    form.and_then(Result::ok).ok_or_else(|| "is damaged: its content is malformed".into())
}
