//! A metric against its definition on random batches: of every shape, memory layout and element
//! type, without weights and with weights and masks of every rank.

use ndarray_metrics::prelude::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::arrays::Stored;
use super::asked::{Arrays, Asked, OfSamples, Weights};
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

/// What a batch gives by definition.
type Definition<'a> = &'a dyn Fn(&Batch) -> Defined;

/// One weight for each of so many.
fn spread(weights: &[f64], count: usize) -> Vec<f64> {
    let span = count / weights.len().max(1);
    weights.iter().flat_map(|&weight| std::iter::repeat_n(weight, span)).collect()
}

/// A metric with its definition, and a batch that both are asked about.
struct Trial<'a> {
    metric: &'a dyn Asked,
    definition: Definition<'a>,
    arrays: Arrays,
    data: Data,
    shape: Vec<usize>,
}

impl Trial<'_> {
    fn weighed(&self) -> &[usize] {
        self.data.shapes(&self.shape)[2]
    }

    /// The batch in plain numbers, with ones for weights or these.
    fn plain(&self, weights: Option<&Weights>) -> Batch {
        let count = self.weighed().iter().product();
        let w = weights.map_or_else(|| vec![1.0; count], |weights| spread(&weights.plain(), count));
        let single = self.data.form == Form::Columns && self.shape.len() == 1;
        let row = match self.data.form {
            Form::Images => self.shape[1..].iter().product(),
            _ if single => 1,
            _ => self.shape[self.shape.len() - 1],
        };
        let [truth, prediction] = self.metric.kinds();
        let [y, p] = [truth.plain(&self.arrays.y), prediction.plain(&self.arrays.p)];
        Batch { units: Unit::all([y, p, w], self.data.steps(row)), own: prediction.own }
    }

    /// Holds what a stream says of the batch against the definition.
    fn compare(&self, weights: Option<&Weights>) -> Result<(), TestCaseError> {
        let found = self.metric.found(&self.arrays, weights);
        let batch = self.plain(weights);
        let Some(expected) = (self.definition)(&batch) else {
            prop_assert!(found.is_err(), "{:?} is accepted", batch);
            return Ok(());
        };
        let found = found?;
        if batch.weight() == 0.0 {
            let none = found.iter().all(|number| *number == Err(Undefined::NoSamples));
            prop_assert!(none, "{:?} of no weight", found);
            return Ok(());
        }
        prop_assert_eq!(found.len(), expected.len(), "{:?} for {:?}", found, expected);
        found.into_iter().zip(expected).try_for_each(|(found, expected)| near(found, expected))
    }

    /// Holds the values per sample, where the metric has them, against the definition too.
    fn compare_samples(&self, weights: Option<Stored<f64>>) -> Result<(), TestCaseError> {
        let Some(found) = self.metric.of_samples(&self.arrays, weights.as_ref()) else {
            return Ok(());
        };
        let batch = self.plain(weights.map(Weights::F64).as_ref());
        same_means(found, &batch, self.shape[0], self.definition)
    }

    /// Without weights, and with weights for every number of leading axes.
    fn compare_all(&self, case: &Case) -> Result<(), TestCaseError> {
        self.compare(None)?;
        self.compare_samples(None)?;
        for rank in 1..=self.weighed().len() {
            let counted = self.data.counted;
            let weights = |integers| case.weights(&self.weighed()[..rank], integers || counted);
            self.compare(Some(&Weights::F64(weights(false))))?;
            self.compare_samples(Some(weights(false)))?;
            self.compare(Some(&match case.seed % 3 {
                0 => Weights::Bool(weights(true)),
                1 => Weights::U8(weights(true)),
                _ => Weights::F32(weights(false)),
            }))?;
        }
        Ok(())
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

/// Holds a metric of one pair of element types against its definition.
pub(super) fn agrees(metric: &dyn Asked, data: Data, definition: Definition<'_>) {
    let check = |case: Case| {
        let (arrays, shape) = (case.arrays(data), case.shape(data));
        Trial { metric, definition, arrays, data, shape }.compare_all(&case)
    };
    let outcome = runner(metric.types()).run(&data::cases(), check);
    outcome.unwrap_or_else(|e| panic!("{}: {e}", metric.types()));
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
fn same_means(
    found: OfSamples,
    batch: &Batch,
    samples: usize,
    mean: Definition<'_>,
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
