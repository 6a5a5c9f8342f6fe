//! The written form of values by size, of their extremes, and of losses beside them.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Float, Version, room};
use crate::state::{Extremes, PinballLosses, RankedValues, Tally, WeightedMean};

/// Every distinct value in rising order, with its weight.
#[derive(Serialize, Deserialize)]
#[serde(rename = "RankedValues", deny_unknown_fields)]
struct Ranked {
    version: Version,
    values: Vec<(Float, Tally)>,
}

impl Serialize for RankedValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let values =
            self.values().into_iter().map(|(value, weight)| (Float(value), weight)).collect();
        Ranked { version: Version, values }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RankedValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let value = |(Float(value), weight)| (value, weight);
        let values: Vec<_> =
            Ranked::deserialize(deserializer)?.values.into_iter().map(value).collect();
        let bad = |(value, weight): &(f64, Tally)| value.is_nan() || weight.is_zero();
        if !values.is_sorted_by(|a, b| a.0 < b.0) || values.iter().any(bad) {
            return Err(de::Error::custom("expected rising values, each with a weight above 0"));
        }
        Self::from_values(values).ok_or_else(|| {
            de::Error::custom("the weights of one value far exceed the range of `f64`")
        })
    }
}

/// The least and the largest value, if there is any.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Extremes", deny_unknown_fields)]
struct Ends {
    version: Version,
    values: Option<[Float; 2]>,
}

impl Serialize for Extremes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.values().map(|values| values.map(Float));
        Ends { version: Version, values }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Extremes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(values) = Ends::deserialize(deserializer)?.values else {
            return Ok(Self::default());
        };
        Self::from_values(values.map(|Float(value)| value))
            .ok_or_else(|| de::Error::custom("expected the least value, then the largest"))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "PinballLosses", deny_unknown_fields)]
struct Losses {
    version: Version,
    losses: WeightedMean,
    truth: RankedValues,
}

impl Serialize for PinballLosses {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { losses, truth } = self.clone();
        Losses { version: Version, losses, truth }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PinballLosses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Losses { losses, truth, .. } = Losses::deserialize(deserializer)?;
        let weight = truth.weight().to_sum();
        if *losses.weight() != weight && !weight.has_overflowed() {
            return Err(de::Error::custom("expected losses and truth of the same weight"));
        }
        Ok(Self { losses, truth })
    }
}
