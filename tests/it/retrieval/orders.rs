//! Every metric of a ranking against its definition for one order, averaged over all orders that equal scores may
//! come in, for every cutoff.

use ndarray::{Array2, arr1};
use ndarray_metrics::prelude::*;

use crate::cases::cases;

/// Adds every order of the items that goes on from one, in which no score comes before a higher one.
fn go_on(scores: &[f64], order: &mut Vec<usize>, orders: &mut Vec<Vec<usize>>) {
    let left: Vec<_> = (0..scores.len()).filter(|item| !order.contains(item)).collect();
    if left.is_empty() {
        orders.push(order.clone());
    }
    for &next in
        left.iter().filter(|&&next| left.iter().all(|&other| scores[other] <= scores[next]))
    {
        order.push(next);
        go_on(scores, order, orders);
        order.pop();
    }
}

/// The relevances of every order of the items in which no score comes before a higher one.
pub(crate) fn rankings(relevances: &[f64], scores: &[f64]) -> Vec<Vec<f64>> {
    let mut orders = Vec::new();
    go_on(scores, &mut Vec::new(), &mut orders);
    orders.iter().map(|order| order.iter().map(|&item| relevances[item]).collect()).collect()
}

/// The metrics of one ranking, by their definitions; none where a query has no value.
pub(crate) mod one_order {
    pub(crate) type Value = Option<f64>;

    fn relevant(ranking: &[f64]) -> f64 {
        ranking.iter().filter(|&&relevance| relevance > 0.0).count() as f64
    }

    fn irrelevant(ranking: &[f64]) -> f64 {
        ranking.len() as f64 - relevant(ranking)
    }

    fn cut(ranking: &[f64], k: usize) -> &[f64] {
        &ranking[..k.min(ranking.len())]
    }

    fn over(above: f64, below: f64) -> Value {
        (below > 0.0).then(|| above / below)
    }

    pub(crate) fn dcg(ranking: &[f64], k: usize, gain: fn(f64) -> f64) -> f64 {
        let discounted = |(i, &relevance): (usize, &f64)| gain(relevance) / (i as f64 + 2.0).log2();
        cut(ranking, k).iter().enumerate().map(discounted).sum()
    }

    pub(crate) fn ndcg(ranking: &[f64], k: usize, gain: fn(f64) -> f64) -> Value {
        let mut best = ranking.to_vec();
        best.sort_by(|a, b| b.total_cmp(a));
        over(dcg(ranking, k, gain), dcg(&best, k, gain))
    }

    pub(crate) fn reciprocal_rank(ranking: &[f64], k: usize) -> Value {
        let first = cut(ranking, k).iter().position(|&relevance| relevance > 0.0);
        (relevant(ranking) > 0.0).then(|| first.map_or(0.0, |place| 1.0 / (place as f64 + 1.0)))
    }

    pub(crate) fn average_precision(ranking: &[f64], k: usize, divisor: f64) -> Value {
        let at = |rank: usize| relevant(&ranking[..rank]) / rank as f64;
        let found = (1..=k.min(ranking.len())).filter(|rank| ranking[rank - 1] > 0.0);
        over(found.map(at).sum(), relevant(ranking).min(divisor))
    }

    pub(crate) fn precision(ranking: &[f64], k: usize) -> Value {
        (relevant(ranking) > 0.0).then(|| relevant(cut(ranking, k)) / k as f64)
    }

    pub(crate) fn recall(ranking: &[f64], k: usize) -> Value {
        over(relevant(cut(ranking, k)), relevant(ranking))
    }

    pub(crate) fn hit(ranking: &[f64], k: usize) -> Value {
        (relevant(ranking) > 0.0).then(|| relevant(cut(ranking, k)).min(1.0))
    }

    pub(crate) fn fall_out(ranking: &[f64], k: usize) -> Value {
        over(irrelevant(cut(ranking, k)), irrelevant(ranking))
    }

    pub(crate) fn r_precision(ranking: &[f64]) -> Value {
        recall(ranking, relevant(ranking) as usize)
    }

    pub(crate) fn roc_auc(ranking: &[f64]) -> Value {
        let below = |(i, _): (usize, &f64)| irrelevant(&ranking[i..]);
        let found = ranking.iter().enumerate().filter(|(_, relevance)| **relevance > 0.0);
        over(found.map(below).sum(), relevant(ranking) * irrelevant(ranking))
    }
}
use one_order::Value;

/// The mean over all orders, if there is one.
pub(crate) fn expected(rankings: &[Vec<f64>], value: impl Fn(&[f64]) -> Value) -> Value {
    let values: Option<Vec<f64>> = rankings.iter().map(|ranking| value(ranking)).collect();
    values.map(|values| sum(&values) / values.len() as f64)
}

/// Adds terms of at least 0 together with what each addition rounds off (Neumaier 1974): plain additions of hundreds
/// of terms would be less exact than the metrics are.
fn sum(values: &[f64]) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0);
    for &value in values {
        let next = total + value;
        let (larger, smaller) = if total >= value { (total, value) } else { (value, total) };
        lost += (larger - next) + smaller;
        total = next;
    }
    total + lost
}

