//! The written form of joint sums.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Version, room};
use crate::state::{ExactSum, JointMoments, Moments};

#[derive(Serialize, Deserialize)]
#[serde(rename = "JointMoments", deny_unknown_fields)]
struct SumsForm {
    weight: ExactSum,
    y: ExactSum,
    p: ExactSum,
    yy: ExactSum,
    pp: ExactSum,
    yp: ExactSum,
}

impl Serialize for JointMoments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { weight, y, p, yy, pp, yp } = self.clone();
        SumsForm { weight, y, p, yy, pp, yp }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JointMoments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let SumsForm { weight, y, p, yy, pp, yp } = SumsForm::deserialize(deserializer)?;
        if [&weight, &yy, &pp].into_iter().any(ExactSum::is_negative) {
            return Err(de::Error::custom(
                "a negative sum of weights or squares, expected sums of at least 0",
            ));
        }
        let sums = Self { weight, y, p, yy, pp, yp };
        if sums.weight.is_zero() && sums != Self::default() {
            return Err(de::Error::custom("sums without weight, expected a weight above 0"));
        }
        if !sums.are_possible() {
            return Err(de::Error::custom("sums that no numbers have, expected sums of pairs"));
        }
        Ok(sums)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Moments", deny_unknown_fields)]
struct Form {
    version: Version,
    samples: u64,
    columns: Vec<JointMoments>,
}

impl Serialize for Moments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let (samples, columns) = (self.samples, self.columns.clone());
        Form { version: Version, samples, columns }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Moments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let Form { samples, columns, .. } = Form::deserialize(deserializer)?;
        if (samples == 0) != columns.is_empty() {
            return Err(de::Error::custom(
                "samples without columns or columns without samples, expected both or neither",
            ));
        }
        Ok(Self { columns, samples })
    }
}
