//! The workloads of `clusterings.py`: names as there.

use ndarray_metrics::metrics;

use crate::data;
use crate::family::Family::{Labels, Points};
use crate::family::Workload;
use crate::timing::Calls;

const VALID: &str = "data are valid";

const ADJUSTED_RAND: Calls<data::Labels> =
    &[("ours", |d| metrics::adjusted_rand_index(&d.y, &d.p).expect(VALID))];

const V_MEASURE: Calls<data::Labels> =
    &[("ours", |d| metrics::v_measure(&d.y, &d.p).expect(VALID))];

const ADJUSTED_INFORMATION: Calls<data::Labels> =
    &[("ours", |d| metrics::adjusted_mutual_information(&d.y, &d.p).expect(VALID))];

const SILHOUETTE: Calls<data::Points> =
    &[("ours", |d| metrics::silhouette(&d.y, &d.p).expect(VALID))];

const DISPERSION: Calls<data::Points> =
    &[("ours", |d| metrics::calinski_harabasz(&d.y, &d.p).expect(VALID))];

/// Name, arrays, who computes it.
pub(crate) const CLUSTERINGS: &[Workload] = &[
    ("clustering_adjusted_rand_1000", "clusters_1000", Labels(ADJUSTED_RAND)),
    ("clustering_v_measure_1000", "clusters_1000", Labels(V_MEASURE)),
    ("clustering_adjusted_information_1000", "clusters_1000", Labels(ADJUSTED_INFORMATION)),
    ("clustering_adjusted_rand_10", "clusters_10", Labels(ADJUSTED_RAND)),
    ("clustering_silhouette_10000x16", "points_10000x16", Points(SILHOUETTE)),
    ("clustering_calinski_harabasz_10000x16", "points_10000x16", Points(DISPERSION)),
];
