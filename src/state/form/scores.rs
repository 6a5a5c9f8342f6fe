//! The written form of positives and negatives by score.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Float, Version, room};
use crate::state::{RankedScores, Tally, TiedScores};

/// Every distinct score in rising order, with the weight of its positives and of its negatives.
#[derive(Serialize, Deserialize)]
#[serde(rename = "RankedScores", deny_unknown_fields)]
struct Form {
    version: Version,
    runs: Vec<(Float, Tally, Tally)>,
}

impl Serialize for RankedScores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let run = |run: TiedScores| (Float(run.score), run.positives, run.negatives);
        let runs = self.runs().into_iter().map(run).collect();
        Form { version: Version, runs }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RankedScores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let run = |(Float(score), positives, negatives)| TiedScores { score, positives, negatives };
        let runs: Vec<_> = Form::deserialize(deserializer)?.runs.into_iter().map(run).collect();
        let bad = |run: &TiedScores| {
            run.score.is_nan() || (run.positives.is_zero() && run.negatives.is_zero())
        };
        if !runs.is_sorted_by(|a, b| a.score < b.score) || runs.iter().any(bad) {
            let expected = "expected rising scores, each with a weight above 0";
            return Err(de::Error::custom(expected));
        }
        Self::from_runs(&runs).ok_or_else(|| {
            de::Error::custom("the weights of one score far exceed the range of `f64`")
        })
    }
}
