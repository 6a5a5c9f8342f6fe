//! An attack at random: any measure with any options on awkward data, against its promises. A short form runs
//! with `cargo test`; the long form goes on for some minutes with seeds that no run had before:
//! `NDARRAY_METRICS_MINUTES=60 cargo test --all-features --test it attack::random -- --ignored
//! --nocapture`.

mod altered;
mod data;
mod exact;
mod measures;
mod options;
mod same_bits;

use std::env;
use std::time::{Duration, Instant, SystemTime};

use crate::cases::cases;
use crate::data::Random;
use crate::list::every_metric;
use data::Sample;

/// What became of the inputs.
#[derive(Debug, Default)]
struct Tried {
    /// Batches that were accepted, and held to the promises.
    accepted: usize,
    /// Batches or options that were refused: with a message, and without a trace.
    refused: usize,
    /// Comparisons of the bits of two streams.
    bits: usize,
    /// Values that were held against rational numbers.
    exact: usize,
    /// Readings without a value because weights or terms lie too far apart.
    overflows: usize,
    /// Altered checkpoints, and how many of them were restored.
    altered: usize,
    restored: usize,
}

/// Tries one seed on one metric.
fn attack(seed: u64, tried: &mut Tried) {
    let mut random = Random(seed);
    let mut entries = every_metric();
    let entry = entries.swap_remove(random.below(entries.len()));
    let Some(spec) = entry.spec else { return };
    let measure = measures::any_like(&entry, &mut random);
    let sample = Sample::new(spec, &mut random);
    same_bits::check(&measure, &sample, &mut random, tried);
    altered::check(&measure, &sample, &mut random, tried);
    exact::check(&entry, &mut random, tried);
}

/// Tries seeds one after the other, and says which one failed.
fn attack_all(seeds: impl Iterator<Item = u64>) -> Tried {
    struct Seed(u64);
    impl Drop for Seed {
        fn drop(&mut self) {
            if std::thread::panicking() {
                eprintln!("the seed is {}", self.0);
            }
        }
    }
    let mut tried = Tried::default();
    for seed in seeds {
        let _said_on_failure = Seed(seed);
        attack(seed, &mut tried);
    }
    tried
}

#[test]
fn promises_hold_at_random() {
    let seeds = cases(200, 2_000);
    let tried = attack_all(0..seeds);
    for count in [tried.accepted, tried.refused, tried.bits, tried.exact, tried.restored] {
        assert!(count > seeds as usize / 20, "{tried:?}");
    }
}

#[test]
#[ignore = "runs for as many minutes as NDARRAY_METRICS_MINUTES says, 60 by default"]
fn promises_hold_for_long() {
    let minutes =
        env::var("NDARRAY_METRICS_MINUTES").map_or(60, |text| text.parse().expect("minutes"));
    let (start, end) = (Instant::now(), Duration::from_secs(60 * minutes));
    // NDARRAY_METRICS_SEED, the seed of a failure, tries that one first.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let first = env::var("NDARRAY_METRICS_SEED")
        .map_or(now.as_nanos() as u64, |text| text.parse().expect("a seed"));
    let seeds = (0..).map(|i| first.wrapping_add(i)).take_while(|_| start.elapsed() < end);
    println!("seeds from {first} on");
    println!("{:#?}", attack_all(seeds));
}
