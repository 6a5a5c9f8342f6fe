//! The continuous ranked probability score of ensembles.

use ndarray::{ArrayRef, Dimension};

use crate::batch::Shapes;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::network::{LANES, greater, lesser, sort_lanes};
use crate::mean::{MeanMeasure, PerTarget, Targeted, refuse_targets, write_target_terms};
use crate::scale::{Scale, Unit};

/// The most members that are sorted by a network.
const NETWORK: usize = 512;

/// The continuous ranked probability score (CRPS) of ensembles.
///
/// Σ|xᵢ − y|/M − ΣΣ|xᵢ − xⱼ|/(2M²) of the members x₁ … `x_M`, averaged over all targets
/// ([Gneiting and Raftery 2007][g]); of one member it is the absolute error. It judges the distribution of
/// the members themselves, and so favours large ensembles: with `fair: true` the second divisor is
/// 2M·(M − 1), and the score judges the distribution that the members were drawn from, whatever their
/// number ([Ferro 2014][f]). It is computed as the integral ∫(F(x) − [y ≤ x])² dx over the members in
/// order, in which nothing cancels: a term is within 2^-46 for up to a hundred members.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., members]`, members in any order; any finite
///   numbers, as `f64`. The value is in units of the data.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass with a sort of each row; memory for eight rows.
/// - **Errors:** other shapes, numbers that are not finite, a fair score of one member, bad weights.
///
/// The default is that of torchmetrics and properscoring, which have no fair score, and of scoringrules.
/// Neither Keras nor scikit-learn has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, members) = (array![2.0], array![[4.0, 1.0, 2.0]]);
/// let score = EnsembleCrps::default().evaluate(&y_true, &members)?;
/// assert!((score - 1.0 / 3.0).abs() < 1e-15); // (2 + 1 + 0)/3 − 12/18
/// assert_eq!(EnsembleCrps { fair: true }.evaluate(&y_true, &members)?, 0.0); // 3/3 − 12/12
/// # Ok::<(), Error>(())
/// ```
///
/// [f]: https://doi.org/10.1002/qj.2270
/// [g]: https://doi.org/10.1198/016214506000001437
#[doc(alias = "crps")]
#[doc(alias = "crps_ensemble")]
#[doc(alias = "continuous_ranked_probability_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct EnsembleCrps {
    /// Whether the score judges the distribution that the members were drawn from. `false` by default:
    /// the distribution of the members themselves.
    pub fair: bool,
}

impl MeanMeasure for EnsembleCrps {
    type Unit = PerTarget;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        if self.fair && shapes.classes() == 1 {
            let expected = "false for an ensemble of one member, whose spread is unknown";
            return Err(Error::parameter("fair", true, expected));
        }
        Ok(())
    }
}

impl Targeted for EnsembleCrps {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |y, members| {
            let mut sorted: Vec<[f64; 1]> =
                members.iter().map(|member| [member.to_f64()]).collect();
            sorted.sort_unstable_by(|[one], [other]| one.total_cmp(other));
            let [score] = self.pairs(members.len()).scores([y.to_f64()], &sorted);
            score
        }
    }

    /// Sorts eight rows at once.
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        let members = p.len() / terms.len().max(1);
        if members > NETWORK {
            return write_target_terms(self.domains(), y, p, terms, self.formula());
        }
        let (pairs, mut sorted) = (self.pairs(members), vec![[0.0; LANES]; members]);
        let groups = y.chunks(LANES).zip(p.chunks(LANES * members)).zip(terms.chunks_mut(LANES));
        for ((y, p), terms) in groups {
            let mut targets = [0.0; LANES];
            for (lane, (row, y)) in p.chunks_exact(members).zip(y).enumerate() {
                targets[lane] = y.to_f64();
                sorted
                    .iter_mut()
                    .zip(row)
                    .for_each(|(sorted, member)| sorted[lane] = member.to_f64());
            }
            sort_lanes(&mut sorted);
            terms.copy_from_slice(&pairs.scores(targets, &sorted)[..terms.len()]);
        }
        refuse_targets(self.domains(), y, p, terms);
    }
}

impl EnsembleCrps {
    fn pairs(&self, members: usize) -> Pairs {
        let ahead = usize::from(self.fair);
        let pairs = |k: usize| k as f64 * k.saturating_sub(ahead) as f64;
        let shares = (0..=members).map(|k| pairs(k) / pairs(members)).collect();
        Pairs { shares, first: 1 + ahead }
    }
}

/// Of all pairs of members, in a fair score of different members, the share of which both are among k.
struct Pairs {
    /// The shares by k.
    shares: Vec<f64>,
    /// The least k of a share above 0.
    first: usize,
}

impl Pairs {
    /// Returns the scores of ensembles of rising members, one in each lane: ∫F(x)² dx below the truth, where
    /// k members lie below x and F(x)² is the share of their pairs, and alike above the truth.
    #[inline(always)]
    fn scores<const N: usize>(&self, y: [f64; N], rising: &[[f64; N]]) -> [f64; N] {
        let members = rising.len();
        let (lowest, highest) = (rising[0], rising[members - 1]);
        let mut totals = [0.0; N];
        for (lane, total) in totals.iter_mut().enumerate() {
            let y = y[lane];
            *total = (greater(lowest[lane], y) - y) + (y - lesser(highest[lane], y));
        }
        for k in self.first..members {
            let (share, [low, high]) = (self.shares[k], [rising[k - 1], rising[k]]);
            let [lower, upper] = [rising[members - k - 1], rising[members - k]];
            for (lane, total) in totals.iter_mut().enumerate() {
                let y = y[lane];
                let below = lesser(high[lane], y) - lesser(low[lane], y);
                let above = greater(upper[lane], y) - greater(lower[lane], y);
                *total += share * (below + above);
            }
        }
        totals
    }
}

/// [`EnsembleCrps`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let score = metrics::ensemble_crps(&array![2.0], &array![[0.0, 4.0]])?;
/// assert_eq!(score, 1.0); // 2 − 8/8
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn ensemble_crps<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    EnsembleCrps::default().evaluate(y_true, y_pred)
}
