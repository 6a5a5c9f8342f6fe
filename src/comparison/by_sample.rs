//! How two models are compared by values that are read off sums: by what each sample adds to the sums of either model.

use super::paired::{ComparedBy, Comparison};
use crate::error::{Error, Undefined};
use crate::measure::Observer;
use crate::state::{PairedProducts, SampleParts, State, Summed};
use crate::uncertainty::{Basis, BySums, EachSample, Estimate, Reading};

/// Sums, and what each sample of one batch adds to them, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptParts<S> {
    plain: S,
    parts: Vec<(usize, f64)>,
    /// Where the parts of each sample end.
    ends: Vec<usize>,
}

impl<S> KeptParts<S> {
    fn samples(&self) -> impl Iterator<Item = &[(usize, f64)]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.parts[start..end])
    }
}

impl<S: Summed> KeptParts<S> {
    /// Returns the sums of two models, given the samples of the second.
    pub(crate) fn beside(&self, second: &Self) -> PairedProducts<S> {
        let mut both = PairedProducts::new(self.plain.clone(), second.plain.clone());
        self.samples().zip(second.samples()).for_each(|(a, b)| both.add_sample(a, b));
        both
    }
}

impl<S: Summed> State for KeptParts<S> {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        self.plain.check_merge(&other.plain)
    }

    fn merge(&mut self, other: &Self) {
        self.plain.merge(&other.plain);
        other.samples().for_each(|parts| self.add_sample(parts));
    }
}

impl<S: Summed> SampleParts for KeptParts<S> {
    type Sums = S;

    fn new(plain: S) -> Self {
        Self { plain, parts: Vec::new(), ends: Vec::new() }
    }

    fn plain(&self) -> &S {
        &self.plain
    }

    fn plain_mut(&mut self) -> &mut S {
        &mut self.plain
    }

    fn add_sample(&mut self, parts: &[(usize, f64)]) {
        self.parts.extend_from_slice(parts);
        self.ends.push(self.parts.len());
    }
}

impl<O: Observer<State: Summed>> ComparedBy<O> for BySums {
    type Each = EachSample<O, KeptParts<O::State>>;
    type Both = PairedProducts<O::State>;

    fn each(observer: &O) -> Self::Each {
        EachSample::new(observer)
    }

    fn both(first: KeptParts<O::State>, second: KeptParts<O::State>) -> Result<Self::Both, Error> {
        Ok(first.beside(&second))
    }

    fn compare(
        reading: &dyn Reading<O::State>,
        both: &Self::Both,
    ) -> Result<Comparison, Undefined> {
        of_sums(reading, both)
    }
}

/// Compares two models by a value that is read off sums.
pub(crate) fn of_sums<S: Summed>(
    reading: &dyn Reading<S>,
    both: &PairedProducts<S>,
) -> Result<Comparison, Undefined> {
    let [first, second] = both.models();
    let values = [reading.number(first.plain())?, reading.number(second.plain())?];
    let n = both.samples();
    let basis = Basis::Mean { freedom: n.saturating_sub(1) as f64 };
    let (apart, scale) = (values[0] - values[1], reading.scale().of_difference());
    let difference = Estimate::new(apart, error(reading, both), n, basis, scale);
    Ok(Comparison::new(values, difference, None))
}

/// Returns the standard error of the difference.
fn error<S: Summed>(reading: &dyn Reading<S>, both: &PairedProducts<S>) -> Result<f64, Undefined> {
    if reading.selects() {
        return Err(Undefined::NoFormula);
    }
    let read = |state: &S| vec![reading.number(state)];
    let [first, second] = both.models().each_ref().map(|model| model.gradients(&read));
    let (first, second) = (first?, second?);
    match [first.first(), second.first()] {
        [Some(first), Some(second)] => both.standard_error([first, second]),
        _ => Err(Undefined::NoFormula),
    }
}
