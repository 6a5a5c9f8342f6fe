//! The names that most programs need: `use ndarray_metrics::prelude::*;`. Traits, structs and the
//! module [`metrics`], whose functions are called as `metrics::mean_squared_error`.

#[cfg(feature = "collection")]
pub use crate::collection::Collection;
pub use crate::element::Element;
pub use crate::error::{Error, Undefined};
pub use crate::evaluate::Evaluate;
pub use crate::groups::Grouped;
pub use crate::mean::{
    Elementwise, Labelled, MeanMeasure, PerElement, PerLabel, PerRow, PerSample, PerTarget,
    Rowwise, Targeted,
};
pub use crate::measure::{Measure, Observer};
pub use crate::metric::{Metric, Streaming};
pub use crate::metrics::{
    self, Curve, Decision, Decisions, RankingMeasure, Summation, Thresholds, ValueMeasure,
};
// Every metric.
pub use crate::metrics::{
    Accuracy, AtThresholds, Auc, AveragePrecision, Averaged, BalancedAccuracy, BinaryAccuracy,
    BinaryCohenKappa, BinaryCrossentropy, BinaryF1Score, BinaryFBetaScore, BinaryFocalCrossentropy,
    BinaryIou, BinaryMatthewsCorrelation, BitsPerLabel, BrierScore, CalibrationError,
    CategoricalAccuracy, CategoricalBrierScore, CategoricalCrossentropy,
    CategoricalFocalCrossentropy, CategoricalHinge, CohenKappa, ColumnMoments,
    ConcordanceCorrelation, ConcordanceCorrelationPerRow, Confusion, CosineSimilarity,
    CoverageError, D2BrierScore, D2LogLossScore, ElementMoments, EmptyPredictionSets, F1Score,
    FBetaScore, FalseNegativeRate, FalseNegatives, FalsePositiveRate, FalsePositives, HammingLoss,
    Hinge, Huber, Iou, KlDivergence, LabelRankingAveragePrecision, LabelRankingLoss, LogCoshError,
    MatthewsCorrelation, Mean, MeanAbsoluteError, MeanAbsolutePercentageError, MeanIou, MeanOf,
    MeanSquaredError, MeanSquaredLogarithmicError, NegativePredictiveValue, OneHotIou,
    OneHotMeanIou, PearsonCorrelation, PearsonCorrelationPerRow, PerColumn, Perplexity, Poisson,
    Pooled, Precision, PrecisionAtRecall, PredictionSetCoverage, PredictionSetSize, R2Score,
    R2ScorePerColumn, RankedProbabilityScore, Recall, RecallAtPrecision, RocAuc,
    RootMeanSquaredError, SampleF1Score, SampleFBetaScore, SampleJaccard, SamplePrecision,
    SampleRecall, SensitivityAtSpecificity, SizeStratifiedCoverage, SparseCategoricalAccuracy,
    SparseCategoricalBrierScore, SparseCategoricalCrossentropy, SparseTopKCategoricalAccuracy,
    Specificity, SpecificityAtSensitivity, SphericalScore, SquaredHinge, SubsetAccuracy, Sum,
    TopKCategoricalAccuracy, TopLabelCalibrationError, TrueNegatives, TruePositives,
};
// Readings of rankings, and their forms by class.
pub use crate::metrics::{
    AveragedOneVsRest, ConvexHullEqualErrorRate, CumulativeGain, EqualErrorRate,
    ExactPrecisionAtRecall, ExactRecallAtPrecision, ExactSensitivityAtSpecificity,
    ExactSpecificityAtSensitivity, GiniCoefficient, KolmogorovSmirnov, Lift, LogAuc,
    OneVsOneRocAuc, OneVsRest, OneVsRestAverage, PartialRocAuc,
};
// What confusions of classes cost, and association.
pub use crate::metrics::{ContingencyCoefficient, CramersV, ExpectedCost, TheilsU, TschuprowsT};
// Readings of binary decisions beside the common rates.
pub use crate::metrics::{
    BinaryFowlkesMallows, DetectionPrevalence, DiagnosticOddsRatio, FalseDiscoveryRate,
    FalseOmissionRate, GeometricMeanScore, Informedness, Markedness, NegativeLikelihoodRatio,
    PositiveLikelihoodRatio, Prevalence,
};
pub use crate::report::{
    BinaryClassification, BinaryReport, ClassificationReport, ConfusionTable, Regression,
    RegressionReport,
};
pub use crate::state::{Average, CalibrationNorm, KappaWeights, PerClass, R2Aggregation};
