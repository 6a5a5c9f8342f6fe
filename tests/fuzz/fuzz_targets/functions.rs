//! Any measure with any options on any data: nothing panics, a refused batch leaves no trace, two
//! batches give what one does, and a layout changes nothing.
#![no_main]

use arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics_fuzz::{
    Batch, Stream, Types, any_measure, bits, bytes, check_written, is_unlike_itself,
    read_everything,
};

fuzz_target!(|data: &[u8]| {
    let _ = run(&mut Unstructured::new(data));
});

fn run(data: &mut Unstructured) -> Result<()> {
    let measure = any_measure(data)?;
    match data.arbitrary()? {
        Types::Doubles => check::<f64, f64>(measure, data),
        Types::Floats => check::<f32, f32>(measure, data),
        Types::BytesAndFloats => check::<u8, f32>(measure, data),
        Types::FlagsAndDoubles => check::<bool, f64>(measure, data),
        Types::UnsignedAndLongs => check::<u64, i64>(measure, data),
        Types::FloatsAndFlags => check::<f32, bool>(measure, data),
    }
}

fn check<T: Element, P: Element>(measure: AnyMeasure, data: &mut Unstructured) -> Result<()> {
    let (first, second) = (Batch::<T, P>::new(data)?, Batch::<T, P>::new(data)?);
    let place = data.arbitrary::<u16>()?.into();
    check_whole(&measure, &first);
    check_split(&measure, &first, place);
    check_per_sample(&measure, &first);
    check_two(&measure, &first, &second);
    Ok(())
}

/// In one call, in a stream, and in standard layout.
fn check_whole<T: Element, P: Element>(measure: &AnyMeasure, batch: &Batch<T, P>) {
    let (mut stream, mut plain) = (measure.clone().streaming(), measure.clone().streaming());
    let fresh = bytes(&stream);
    let updated = batch.update(&mut stream);
    assert_eq!(format!("{updated:?}"), format!("{:?}", batch.update_plainly(&mut plain)));
    assert_eq!(bytes(&stream), bytes(&plain), "another layout");
    match (updated, batch.evaluate(measure)) {
        (Ok(()), Ok(value)) => assert_eq!(bits(&value), bits(&stream.result())),
        (Ok(()), Err(Error::Undefined(why))) => assert_eq!(bits(&stream.result()), [Err(why)]),
        (Err(refused), Err(error)) => {
            assert_eq!(format!("{refused:?}"), format!("{error:?}"));
            assert_eq!(bytes(&stream), fresh, "a refused batch");
            assert!(!error.to_string().is_empty());
        }
        (updated, evaluated) => panic!("{updated:?} in a stream, {evaluated:?} in one call"),
    }
    check_written(&stream);
    read_everything(stream.state());
}

/// What is accepted whole is accepted in two parts, with the same bits, in any order.
fn check_split<T: Element, P: Element>(measure: &AnyMeasure, batch: &Batch<T, P>, place: usize) {
    let mut whole = measure.clone().streaming();
    let (Ok(()), Some(parts)) = (batch.update(&mut whole), batch.split(place)) else { return };
    let seen = |batches: &[&Batch<T, P>]| {
        let mut stream: Stream = measure.clone().streaming();
        batches.iter().for_each(|batch| batch.update(&mut stream).expect("accepted as a whole"));
        stream
    };
    let [head, tail] = &parts;
    assert_eq!(bytes(&seen(&[head, tail])), bytes(&whole), "in two batches");
    assert_eq!(bytes(&seen(&[tail, head])), bytes(&whole), "in another order");
    assert!(!is_unlike_itself(measure), "an option is NaN, and accepted");
    let mut merged = seen(&[tail]);
    merged.merge(&seen(&[head])).expect("streams of one measure");
    assert_eq!(bytes(&merged), bytes(&whole), "merged");
    assert_eq!(bits(&merged.result()), bits(&whole.result()), "merged");
}

/// A second batch, whatever it is, is added or leaves no trace.
fn check_two<T: Element, P: Element>(
    measure: &AnyMeasure,
    first: &Batch<T, P>,
    second: &Batch<T, P>,
) {
    let mut stream = measure.clone().streaming();
    if first.update(&mut stream).is_err() {
        return;
    }
    let before = bytes(&stream);
    if second.update(&mut stream).is_err() {
        assert_eq!(bytes(&stream), before, "a refused batch");
    }
    check_written(&stream);
    stream.reset();
    assert_eq!(bytes(&stream), bytes(&measure.clone().streaming()), "after a reset");
}

/// Calls a mean's own `per_sample`; what is no mean has none.
macro_rules! per_sample {
    ($measure:expr, $batch:expr; $($mean:ident)+) => {
        match $measure {
            $(AnyMeasure::$mean(own) => Some(match $batch.views() {
                (y, p, Some(weights)) => own.per_sample_weighted(&y, &p, &weights),
                (y, p, None) => own.per_sample(&y, &p),
            }),)+
            _ => None,
        }
    };
}

/// One number per sample, accepted and refused as the mean of all is.
fn check_per_sample<T: Element, P: Element>(measure: &AnyMeasure, batch: &Batch<T, P>) {
    let values = per_sample!(measure, batch;
        Accuracy BinaryAccuracy CategoricalAccuracy SparseCategoricalAccuracy
        TopKCategoricalAccuracy SparseTopKCategoricalAccuracy BinaryCrossentropy
        CategoricalCrossentropy SparseCategoricalCrossentropy BinaryFocalCrossentropy
        CategoricalFocalCrossentropy KlDivergence Poisson MeanSquaredError RootMeanSquaredError
        MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredLogarithmicError LogCoshError
        Huber CosineSimilarity Hinge SquaredHinge CategoricalHinge
    );
    match (values, batch.evaluate(measure)) {
        (None, _) => {}
        (Some(Ok(values)), Ok(_) | Err(Error::Undefined(_))) => {
            assert_eq!(Some(values.len()), batch.samples());
        }
        (Some(Err(one)), Err(other)) => assert_eq!(format!("{one:?}"), format!("{other:?}")),
        (Some(values), value) => panic!("{values:?} per sample, {value:?} in all"),
    }
}
