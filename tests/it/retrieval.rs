//! Items ranked for a query: values that can be checked by hand, queries that are left out, padding, and numbers of
//! any size.

pub(crate) mod orders;
mod queries;

use ndarray::{Array1, Array2, array};
use ndarray_metrics::laws;
use ndarray_metrics::prelude::*;

#[track_caller]
fn near(found: Result<f64, Error>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() < 5e-7, "{found}, expected {expected}");
}

/// Six decimals that were worked out by hand, or printed by scikit-learn.
#[test]
fn values_of_one_query() {
    let (y, p) = (array![[1, 0, 1]], array![[0.9, 0.8, 0.7]]);
    assert_eq!(metrics::dcg(&y, &p), Ok(1.5));
    near(metrics::dcg(&y, &y), 1.630_930);
    near(metrics::ndcg(&y, &p), 0.919_721);
    assert_eq!(metrics::mean_average_precision(&y, &p), Ok((1.0 + 2.0 / 3.0) / 2.0));
    assert_eq!(metrics::mean_reciprocal_rank(&y, &p), Ok(1.0));
    near(metrics::ndcg(&array![[10, 0, 0, 1, 5]], &array![[0.1, 0.2, 0.3, 4.0, 70.0]]), 0.695_694);
    let (y, p) = (array![[1, 3]], array![[0.9, 0.8]]);
    near(metrics::ndcg(&y, &p), 0.796_708);
    let exponential = Ndcg { gain: Gain::Exponential, ..Default::default() };
    near(exponential.evaluate(&y, &p), 0.709_810);
}

#[test]
fn equal_scores_have_the_mean_over_their_orders() {
    let (y, p) = (array![[1, 0]], array![[0.5, 0.5]]);
    near(metrics::ndcg(&y, &p), 0.815_465);
    assert_eq!(metrics::mean_reciprocal_rank(&y, &p), Ok(0.75));
    assert_eq!(metrics::mean_average_precision(&y, &p), Ok(0.75));
    let found = metrics::mean_average_precision(&array![[1, 1, 0, 0]], &array![[0, 0, 0, 0]]);
    near(found, 49.0 / 72.0);
    let (y, p) = (array![[0, 1, 0, 1, 0]], array![[2, 1, 1, 1, 1]]);
    near(metrics::mean_reciprocal_rank(&y, &p), 29.0 / 72.0);
    assert_eq!(metrics::query_roc_auc(&array![[1, 0, 0]], &array![[0.0, -0.0, 1.0]]), Ok(0.25));
}

/// A perfect ranking has exactly 1, whatever the gains, the cutoff and the sign of the scores are.
#[test]
fn perfect_rankings_have_one() {
    let y = array![[0.1, 0.1, 0.1, 0.7, 0.3, 0.0, 0.7, 2.5, 0.0, 0.3]];
    let p = y.mapv(|relevance| relevance - 9.0);
    for k in [None, Some(1), Some(2), Some(4), Some(7), Some(30)] {
        for gain in [Gain::Linear, Gain::Exponential] {
            let ndcg = Ndcg { gain, k, ..Default::default() };
            assert_eq!(ndcg.evaluate(&y, &p), Ok(1.0), "{ndcg:?}");
        }
        assert_eq!(MeanReciprocalRank { k, ..Default::default() }.evaluate(&y, &p), Ok(1.0));
    }
    assert_eq!(metrics::mean_average_precision(&y, &p), Ok(1.0));
    assert_eq!(metrics::r_precision(&y, &p), Ok(1.0));
    assert_eq!(metrics::query_roc_auc(&y, &p), Ok(1.0));
}

/// A query without relevant items is NaN by itself, counts nowhere, and is counted; another rule is an option.
#[test]
fn queries_without_relevant_items_are_left_out_and_counted() {
    let (y, p) = (array![[1, 0], [0, 0], [1, 1]], array![[0.2, 0.8], [0.1, 0.7], [0.2, 0.3]]);
    let nan = f64::NAN.to_bits();
    let bits =
        |values: Result<Array1<f64>, Error>| values.expect("accepted").mapv(f64::to_bits).to_vec();
    let [one, half, zero] = [1.0, 0.5, 0.0].map(f64::to_bits);
    let reciprocal = MeanReciprocalRank::default();
    assert_eq!(bits(reciprocal.per_sample(&y, &p)), [half, nan, one]);
    assert_eq!((reciprocal, LeftOut(reciprocal)).evaluate(&y, &p), Ok((Ok(0.75), Ok(1.0 / 3.0))));
    let counted = MeanReciprocalRank { zero_division: Some(0.0), ..reciprocal };
    assert_eq!(counted.evaluate(&y, &p), Ok(0.5));
    let one_item = HitRateAtK { k: Some(1), ..Default::default() };
    assert_eq!(bits(one_item.per_sample(&y, &p)), [zero, nan, one]);
    let fall_out = FallOutAtK { k: Some(1), ..Default::default() };
    assert_eq!(bits(fall_out.per_sample(&y, &p)), [one, half, nan]);
    assert_eq!(bits(QueryRocAuc::default().per_sample(&y, &p)), [zero, nan, nan]);
    assert_eq!(bits(Dcg::default().per_sample(&y, &p))[1], zero);
    let none = metrics::ndcg(&array![[0, 0]], &array![[1, 2]]);
    assert_eq!(none, Err(Error::Undefined(Undefined::NoSamples)));
}

