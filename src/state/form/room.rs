//! The memory that a checkpoint may take when it is restored: [`RATIO`] times its bytes at most.
//!
//! An empty sum takes one byte of a checkpoint and 280 bytes of memory, so a short checkpoint could name
//! enough of them to fill any memory. Therefore every value in a list counts the room that it takes, in the
//! same way when it is written and when it is read:
//!
//! ```text
//! write:    room    = the sum over all values
//!           bytes   = content, then zero bytes until RATIO * bytes >= room
//! restore:  refuse as soon as room > RATIO * bytes
//!           refuse another number of zero bytes
//! ```
//!
//! Formats of serde know no length beforehand: a value that is read from them counts, and is never refused.
//! The count stands in a variable of the thread, since serde hands nothing of ours from value to value.

use std::cell::Cell;

use serde::de;

/// How many bytes of memory a byte of a checkpoint may take.
const RATIO: usize = 20;

/// What any checkpoint may take.
const FREE: usize = 1 << 14;

/// The bytes that a growing list may take for each byte of its values.
const GROWTH: usize = 2;

#[derive(Clone, Copy)]
struct Room {
    taken: usize,
    limit: usize,
}

const UNLIMITED: Room = Room { taken: 0, limit: usize::MAX };

thread_local! {
    static ROOM: Cell<Room> = const { Cell::new(UNLIMITED) };
}

/// Counts a value that is written.
pub(crate) fn write<T>() {
    let room = ROOM.get();
    ROOM.set(Room { taken: room.taken.saturating_add(GROWTH * size_of::<T>()), ..room });
}

/// Counts a value that is read.
pub(crate) fn read<T, E: de::Error>() -> Result<(), E> {
    write::<T>();
    let Room { taken, limit } = ROOM.get();
    if taken > limit {
        return Err(E::custom(format_args!(
            "its values take more memory than {RATIO} times its bytes, expected what `to_bytes` writes"
        )));
    }
    Ok(())
}

/// Returns what the work returns, and the room that it counted.
pub(crate) fn counted<R>(work: impl FnOnce() -> R) -> (R, usize) {
    within(usize::MAX, work)
}

/// As [`counted`], for the reading of so many bytes.
pub(crate) fn restoring<R>(bytes: usize, work: impl FnOnce() -> R) -> (R, usize) {
    within(bytes.saturating_mul(RATIO).max(FREE), work)
}

/// Returns how many bytes a checkpoint has at least, whose values take so much room.
pub(crate) fn least_bytes(room: usize) -> usize {
    if room <= FREE { 0 } else { room.div_ceil(RATIO) }
}

fn within<R>(limit: usize, work: impl FnOnce() -> R) -> (R, usize) {
    /// Puts the outer count back, also where the work panics.
    struct Outer(Room);
    impl Drop for Outer {
        fn drop(&mut self) {
            ROOM.set(self.0);
        }
    }
    let _outer = Outer(ROOM.replace(Room { taken: 0, limit }));
    let done = work();
    (done, ROOM.get().taken)
}
