//! Streams, and what must hold for each.

use ndarray_metrics::Streaming;
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Output, Undefined};

pub type Stream = Streaming<AnyMeasure>;

/// The stream as bytes: equal if and only if the streams are.
pub fn bytes(stream: &Stream) -> Vec<u8> {
    stream.to_bytes().expect("a state of the crate can be written")
}

/// Numbers to the bit; all NaN are one.
pub fn bits(output: &impl Output) -> Vec<Result<u64, Undefined>> {
    let bits = |x: f64| if x.is_nan() { u64::MAX } else { x.to_bits() };
    output.numbers().into_iter().map(|number| number.map(bits)).collect()
}

/// Every number lies in the range that the measure states. What is written can be restored, is the same,
/// and is written alike; but for a measure that was refused by every update.
pub fn check_written(stream: &Stream) {
    if is_unlike_itself(stream.measure()) {
        return;
    }
    let scale = stream.measure().scale();
    for number in stream.result().numbers().into_iter().flatten() {
        assert!(scale.contains(number), "{number} outside {scale:?}");
    }
    let written = bytes(stream);
    let restored = Stream::restore(stream.measure().clone(), &written).expect("what was written");
    assert_eq!(bytes(&restored), written, "written again");
    assert_eq!(bits(&restored.result()), bits(&stream.result()), "read again");
}

/// Whether an option is NaN: such a measure equals none, so its streams neither merge nor resume.
pub fn is_unlike_itself(measure: &AnyMeasure) -> bool {
    *measure != measure.clone()
}
