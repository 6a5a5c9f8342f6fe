//! Small updates, and streams that are read more than once.

use std::hint::black_box;

use ndarray::{ArrayView1, s};
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;

use crate::Random;
use crate::timing::{best, best_short, print, print_alone};

/// A second reading beside the first, and a reading after one more batch.
pub(crate) fn readings(random: &mut Random) {
    let (y, p) = (random.labels(1_000_000, 2), random.units(1_000_000));
    let batch = |i: usize| s![i * 10_000..(i + 1) * 10_000];
    let mut area = RocAuc.streaming();
    let mut precision = AveragePrecision.streaming();
    for i in 0..100 {
        area.update(&y.slice(batch(i)), &p.slice(batch(i))).expect("scores are numbers");
        precision.update(&y.slice(batch(i)), &p.slice(batch(i))).expect("scores are numbers");
    }
    let first = [best(1, || area.result()), best(1, || precision.result())];
    let second = [best(5, || area.result()), best(5, || precision.result())];
    for (i, name) in ["ROC AUC", "average precision"].into_iter().enumerate() {
        let name = format!("{name} of 10^6 scores, second reading");
        print(&name, second[i] / 1e6, first[i] / 1e6, "ms");
    }
    let few = s![..1000];
    area.update(&y.slice(few), &p.slice(few)).expect("scores are numbers");
    let third = best(1, || area.result());
    print_alone("ROC AUC of 10^6 scores, after 1000 more", third / 1e6, "ms");
}

fn update<M: Measure>(measure: M, y: &ArrayView1<'_, i32>, p: &ArrayView1<'_, f32>) -> f64 {
    let mut stream = measure.streaming();
    best_short(|| stream.update(y, p).expect("scores are shares"))
}

fn named<const N: usize>(names: [&str; N]) -> Collection {
    Collection::named(names).expect("names of metrics")
}

/// A tuple or a collection beside its members alone, and the call of one element beside a plain loop.
pub(crate) fn updates(random: &mut Random) {
    let (y, p) = (random.labels(1000, 2), random.units(1000).mapv(|p| p as f32));
    for n in [1, 64, 1000] {
        let (y, p) = (y.slice(s![..n]), p.slice(s![..n]));
        let area = update(Auc::default(), &y, &p);
        print_alone(&format!("update of {n}: AUC of 200 thresholds"), area, "ns");
        let (a, b, c) =
            (MeanSquaredError, BinaryAccuracy::default(), BinaryCrossentropy::default());
        let alone = area + update(a, &y, &p) + update(b, &y, &p) + update(c, &y, &p);
        let tuple = update((Auc::default(), a, b, c), &y, &p);
        print(&format!("update of {n}: a tuple of four"), tuple, alone, "ns");
        let collection = update(named(["Auc", "mse", "binary_accuracy", "bce"]), &y, &p);
        print(&format!("update of {n}: a collection of four"), collection, alone, "ns");
        let three = update(named(["mse", "binary_accuracy", "bce"]), &y, &p);
        print(&format!("update of {n}: a collection of three"), three, alone - area, "ns");
        let ours = best_short(|| metrics::mean_squared_error(black_box(&p), &p));
        let plain = best_short(|| {
            let error = |(a, b): (&f32, &f32)| (f64::from(*a) - f64::from(*b)).powi(2);
            black_box(&p).iter().zip(&p).map(error).sum::<f64>() / p.len() as f64
        });
        print(&format!("mean squared error of {n}"), ours, plain, "ns");
    }
}
