//! The list of all metrics, from which the enums of measures and observers are made.

use super::own::{OwnMeasure, OwnObserver};
use super::value::Value;
use crate::mean::Terms;
use crate::measure::Measure;
use crate::metrics::*;
use crate::state::Average;

/// Makes [`AnyMeasure`], [`AnyObserver`] and the lists of names from the list of metrics.
macro_rules! metrics {
    (
        means: $($mean:ident),+;
        readings: $($reading:ident),+;
        with_options: $($name:ident),+;
        averaged: $($averaged:ident($measure:ty)),+;
        compared: $($compared:ident),+;
        sampled: $($sampled:ident),+;
        observers: $($observer:ident),+;
        elsewhere: $($elsewhere:ident),+;
    ) => {
        /// A measure of this crate that is known at run time only.
        ///
        /// Made `from` the measure itself, or from its name by [`named`](Self::named), or by
        /// [`own`](Self::own) from a measure that is not in the list of this crate. Measures of one
        /// array, such as [`Mean`], [`Median`] and [`FleissKappa`], cannot be members.
        ///
        /// ```
        /// use ndarray_metrics::collection::AnyMeasure;
        /// use ndarray_metrics::prelude::*;
        ///
        /// assert_eq!(AnyMeasure::named("mse")?, AnyMeasure::from(MeanSquaredError));
        /// # Ok::<(), Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(remote = "Self"))]
        #[non_exhaustive]
        pub enum AnyMeasure {
            $(#[doc = concat!("`", stringify!($mean), "`.")] $mean($mean),)+
            $(#[doc = concat!("`", stringify!($reading), "`.")] $reading($reading),)+
            $(#[doc = concat!("`", stringify!($name), "`.")] $name($name),)+
            $(#[doc = concat!("`", stringify!($measure), "`.")] $averaged($measure),)+
            /// A measure that is not in the list of this crate.
            #[cfg_attr(feature = "serde", serde(skip))]
            Own(OwnMeasure),
        }

        /// The measures that have default options, by name.
        pub(in crate::collection) const NAMED: &[(&str, fn() -> AnyMeasure)] = &[
            $((stringify!($mean), || AnyMeasure::$mean(Default::default())),)+
            $((stringify!($reading), || AnyMeasure::$reading(Default::default())),)+
        ];

        /// The names of the measures without default options.
        pub(super) const WITH_OPTIONS: &[&str] = &[$(stringify!($name),)+ $(stringify!($averaged),)+];

        /// The names of the metrics without a variant of [`AnyMeasure`].
        pub(super) const ELSEWHERE: &[&str] = &[$(stringify!($elsewhere)),+];

        $(impl From<$mean> for AnyMeasure {
            // Inlined, it would compile the metric in the user's crate.
            #[inline(never)]
            fn from(measure: $mean) -> Self {
                Self::$mean(measure)
            }
        })+

        $(impl From<$reading> for AnyMeasure {
            // Inlined, it would compile the metric in the user's crate.
            #[inline(never)]
            fn from(measure: $reading) -> Self {
                Self::$reading(measure)
            }
        })+

        $(impl From<$name> for AnyMeasure {
            // Inlined, it would compile the metric in the user's crate.
            #[inline(never)]
            fn from(measure: $name) -> Self {
                Self::$name(measure)
            }
        })+

        $(impl From<$measure> for AnyMeasure {
            #[inline(never)]
            fn from(measure: $measure) -> Self {
                Self::$averaged(measure)
            }
        })+

        /// Evaluates an expression with the measure inside an [`AnyMeasure`].
        macro_rules! each_measure {
            ($any:expr, $own:ident => $work:expr) => {
                match $any {
                    $(AnyMeasure::$mean($own) => $work,)+
                    $(AnyMeasure::$reading($own) => $work,)+
                    $(AnyMeasure::$name($own) => $work,)+
                    $(AnyMeasure::$averaged($own) => $work,)+
                    AnyMeasure::Own($own) => $work,
                }
            };
        }

        /// The observer of a measure that is known at run time only.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum AnyObserver {
            $(#[doc = concat!("`Terms<", stringify!($mean), ">`.")] $mean(Terms<$mean>),)+
            $(#[doc = concat!("`", stringify!($compared), "`.")] $compared($compared),)+
            $(#[doc = concat!("`", stringify!($sampled), "`.")] $sampled($sampled),)+
            $(#[doc = concat!("`", stringify!($observer), "`.")] $observer($observer),)+
            /// The observer of a measure that is not in the list of this crate.
            Own(OwnObserver),
        }

        $(impl From<Terms<$mean>> for AnyObserver {
            fn from(observer: Terms<$mean>) -> Self {
                Self::$mean(observer)
            }
        })+

        $(impl From<$compared> for AnyObserver {
            fn from(observer: $compared) -> Self {
                Self::$compared(observer)
            }
        })+

        $(impl From<$sampled> for AnyObserver {
            fn from(observer: $sampled) -> Self {
                Self::$sampled(observer)
            }
        })+

        $(impl From<$observer> for AnyObserver {
            fn from(observer: $observer) -> Self {
                Self::$observer(observer)
            }
        })+

        /// An observer of this crate becomes its own variant, so that it shares its state.
        impl From<OwnObserver> for AnyObserver {
            fn from(observer: OwnObserver) -> Self {
                $(if let Some(known) = observer.downcast_ref::<Terms<$mean>>() {
                    return known.clone().into();
                })+
                $(if let Some(known) = observer.downcast_ref::<$compared>() {
                    return known.clone().into();
                })+
                $(if let Some(known) = observer.downcast_ref::<$sampled>() {
                    return known.clone().into();
                })+
                $(if let Some(known) = observer.downcast_ref::<$observer>() {
                    return known.clone().into();
                })+
                Self::Own(observer)
            }
        }

        /// Evaluates an expression with the observer inside an [`AnyObserver`].
        macro_rules! each_observer {
            ($any:expr, $own:ident => $work:expr) => {
                match $any {
                    $(AnyObserver::$mean($own) => $work,)+
                    $(AnyObserver::$compared($own) => $work,)+
                    $(AnyObserver::$sampled($own) => $work,)+
                    $(AnyObserver::$observer($own) => $work,)+
                    AnyObserver::Own($own) => $work,
                }
            };
        }

        /// Evaluates an expression with the observer inside an [`AnyObserver`] whose values have standard errors, or
        /// another expression.
        macro_rules! each_sampled {
            ($any:expr, $own:ident => $work:expr, _ => $other:expr) => {
                match $any {
                    $(AnyObserver::$mean($own) => $work,)+
                    $(AnyObserver::$compared($own) => $work,)+
                    $(AnyObserver::$sampled($own) => $work,)+
                    _ => $other,
                }
            };
        }

        /// Evaluates an expression with the observer inside an [`AnyObserver`] whose values compare two models, or
        /// another expression.
        macro_rules! each_compared {
            ($any:expr, $own:ident => $work:expr, _ => $other:expr) => {
                match $any {
                    $(AnyObserver::$mean($own) => $work,)+
                    $(AnyObserver::$compared($own) => $work,)+
                    _ => $other,
                }
            };
        }
    };
}

metrics! {
    means:
        Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy,
        TopKCategoricalAccuracy, SparseTopKCategoricalAccuracy, BinaryCrossentropy,
        CategoricalCrossentropy, SparseCategoricalCrossentropy, BinaryFocalCrossentropy,
        CategoricalFocalCrossentropy, KlDivergence, JensenShannonDivergence, Poisson, MeanSquaredError, MeanAbsoluteError,
        MeanAbsolutePercentageError, MeanSquaredLogarithmicError, LogCoshError, Huber,
        CosineSimilarity, Hinge, SquaredHinge, CategoricalHinge, BrierScore,
        PearsonCorrelationPerRow, ConcordanceCorrelationPerRow,
        SubsetAccuracy, HammingLoss, SampleJaccard, SampleF1Score, SampleFBetaScore, SamplePrecision,
        SampleRecall, LabelRankingAveragePrecision, CoverageError, LabelRankingLoss,
        CategoricalBrierScore, SparseCategoricalBrierScore, RankedProbabilityScore, SphericalScore,
        PredictionSetCoverage, PredictionSetSize, EmptyPredictionSets,
        MeanBiasError, MeanPercentageError, SymmetricMeanAbsolutePercentageError, MeanPoissonDeviance,
        MeanGammaDeviance, MeanTweedieDeviance,
        PinballLoss, PinballLossOfLevels, CrossingQuantiles, IntervalCoverage, IntervalWidth,
        IntervalScore, WeightedIntervalScore, EnsembleCrps, GaussianCrps,
        GaussianNegativeLogLikelihood, ShareWithinTolerance,
        Dcg, Ndcg, MeanReciprocalRank, MeanAveragePrecision, PrecisionAtK, RecallAtK, HitRateAtK, FallOutAtK,
        RPrecision, QueryRocAuc;
    readings:
        RootMeanSquaredError, TruePositives, FalsePositives, TrueNegatives, FalseNegatives, Precision,
        Recall, Specificity, NegativePredictiveValue, FalsePositiveRate, FalseNegativeRate, Auc,
        RocAuc, AveragePrecision, CalibrationError, TopLabelCalibrationError, FBetaScore, F1Score,
        BinaryIou, BinaryF1Score, BinaryFBetaScore, BinaryMatthewsCorrelation, BinaryCohenKappa,
        R2Score, R2ScorePerColumn, PearsonCorrelation, ConcordanceCorrelation, ElementMoments,
        ColumnMoments, KolmogorovSmirnov, GiniCoefficient, EqualErrorRate, ConvexHullEqualErrorRate,
        LogAuc, OneVsOneRocAuc, PositiveLikelihoodRatio, NegativeLikelihoodRatio,
        DiagnosticOddsRatio, Informedness, Markedness, GeometricMeanScore, BinaryFowlkesMallows,
        FalseDiscoveryRate, FalseOmissionRate, Prevalence, DetectionPrevalence, Perplexity,
        BitsPerLabel, D2LogLossScore, D2BrierScore, SizeStratifiedCoverage,
        Miscalibration, Discrimination, ClasswiseCalibrationError, EqualMassCalibrationError,
        RootMeanSquaredLogarithmicError, WeightedAbsolutePercentageError, QuantileCrps,
        MedianAbsoluteError, MaxError, ErrorInterquartileRange, MedianAbsoluteDeviation,
        D2PinballScore, D2AbsoluteErrorScore, RelativeAbsoluteError,
        SpearmanCorrelation, KendallTau, SomersD, ConcordanceIndex, ExplainedVariance,
        ExplainedVariancePerColumn, NormalizedRootMeanSquaredError, RelativeSquaredError,
        D2TweedieScore, GaussianPitHistogram,
        RandIndex, AdjustedRandIndex, FowlkesMallows, MutualInformation, NormalizedMutualInformation,
        AdjustedMutualInformation, Homogeneity, Completeness, VMeasure, Purity, ClusterAccuracy, CalinskiHarabasz;
    with_options:
        SensitivityAtSpecificity, SpecificityAtSensitivity, PrecisionAtRecall, RecallAtPrecision,
        Confusion, Iou, MeanIou, OneHotIou, OneHotMeanIou, BalancedAccuracy, MatthewsCorrelation,
        CohenKappa, PartialRocAuc, CumulativeGain, Lift, ExactRecallAtPrecision,
        ExactPrecisionAtRecall, ExactSensitivityAtSpecificity, ExactSpecificityAtSensitivity,
        ExpectedCost, CramersV, TschuprowsT, ContingencyCoefficient, TheilsU,
        MeanAbsoluteScaledError, RootMeanSquaredScaledError,
        ImageDice, ImageIou, ImageGeneralizedDice, AbsoluteErrorQuantile, ErrorQuantile, RankHistogram;
    averaged:
        AverageFBetaScore(FBetaScore<Average>), AverageF1Score(F1Score<Average>),
        PooledRocAuc(Pooled<RocAuc>), RocAucPerColumn(PerColumn<RocAuc>),
        AveragedRocAuc(Averaged<RocAuc>), PooledAveragePrecision(Pooled<AveragePrecision>),
        AveragePrecisionPerColumn(PerColumn<AveragePrecision>),
        AveragedAveragePrecision(Averaged<AveragePrecision>),
        OneVsRestRocAuc(OneVsRest<RocAuc>), AveragedOneVsRestRocAuc(AveragedOneVsRest<RocAuc>),
        OneVsRestAveragePrecision(OneVsRest<AveragePrecision>),
        AveragedOneVsRestAveragePrecision(AveragedOneVsRest<AveragePrecision>);
    compared:
        Decisions, CurveCounts, ClassDecisions, Confusion, ThresholdedPairs, Ranking, Bins, TopLabelBins, ClassBins,
        ClassLosses, AbsoluteErrors, ImageOverlap, Deviances;
    sampled:
        PooledRanking, ColumnRanking, ClassRanking, ElementMoments, ColumnMoments, RankedErrors, ElementPairs, TimesAndEvents, ClusterPairs;
    observers:
        ClassPairRanking, SetSizes, ExtremeErrors, QuantileLosses, RankHistogram,
        GaussianPitHistogram, ClusterPoints;
    elsewhere:
        Mean, Sum, FleissKappa, Median, Quantile, QuantileOf, Minimum, Maximum, MeanOf, AtThresholds, Pooled,
        PerColumn, Averaged, OneVsRest, AveragedOneVsRest, WeightedColumns;
}

impl AnyMeasure {
    /// Returns a measure that is not in the list of this crate.
    ///
    /// A measure that reads a state of this crate can be written and restored with its collection; one
    /// that fills a state of its own cannot.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::collection::{AnyMeasure, Collection};
    /// use ndarray_metrics::prelude::*;
    ///
    /// let bias = MeanOf::new("bias", |y, p| p - y);
    /// let metrics = Collection::named(["mse"])?.with("bias", AnyMeasure::own(bias))?;
    /// let results = metrics.evaluate(&array![1.0, 2.0], &array![2.0, 2.0])?;
    /// assert_eq!(results.number("bias"), Some(Ok(0.5)));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn own<M: Measure<Output: Into<Value>>>(measure: M) -> Self {
        Self::Own(OwnMeasure::new(measure))
    }
}

// Below the list, since the list makes the macros that the file uses.
mod dispatch;
