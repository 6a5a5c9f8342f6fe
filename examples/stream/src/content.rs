//! Bytes of a file, read from any place of it on all cores, and what they amount to.

use std::fs::File;
use std::io;

use crc32fast::Hasher;
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::files::unreadable;

/// Bytes that a core reads and then adds to the checksum: few enough to be still in its cache.
const BLOCK: usize = 1 << 18;

/// A batch of a file, and a checksum of everything that was read up to its end.
///
/// The batch is read, not mapped into memory: a file that is cut short is then an error, not the end
/// of the program by a signal, and what was looked at is what is computed with.
#[derive(Default)]
pub(crate) struct Content {
    bytes: Vec<u8>,
    sum: Hasher,
}

impl Content {
    /// Nothing yet, after what has a checksum.
    pub(crate) fn after(sum: u32) -> Self {
        Self { bytes: Vec::new(), sum: Hasher::new_with_initial(sum) }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn sum(&self) -> u32 {
        self.sum.clone().finalize()
    }

    /// Reads the next batch in place of the one at hand.
    pub(crate) fn read(&mut self, file: &File, place: u64, length: usize) -> Result<(), String> {
        self.make_room(length)?;
        let blocks = self.bytes.par_chunks_mut(BLOCK).enumerate();
        let sums = blocks.map(|(i, block)| read_block(file, block, place + (i * BLOCK) as u64));
        let sums: io::Result<Vec<_>> = sums.collect();
        sums.map_err(problem)?.iter().for_each(|sum| self.sum.combine(sum));
        Ok(())
    }

    fn make_room(&mut self, length: usize) -> Result<(), String> {
        let more = length.saturating_sub(self.bytes.len());
        self.bytes.try_reserve_exact(more).map_err(|_| {
            format!(
                "has a batch of {length} bytes, more than fit into memory; say a smaller --batch"
            )
        })?;
        self.bytes.resize(length, 0);
        Ok(())
    }
}

fn read_block(file: &File, block: &mut [u8], place: u64) -> io::Result<Hasher> {
    read_exact_at(file, block, place)?;
    let mut sum = Hasher::new();
    sum.update(block);
    Ok(sum)
}

fn problem(error: io::Error) -> String {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return "has become shorter while it was read; evaluate it again".into();
    }
    unreadable(error)
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, place)
}

/// One block after the other, because all share the file's place to read from.
#[cfg(not(unix))]
fn read_exact_at(mut file: &File, bytes: &mut [u8], place: u64) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    use std::sync::{Mutex, PoisonError};
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(place))?;
    file.read_exact(bytes)
}
