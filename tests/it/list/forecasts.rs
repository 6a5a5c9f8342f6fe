//! Forecasts: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    let levels = || vec![0.25, 0.5, 0.9];
    vec![
        of(PinballLoss::default())
            .holds(Elements, Number, Number)
            .on(numbers)
            .function(named!(pinball_loss), soft_labels),
        of(PinballLoss { level: 0.9 }).on(numbers),
        of(PinballLossOfLevels::default())
            .on(deciles)
            .function(named!(pinball_loss_of_levels), deciles),
        of(PinballLossOfLevels { levels: levels() })
            .holds(Targets(3), Number, Number)
            .on(three_quantiles),
        of(CrossingQuantiles)
            .holds(Targets(2), Number, Number)
            .on(three_quantiles)
            .function(named!(crossing_quantiles), three_quantiles),
        of(IntervalCoverage)
            .holds(Targets(2), Number, Number)
            .on(intervals)
            .function(named!(interval_coverage), intervals),
        of(IntervalWidth)
            .holds(Targets(2), Number, Number)
            .on(intervals)
            .function(named!(interval_width), intervals),
        of(IntervalScore::default())
            .holds(Targets(2), Number, Number)
            .on(intervals)
            .function(named!(interval_score), intervals),
        of(IntervalScore { alpha: 0.5 }).on(intervals),
        of(WeightedIntervalScore::default())
            .on(hub_quantiles)
            .function(named!(weighted_interval_score), hub_quantiles),
        of(WeightedIntervalScore { alphas: vec![0.2] })
            .holds(Targets(3), Number, Number)
            .on(median_and_interval),
        of(EnsembleCrps::default())
            .holds(Targets(3), Number, Number)
            .on(ensembles)
            .function(named!(ensemble_crps), ensembles),
        of(EnsembleCrps { fair: true }).holds(Targets(2), Number, Number).on(ensembles),
        of(GaussianCrps)
            .holds(Targets(2), Number, Number)
            .on(gaussians)
            .function(named!(gaussian_crps), gaussians),
        of(QuantileCrps::default()).on(deciles).function(named!(quantile_crps), deciles),
        of(QuantileCrps { levels: levels() }).holds(Targets(3), Number, Number).on(three_quantiles),
        of(RankHistogram::new(3)).holds(Targets(3), Number, Number).on(three_quantiles),
        of(GaussianPitHistogram::default()).holds(Targets(2), Number, Number).on(gaussians),
        of(GaussianNegativeLogLikelihood)
            .holds(Targets(2), Number, Number)
            .on(gaussians)
            .function(named!(gaussian_negative_log_likelihood), gaussians),
    ]
}
