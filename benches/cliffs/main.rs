//! Workloads that once were many times slower than the loop beside them: tables of many cells, rows column by
//! column, small updates, streams that are read often.
//!
//! `cargo bench --bench cliffs` prints one line for each, the best of several runs on one thread: the time here, the
//! time of what stands beside it, and the first over the second. With words after `--`, the groups that have them in
//! their names.

mod rows;
mod tables;
mod timing;
mod updates;

use ndarray::Array1;

/// Numbers that look random, the same in each run.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number in [0, 1).
    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn labels(&mut self, n: usize, classes: usize) -> Array1<i32> {
        Array1::from_shape_simple_fn(n, || (self.bits() % classes as u64) as i32)
    }

    fn units(&mut self, n: usize) -> Array1<f64> {
        Array1::from_shape_simple_fn(n, || self.unit())
    }
}

/// A name, and what prints its lines.
type Group = (&'static str, fn(&mut Random));

const GROUPS: &[Group] = &[
    ("confusion", tables::confusion),
    ("clusterings", tables::clusterings),
    ("readings", updates::readings),
    ("column_major", rows::column_major),
    ("updates", updates::updates),
    ("ndcg", rows::ndcg),
    ("clusters", tables::clusters),
];

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    for (name, group) in GROUPS {
        if words.is_empty() || words.iter().any(|word| name.contains(&word[..])) {
            println!("{name}");
            group(&mut Random(88_172_645_463_325_252));
        }
    }
}
