//! Feature `serde`: the written form of states.
//!
//! Each state has a form of its own, so that files do not depend on how the state lies in memory.
//! Equal states have equal forms. A form carries a version. Reading checks a form before it becomes
//! a state: no text and no bytes make a state that panics.

mod by_class;
mod classes;
mod cluster_moments;
mod contingency;
mod count;
mod float;
mod moments;
mod number;
pub(crate) mod option;
mod paired;
mod pairs;
mod ranked_values;
mod reliability;
pub(crate) mod room;
mod sample_products;
mod scores;
mod thresholds;
mod weighted_mean;

pub(crate) use float::Float;

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The version of all written forms, of states and of checkpoints.
pub(crate) const VERSION: u16 = 1;

/// The first field of every form, so that another version is refused before the other fields are
/// read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(VERSION)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u16::deserialize(deserializer)? {
            VERSION => Ok(Self),
            other => Err(D::Error::invalid_value(
                Unexpected::Unsigned(other.into()),
                &"version 1; read it with the release that wrote it",
            )),
        }
    }
}
