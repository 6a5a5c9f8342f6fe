//! Feature `serde`: the written form of states.
//!
//! Each state is written through a form of its own, so that what is in files does not change with
//! the way a state is kept in memory. Equal states have equal forms. A form carries a version, and
//! what is read is checked before it becomes a state: no written text or bytes make a state that
//! observing could not have made, or that panics.

mod classes;
mod float;
mod moments;
mod number;
mod reliability;
mod scores;
mod thresholds;
mod weighted_mean;

pub(crate) use float::Float;

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The version of the written form, of states and of checkpoints.
pub(crate) const VERSION: u16 = 1;

/// The first field of every form: another version is refused before anything else is read.
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
