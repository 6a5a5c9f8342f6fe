//! The written form of positives and negatives by score.
//!
//! There may be millions of scores: they are written from the state and read into it one by one, without a
//! list between.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Float, Version, room};
use crate::state::{RankedScores, Tally, TiedScores};

/// Every distinct score in rising order, with the weight of its positives and of its negatives.
#[derive(Serialize, Deserialize)]
#[serde(rename = "RankedScores", deny_unknown_fields)]
struct Form<R> {
    version: Version,
    runs: R,
}

struct Written<'a>(&'a RankedScores);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.distinct_scores()))?;
        self.0.try_each_run(|run: TiedScores| {
            list.serialize_element(&(Float(run.score), run.positives, run.negatives))
        })?;
        list.end()
    }
}

impl Serialize for RankedScores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        Form { version: Version, runs: Written(self) }.serialize(serializer)
    }
}

struct Read(RankedScores);

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Runs).map(Self)
    }
}

struct Runs;

impl<'de> Visitor<'de> for Runs {
    type Value = RankedScores;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of scores with their weights")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<RankedScores, A::Error> {
        let mut last = None;
        let next = || -> Result<Option<TiedScores>, A::Error> {
            let run: Option<(Float, Tally, Tally)> = list.next_element()?;
            let Some((Float(score), positives, negatives)) = run else { return Ok(None) };
            let rises = !score.is_nan() && last.is_none_or(|last| last < score);
            if !rises || (positives.is_zero() && negatives.is_zero()) {
                let expected = "expected rising scores, each with a weight above 0";
                return Err(de::Error::custom(expected));
            }
            last = Some(score);
            Ok(Some(TiedScores { score, positives, negatives }))
        };
        RankedScores::from_rising(next)?.ok_or_else(|| {
            de::Error::custom("the weights of one score far exceed the range of `f64`")
        })
    }
}

impl<'de> Deserialize<'de> for RankedScores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        Ok(Form::<Read>::deserialize(deserializer)?.runs.0)
    }
}
