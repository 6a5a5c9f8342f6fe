//! A metric against its definition on random batches: of every shape, memory layout and element
//! type, without weights and with weights and masks of every rank.

use std::any::type_name;

use ndarray::{Array1, ArrayViewD};
use ndarray_metrics::Streaming;
use ndarray_metrics::prelude::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::arrays::{Number, Stored};
use super::batch::{Batch, Own, Unit};
use super::data::{self, Case, Data, Form};
use crate::cases::cases;

/// Of the larger of |value| and the size of what is added up.
const TOLERANCE: f64 = 1e-12;

/// A number of a definition with the size of what was added up for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sized {
    pub(super) value: f64,
    pub(super) size: f64,
}

impl From<f64> for Sized {
    fn from(value: f64) -> Self {
        Self { value, size: 0.0 }
    }
}

impl From<[f64; 2]> for Sized {
    fn from([value, size]: [f64; 2]) -> Self {
        Self { value, size }
    }
}

/// What definitions may give: numbers, or the reason why there is none.
pub(super) trait Numbers {
    fn numbers(self) -> Vec<Result<Sized, Undefined>>;
}

impl<S: Into<Sized>> Numbers for Result<S, Undefined> {
    fn numbers(self) -> Vec<Result<Sized, Undefined>> {
        vec![self.map(S::into)]
    }
}

impl<N: Numbers> Numbers for Vec<N> {
    fn numbers(self) -> Vec<Result<Sized, Undefined>> {
        self.into_iter().flat_map(N::numbers).collect()
    }
}

/// What a definition gives for a batch with any weight at all; None where a unit that has a weight
/// is to be refused.
pub(super) type Defined = Option<Vec<Result<Sized, Undefined>>>;

/// One weight for each of so many.
fn spread<W: Number>(weights: &ArrayViewD<'_, W>, count: usize) -> Vec<f64> {
    let span = count / weights.len().max(1);
    weights.iter().flat_map(|weight| std::iter::repeat_n(weight.plain(), span)).collect()
}

/// A batch in its arrays and in plain numbers, for a metric that is held against its definition.
pub(super) struct Trial<'a, M, T, P> {
    pub(super) measure: &'a M,
    pub(super) y: ArrayViewD<'a, T>,
    pub(super) p: ArrayViewD<'a, P>,
    data: Data,
    shape: Vec<usize>,
}

impl<M, T: Number, P: Number> Trial<'_, M, T, P>
where
    M: Measure,
{
    fn weighed(&self) -> &[usize] {
        self.data.shapes(&self.shape)[2]
    }

    /// The batch in plain numbers, with ones for weights or these.
    fn plain<W: Number>(&self, weights: Option<&ArrayViewD<'_, W>>) -> Batch {
        let count = self.weighed().iter().product();
        let w = weights.map_or_else(|| vec![1.0; count], |weights| spread(weights, count));
        let single = self.data.form == Form::Columns && self.shape.len() == 1;
        let row = if single { 1 } else { self.shape[self.shape.len() - 1] };
        let steps = self.data.steps(row);
        let [y, p, w] = [
            self.y.iter().map(|y| y.plain()).collect(),
            self.p.iter().map(|p| p.plain()).collect(),
            w,
        ];
        Batch { units: Unit::all([y, p, w], steps), own: P::own }
    }

    /// Holds what a stream says of the batch against the definition.
    fn compare<W: Number>(
        &self,
        weights: Option<&ArrayViewD<'_, W>>,
        read: &impl Fn(&Streaming<M>) -> Vec<Result<f64, Undefined>>,
        definition: &impl Fn(&Batch) -> Defined,
    ) -> Result<(), TestCaseError> {
        let mut stream = self.measure.clone().streaming();
        let update = match weights {
            Some(weights) => stream.update_weighted(&self.y, &self.p, weights),
            None => stream.update(&self.y, &self.p),
        };
        let batch = self.plain(weights);
        let Some(expected) = definition(&batch) else {
            prop_assert!(update.is_err(), "{:?} is accepted", batch);
            prop_assert_eq!(stream, self.measure.clone().streaming());
            return Ok(());
        };
        prop_assert_eq!(update, Ok(()));
        let found = read(&stream);
        if batch.weight() == 0.0 {
            let none = found.iter().all(|number| *number == Err(Undefined::NoSamples));
            prop_assert!(none, "{:?} of no weight", found);
            return Ok(());
        }
        prop_assert_eq!(found.len(), expected.len(), "{:?} for {:?}", found, expected);
        found.into_iter().zip(expected).try_for_each(|(found, expected)| near(found, expected))
    }
}

