//! Standard errors and comparisons of measures that are known at run time only: by the kind of their states.

use super::list::AnyObserver;
use super::own::OwnObserver;
use super::state::AnyState;
use super::value::Value;
use crate::comparison::{self, Compared, ComparedBy, Comparison, KeptParts};
use crate::error::{Error, Undefined};
use crate::mean::{KeptSamples, of_means, of_totals};
use crate::measure::Slope;
use crate::metrics::{LabelledScores, of_moments, of_scores};
use crate::output::OneNumber;
use crate::scale::Scale;
use crate::state::{
    ClassCounts, ConfusionMatrix, Influence, PairedProducts, Reliability, State, Summed,
    ThresholdCounts, WeightedMean,
};
use crate::uncertainty::{
    Estimate, Estimated, Reading, Sampled, SampledBy, of_columns, of_counts, of_sums,
};

/// Standard errors and comparisons by the kind of the state.
#[derive(Clone, Copy, Debug)]
pub struct ByKind;

/// The numbers of a state of one kind, read off it as a state of any kind.
struct Within<'a>(&'a dyn Reading<AnyState>);

impl<S: State + Into<AnyState>> Reading<S> for Within<'_> {
    fn numbers(&self, state: &S) -> Vec<Result<f64, Undefined>> {
        self.0.numbers(&state.clone().into())
    }

    fn scale(&self) -> Scale {
        self.0.scale()
    }

    fn slope(&self, state: &S) -> Option<Slope> {
        self.0.slope(&state.clone().into())
    }

    fn influences(&self, state: &S) -> Vec<Result<Influence, Undefined>> {
        self.0.influences(&state.clone().into())
    }

    fn standard_error(&self, state: &S) -> Option<Result<f64, Undefined>> {
        self.0.standard_error(&state.clone().into())
    }

    fn selects(&self) -> bool {
        self.0.selects()
    }

    fn areas(&self) -> Option<f64> {
        self.0.areas()
    }
}

/// Measures without a formula refuse all data: `max_error` and rankings of several columns, for example.
impl Sampled for AnyObserver {
    type By = ByKind;
}

impl SampledBy<AnyObserver> for ByKind {
    type Samples = OwnObserver;

    fn samples(observer: &AnyObserver) -> OwnObserver {
        observer.samples()
    }

    fn estimates(
        reading: &dyn Reading<AnyState>,
        state: &AnyState,
    ) -> Vec<Result<Estimate, Undefined>> {
        let reading = &Within(reading);
        match state {
            AnyState::SampleSums(sums) => of_totals(reading, sums),
            AnyState::SampledMoments(moments) => of_moments(reading, moments),
            AnyState::ThresholdCounts(counts) => of_counts(reading, counts),
            AnyState::ConfusionMatrix(matrix) => of_counts(reading, matrix),
            AnyState::RankedScores(scores) => of_counts(reading, scores),
            AnyState::RankedScoresPerColumn(columns) => of_columns(reading, columns),
            AnyState::RankedValues(values) => of_counts(reading, values),
            AnyState::RankedPairs(pairs) => of_counts(reading, pairs),
            AnyState::SurvivalRisks(risks) => of_counts(reading, risks),
            AnyState::ContingencyTable(table) => of_counts(reading, table),
            AnyState::ProductsOfClassCounts(products) => of_sums(reading, products),
            AnyState::ProductsOfCurves(products) => of_sums(reading, products),
            AnyState::ProductsOfMeans(products) => of_sums(reading, products),
            AnyState::ProductsOfReliability(products) => of_sums(reading, products),
            AnyState::ProductsOfReliabilityPerClass(products) => of_sums(reading, products),
            _ => vec![Err(Undefined::NoFormula)],
        }
    }
}

/// An estimate for each number.
impl Estimated for Value {
    type Estimates = Vec<Result<Estimate, Undefined>>;

    fn estimates(list: Vec<Result<Estimate, Undefined>>) -> Self::Estimates {
        list
    }
}

/// Of a measure of several numbers, none is the one.
impl OneNumber for Value {
    fn number(&self) -> Result<f64, Undefined> {
        match self {
            Self::Number(number) => *number,
            _ => Err(Undefined::NoFormula),
        }
    }
}

/// Measures without a formula refuse all data: correlations and rankings other than areas, for example.
impl Compared for AnyObserver {
    type By = ByKind;
}

impl ComparedBy<AnyObserver> for ByKind {
    type Each = OwnObserver;
    type Both = AnyState;

    fn each(observer: &AnyObserver) -> OwnObserver {
        observer.model()
    }

    fn both(first: AnyState, second: AnyState) -> Result<AnyState, Error> {
        let (a, b) = (&first, &second);
        let of_sums = || {
            together::<ConfusionMatrix>(a, b)
                .or_else(|| together::<ThresholdCounts>(a, b))
                .or_else(|| together::<ClassCounts>(a, b))
                .or_else(|| together::<Vec<ThresholdCounts>>(a, b))
                .or_else(|| together::<Vec<WeightedMean>>(a, b))
                .or_else(|| together::<Reliability>(a, b))
                .or_else(|| together::<Vec<Reliability>>(a, b))
        };
        if let Some([a, b]) = both::<KeptSamples>(a, b) {
            return Ok(a.clone().beside(b)?.into());
        }
        let of_scores = || both::<LabelledScores>(a, b).map(|[a, b]| a.beside(b).into());
        of_scores().or_else(of_sums).ok_or(Error::Undefined(Undefined::NoFormula))
    }

    fn compare(reading: &dyn Reading<AnyState>, state: &AnyState) -> Result<Comparison, Undefined> {
        let reading = &Within(reading);
        match state {
            AnyState::PairedSums(sums) => of_means(reading, sums),
            AnyState::PairedScores(scores) => of_scores(reading, scores),
            AnyState::PairedMatrices(both) => comparison::of_sums(reading, both),
            AnyState::PairedCounts(both) => comparison::of_sums(reading, both),
            AnyState::PairedClassCounts(both) => comparison::of_sums(reading, both),
            AnyState::PairedCurves(both) => comparison::of_sums(reading, both),
            AnyState::PairedMeans(both) => comparison::of_sums(reading, both),
            AnyState::PairedReliability(both) => comparison::of_sums(reading, both),
            AnyState::PairedReliabilityPerClass(both) => comparison::of_sums(reading, both),
            _ => Err(Undefined::NoFormula),
        }
    }
}

/// Returns two states, if both are of type `S`.
fn both<'a, S: State>(first: &'a AnyState, second: &'a AnyState) -> Option<[&'a S; 2]> {
    Some([first.downcast_ref()?, second.downcast_ref()?])
}

/// Returns the sums of two models, if both are of type `S`.
fn together<S: Summed>(first: &AnyState, second: &AnyState) -> Option<AnyState>
where
    AnyState: From<PairedProducts<S>>,
{
    both::<KeptParts<S>>(first, second).map(|[first, second]| first.beside(second).into())
}
