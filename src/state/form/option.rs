//! The written form of an option that is a number: a number, or text where a reader may round it.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Short;

/// A number that is an option of a measure.
///
/// A format that people read gets the number itself where every reader reads it exactly: of up to 15
/// digits, without a large exponent. Elsewhere the format gets text, since a JSON reader may round a number,
/// but not a string. Both are read, whoever wrote them. A binary format gets the `f64` itself.
#[derive(Clone, Copy)]
struct Exact(f64);

/// The most digits that a reader of any kind reads exactly, with an exponent of up to [`EXPONENT`].
const DIGITS: usize = 15;
const EXPONENT: i32 = 22;

impl Exact {
    fn is_read_exactly(self) -> bool {
        let text = format!("{:e}", self.0);
        let Some((digits, exponent)) = text.split_once('e') else { return false };
        let count = digits.chars().filter(char::is_ascii_digit).count();
        let exponent = exponent.parse().map_or(i32::MAX, i32::abs);
        count <= DIGITS && exponent + count as i32 <= EXPONENT
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() || self.is_read_exactly() {
            return serializer.serialize_f64(self.0);
        }
        serializer.collect_str(&Short(self.0))
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(NumberOrText);
        }
        f64::deserialize(deserializer).map(Self)
    }
}

struct NumberOrText;

impl Visitor<'_> for NumberOrText {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Exact, E> {
        Ok(Exact(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Exact, E> {
        Ok(Exact(number as f64))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Exact, E> {
        Ok(Exact(number as f64))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Exact, E> {
        let bad = |_| E::invalid_value(de::Unexpected::Str(text), &"a number");
        f64::from_str(text).map(Exact).map_err(bad)
    }
}

/// Of a field that is a number: `serde(with = "..::option::number")`.
pub(crate) mod number {
    use super::{Deserialize, Deserializer, Exact, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        Exact(*number).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        Exact::deserialize(deserializer).map(|Exact(number)| number)
    }
}

/// Of a field that may be a number.
pub(crate) mod perhaps {
    use super::{Deserialize, Deserializer, Exact, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        number: &Option<f64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        number.map(Exact).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<f64>, D::Error> {
        let number = Option::<Exact>::deserialize(deserializer)?;
        Ok(number.map(|Exact(number)| number))
    }
}

/// Of a field that is a list of numbers.
pub(crate) mod list {
    use super::{Deserialize, Deserializer, Exact, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        numbers: &[f64],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(numbers.iter().copied().map(Exact))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<f64>, D::Error> {
        let numbers = Vec::<Exact>::deserialize(deserializer)?;
        Ok(numbers.into_iter().map(|Exact(number)| number).collect())
    }
}

/// Of a field that is a list of lists of numbers.
pub(crate) mod table {
    use super::super::room;
    use super::{Deserialize, Deserializer, Serialize, Serializer, list};

    /// A list counts the room that it takes: an empty one takes a byte of a checkpoint.
    struct Row(Vec<f64>);

    impl Serialize for Row {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            room::write::<Self>();
            list::serialize(&self.0, serializer)
        }
    }

    impl<'de> Deserialize<'de> for Row {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            room::read::<Self, D::Error>()?;
            list::deserialize(deserializer).map(Self)
        }
    }

    pub(crate) fn serialize<S: Serializer>(
        rows: &[Vec<f64>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(rows.iter().cloned().map(Row))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Vec<f64>>, D::Error> {
        let rows = Vec::<Row>::deserialize(deserializer)?;
        Ok(rows.into_iter().map(|Row(numbers)| numbers).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    #[test]
    fn short_numbers_are_numbers_and_long_ones_are_text() {
        let json = |number: f64| serde_json::to_string(&Exact(number)).expect("written");
        assert_eq!([0.5, 0.7, 1e-7, -3.0].map(json), ["0.5", "0.7", "1e-7", "-3.0"]);
        assert_eq!(json(1e-30), "\"1e-30\"");
        assert_eq!(json(0.1 + 0.2), "\"0.30000000000000004\"");
        for i in 0..20_000_u64 {
            let bits = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            for number in [f64::from_bits(bits), bits as f64 / u64::MAX as f64] {
                if number.is_finite() {
                    let Exact(back) = serde_json::from_str(&json(number)).expect("read");
                    assert_eq!(back.to_bits(), number.to_bits(), "{number:e}");
                }
            }
        }
        let read = |text: &str| serde_json::from_str::<Exact>(text).map(|Exact(number)| number);
        assert_eq!(read("2").expect("a whole number"), 2.0);
        assert!(read("\"x\"").is_err() && read("null").is_err());
    }
}
