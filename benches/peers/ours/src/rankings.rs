//! The workloads of `rankings.py`: names as there.

use ndarray_metrics::metrics::{self, Ndcg, OneVsRestAverage, RankingMeasure, RocAuc};
use ndarray_metrics::{ByGroup, Evaluate, OneQuery};

use crate::data;
use crate::family::Family::{Matrices, Regression, Rows, WeightedF64};
use crate::family::Workload;
use crate::timing::Calls;

const VALID: &str = "data are valid";

const ONE_VS_REST: Calls<data::Rows> = &[("ours", |d| {
    let areas = RocAuc.averaged_one_vs_rest(OneVsRestAverage::Macro);
    areas.evaluate(&d.y, &d.p).expect(VALID)
})];

/// The mean of the true positives over all thresholds, as in Python.
const COUNTS_AT_SCORES: Calls<data::Weighted<f64>> = &[("ours", |d| {
    let state = RocAuc.state_of(&d.y, &d.p).expect(VALID);
    let (mut total, mut scores) = (0.0, 0.0);
    for at in state.counts_at_scores() {
        total += at.counts.true_positives.value().expect(VALID);
        scores += 1.0;
    }
    total / scores
})];

const AVERAGE_PRECISION: Calls<data::Matrices> =
    &[("ours", |d| metrics::label_ranking_average_precision(&d.y, &d.p).expect(VALID))];

const LOSS: Calls<data::Matrices> =
    &[("ours", |d| metrics::label_ranking_loss(&d.y, &d.p).expect(VALID))];

const COVERAGE: Calls<data::Matrices> =
    &[("ours", |d| metrics::coverage_error(&d.y, &d.p).expect(VALID))];

const NDCG: Calls<data::Matrices> =
    &[("ours", |d| Ndcg { k: Some(10), ..Ndcg::default() }.evaluate(&d.y, &d.p).expect(VALID))];

/// The queries' items lie far from each other, as in Python.
const NDCG_BY_QUERY: Calls<data::Weighted<f64>> = &[("ours", |d| {
    let queries: Vec<usize> = (0..d.y.len()).map(|i| i * 7919 % 100_000).collect();
    let mut ndcg = ByGroup::new(OneQuery(Ndcg { k: Some(10), ..Ndcg::default() }));
    ndcg.update(&queries, &d.y, &d.p).expect(VALID);
    ndcg.mean().expect(VALID).value
})];

const SPEARMAN: Calls<data::Regression> =
    &[("ours", |d| metrics::spearman_correlation(&d.y, &d.p).expect(VALID))];

const KENDALL: Calls<data::Regression> =
    &[("ours", |d| metrics::kendall_tau(&d.y, &d.p).expect(VALID))];

/// Name, arrays, who computes it.
pub(crate) const RANKINGS: &[Workload] = &[
    ("ranking_spearman_1e6", "regression_1e6", Regression(SPEARMAN)),
    ("ranking_kendall_1e6", "regression_1e6", Regression(KENDALL)),
    ("ranking_one_vs_rest_100000x10", "rows_100000x10", Rows(ONE_VS_REST)),
    ("ranking_counts_at_scores_1e6", "weighted_binary_f64", WeightedF64(COUNTS_AT_SCORES)),
    (
        "ranking_label_average_precision_10000x100",
        "multi_hot_10000x100",
        Matrices(AVERAGE_PRECISION),
    ),
    ("ranking_label_loss_10000x100", "multi_hot_10000x100", Matrices(LOSS)),
    ("ranking_coverage_error_10000x100", "multi_hot_10000x100", Matrices(COVERAGE)),
    ("ranking_ndcg_at_10_10000x100", "multi_hot_10000x100", Matrices(NDCG)),
    ("ranking_ndcg_at_10_by_query_1e6", "weighted_binary_f64", WeightedF64(NDCG_BY_QUERY)),
];
