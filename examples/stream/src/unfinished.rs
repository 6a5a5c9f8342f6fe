//! Files that take the place of others in one step, once they are whole.

use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many names are tried. That a second one is needed is as good as impossible.
const TRIES: usize = 16;

/// The file that would be left behind if the program ended now.
static LEFT: Mutex<Option<PathBuf>> = Mutex::new(None);

/// A file beside another one, whose place it may take. Otherwise it goes away.
///
/// There is one at a time.
pub(crate) struct Unfinished {
    path: PathBuf,
    file: File,
}

impl Unfinished {
    pub(crate) fn beside(target: &Path) -> io::Result<Self> {
        let mut left = left();
        let (path, file) = create(target, TRIES)?;
        *left = Some(path.clone());
        Ok(Self { path, file })
    }

    /// Takes the target's place when all bytes are on the disk.
    pub(crate) fn replace(mut self, target: &Path, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.file.sync_all()?;
        let mut left = left();
        fs::rename(&self.path, target)?;
        *left = None;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        remove(&mut left());
    }
}

/// Ends the program at once, without leaving an unfinished file behind.
pub(crate) fn exit(code: u8) -> ! {
    // Whoever wants to create another one waits for this until the end.
    let mut left = left();
    remove(&mut left);
    process::exit(code.into())
}

fn remove(left: &mut Option<PathBuf>) {
    if let Some(path) = left.take() {
        // Why it was given up is what the user should hear of.
        let _ = fs::remove_file(path);
    }
}

fn left() -> MutexGuard<'static, Option<PathBuf>> {
    LEFT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that was not there before: nothing is cut short, and no link is followed.
fn create(target: &Path, tries: usize) -> io::Result<(PathBuf, File)> {
    let path = target.with_file_name(format!("{}.part", unique_name()));
    match File::options().write(true).create_new(true).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries > 1 => {
            create(target, tries - 1)
        }
        file => Ok((path, file?)),
    }
}

/// A name that nobody else has, and that nobody can guess.
pub(crate) fn unique_name() -> String {
    format!("stream-{}-{:016x}", process::id(), RandomState::new().hash_one(()))
}
