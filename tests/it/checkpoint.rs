//! Feature `serde`: the written form of metrics, to the byte, and all that is refused as one. That
//! every metric can be killed and resumed is among the laws.

mod by_class;
mod form;
mod malformed;
mod refusals;

use ndarray_metrics::Streaming;
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;
use serde::Serialize;

/// A checkpoint with a checksum that fits, around any content.
pub(crate) fn sealed(content: &[u8]) -> Vec<u8> {
    [content, &crc32fast::hash(content).to_le_bytes()].concat()
}

/// The name and options of a measure, as its checkpoints carry them, and what follows them.
pub(crate) fn identity<M: Measure + serde::Serialize>(stream: &Streaming<M>) -> (String, Vec<u8>)
where
    ndarray_metrics::StateOf<M>: Serialize,
{
    let bytes = stream.to_bytes().expect("any state of this crate can be written");
    let ((_, name), rest): ((u16, String), _) = postcard::take_from_bytes(&bytes).expect("a name");
    (name, rest[..rest.len() - 4].into())
}

/// A checkpoint of version 1, with a state of any form.
fn checkpoint<M: Measure + serde::Serialize>(measure: &M, state: &impl Serialize) -> Vec<u8>
where
    ndarray_metrics::StateOf<M>: Serialize,
{
    let (name, _) = identity(&measure.clone().streaming());
    let content = postcard::to_stdvec(&(1_u16, name, state));
    sealed(&content.expect("any state can be written"))
}

/// The bytes of a stream's state.
fn state_bytes<M: Measure + serde::Serialize>(stream: &Streaming<M>) -> Vec<u8>
where
    ndarray_metrics::StateOf<M>: Serialize,
{
    identity(stream).1
}

/// A threshold of −0 equals one of 0: streams of both merge, so they are written alike in any order.
#[test]
fn equal_measures_are_written_alike() {
    let measure = |threshold| BinaryAccuracy { threshold }.streaming();
    assert_eq!(measure(-0.0).to_bytes(), measure(0.0).to_bytes());
    assert_ne!(measure(-0.05).to_bytes(), measure(0.05).to_bytes());
    let (mut one, mut other) = (measure(0.0), measure(-0.0));
    assert_eq!((one.merge(&measure(-0.0)), other.merge(&measure(0.0))), (Ok(()), Ok(())));
    assert_eq!(one.to_bytes(), other.to_bytes());
    let bytes = one.to_bytes().expect("a state of the crate can be written");
    assert_eq!(Streaming::restore(BinaryAccuracy { threshold: -0.0 }, &bytes).map(|_| ()), Ok(()));
    assert!(Streaming::restore(BinaryAccuracy { threshold: -0.05 }, &bytes).is_err());
}

/// The same of a state that knows its thresholds.
#[test]
fn equal_states_are_written_alike() {
    let measure = |threshold| FalsePositives { threshold: Some(threshold) }.streaming();
    assert_eq!(measure(-0.0).to_bytes(), measure(0.0).to_bytes());
    let (mut one, mut other) = (measure(0.0), measure(-0.0));
    assert_eq!((one.merge(&measure(-0.0)), other.merge(&measure(0.0))), (Ok(()), Ok(())));
    assert_eq!(one.to_bytes(), other.to_bytes());
}

/// Names of members are texts, whatever they look like, and other names make other measures.
#[test]
fn names_that_look_like_options_stay() {
    let named = |name: &str| {
        let measure = BinaryAccuracy { threshold: -0.0 };
        Collection::new().with(name, measure).expect("a name").streaming().to_bytes()
    };
    for [name, other] in [["at -0.0 or so", "at 0.0 or so"], ["\"-0.0 \\", "\"0.0 \\"]] {
        assert_ne!(named(name), named(other));
    }
}
