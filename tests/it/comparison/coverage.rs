//! How often two equally good models have a p-value below 5 %.

use ndarray::Array1;
use ndarray_metrics::prelude::*;

use super::{Numbers, scores};

/// The share of simulations with a p-value below 5 %, in per cent.
fn found(n: usize, seed: u64, p_value: impl Fn(&[Array1<f64>; 3]) -> f64) -> f64 {
    let simulations = if n > 100 && !is_long() { 200 } else { 2000 };
    let mut numbers = Numbers(seed);
    let below = (0..simulations).filter(|_| p_value(&scores(&mut numbers, n)) < 0.05).count();
    100.0 * below as f64 / f64::from(simulations)
}

fn is_long() -> bool {
    crate::cases::cases(false, true)
}

/// With `NDARRAY_METRICS_LONG=1` alone: the figures of the guide.
#[test]
fn equally_good_models_are_called_different_in_five_per_cent() {
    if !is_long() {
        return;
    }
    let accuracy = BinaryAccuracy { threshold: 0.5 };
    for n in [20, 100, 1000] {
        let of = |kind: &str, p_value: &dyn Fn(&[Array1<f64>; 3]) -> f64| {
            let share = found(n, 17 * n as u64, p_value);
            println!("{kind}, {n} samples: {share:.1} %");
            share
        };
        let mean =
            of("mean", &|[y, a, b]| MeanSquaredError.compare(y, a, b).unwrap().p_value().unwrap());
        let root = of("root", &|[y, a, b]| {
            RootMeanSquaredError.compare(y, a, b).unwrap().p_value().unwrap()
        });
        let area = of("area", &|[y, a, b]| RocAuc.compare(y, a, b).unwrap().p_value().unwrap());
        let hits =
            of("hits, t", &|[y, a, b]| accuracy.compare(y, a, b).unwrap().p_value().unwrap());
        let discordant =
            |[y, a, b]: &[Array1<f64>; 3]| accuracy.compare(y, a, b).unwrap().discordant().unwrap();
        let mid = of("hits, mid-p", &|data| discordant(data).mid_p_value());
        let exact = of("hits, exact", &|data| discordant(data).exact_p_value());
        // Of 20 samples the slopes at two uncertain means are rough: 7.2 % as the guide says, 6.9 % of 20,000.
        assert!((3.0..=if n == 20 { 8.0 } else { 7.0 }).contains(&root), "{n}: {root} %");
        for share in [mean, area] {
            assert!((3.0..=7.0).contains(&share), "{n}: {share} %");
        }
        // Few counts have few p-values, so that 5 % cannot be met; it is not exceeded.
        for share in [hits, mid, exact] {
            assert!(share <= 7.0, "{n}: {share} %");
        }
    }
}
