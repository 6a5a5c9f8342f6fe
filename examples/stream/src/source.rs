//! `.npy` files of any size: no more than a batch of samples is in memory.

use std::fs::File;
use std::io::Seek;
use std::ops::Range;
use std::path::{Path, PathBuf};

use ndarray_npy::npy::header::Header;

use crate::content::Content;
use crate::failure::Failure;
use crate::identity::Identity;
use crate::numbers::{Kind, Numbers, Piece, Target};
use crate::{files, header};

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

impl Source {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        Self::opened(path).map_err(|problem| refusal(path, problem))
    }

    fn opened(path: &Path) -> Result<Self, String> {
        let mut content = files::open(path)?;
        let header = header::read(&mut content)?;
        let mut file = content.into_inner();
        let (kind, size) = Kind::of(&header).ok_or_else(|| header::unsupported(&header))?;
        let start = file.stream_position().map_err(files::unreadable)?;
        let identity = identify(&file)?;
        header::check_length(&header, size, identity.length().saturating_sub(start))?;
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

    /// Reads a range of samples.
    pub(crate) fn read(
        &self,
        samples: &Range<usize>,
        content: &mut Content,
    ) -> Result<(), Failure> {
        let sample = self.elements * self.size;
        let place = self.start + samples.start as u64 * sample as u64;
        let read = content.read(&self.file, place, samples.len() * sample);
        read.map_err(|problem| refusal(&self.path, problem))
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

    /// Whether nobody has touched the file since it was opened. If it is certainly another one, that
    /// is an error.
    pub(crate) fn is_untouched(&self) -> Result<bool, Failure> {
        let now = files::open(&self.path).and_then(|file| identify(file.get_ref()));
        let now = now.map_err(|problem| refusal(&self.path, problem))?;
        if now.difference(&self.identity).is_some() || !now.is_node_of(&self.identity) {
            return Err(self.changed());
        }
        Ok(now == self.identity)
    }

    pub(crate) fn changed(&self) -> Failure {
        refusal(&self.path, "has changed while it was read; evaluate it again")
    }
}

fn identify(file: &File) -> Result<Identity, String> {
    Identity::of(file).map_err(files::unreadable)
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

pub(crate) fn refusal(path: &Path, problem: impl std::fmt::Display) -> Failure {
    Failure::input(format!("{}: {problem}", path.display()))
}
