//! Options of a measure, drawn from the fuzzer's bytes through the measure's own written form: so
//! every member of the set is drawn, and every option, without a list of them here.

use arbitrary::Unstructured;
use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::numbers::{option, size};

pub(crate) type Failure = serde::de::value::Error;

/// Gives an enum the variant of an index, if there is one, and everything else at random.
pub(crate) struct Options<'a, 'b> {
    pub(crate) bytes: &'a mut Unstructured<'b>,
    pub(crate) variant: Option<u32>,
}

impl<'b> Options<'_, 'b> {
    fn again(&mut self) -> Options<'_, 'b> {
        Options { bytes: self.bytes, variant: None }
    }

    fn below(&mut self, n: usize) -> usize {
        self.bytes.choose_index(n.max(1)).unwrap_or(0)
    }
}

impl<'de> Deserializer<'de> for Options<'_, '_> {
    type Error = Failure;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_bool(self.below(2) == 1)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_u64(size(self.bytes))
    }

    fn deserialize_i64<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Failure> {
        let size = size(self.bytes) as i64;
        visitor.visit_i64(if self.below(4) == 0 { size.wrapping_neg() } else { size })
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_f64(option(self.bytes))
    }

    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Failure> {
        if self.below(2) == 0 { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Failure> {
        let left = self.below(5);
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
        mut self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let index = match self.variant {
            Some(index) => index % variants.len() as u32,
            None => self.below(variants.len()) as u32,
        };
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

struct Fields<'a, 'b> {
    options: Options<'a, 'b>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Fields<'_, '_> {
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

struct Variant<'a, 'b> {
    options: Options<'a, 'b>,
    index: u32,
}

impl<'de, 'a, 'b> EnumAccess<'de> for Variant<'a, 'b> {
    type Error = Failure;
    type Variant = Options<'a, 'b>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<(S::Value, Options<'a, 'b>), Failure> {
        let index: U32Deserializer<Failure> = self.index.into_deserializer();
        self.options.variant = None;
        Ok((seed.deserialize(index)?, self.options))
    }
}

impl<'de> VariantAccess<'de> for Options<'_, '_> {
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
