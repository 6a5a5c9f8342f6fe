//! Measures by their names: those of this crate, and those by which others know them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::list::{AnyMeasure, ELSEWHERE, NAMED, WITH_OPTIONS};
use crate::error::Error;

/// Every metric that has other names in Keras, scikit-learn, torchmetrics or common speech, with these
/// names. The one table: the documentation's search, the README and the guide are compared with it.
///
/// ```
/// use ndarray_metrics::collection::ALSO_KNOWN_AS;
///
/// let names = |metric| ALSO_KNOWN_AS.iter().find(|(name, _)| *name == metric).map(|(_, names)| *names);
/// assert!(names("RocAuc").is_some_and(|names| names.contains(&"auroc")));
/// ```
pub const ALSO_KNOWN_AS: &[(&str, &[&str])] = &[
    ("Accuracy", &["accuracy_score"]),
    ("AdjustedMutualInformation", &["adjusted_mutual_info_score", "ami"]),
    ("AdjustedRandIndex", &["adjusted_rand_score", "ari"]),
    ("AveragePrecision", &["average_precision_score", "ap", "pr_auc", "auprc"]),
    ("BalancedAccuracy", &["balanced_accuracy_score"]),
    ("BinaryAccuracy", &["binary_acc"]),
    ("BinaryCohenKappa", &["binary_kappa"]),
    ("BinaryCrossentropy", &["bce", "log_loss", "logloss", "binary_cross_entropy"]),
    ("BinaryF1Score", &["f1", "dice", "dice_score", "f_measure"]),
    ("BinaryFBetaScore", &["binary_fbeta"]),
    ("BinaryIou", &["binary_io_u", "binary_jaccard_index"]),
    ("BinaryMatthewsCorrelation", &["binary_matthews_corr_coef", "phi_coefficient"]),
    ("BitsPerLabel", &["bits_per_token", "bits_per_character"]),
    ("BrierScore", &["brier", "brier_score_loss"]),
    ("CalibrationError", &["ece", "expected_calibration_error", "binary_calibration_error"]),
    ("CalinskiHarabasz", &["calinski_harabasz_score", "variance_ratio_criterion"]),
    ("CategoricalCrossentropy", &["cce", "categorical_cross_entropy", "softmax_crossentropy"]),
    ("ClasswiseCalibrationError", &["classwise_ece", "static_calibration_error"]),
    ("ClusterAccuracy", &["clustering_accuracy", "hungarian_accuracy"]),
    ("CohenKappa", &["kappa", "cohen_kappa_score"]),
    ("Completeness", &["completeness_score"]),
    ("ConcordanceCorrelation", &["ccc", "concordance_corr_coef"]),
    ("ConcordanceIndex", &["c_index", "concordance_index_censored", "harrells_c"]),
    ("Confusion", &["confusion_matrix", "contingency_table"]),
    ("ContingencyCoefficient", &["pearsons_contingency_coefficient"]),
    ("ConvexHullEqualErrorRate", &["rocch_eer"]),
    ("CosineSimilarity", &["cosine"]),
    ("CoverageError", &["multilabel_coverage_error"]),
    ("CramersV", &["cramer_v"]),
    ("CrossingQuantiles", &["quantile_crossing_rate"]),
    ("CumulativeGain", &["gain_at", "capture_rate"]),
    ("D2BrierScore", &["brier_skill_score"]),
    ("D2LogLossScore", &["d2_log_loss"]),
    ("D2TweedieScore", &["d2_tweedie"]),
    ("Dcg", &["dcg_score", "discounted_cumulative_gain"]),
    ("DetectionPrevalence", &["selection_rate"]),
    ("DiagnosticOddsRatio", &["dor"]),
    ("EmptyPredictionSets", &["empty_set_rate"]),
    ("EnsembleCrps", &["crps", "crps_ensemble", "continuous_ranked_probability_score"]),
    ("EqualErrorRate", &["eer", "crossover_error_rate"]),
    ("EqualMassCalibrationError", &["adaptive_calibration_error"]),
    ("ExpectedCost", &["classification_cost", "cost_matrix"]),
    ("ExplainedVariance", &["explained_variance_score", "evs"]),
    ("FallOutAtK", &["retrieval_fall_out"]),
    ("FalseDiscoveryRate", &["fdr"]),
    ("FalseNegativeRate", &["fnr", "miss_rate"]),
    ("FalsePositiveRate", &["fpr", "fall_out"]),
    ("FowlkesMallows", &["fowlkes_mallows_score", "fowlkes_mallows_index"]),
    ("GaussianCrps", &["crps_normal", "crps_gaussian"]),
    ("GaussianPitHistogram", &["pit_histogram"]),
    ("GeometricMeanScore", &["g_mean"]),
    ("GiniCoefficient", &["gini", "accuracy_ratio"]),
    ("HammingLoss", &["hamming", "hamming_distance"]),
    ("HitRateAtK", &["hit_ratio", "retrieval_hit_rate", "success_at_k"]),
    ("Homogeneity", &["homogeneity_score"]),
    ("Huber", &["huber_loss"]),
    ("ImageDice", &["dice_by_image"]),
    ("ImageGeneralizedDice", &["generalized_dice"]),
    ("ImageIou", &["iou_by_image"]),
    ("Informedness", &["youden_index", "youdens_j", "j_index"]),
    ("IntervalCoverage", &["regression_coverage_score", "picp"]),
    ("IntervalScore", &["winkler_score", "mean_winkler_interval_score"]),
    ("IntervalWidth", &["regression_mean_width_score", "mpiw"]),
    ("Iou", &["io_u", "jaccard", "jaccard_score", "jaccard_index"]),
    ("JensenShannonDivergence", &["jsd", "js_divergence"]),
    ("KendallTau", &["kendall", "kendalltau", "kendall_rank_corr_coef", "tau_b"]),
    ("KlDivergence", &["kld", "kullback_leibler_divergence", "relative_entropy"]),
    ("KolmogorovSmirnov", &["ks", "ks_statistic", "ks_2samp"]),
    (
        "LabelRankingAveragePrecision",
        &["lrap", "label_ranking_average_precision_score", "multilabel_ranking_average_precision"],
    ),
    ("LabelRankingLoss", &["ranking_loss", "multilabel_ranking_loss"]),
    ("Lift", &["lift_at"]),
    ("LogCoshError", &["logcosh", "log_cosh"]),
    ("Markedness", &["delta_p"]),
    ("MatthewsCorrelation", &["mcc", "matthews_corrcoef", "matthews_corr_coef"]),
    ("MaxError", &["maximum_absolute_error"]),
    ("MeanAbsoluteError", &["mae", "l1_loss"]),
    ("MeanAbsolutePercentageError", &["mape"]),
    ("MeanAbsoluteScaledError", &["mase"]),
    ("MeanAveragePrecision", &["map_at_k", "retrieval_map"]),
    ("MeanBiasError", &["mbe"]),
    ("MeanIou", &["mean_io_u", "miou"]),
    ("MeanReciprocalRank", &["mrr", "reciprocal_rank", "retrieval_mrr"]),
    ("MeanSquaredError", &["mse", "l2_loss"]),
    ("MeanSquaredLogarithmicError", &["msle", "mean_squared_log_error"]),
    ("MedianAbsoluteDeviation", &["median_abs_deviation"]),
    ("MedianAbsoluteError", &["medae"]),
    ("Miscalibration", &["mcb", "corp"]),
    ("MutualInformation", &["mutual_info_score"]),
    ("Ndcg", &["ndcg_score", "normalized_discounted_cumulative_gain", "retrieval_normalized_dcg"]),
    ("NegativeLikelihoodRatio", &["nlr", "lr_minus"]),
    ("NegativePredictiveValue", &["npv"]),
    ("NormalizedMutualInformation", &["normalized_mutual_info_score", "nmi"]),
    ("NormalizedRootMeanSquaredError", &["nrmse", "scatter_index"]),
    ("OneHotIou", &["one_hot_io_u"]),
    ("OneHotMeanIou", &["one_hot_mean_io_u"]),
    ("OneVsOneRocAuc", &["hand_till", "m_auc"]),
    ("PartialRocAuc", &["pauc", "partial_auc"]),
    ("PearsonCorrelation", &["pearson", "pearson_corr_coef", "pearsonr", "corr"]),
    ("Perplexity", &["ppl"]),
    ("PinballLoss", &["mean_pinball_loss", "quantile_loss", "quantile_score"]),
    ("PinballLossOfLevels", &["multi_quantile_loss"]),
    ("Poisson", &["poisson_nll_loss"]),
    ("PositiveLikelihoodRatio", &["plr", "lr_plus"]),
    ("Precision", &["ppv", "positive_predictive_value", "precision_score"]),
    ("PrecisionAtK", &["retrieval_precision", "top_k_precision"]),
    ("PredictionSetCoverage", &["marginal_coverage", "classification_coverage_score"]),
    ("PredictionSetSize", &["mean_set_size", "classification_mean_width_score"]),
    ("Prevalence", &["base_rate"]),
    ("Purity", &["purity_score"]),
    ("QuantileCrps", &["crps_quantile"]),
    ("QueryRocAuc", &["gauc", "group_auc", "retrieval_auroc"]),
    ("R2Score", &["r2", "r_squared", "coefficient_of_determination"]),
    ("RPrecision", &["retrieval_r_precision"]),
    ("RandIndex", &["rand_score"]),
    ("RankHistogram", &["talagrand_diagram"]),
    ("RankedProbabilityScore", &["rps"]),
    ("Recall", &["sensitivity", "tpr", "true_positive_rate", "hit_rate", "recall_score"]),
    ("RecallAtK", &["retrieval_recall", "top_k_recall"]),
    ("RelativeAbsoluteError", &["rae"]),
    ("RelativeSquaredError", &["rse"]),
    ("RocAuc", &["auroc", "roc_auc_score", "area_under_the_roc_curve", "c_statistic"]),
    ("RootMeanSquaredError", &["rmse", "root_mean_squared_error"]),
    ("RootMeanSquaredLogarithmicError", &["rmsle", "root_mean_squared_log_error"]),
    ("RootMeanSquaredScaledError", &["rmsse"]),
    ("SampleF1Score", &["samples_f1", "example_based_f1"]),
    ("SampleFBetaScore", &["samples_fbeta"]),
    ("SampleJaccard", &["samples_jaccard", "sample_iou"]),
    ("SamplePrecision", &["samples_precision", "example_based_precision"]),
    ("SampleRecall", &["samples_recall", "example_based_recall"]),
    ("ShareWithinTolerance", &["within_tolerance"]),
    ("SizeStratifiedCoverage", &["classification_ssc_score"]),
    ("SomersD", &["somersd", "somers_delta"]),
    ("SparseCategoricalAccuracy", &["multiclass_accuracy", "top_1"]),
    ("SparseCategoricalBrierScore", &["multiclass_brier_score"]),
    ("SparseCategoricalCrossentropy", &["sparse_categorical_cross_entropy", "nll_loss"]),
    ("SparseTopKCategoricalAccuracy", &["top_k", "top_k_accuracy", "top_k_accuracy_score"]),
    ("SpearmanCorrelation", &["spearman", "spearmanr", "spearman_corr_coef", "spearmans_rho"]),
    ("Specificity", &["tnr", "true_negative_rate", "selectivity"]),
    ("SubsetAccuracy", &["exact_match", "exact_match_ratio", "multilabel_exact_match"]),
    ("SymmetricMeanAbsolutePercentageError", &["smape"]),
    ("TheilsU", &["uncertainty_coefficient"]),
    ("TopLabelCalibrationError", &["multiclass_calibration_error"]),
    ("TschuprowsT", &["tschuprow_t"]),
    ("VMeasure", &["v_measure_score"]),
    ("WeightedAbsolutePercentageError", &["wape", "wmape"]),
    ("WeightedIntervalScore", &["wis"]),
];

