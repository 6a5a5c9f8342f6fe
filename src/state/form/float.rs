//! One `f64`, to the bit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An `f64` as the shortest text that is read back as the same number, where people read it: JSON's
/// readers may round a number, but no string. Elsewhere it is written as an `f64`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Float(pub(crate) f64);

impl fmt::Display for Float {
    /// As briefly as it can be said: 1e300, not 1 and 300 zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let usual = self.0 == 0.0 || !self.0.is_finite() || (1e-4..1e16).contains(&self.0.abs());
        if usual { write!(f, "{}", self.0) } else { write!(f, "{:e}", self.0) }
    }
}

impl Serialize for Float {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Float {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return f64::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        let bad =
            |_| de::Error::invalid_value(de::Unexpected::Str(&text), &"a number such as \"0.25\"");
        f64::from_str(&text).map(Self).map_err(bad)
    }
}
