//! The written form of a measure: its name and its options as text, as `serde` names them.
//!
//! Structs are `Name { option: value, .. }`, lists `[..]`, tuples `(..)`, maps `{key: value, ..}`.
//! A number is the shortest decimal that reads back as the same number; −0 is written as 0. So
//! equal measures have equal texts, and different measures have different texts.

use std::fmt::{Display, Write};

use serde::ser::{self, Serialize};

use crate::state::form::Float;

/// Writes a measure as text.
pub(super) fn written<M: Serialize>(measure: &M) -> Result<String, Unwritable> {
    let mut text = Text(String::new());
    measure.serialize(&mut text)?;
    Ok(text.0)
}

/// Why a measure cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the measure cannot be written: {0}")]
pub(super) struct Unwritable(String);

impl ser::Error for Unwritable {
    fn custom<T: Display>(problem: T) -> Self {
        Self(problem.to_string())
    }
}

struct Text(String);

impl Text {
    fn add(&mut self, text: impl Display) -> Result<(), Unwritable> {
        write!(self.0, "{text}").map_err(ser::Error::custom)
    }

    fn open(
        &mut self,
        name: &str,
        open: &str,
        close: &'static str,
    ) -> Result<Items<'_>, Unwritable> {
        self.add(name)?;
        self.add(open)?;
        Ok(Items { text: self, close, first: true })
    }
}

/// The items between two brackets.
struct Items<'a> {
    text: &'a mut Text,
    close: &'static str,
    first: bool,
}

impl Items<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        if !std::mem::take(&mut self.first) {
            self.text.add(", ")?;
        }
        value.serialize(&mut *self.text)
    }

    fn named<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Unwritable> {
        if !std::mem::take(&mut self.first) {
            self.text.add(", ")?;
        }
        self.text.add(name)?;
        self.value(value)
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.text.add(": ")?;
        value.serialize(&mut *self.text)
    }

    fn close(self) -> Result<(), Unwritable> {
        self.text.add(self.close)
    }
}

/// Writes numbers as they are displayed.
macro_rules! numbers {
    ($($method:ident: $number:ty),+) => {
        $(fn $method(self, value: $number) -> Result<(), Unwritable> {
            self.add(value)
        })+
    };
}

impl<'a> ser::Serializer for &'a mut Text {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Items<'a>;
    type SerializeStruct = Items<'a>;
    type SerializeStructVariant = Items<'a>;

    numbers! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_i128: i128, serialize_u8: u8, serialize_u16: u16,
        serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    }

    fn serialize_f32(self, value: f32) -> Result<(), Unwritable> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Unwritable> {
        self.add(Float(value + 0.0))
    }

    fn serialize_char(self, value: char) -> Result<(), Unwritable> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    /// Writes a text in quotes, with quotes, backslashes and control characters escaped.
    fn serialize_str(self, value: &str) -> Result<(), Unwritable> {
        self.add('"')?;
        for c in value.chars() {
            match c {
                '"' | '\\' => self.add(format_args!("\\{c}"))?,
                c if c.is_control() => self.add(format_args!("\\u{{{:x}}}", u32::from(c)))?,
                c => self.add(c)?,
            }
        }
        self.add('"')
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.add("None")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        self.serialize_newtype_struct("Some", value)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.add("()")
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Unwritable> {
        self.add(name)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unwritable> {
        self.add(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let mut items = self.open(name, "(", ")")?;
        items.item(value)?;
        items.close()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.serialize_newtype_struct(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Unwritable> {
        self.open("", "[", "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a>, Unwritable> {
        self.open("", "(", ")")
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Items<'a>, Unwritable> {
        self.open(name, "(", ")")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>, Unwritable> {
        self.open(variant, "(", ")")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'a>, Unwritable> {
        self.open("", "{", "}")
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Items<'a>, Unwritable> {
        self.open(name, " { ", " }")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>, Unwritable> {
        self.open(variant, " { ", " }")
    }
}

/// Implements a list of items without names.
macro_rules! items {
    ($($kind:ident $method:ident),+) => {
        $(impl ser::$kind for Items<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.item(value)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.close()
            }
        })+
    };
}

items!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

/// Implements a list of items with names.
macro_rules! named_items {
    ($($kind:ident),+) => {
        $(impl ser::$kind for Items<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                self.named(name, value)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.close()
            }
        })+
    };
}

named_items!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.value(value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.close()
    }
}
