//! Predicted risks by time of an event or of the end of observation.

use std::fmt;

use super::amount::{Amount, products};
use super::entry::{Places, WeightedPair, places_of};
use super::inversions::{Item, inversions};
use super::sorted::{Pair, doubles, whole};
use crate::domain::Domain;
use crate::error::{Error, Undefined};
use crate::exact::ExactSum;
use crate::state::scores::entry::tally;
use crate::state::scores::order::Sortable;
use crate::state::scores::runs::SortedRuns;
use crate::state::{State, Tally, checked_weight};

/// The samples that share one time and one predicted risk.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RisksAtTime {
    /// The time; 0.0 for −0.0 too.
    pub time: f64,
    /// The predicted risk; 0.0 for −0.0 too.
    pub risk: f64,
    /// The weight of the samples that had the event at this time.
    pub events: Tally,
    /// The weight of the samples whose observation ended at this time without the event.
    pub censored: Tally,
}

/// The weights of events and of censored samples by time and predicted risk: the state of the
/// [concordance index](Self::concordance_index).
///
/// Numbers are kept as `f64`, each exactly; −0.0 and 0.0 are one number. Weights of equal samples add up exactly,
/// so that equal multisets of (time, event, risk, weight) give equal states and equal bits, in whatever order and
/// batches the samples come.
///
/// Memory grows with the number of distinct samples: 24 bytes for each, up to an eighth more for repeated ones, and
/// at most 8 MB for samples that wait to be sorted. A reading sorts once more by risk.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let times_and_events = array![[1.0, 1.0], [2.0, 1.0], [3.0, 0.0]];
/// let risks = ConcordanceIndex.state_of(&times_and_events, &array![3.0, 1.0, 2.0])?;
/// assert_eq!(risks.concordance_index()?, 2.0 / 3.0);
/// assert_eq!(risks.to_string(), "2 events and 1 censored by 3 times and risks");
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct SurvivalRisks {
    /// Events are the positives.
    runs: SortedRuns<WeightedPair>,
}

/// The weights of comparable pairs of samples, each the product of the weights of both.
struct Concordance {
    comparable: ExactSum,
    /// Of a higher risk of the sample whose event came first.
    concordant: ExactSum,
    /// Of equal risks.
    tied: ExactSum,
}

/// A risk, in the order of what comes first: the time, and at equal times the event.
#[derive(Clone, Copy, Default)]
struct Risk<A> {
    place: u64,
    moment: (u64, bool),
    weights: [A; 2],
}

impl<A: Amount> Risk<A> {
    /// A censored sample is the first of no pair.
    fn of(pair: &Pair<A>) -> Self {
        let first = if pair.is_positive { pair.weight } else { A::default() };
        Self {
            place: pair.places.second,
            moment: (pair.places.first, !pair.is_positive),
            weights: [first, pair.weight],
        }
    }
}

impl<A: Amount> Item for Risk<A> {
    type Weight = A;

    #[inline(always)]
    fn place(self) -> u64 {
        self.place
    }

    #[inline(always)]
    fn as_first(self) -> A {
        self.weights[0]
    }

    #[inline(always)]
    fn as_second(self) -> A {
        self.weights[1]
    }
}

impl Concordance {
    fn of<A: Amount>(pairs: &[Pair<A>]) -> Self {
        let mut risks: Vec<_> = pairs.iter().map(Risk::of).collect();
        // Stable: at each time, events by risk, then censored samples by risk.
        risks.sort_by_key(|risk| risk.moment);
        let moments = |risks: &[Risk<A>]| products(risks.iter().map(|r| (r.moment, r.weights)));
        let comparable = moments(&risks);
        let concordant = inversions(&mut risks);
        let tied = risks.chunk_by(|a, b| a.place == b.place).map(moments);
        let tied = tied.fold(A::Products::default(), A::both);
        let [comparable, concordant, tied] = [comparable, concordant, tied].map(A::sum);
        Self { comparable, concordant, tied }
    }

