//! The user's files. Only regular ones are read: a FIFO may wait for ever, and a device may have no
//! end.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Take};
use std::path::Path;

/// Opens a file, to be read as far as it reaches now: one that grows meanwhile has an end, too.
pub(crate) fn open(path: &Path) -> Result<Take<File>, String> {
    // Asked before it is opened, because opening a FIFO waits for somebody who writes to it, and
    // afterwards, because another file may have taken its place in between.
    check(&fs::metadata(path).map_err(unreadable)?)?;
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    check(&metadata)?;
    Ok(file.take(metadata.len()))
}

/// What is left to be read of a file.
pub(crate) fn rest(mut file: Take<File>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let length = usize::try_from(file.limit()).unwrap_or(usize::MAX);
    let refused = |_| format!("has {length} bytes, more than fit into memory; split it");
    bytes.try_reserve_exact(length).map_err(refused)?;
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

pub(crate) fn unreadable(error: io::Error) -> String {
    format!("cannot be read: {error}; check the path")
}

fn check(metadata: &Metadata) -> Result<(), String> {
    if metadata.is_dir() {
        return Err("is a folder, expected a regular file; name a file in it".into());
    }
    if metadata.is_file() {
        return Ok(());
    }
    let kind = special(metadata);
    Err(format!(
        "is {kind}, expected a regular file; write what comes out of it to one, and name that"
    ))
}

#[cfg(unix)]
fn special(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    match (kind.is_fifo(), kind.is_socket()) {
        (true, _) => "a FIFO",
        (_, true) => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn special(_: &Metadata) -> &'static str {
    "a special file"
}
