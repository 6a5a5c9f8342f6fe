//! Against the machine: the instruction sets it has, and the speed of its memory.

use std::env;

use criterion::Criterion;
use fearless_simd::{Level, Simd, dispatch};
use ndarray::{Array1, Array2};
use ndarray_metrics::{Error, InstructionSet, metrics};

use crate::compare::{Way, compare, rows, time, vectors, way};
use crate::data;

type Vectors = (Array1<f32>, Array1<f32>);
type Labels = (Array1<i64>, Array2<f32>);

pub(crate) fn bench(criterion: &mut Criterion) {
    let case = vectors(10_000_000, data::binary);
    let squares = at_each_set(|(y, p)| metrics::mean_squared_error(y, p));
    compare(criterion, "instruction_set/mean_squared_error", &case, &squares);
    let logarithms = at_each_set(|(y, p)| metrics::binary_crossentropy(y, p));
    compare(criterion, "instruction_set/binary_crossentropy", &case, &logarithms);

    time(criterion, "memory", &case, &elements());
    if env::var_os("NDARRAY_METRICS_BENCH_LARGE").is_some() {
        time(criterion, "memory", &vectors(100_000_000, data::binary), &elements());
    }
    time(criterion, "memory", &rows((100_000, 100), data::labelled), &labels());
}

/// One way for each instruction set of this processor. The limit is lifted again after each call.
fn at_each_set(metric: fn(&Vectors) -> Result<f64, Error>) -> Vec<Way<Vectors>> {
    let limited = |set: InstructionSet| {
        way(format!("{set:?}"), move |data| {
            set.limit();
            let value = metric(data);
            InstructionSet::Avx512.limit();
            value
        })
    };
    InstructionSet::ALL.iter().copied().filter(|set| set.is_available()).map(limited).collect()
}

/// Reading both arrays, and metrics that should cost little more.
fn elements() -> Vec<Way<Vectors>> {
    vec![
        way("read", |(y, p): &Vectors| xor(slice(y), slice(p))),
        #[cfg(feature = "rayon")]
        way("read_on_all_cores", |(y, p): &Vectors| parallel_xor(slice(y), slice(p))),
        way("mean_squared_error", |(y, p): &Vectors| metrics::mean_squared_error(y, p)),
        way("mean_absolute_error", |(y, p): &Vectors| metrics::mean_absolute_error(y, p)),
        way("binary_accuracy", |(y, p): &Vectors| metrics::binary_accuracy(y, p)),
    ]
}

/// The same for rows; the labels are one in a hundred of what is read.
fn labels() -> Vec<Way<Labels>> {
    vec![
        way("read", |(_, p): &Labels| in_halves(p, xor)),
        #[cfg(feature = "rayon")]
        way("read_on_all_cores", |(_, p): &Labels| in_halves(p, parallel_xor)),
        way("sparse_categorical_accuracy", |(y, p): &Labels| {
            metrics::sparse_categorical_accuracy(y, p)
        }),
        way("sparse_categorical_crossentropy", |(y, p): &Labels| {
            metrics::sparse_categorical_crossentropy(y, p)
        }),
    ]
}

fn slice(array: &Array1<f32>) -> &[f32] {
    array.as_slice().expect("data are contiguous")
}

fn in_halves(array: &Array2<f32>, read: fn(&[f32], &[f32]) -> f32) -> f32 {
    let slice = array.as_slice().expect("data are contiguous");
    let (left, right) = slice.split_at(slice.len() / 2);
    read(left, right)
}

/// Reads two slices of one length and keeps nothing but the XOR of their bits.
fn xor(y: &[f32], p: &[f32]) -> f32 {
    dispatch!(Level::new(), simd => simd.vectorize(
        #[inline(always)]
        || xor_lanes(y, p),
    ))
}

/// Enough lanes that no XOR waits for the one before it.
#[inline(always)]
fn xor_lanes(y: &[f32], p: &[f32]) -> f32 {
    const LANES: usize = 128;
    let mut lanes = [0; LANES];
    for (y, p) in y.as_chunks::<LANES>().0.iter().zip(p.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            lanes[lane] ^= y[lane].to_bits() ^ p[lane].to_bits();
        }
    }
    f32::from_bits(lanes.iter().fold(0, |all, lane| all ^ lane))
}

#[cfg(feature = "rayon")]
fn parallel_xor(y: &[f32], p: &[f32]) -> f32 {
    use rayon::prelude::*;

    const PIECE: usize = 1 << 18;
    let pieces = y.par_chunks(PIECE).zip(p.par_chunks(PIECE));
    pieces.map(|(y, p)| xor(y, p)).reduce(|| 0.0, |a, b| f32::from_bits(a.to_bits() ^ b.to_bits()))
}