    /// Returns the share of concordant pairs, ties counting half.
    fn index(&self) -> Result<f64, Undefined> {
        if self.comparable.is_zero() {
            return Err(Undefined::ZeroDenominator);
        }
        let (mut above, mut below) = (self.concordant.clone(), self.comparable.clone());
        above.merge(&self.concordant);
        above.merge(&self.tied);
        below.merge(&self.comparable);
        Ok(above.ratio(&below)?.min(1.0))
    }
}

impl SurvivalRisks {
    /// Returns every distinct time and risk with the weights of its samples, the earliest time first, and of equal
    /// times the lowest risk.
    #[must_use]
    pub fn runs(&self) -> Vec<RisksAtTime> {
        self.runs.all().chunk_by(|a, b| a.ties(*b)).map(tied_risks).collect()
    }

    /// Whether no sample of a weight above 0 was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds one sample with its weight, 1 for samples without weights: when it had the event, or until when it was
    /// observed without, and its predicted risk.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a time that is not finite or a risk that is NaN, [`Error::Weight`] for a weight that is
    /// negative or not finite; the state stays as it was.
    pub fn add(&mut self, time: f64, event: bool, risk: f64, weight: f64) -> Result<(), Error> {
        let weight = checked_weight(weight)?;
        let refused = |argument, found, expected| {
            Err(Error::Value { argument, index: vec![], found, expected })
        };
        if !time.is_finite() {
            return refused("time", time, Domain::Finite);
        }
        if risk.is_nan() {
            return refused("risk", risk, Domain::Score);
        }
        if weight > 0.0 {
            self.extend(std::iter::once((time, event, risk, weight)));
        }
        Ok(())
    }

    /// Adds samples of finite times and risks that are no NaN, with weights above 0.
    pub(crate) fn extend(&mut self, samples: impl Iterator<Item = (f64, bool, f64, f64)>) {
        let entry =
            |(time, event, risk, weight)| WeightedPair::at(Places::of(time, risk), event, weight);
        self.runs.extend(samples.map(entry));
    }

    /// Sorts the samples of a batch, unless they are few.
    pub(crate) fn compact(&mut self) {
        self.runs.compact();
    }

    /// Returns the share of comparable pairs of samples in which the earlier one has the higher risk, equal risks
    /// counting half. A pair is comparable if the earlier sample had the event; of equal times, if exactly one had it,
    /// which is then the earlier one. Within 1 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] if no pair is comparable;
    /// [`Undefined::Overflow`] for weights that lie too far apart.
    pub fn concordance_index(&self) -> Result<f64, Undefined> {
        self.concordance()?.index()
    }

    /// Returns the weights of comparable pairs.
    fn concordance(&self) -> Result<Concordance, Undefined> {
        let list = self.runs.all();
        if list.is_empty() {
            return Err(Undefined::NoSamples);
        }
        match whole(&list) {
            Some(pairs) => Ok(Concordance::of(&pairs)),
            None => Ok(Concordance::of(&doubles(&list)?)),
        }
    }

    /// Returns the state of a sorted list of entries.
    #[cfg(feature = "serde")]
    pub(super) fn from_sorted(list: Vec<WeightedPair>) -> Self {
        Self { runs: SortedRuns::from_sorted(list) }
    }
}

/// Returns the exact weights of the entries of one time and risk.
fn tied_risks(tied: &[WeightedPair]) -> RisksAtTime {
    let (time, risk) = places_of(tied).numbers();
    RisksAtTime { time, risk, events: tally(tied, true), censored: tally(tied, false) }
}

impl State for SurvivalRisks {
    fn merge(&mut self, other: &Self) {
        self.runs.merge(&other.runs);
    }
}

impl PartialEq for SurvivalRisks {
    /// Whether both have seen the same samples, whatever runs they keep them in.
    fn eq(&self, other: &Self) -> bool {
        self.runs() == other.runs()
    }
}

impl fmt::Debug for SurvivalRisks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SurvivalRisks").field(&self.runs()).finish()
    }
}

impl fmt::Display for SurvivalRisks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = self.runs();
        let total = |of: fn(&RisksAtTime) -> &Tally| {
            Tally::total(runs.iter().map(of)).value().unwrap_or(f64::INFINITY)
        };
        let (events, censored) = (total(|run| &run.events), total(|run| &run.censored));
        write!(f, "{events} events and {censored} censored by {} times and risks", runs.len())
    }
}
