//! The names that most programs need: `use ndarray_metrics::prelude::*;`. Traits, structs and the
//! module [`metrics`], whose functions are called as `metrics::mean_squared_error`.

#[cfg(feature = "collection")]
pub use crate::collection::Collection;
pub use crate::element::Element;
pub use crate::error::{Error, Undefined};
pub use crate::evaluate::Evaluate;
pub use crate::groups::{ByGroup, Grouped, OneQuery};
pub use crate::mean::{
    Elementwise, Labelled, LeftOut, MeanMeasure, PerElement, PerLabel, PerRow, PerSample,
    PerTarget, Rowwise, Targeted,
};
pub use crate::measure::{Measure, Observer};
pub use crate::metric::{Metric, Streaming};
pub use crate::metrics::{
    self, ColumnMeasure, Curve, Decision, Decisions, NaiveScale, RankingMeasure, Summation,
    SymmetricScale, Thresholds, ValueMeasure,
};
// Every metric.
pub use crate::metrics::{
    AbsoluteErrorQuantile, Accuracy, AtThresholds, Auc, AveragePrecision, Averaged,
    AveragedOneVsRest, BalancedAccuracy, BinaryAccuracy, BinaryCohenKappa, BinaryCrossentropy,
    BinaryF1Score, BinaryFBetaScore, BinaryFocalCrossentropy, BinaryFowlkesMallows, BinaryIou,
    BinaryMatthewsCorrelation, BitsPerLabel, BrierScore, CalibrationError, CategoricalAccuracy,
    CategoricalBrierScore, CategoricalCrossentropy, CategoricalFocalCrossentropy, CategoricalHinge,
    ClasswiseCalibrationError, CohenKappa, ColumnMoments, ConcordanceCorrelation,
    ConcordanceCorrelationPerRow, Confusion, ContingencyCoefficient, ConvexHullEqualErrorRate,
    CosineSimilarity, CoverageError, CramersV, CrossingQuantiles, CumulativeGain,
    D2AbsoluteErrorScore, D2BrierScore, D2LogLossScore, D2PinballScore, DetectionPrevalence,
    DiagnosticOddsRatio, Discrimination, ElementMoments, EmptyPredictionSets, EnsembleCrps,
    EqualErrorRate, EqualMassCalibrationError, ErrorInterquartileRange, ErrorQuantile,
    ExactPrecisionAtRecall, ExactRecallAtPrecision, ExactSensitivityAtSpecificity,
    ExactSpecificityAtSensitivity, ExpectedCost, F1Score, FBetaScore, FalseDiscoveryRate,
    FalseNegativeRate, FalseNegatives, FalseOmissionRate, FalsePositiveRate, FalsePositives,
    FleissKappa, GaussianCrps, GaussianNegativeLogLikelihood, GeometricMeanScore, GiniCoefficient,
    HammingLoss, Hinge, Huber, ImageDice, ImageGeneralizedDice, ImageIou, Informedness,
    IntervalCoverage, IntervalScore, IntervalWidth, Iou, JensenShannonDivergence, KlDivergence,
    KolmogorovSmirnov, LabelRankingAveragePrecision, LabelRankingLoss, Lift, LogAuc, LogCoshError,
    Markedness, MatthewsCorrelation, MaxError, Maximum, Mean, MeanAbsoluteError,
    MeanAbsolutePercentageError, MeanAbsoluteScaledError, MeanBiasError, MeanGammaDeviance,
    MeanIou, MeanOf, MeanPercentageError, MeanPoissonDeviance, MeanSquaredError,
    MeanSquaredLogarithmicError, MeanTweedieDeviance, Median, MedianAbsoluteDeviation,
    MedianAbsoluteError, Minimum, Miscalibration, NegativeLikelihoodRatio, NegativePredictiveValue,
    OneHotIou, OneHotMeanIou, OneVsOneRocAuc, OneVsRest, OneVsRestAverage, PartialRocAuc,
    PearsonCorrelation, PearsonCorrelationPerRow, PerColumn, Perplexity, PinballLoss,
    PinballLossOfLevels, Poisson, Pooled, PositiveLikelihoodRatio, Precision, PrecisionAtRecall,
    PredictionSetCoverage, PredictionSetSize, Prevalence, Quantile, QuantileCrps, QuantileOf,
    R2Score, R2ScorePerColumn, RankedProbabilityScore, Recall, RecallAtPrecision, RocAuc,
    RootMeanSquaredError, RootMeanSquaredLogarithmicError, RootMeanSquaredScaledError,
    SampleF1Score, SampleFBetaScore, SampleJaccard, SamplePrecision, SampleRecall,
    SensitivityAtSpecificity, ShareWithinTolerance, SizeStratifiedCoverage,
    SparseCategoricalAccuracy, SparseCategoricalBrierScore, SparseCategoricalCrossentropy,
    SparseTopKCategoricalAccuracy, Specificity, SpecificityAtSensitivity, SphericalScore,
    SquaredHinge, SubsetAccuracy, Sum, SymmetricMeanAbsolutePercentageError, TheilsU,
    TopKCategoricalAccuracy, TopLabelCalibrationError, TrueNegatives, TruePositives, TschuprowsT,
    WeightedAbsolutePercentageError, WeightedIntervalScore,
};
pub use crate::metrics::{
    AdjustedMutualInformation, AdjustedRandIndex, CalinskiHarabasz, ClusterAccuracy, Completeness,
    FowlkesMallows, Homogeneity, MutualInformation, NormalizedMutualInformation, Purity, RandIndex,
    VMeasure,
};
pub use crate::metrics::{
    ColumnValues, ConcordanceIndex, D2TweedieScore, ExplainedVariance, ExplainedVariancePerColumn,
    GaussianPitHistogram, KendallTau, NormalizedRootMeanSquaredError, RankHistogram,
    RelativeAbsoluteError, RelativeSquaredError, SomersD, SpearmanCorrelation, WeightedColumns,
};
pub use crate::metrics::{
    Dcg, FallOutAtK, Gain, HitRateAtK, MeanAveragePrecision, MeanReciprocalRank, Ndcg,
    PrecisionAtK, PrecisionDivisor, QueryRocAuc, RPrecision, RecallAtK,
};
pub use crate::report::{
    BinaryClassification, BinaryReport, ClassificationReport, ConfusionTable,
    MultilabelClassification, Regression, RegressionReport,
};
pub use crate::state::{
    Average, CalibrationNorm, EntropyMean, ErrorNormalization, KappaWeights, PerClass,
    R2Aggregation, ScoringRule,
};
pub use crate::uncertainty::{Estimate, Interval, WithError};
