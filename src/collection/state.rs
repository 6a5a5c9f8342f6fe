//! A state of any kind.

use std::mem::discriminant;

use crate::error::Error;
use crate::state::{
    Average, ClassOutcomes, ConfusionMatrix, Moments, Outcomes, Reliability, ScoreRuns, State,
};

/// Makes a state of each kind one of any kind.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $kind:ident($state:ty);)+) => {
        /// The state of a measure that is known at run time only.
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
        #[expect(clippy::large_enum_variant, reason = "most members are means, the largest state")]
        #[non_exhaustive]
        pub enum AnyState {
            $($(#[$doc])+ $kind($state),)+
        }

        impl AnyState {
            fn merge_same(&mut self, other: &Self) -> Result<(), Error> {
                match (&mut *self, other) {
                    $((Self::$kind(own), Self::$kind(other)) => own.merge(other),)+
                    _ => self.check_kind(other),
                }
            }

            fn check_same(&self, other: &Self) -> Result<(), Error> {
                match (self, other) {
                    $((Self::$kind(own), Self::$kind(other)) => own.check_merge(other),)+
                    _ => self.check_kind(other),
                }
            }

            fn kind(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => stringify!($state),)+
                }
            }
        }

        $(impl Kept for $state {
            fn kept(self) -> AnyState {
                AnyState::$kind(self)
            }

            fn of(state: &AnyState) -> Option<&Self> {
                if let AnyState::$kind(own) = state { Some(own) } else { None }
            }

            fn of_mut(state: &mut AnyState) -> Option<&mut Self> {
                if let AnyState::$kind(own) = state { Some(own) } else { None }
            }
        })+
    };
}

/// A state that is kept as one of any kind.
pub(super) trait Kept: State {
    fn kept(self) -> AnyState;
    fn of(state: &AnyState) -> Option<&Self>;
    fn of_mut(state: &mut AnyState) -> Option<&mut Self>;
}

kinds! {
    /// Of a mean or a sum.
    Average(Average);
    /// Of binary decisions.
    Outcomes(Outcomes);
    /// Of binary decisions, label by label.
    OutcomesPerLabel(Vec<Outcomes>);
    /// Of F-scores.
    ClassOutcomes(ClassOutcomes);
    /// Of pairs of classes.
    ConfusionMatrix(ConfusionMatrix);
    /// Of rankings.
    ScoreRuns(ScoreRuns);
    /// Of correlations.
    Moments(Moments);
    /// Of calibration.
    Reliability(Reliability);
}

impl AnyState {
    /// Refuses a state of another kind.
    pub(super) fn check_kind(&self, other: &Self) -> Result<(), Error> {
        if discriminant(self) == discriminant(other) {
            return Ok(());
        }
        Err(Error::Configuration { ours: self.kind().into(), theirs: other.kind().into() })
    }
}

impl State for AnyState {
    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.merge_same(other)
    }

    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        self.check_same(other)
    }
}
