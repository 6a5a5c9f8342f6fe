//! How two models are compared by values that are read off sums: by what each sample adds to the sums of either model.

use super::paired::{ComparedBy, Comparison};
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observer};
use crate::state::{PairedProducts, State, Summed};
use crate::uncertainty::{Basis, BySums, Estimate, each_sample};

/// Fills the sums of another observer, and keeps what each sample adds to them, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptSums<O>(O);

/// Sums, and what each sample of one batch adds to them, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptParts<S> {
    plain: S,
    parts: Vec<(usize, f64)>,
    /// Where the parts of each sample end.
    ends: Vec<usize>,
}

impl<S> KeptParts<S> {
    fn push(&mut self, parts: &[(usize, f64)]) {
        self.parts.extend_from_slice(parts);
        self.ends.push(self.parts.len());
    }

    fn samples(&self) -> impl Iterator<Item = &[(usize, f64)]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.parts[start..end])
    }
}

impl<S: State> State for KeptParts<S> {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        self.plain.check_merge(&other.plain)
    }

    fn merge(&mut self, other: &Self) {
        self.plain.merge(&other.plain);
        other.samples().for_each(|parts| self.push(parts));
    }
}

impl<O: Observer<State: Summed>> Observer for KeptSums<O> {
    type State = KeptParts<O::State>;

    fn empty(&self) -> Self::State {
        KeptParts { plain: self.0.empty(), parts: Vec::new(), ends: Vec::new() }
    }

    fn layout(&self) -> Layout {
        self.0.layout().whole_samples()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Self::State,
    ) -> Result<(), Error> {
        self.0.observe(block, &mut state.plain)?;
        each_sample(&self.0, block, |parts| state.push(&parts))
    }

    fn finish(&self, state: &mut Self::State) {
        self.0.finish(&mut state.plain);
    }
}

impl<O: Observer<State: Summed>> ComparedBy<O> for BySums {
    type Each = KeptSums<O>;
    type Both = PairedProducts<O::State>;

    fn each(observer: &O) -> KeptSums<O> {
        KeptSums(observer.clone())
    }

    fn both(first: KeptParts<O::State>, second: KeptParts<O::State>) -> Result<Self::Both, Error> {
        let mut both = PairedProducts::new(first.plain.clone(), second.plain.clone());
        first.samples().zip(second.samples()).for_each(|(a, b)| both.add_sample(a, b));
        Ok(both)
    }

    fn compare<M>(measure: &M, both: &Self::Both) -> Result<Comparison, Undefined>
    where
        M: Measure<Observer = O, Output = Result<f64, Undefined>>,
    {
        let [first, second] = both.models();
        let values = [measure.read(first.plain())?, measure.read(second.plain())?];
        let n = both.samples();
        let basis = Basis::Mean { freedom: n.saturating_sub(1) as f64 };
        let (apart, scale) = (values[0] - values[1], measure.scale().of_difference());
        let difference = Estimate::new(apart, error(measure, both), n, basis, scale);
        Ok(Comparison::new(values, difference, None))
    }
}

/// Returns the standard error of the difference.
fn error<M>(
    measure: &M,
    both: &PairedProducts<<M::Observer as Observer>::State>,
) -> Result<f64, Undefined>
where
    M: Measure<Observer: Observer<State: Summed>, Output = Result<f64, Undefined>>,
{
    if measure.selects() {
        return Err(Undefined::NoFormula);
    }
    let read = |state: &<M::Observer as Observer>::State| vec![measure.read(state)];
    let [first, second] = both.models().each_ref().map(|model| model.gradients(&read));
    let (first, second) = (first?, second?);
    match [first.first(), second.first()] {
        [Some(first), Some(second)] => both.standard_error([first, second]),
        _ => Err(Undefined::NoFormula),
    }
}
