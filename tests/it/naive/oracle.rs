//! The mean of a textbook term, and the comparison of a metric with it on random batches.

use std::any::type_name;

use ndarray::{Array1, ArrayViewD};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Observe, Output};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::arrays::{Layout, Number, Stored, Values};
use crate::data::Random;

/// Random batches per metric and pair of element types.
const CASES: u32 = 16;

/// Of the larger of |value| and the mean size of what is added up.
const TOLERANCE: f64 = 1e-12;

/// What truth and prediction hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Data {
    /// A unit is one element of each.
    Elements(Values, Values),
    /// A unit is one row of each.
    Rows(Values, Values),
    /// A unit is a label and a row of the prediction.
    Labels(Values, Values),
}

/// Rounds an option to the type of the predictions.
pub(super) type Own = fn(f64) -> f64;

/// The addends of the term of one unit, and what the mean of the terms becomes.
#[derive(Clone, Copy)]
pub(super) struct Definition {
    pub(super) addends: fn(Own, &[f64], &[f64]) -> Vec<f64>,
    pub(super) finish: fn(f64) -> f64,
}

/// A term, or a mean of terms, with the size of what was added up for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sized {
    pub(super) value: f64,
    pub(super) size: f64,
}

impl Definition {
    fn terms<T: Number, P: Number>(
        &self,
        y: &ArrayViewD<'_, T>,
        p: &ArrayViewD<'_, P>,
        data: Data,
    ) -> Vec<Sized> {
        let y: Vec<_> = y.iter().map(|y| y.plain()).collect();
        let row = p.shape()[p.ndim() - 1].max(1);
        let p: Vec<_> = p.iter().map(|p| p.plain()).collect();
        let (y_step, p_step) = match data {
            Data::Elements(..) => (1, 1),
            Data::Rows(..) => (row, row),
            Data::Labels(..) => (1, row),
        };
        let units = y.chunks(y_step).zip(p.chunks(p_step));
        let addends = units.map(|(y, p)| (self.addends)(P::own, y, p));
        addends
            .map(|addends| Sized {
                value: addends.iter().sum(),
                size: addends.iter().map(|addend| addend.abs()).sum(),
            })
            .collect()
    }

    /// Σw·ℓ/Σw, if there is any weight.
    fn mean(&self, terms: &[Sized], weights: &[f64]) -> Result<Sized, Undefined> {
        let total: f64 = weights.iter().sum();
        let sum = |part: fn(&Sized) -> f64| {
            terms.iter().zip(weights).map(|(term, w)| w * part(term)).sum::<f64>()
        };
        let mean = |part| (self.finish)(sum(part) / total);
        let both = || Sized { value: mean(|term| term.value), size: mean(|term| term.size) };
        if total > 0.0 { Ok(both()) } else { Err(Undefined::NoSamples) }
    }

    /// The means of equally many terms each.
    fn means(
        &self,
        terms: &[Sized],
        weights: &[f64],
        samples: usize,
    ) -> Vec<Result<Sized, Undefined>> {
        let units = terms.len() / samples.max(1);
        let part = |sample| sample * units..(sample + 1) * units;
        (0..samples).map(|sample| self.mean(&terms[part(sample)], &weights[part(sample)])).collect()
    }
}

/// A random batch; the arrays' elements follow from the seed.
#[derive(Clone, Debug)]
pub(super) struct Case {
    shape: Vec<usize>,
    layouts: [Layout; 3],
    seed: u64,
}

pub(super) fn cases() -> impl Strategy<Value = Case> {
    let layout = prop_oneof![
        Just(Layout::Contiguous),
        Just(Layout::Strided),
        Just(Layout::Reversed),
        Just(Layout::Transposed),
        (0..4_usize).prop_map(Layout::Broadcast),
    ];
    // Some batches are longer than the blocks and chunks that the crate works in.
    let samples = prop_oneof![9 => 0..7_usize, 1 => 500..700_usize];
    (samples, vec(0..5_usize, 0..4), [layout.clone(), layout.clone(), layout], any::<u64>())
        .prop_map(|(samples, sample, layouts, seed)| Case {
            shape: [vec![samples], sample].concat(),
            layouts,
            seed,
        })
}

impl Case {
    /// The shape of the prediction: rows have a last axis with a class on it.
    pub(super) fn shape(&self, data: Data) -> Vec<usize> {
        let mut shape = self.shape.clone();
        if !matches!(data, Data::Elements(..)) {
            if shape.len() == 1 {
                shape.push(3);
            }
            let last = shape.len() - 1;
            shape[last] = shape[last].max(1);
        }
        shape
    }

    pub(super) fn arrays<T: Number, P: Number>(&self, data: Data) -> (Stored<T>, Stored<P>) {
        let shape = self.shape(data);
        let (classes, units) = (shape[shape.len() - 1], &shape[..shape.len() - 1]);
        let (truth, prediction, y_shape) = match data {
            Data::Elements(truth, prediction) | Data::Rows(truth, prediction) => {
                (truth, prediction, &shape[..])
            }
            Data::Labels(truth, prediction) => (truth, prediction, units),
        };
        let random = &mut Random(self.seed);
        let y = Stored::new(self.layouts[0], y_shape, || T::of(truth.draw(random, classes)));
        let p = Stored::new(self.layouts[1], &shape, || P::of(prediction.draw(random, classes)));
        (y, p)
    }

