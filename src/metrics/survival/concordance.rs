//! The concordance index.

use ndarray::{ArrayRef, Dimension};

use super::TimesAndEvents;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::SurvivalRisks;

/// Harrell's concordance index of predicted risks.
///
/// The share of comparable pairs in which the sample whose event came first has the higher risk, equal risks counting
/// half ([Harrell and others 1982][h]). A pair is comparable if the earlier sample had the event; of equal times, if
/// exactly one had it, which is then the earlier one. It depends on the order of times and of risks alone. Within 1 ulp.
///
/// - **Shapes:** the truth `[batch, 2]` or `[batch, .., 2]`: a finite time, and 1 if the event happened then or 0 if the
///   observation ended without it (censored). The prediction a risk for each, `[batch]` or `[batch, ..]`, any number but
///   NaN: the higher, the sooner the event. Predicted times of survival are no risks: give them with a minus sign. The
///   value is in [0, 1], 0.5 for constant risks.
/// - **Undefined:** without a weight above zero; without a comparable pair; where weights lie so far apart that their
///   products leave the range of `f64`.
/// - **Weights:** for risks. The weight of a pair is the product of both, so that a sample of weight 2 counts as two
///   equal ones.
/// - **Cost:** one pass and a radix sort, memory for every distinct sample; see [`SurvivalRisks`].
/// - **Errors:** other shapes, times that are not finite, events other than 0 and 1, risks that are NaN, integers that no
///   `f64` holds, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. It is the first value of scikit-survival's
/// `concordance_index_censored`; lifelines' `concordance_index` takes times of survival for risks, so that it gives 1
/// less this value. Neither takes weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let times_and_events = array![[1.0, 1.0], [2.0, 1.0], [3.0, 0.0]];
/// let risks = array![3.0, 1.0, 2.0];
/// // The first event before both others, and the second, of the lowest risk, before the third.
/// assert_eq!(ConcordanceIndex.evaluate(&times_and_events, &risks)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.1001/jama.1982.03320430047030
#[doc(alias = "c_index")]
#[doc(alias = "concordance_index_censored")]
#[doc(alias = "harrells_c")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ConcordanceIndex;

impl Measure for ConcordanceIndex {
    type Observer = TimesAndEvents;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> TimesAndEvents {
        TimesAndEvents
    }

    fn read(&self, risks: &SurvivalRisks) -> Result<f64, Undefined> {
        risks.concordance_index()
    }
}

/// [`ConcordanceIndex`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // The observation of the first sample ended before any event, so that one pair is comparable.
/// let times_and_events = array![[1, 0], [2, 1], [3, 1]];
/// assert_eq!(metrics::concordance_index(&times_and_events, &array![0.1, 0.9, 0.4])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn concordance_index<T: Element, D: Dimension, P: Element, E: Dimension>(
    times_and_events: &ArrayRef<T, D>,
    risks: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    ConcordanceIndex.evaluate(times_and_events, risks)
}
