//! The closed set of measures that are known at run time only.

use super::results::Reading;
use super::state::{AnyState, Kept};
use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observation, Observe};
use crate::metrics::*;
use crate::shape::Unit;
use crate::state::{Averaging, State};

/// Declares the set: measures that have default options, and those that do not.
macro_rules! closed_set {
    (
        $($member:ident($measure:ty),)+;
        $($other:ident($with_options:ty),)+
    ) => {
        /// A measure of this crate that is known at run time only.
        ///
        /// Made `from` the measure itself, or from its identifier by [`named`](Self::named). What
        /// has no number or list of numbers to read is not in the set, nor are closures and lists
        /// of thresholds.
        ///
        /// ```
        /// use ndarray_metrics::collection::AnyMeasure;
        /// use ndarray_metrics::prelude::*;
        ///
        /// assert_eq!(AnyMeasure::named("mse")?, AnyMeasure::from(MeanSquaredError));
        /// assert_eq!(AnyMeasure::named("MeanIoU").unwrap_err().to_string(),
        ///     "the metric name `MeanIoU` is of one without default options, expected one that has \
        ///      them: make it in code, from `MeanIou`"
        /// );
        /// # Ok::<(), Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(remote = "Self"))]
        #[non_exhaustive]
        pub enum AnyMeasure {
            $(#[doc = concat!("`", stringify!($measure), "`.")] $member($measure),)+
            $(#[doc = concat!("`", stringify!($with_options), "`.")] $other($with_options),)+
        }

        /// The measures that have default options, by name.
        pub(super) const NAMED: &[(&str, fn() -> AnyMeasure)] =
            &[$((stringify!($member), || AnyMeasure::$member(Default::default()))),+];

        /// The names of those that do not.
        pub(super) const UNNAMED: &[&str] = &[$(stringify!($other)),+];

        $(impl From<$measure> for AnyMeasure {
            fn from(measure: $measure) -> Self {
                Self::$member(measure)
            }
        })+

        $(impl From<$with_options> for AnyMeasure {
            fn from(measure: $with_options) -> Self {
                Self::$other(measure)
            }
        })+

        /// Does the same with whichever measure it is.
        macro_rules! each {
            ($any:expr, $own:ident => $work:expr) => {
                match $any {
                    $(AnyMeasure::$member($own) => $work,)+
                    $(AnyMeasure::$other($own) => $work,)+
                }
            };
        }
    };
}

closed_set! {
    Accuracy(Accuracy),
    BinaryAccuracy(BinaryAccuracy),
    CategoricalAccuracy(CategoricalAccuracy),
    SparseCategoricalAccuracy(SparseCategoricalAccuracy),
    TopKCategoricalAccuracy(TopKCategoricalAccuracy),
    SparseTopKCategoricalAccuracy(SparseTopKCategoricalAccuracy),
    BinaryCrossentropy(BinaryCrossentropy),
    CategoricalCrossentropy(CategoricalCrossentropy),
    SparseCategoricalCrossentropy(SparseCategoricalCrossentropy),
    BinaryFocalCrossentropy(BinaryFocalCrossentropy),
    CategoricalFocalCrossentropy(CategoricalFocalCrossentropy),
    KlDivergence(KlDivergence),
    Poisson(Poisson),
    MeanSquaredError(MeanSquaredError),
    RootMeanSquaredError(RootMeanSquaredError),
    MeanAbsoluteError(MeanAbsoluteError),
    MeanAbsolutePercentageError(MeanAbsolutePercentageError),
    MeanSquaredLogarithmicError(MeanSquaredLogarithmicError),
    LogCoshError(LogCoshError),
    Huber(Huber),
    CosineSimilarity(CosineSimilarity),
    Hinge(Hinge),
    SquaredHinge(SquaredHinge),
    CategoricalHinge(CategoricalHinge),
    TruePositives(TruePositives),
    FalsePositives(FalsePositives),
    TrueNegatives(TrueNegatives),
    FalseNegatives(FalseNegatives),
    Precision(Precision),
    Recall(Recall),
    Specificity(Specificity),
    NegativePredictiveValue(NegativePredictiveValue),
    FalsePositiveRate(FalsePositiveRate),
    FalseNegativeRate(FalseNegativeRate),
    Auc(Auc),
    RocAuc(RocAuc),
    AveragePrecision(AveragePrecision),
    BrierScore(BrierScore),
    CalibrationError(CalibrationError),
    TopLabelCalibrationError(TopLabelCalibrationError),
    FBetaScore(FBetaScore),
    F1Score(F1Score),
    BinaryIou(BinaryIou),
    R2Score(R2Score),
    R2ScorePerColumn(R2ScorePerColumn),
    PearsonCorrelation(PearsonCorrelation),
    PearsonCorrelationPerRow(PearsonCorrelationPerRow),
    ConcordanceCorrelation(ConcordanceCorrelation),
    ConcordanceCorrelationPerRow(ConcordanceCorrelationPerRow),
    ;
    SensitivityAtSpecificity(SensitivityAtSpecificity),
    SpecificityAtSensitivity(SpecificityAtSensitivity),
    PrecisionAtRecall(PrecisionAtRecall),
    RecallAtPrecision(RecallAtPrecision),
    AverageFBetaScore(FBetaScore<Averaging>),
    AverageF1Score(F1Score<Averaging>),
    Iou(Iou),
    MeanIou(MeanIou),
    OneHotIou(OneHotIou),
    OneHotMeanIou(OneHotMeanIou),
    BalancedAccuracy(BalancedAccuracy),
    MatthewsCorrelation(MatthewsCorrelation),
    CohenKappa(CohenKappa),
}

impl Measure for AnyMeasure {
    type State = AnyState;
    type Output = Reading;

    fn init(&self) -> AnyState {
        each!(self, own => own.init().kept())
    }

    fn observation(&self) -> Option<Observation> {
        each!(self, own => Measure::observation(own))
    }

    fn value(&self, state: &AnyState) -> Reading {
        each!(self, own => value(own, state))
    }

    fn check_state(&self, state: &AnyState) -> Result<(), Error> {
        each!(self, own => match Kept::of(state) {
            Some(state) => own.check_state(state),
            None => self.init().check_merge(state),
        })
    }
}

/// The reading of a state of the right kind; the other kinds have seen nothing of this measure.
fn value<M: Measure<State: Kept, Output: Into<Reading>>>(measure: &M, state: &AnyState) -> Reading {
    match M::State::of(state) {
        Some(state) => measure.value(state).into(),
        None => Err(Undefined::NoSamples).into(),
    }
}

impl<T: Element, P: Element> Observe<T, P> for AnyMeasure {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        each!(self, own => own.check(batch))
    }

    fn unit(&self) -> Unit {
        each!(self, own => Observe::<T, P>::unit(own))
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut AnyState) -> Result<(), Error> {
        each!(self, own => match Kept::of_mut(state) {
            Some(state) => own.observe(block, state),
            None => own.init().kept().check_merge(state),
        })
    }

    fn complete(&self, state: &mut AnyState) {
        each!(self, own => if let Some(state) = Kept::of_mut(state) {
            Observe::<T, P>::complete(own, state);
        });
    }
}
