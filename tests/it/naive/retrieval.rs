//! Items ranked for a query: the mean over all orders that equal scores may come in, none where a query has no value.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::data::rows;
use super::means::means;
use super::textbook::*;
use crate::retrieval::orders::{expected, one_order, rankings};

/// The mean of a value of one order over all of them.
fn mean(y: &[f64], p: &[f64], value: impl Fn(&[f64]) -> Option<f64>) -> Vec<f64> {
    expected(&rankings(y, p), value).into_iter().collect()
}

means! {
    dcg: Dcg { k: Some(2), ..Default::default() }, rows(Id, Tenth),
        |_, y, p| mean(y, p, |r| Some(one_order::dcg(r, 2, |relevance| relevance))),
        [f64 f64, u8 f32, i64 i32];
    ndcg: Ndcg::default(), rows(Id, Tenth),
        |_, y, p| mean(y, p, |r| one_order::ndcg(r, r.len(), |relevance| relevance)),
        [f64 f64, u8 f32];
    ndcg_of_exponential_gains:
        Ndcg { gain: Gain::Exponential, k: Some(3), zero_division: Some(0.5) }, rows(Binary, Tenth),
        |_, y, p| {
            let found = mean(y, p, |r| one_order::ndcg(r, 3, |relevance| relevance.exp2() - 1.0));
            if found.is_empty() { vec![0.5] } else { found }
        },
        [f64 f64];
    mean_reciprocal_rank: MeanReciprocalRank::default(), rows(Binary, Tenth),
        |_, y, p| mean(y, p, |r| one_order::reciprocal_rank(r, r.len())), [f64 f64, bool f32];
    mean_average_precision: MeanAveragePrecision::default(), rows(Id, Tenth),
        |_, y, p| mean(y, p, |r| one_order::average_precision(r, r.len(), f64::INFINITY)),
        [f64 f64];
    precision_at_k: PrecisionAtK { k: Some(2), zero_division: None }, rows(Binary, Tenth),
        |_, y, p| mean(y, p, |r| one_order::precision(r, 2)), [f64 f64];
    recall_at_k: RecallAtK { k: Some(2), zero_division: None }, rows(Binary, Tenth),
        |_, y, p| mean(y, p, |r| one_order::recall(r, 2)), [f64 f64];
    hit_rate_at_k: HitRateAtK { k: Some(2), zero_division: None }, rows(Binary, Tenth),
        |_, y, p| mean(y, p, |r| one_order::hit(r, 2)), [f64 f64];
    fall_out_at_k: FallOutAtK { k: Some(1), zero_division: None }, rows(Binary, Tenth),
        |_, y, p| mean(y, p, |r| one_order::fall_out(r, 1)), [f64 f64];
    r_precision: RPrecision::default(), rows(Id, Tenth),
        |_, y, p| mean(y, p, one_order::r_precision), [f64 f64];
    query_roc_auc: QueryRocAuc::default(), rows(Binary, Tenth),
        |_, y, p| mean(y, p, one_order::roc_auc), [f64 f64, bool i64];
}
