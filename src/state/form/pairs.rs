//! The written form of pairs and of risks.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Float, Version, room};
use crate::state::{RankedPairs, RisksAtTime, SurvivalRisks, Tally, TiedPairs, are_rising};

/// Every distinct pair in rising order, with its weight.
#[derive(Serialize, Deserialize)]
#[serde(rename = "RankedPairs", deny_unknown_fields)]
struct PairsForm {
    version: Version,
    pairs: Vec<(Float, Float, Tally)>,
}

impl Serialize for RankedPairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let pair = |tied: TiedPairs| (Float(tied.truth), Float(tied.prediction), tied.weight);
        let pairs = self.pairs().into_iter().map(pair).collect();
        PairsForm { version: Version, pairs }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RankedPairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let pair =
            |(Float(truth), Float(prediction), weight)| TiedPairs { truth, prediction, weight };
        let pairs: Vec<_> =
            PairsForm::deserialize(deserializer)?.pairs.into_iter().map(pair).collect();
        let rising = are_rising(pairs.iter().map(|tied| (tied.truth, tied.prediction)));
        if !rising || pairs.iter().any(|tied| tied.weight.is_zero()) {
            let expected = "expected rising pairs, each with a weight above 0";
            return Err(de::Error::custom(expected));
        }
        Self::from_pairs(&pairs).ok_or_else(too_large)
    }
}

/// Every distinct time and risk in rising order, with the weights of events and of censored samples.
#[derive(Serialize, Deserialize)]
#[serde(rename = "SurvivalRisks", deny_unknown_fields)]
struct RisksForm {
    version: Version,
    runs: Vec<(Float, Float, Tally, Tally)>,
}

impl Serialize for SurvivalRisks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let run = |run: RisksAtTime| (Float(run.time), Float(run.risk), run.events, run.censored);
        let runs = self.runs().into_iter().map(run).collect();
        RisksForm { version: Version, runs }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SurvivalRisks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let run = |(Float(time), Float(risk), events, censored)| RisksAtTime {
            time,
            risk,
            events,
            censored,
        };
        let runs: Vec<_> =
            RisksForm::deserialize(deserializer)?.runs.into_iter().map(run).collect();
        let rising = are_rising(runs.iter().map(|run| (run.time, run.risk)));
        let bad = |run: &RisksAtTime| {
            !run.time.is_finite() || (run.events.is_zero() && run.censored.is_zero())
        };
        if !rising || runs.iter().any(bad) {
            let expected = "expected rising times and risks, each with a weight above 0";
            return Err(de::Error::custom(expected));
        }
        Self::from_runs(&runs).ok_or_else(too_large)
    }
}

fn too_large<E: de::Error>() -> E {
    E::custom("the weights of one pair far exceed the range of `f64`")
}
