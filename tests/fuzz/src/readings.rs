//! Everything that can be read off a state.

use std::hint::black_box;

use ndarray_metrics::collection::AnyState;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{
    AreaScaling, BinaryCounts, ConfusionMatrix, ContingencyTable, Moments, Normalize, RankedScores, RankedValues,
    Reliability, ThresholdCounts, WeightedMean,
};

/// Matrices up to this size are read cell by cell.
const SMALL: usize = 500;

/// Reads it all; nothing may panic.
pub fn read_everything(state: &AnyState) {
    black_box(format!("{state:?}").len());
    match state {
        AnyState::WeightedMean(average) => {
            let _ = black_box((average.mean(), average.total().value(), average.weight().value()));
        }
        AnyState::ThresholdCounts(counts) => read_thresholds(counts),
        AnyState::ThresholdCountsPerLabel(labels) => labels.iter().for_each(read_thresholds),
        AnyState::ClassCounts(classes) => {
            black_box((classes.f1(PerClass), classes.support(), classes.is_empty()));
            let _ = black_box(classes.f_beta(0.5, Average::Weighted));
        }
        AnyState::ConfusionMatrix(matrix) => read_matrix(matrix),
        AnyState::RankedScores(scores) => read_scores(scores),
        AnyState::RankedScoresPerColumn(columns) => columns.iter().for_each(read_scores),
        AnyState::ScoresByClass(scores) => {
            black_box((scores.pairs(), scores.pairs_left_out(), scores.to_string()));
            read_scores(&scores.between(0, 1));
        }
        AnyState::RankedPairs(pairs) => {
            let _ = black_box((pairs.kendall_tau(), pairs.somers_d(), pairs.to_string()));
            let _ = black_box(pairs.spearman_correlation());
        }
        AnyState::SurvivalRisks(risks) => {
            let _ = black_box((risks.concordance_index(), risks.to_string()));
        }
        AnyState::ContingencyTable(table) => read_table(table),
        AnyState::ClusterMoments(clusters) => {
            let _ = black_box((clusters.calinski_harabasz(), clusters.to_string()));
        }
        AnyState::Moments(moments) => read_moments(moments),
        AnyState::WeightedMeanPerClass(classes) => {
            black_box(classes.iter().map(WeightedMean::mean).collect::<Vec<_>>());
        }
        AnyState::Reliability(forecasts) => read_forecasts(forecasts),
        AnyState::ReliabilityPerClass(classes) => classes.iter().for_each(read_forecasts),
        AnyState::RankedValues(values) => read_values(values),
        AnyState::Extremes(ends) => {
            let _ = black_box((ends.minimum(), ends.maximum(), ends.range(), ends.to_string()));
        }
        AnyState::PinballLosses(losses) => {
            let _ = black_box((losses.explained(0.5), losses.losses().mean()));
            read_values(losses.truth());
        }
        _ => {}
    }
}

fn read_table(table: &ContingencyTable) {
    let _ = black_box((table.pair_confusion(), table.adjusted_rand_index(), table.to_string()));
    let _ = black_box((table.v_measure(1.0), table.fowlkes_mallows(), table.purity()));
    let _ = black_box(table.adjusted_mutual_information(EntropyMean::Max));
    let _ = black_box(table.cluster_accuracy());
}

fn read_values(values: &RankedValues) {
    for level in [0.0, 0.1, 0.5, 1.0] {
        black_box(values.quantile(level).ok());
    }
    let _ = black_box((values.range(), values.interquartile_range(), values.weight().value()));
    let _ = black_box((values.median_absolute_deviation(), values.share_within(0.5)));
    black_box(values.to_string().len());
}

fn read_thresholds(counts: &ThresholdCounts) {
    counts.all().iter().for_each(read_counts);
    for &threshold in counts.thresholds().iter().take(3) {
        black_box(counts.at(threshold));
    }
}

fn read_counts(counts: &BinaryCounts) {
    let _ = black_box((counts.precision(), counts.recall(), counts.f1(), counts.accuracy()));
    let _ = black_box((counts.specificity(), counts.negative_predictive_value()));
    let _ = black_box((counts.false_positive_rate(), counts.false_negative_rate()));
    let _ = black_box(counts.balanced_accuracy());
}

fn read_matrix(matrix: &ConfusionMatrix) {
    let _ = black_box((matrix.accuracy(), matrix.total(), matrix.matthews_correlation()));
    for weights in [KappaWeights::Unweighted, KappaWeights::Linear, KappaWeights::Quadratic] {
        let _ = black_box(matrix.cohen_kappa(weights));
    }
    if matrix.num_classes() > SMALL {
        return;
    }
    let _ = black_box((matrix.balanced_accuracy(), matrix.mean_iou(), matrix.to_string()));
    for total in [Normalize::All, Normalize::Prediction, Normalize::Truth] {
        black_box(matrix.normalised(total).ok());
    }
    for average in [Average::Macro, Average::Micro, Average::Weighted] {
        let _ = black_box((matrix.precision(average), matrix.recall(average), matrix.f1(average)));
    }
    black_box((matrix.support(), matrix.predicted(), matrix.to_array().ok()));
}

fn read_scores(scores: &RankedScores) {
    let _ = black_box((scores.roc_auc(), scores.average_precision()));
    let _ = black_box((scores.roc_curve(), scores.precision_recall_curve()));
    black_box((scores.runs(), scores.positives(), scores.negatives(), scores.to_string()));
    let _ = black_box((scores.kolmogorov_smirnov(), scores.gini(), scores.equal_error_rate()));
    let _ = black_box((scores.convex_hull_equal_error_rate(), scores.counts_at_scores().count()));
    let _ = black_box((scores.det_curve(), scores.gain_curve(), scores.lift_curve()));
    let _ = black_box((scores.log_auc(0.001, 0.1), scores.gain_at(0.1), scores.lift_at(0.1)));
    let _ = black_box(scores.partial_roc_auc(0.1, 0.5, AreaScaling::McClish));
    let _ = black_box((scores.recall_at_precision(0.5), scores.precision_at_recall(0.5)));
    let _ = black_box(scores.sensitivity_at_specificity(0.5));
    let _ = black_box(scores.specificity_at_sensitivity(0.5));
    let _ = black_box((scores.recalibration_curve(), scores.equal_mass_curve(7)));
    let _ = black_box(scores.score_decomposition(ScoringRule::Brier));
    let _ = black_box(scores.score_decomposition(ScoringRule::Logarithmic));
    let _ = black_box(scores.equal_mass_calibration_error(4096, CalibrationNorm::RootMeanSquare));
    let _ = black_box(scores.spiegelhalter_z());
}

fn read_forecasts(forecasts: &Reliability) {
    for norm in
        [CalibrationNorm::Expected, CalibrationNorm::RootMeanSquare, CalibrationNorm::Maximum]
    {
        let _ = black_box(forecasts.calibration_error(norm));
    }
    let _ = black_box((forecasts.curve(), forecasts.brier_decomposition()));
}

fn read_moments(moments: &Moments) {
    for column in moments.columns().iter().chain([&moments.pooled()]) {
        let _ = black_box((column.mean_true(), column.mean_pred(), column.r2_score()));
        let _ = black_box((column.variance_true(), column.variance_pred(), column.covariance()));
        let _ = black_box((column.pearson_correlation(), column.concordance_correlation()));
    }
    for aggregation in [R2Aggregation::UniformAverage, R2Aggregation::VarianceWeightedAverage] {
        let score = moments.r2_score(aggregation).unwrap_or(0.5);
        let _ = black_box((moments.adjusted(score, 1), moments.adjusted(score, usize::MAX)));
    }
}
