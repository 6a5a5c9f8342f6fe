//! The written form of one `f64`, exact to the bit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::text::Short;

/// An `f64`. A format that people read gets the shortest text that reads back as the same number:
/// a JSON reader may round a number, but not a string. A binary format gets the `f64` itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Float(pub(crate) f64);

impl fmt::Display for Float {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Short(self.0).fmt(f)
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
