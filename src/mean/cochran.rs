//! Several models on the same samples: Cochran's Q.

use ndarray::{ArrayRef, Dimension};

use super::compared_terms::KeptSamples;
use super::measure::MeanMeasure;
use super::observer::Terms;
use super::sample_terms::ByTotals;
use crate::batch::Batch;
use crate::comparison::{ComparedBy, named};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::Measure as _;
use crate::pass;
use crate::scale::Direction;
use crate::state::State;
use crate::uncertainty::distributions::chi_square;

/// Whether several models are right equally often on the same samples ([Cochran 1950][c]).
///
/// `Q = (k − 1)·(k·ΣCⱼ² − N²)/(k·N − ΣRᵢ²)` of k models, of which model j has Cⱼ samples right, Rᵢ models sample i, and
/// `N = ΣCⱼ`. If all models are equally good, Q is nearly of the chi-square distribution with k − 1 degrees of freedom.
/// Of two models Q is McNemar's statistic (b − c)²/(b + c). Whole numbers until the quotient.
///
/// Made by [`cochrans_q`](crate::Evaluate::cochrans_q). Counts of several batches [`merge`](State::merge_checked).
///
/// [c]: https://doi.org/10.1093/biomet/37.3-4.256
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CochransQ {
    hits: Vec<u64>,
    samples: u64,
    /// `ΣRᵢ²`.
    squares: u64,
}

impl CochransQ {
    /// How many samples each model has right.
    #[must_use]
    pub fn hits(&self) -> &[u64] {
        &self.hits
    }

    /// The number of samples.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// The statistic Q, 0 if all models are right on the same samples.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Overflow`] for counts beyond all bounds.
    pub fn statistic(&self) -> Result<f64, Undefined> {
        if self.samples == 0 {
            return Err(Undefined::NoSamples);
        }
        let k = self.hits.len() as u128;
        let total: u128 = self.hits.iter().map(|&hits| u128::from(hits)).sum();
        let squares = self.hits.iter().map(|&hits| u128::from(hits).pow(2)).sum::<u128>();
        let spread = k.checked_mul(squares).zip(total.checked_pow(2));
        let spread = spread.and_then(|(all, mean)| (all - mean).checked_mul(k - 1));
        let below = k * total - u128::from(self.squares);
        match spread.ok_or(Undefined::Overflow)? {
            0 => Ok(0.0),
            spread => Ok(spread as f64 / below as f64),
        }
    }

    /// The probability of a Q at least as large, if all models were equally good.
    ///
    /// # Errors
    ///
    /// As [`statistic`](Self::statistic).
    pub fn p_value(&self) -> Result<f64, Undefined> {
        let statistic = self.statistic()?;
        let freedom = u32::try_from(self.hits.len() - 1).map_err(|_| Undefined::Overflow)?;
        Ok(chi_square::at_least(statistic, freedom))
    }
}

/// Counts the samples that each of several models has right.
pub(crate) fn cochrans_q<M, T, D, P, E>(
    measure: &M,
    y_true: &ArrayRef<T, D>,
    predictions: &[&ArrayRef<P, E>],
) -> Result<CochransQ, Error>
where
    M: MeanMeasure,
    T: Element,
    P: Element,
    D: Dimension,
    E: Dimension,
{
    let models = predictions.len();
    if models < 2 {
        return Err(Error::parameter(
            "predictions",
            models,
            "two arrays at least, one of each model",
        ));
    }
    measure.check()?;
    let each = ByTotals::each(&Terms(measure.clone()));
    let (mut right, mut hits) = (Vec::new(), Vec::with_capacity(models));
    for (model, y_pred) in predictions.iter().enumerate() {
        let batch = pass::filled(&each, &Batch::new(y_true, y_pred, None));
        let batch = batch.map_err(|error| named(error, format_args!("predictions[{model}]")))?;
        let own = own_hits(measure, &batch).ok_or(Undefined::NoShare)?;
        right.resize(own.len(), 0);
        right.iter_mut().zip(&own).for_each(|(right, own)| *right += own);
        hits.push(own.iter().sum());
    }
    let squares = right.iter().map(|right| right * right).sum();
    Ok(CochransQ { hits, samples: right.len() as u64, squares })
}

/// Returns 1 for each sample that is right and 0 for each that is wrong; `None` if terms are neither.
fn own_hits<M: MeanMeasure>(measure: &M, batch: &KeptSamples) -> Option<Vec<u64>> {
    let scale = measure.value_scale();
    let terms = batch.hits().filter(|_| scale.least >= 0.0 && scale.most <= 1.0)?;
    let right = if scale.direction == Direction::Lower { 0.0 } else { 1.0 };
    Some(terms.iter().map(|&term| u64::from(term == right)).collect())
}

impl State for CochransQ {
    /// Refuses counts of another number of models.
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if self.hits.is_empty() || other.hits.is_empty() || self.hits.len() == other.hits.len() {
            return Ok(());
        }
        let models = |hits: &[u64]| format!("counts of {} models", hits.len());
        Err(Error::Configuration { ours: models(&self.hits), theirs: models(&other.hits) })
    }

    fn merge(&mut self, other: &Self) {
        self.hits.resize(self.hits.len().max(other.hits.len()), 0);
        for (ours, theirs) in self.hits.iter_mut().zip(&other.hits) {
            *ours += theirs;
        }
        self.samples += other.samples;
        self.squares += other.squares;
    }
}
