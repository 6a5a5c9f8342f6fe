//! Weights, one value per sample, and arrays that do not lie in memory as they are read.

use criterion::Criterion;
use ndarray::{Array1, Array2, ArrayView2, Axis, s};
use ndarray_metrics::prelude::*;

use crate::compare::{Way, compare, rows, way};
use crate::data;

const SHAPE: (usize, usize) = (100_000, 100);

struct Weighted {
    y: Array2<f32>,
    p: Array2<f32>,
    per_sample: Array1<f32>,
    per_element: Array2<f32>,
    mask: Array2<bool>,
}

impl Weighted {
    fn new((rows, columns): (usize, usize)) -> Self {
        let (y, p) = data::regression_rows((rows, columns));
        let per_sample = data::weights(rows);
        let per_element = data::in_rows(data::weights(rows * columns), (rows, columns));
        let mask = per_element.mapv(|w| w < 0.8);
        Self { y, p, per_sample, per_element, mask }
    }

    fn squared_errors(&self) -> Array2<f32> {
        (&self.y - &self.p).mapv(|e| e * e)
    }
}

fn by_sample() -> [Way<Weighted>; 2] {
    [
        way("ours", |d: &Weighted| MeanSquaredError.evaluate_weighted(&d.y, &d.p, &d.per_sample)),
        way("ndarray", |d: &Weighted| {
            let means = d.squared_errors().mean_axis(Axis(1)).expect("there are columns");
            (means * &d.per_sample).sum() / d.per_sample.sum()
        }),
    ]
}

fn by_element() -> [Way<Weighted>; 2] {
    [
        way("ours", |d: &Weighted| MeanSquaredError.evaluate_weighted(&d.y, &d.p, &d.per_element)),
        way("ndarray", |d: &Weighted| {
            (d.squared_errors() * &d.per_element).sum() / d.per_element.sum()
        }),
    ]
}

fn by_mask() -> [Way<Weighted>; 2] {
    [
        way("ours", |d: &Weighted| MeanSquaredError.evaluate_weighted(&d.y, &d.p, &d.mask)),
        way("ndarray", |d: &Weighted| {
            let mask = d.mask.mapv(|m| f32::from(u8::from(m)));
            (d.squared_errors() * &mask).sum() / mask.sum()
        }),
    ]
}

type Pair = (Array2<f32>, Array2<f32>);

/// The mean stands for the array, so that both ways can be compared.
fn per_sample_squares() -> [Way<Pair>; 2] {
    [
        way("ours", |(y, p): &Pair| MeanSquaredError.per_sample(y, p).ok()?.mean()),
        way("ndarray", |(y, p): &Pair| (y - p).mapv(|e| e * e).mean_axis(Axis(1))?.mean()),
    ]
}

fn per_sample_crossentropy() -> [Way<Pair>; 2] {
    [
        way("ours", |(y, p): &Pair| {
            CategoricalCrossentropy::default().per_sample(y, p).ok()?.mean()
        }),
        way("ndarray", |(y, p): &Pair| {
            (-y * p.mapv(|p| p.max(1e-7).ln())).sum_axis(Axis(1)).mean()
        }),
    ]
}

type View = fn(&Array2<f32>) -> ArrayView2<'_, f32>;

/// Views that an array's memory suits ever less.
const LAYOUTS: [(&str, View); 5] = [
    ("layout/contiguous", |array| array.view()),
    ("layout/transposed", |array| array.t()),
    ("layout/first_half_of_columns", |array| array.slice(s![.., ..array.ncols() / 2])),
    ("layout/every_second_column", |array| array.slice(s![.., ..;2])),
    ("layout/reversed", |array| array.slice(s![..;-1, ..;-1])),
];

fn through(view: View) -> [Way<Pair>; 2] {
    [
        way("ours", move |(y, p): &Pair| metrics::mean_squared_error(&view(y), &view(p))),
        way("ndarray", move |(y, p): &Pair| (&view(y) - &view(p)).mapv(|e| e * e).mean()),
    ]
}

/// One side lies by rows, the other by columns: no order of reading suits both.
fn crossed() -> [Way<Pair>; 2] {
    [
        way("ours", |(y, p): &Pair| metrics::mean_squared_error(y, &p.t())),
        way("ndarray", |(y, p): &Pair| (y - &p.t()).mapv(|e| e * e).mean()),
    ]
}

/// Rows that lie across memory.
fn rows_across() -> [Way<Pair>; 2] {
    [
        way("ours", |(y, p): &Pair| metrics::categorical_crossentropy(y, &p.t())),
        way("ndarray", |(y, p): &Pair| {
            (-y * p.t().mapv(|p| p.max(1e-7).ln())).sum_axis(Axis(1)).mean()
        }),
    ]
}

/// The prediction with its axes swapped in memory.
fn swapped((y, p): Pair) -> Pair {
    (y, p.t().as_standard_layout().into_owned())
}

pub(crate) fn bench(criterion: &mut Criterion) {
    weighted(criterion);
    per_sample(criterion);
    layouts(criterion);
}

fn weighted(criterion: &mut Criterion) {
    let weighted = rows(SHAPE, Weighted::new);
    compare(criterion, "weighted/by_sample", &weighted, &by_sample());
    compare(criterion, "weighted/by_element", &weighted, &by_element());
    compare(criterion, "weighted/by_mask", &weighted, &by_mask());
}

fn per_sample(criterion: &mut Criterion) {
    let one_hot = rows(SHAPE, data::one_hot);
    compare(criterion, "per_sample/crossentropy", &one_hot, &per_sample_crossentropy());
    drop(one_hot);
    let regression = rows(SHAPE, data::regression_rows);
    compare(criterion, "per_sample/squared_error", &regression, &per_sample_squares());
}

fn layouts(criterion: &mut Criterion) {
    let regression = rows(SHAPE, data::regression_rows);
    for (name, view) in LAYOUTS {
        compare(criterion, name, &regression, &through(view));
    }
    drop(regression);
    let regression = rows(SHAPE, |shape| swapped(data::regression_rows(shape)));
    compare(criterion, "layout/crossed", &regression, &crossed());
    drop(regression);
    let one_hot = rows(SHAPE, |shape| swapped(data::one_hot(shape)));
    compare(criterion, "layout/crossed_rows", &one_hot, &rows_across());
}
