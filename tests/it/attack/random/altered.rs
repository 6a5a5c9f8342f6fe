//! Checkpoints that are altered and given a checksum that fits: refused, or a state whose values lie in the
//! range, which can be written, merged and updated.

use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;

use super::Tried;
use super::data::Sample;
use super::same_bits::{Stream, numbers, restored, update};
use crate::data::Random;

/// How many checkpoints are altered for each stream.
const TIMES: usize = 20;

pub(super) fn check(measure: &AnyMeasure, sample: &Sample, random: &mut Random, tried: &mut Tried) {
    let mut stream = measure.clone().streaming();
    if sample.len() > 1000 || update(&mut stream, sample).is_err() {
        return;
    }
    let bytes = stream.to_bytes().expect("written");
    for _ in 0..TIMES {
        let mut content = bytes[..bytes.len() - 4].to_vec();
        alter(&mut content, random);
        let checksum = crc32fast::hash(&content).to_le_bytes();
        let altered = [&content[..], &checksum].concat();
        tried.altered += 1;
        match Stream::restore(measure.clone(), &altered) {
            Ok(found) => {
                tried.restored += 1;
                exercise(found, &stream, sample, tried);
            }
            Err(refused) => assert!(matches!(refused, Error::Checkpoint { .. }), "{refused:?}"),
        }
    }
}

/// Replaces, inserts, removes or repeats some bytes.
fn alter(content: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        let place = random.below(content.len());
        let end = (place + random.below(16)).min(content.len());
        match random.below(6) {
            0 => content[place] = random.bits() as u8,
            1 => content.insert(place, random.bits() as u8),
            2 if content.len() > end - place => drop(content.drain(place..end)),
            3 => {
                let run = content[place..end].to_vec();
                content.splice(place..place, run);
            }
            _ => content[place] ^= 1 << random.below(8),
        }
    }
}

/// A restored stream is like any other.
fn exercise(mut found: Stream, other: &Stream, sample: &Sample, tried: &mut Tried) {
    numbers(&found, tried);
    restored(&found);
    found.merge(other).expect("streams of one measure");
    let before = found.clone();
    if update(&mut found, sample).is_err() {
        assert_eq!(found, before, "a refused batch");
    }
    numbers(&found, tried);
    for _ in 0..20 {
        found.merge(&found.clone()).expect("streams of one measure");
    }
    numbers(&found, tried);
    restored(&found);
}
