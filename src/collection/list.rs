//! The list of all metrics, from which the enums of measures and observers are made.

use std::any::Any;

use super::own::{OwnMeasure, OwnObserver};
use super::state::AnyState;
use super::value::Value;
use crate::batch::{Block, Layout, Shapes, Widest};
use crate::element::{Element, rounds_to_f32};
use crate::error::Error;
use crate::mean::Terms;
use crate::measure::{Measure, Observer};
use crate::metrics::*;
use crate::scale::Scale;
use crate::state::{Average, State};

/// Makes [`AnyMeasure`], [`AnyObserver`] and the lists of names from the list of metrics.
macro_rules! metrics {
    (
        means: $($mean:ident),+;
        readings: $($reading:ident),+;
        with_options: $($name:ident),+;
        averaged: $($averaged:ident($measure:ty)),+;
        observers: $($observer:ident),+;
        elsewhere: $($elsewhere:ident),+;
    ) => {
        /// A measure of this crate that is known at run time only.
        ///
        /// Made `from` the measure itself, or from its name by [`named`](Self::named), or by
        /// [`own`](Self::own) from a measure that is not in the list of this crate. [`Mean`] and
        /// [`Sum`], which take one array, cannot be members.
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
        pub(super) const NAMED: &[(&str, fn() -> AnyMeasure)] = &[
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
            $(#[doc = concat!("`", stringify!($observer), "`.")] $observer($observer),)+
            /// The observer of a measure that is not in the list of this crate.
            Own(OwnObserver),
        }

        $(impl From<Terms<$mean>> for AnyObserver {
            fn from(observer: Terms<$mean>) -> Self {
                Self::$mean(observer)
            }
        })+

        $(impl From<$observer> for AnyObserver {
            fn from(observer: $observer) -> Self {
                Self::$observer(observer)
            }
        })+

        impl AnyObserver {
            /// Returns an observer of this crate as its own variant, so that it shares its state.
            pub(super) fn of<O: Observer>(observer: O) -> Self {
                let any: &dyn Any = &observer;
                $(if let Some(known) = any.downcast_ref::<Terms<$mean>>() {
                    return known.clone().into();
                })+
                $(if let Some(known) = any.downcast_ref::<$observer>() {
                    return known.clone().into();
                })+
                Self::Own(OwnObserver::new(observer))
            }
        }

        /// Evaluates an expression with the observer inside an [`AnyObserver`].
        macro_rules! each_observer {
            ($any:expr, $own:ident => $work:expr) => {
                match $any {
                    $(AnyObserver::$mean($own) => $work,)+
                    $(AnyObserver::$observer($own) => $work,)+
                    AnyObserver::Own($own) => $work,
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
        CategoricalFocalCrossentropy, KlDivergence, Poisson, MeanSquaredError, MeanAbsoluteError,
        MeanAbsolutePercentageError, MeanSquaredLogarithmicError, LogCoshError, Huber,
        CosineSimilarity, Hinge, SquaredHinge, CategoricalHinge, BrierScore,
        PearsonCorrelationPerRow, ConcordanceCorrelationPerRow;
    readings:
        RootMeanSquaredError, TruePositives, FalsePositives, TrueNegatives, FalseNegatives, Precision,
        Recall, Specificity, NegativePredictiveValue, FalsePositiveRate, FalseNegativeRate, Auc,
        RocAuc, AveragePrecision, CalibrationError, TopLabelCalibrationError, FBetaScore, F1Score,
        BinaryIou, BinaryF1Score, BinaryFBetaScore, BinaryMatthewsCorrelation, BinaryCohenKappa, R2Score, R2ScorePerColumn, PearsonCorrelation, ConcordanceCorrelation,
        ElementMoments, ColumnMoments;
    with_options:
        SensitivityAtSpecificity, SpecificityAtSensitivity, PrecisionAtRecall, RecallAtPrecision,
        Confusion, Iou, MeanIou, OneHotIou, OneHotMeanIou, BalancedAccuracy, MatthewsCorrelation,
        CohenKappa;
    averaged:
        AverageFBetaScore(FBetaScore<Average>), AverageF1Score(F1Score<Average>),
        PooledRocAuc(Pooled<RocAuc>), RocAucPerColumn(PerColumn<RocAuc>),
        AveragedRocAuc(Averaged<RocAuc>), PooledAveragePrecision(Pooled<AveragePrecision>),
        AveragePrecisionPerColumn(PerColumn<AveragePrecision>),
        AveragedAveragePrecision(Averaged<AveragePrecision>);
    observers:
        Decisions, CurveCounts, ClassDecisions, Confusion, ThresholdedPairs, Ranking,
        PooledRanking, ColumnRanking, Bins, TopLabelBins, ElementMoments, ColumnMoments;
    elsewhere:
        Mean, Sum, MeanOf, AtThresholds, Pooled, PerColumn, Averaged;
}

#[expect(clippy::useless_conversion, reason = "a measure of the user's own converts to itself")]
impl Observer for AnyObserver {
    type State = AnyState;

    fn empty(&self) -> AnyState {
        each_observer!(self, own => own.empty().into())
    }

    fn layout(&self) -> Layout {
        each_observer!(self, own => own.layout())
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if rounds_to_f32::<P>() { self.check_single() } else { self.check_double() }
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        each_observer!(self, own => own.check_shapes(shapes))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut AnyState,
    ) -> Result<(), Error> {
        block.widened(|block| self.observe_widest(&block, state))
    }

    fn finish(&self, state: &mut AnyState) {
        each_observer!(self, own => if let Some(state) = state.downcast_mut() {
            own.finish(state);
        });
    }

    fn check_state(&self, state: &AnyState) -> Result<(), Error> {
        each_observer!(self, own => match state.downcast_ref() {
            Some(state) => own.check_state(state),
            None => self.empty().check_merge(state),
        })
    }
}

/// Compiled here, once for each pair of types that a block is widened to.
impl AnyObserver {
    #[inline(never)]
    fn check_single(&self) -> Result<(), Error> {
        each_observer!(self, own => own.check_options::<f32>())
    }

    #[inline(never)]
    fn check_double(&self) -> Result<(), Error> {
        each_observer!(self, own => own.check_options::<f64>())
    }

    /// Adds a block of any element types.
    #[inline(never)]
    pub(super) fn observe_widest(
        &self,
        block: &Widest<'_>,
        state: &mut AnyState,
    ) -> Result<(), Error> {
        let layout = self.layout();
        match block {
            Widest::Single(block) => self.observe_typed(&block.laid_out(layout), state),
            Widest::Double(block) => self.observe_typed(&block.laid_out(layout), state),
            Widest::Whole(block) => self.observe_typed(&block.laid_out(layout), state),
        }
    }

    fn observe_typed<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut AnyState,
    ) -> Result<(), Error> {
        each_observer!(self, own => match state.downcast_mut() {
            Some(state) => own.observe(block, state),
            None => self.empty().check_merge(state),
        })
    }
}

#[expect(clippy::useless_conversion, reason = "a measure of the user's own converts to itself")]
impl Measure for AnyMeasure {
    type Observer = AnyObserver;
    type Output = Value;

    fn observer(&self) -> AnyObserver {
        each_measure!(self, own => own.observer().into())
    }

    fn check(&self) -> Result<(), Error> {
        each_measure!(self, own => Measure::check(own))
    }

    fn scale(&self) -> Scale {
        each_measure!(self, own => Measure::scale(own))
    }

    fn scales_with_weights(&self) -> bool {
        each_measure!(self, own => own.scales_with_weights())
    }

    /// Reads the state; reads an empty state instead if this one is of another kind.
    fn read(&self, state: &AnyState) -> Value {
        each_measure!(self, own => match state.downcast_ref() {
            Some(state) => own.read(state).into(),
            None => own.read(&own.observer().empty()).into(),
        })
    }
}
