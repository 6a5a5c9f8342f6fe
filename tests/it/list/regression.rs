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
        of(MeanBiasError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(mean_bias_error), soft_labels),
        of(MeanPercentageError)
            .holds(Elements, NonZero, Number)
            .on(nonzero)
            .function(named!(mean_percentage_error), nonzero),
        of(SymmetricMeanAbsolutePercentageError::default())
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(symmetric_mean_absolute_percentage_error), soft_labels),
        of(SymmetricMeanAbsolutePercentageError { scale: SymmetricScale::UpTo1 }).on(numbers),
        of(WeightedAbsolutePercentageError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(weighted_absolute_percentage_error), numbers),
        of(MeanAbsoluteScaledError { naive_error: 0.75 })
            .holds(Elements, Number, Number)
            .on(numbers),
        of(RootMeanSquaredScaledError { naive_squared_error: 0.75 })
            .holds(Elements, Number, Number)
            .on(numbers),
        of(RootMeanSquaredLogarithmicError::default())
            .holds(Elements, Above, Above)
            .on(soft_labels)
            .function(named!(root_mean_squared_logarithmic_error), soft_labels),
        of(MeanPoissonDeviance)
            .holds(Elements, Count, Positive)
            .on(amounts)
            .function(named!(mean_poisson_deviance), amounts),
        of(MeanGammaDeviance)
            .holds(Elements, Positive, Positive)
            .on(amounts)
            .function(named!(mean_gamma_deviance), amounts),
        of(MeanTweedieDeviance { power: 1.5 }).holds(Elements, Count, Positive).on(amounts),
        of(MeanTweedieDeviance { power: 2.5 }).holds(Elements, Positive, Positive).on(amounts),
        of(MeanTweedieDeviance { power: -1.0 }).holds(Elements, Number, Positive).on(amounts),
        of(ElementMoments).holds(Elements, Number, Number).on(numbers).on(offset),
        of(ColumnMoments).holds(Columns, Number, Number).on(columns).on(offset),
        of(R2Score::default())
            .holds(Columns, Number, Number)
            .on(columns)
            .on(offset)
            .function(named!(r2_score), columns),
        of(VARIANCE_WEIGHTED).on(columns).on(offset),
        of(R2ScorePerColumn::default()).holds(Columns, Number, Number).on(columns).on(offset),
        of(ExplainedVariance::default())
            .holds(Columns, Number, Number)
            .on(columns)
            .on(offset)
            .function(named!(explained_variance), columns),
        of(ExplainedVariance { aggregation: R2Aggregation::VarianceWeightedAverage })
            .on(columns)
            .on(offset),
        of(ExplainedVariancePerColumn).holds(Columns, Number, Number).on(columns).on(offset),
        of(NormalizedRootMeanSquaredError::default())
            .holds(Elements, Number, Number)
            .on(numbers)
            .on(offset)
            .function(named!(normalized_root_mean_squared_error), numbers),
        of(NormalizedRootMeanSquaredError { by: ErrorNormalization::StandardDeviation })
            .on(numbers)
            .on(offset),
        of(RelativeSquaredError)
            .holds(Columns, Number, Number)
            .on(columns)
            .on(offset)
            .function(named!(relative_squared_error), columns),
        of(D2TweedieScore::default()).holds(Elements, Count, Positive).on(amounts),
        of(D2TweedieScore { power: 1.5 }).holds(Elements, Count, Positive).on(amounts),
        of(D2TweedieScore { power: 2.0 }).holds(Elements, Positive, Positive).on(amounts),
        of(D2TweedieScore { power: 2.5 }).on(amounts),
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
        of(MedianAbsoluteError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .on(offset)
            .function(named!(median_absolute_error), numbers),
        of(AbsoluteErrorQuantile { level: 0.9 }).holds(Elements, Number, Number).on(numbers),
        of(AbsoluteErrorQuantile { level: 1.0 }).on(numbers),
        of(ErrorQuantile { level: 0.25 }).holds(Elements, Number, Number).on(numbers).on(offset),
        of(ErrorInterquartileRange)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(error_interquartile_range), numbers),
        of(MedianAbsoluteDeviation)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(median_absolute_deviation), numbers),
        of(MaxError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(max_error), numbers),
        of(ShareWithinTolerance { tolerance: 0.5 }).holds(Elements, Number, Number).on(numbers),
        of(ShareWithinTolerance::default()).on(numbers),
        of(D2PinballScore { level: 0.9 }).holds(Elements, Number, Number).on(numbers),
        of(D2PinballScore::default()).on(numbers).function(named!(d2_pinball_score), numbers),
        of(D2AbsoluteErrorScore)
            .holds(Elements, Number, Number)
            .on(numbers)
            .on(offset)
            .function(named!(d2_absolute_error_score), numbers),
        of(RelativeAbsoluteError)
            .holds(Elements, Number, Number)
            .on(numbers)
            .on(offset)
            .function(named!(relative_absolute_error), numbers),
        of(ConcordanceCorrelationPerRow).holds(Rows, Number, Number).on(varied_rows),
    ]
}
