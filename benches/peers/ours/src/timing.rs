//! The shortest of many calls, as `peers.py` takes it.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Libraries, and how each computes one workload.
pub(crate) type Calls<D> = &'static [(&'static str, fn(&D) -> f64)];

pub(crate) struct Answer {
    pub(crate) library: &'static str,
    pub(crate) seconds: f64,
    pub(crate) value: f64,
}

/// Times the libraries whose names hold `only`.
pub(crate) fn time<D>(calls: Calls<D>, data: &D, budget: Duration, only: &str) -> Vec<Answer> {
    let chosen = calls.iter().filter(|(library, _)| library.contains(only));
    let answer = |&(library, call): &(&'static str, fn(&D) -> f64)| {
        let (seconds, value) = best(|| call(black_box(data)), budget);
        Answer { library, seconds, value }
    };
    chosen.map(answer).collect()
}

/// The first call warms up; it counts only if it takes ten times the budget.
fn best(call: impl Fn() -> f64, budget: Duration) -> (f64, f64) {
    let (mut shortest, value) = clock(&call);
    if shortest < 10 * budget {
        shortest = Duration::MAX;
        let start = Instant::now();
        while shortest == Duration::MAX || start.elapsed() < budget {
            shortest = shortest.min(clock(&call).0);
        }
    }
    (shortest.as_secs_f64(), value)
}

fn clock(call: impl Fn() -> f64) -> (Duration, f64) {
    let start = Instant::now();
    let value = black_box(call());
    (start.elapsed(), value)
}
