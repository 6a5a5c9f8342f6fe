//! Ranking: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::metrics::{Averaged, PerColumn, Pooled};
use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(RocAuc)
            .holds(Single, Binary, Ordered)
            .on(single_labels)
            .on(single_scores)
            .function(named!(roc_auc), single_labels),
        of(AveragePrecision)
            .holds(Single, Binary, Ordered)
            .on(single_labels)
            .on(single_scores)
            .function(named!(average_precision), single_labels),
        of(Pooled(RocAuc)).holds(Elements, Binary, Ordered).on(binary_scores),
        of(Pooled(AveragePrecision)).holds(Elements, Binary, Ordered).on(binary_labels),
        of(PerColumn(RocAuc)).holds(Cells, Binary, Ordered).on(rows_of_scores),
        of(PerColumn(AveragePrecision)).on(rows_of_scores),
        of(Averaged(RocAuc)).holds(Cells, Binary, Ordered).on(rows_of_scores),
        of(Averaged(AveragePrecision)).on(rows_of_scores),
    ]
}