/// A precision of fewer items than k is still divided by k; without k, by the number of items.
#[test]
fn cutoffs_beyond_the_items() {
    let (y, p) = (array![[1, 1, 0]], array![[3, 2, 1]]);
    let of = |k| PrecisionAtK { k, ..Default::default() }.evaluate(&y, &p);
    assert_eq!([of(Some(2)), of(Some(10)), of(None)], [Ok(1.0), Ok(0.2), Ok(2.0 / 3.0)]);
    let recall = RecallAtK { k: Some(10), ..Default::default() };
    assert_eq!(recall.evaluate(&y, &p), Ok(1.0));
}

#[test]
fn options_and_numbers_are_refused() {
    let (y, p) = (array![[1.0, 0.0]], array![[0.9, 0.8]]);
    let no_items = RecallAtK { k: Some(0), ..Default::default() }.evaluate(&y, &p);
    let words = "option `k` is 0, expected at least 1, or none for all items";
    assert_eq!(no_items.expect_err("refused").to_string(), words);
    let share = Ndcg { zero_division: Some(1.5), ..Default::default() }.evaluate(&y, &p);
    assert!(matches!(share, Err(Error::Parameter { option: "zero_division", .. })), "{share:?}");
    let negative = metrics::ndcg(&array![[1.0, -1.0]], &p).expect_err("refused").to_string();
    assert!(
        negative.starts_with("y_true[0, 1] is -1, expected a finite number of at least 0"),
        "{negative}"
    );
    // In a query that would be left out, too.
    let nan = metrics::ndcg(&array![[0.0, 0.0]], &array![[0.1, f64::NAN]]);
    assert!(matches!(nan, Err(Error::Value { argument: "y_pred", .. })), "{nan:?}");
}

/// Queries of different lengths: an item of weight 0 is not there, whatever it holds.
#[test]
fn padding_is_not_there() {
    let y = array![
        [1.0, 0.0, f64::NAN, -3.0],
        [0.0, 0.0, 2.0, 1.0],
        [f64::NAN, f64::NAN, f64::NAN, f64::NAN]
    ];
    let p = array![
        [0.3, 0.8, f64::NAN, 9.0],
        [0.2, 0.9, 0.9, 0.1],
        [f64::NAN, f64::NAN, f64::NAN, f64::NAN]
    ];
    let mask =
        array![[true, true, false, false], [true, true, true, true], [false, false, false, false]];
    let measures = (
        Ndcg::default(),
        PrecisionAtK::default(),
        FallOutAtK { k: Some(1), ..Default::default() },
        LeftOut(FallOutAtK::default()),
    );
    let found = measures.evaluate_weighted(&y, &p, &mask).expect("accepted");
    let ndcg = |y: &Array2<f64>, p: &Array2<f64>| metrics::ndcg(y, p).expect("a value");
    let [first, second] = [
        ndcg(&array![[1.0, 0.0]], &array![[0.3, 0.8]]),
        ndcg(&array![[0.0, 0.0, 2.0, 1.0]], &array![[0.2, 0.9, 0.9, 0.1]]),
    ];
    assert_eq!(found.0, Ok((first + second) / 2.0));
    assert_eq!((found.1, found.2, found.3), (Ok(0.5), Ok(0.625), Ok(0.0)));
    let of_queries = Ndcg::default().per_sample_weighted(&y, &p, &mask).expect("accepted");
    assert_eq!((of_queries[0], of_queries[1], of_queries[2].is_nan()), (first, second, true));
    // The weight of a query stands at its items.
    let weights = array![[3.0, 3.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]];
    let weighted = Ndcg::default().evaluate_weighted(&y, &p, &weights).expect("a value");
    assert!((weighted - (3.0 * first + second) / 4.0).abs() < 1e-15);
}

/// A refusal names the item, and never one that is not there.
#[test]
fn padding_is_never_blamed() {
    let (y, p) =
        (array![[-1.0, 1.0, -2.0], [1.0, 1.0, 1.0]], array![[f64::NAN, 1.0, 0.5], [1.0, 1.0, 1.0]]);
    let mask = array![[false, true, true], [true, true, true]];
    let refused = Ndcg::default().evaluate_weighted(&y, &p, &mask).expect_err("refused");
    assert!(refused.to_string().starts_with("y_true[0, 2] is -2"), "{refused}");
    let y = array![[9.0, 1.0, 0.0], [1.0, 1.0, 1.0]];
    let uneven = array![[0.0, 1.0, 1.0], [1.0, 2.0, 1.0]];
    let refused = Ndcg::default().evaluate_weighted(&y, &p, &uneven).expect_err("refused");
    let words = "weights[1, 1] is 2, expected 0 for an element that is not there, or the weight of the other \
                 elements of its row; weights for rows have the prediction's shape without its last axis";
    assert_eq!(refused.to_string(), words);
    assert_eq!(refused.argument(), Some("weights"));
    let negative = array![[0.0, 1.0, 1.0], [1.0, -1.0, 1.0]];
    let refused = Ndcg::default().evaluate_weighted(&y, &p, &negative);
    assert!(matches!(refused, Err(Error::Weight { .. })), "{refused:?}");
}

