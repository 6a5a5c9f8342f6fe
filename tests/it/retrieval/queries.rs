//! Queries by key: items in any order, in any batches, and by lengths.

use ndarray::{Array1, array, s};
use ndarray_metrics::OneQuery;
use ndarray_metrics::prelude::*;

/// The bits of all queries and of their mean.
fn bits<M: Rowwise>(queries: &ByGroup<usize, OneQuery<M>>) -> Vec<Result<u64, Undefined>> {
    let values = queries.by_group().map(|(_, value)| value.map(f64::to_bits));
    let mean = queries.mean().map(|mean| mean.value.to_bits());
    let error = queries.mean().and_then(|mean| mean.standard_error).map(f64::to_bits);
    values.chain([mean, error]).collect()
}

fn items() -> (Vec<usize>, Array1<f64>, Array1<f64>) {
    let n = 300;
    let number = |i: usize, factor: usize, below: usize| ((i * factor + i * i) % 101) % below;
    let keys = (0..n).map(|i| number(i, 7, 23)).collect();
    let y = Array1::from_iter((0..n).map(|i| [0.0, 0.0, 0.1, 0.3, 1.7][number(i, 13, 5)]));
    (keys, y, Array1::from_iter((0..n).map(|i| number(i, 29, 9) as f64 - 4.0)))
}

/// Whatever batches the items come in, in whatever order, and however parts are merged.
#[test]
fn no_split_order_or_merge_changes_a_bit() {
    fn check<M: Rowwise>(measure: &M) {
        let (keys, y, p) = items();
        let mut whole = ByGroup::new(OneQuery(measure.clone()));
        whole.update(&keys, &y, &p).expect("accepted");
        let back: Vec<_> = keys.iter().rev().copied().collect();
        let mut turned = ByGroup::new(OneQuery(measure.clone()));
        turned.update(&back, &y.slice(s![..;-1]), &p.slice(s![..;-1])).expect("accepted");
        assert_eq!(bits(&turned), bits(&whole), "{measure:?}");
        let mut merged = ByGroup::new(OneQuery(measure.clone()));
        for cut in [200..300, 0..50, 50..200] {
            let mut part = ByGroup::new(OneQuery(measure.clone()));
            let own = s![cut.clone()];
            part.update(&keys[cut], &y.slice(own), &p.slice(own)).expect("accepted");
            merged.merge(&part).expect("alike");
        }
        assert_eq!(bits(&merged), bits(&whole), "{measure:?}");
        // Each query is a row.
        for (key, value) in whole.by_group() {
            let own: Vec<_> = (0..keys.len()).filter(|&i| keys[i] == *key).collect();
            let row = |all: &Array1<f64>| {
                Array1::from_iter(own.iter().map(|&i| all[i])).insert_axis(ndarray::Axis(0))
            };
            let found = measure.per_sample(&row(&y), &row(&p)).expect("accepted")[0];
            assert_eq!(
                value.map_or(f64::NAN.to_bits(), f64::to_bits),
                found.to_bits(),
                "{measure:?}"
            );
        }
    }
    check(&Ndcg::default());
    check(&Ndcg { k: Some(3), gain: Gain::Exponential, zero_division: None });
    check(&MeanAveragePrecision::default());
    check(&FallOutAtK { k: Some(2), ..Default::default() });
}

#[test]
fn the_mean_over_queries_has_its_error() {
    let mut hits = ByGroup::new(OneQuery(HitRateAtK { k: Some(1), ..Default::default() }));
    let y = array![1, 0, 0, 1, 1, 0, 0, 0];
    let p = array![9, 1, 9, 1, 9, 1, 9, 1];
    hits.update(&["a", "a", "b", "b", "c", "c", "d", "d"], &y, &p).expect("accepted");
    let mean = hits.mean().expect("a mean");
    assert_eq!((mean.value, mean.samples, hits.len()), (2.0 / 3.0, 3, 4));
    // A share of the queries has Wilson's interval.
    assert_eq!(mean.to_string(), "0.667 (95 %: 0.208 to 0.939)");
    let weighted = hits.mean_weighted(|&key| if key == "b" { 2.0 } else { 1.0 }).expect("a mean");
    assert_eq!((weighted.value, weighted.samples), (0.5, 3));
    let without = hits.mean_weighted(|&key| if key == "b" { 0.0 } else { 1.0 }).expect("a mean");
    assert_eq!((without.value, without.samples), (1.0, 2));
    assert_eq!(hits.mean_weighted(|_| -1.0), Err(Undefined::Overflow));
    let none = ByGroup::<usize, _>::new(OneQuery(Ndcg::default())).mean();
    assert_eq!(none, Err(Undefined::NoSamples));
}

/// The mean of values that differ has Student's interval: the same as of the rows.
#[test]
fn the_error_is_that_of_rows() {
    let (y, p) = (array![[0, 1, 0], [1, 0, 1], [0, 0, 1]], array![[3, 2, 1], [3, 2, 1], [3, 2, 1]]);
    let rows = MeanAveragePrecision::default().with_error().evaluate(&y, &p).expect("a value");
    let mut queries = ByGroup::new(OneQuery(MeanAveragePrecision::default()));
    let flat = |all: &ndarray::Array2<i32>| Array1::from_iter(all.iter().copied());
    queries.update_by_lengths(&[3, 3, 3], &flat(&y), &flat(&p)).expect("accepted");
    assert_eq!(queries.mean(), Ok(rows));
}

#[test]
fn lengths_add_up_and_count_on() {
    let mut queries = ByGroup::new(OneQuery(MeanReciprocalRank::default()));
    let (y, p) = (array![0, 1, 1], array![0.9, 0.8, 0.7]);
    queries.update_by_lengths(&[2, 0, 1], &y, &p).expect("accepted");
    queries.update_by_lengths(&[3], &y, &p).expect("accepted");
    let values: Vec<_> = queries.by_group().map(|(key, value)| (*key, value)).collect();
    assert_eq!(values, [(0, Ok(0.5)), (2, Ok(1.0)), (3, Ok(0.5))]);
    let before = queries.clone();
    let refused = queries.update_by_lengths(&[2], &y, &p).expect_err("refused").to_string();
    let words = "all inputs must hold the same number of samples, found `lengths`: 2, `y_pred`: 3";
    assert_eq!((refused.as_str(), queries == before), (words, true));
    assert!(queries.update_by_lengths(&[usize::MAX, 4], &y, &p).is_err());
}

/// A mask leaves items out; other weights have no meaning for an item.
#[test]
fn items_are_there_or_not() {
    let (y, p) = (array![1.0, 0.0, -1.0], array![0.1, 0.9, f64::NAN]);
    let mut queries = ByGroup::new(OneQuery(MeanReciprocalRank::default()));
    queries.update_weighted(&[1, 1, 2], &y, &p, &array![true, true, false]).expect("accepted");
    assert_eq!(queries.by_group().collect::<Vec<_>>(), [(&1, Ok(0.5))]);
    let refused = queries.update_weighted(&[1, 1, 2], &y, &p, &array![1.0, 2.0, 0.0]);
    assert!(matches!(refused, Err(Error::NoCount { .. })), "{refused:?}");
    let refused = queries.update(&[1, 1, 2], &y, &p).expect_err("refused").to_string();
    assert!(refused.starts_with("y_true[2] is -1, expected a finite number of at least 0"));
    let bad = ByGroup::new(OneQuery(RecallAtK { k: Some(0), ..Default::default() })).update(
        &[1, 1, 2],
        &y,
        &p,
    );
    assert!(matches!(bad, Err(Error::Parameter { option: "k", .. })), "{bad:?}");
}
