//! The workloads of `quantiles.py`: names as there.

use ndarray_metrics::metrics;

use crate::data;
use crate::family::Family::{Regression, WeightedF64};
use crate::family::Workload;
use crate::timing::Calls;

const VALID: &str = "data are valid";

const MEDIAN: Calls<data::Regression> =
    &[("ours", |d| metrics::median_absolute_error(&d.y, &d.p).expect(VALID))];

const MEDIAN_F64: Calls<data::Weighted<f64>> =
    &[("ours", |d| metrics::median_absolute_error(&d.y, &d.p).expect(VALID))];

/// Name, arrays, who computes it.
pub(crate) const QUANTILES: &[Workload] = &[
    ("quantile_median_error_1e6", "regression_1e6", Regression(MEDIAN)),
    ("quantile_median_error_f64", "weighted_binary_f64", WeightedF64(MEDIAN_F64)),
];