/// Integers that no `f64` holds are ranked as they are.
#[test]
fn scores_of_64_bits_are_ranked_exactly() {
    let (y, p) = (array![[1, 0, 0]], array![[i64::MAX, i64::MAX - 1, i64::MIN]]);
    assert_eq!(metrics::query_roc_auc(&y, &p), Ok(1.0));
    let p = array![[u64::MAX, u64::MAX - 1, 0]];
    assert_eq!(metrics::mean_reciprocal_rank(&y, &p), Ok(1.0));
}

/// Gains near the ends of `f64`, and gains beyond.
#[test]
fn relevances_of_any_size() {
    let p = array![[0.9, 0.8, 0.7]];
    let plain = metrics::ndcg(&array![[1.0, 0.0, 1.0]], &p).expect("a value");
    for size in [1e308, 1e-308, 1e-300, 5e-324] {
        near(metrics::ndcg(&array![[size, 0.0, size]], &p), plain);
    }
    let tied = metrics::ndcg(&array![[f64::MAX, 0.0, f64::MAX]], &array![[1, 1, 1]]);
    near(tied, metrics::ndcg(&array![[1, 0, 1]], &array![[1, 1, 1]]).expect("a value"));
    let exponential = Ndcg { gain: Gain::Exponential, ..Default::default() };
    near(exponential.evaluate(&array![[1023.5, 0.0, 1023.5]], &p), plain);
    let beyond = exponential.evaluate(&array![[1024.0, 0.0, 1.0]], &p).expect_err("refused");
    let words = "option `gain` is Exponential, expected `Linear` for relevances of 1024 or more, since 2^1024 is \
                 beyond `f64`";
    assert_eq!(beyond.to_string(), words);
    let sum = metrics::dcg(&array![[f64::MAX, f64::MAX]], &array![[2, 1]]);
    assert_eq!(sum, Err(Error::Undefined(Undefined::Overflow)));
}

/// Many items: a choice of the best, ties across the cutoff, discounts beyond the table.
#[test]
fn many_items() {
    let n = 3000;
    let y = Array2::from_shape_fn((1, n), |(_, i)| f64::from(u8::from(i % 7 == 0)));
    let p = Array2::from_shape_fn((1, n), |(_, i)| ((i * 37) % 100) as f64);
    let whole = Dcg::default().evaluate(&y, &p).expect("a value");
    let discounts: Vec<_> = (0..n).map(|i| 1.0 / (i as f64 + 2.0).log2()).collect();
    // Thirty items have each score.
    let (mut expected, mut cut) = (0.0, 0.0);
    for (block, discounts) in discounts.chunks(30).enumerate() {
        let own: Vec<_> = (0..n).filter(|&i| p[[0, i]] == 99.0 - block as f64).collect();
        let gain = own.iter().map(|&i| y[[0, i]]).sum::<f64>() / own.len() as f64;
        let first = 100_usize.saturating_sub(30 * block).min(30);
        expected += gain * discounts.iter().sum::<f64>();
        cut += gain * discounts[..first].iter().sum::<f64>();
    }
    assert!((whole - expected).abs() < 1e-11, "{whole}, expected {expected}");
    let best = Dcg { k: Some(100), ..Default::default() }.evaluate(&y, &p).expect("a value");
    assert!((best - cut).abs() < 1e-12, "{best}, expected {cut}");
}

/// In no order that the items of a query come in does a bit change.
#[test]
fn the_order_of_the_items_changes_no_bit() {
    let y = array![[0.1, 0.7, 0.3, 0.2, 0.1, 0.9, 0.4]];
    let p = array![[1.0, 1.0, 1.0, 2.0, 1.0, 0.5, 2.0]];
    let back = ndarray::s![.., ..;-1];
    for k in [None, Some(1), Some(3), Some(4)] {
        let measures = (Dcg { k, ..Default::default() }, Ndcg { k, ..Default::default() });
        let turned = measures.evaluate(&y.slice(back), &p.slice(back));
        assert_eq!(measures.evaluate(&y, &p), turned);
    }
}

#[test]
fn how_much_is_left_out_is_lawful() {
    let (y, p) = (array![[1, 0], [0, 0], [0, 1], [0, 0]], array![[9, 1], [0, 1], [0, 0], [0, 0]]);
    for seed in 0..4 {
        laws::check(&LeftOut(Ndcg::default()), &y, &p, seed).expect("lawful");
    }
}
