//! The written form of exact numbers, as text or as bytes.

use std::fmt::{self, Write};

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::count::{count_from_bytes, count_to_bytes};
use super::{Float, room};
use crate::exact::sum::DIGITS;
use crate::kernel::bits::LEAST_EXPONENT;
use crate::state::{ExactSum, Tally};

/// The length of a magnitude in bytes: least significant byte first, in units of 2^-1074.
const BYTES: usize = 8 * DIGITS;

/// In the head of the bytes, the sign bit, and the value that stands for an overflow.
const NEGATIVE: u16 = 1 << 15;
const OVERFLOW: u16 = NEGATIVE - 1;

/// A whole multiple of 2^-1074, or an overflow: a sum with an infinite term.
///
/// A format that people read gets text, because a JSON reader may round a number, but not a string:
/// the shortest decimal of an `f64` (`0.1`, `25`); for a sum that is no `f64`, a hexadecimal
/// integer times a power of two (`0x1fp-32`); and `inf` for an overflow.
///
/// A binary format gets bytes, none for 0. The first two are the head, lowest byte first: the sign
/// and the number of zero bytes left out at the low end of the magnitude. The other bytes of the
/// magnitude follow, least significant first, without the zero bytes at the high end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number(ExactSum);

impl From<&ExactSum> for Number {
    fn from(sum: &ExactSum) -> Self {
        Self(sum.clone())
    }
}

impl From<Number> for ExactSum {
    fn from(number: Number) -> Self {
        number.0
    }
}

impl From<&Tally> for Number {
    fn from(tally: &Tally) -> Self {
        Self(tally.to_sum())
    }
}

impl Number {
    /// Returns the number as a total of weights; refuses a negative number.
    pub(super) fn tally(self) -> Result<Tally, &'static str> {
        if !self.0.has_overflowed() && self.0.is_negative() {
            return Err("a total of weights of at least 0");
        }
        Ok(Tally::from_sum(self.0))
    }

    fn to_text(&self) -> String {
        match self.0.value() {
            _ if self.0.has_overflowed() => "inf".into(),
            Ok(float) if ExactSum::from_term(float) == self.0 => Float(float).to_string(),
            _ => self.to_hexadecimal(),
        }
    }

    fn to_hexadecimal(&self) -> String {
        let (place, digits, negative) = self.digits();
        let mut text = String::from(if negative { "-0x" } else { "0x" });
        for digit in digits.iter().rev() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{digit:02x}");
        }
        let _ = write!(text, "p{}", LEAST_EXPONENT + 8 * place as i32);
        text
    }

    fn from_text(text: &str) -> Option<Self> {
        let (negative, size) = match text.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text),
        };
        if text == "inf" {
            return Some(Self::overflow());
        }
        let Some((digits, exponent)) = size.strip_prefix("0x").and_then(|hex| hex.split_once('p'))
        else {
            let float = text.parse().ok().filter(|x: &f64| x.is_finite());
            return float.map(|x| Self(ExactSum::from_term(x)));
        };
        let place = exponent.parse::<i32>().ok()?.checked_sub(LEAST_EXPONENT)?;
        let place = usize::try_from(place).ok().filter(|place| place % 8 == 0)? / 8;
        Self::new(place, &bytes_of(digits)?, negative)
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        if self.0.has_overflowed() {
            return OVERFLOW.to_le_bytes().into();
        }
        let (place, digits, negative) = self.digits();
        if digits.is_empty() {
            return vec![];
        }
        let head = place as u16 | if negative { NEGATIVE } else { 0 };
        [&head.to_le_bytes(), &digits[..]].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let Some((head, digits)) = bytes.split_first_chunk() else {
            return bytes.is_empty().then(|| Self(ExactSum::new()));
        };
        match (u16::from_le_bytes(*head), digits) {
            (OVERFLOW, []) => Some(Self::overflow()),
            (head, _) => Self::new((head & !NEGATIVE).into(), digits, head & NEGATIVE != 0),
        }
    }

    fn overflow() -> Self {
        let mut sum = ExactSum::new();
        // An infinite term is remembered, not refused.
        let _ = sum.add(f64::INFINITY);
        Self(sum)
    }

    /// Returns the number of zero bytes at the low end of the magnitude, its bytes without the zero
    /// bytes at both ends, and whether the number is negative.
    fn digits(&self) -> (usize, Vec<u8>, bool) {
        let (magnitude, negative) = self.0.magnitude();
        let Some(first) = magnitude.iter().position(|&limb| limb != 0) else {
            return (BYTES, vec![], negative);
        };
        let last = magnitude.iter().rposition(|&limb| limb != 0).unwrap_or(first);
        let below = magnitude[first].trailing_zeros() as usize / 8;
        let above = magnitude[last].leading_zeros() as usize / 8;
        let limbs = &magnitude[first..=last];
        let bytes = limbs.iter().flat_map(|limb| limb.to_le_bytes());
        let digits = bytes.skip(below).take(8 * limbs.len() - below - above);
        (8 * first + below, digits.collect(), negative)
    }

    /// Makes a number from `digits` above `place` zero bytes. Refuses zero bytes at the ends of
    /// `digits`, so that each number has one form.
    fn new(place: usize, digits: &[u8], negative: bool) -> Option<Self> {
        let ([_, .., _] | [_]) = digits else { return None };
        let trimmed = digits[0] != 0 && digits[digits.len() - 1] != 0;
        let mut bytes = [0; BYTES];
        bytes.get_mut(place..place.checked_add(digits.len())?)?.copy_from_slice(digits);
        // The topmost bit of a magnitude is 0: in a sum it is the sign.
        if !trimmed || bytes[BYTES - 1] >> 7 == 1 {
            return None;
        }
        let (limbs, _) = bytes.as_chunks();
        let mut magnitude = [0; DIGITS];
        magnitude.iter_mut().zip(limbs).for_each(|(limb, &b)| *limb = u64::from_le_bytes(b));
        // A sum that is vast counts as an overflow, and is written as one.
        let sum = ExactSum::from_magnitude(magnitude, negative);
        (!sum.is_vast()).then_some(Self(sum))
    }
}

