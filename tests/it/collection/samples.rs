//! Standard errors and comparisons of measures that are chosen at run time: of every metric of the list.

use std::collections::BTreeSet;

use ndarray::{ArrayD, Axis, Slice};
use ndarray_metrics::collection::{AnyMeasure, Value};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{OneNumber, Output, StreamingComparison, WithError};

use crate::cases::cases;
use crate::data::Random;
use crate::list::{Truth, every_metric};

/// The metrics whose standard error has no formula.
const WITHOUT_ERROR: &[&str] = &[
    "CalinskiHarabasz",
    "D2AbsoluteErrorScore",
    "D2PinballScore",
    "GaussianPitHistogram",
    "MaxError",
    "OneVsOneRocAuc",
    "RankHistogram",
    "RelativeAbsoluteError",
    "SizeStratifiedCoverage",
];

/// One metric with its truths and two predictions. Truths are numbers: labels and Booleans are 0, 1, 2, ..
struct Case {
    name: &'static str,
    measure: AnyMeasure,
    y: ArrayD<f64>,
    p: ArrayD<f64>,
    q: ArrayD<f64>,
}

fn all_cases() -> Vec<Case> {
    let mut all = Vec::new();
    for entry in every_metric() {
        for batches in entry.batches.iter().take(cases(1, usize::MAX)) {
            let (truth, p) = batches(&mut Random(5)).swap_remove(0);
            let y = match truth {
                Truth::Binary(y) => y.mapv(|y| f64::from(u8::from(y))),
                Truth::Labels(y) => y.mapv(|y| y as f64),
                Truth::Numbers(y) => y,
            };
            let mut q = p.clone();
            q.invert_axis(Axis(0));
            all.push(Case { name: entry.name(), measure: entry.measure.clone(), y, p, q });
        }
    }
    all
}

/// The first half of the samples, and the second.
fn halves(array: &ArrayD<f64>) -> [ArrayD<f64>; 2] {
    let (middle, all) = (array.len_of(Axis(0)) / 2, array.len_of(Axis(0)));
    [0..middle, middle..all].map(|half| array.slice_axis(Axis(0), Slice::from(half)).to_owned())
}

fn has_no_formula(error: &Error) -> bool {
    error.refusal() == &Error::Undefined(Undefined::NoFormula)
}

/// The stream of both halves, the second first, where the first was written and restored.
fn stream_of_halves(case: &Case) -> Result<Streaming<WithError<AnyMeasure>>, Error> {
    let mut streams = [0, 1].map(|_| case.measure.clone().with_error().streaming());
    for (stream, (y, p)) in streams.iter_mut().zip(halves(&case.y).iter().zip(&halves(&case.p))) {
        stream.update(y, p)?;
    }
    let [first, mut second] = streams;
    second.merge(&restored(first)?)?;
    Ok(second)
}

#[cfg(feature = "serde")]
fn restored<M: Measure + serde::Serialize>(stream: Streaming<M>) -> Result<Streaming<M>, Error>
where
    ndarray_metrics::StateOf<M>: serde::Serialize + serde::de::DeserializeOwned,
{
    Streaming::restore(stream.measure().clone(), &stream.to_bytes()?)
}

#[cfg(not(feature = "serde"))]
fn restored<M: Measure>(stream: Streaming<M>) -> Result<Streaming<M>, Error> {
    Ok(stream)
}

#[test]
fn every_metric_has_its_error_or_no_formula() -> Result<(), Error> {
    let mut without = BTreeSet::new();
    for case in all_cases() {
        let name = case.name;
        let mut whole = case.measure.clone().with_error().streaming();
        match whole.update(&case.y, &case.p) {
            Err(error) if has_no_formula(&error) => _ = without.insert(name),
            refused => {
                refused?;
                let mut plain = case.measure.clone().streaming();
                plain.update(&case.y, &case.p)?;
                let estimates = whole.result();
                assert_eq!(estimates.numbers(), plain.result().numbers(), "{name}");
                let halves = stream_of_halves(&case)?;
                assert_eq!(halves.state(), whole.state(), "{name}");
                if cases(false, true) {
                    assert_eq!(halves.result(), estimates, "{name}");
                }
            }
        }
    }
    assert_eq!(without.into_iter().collect::<Vec<_>>(), WITHOUT_ERROR);
    Ok(())
}

