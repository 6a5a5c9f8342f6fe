//! Options of a measure at random, sensible and absurd, through the measure's own written form: so every
//! option of every measure is drawn, without a list of them here.

use ndarray_metrics::collection::AnyMeasure;
use serde::Deserialize;
use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::data::Random;
use crate::list::Entry;

type Failure = serde::de::value::Error;

/// The metric of the entry with its own options, or in half of the cases with any.
pub(super) fn any_like(entry: &Entry, random: &mut Random) -> AnyMeasure {
    if random.below(2) == 0 {
        return entry.measure.clone();
    }
    let drawn =
        <AnyMeasure as Deserialize>::deserialize(Options { random, name: Some(entry.name()) });
    drawn.unwrap_or_else(|_| entry.measure.clone())
}

/// Small sizes mostly, and sizes beyond all bounds.
const SIZES: [u64; 14] =
    [0, 1, 2, 2, 2, 3, 4, 5, 10, 300, (1 << 20) + 1, 1 << 32, i64::MAX as u64, u64::MAX];

const NUMBERS: [f64; 14] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    2.0,
    1e-7,
    1.0 - 1e-7,
    5e-324,
    f64::MAX,
    f64::INFINITY,
    f64::NAN,
    1e300,
    1e-300,
    0.5,
];

/// Gives an enum the variant of a name, if there is one, and everything else at random.
struct Options<'a> {
    random: &'a mut Random,
    name: Option<&'static str>,
}

impl Options<'_> {
    fn again(&mut self) -> Options<'_> {
        Options { random: self.random, name: None }
    }

    fn number(&mut self) -> f64 {
        match self.random.below(4) {
            0 => NUMBERS[self.random.below(NUMBERS.len())],
            1 => self.random.below(17) as f64 / 16.0,
            _ => self.random.unit(),
        }
    }
}

impl<'de> Deserializer<'de> for Options<'_> {
    type Error = Failure;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_bool(self.random.below(2) == 1)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_u64(SIZES[self.random.below(SIZES.len())])
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_i64([-1, 0, 1, 2, 255, i64::MIN, i64::MAX][self.random.below(7)])
    }

    fn deserialize_f64<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_f64(self.number())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.random.below(2) == 0 { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let left = self.random.below(5);
        visitor.visit_seq(Fields { options: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_seq(Fields { options: self, left: fields.len() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let index = match self.name {
            Some(name) => variants.iter().position(|variant| *variant == name),
            None => Some(self.random.below(variants.len())),
        };
        let index = index.ok_or_else(|| serde::de::Error::custom("no such variant"))? as u32;
        visitor.visit_enum(Variant { options: self, index })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u128 f32 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map identifier ignored_any
    }
}

struct Fields<'a> {
    options: Options<'a>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(self.options.again()).map(Some)
    }
}

struct Variant<'a> {
    options: Options<'a>,
    index: u32,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Failure;
    type Variant = Options<'a>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<(S::Value, Options<'a>), Failure> {
        let index: U32Deserializer<Failure> = self.index.into_deserializer();
        self.options.name = None;
        Ok((seed.deserialize(index)?, self.options))
    }
}

impl<'de> VariantAccess<'de> for Options<'_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Failure> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_seq(Fields { options: self, left })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_seq(Fields { options: self, left: fields.len() })
    }
}
