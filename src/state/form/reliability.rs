//! The written form of forecasts in bins.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Version, room};
use crate::state::{ExactSum, JointMoments, MOST_BINS, Reliability};

#[derive(Serialize, Deserialize)]
#[serde(rename = "Reliability", deny_unknown_fields)]
struct Form {
    version: Version,
    bins: Vec<JointMoments>,
}

impl Serialize for Reliability {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        Form { version: Version, bins: self.bins.clone() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Reliability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let Form { bins, .. } = Form::deserialize(deserializer)?;
        if bins.len() > MOST_BINS {
            return Err(de::Error::custom("too many bins, expected at most 4096"));
        }
        if !bins.iter().all(are_forecasts) {
            return Err(de::Error::custom(
                "sums outside their range, expected outcomes 0 or 1 and probabilities in [0, 1]",
            ));
        }
        Ok(Self { bins })
    }
}

/// Whether the sums can be those of outcomes 0 and 1 with probabilities in [0, 1]. The square of an
/// outcome 0 or 1 is the outcome, so the two sums are equal. A sum that has overflowed says nothing.
fn are_forecasts(bin: &JointMoments) -> bool {
    let within = |part: &ExactSum| {
        let mut rest = bin.weight.clone();
        rest.subtract(part);
        rest.has_overflowed() || !part.is_negative() && !rest.is_negative()
    };
    let of_squares = bin.y == bin.yy || bin.yy.has_overflowed();
    let of_products = bin.yy.has_overflowed() || !bin.yp.has_overflowed();
    of_squares && of_products && [&bin.y, &bin.p, &bin.pp, &bin.yp].into_iter().all(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_so_many_bins_at_most() {
        let restored = |bins| {
            let form = Form { version: Version, bins: vec![JointMoments::default(); bins] };
            postcard::from_bytes::<Reliability>(&postcard::to_stdvec(&form).expect("bytes"))
        };
        assert!(restored(MOST_BINS).is_ok() && restored(1).is_ok());
        assert!(restored(MOST_BINS + 1).is_err() && restored(2 * MOST_BINS).is_err());
    }
}
