//! Timing ways to compute one thing side by side.

use std::cell::LazyCell;

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray_metrics::Error;

/// Data of one size, made when a benchmark first asks for them, so that a filter saves their
/// making.
pub(crate) struct Case<D> {
    pub(crate) name: String,
    /// What counts as read, for elements per second.
    pub(crate) elements: usize,
    pub(crate) data: LazyCell<D, Box<dyn FnOnce() -> D>>,
}

/// A vector, or several of one length.
pub(crate) fn vectors<D: 'static>(n: usize, make: fn(usize) -> D) -> Case<D> {
    let data = LazyCell::new(Box::new(move || make(n)) as Box<dyn FnOnce() -> D>);
    Case { name: n.to_string(), elements: n, data }
}

/// Rows of classes.
pub(crate) fn rows<D: 'static>(shape: (usize, usize), make: fn((usize, usize)) -> D) -> Case<D> {
    let data = LazyCell::new(Box::new(move || make(shape)) as Box<dyn FnOnce() -> D>);
    Case { name: format!("{}x{}", shape.0, shape.1), elements: shape.0 * shape.1, data }
}

/// A way to compute something from `D`, and what it is called.
pub(crate) struct Way<D> {
    name: String,
    run: Box<dyn Fn(&D) -> f64>,
}

pub(crate) fn way<D, V: Value>(name: impl Into<String>, run: impl Fn(&D) -> V + 'static) -> Way<D> {
    Way { name: name.into(), run: Box::new(move |data| run(data).value()) }
}

/// One number, or an error that ends the run.
pub(crate) trait Value {
    fn value(self) -> f64;
}

impl Value for f64 {
    fn value(self) -> f64 {
        self
    }
}

impl Value for f32 {
    fn value(self) -> f64 {
        f64::from(self)
    }
}

impl<V: Value> Value for Option<V> {
    fn value(self) -> f64 {
        self.expect("data are not empty").value()
    }
}

impl Value for Result<f64, Error> {
    fn value(self) -> f64 {
        self.expect("data are valid")
    }
}

/// Times every way on the same data. All must come to the same value, so that what is compared
/// does the same work.
pub(crate) fn compare<D>(criterion: &mut Criterion, group: &str, case: &Case<D>, ways: &[Way<D>]) {
    let first = LazyCell::new(|| (ways[0].run)(&case.data));
    time_after(criterion, group, case, ways, |way| agree(way, &case.data, *first));
}

/// Times every way on the same data, whatever it computes.
pub(crate) fn time<D>(criterion: &mut Criterion, group: &str, case: &Case<D>, ways: &[Way<D>]) {
    time_after(criterion, group, case, ways, |_| ());
}

fn time_after<D>(
    criterion: &mut Criterion,
    group: &str,
    case: &Case<D>,
    ways: &[Way<D>],
    check: impl Fn(&Way<D>),
) {
    let mut group = criterion.benchmark_group(group);
    group.throughput(Throughput::Elements(case.elements as u64));
    for way in ways {
        let checked = LazyCell::new(|| check(way));
        group.bench_function(BenchmarkId::new(&way.name, &case.name), |bencher| {
            LazyCell::force(&checked);
            bencher.iter(|| (way.run)(&case.data));
        });
    }
    group.finish();
}

/// Up to what adding 10^7 numbers in `f32` costs.
fn agree<D>(way: &Way<D>, data: &D, expected: f64) {
    let value = (way.run)(data);
    let apart = (value - expected).abs();
    assert!(apart <= 1e-2 * expected.abs(), "{} gives {value}, not {expected}", way.name);
}
