//! What tells a file from another one, or from what it was before.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Bytes at either end of a file that tell it from another one of its length and age.
const ENDS: u64 = 1 << 16;

/// What must be equal for a file to be what it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Identity {
    length: u64,
    modified: Option<Duration>,
    ends: u32,
    /// Not in checkpoints: files that were moved or copied are the same.
    #[serde(skip)]
    node: Option<Node>,
}

/// Which file it is, and when anything about it was last changed, which nobody can put back.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    device: u64,
    number: u64,
    changed: (i64, i64),
}

impl Identity {
    pub(crate) fn of(mut file: &File) -> io::Result<Self> {
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
            node: Node::of(&metadata),
        })
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
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

    /// Whether it is the same file under the same name, whatever was done to it.
    pub(crate) fn is_node_of(&self, other: &Self) -> bool {
        let node = |identity: &Self| identity.node.map(|node| (node.device, node.number));
        node(self) == node(other)
    }
}

impl Node {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            device: metadata.dev(),
            number: metadata.ino(),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Self> {
        None
    }
}

/// Whether two paths lead to one file, by a link of either sort or by another spelling.
pub(crate) fn same_file(one: &Path, other: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().ok();
    let node = |path: &Path| {
        let node = path.metadata().ok().as_ref().and_then(Node::of);
        node.map(|node| (node.device, node.number))
    };
    let same = |a: Option<_>, b: Option<_>| a.is_some() && a == b;
    same(node(one), node(other)) || canonical(one).is_some_and(|one| canonical(other) == Some(one))
}