/// The definition's number but for rounding, or its reason why there is none.
fn near(
    found: Result<f64, Undefined>,
    expected: Result<Sized, Undefined>,
) -> Result<(), TestCaseError> {
    let expected = match expected {
        Ok(expected) => expected,
        Err(reason) => {
            prop_assert_eq!(found, Err(reason));
            return Ok(());
        }
    };
    let tolerance = TOLERANCE * expected.value.abs().max(expected.size);
    let near = found.is_ok_and(|value| (value - expected.value).abs() <= tolerance);
    prop_assert!(near, "{:?} is not within {} of {:?}", found, tolerance, expected.value);
    Ok(())
}

/// Holds a metric against its definition, for one pair of element types; `more` may compare other
/// forms of it on the same batches, with the weights in plain numbers.
pub(super) fn agrees<M, T: Number, P: Number>(
    measure: &M,
    data: Data,
    read: impl Fn(&Streaming<M>) -> Vec<Result<f64, Undefined>>,
    definition: impl Fn(&Batch) -> Defined,
    more: impl Fn(
        &Trial<'_, M, T, P>,
        Option<&ArrayViewD<'_, f64>>,
        &Batch,
    ) -> Result<(), TestCaseError>,
) where
    M: Measure,
{
    let check = |case: Case| {
        let (y, p) = case.arrays::<T, P>(data);
        let trial = Trial { measure, y: y.view(), p: p.view(), data, shape: case.shape(data) };
        trial.compare::<f64>(None, &read, &definition)?;
        more(&trial, None, &trial.plain::<f64>(None))?;
        let weighed = trial.weighed();
        for rank in 1..=weighed.len() {
            let axes = &weighed[..rank];
            let weights = case.weights::<f64>(axes, false);
            let weights = weights.view();
            trial.compare(Some(&weights), &read, &definition)?;
            more(&trial, Some(&weights), &trial.plain(Some(&weights)))?;
            let view = |stored: &Stored<_>| trial.compare(Some(&stored.view()), &read, &definition);
            match case.seed % 3 {
                0 => view(&case.weights::<bool>(axes, true))?,
                1 => trial.compare(
                    Some(&case.weights::<u8>(axes, true).view()),
                    &read,
                    &definition,
                )?,
                _ => trial.compare(
                    Some(&case.weights::<f32>(axes, false).view()),
                    &read,
                    &definition,
                )?,
            }
        }
        Ok(())
    };
    let outcome = runner(type_name::<(M, T, P)>()).run(&data::cases(), check);
    outcome.unwrap_or_else(|e| panic!("{measure:?} of {}: {e}", type_name::<(T, P)>()));
}

/// The same cases in every run, and others for every name; so many for each metric and pair of
/// element types.
fn runner(name: &str) -> TestRunner {
    let mut seed = [0; 32];
    for (i, byte) in name.bytes().enumerate() {
        seed[i % 32] = (seed[i % 32] ^ byte).rotate_left(3);
    }
    let config = Config { cases: cases(3, 6), failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

/// The means of the samples' terms, as `per_sample` gives them: NaN where there is no weight.
pub(super) fn same_means(
    found: Result<Array1<f64>, Error>,
    batch: &Batch,
    samples: usize,
    mean: impl Fn(&Batch) -> Defined,
) -> Result<(), TestCaseError> {
    if mean(batch).is_none() {
        prop_assert!(found.is_err());
        return Ok(());
    }
    let found = found?;
    prop_assert_eq!(found.len(), samples);
    let units = batch.units.len() / samples.max(1);
    for (sample, &found) in found.iter().enumerate() {
        let units = batch.units[sample * units..(sample + 1) * units].to_vec();
        let own: Own = batch.own;
        let batch = Batch { units, own };
        let found = if found.is_nan() { Err(Undefined::NoSamples) } else { Ok(found) };
        if batch.weight() == 0.0 {
            prop_assert_eq!(found, Err(Undefined::NoSamples));
            continue;
        }
        near(found, mean(&batch).unwrap_or_default()[0])?;
    }
    Ok(())
}
