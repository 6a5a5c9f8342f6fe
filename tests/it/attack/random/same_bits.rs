//! The same bits in any order, split, layout, merge and instruction set, with a checkpoint after each step; no
//! value is NaN or outside the range; what is refused leaves no trace.

use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{InstructionSet, Output, Streaming};

use super::Tried;
use super::data::Sample;
use crate::data::Random;

pub(super) type Stream = Streaming<AnyMeasure>;

pub(super) fn update(stream: &mut Stream, sample: &Sample) -> Result<(), Error> {
    match &sample.w {
        Some(w) => stream.update_weighted(&sample.y, &sample.p, w),
        None => stream.update(&sample.y, &sample.p),
    }
}

/// The numbers of a stream, which lie in the range that the measure states.
pub(super) fn numbers(stream: &Stream, tried: &mut Tried) -> Vec<Result<u64, Undefined>> {
    let (scale, numbers) = (stream.measure().scale(), stream.result().numbers());
    for number in numbers.iter().flatten() {
        assert!(scale.contains(*number), "{number} of {stream:?} outside {scale:?}");
    }
    tried.overflows += usize::from(numbers.contains(&Err(Undefined::Overflow)));
    numbers.into_iter().map(|number| number.map(f64::to_bits)).collect()
}

pub(super) fn check(measure: &AnyMeasure, sample: &Sample, random: &mut Random, tried: &mut Tried) {
    let (fresh, mut whole) = (measure.clone().streaming(), measure.clone().streaming());
    if let Err(refused) = update(&mut whole, sample) {
        let message = refused.to_string();
        assert!(!message.is_empty() && !message.contains(char::is_control), "{message:?}");
        assert_eq!(format!("{whole:?}"), format!("{fresh:?}"), "a refused batch");
        tried.refused += 1;
        return;
    }
    tried.accepted += 1;
    let expected = numbers(&whole, tried);
    let parts = parts(sample, random);
    let streams: Vec<Stream> = parts.iter().map(|part| stream_of(measure, part)).collect();
    let merged = merged(streams, random);
    assert_eq!(merged, whole, "in {} parts", parts.len());
    assert_eq!(numbers(&merged, tried), expected, "read in {} parts", parts.len());
    tried.bits += 1;
    for set in InstructionSet::ALL {
        set.limit();
        let mut limited = measure.clone().streaming();
        update(&mut limited, sample).expect("accepted");
        InstructionSet::Avx512.limit();
        assert_eq!(limited, whole, "with {set:?}");
    }
}

/// The samples in another order, in parts of any length, each with a layout of its own.
fn parts(sample: &Sample, random: &mut Random) -> Vec<Sample> {
    let mut places: Vec<usize> = (0..sample.len()).collect();
    for i in (1..places.len()).rev() {
        places.swap(i, random.below(i + 1));
    }
    let mut parts = Vec::new();
    let mut rest = &places[..];
    while parts.is_empty() || !rest.is_empty() {
        let (part, others) = rest.split_at(random.below(rest.len() + 1));
        parts.push(sample.at(part).laid_out(random));
        rest = others;
    }
    parts
}

/// The stream of one part, by way of its checkpoint.
fn stream_of(measure: &AnyMeasure, part: &Sample) -> Stream {
    let mut stream = measure.clone().streaming();
    update(&mut stream, part).expect("accepted as a whole");
    restored(&stream)
}

pub(super) fn restored(stream: &Stream) -> Stream {
    let bytes = stream.to_bytes().expect("written");
    let restored = Stream::restore(stream.measure().clone(), &bytes)
        .unwrap_or_else(|error| panic!("{stream:?} was written: {error}"));
    assert_eq!(restored, *stream, "restored");
    restored
}

/// Merges streams two by two in any order, each by way of its checkpoint.
fn merged(mut streams: Vec<Stream>, random: &mut Random) -> Stream {
    while streams.len() > 1 {
        let one = streams.swap_remove(random.below(streams.len()));
        let other = random.below(streams.len());
        streams[other].merge(&one).expect("streams of one measure");
        streams[other] = restored(&streams[other]);
    }
    streams.pop().expect("a part")
}
