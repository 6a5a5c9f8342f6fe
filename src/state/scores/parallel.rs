//! Two tasks on two threads, if there are.

/// The number of entries from which a task of its own is worth its price.
#[cfg(feature = "rayon")]
const MIN_TASK: usize = 1 << 16;

/// Whether work on so many entries is worth two tasks.
#[cfg(feature = "rayon")]
pub(in crate::state) fn is_worth_two_tasks(entries: usize) -> bool {
    entries >= 2 * MIN_TASK && rayon::current_num_threads() > 1
}

/// Without the feature `rayon`, there is one thread.
#[cfg(not(feature = "rayon"))]
pub(in crate::state) fn is_worth_two_tasks(_: usize) -> bool {
    false
}

/// Runs two tasks, on two threads if there are, and returns both results.
#[cfg(feature = "rayon")]
pub(in crate::state) fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(a, b)
}

/// Runs two tasks, one after the other, and returns both results.
#[cfg(not(feature = "rayon"))]
pub(in crate::state) fn join<A, B>(a: impl FnOnce() -> A, b: impl FnOnce() -> B) -> (A, B) {
    (a(), b())
}

#[cfg(all(test, feature = "rayon"))]
mod tests {
    use super::{MIN_TASK, is_worth_two_tasks};

    #[test]
    fn two_tasks_are_worth_two_threads() {
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let ask = |threads, entries| pool(threads).install(|| is_worth_two_tasks(entries));
        assert!(ask(2, 2 * MIN_TASK) && ask(3, 1 << 20));
        assert!(!ask(2, 2 * MIN_TASK - 1) && !ask(1, 1 << 20) && !ask(2, MIN_TASK + 2));
    }
}
