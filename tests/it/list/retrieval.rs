//! Items ranked for a query: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    let (exponential, k) = (Gain::Exponential, Some(2));
    let up_to_k = PrecisionDivisor::RelevantUpToK;
    vec![
        of(Dcg::default())
            .holds(Queries, Count, Ordered)
            .on(graded_rows)
            .function(named!(dcg), graded_rows),
        of(Dcg { gain: exponential, k }).on(graded_rows),
        of(Ndcg::default())
            .holds(Queries, Count, Ordered)
            .on(graded_rows)
            .function(named!(ndcg), graded_rows),
        of(Ndcg { gain: exponential, k, zero_division: Some(1.0) }).on(graded_rows),
        of(MeanReciprocalRank::default())
            .holds(Queries, Count, Ordered)
            .on(graded_rows)
            .function(named!(mean_reciprocal_rank), graded_rows),
        of(MeanReciprocalRank { k, zero_division: Some(0.0) }).on(label_rows),
        of(MeanAveragePrecision::default())
            .holds(Queries, Count, Ordered)
            .on(graded_rows)
            .function(named!(mean_average_precision), graded_rows),
        of(MeanAveragePrecision { k, divisor: up_to_k, zero_division: Some(0.5) }).on(label_rows),
        of(PrecisionAtK { k: Some(1), zero_division: None })
            .holds(Queries, Count, Ordered)
            .on(graded_rows),
        of(RecallAtK { k: Some(1), zero_division: None })
            .holds(Queries, Count, Ordered)
            .on(graded_rows),
        of(PrecisionAtK { k: Some(3), zero_division: Some(0.0) }).on(label_rows),
        of(HitRateAtK { k: Some(1), zero_division: None })
            .holds(Queries, Count, Ordered)
            .on(graded_rows),
        of(HitRateAtK { k, zero_division: Some(0.5) }).on(label_rows),
        of(FallOutAtK { k: Some(1), zero_division: None })
            .holds(Queries, Count, Ordered)
            .on(graded_rows),
        of(FallOutAtK { k, zero_division: Some(1.0) }).on(label_rows),
        of(RPrecision::default())
            .holds(Queries, Count, Ordered)
            .on(graded_rows)
            .function(named!(r_precision), graded_rows),
        of(RPrecision { zero_division: Some(0.25) }).on(label_rows),
        of(QueryRocAuc::default())
            .holds(Queries, Count, Ordered)
            .on(graded_rows)
            .function(named!(query_roc_auc), graded_rows),
        of(QueryRocAuc { zero_division: Some(0.5) }).on(label_rows),
    ]
}
