//! `.npy` files of any size: a batch of samples is mapped into memory, not read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use memmap2::{Mmap, MmapOptions};
use ndarray_npy::npy::header::Header;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::header;
use crate::numbers::{Kind, Numbers, Piece, Target};

/// Bytes at either end of a file that tell it from another one of its length and age.
const ENDS: u64 = 1 << 16;

/// A file whose samples lie one after another.
pub(crate) struct Source {
    path: PathBuf,
    file: File,
    header: Header,
    identity: Identity,
    kind: Kind,
    /// Where the data begins, in bytes.
    start: u64,
    /// The number of elements in one sample.
    elements: usize,
    /// The size of an element, in bytes.
    size: usize,
}

/// What must be equal for a file to be what it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Identity {
    pub(crate) length: u64,
    modified: Option<Duration>,
    ends: u32,
}

impl Source {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        Self::opened(path).map_err(|problem| refusal(path, problem))
    }

    fn opened(path: &Path) -> Result<Self, String> {
        let mut file = File::open(path).map_err(unreadable)?;
        let header = header::read(&mut file)?;
        let (kind, size) = Kind::of(&header).ok_or_else(|| header::unsupported(&header))?;
        let start = file.stream_position().map_err(unreadable)?;
        let identity = Identity::of(&mut file).map_err(unreadable)?;
        header::check_length(&header, size, identity.length.saturating_sub(start))?;
        check_layout(&header)?;
        let elements = elements(&header)?;
        Ok(Self { path: path.into(), file, header, identity, kind, start, elements, size })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn samples(&self) -> usize {
        self.header.shape[0]
    }

    /// The number of elements in one sample.
    pub(crate) fn elements(&self) -> usize {
        self.elements
    }

    /// The bytes of a range of samples.
    pub(crate) fn map(&self, samples: &Range<usize>) -> Result<Mmap, Failure> {
        self.mapped(samples).map_err(|error| refusal(&self.path, unreadable(error)))
    }

    fn mapped(&self, samples: &Range<usize>) -> io::Result<Mmap> {
        if self.file.metadata()?.len() != self.identity.length {
            return Err(io::Error::other("its length has changed meanwhile"));
        }
        let sample = self.elements * self.size;
        let offset = self.start + samples.start as u64 * sample as u64;
        let length = samples.len() * sample;
        // SAFETY: the range lies within the file, whose length was just looked at, and is only read.
        // Whoever writes to the file meanwhile makes the numbers differ, which `check` reports at
        // the end; whoever cuts it short in this moment ends the program by a signal.
        unsafe { MmapOptions::new().offset(offset).len(length).map(&self.file) }
    }

    /// The numbers in the bytes of as many samples.
    pub(crate) fn numbers<'a, A: Target>(
        &'a self,
        bytes: &'a [u8],
        samples: usize,
    ) -> Result<Numbers<'a, A>, Failure> {
        let mut shape = self.header.shape.clone();
        shape[0] = samples;
        let piece = Piece { header: &self.header, bytes, shape };
        piece.numbers().map_err(|problem| refusal(&self.path, problem))
    }

    /// Whether the file is still the one that was opened.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let refused = |problem| refusal(&self.path, problem);
        let now = File::open(&self.path).and_then(|mut file| Identity::of(&mut file));
        if now.map_err(|error| refused(unreadable(error)))? == self.identity {
            return Ok(());
        }
        Err(refused("has changed while it was read; evaluate it again".into()))
    }
}

impl Identity {
    fn of(file: &mut File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        let (length, modified) = (metadata.len(), metadata.modified().ok());
        let mut ends = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.take(ENDS).read_to_end(&mut ends)?;
        file.seek(SeekFrom::Start(length.saturating_sub(ENDS)))?;
        file.take(ENDS).read_to_end(&mut ends)?;
        Ok(Self {
            length,
            modified: modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()),
            ends: crc32fast::hash(&ends),
        })
    }

    /// What tells two files apart.
    pub(crate) fn difference(&self, before: &Self) -> Option<String> {
        if self.length != before.length {
            return Some(format!("it has {} bytes, not {}", self.length, before.length));
        }
        if self.ends != before.ends {
            return Some("its content is another".into());
        }
        (self.modified != before.modified).then(|| "its time of modification is another".into())
    }
}

/// Samples lie one after another if the first axis is the slowest.
fn check_layout(header: &Header) -> Result<(), String> {
    if header.shape.is_empty() {
        return Err("holds a single number, expected samples along a first axis; \
                    write it with numpy.save(path, numpy.atleast_1d(array))"
            .into());
    }
    if header.layout.is_fortran() && header.shape.len() > 1 {
        return Err("is in Fortran order, in which a sample is scattered over the whole file; \
                    write it with numpy.save(path, numpy.ascontiguousarray(array))"
            .into());
    }
    Ok(())
}

/// The number of elements in one sample: without samples it may be beyond all bounds.
fn elements(header: &Header) -> Result<usize, String> {
    let product = header.shape[1..].iter().try_fold(1_usize, |all, &axis| all.checked_mul(axis));
    let in_bytes = product.filter(|elements| elements.checked_mul(8).is_some());
    in_bytes.ok_or_else(|| format!("has an impossible shape {}", header::tuple(&header.shape)))
}

fn unreadable(error: io::Error) -> String {
    format!("cannot be read: {error}; check the path")
}

pub(crate) fn refusal(path: &Path, problem: impl std::fmt::Display) -> Failure {
    Failure::input(format!("{}: {problem}", path.display()))
}
