//! Streams of any two measures: they merge in either order to the same bits, or not at all and
//! without a trace.
#![no_main]

use arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use ndarray_metrics::collection::{AnyMeasure, AnyState};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::State;
use ndarray_metrics_fuzz::{Batch, Stream, bits, bytes, check_written, measure_like};

fuzz_target!(|data: &[u8]| {
    let _ = run(&mut Unstructured::new(data));
});

fn run(data: &mut Unstructured) -> Result<()> {
    let variant = data.arbitrary()?;
    let one = measure_like(data, variant)?;
    let other = match data.arbitrary::<u8>()? {
        0..=99 => one.clone(),
        100..=199 => measure_like(data, variant)?,
        _ => {
            let another = data.arbitrary()?;
            measure_like(data, another)?
        }
    };
    let (one, other) = (seen(one, data)?, seen(other, data)?);
    check_streams(&one, &other);
    check_states(one.state(), other.state());
    Ok(())
}

/// A stream of up to two batches of those that it accepts.
fn seen(measure: AnyMeasure, data: &mut Unstructured) -> Result<Stream> {
    let mut stream = measure.streaming();
    for _ in 0..2 {
        if data.arbitrary()? {
            let _ = Batch::<f32, f64>::new(data)?.update(&mut stream);
        } else {
            let _ = Batch::<bool, f32>::new(data)?.update(&mut stream);
        }
    }
    Ok(stream)
}

fn check_streams(one: &Stream, other: &Stream) {
    let (mut ahead, mut back) = (one.clone(), other.clone());
    let merged = (ahead.merge(other), back.merge(one));
    match merged {
        (Ok(()), Ok(())) => {
            assert_eq!(bytes(&ahead), bytes(&back), "in another order");
            assert_eq!(bits(&ahead.result()), bits(&back.result()), "in another order");
            let written = bytes(&ahead);
            ahead.merge(&one.measure().clone().streaming()).expect("a fresh stream");
            assert_eq!(bytes(&ahead), written, "with a fresh stream");
            check_written(&ahead);
        }
        (Err(_), Err(_)) => {
            assert_eq!(bytes(&ahead), bytes(one), "not merged");
            assert_eq!(bytes(&back), bytes(other), "not merged");
        }
        merged => panic!("{merged:?}: merged in one order only"),
    }
}

/// States merge, too, without their measures to vouch for them.
fn check_states(one: &AnyState, other: &AnyState) {
    let written = |state: &AnyState| postcard::to_stdvec(state).expect("a state can be written");
    let mut merged = one.clone();
    let asked = one.check_merge(other).is_ok();
    assert_eq!(merged.merge_checked(other).is_ok(), asked, "asked and merged");
    if !asked {
        assert_eq!(written(&merged), written(one), "not merged");
    }
}
