//! Several labels of a sample: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(SubsetAccuracy::default())
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(subset_accuracy), label_rows),
        of(SubsetAccuracy { threshold: 0.2 }).on(label_rows),
        of(HammingLoss::default())
            .holds(Elements, Binary, Score)
            .on(binary_labels)
            .function(named!(hamming_loss), binary_labels),
        of(SampleJaccard::default())
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(sample_jaccard), label_rows),
        of(SampleJaccard { threshold: 0.7, zero_division: Some(1.0) }).on(label_rows),
        of(SampleF1Score::default())
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(sample_f1_score), label_rows),
        of(SampleF1Score { threshold: 0.8, zero_division: Some(0.5) }).on(label_rows),
        of(SampleFBetaScore { beta: 2.0, threshold: 0.25, zero_division: None })
            .holds(Rows, Binary, Score)
            .on(label_rows),
        of(SampleFBetaScore::default()).function(named!(sample_f_beta_score), label_rows),
        of(SamplePrecision::default())
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(sample_precision), label_rows),
        of(SamplePrecision { threshold: 0.9, zero_division: Some(0.0) }).on(label_rows),
        of(SampleRecall::default())
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(sample_recall), label_rows),
        of(SampleRecall { threshold: 0.1, zero_division: Some(0.25) }).on(label_rows),
        of(LabelRankingAveragePrecision::default())
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(label_ranking_average_precision), label_rows),
        of(LabelRankingAveragePrecision { zero_division: Some(1.0) }).on(label_rows),
        of(CoverageError)
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(coverage_error), label_rows),
        of(LabelRankingLoss::default())
            .holds(Rows, Binary, Score)
            .on(label_rows)
            .function(named!(label_ranking_loss), label_rows),
        of(LabelRankingLoss { zero_division: Some(0.0) }).on(label_rows),
    ]
}
