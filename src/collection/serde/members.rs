//! Reads collections as people write them: a list of metrics, or a map from names to metrics.

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::measures::NameOrOptions;
use crate::collection::{AnyMeasure, Collection};

impl<'de> Deserialize<'de> for Collection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(Members);
        }
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Collection;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from names to metrics, or a list of metrics")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Collection, A::Error> {
        let mut collection = Collection::new();
        while let Some(name) = map.next_key::<String>()? {
            let seed = NameOrOptions { member: Some(&name) };
            let measure = map.next_value_seed(seed);
            let measure =
                measure.map_err(|error| A::Error::custom(format_args!("`{name}`: {error}")))?;
            collection = collection.with(name, measure).map_err(A::Error::custom)?;
        }
        Ok(collection)
    }

    /// An entry is the name of a metric, or a map with the options of one or several metrics, by their
    /// names. The names are those of the members.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Collection, A::Error> {
        let mut collection = Collection::new();
        while let Some(Entry(members)) = list.next_element()? {
            for (name, measure) in members {
                collection = collection.with(name, measure).map_err(A::Error::custom)?;
            }
        }
        Ok(collection)
    }
}

/// An entry of a list of metrics.
struct Entry(Vec<(String, AnyMeasure)>);

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a metric, or a map from its name to its options")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Entry, E> {
        let measure = AnyMeasure::named(name).map_err(E::custom)?;
        Ok(Entry(vec![(name.into(), measure)]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
        let collection = Members.visit_map(map)?;
        Ok(Entry(collection.members().map(|(name, own)| (name.into(), own.clone())).collect()))
    }
}