/// The identifiers that stand for several metrics, with what to say instead.
const AMBIGUOUS: [(&str, &str); 4] = [
    ("accuracy", ACCURACIES),
    ("acc", ACCURACIES),
    (
        "class_likelihood_ratios",
        "use `positive_likelihood_ratio` or `negative_likelihood_ratio`, or both in one collection",
    ),
    (
        "auc",
        "use `roc_auc` for the exact area under the ROC curve, `average_precision` for the area under \
         precision and recall, or `Auc` for Keras's approximation on a grid of 200 thresholds",
    ),
];

const ACCURACIES: &str = "use `binary_accuracy` for labels 0 and 1 against scores, \
                          `sparse_categorical_accuracy` for class labels against rows of scores, \
                          `categorical_accuracy` for one-hot rows against rows of scores, or `Accuracy` for \
                          labels against predicted labels";

impl AnyMeasure {
    /// Returns the measure of a name, with default options: a name of this crate, or one of
    /// [`ALSO_KNOWN_AS`]. `MeanSquaredError`, `mean_squared_error` and `mse` are the same. Capitals and
    /// underscores do not matter.
    ///
    /// # Errors
    ///
    /// [`Error::MetricName`] for an unknown name, with a known name that is like it, if there is one; for
    /// a metric without default options; and for `accuracy`, `auc` and `class_likelihood_ratios`,
    /// which stand for several metrics.
    pub fn named(identifier: &str) -> Result<Self, Error> {
        let refused = |problem| Error::MetricName { name: identifier.into(), problem };
        if let Some((_, instead)) = AMBIGUOUS.iter().find(|(name, _)| *name == identifier) {
            return Err(refused(format!("is ambiguous: {instead}")));
        }
        let wanted = plain(identifier);
        let name = canonical(&wanted);
        match NAMED.iter().find(|(known, _)| Some(*known) == name) {
            Some((_, measure)) => Ok(measure()),
            None => Err(refused(name.map_or_else(|| unknown(&wanted), lacks_options))),
        }
    }

