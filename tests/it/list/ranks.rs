//! Rank correlations and concordance: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(SpearmanCorrelation)
            .holds(Elements, Ordered, Ordered)
            .on(numbers)
            .on(few_numbers)
            .function(named!(spearman_correlation), few_numbers),
        of(KendallTau)
            .holds(Elements, Ordered, Ordered)
            .on(numbers)
            .on(few_numbers)
            .function(named!(kendall_tau), few_numbers),
        of(SomersD)
            .holds(Elements, Ordered, Ordered)
            .on(numbers)
            .on(few_numbers)
            .function(named!(somers_d), few_numbers),
        of(ConcordanceIndex)
            .holds(Survival, Binary, Ordered)
            .on(survival)
            .function(named!(concordance_index), survival),
    ]
}
