//! Small batches, one after another, and several metrics in one pass.

use std::hint::black_box;
use std::time::Instant;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use ndarray::{Array1, ArrayView1, Axis};
use ndarray_metrics::prelude::*;

use crate::compare::{Way, compare, vectors, way};
use crate::data;

const BATCH: usize = 256;

type Vectors = (Array1<f32>, Array1<f32>);
type Batch<'a> = (ArrayView1<'a, f32>, ArrayView1<'a, f32>);

/// Means of one term per element, as most metrics are.
type Four =
    (MeanSquaredError, MeanAbsoluteError, RootMeanSquaredError, MeanAbsolutePercentageError);

pub(crate) fn bench(criterion: &mut Criterion) {
    batches(criterion);
    let case = vectors(10_000_000, data::regression);
    compare(criterion, "tuple/four_means", &case, &four_means());
    compare(criterion, "tuple/one_state", &case, &one_state());
}

/// Four metrics over batches of 256. The time printed is that of one metric and one batch.
fn batches(criterion: &mut Criterion) {
    let (y, p) = data::regression(400 * BATCH);
    let (y, p) = (y.axis_chunks_iter(Axis(0), BATCH), p.axis_chunks_iter(Axis(0), BATCH));
    let batches: Vec<Batch<'_>> = y.zip(p).collect();
    let mut group = criterion.benchmark_group("streaming/four_metrics_batch_256");
    group.throughput(Throughput::Elements(BATCH as u64));

    let (a, b, c, d) = Four::default();
    let mut each = (a.streaming(), b.streaming(), c.streaming(), d.streaming());
    stream(&mut group, "one_after_another", &batches, |(y, p)| {
        each.0.update(y, p).and(each.1.update(y, p))?;
        each.2.update(y, p).and(each.3.update(y, p))
    });
    let mut tuple = Four::default().streaming();
    stream(&mut group, "tuple", &batches, |(y, p)| tuple.update(y, p));
    let mut sums = [0.0; 4];
    stream(&mut group, "ndarray", &batches, |(y, p)| {
        sums[0] += (y - p).mapv(|e| e * e).sum();
        sums[1] += (y - p).mapv(f32::abs).sum();
        sums[2] += (y - p).mapv(|e| e * e).sum();
        sums[3] += ((y - p) / y.mapv(|y| y.abs().max(1e-7))).mapv(f32::abs).sum();
        black_box(&sums);
        Ok(())
    });
    group.finish();
    black_box((each, tuple));
}

fn stream(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    batches: &[Batch<'_>],
    mut update: impl FnMut(&Batch<'_>) -> Result<(), Error>,
) {
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|count| {
            let start = Instant::now();
            for batch in batches.iter().cycle().take(count as usize) {
                update(batch).expect("data are valid");
            }
            start.elapsed() / 4
        });
    });
}

/// One pass over memory for all members, and a pass for each.
fn four_means() -> [Way<Vectors>; 2] {
    [
        way("tuple", |(y, p): &Vectors| {
            let (a, b, c, d) = Four::default().evaluate(y, p).ok()?;
            Some(a.ok()? + b.ok()? + c.ok()? + d.ok()?)
        }),
        way("one_after_another", |(y, p): &Vectors| {
            let (a, b, c, d) = Four::default();
            let first = a.evaluate(y, p).ok()? + b.evaluate(y, p).ok()?;
            Some(first + c.evaluate(y, p).ok()? + d.evaluate(y, p).ok()?)
        }),
    ]
}

/// Two readings of one state.
fn one_state() -> [Way<Vectors>; 2] {
    [
        way("tuple", |(y, p): &Vectors| {
            let (a, b) = (MeanSquaredError, RootMeanSquaredError).evaluate(y, p).ok()?;
            Some(a.ok()? + b.ok()?)
        }),
        way("one_after_another", |(y, p): &Vectors| {
            Some(MeanSquaredError.evaluate(y, p).ok()? + RootMeanSquaredError.evaluate(y, p).ok()?)
        }),
    ]
}
