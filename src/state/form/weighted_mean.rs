//! The written form of a mean.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Version;
use crate::state::{ExactSum, WeightedMean};

#[derive(Serialize, Deserialize)]
#[serde(rename = "WeightedMean", deny_unknown_fields)]
struct Form {
    version: Version,
    total: ExactSum,
    weight: ExactSum,
}

impl Serialize for WeightedMean {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (total, weight) = (self.total.clone(), self.weight.clone());
        Form { version: Version, total, weight }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for WeightedMean {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Form { total, weight, .. } = Form::deserialize(deserializer)?;
        let negative = weight.is_negative() && !weight.has_overflowed();
        if negative || (weight.is_zero() && !total.is_zero()) {
            return Err(de::Error::custom(
                "a bad weight, expected a weight above 0, or 0 without terms",
            ));
        }
        Ok(Self { total, weight })
    }
}
