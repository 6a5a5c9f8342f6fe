//! Feature `serde`: collections and results as maps, in order.

mod measures;
mod members;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::list::NAMED;
use super::{AnyMeasure, Collection, Results, Value};
use crate::error::Undefined;

/// In formats that people read, a measure with default options is its name alone.
impl Serialize for AnyMeasure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let by_name = || NAMED.iter().find(|(_, measure)| measure() == *self);
        match serializer.is_human_readable().then(by_name).flatten() {
            Some((name, _)) => serializer.serialize_str(name),
            None => Self::serialize(self, serializer),
        }
    }
}

impl Serialize for Collection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.members())
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
