//! Options of a measure at random, sensible and absurd, through the measure's own written form: so every
//! option of every measure is drawn, without a list of them here. Fuzzing takes this file, too.

use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

type Failure = serde::de::value::Error;

/// Where options are drawn from.
pub(crate) trait Draw {
    /// A whole number below `n`.
    fn below(&mut self, n: usize) -> usize;

    /// A size: small ones mostly, and sizes beyond all bounds.
    fn size(&mut self) -> u64;

    /// A number: half of them or more in [0, 1].
    fn number(&mut self) -> f64;
}

/// Chooses among the variants of an enum.
type Choice<'a> = &'a dyn Fn(&[&str]) -> Option<usize>;

/// Gives an enum the variant that is chosen, and everything else at random.
pub(crate) struct Options<'a, D> {
    draw: &'a mut D,
    choice: Option<Choice<'a>>,
}

impl<'a, D: Draw> Options<'a, D> {
    pub(crate) fn new(draw: &'a mut D, choice: Choice<'a>) -> Self {
        Self { draw, choice: Some(choice) }
    }

    fn again(&mut self) -> Options<'_, D> {
        Options { draw: self.draw, choice: None }
    }
}

impl<'de, D: Draw> Deserializer<'de> for Options<'_, D> {
    type Error = Failure;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_bool(self.draw.below(2) == 1)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_u64(self.draw.size())
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let size = self.draw.size() as i64;
        visitor.visit_i64(if self.draw.below(4) == 0 { size.wrapping_neg() } else { size })
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_f64(self.draw.number())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.draw.below(2) == 0 { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let left = self.draw.below(5);
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
        let index = match self.choice {
            Some(choice) => choice(variants),
            None => Some(self.draw.below(variants.len())),
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

struct Fields<'a, D> {
    options: Options<'a, D>,
    left: usize,
}

impl<'de, D: Draw> SeqAccess<'de> for Fields<'_, D> {
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

struct Variant<'a, D> {
    options: Options<'a, D>,
    index: u32,
}

impl<'de, 'a, D: Draw> EnumAccess<'de> for Variant<'a, D> {
    type Error = Failure;
    type Variant = Options<'a, D>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<(S::Value, Options<'a, D>), Failure> {
        let index: U32Deserializer<Failure> = self.index.into_deserializer();
        self.options.choice = None;
        Ok((seed.deserialize(index)?, self.options))
    }
}

impl<'de, D: Draw> VariantAccess<'de> for Options<'_, D> {
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
