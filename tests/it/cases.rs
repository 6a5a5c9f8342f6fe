//! How much a test tries: what a newcomer waits for, or all.

use std::env;

/// The variable that asks for all cases: `NDARRAY_METRICS_LONG=1 cargo test`.
const LONG: &str = "NDARRAY_METRICS_LONG";

/// The number of cases, or their size: the first for every run, the second for the long one. Both
/// hold the crate to the same promises.
pub(crate) fn cases<N>(short: N, long: N) -> N {
    if env::var_os(LONG).is_some_and(|value| !value.is_empty() && value != "0") {
        long
    } else {
        short
    }
}
