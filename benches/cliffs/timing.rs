//! The best time of several runs.

use std::hint::black_box;
use std::time::Instant;

/// Whether `--test` asks to run everything once, without measuring.
fn is_test() -> bool {
    std::env::args().any(|word| word == "--test")
}

/// Returns the least nanoseconds of some runs.
pub(crate) fn best<R>(runs: usize, mut run: impl FnMut() -> R) -> f64 {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1e9
    };
    let runs = if is_test() { 1 } else { runs };
    (0..runs).map(time).fold(f64::INFINITY, f64::min)
}

/// Returns the least nanoseconds of a short run, many of which are timed together.
pub(crate) fn best_short<R>(mut run: impl FnMut() -> R) -> f64 {
    let together = if is_test() { 1 } else { 2000 };
    let many = || (0..together).for_each(|_| drop(black_box(run())));
    best(40, many) / f64::from(together)
}

/// Prints a line.
pub(crate) fn print(name: &str, ours: f64, beside: f64, unit: &str) {
    println!("  {name:<58} {ours:>9.2} {beside:>9.2} {unit:<12} {:>6.2}", ours / beside);
}

/// Prints a line of which nothing stands beside.
pub(crate) fn print_alone(name: &str, ours: f64, unit: &str) {
    println!("  {name:<58} {ours:>9.2} {:>9} {unit}", "");
}
