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

#[cfg(all(test, feature = "rayon"))]
mod tests {
    use super::{TASK, are_worth_sharing};

    #[test]
    fn two_tasks_are_worth_two_threads() {
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let ask = |threads, entries| pool(threads).install(|| are_worth_sharing(entries));
        assert!(ask(2, 2 * TASK) && ask(3, 1 << 20));
        assert!(!ask(2, 2 * TASK - 1) && !ask(1, 1 << 20) && !ask(2, TASK + 2));
    }
}