/// A metric of one query, and its definition for one order.
struct Pair {
    name: &'static str,
    found: Value,
    expected: Value,
}

fn pairs([relevances, scores]: [&[f64]; 2], rankings: &[Vec<f64>], k: Option<usize>) -> Vec<Pair> {
    let row = |numbers: &[f64]| {
        Array2::from_shape_vec((1, numbers.len()), numbers.to_vec()).expect("a row")
    };
    let (y, p) = (row(relevances), row(scores));
    let most = k.unwrap_or(relevances.len());
    let zero_division = None;
    let mut pairs = Vec::new();
    macro_rules! pair {
        ($measure:expr, $value:expr) => {
            let found = $measure.per_sample(&y, &p).expect("accepted")[0];
            let found = (!found.is_nan()).then_some(found);
            pairs.push(Pair {
                name: stringify!($measure),
                found,
                expected: expected(rankings, $value),
            });
        };
    }
    let exponential = |relevance: f64| relevance.exp2() - 1.0;
    let (linear, all) = (|relevance: f64| relevance, f64::INFINITY);
    pair!(Dcg { k, gain: Gain::Linear }, |r| Some(one_order::dcg(r, most, linear)));
    pair!(Dcg { k, gain: Gain::Exponential }, |r| Some(one_order::dcg(r, most, exponential)));
    pair!(Ndcg { k, gain: Gain::Linear, zero_division }, |r| one_order::ndcg(r, most, linear));
    pair!(Ndcg { k, gain: Gain::Exponential, zero_division }, |r| {
        one_order::ndcg(r, most, exponential)
    });
    pair!(MeanReciprocalRank { k, zero_division }, |r| one_order::reciprocal_rank(r, most));
    let divisor = PrecisionDivisor::Relevant;
    pair!(MeanAveragePrecision { k, divisor, zero_division }, |r| {
        one_order::average_precision(r, most, all)
    });
    let divisor = PrecisionDivisor::RelevantUpToK;
    pair!(MeanAveragePrecision { k, divisor, zero_division }, |r| {
        one_order::average_precision(r, most, most as f64)
    });
    pair!(PrecisionAtK { k, zero_division }, |r| one_order::precision(r, most));
    pair!(RecallAtK { k, zero_division }, |r| one_order::recall(r, most));
    pair!(HitRateAtK { k, zero_division }, |r| one_order::hit(r, most));
    pair!(FallOutAtK { k, zero_division }, |r| one_order::fall_out(r, most));
    pair!(RPrecision { zero_division }, one_order::r_precision);
    pair!(QueryRocAuc { zero_division }, one_order::roc_auc);
    pairs
}

/// Every score of a digit, for all numbers of so many digits below a base.
fn digits(base: usize, length: u32) -> impl Iterator<Item = Vec<f64>> {
    let digit = move |number: usize, place: u32| (number / base.pow(place) % base) as f64;
    (0..base.pow(length)).map(move |number| (0..length).map(|place| digit(number, place)).collect())
}

#[track_caller]
fn assert_all_orders(relevances: &[f64], scores: &[f64]) {
    let rankings = rankings(relevances, scores);
    let cutoffs = (1..=relevances.len() + 2).map(Some).chain([None]);
    for (k, Pair { name, found, expected }) in cutoffs.flat_map(|k| {
        pairs([relevances, scores], &rankings, k).into_iter().map(move |pair| (k, pair))
    }) {
        let near = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() <= 1e-14 * expected.max(1.0),
            (found, expected) => found == expected,
        };
        let query = (arr1(relevances), arr1(scores));
        assert!(near, "{name}, k = {k:?}: {found:?}, expected {expected:?} of {query:?}");
    }
}

/// Four items with every grade up to 2, and every way in which their scores may tie.
#[test]
fn every_metric_is_the_mean_over_all_orders_of_four_items() {
    for relevances in digits(3, 4).step_by(cases(4, 1)) {
        // Scores in falling order: an order of the items is one of the relevances, too.
        for scores in digits(4, 4).filter(|scores| scores.is_sorted_by(|a, b| a >= b)) {
            assert_all_orders(&relevances, &scores);
        }
    }
}

/// Six items, relevant or not, with one, two and three scores.
#[test]
fn every_metric_is_the_mean_over_all_orders_of_six_items() {
    let all = [
        [1.0; 6],
        [2.0, 1.0, 1.0, 1.0, 1.0, 1.0],
        [3.0, 3.0, 1.0, 1.0, 1.0, 1.0],
        [3.0, 2.0, 2.0, 2.0, 2.0, 1.0],
        [3.0, 3.0, 3.0, 2.0, 2.0, 1.0],
    ];
    let step = cases(5, 1);
    for relevances in digits(2, 6).step_by(step) {
        all.iter().for_each(|scores| assert_all_orders(&relevances, scores));
    }
}
