//! The written form of outcomes at thresholds.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Float, Version, room};
use crate::state::{Ascending, BinaryCounts, Tally, ThresholdCounts};

#[derive(Serialize, Deserialize)]
#[serde(rename = "ThresholdCounts", deny_unknown_fields)]
struct Form {
    version: Version,
    thresholds: Vec<Float>,
    positives: Vec<Tally>,
    negatives: Vec<Tally>,
}

impl Serialize for ThresholdCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let thresholds = self.thresholds.iter().map(|&threshold| Float(threshold)).collect();
        let (positives, negatives) = (self.positives.clone(), self.negatives.clone());
        Form { version: Version, thresholds, positives, negatives }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ThresholdCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let Form { thresholds, positives, negatives, .. } = Form::deserialize(deserializer)?;
        let thresholds: Vec<_> = thresholds.into_iter().map(|Float(own)| own + 0.0).collect();
        if !thresholds.is_sorted() {
            return Err(de::Error::custom("thresholds out of order, expected rising thresholds"));
        }
        let tallies = thresholds.len() + 1;
        if positives.len() != tallies || negatives.len() != tallies {
            return Err(de::Error::custom(
                "expected one total more than thresholds, for positives and for negatives",
            ));
        }
        Ok(Self { thresholds: Ascending::new(thresholds), positives, negatives })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "BinaryCounts", deny_unknown_fields)]
struct CountsForm {
    true_positives: Tally,
    false_positives: Tally,
    true_negatives: Tally,
    false_negatives: Tally,
}

impl Serialize for BinaryCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { true_positives, false_positives, true_negatives, false_negatives } =
            self.clone();
        CountsForm { true_positives, false_positives, true_negatives, false_negatives }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BinaryCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let CountsForm { true_positives, false_positives, true_negatives, false_negatives } =
            CountsForm::deserialize(deserializer)?;
        Ok(Self { true_positives, false_positives, true_negatives, false_negatives })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_of_negative_zero_is_zero() {
        let nothing = vec![Tally::default(); 2];
        let (positives, negatives) = (nothing.clone(), nothing);
        let form = Form { version: Version, thresholds: vec![Float(-0.0)], positives, negatives };
        let bytes = postcard::to_stdvec(&form).expect("bytes");
        let outcomes: ThresholdCounts = postcard::from_bytes(&bytes).expect("outcomes");
        assert_eq!(outcomes.thresholds()[0].to_bits(), 0);
    }
}
