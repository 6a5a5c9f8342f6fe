//! The laws notice a measure that breaks them: for each law one that does so on purpose, and one
//! wrong observation at any time.

mod costly;
mod once;
#[cfg(feature = "serde")]
mod written;

use std::collections::BTreeSet;

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ExactSum, State};
use ndarray_metrics::{Block, InstructionSet, Layout, Scale, laws};

/// What a measure does wrong. Nothing would be the mean of the predictions.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    RefusesEverything,
    AveragesBatches,
    RemembersTheLast,
    CountsMerges,
    RemembersThreads,
    AsksTheProcessor,
    CountsWeighted,
    CountsWithoutWeight,
    AddsEpsilon,
    SquaresMantissas,
    AcceptsEverything,
    NothingIsZero,
    LeavesItsRange,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    total: ExactSum,
    weight: ExactSum,
    units: u64,
    last: Option<u64>,
    merges: u32,
    threads: BTreeSet<String>,
    weighted: bool,
}

impl State for Seen {
    fn merge(&mut self, other: &Self) {
        self.total.merge(&other.total);
        self.weight.merge(&other.weight);
        self.units += other.units;
        self.last = other.last.or(self.last);
        self.merges = self.merges.max(other.merges + u32::from(other.merges > 0));
        self.threads.extend(other.threads.iter().cloned());
        self.weighted |= other.weighted;
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Faulty(Fault);

impl Measure for Faulty {
    type Observer = Self;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Self {
        self.clone()
    }

    fn scale(&self) -> Scale {
        if self.0 == Fault::LeavesItsRange { Scale::SHARE } else { Scale::ANY }
    }

    fn read(&self, state: &Seen) -> Result<f64, Undefined> {
        if state.weight.is_zero() && self.0 == Fault::NothingIsZero {
            return Ok(0.0);
        }
        if state.weight.is_zero() {
            return Err(Undefined::NoSamples);
        }
        match self.0 {
            Fault::AddsEpsilon => Ok(state.total.value()? / (state.weight.value()? + 1e-7)),
            _ => state.total.ratio(&state.weight),
        }
    }
}

impl Observer for Faulty {
    type State = Seen;

    fn empty(&self) -> Seen {
        Seen::default()
    }

    fn layout(&self) -> Layout {
        Layout::ELEMENTS
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if self.0 == Fault::RefusesEverything {
            return Err(Error::Undefined(Undefined::NoSamples));
        }
        Ok(())
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Seen,
    ) -> Result<(), Error> {
        let mut weights = vec![1.0; block.y_pred().len()];
        let checked = block.weights(0..weights.len(), &mut weights);
        if self.0 != Fault::AcceptsEverything {
            checked?;
        }
        for (p, weight) in block.y_pred().iter().zip(weights) {
            self.add(p.to_f64(), weight, state)?;
        }
        state.weighted |= self.0 == Fault::CountsWeighted && block.is_weighted();
        Ok(())
    }

    /// The batch as a whole.
    fn finish(&self, state: &mut Seen) {
        if state.weight.is_zero() {
            return;
        }
        match self.0 {
            Fault::AveragesBatches => {
                let mean = state.total.ratio(&state.weight).unwrap_or(f64::NAN);
                (state.total, state.weight) = (ExactSum::new(), ExactSum::new());
                state.weight.add_count(1);
                state.total.add(mean).expect("a mean of numbers");
            }
            Fault::CountsMerges => state.merges = 1,
            Fault::RemembersThreads => {
                state.threads.insert(format!("{:?}", std::thread::current().id()));
            }
            Fault::AsksTheProcessor if InstructionSet::current() == InstructionSet::Baseline => {
                state.total.add(1e-9).expect("a number");
            }
            _ => {}
        }
    }
}

impl Faulty {
    fn add(&self, p: f64, weight: f64, state: &mut Seen) -> Result<(), Error> {
        if weight == 0.0 && self.0 != Fault::CountsWithoutWeight {
            return Ok(());
        }
        let accepted = p.is_finite() || weight == 0.0 || self.0 == Fault::AcceptsEverything;
        if !accepted {
            return Err(Error::Undefined(Undefined::Overflow));
        }
        let weight =
            if self.0 == Fault::SquaresMantissas { squared_mantissa(weight) } else { weight };
        let number = |x: f64| if x.is_finite() { x } else { 0.0 };
        state.units += u64::from(self.0 == Fault::CountsWithoutWeight);
        state.last = (self.0 == Fault::RemembersTheLast).then_some(p.to_bits());
        state.total.add(number(weight) * number(p)).expect("a number");
        state.weight.add(number(weight)).expect("a number");
        Ok(())
    }
}

/// m²·2^e for a weight of m·2^e.
fn squared_mantissa(weight: f64) -> f64 {
    let power = f64::from_bits(weight.to_bits() & 0x7ff0_0000_0000_0000);
    weight * (weight / power)
}

fn batch() -> (Array1<f64>, Array1<f64>) {
    (Array1::zeros(7), array![1.0, 2.5, 3.0, -7.0, 0.1, 0.2, 11.0])
}

/// The law that a measure breaks.
fn broken(fault: Fault) -> Option<&'static str> {
    let (y_true, y_pred) = batch();
    laws::check(&Faulty(fault), &y_true, &y_pred, 3).err().map(|broken| broken.law)
}

#[test]
fn each_law_notices_who_breaks_it() {
    assert_eq!(broken(Fault::None), None);
    assert_eq!(broken(Fault::RefusesEverything), Some("acceptance"));
    assert_eq!(broken(Fault::LeavesItsRange), Some("range"));
    assert_eq!(broken(Fault::AveragesBatches), Some("split"));
    assert_eq!(broken(Fault::RemembersTheLast), Some("order"));
    assert_eq!(broken(Fault::CountsMerges), Some("merge"));
    assert_eq!(broken(Fault::RemembersThreads), Some("threads"));
    assert_eq!(broken(Fault::AsksTheProcessor), Some("instruction set"));
    assert_eq!(broken(Fault::CountsWeighted), Some("unit weights"));
    assert_eq!(broken(Fault::CountsWithoutWeight), Some("zero weight"));
    assert_eq!(broken(Fault::AddsEpsilon), Some("powers of two"));
    assert_eq!(broken(Fault::SquaresMantissas), Some("scaled weights"));
    assert_eq!(broken(Fault::AcceptsEverything), Some("all or nothing"));
    assert_eq!(broken(Fault::NothingIsZero), Some("no data"));
}

#[test]
fn too_few_samples_are_said() {
    let one = array![1.0];
    let broken = laws::check(&MeanSquaredError, &one, &one, 1).expect_err("one sample is too few");
    assert_eq!(
        broken.to_string(),
        "the law of acceptance is broken: the number of samples is 1, expected at least 2"
    );
}
