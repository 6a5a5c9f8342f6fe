//! Rankings of several classes: each class against all others, and each pair of classes.

use ndarray_metrics::metrics::OneVsRestAverage;
use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::{Batch, Unit};
use super::data::{Data, labels};
use super::naive;
use super::ranking::{average_precision, roc_auc};

/// Labels and rows of scores of which many tie.
const ROWS: Data = labels(Class, Tenth);

type Number = Result<f64, Undefined>;

fn classes(batch: &Batch) -> usize {
    batch.units.first().map_or(0, |unit| unit.p.len())
}

/// The column of a class, with that class as positive, of the samples whose class is chosen.
fn column(batch: &Batch, class: usize, chosen: impl Fn(f64) -> bool) -> Batch {
    batch.map(|Unit { y, p, w }| Unit {
        y: vec![f64::from(u8::from(y[0] == class as f64))],
        p: vec![p[class]],
        w: vec![if chosen(y[0]) { w[0] } else { 0.0 }],
    })
}

fn against_rest(batch: &Batch) -> Vec<Batch> {
    (0..classes(batch)).map(|class| column(batch, class, |_| true)).collect()
}

/// The value of each class, if there is any weight.
fn each(batch: &Batch, value: fn(&Batch) -> Number) -> Vec<Number> {
    if batch.weight() == 0.0 {
        return Vec::new();
    }
    against_rest(batch).iter().map(value).collect()
}

/// The mean of what is defined, each value by its weight; else the first reason.
fn mean(values: Vec<(f64, Number)>) -> Number {
    let defined: Vec<_> = values.iter().filter_map(|(w, value)| Some((w, value.ok()?))).collect();
    let total: f64 = defined.iter().map(|(w, _)| **w).sum();
    match (defined.is_empty(), values.first()) {
        (false, _) => Ok(defined.iter().map(|(w, value)| **w * value).sum::<f64>() / total),
        (true, first) => first.map_or(Err(Undefined::NoSamples), |(_, reason)| *reason),
    }
}

fn macro_mean(batch: &Batch, value: fn(&Batch) -> Number) -> Number {
    mean(each(batch, value).into_iter().map(|value| (1.0, value)).collect())
}

fn weighted_mean(batch: &Batch, value: fn(&Batch) -> Number) -> Number {
    let supports = against_rest(batch).into_iter().map(|class| class.sum(|y, _| y));
    mean(supports.zip(each(batch, value)).collect())
}

/// All columns in one ranking.
fn micro(batch: &Batch, value: fn(&Batch) -> Number) -> Number {
    let columns = against_rest(batch).into_iter().flat_map(|class| class.units);
    value(&Batch { units: columns.collect(), own: batch.own })
}

/// The area of a pair of classes that both have samples, and their weight.
fn pair(batch: &Batch, [i, j]: [usize; 2]) -> Option<(f64, Number)> {
    let of_both = |y: f64| y == i as f64 || y == j as f64;
    let [own, others] = [i, j].map(|class| column(batch, class, of_both));
    let [a, b] = [roc_auc(&own).ok()?, roc_auc(&others).ok()?];
    Some((own.weight(), Ok((a + b) / 2.0)))
}

fn one_vs_one(batch: &Batch, by_prevalence: bool) -> Number {
    let all = classes(batch);
    let pairs = (0..all).flat_map(|i| (i + 1..all).map(move |j| [i, j]));
    let areas = pairs.filter_map(|classes| pair(batch, classes));
    let areas: Vec<_> =
        areas.map(|(weight, area)| (if by_prevalence { weight } else { 1.0 }, area)).collect();
    if areas.is_empty() { Err(Undefined::OneClass) } else { mean(areas) }
}

const fn averaged<M>(measure: M, average: OneVsRestAverage) -> AveragedOneVsRest<M> {
    AveragedOneVsRest { measure, average }
}

naive! {
    roc_auc_one_vs_rest: RocAuc.one_vs_rest(), ROWS, |batch| each(batch, roc_auc), [i64 f64, u8 f32];
    average_precision_one_vs_rest: AveragePrecision.one_vs_rest(), ROWS,
        |batch| each(batch, average_precision), [u8 f64, f32 f32];
    macro_roc_auc: averaged(RocAuc, OneVsRestAverage::Macro), ROWS,
        |batch| macro_mean(batch, roc_auc), [i64 f64, u8 f32];
    weighted_roc_auc: averaged(RocAuc, OneVsRestAverage::Weighted), ROWS,
        |batch| weighted_mean(batch, roc_auc), [i64 f64, u8 f32];
    micro_roc_auc: averaged(RocAuc, OneVsRestAverage::Micro), ROWS,
        |batch| micro(batch, roc_auc), [i64 f64, u8 f32];
    macro_average_precision: averaged(AveragePrecision, OneVsRestAverage::Macro), ROWS,
        |batch| macro_mean(batch, average_precision), [i64 f64];
    micro_average_precision: averaged(AveragePrecision, OneVsRestAverage::Micro), ROWS,
        |batch| micro(batch, average_precision), [i64 f64];
    one_vs_one_of_pairs: OneVsOneRocAuc::default(), ROWS, |batch| one_vs_one(batch, false),
        [i64 f64, u8 f32];
    one_vs_one_by_prevalence: OneVsOneRocAuc { by_prevalence: true }, ROWS,
        |batch| one_vs_one(batch, true), [i64 f64, u8 f32];
}