    /// Lists the metrics that [`named`](Self::named) knows, each by one spelling.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Lists the names of all metrics of the crate, with the metrics without default options and
    /// those that are no [`AnyMeasure`].
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        Self::names().chain(WITH_OPTIONS.iter().chain(ELSEWHERE).copied())
    }
}

/// The name in this crate of a metric, by each of its names in plain form: every restored member asks for one.
static CANONICAL: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let own = NAMED.iter().map(|(name, _)| *name).chain(WITH_OPTIONS.iter().copied());
    let others =
        ALSO_KNOWN_AS.iter().flat_map(|(name, names)| names.iter().map(|other| (*other, *name)));
    let mut canonical = HashMap::new();
    for (name, own) in own.map(|name| (name, name)).chain(others) {
        canonical.entry(plain(name)).or_insert(own);
    }
    canonical
});

/// Returns the name in this crate of a metric, given a plain name.
pub(super) fn canonical(wanted: &str) -> Option<&'static str> {
    CANONICAL.get(wanted).copied()
}

/// Says what to do with a metric that is known but has no default options.
fn lacks_options(name: &str) -> String {
    format!(
        "has no default options: say them, in code by `Collection::with(name, {name} {{ .. }})`, or in a \
         configuration file by a map from `{name}` to its options"
    )
}

