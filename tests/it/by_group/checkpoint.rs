//! Feature `serde`: groups and bootstraps are written and restored.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Bootstrap, ByGroup};

type Keys = Vec<(u32, String)>;

fn samples() -> (Keys, Array1<f64>, Array1<f64>) {
    let keys = (0..60).map(|i| (i % 7, format!("g{}", i % 3))).collect();
    let y = Array1::from_shape_fn(60, |i| f64::from(u8::from(i * 13 % 10 > 4)));
    let p = Array1::from_shape_fn(60, |i| (i * 37 % 61) as f64 / 61.0);
    (keys, y, p)
}

fn resumes<M>(measure: M)
where
    M: Measure + serde::Serialize,
    ndarray_metrics::StateOf<M>: serde::Serialize + serde::de::DeserializeOwned,
    M::Output: PartialEq + std::fmt::Debug,
{
    let (keys, y, p) = samples();
    let part = |array: &Array1<f64>, range: std::ops::Range<usize>| {
        array.slice(ndarray::s![range]).to_owned()
    };
    let mut whole = ByGroup::new(measure.clone());
    whole.update(&keys, &y, &p).expect("a good batch");
    let mut first = ByGroup::new(measure.clone());
    first.update(&keys[..25], &part(&y, 0..25), &part(&p, 0..25)).expect("a good batch");
    let bytes = first.to_bytes().expect("bytes");
    let mut restored =
        ByGroup::<(u32, String), M>::restore(measure.clone(), &bytes).expect("groups");
    assert_eq!(restored, first);
    assert_eq!(restored.to_bytes().expect("bytes"), bytes);
    restored.update(&keys[25..], &part(&y, 25..60), &part(&p, 25..60)).expect("a good batch");
    assert_eq!(restored.to_bytes(), whole.to_bytes());
    assert_eq!(restored.overall(), whole.overall());

    let ids: Vec<u64> = (0..60).map(|i| i / 2).collect();
    let mut whole = Bootstrap::with(measure.clone(), 20, 3);
    whole.update(&ids, &y, &p).expect("a good batch");
    let mut first = Bootstrap::with(measure.clone(), 20, 3);
    first.update(&ids[..25], &part(&y, 0..25), &part(&p, 0..25)).expect("a good batch");
    let bytes = first.to_bytes().expect("bytes");
    let mut restored = Bootstrap::restore(measure, &bytes).expect("a bootstrap");
    restored.update(&ids[25..], &part(&y, 25..60), &part(&p, 25..60)).expect("a good batch");
    assert_eq!(restored.to_bytes(), whole.to_bytes());
}

#[test]
fn a_restored_one_goes_on_with_the_same_bits() {
    resumes(MeanAbsoluteError);
    resumes(RocAuc);
    resumes(BinaryF1Score::default());
    resumes(CalibrationError::default().with_error());
    resumes(R2Score::default());
}

#[test]
fn others_are_refused() -> Result<(), Error> {
    let (keys, y, p) = samples();
    let mut groups = ByGroup::new(RocAuc);
    groups.update(&keys, &y, &p)?;
    let bytes = groups.to_bytes()?;
    let refused = |problem: &str, result: Result<(), Error>| match result {
        Err(Error::Checkpoint { problem: found, .. }) => {
            assert!(found.contains(problem), "{found}");
        }
        other => panic!("{other:?}"),
    };
    type Groups<K, M> = ByGroup<K, M>;
    let stream = Streaming::restore(RocAuc, &bytes).map(drop);
    refused("it is of ByGroup(RocAuc)", stream);
    let of_stream = RocAuc.streaming().to_bytes()?;
    refused("it is of RocAuc", Groups::<u64, _>::restore(RocAuc, &of_stream).map(drop));
    refused("it is of RocAuc", Bootstrap::restore(RocAuc, &of_stream).map(drop));
    refused("it is of ByGroup(RocAuc)", Bootstrap::restore(RocAuc, &bytes).map(drop));
    let other = Groups::<(u32, String), _>::restore(AveragePrecision, &bytes).map(drop);
    refused("it is of ByGroup(RocAuc)", other);
    for cut in 0..bytes.len() {
        let short = Groups::<(u32, String), _>::restore(RocAuc, &bytes[..cut]).map(drop);
        refused("bytes whose checksum does not agree", short);
    }
    let state = MeanAbsoluteError.streaming().state().clone();
    let disordered = vec![(2_u64, state.clone()), (1, state)];
    let content = postcard::to_stdvec(&(1_u16, "ByGroup(MeanAbsoluteError)", disordered));
    let bytes = crate::checkpoint::sealed(&content.expect("bytes"));
    refused("out of order", Groups::<u64, _>::restore(MeanAbsoluteError, &bytes).map(drop));
    Ok(())
}

/// States that no batches give beside each other: of one column, and of two.
#[test]
fn states_of_other_shapes_are_refused() -> Result<(), Error> {
    let measure = MeanAbsoluteError.per_column();
    let state = |columns: usize| -> Result<_, Error> {
        let mut stream = measure.streaming();
        let ones = ndarray::Array2::<f64>::ones((1, columns));
        stream.update(&ones, &ones)?;
        Ok(stream.state().clone())
    };
    let mut groups = ByGroup::new(measure);
    groups.update(&[1_u64], &array![[1.0, 2.0]], &array![[1.0, 1.0]])?;
    let bytes = groups.to_bytes()?;
    let ((_, name), _): ((u16, String), _) = postcard::take_from_bytes(&bytes).expect("a name");
    for (columns, fits) in [([2, 2], true), ([1, 2], false)] {
        let states = vec![(1_u64, state(columns[0])?), (2, state(columns[1])?)];
        let content = postcard::to_stdvec(&(1_u16, &name, states)).expect("bytes");
        let restored = ByGroup::<u64, _>::restore(measure, &crate::checkpoint::sealed(&content));
        assert_eq!(restored.is_ok(), fits, "{restored:?}");
    }
    Ok(())
}