/// Converts pairs of hexadecimal digits to bytes, the last pair first.
fn bytes_of(hexadecimal: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = hexadecimal.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| Some((digit(*high)? << 4 | digit(*low)?) as u8);
    pairs.iter().rev().map(byte).collect::<Option<_>>().filter(|_| rest.is_empty())
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.serialize_str(&self.to_text());
        }
        serializer.serialize_bytes(&self.to_bytes())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_str(Form);
        }
        deserializer.deserialize_bytes(Form)
    }
}

struct Form;

impl Visitor<'_> for Form {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an exact number such as \"0.25\" or \"0x1fp-32\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        let found = de::Unexpected::Str(text);
        Number::from_text(text).ok_or_else(|| E::invalid_value(found, &self))
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Number, E> {
        let found = de::Unexpected::Bytes(bytes);
        Number::from_bytes(bytes).ok_or_else(|| E::invalid_value(found, &self))
    }
}

/// A number of at least 0.
struct TallyForm;

impl Visitor<'_> for TallyForm {
    type Value = Tally;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Form.expecting(f)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Tally, E> {
        tally(Form.visit_str(text)?)
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Tally, E> {
        match count_from_bytes(bytes) {
            Some(count) => Ok(Tally::from_checked(count)),
            None => tally(Form.visit_bytes(bytes)?),
        }
    }
}

fn tally<E: de::Error>(number: Number) -> Result<Tally, E> {
    number
        .tally()
        .map_err(|expected| E::invalid_value(de::Unexpected::Other("a negative number"), &expected))
}

impl Serialize for ExactSum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        Number::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ExactSum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        Number::deserialize(deserializer).map(Self::from)
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        if !self.is_number() {
            room::write::<ExactSum>();
        }
        let count = self.number().and_then(count_to_bytes);
        match count.filter(|_| !serializer.is_human_readable()) {
            Some((bytes, length)) => serializer.serialize_bytes(&bytes[..length]),
            None => Number::from(self).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Tally {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let tally = if deserializer.is_human_readable() {
            deserializer.deserialize_str(TallyForm)?
        } else {
            deserializer.deserialize_bytes(TallyForm)?
        };
        if !tally.is_number() {
            room::read::<ExactSum, D::Error>()?;
        }
        Ok(tally)
    }
}
