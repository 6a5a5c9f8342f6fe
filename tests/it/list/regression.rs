//! Regression: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

const VARIANCE_WEIGHTED: R2Score =
    R2Score { class_aggregation: R2Aggregation::VarianceWeightedAverage, num_regressors: 0 };

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(MeanSquaredError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(mean_squared_error), soft_labels),
        of(MeanAbsoluteError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(mean_absolute_error), soft_labels),
        of(RootMeanSquaredError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(root_mean_squared_error), soft_labels),
        of(MeanAbsolutePercentageError::default())
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(mean_absolute_percentage_error), soft_labels),
        of(MeanSquaredLogarithmicError::default())
            .holds(Elements, Above, Above)
            .on(soft_labels)
            .function(named!(mean_squared_logarithmic_error), soft_labels),
        of(LogCoshError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(log_cosh), soft_labels),
        of(Huber::default())
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(huber), soft_labels),
        of(Huber { delta: 0.2 }).on(numbers),
        of(CosineSimilarity)
            .holds(Rows, Number, Number)
            .on(logit_rows)
            .function(named!(cosine_similarity), soft_rows),
        of(ElementMoments).holds(Elements, Number, Number).on(numbers).on(offset),
        of(ColumnMoments).holds(Columns, Number, Number).on(columns).on(offset),
        of(R2Score::default())
            .holds(Columns, Number, Number)
            .on(columns)
            .on(offset)
            .function(named!(r2_score), columns),
        of(VARIANCE_WEIGHTED).on(columns).on(offset),
        of(R2ScorePerColumn::default()).holds(Columns, Number, Number).on(columns).on(offset),
        of(PearsonCorrelation)
            .holds(Elements, Number, Number)
            .on(numbers)
            .on(offset)
            .function(named!(pearson_correlation), soft_labels),
        of(PearsonCorrelationPerRow).holds(Rows, Number, Number).on(varied_rows),
        of(ConcordanceCorrelation)
            .holds(Elements, Number, Number)
            .on(numbers)
            .on(offset)
            .function(named!(concordance_correlation), soft_labels),
        of(ConcordanceCorrelationPerRow).holds(Rows, Number, Number).on(varied_rows),
    ]
}