/// Says that a name is unknown, and which known name is like it: one that has the wanted name as a part,
/// or is a part of it, or differs in few letters.
fn unknown(wanted: &str) -> String {
    let other = ALSO_KNOWN_AS.iter().flat_map(|(_, names)| names.iter().copied());
    let known = || AnyMeasure::names().chain(WITH_OPTIONS.iter().copied()).chain(other.clone());
    let is_part = |name: &&str| {
        let name = plain(name);
        wanted.len().min(name.len()) > 2 && (name.contains(wanted) || wanted.contains(&name))
    };
    let part = known().filter(is_part).min_by_key(|name| plain(name).len().abs_diff(wanted.len()));
    let apart = |name: &&str| distance(&plain(name), wanted);
    let near = || known().min_by_key(apart).filter(|name| 4 * apart(name) <= wanted.len() + 1);
    // A name much longer than any known name is none of them, and is not compared letter by letter.
    let like = part.or_else(|| if wanted.len() <= LONGEST { near() } else { None });
    let like = like.map_or(String::new(), |name| format!(": a known name like it is `{name}`"));
    format!("is unknown{like}; `AnyMeasure::names` lists all")
}

/// More letters than any name has.
const LONGEST: usize = 64;

/// Returns the letters and digits of a name, in lower case.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Counts the letters to insert, delete or replace to turn one name into the other (Levenshtein
/// 1966; Wagner and Fischer 1974).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<_> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[row.len() - 1]
}
