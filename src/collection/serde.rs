//! Feature `serde`: collections and results as maps, in order.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AnyMeasure, Collection, Results, Value};
use crate::error::Undefined;

/// In formats that people read, a measure with default options is its name alone.
impl Serialize for AnyMeasure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let by_name = || Self::names().find(|name| Self::named(name).as_ref() == Ok(self));
        match serializer.is_human_readable().then(by_name).flatten() {
            Some(name) => serializer.serialize_str(name),
            None => Self::serialize(self, serializer),
        }
    }
}

impl<'de> Deserialize<'de> for AnyMeasure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(NameOrOptions);
        }
        Self::deserialize(deserializer)
    }
}

struct NameOrOptions;

impl<'de> Visitor<'de> for NameOrOptions {
    type Value = AnyMeasure;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a metric, or a map from its name to its options")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<AnyMeasure, E> {
        AnyMeasure::named(name).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AnyMeasure, A::Error> {
        AnyMeasure::deserialize(MapAccessDeserializer::new(map))
    }
}

impl Serialize for Collection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.members())
    }
}

impl<'de> Deserialize<'de> for Collection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Collection;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from names to metrics")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Collection, A::Error> {
        let mut collection = Collection::new();
        while let Some((name, measure)) = map.next_entry::<String, AnyMeasure>()? {
            collection = collection.with(name, measure).map_err(A::Error::custom)?;
        }
        Ok(collection)
    }
}

impl Serialize for Results {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => Written(number).serialize(serializer),
            Self::Numbers(numbers) => serializer.collect_seq(numbers.iter().map(Written)),
            Self::Matrix(matrix) => matrix.serialize(serializer),
            Self::Moments(moments) => moments.serialize(serializer),
        }
    }
}

/// A number, or a map from `undefined` to the reason.
struct Written<'a>(&'a Result<f64, Undefined>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Ok(number) => serializer.serialize_f64(*number),
            Err(reason) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("undefined", &reason.to_string())?;
                map.end()
            }
        }
    }
}
