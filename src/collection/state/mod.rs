//! A state of any kind.

mod own;

use std::any::Any;

use crate::error::Error;
use crate::state::{
    ClassCounts, ClusterMoments, ConfusionMatrix, ContingencyTable, Extremes, Moments,
    PairedProducts, PairedScores, PairedSums, PinballLosses, RankedPairs, RankedScores,
    RankedValues, Reliability, SampleProducts, SampleSums, SampledMoments, ScoresByClass, State,
    SurvivalRisks, ThresholdCounts, WeightedMean,
};

pub use own::OwnState;

/// Makes [`AnyState`] from the list of kinds. What one stream has many of lies in place, other states in a box.
macro_rules! kinds {
    (
        $($(#[$doc:meta])+ $kind:ident($state:ty);)+
        boxed: $($(#[$boxed_doc:meta])+ $boxed_kind:ident($boxed:ty);)+
    ) => {
        /// The state of a measure that is known at run time only.
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
        #[non_exhaustive]
        pub enum AnyState {
            $($(#[$doc])+ $kind(#[cfg_attr(feature = "serde", serde(with = "member"))] $state),)+
            $($(#[$boxed_doc])+
            $boxed_kind(#[cfg_attr(feature = "serde", serde(with = "member"))] Box<$boxed>),)+
            /// The state of a measure that is not in the list of this crate.
            #[cfg_attr(feature = "serde", serde(skip))]
            Own(OwnState),
        }

        $(impl From<$state> for AnyState {
            // Inlined, so that a fresh state is made in its place and not copied there.
            #[inline(always)]
            fn from(state: $state) -> Self {
                Self::$kind(state)
            }
        })+

        $(impl From<$boxed> for AnyState {
            fn from(state: $boxed) -> Self {
                Self::$boxed_kind(Box::new(state))
            }
        })+

        impl State for AnyState {
            fn check_merge(&self, other: &Self) -> Result<(), Error> {
                match (self, other) {
                    $((Self::$kind(own), Self::$kind(other)) => own.check_merge(other),)+
                    $((Self::$boxed_kind(own), Self::$boxed_kind(other)) => own.check_merge(other),)+
                    (Self::Own(own), Self::Own(other)) => own.check(other),
                    _ => self.check_kind(other),
                }
            }

            fn merge(&mut self, other: &Self) {
                match (self, other) {
                    $((Self::$kind(own), Self::$kind(other)) => own.merge(other),)+
                    $((Self::$boxed_kind(own), Self::$boxed_kind(other)) => own.merge(other),)+
                    (Self::Own(own), Self::Own(other)) => own.add(other),
                    _ => {}
                }
            }
        }

        impl AnyState {
            fn kind(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => stringify!($state),)+
                    $(Self::$boxed_kind(_) => stringify!($boxed),)+
                    Self::Own(own) => own.kind(),
                }
            }

            /// Returns a state of this crate as its own variant, so that it can be written.
            pub(super) fn of<S: State>(state: S) -> Self {
                let any: &dyn Any = &state;
                $(if let Some(known) = any.downcast_ref::<$state>() {
                    return known.clone().into();
                })+
                $(if let Some(known) = any.downcast_ref::<$boxed>() {
                    return known.clone().into();
                })+
                Self::Own(OwnState::new(state))
            }

            fn inner(&self) -> &dyn Any {
                match self {
                    $(Self::$kind(state) => state,)+
                    $(Self::$boxed_kind(state) => &**state,)+
                    Self::Own(state) => state.inner(),
                }
            }

            fn inner_mut(&mut self) -> &mut dyn Any {
                match self {
                    $(Self::$kind(state) => state,)+
                    $(Self::$boxed_kind(state) => &mut **state,)+
                    Self::Own(state) => state.inner_mut(),
                }
            }
        }
    };
}

kinds! {
    /// The state of a mean or a sum.
    WeightedMean(WeightedMean);
    /// The state of binary decisions.
    ThresholdCounts(ThresholdCounts);
    /// The state of an area under a curve, one entry for each label.
    ThresholdCountsPerLabel(Vec<ThresholdCounts>);
    /// The state of F-scores.
    ClassCounts(ClassCounts);
    /// The state of pairs of true and predicted classes.
    ConfusionMatrix(ConfusionMatrix);
    /// The state of rankings.
    RankedScores(RankedScores);
    /// The state of rankings, one entry for each column or class.
    RankedScoresPerColumn(Vec<RankedScores>);
    /// The state of rankings of pairs of classes.
    ScoresByClass(ScoresByClass);
    /// The state of correlations and R².
    Moments(Moments);
    /// The state of calibration errors.
    Reliability(Reliability);
    /// The state of means by class, one entry for each class or size.
    WeightedMeanPerClass(Vec<WeightedMean>);
    /// The state of calibration errors by class.
    ReliabilityPerClass(Vec<Reliability>);
    /// The state of quantiles.
    RankedValues(RankedValues);
    /// The state of the least and the largest value.
    Extremes(Extremes);
    /// The state of skills of quantiles.
    PinballLosses(PinballLosses);
    /// The state of rank correlations.
    RankedPairs(RankedPairs);
    /// The state of the concordance index.
    SurvivalRisks(SurvivalRisks);
    /// The state of agreements of clusterings.
    ContingencyTable(ContingencyTable);
    /// The state of how far clusters are apart.
    ClusterMoments(ClusterMoments);
    boxed:
    /// The state of a mean with its standard error.
    SampleSums(SampleSums);
    /// The state of a reading of moments with its standard error.
    SampledMoments(SampledMoments);
    /// The state of F-scores with their standard errors.
    ProductsOfClassCounts(SampleProducts<ClassCounts>);
    /// The state of an area on a grid with its standard error.
    ProductsOfCurves(SampleProducts<Vec<ThresholdCounts>>);
    /// The state of a quotient of sums, or of means by class, with its standard error.
    ProductsOfMeans(SampleProducts<Vec<WeightedMean>>);
    /// The state of a calibration error with its standard error.
    ProductsOfReliability(SampleProducts<Reliability>);
    /// The state of calibration errors by class with their standard errors.
    ProductsOfReliabilityPerClass(SampleProducts<Vec<Reliability>>);
    /// The state of two models that are compared by a mean.
    PairedSums(PairedSums);
    /// The state of two models that are compared by a ranking.
    PairedScores(PairedScores);
    /// The state of two models that are compared by a confusion matrix.
    PairedMatrices(PairedProducts<ConfusionMatrix>);
    /// The state of two models that are compared by binary decisions.
    PairedCounts(PairedProducts<ThresholdCounts>);
    /// The state of two models that are compared by F-scores.
    PairedClassCounts(PairedProducts<ClassCounts>);
    /// The state of two models that are compared by an area on a grid.
    PairedCurves(PairedProducts<Vec<ThresholdCounts>>);
    /// The state of two models that are compared by a quotient of sums, or by means by class.
    PairedMeans(PairedProducts<Vec<WeightedMean>>);
    /// The state of two models that are compared by a calibration error.
    PairedReliability(PairedProducts<Reliability>);
    /// The state of two models that are compared by calibration errors by class.
    PairedReliabilityPerClass(PairedProducts<Vec<Reliability>>);
}

/// The written form of a variant. Counts the variant, which takes as much memory as the largest.
#[cfg(feature = "serde")]
mod member {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::AnyState;
    use crate::state::form::room;

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        state: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        room::write::<AnyState>();
        state.serialize(serializer)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        room::read::<AnyState, D::Error>()?;
        T::deserialize(deserializer)
    }
}

impl AnyState {
    /// Returns the state, if it is of type `S`.
    pub(super) fn downcast_ref<S: State>(&self) -> Option<&S> {
        (self as &dyn Any).downcast_ref().or_else(|| self.inner().downcast_ref())
    }

    /// Returns the state to add to, if it is of type `S`.
    pub(super) fn downcast_mut<S: State>(&mut self) -> Option<&mut S> {
        if (self as &dyn Any).is::<S>() {
            return (self as &mut dyn Any).downcast_mut();
        }
        self.inner_mut().downcast_mut()
    }

    /// Refuses a state of another kind.
    fn check_kind(&self, other: &Self) -> Result<(), Error> {
        Err(Error::Configuration { ours: self.kind().into(), theirs: other.kind().into() })
    }
}
