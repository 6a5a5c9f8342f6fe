//! What is worth a second thread, if there is one.

/// Entries that are worth a task of their own.
#[cfg(feature = "rayon")]
const TASK: usize = 1 << 16;

/// Whether so many entries are worth two tasks.
#[cfg(feature = "rayon")]
pub(super) fn are_worth_sharing(entries: usize) -> bool {
    entries >= 2 * TASK && rayon::current_num_threads() > 1
}

/// Nothing is shared without the feature `rayon`.
#[cfg(not(feature = "rayon"))]
pub(super) fn are_worth_sharing(_: usize) -> bool {
    false
}

/// Both results, on two threads if there are.
#[cfg(feature = "rayon")]
pub(super) fn both<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(a, b)
}

/// Both results, one after the other.
#[cfg(not(feature = "rayon"))]
pub(super) fn both<A, B>(a: impl FnOnce() -> A, b: impl FnOnce() -> B) -> (A, B) {
    (a(), b())
}