    /// Weights for some leading axes, zeros among them; small integers or any numbers.
    pub(super) fn weights<W: Number>(&self, axes: &[usize], integers: bool) -> Stored<W> {
        let random = &mut Random(!self.seed);
        Stored::new(self.layouts[2], axes, || match (random.below(5), integers) {
            (0, _) => W::of(0.0),
            (n, true) => W::of(n as f64),
            (_, false) => W::of(0.1 + random.unit()),
        })
    }
}

/// One weight for each unit.
pub(super) fn spread<W: Number>(weights: &ArrayViewD<'_, W>, units: usize) -> Vec<f64> {
    let span = units / weights.len().max(1);
    weights.iter().flat_map(|weight| std::iter::repeat_n(weight.plain(), span)).collect()
}

/// A batch with its textbook terms, and a metric that is held against them.
struct Trial<'a, M, T, P> {
    measure: &'a M,
    definition: Definition,
    y: ArrayViewD<'a, T>,
    p: ArrayViewD<'a, P>,
    terms: Vec<Sized>,
}

impl<M, T: Number, P: Number> Trial<'_, M, T, P>
where
    M: Observe<T, P, Output = Result<f64, Undefined>>,
{
    fn plain(&self) -> Result<(), TestCaseError> {
        let expected = self.definition.mean(&self.terms, &vec![1.0; self.terms.len()]);
        near(self.measure.evaluate(&self.y, &self.p), expected)
    }

    fn weighted<W: Number>(&self, weights: &ArrayViewD<'_, W>) -> Result<(), TestCaseError> {
        let expected = self.definition.mean(&self.terms, &spread(weights, self.terms.len()));
        near(self.measure.evaluate_weighted(&self.y, &self.p, weights), expected)
    }

    fn means(&self, found: Array1<f64>, weights: &[f64]) -> Result<(), TestCaseError> {
        let expected = self.definition.means(&self.terms, weights, found.len());
        prop_assert_eq!(found.len(), self.p.shape()[0]);
        found.into_iter().zip(expected).try_for_each(|(found, expected)| {
            let found = if found.is_nan() { Err(Undefined::NoSamples) } else { Ok(found) };
            near(found.into_result(), expected)
        })
    }
}

/// The textbook's value but for rounding, or the reason why there is none.
pub(super) fn near(
    found: Result<f64, Error>,
    expected: Result<Sized, Undefined>,
) -> Result<(), TestCaseError> {
    let expected = match expected {
        Ok(expected) => expected,
        Err(reason) => {
            prop_assert_eq!(found, Err(Error::Undefined(reason)));
            return Ok(());
        }
    };
    let tolerance = TOLERANCE * expected.value.abs().max(expected.size);
    let near = found.as_ref().is_ok_and(|value| (value - expected.value).abs() <= tolerance);
    prop_assert!(near, "{:?} is not within {} of {:?}", found, tolerance, expected.value);
    Ok(())
}

/// Holds every form of a metric against its definition, for one pair of element types.
pub(super) fn agrees<M, T: Number, P: Number>(
    measure: &M,
    data: Data,
    definition: Definition,
    per_sample: impl Fn(&ArrayViewD<'_, T>, &ArrayViewD<'_, P>) -> Result<Array1<f64>, Error>,
    per_sample_weighted: impl Fn(
        &ArrayViewD<'_, T>,
        &ArrayViewD<'_, P>,
        &ArrayViewD<'_, f64>,
    ) -> Result<Array1<f64>, Error>,
) where
    M: Observe<T, P, Output = Result<f64, Undefined>>,
{
    let check = |case: Case| {
        let (y, p) = case.arrays::<T, P>(data);
        let (y, p) = (y.view(), p.view());
        let terms = definition.terms(&y, &p, data);
        let trial = Trial { measure, definition, y, p, terms };
        trial.plain()?;
        trial.means(per_sample(&trial.y, &trial.p)?, &vec![1.0; trial.terms.len()])?;
        let shape = case.shape(data);
        let rows = usize::from(!matches!(data, Data::Elements(..)));
        for rank in 1..=shape.len() - rows {
            let weights = case.weights::<f64>(&shape[..rank], false);
            let weights = weights.view();
            trial.weighted(&weights)?;
            let means = per_sample_weighted(&trial.y, &trial.p, &weights)?;
            trial.means(means, &spread(&weights, trial.terms.len()))?;
            match case.seed % 3 {
                0 => trial.weighted(&case.weights::<f32>(&shape[..rank], false).view())?,
                1 => trial.weighted(&case.weights::<u8>(&shape[..rank], true).view())?,
                _ => trial.weighted(&case.weights::<bool>(&shape[..rank], true).view())?,
            }
        }
        Ok(())
    };
    let outcome = runner(type_name::<(M, T, P)>()).run(&cases(), check);
    outcome.unwrap_or_else(|e| panic!("{measure:?} of {}: {e}", type_name::<(T, P)>()));
}

/// The same cases in every run, and others for every name.
pub(super) fn runner(name: &str) -> TestRunner {
    let mut seed = [0; 32];
    for (i, byte) in name.bytes().enumerate() {
        seed[i % 32] = (seed[i % 32] ^ byte).rotate_left(3);
    }
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}
