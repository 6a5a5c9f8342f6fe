//! Bytes and texts that are no checkpoint, or are altered ones with a checksum that fits: refused,
//! or a state that can be read, merged, updated and written.
#![no_main]

use arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use ndarray_metrics::collection::{AnyMeasure, AnyState};
use ndarray_metrics::prelude::*;
use ndarray_metrics_fuzz::{
    Batch, Stream, any_measure, bytes, check_written, is_unlike_itself, read_everything,
};

fuzz_target!(|data: &[u8]| {
    let _ = run(&mut Unstructured::new(data));
});

fn run(data: &mut Unstructured) -> Result<()> {
    let measure = any_measure(data)?;
    let batch = Batch::<bool, f64>::new(data)?;
    let mut stream = measure.clone().streaming();
    let _ = batch.update(&mut stream);
    match data.arbitrary::<u8>()? % 8 {
        0 => restore(measure, data.bytes(data.len())?, &stream, &batch),
        1 => restore(measure, &sealed(data.bytes(data.len())?), &stream, &batch),
        2 => {
            let content = [&head(&measure)[..], data.bytes(data.len())?].concat();
            restore(measure, &sealed(&content), &stream, &batch);
        }
        3 => restore_text(measure, data, &stream, &batch)?,
        _ => {
            let mut content = bytes(&stream);
            content.truncate(content.len() - 4);
            let kept = if data.arbitrary::<u8>()? < 200 { head(&measure).len() } else { 0 };
            alter(&mut content, kept, data)?;
            restore(measure, &sealed(&content), &stream, &batch);
        }
    }
    Ok(())
}

fn sealed(content: &[u8]) -> Vec<u8> {
    [content, &crc32fast::hash(content).to_le_bytes()].concat()
}

/// What comes before the state.
fn head(measure: &AnyMeasure) -> Vec<u8> {
    let fresh = measure.clone().streaming();
    let state = postcard::to_stdvec(fresh.state()).expect("a state can be written");
    let mut content = bytes(&fresh);
    content.truncate(content.len() - state.len() - 4);
    content
}

/// Up to eight bytes or runs of bytes are replaced, inserted, removed or repeated.
fn alter(content: &mut Vec<u8>, kept: usize, data: &mut Unstructured) -> Result<()> {
    for _ in 0..=data.arbitrary::<u8>()? % 8 {
        let rest = content.len() - kept;
        if rest == 0 {
            return Ok(());
        }
        let place = kept + usize::from(data.arbitrary::<u16>()?) % rest;
        let end = (place + usize::from(data.arbitrary::<u8>()? % 16)).min(content.len());
        match data.arbitrary::<u8>()? % 5 {
            0 => content[place] = data.arbitrary()?,
            1 => content.insert(place, data.arbitrary()?),
            2 => drop(content.drain(place..end)),
            3 => {
                let run = content[place..end].to_vec();
                content.splice(place..place, run);
            }
            _ => content[place] ^= 1 << (data.arbitrary::<u8>()? % 8),
        }
    }
    Ok(())
}

fn restore(measure: AnyMeasure, bytes: &[u8], other: &Stream, batch: &Batch<bool, f64>) {
    match Streaming::restore(measure, bytes) {
        Ok(restored) => exercise(restored, other, batch),
        Err(refused) => assert!(matches!(refused, Error::Checkpoint { .. }), "{refused:?}"),
    }
}

/// A text whose checksum is right, if the state can be read at all.
fn restore_text(
    measure: AnyMeasure,
    data: &mut Unstructured,
    stream: &Stream,
    batch: &Batch<bool, f64>,
) -> Result<()> {
    let mut text = serde_json::to_string(stream.state()).expect("a state can be written").into();
    alter(&mut text, 0, data)?;
    let Ok(state) = serde_json::from_slice::<AnyState>(&text) else { return Ok(()) };
    read_everything(&state);
    let state = postcard::to_stdvec(&state).expect("a state can be written");
    restore(measure.clone(), &sealed(&[&head(&measure)[..], &state].concat()), stream, batch);
    Ok(())
}

/// A restored stream is like any other.
fn exercise(mut restored: Stream, other: &Stream, batch: &Batch<bool, f64>) {
    read_everything(restored.state());
    check_written(&restored);
    if is_unlike_itself(restored.measure()) {
        return;
    }
    restored.merge(other).expect("streams of one measure");
    let before = bytes(&restored);
    if batch.update(&mut restored).is_err() {
        assert_eq!(bytes(&restored), before, "a refused batch");
    }
    read_everything(restored.state());
    check_written(&restored);
    for _ in 0..20 {
        restored.merge(&restored.clone()).expect("streams of one measure");
    }
    read_everything(restored.state());
    check_written(&restored);
}
