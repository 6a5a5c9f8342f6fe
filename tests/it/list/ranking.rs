//! Ranking: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(RocAuc)
            .holds(Elements, Binary, Number)
            .on(binary_labels)
            .on(binary_scores)
            .function(named!(roc_auc), binary_labels),
        of(AveragePrecision)
            .holds(Elements, Binary, Number)
            .on(binary_labels)
            .on(binary_scores)
            .function(named!(average_precision), binary_labels),
    ]
}