/// The estimates of the measure itself, to the bit.
#[test]
fn estimates_are_those_of_the_measure_itself() -> Result<(), Error> {
    let mut random = Random(3);
    let (y, p) = (random.labels(90, 2).mapv(|y| y as f64), random.probabilities(90));
    macro_rules! agree {
        ($($measure:expr),+) => {$(
            let own = $measure.with_error().evaluate(&y, &p)?;
            assert_eq!(AnyMeasure::from($measure).with_error().evaluate(&y, &p)?, [Ok(own)]);
        )+};
    }
    agree!(MeanSquaredError, RootMeanSquaredError, BinaryAccuracy::default(), RocAuc);
    agree!(Precision::default(), BinaryF1Score::default(), MedianAbsoluteError, KendallTau);
    agree!(R2Score::default(), PearsonCorrelation, Auc::default(), CalibrationError::default());
    agree!(WeightedAbsolutePercentageError, MeanAbsoluteError, Miscalibration::default());
    // Members of the user's own pass on what their measures know: slopes, influences, errors.
    macro_rules! pass_on {
        ($($measure:expr),+) => {$(
            let own = $measure.with_error().evaluate(&y, &p)?;
            assert_eq!(AnyMeasure::own($measure).with_error().evaluate(&y, &p)?, [Ok(own)]);
        )+};
    }
    pass_on!(RootMeanSquaredError, PearsonCorrelation, GiniCoefficient);
    Ok(())
}

/// Compares both models on both halves, the second first, where the first was written and restored.
fn comparison_of_halves(case: &Case) -> Result<StreamingComparison<AnyMeasure>, Error> {
    let mut streams = [0, 1].map(|_| case.measure.clone().comparison());
    let (y, p, q) = (halves(&case.y), halves(&case.p), halves(&case.q));
    for (half, stream) in streams.iter_mut().enumerate() {
        stream.update(&y[half], &p[half], &q[half])?;
    }
    let [first, mut second] = streams;
    #[cfg(feature = "serde")]
    let first = StreamingComparison::restore(first.measure().clone(), &first.to_bytes()?)?;
    second.merge(&first)?;
    Ok(second)
}

#[test]
fn every_metric_of_means_counts_or_areas_compares_two_models() -> Result<(), Error> {
    let mut compared = BTreeSet::new();
    for case in all_cases() {
        let name = case.name;
        let mut whole = case.measure.clone().comparison();
        match whole.update(&case.y, &case.p, &case.q) {
            Err(error) if has_no_formula(&error) => continue,
            refused => refused?,
        }
        let halves = comparison_of_halves(&case)?;
        assert_eq!(halves.state(), whole.state(), "{name}");
        assert_eq!(halves.result(), whole.result(), "{name}");
        let Ok(comparison) = whole.result() else { continue };
        let mut plain = case.measure.clone().streaming();
        plain.update(&case.y, &case.p)?;
        assert_eq!(Ok(comparison.first), plain.result().number(), "{name}");
        compared.insert(name);
    }
    for name in ["MeanSquaredError", "F1Score", "RocAuc", "MeanIou", "CalibrationError", "Ndcg"] {
        assert!(compared.contains(name), "{name} compares nothing");
    }
    assert!(compared.len() > 90, "{compared:?}");
    assert!(!compared.contains("PearsonCorrelation"));
    Ok(())
}

