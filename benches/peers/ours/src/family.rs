//! The arrays that workloads need.

use crate::data;
use crate::timing::Calls;

/// Who computes a workload, by the arrays that they need.
pub(crate) enum Family {
    Regression(Calls<data::Regression>),
    Binary(Calls<data::Binary>),
    Rows(Calls<data::Rows>),
    Labels(Calls<data::Labels>),
    I64(Calls<data::Numbers<i64>>),
    U64(Calls<data::Numbers<u64>>),
    F64(Calls<data::Numbers<f64>>),
    Weighted(Calls<data::Weighted<f32>>),
    WeightedF64(Calls<data::Weighted<f64>>),
    Matrices(Calls<data::Matrices>),
    Points(Calls<data::Points>),
}

/// Name, arrays, who computes it.
pub(crate) type Workload = (&'static str, &'static str, Family);
