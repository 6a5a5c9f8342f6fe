//! Every metric function beside the ndarray expression that a user would write instead: a metric
//! is one entry, in the file of its data.

mod counts;
mod labels;
mod rows;
mod vectors;

use criterion::Criterion;
use ndarray_metrics::Error;

use crate::compare::{Case, compare, way};

pub(crate) fn bench(criterion: &mut Criterion) {
    vectors::bench(criterion);
    rows::bench(criterion);
    counts::bench(criterion);
    labels::bench(criterion);
}

/// A metric's name, our way and ndarray's.
type Entry<D> = (&'static str, fn(&D) -> Result<f64, Error>, fn(&D) -> Option<f32>);

fn family<D: 'static>(criterion: &mut Criterion, cases: &[Case<D>], entries: &[Entry<D>]) {
    for &(name, ours, plain) in entries {
        let ways = [way("ours", ours), way("ndarray", plain)];
        cases.iter().for_each(|case| compare(criterion, name, case, &ways));
    }
}

/// 1 if a condition holds, else 0: what a share is the mean of.
fn hit(condition: bool) -> f32 {
    f32::from(u8::from(condition))
}

fn clip(p: f32) -> f32 {
    p.clamp(1e-7, 1.0 - 1e-7)
}