/// The comparison of the measure itself, to the bit.
#[test]
fn comparisons_are_those_of_the_measure_itself() -> Result<(), Error> {
    let mut random = Random(4);
    let y = random.labels(80, 2).mapv(|y| y as f64);
    let (p, q) = (random.probabilities(80), random.probabilities(80));
    macro_rules! agree {
        ($($measure:expr),+) => {$(
            let own = $measure.compare(&y, &p, &q)?;
            assert_eq!(AnyMeasure::from($measure).compare(&y, &p, &q)?, own);
            assert_eq!(AnyMeasure::own($measure).compare(&y, &p, &q)?, own);
        )+};
    }
    agree!(RootMeanSquaredError, BinaryAccuracy::default(), RocAuc, GiniCoefficient);
    agree!(Precision::default(), BinaryF1Score::default(), Auc::default());
    agree!(
        CalibrationError::default(),
        WeightedAbsolutePercentageError,
        BinaryCohenKappa::default()
    );
    Ok(())
}

/// Of several numbers, none is compared.
#[test]
fn several_numbers_are_not_compared() -> Result<(), Error> {
    let any = AnyMeasure::from(F1Score::default());
    let (y, p) = (ndarray::array![[1.0, 0.0]], ndarray::array![[1.0, 0.0]]);
    let error = any.compare(&y, &p, &p).unwrap_err();
    assert!(has_no_formula(&error), "{error}");
    assert_eq!(Value::Numbers(vec![]).number(), Err(Undefined::NoFormula));
    Ok(())
}

#[cfg(feature = "serde")]
#[test]
fn a_comparison_of_other_options_is_not_restored() -> Result<(), Error> {
    let (y, p) = (ndarray::array![1.0, 0.0], ndarray::array![0.75, 0.5]);
    let mut stream = AnyMeasure::from(Precision::default()).comparison();
    let empty = stream.to_bytes()?;
    assert_eq!(StreamingComparison::restore(stream.measure().clone(), &empty)?, stream);
    stream.update(&y, &p, &p)?;
    let bytes = stream.to_bytes()?;
    for other in [
        AnyMeasure::from(Recall::default()),
        Precision { threshold: Some(0.25), ..Default::default() }.into(),
    ] {
        let error = StreamingComparison::restore(other, &bytes).unwrap_err();
        assert!(matches!(error, Error::Checkpoint { .. }), "{error}");
    }
    for cut in 0..bytes.len() {
        assert!(StreamingComparison::restore(stream.measure().clone(), &bytes[..cut]).is_err());
    }
    Ok(())
}

/// Bytes that were altered and got a checksum that fits are refused, or make a comparison that can be read and goes on.
#[cfg(feature = "serde")]
#[test]
fn altered_comparisons_and_estimates_are_refused_or_read() -> Result<(), Error> {
    let mut random = Random(17);
    let altered = |bytes: &[u8], random: &mut Random| {
        let mut content = bytes[..bytes.len() - 4].to_vec();
        let place = random.below(content.len());
        content[place] = random.below(256) as u8;
        crate::checkpoint::sealed(&content)
    };
    let (mut read, mut refused) = (0, 0);
    for case in all_cases() {
        let mut models = case.measure.clone().comparison();
        if models.update(&case.y, &case.p, &case.q).is_ok() {
            let bytes = models.to_bytes()?;
            for _ in 0..cases(5, 40) {
                let measure = case.measure.clone();
                match StreamingComparison::restore(measure, &altered(&bytes, &mut random)) {
                    Ok(mut models) => {
                        let _ = (models.result(), models.to_bytes()?);
                        let _ = models.update(&case.y, &case.p, &case.q);
                        read += 1;
                    }
                    Err(_) => refused += 1,
                }
            }
        }
        let mut estimates = case.measure.clone().with_error().streaming();
        if estimates.update(&case.y, &case.p).is_ok() {
            let bytes = estimates.to_bytes()?;
            for _ in 0..cases(1, 5) {
                let measure = case.measure.clone().with_error();
                match Streaming::restore(measure, &altered(&bytes, &mut random)) {
                    Ok(mut estimates) => {
                        let _ = (estimates.result(), estimates.update(&case.y, &case.p));
                        read += 1;
                    }
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(read > 10 && refused > 50, "{read} read, {refused} refused");
    Ok(())
}
