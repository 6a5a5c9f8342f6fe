//! Where the truth falls in Gaussian distributions.

use std::f64::consts::FRAC_1_SQRT_2;

use super::columns::check_columns;
use super::gaussian::GaussianCrps;
use crate::batch::{Block, Layout, Shapes};
use crate::domain::Domain;
use crate::element::{Element, difference};
use crate::error::{Error, Undefined};
use crate::kernel::erf::erf;
use crate::mean::Targeted;
use crate::measure::{Measure, Observer};
use crate::scale::{Direction, Scale};
use crate::state::{ConfusionMatrix, Tally};

/// The histogram of the probability integral transform (PIT) of Gaussian distributions.
///
/// The share of targets whose Φ((y − μ)/σ), the probability of a number below the truth, lies in each of `num_bins` bins
/// of equal width in [0, 1] ([Gneiting, Balabdaoui and Raftery 2007][g]); a bin holds its lower end, the last one both
/// ends. Distributions from which the truth is drawn have the same share everywhere; distributions of too little spread
/// have a U, of too much a hump, biased ones a slope. The transform is within 2 ulp, a share within 1 ulp.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., 2]`, the mean μ and the standard deviation σ for each target;
///   any finite numbers, deviations above 0. The value is a share in [0, 1] for each bin.
/// - **Undefined:** without a weight above zero; where a total of weights exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, memory for each bin that occurs.
/// - **Errors:** other shapes, numbers that are not finite, deviations of 0 or less, 0 bins or more than 2^22, bad
///   weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. For ensembles see
/// [`RankHistogram`](super::RankHistogram).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0.1, -1.0, 2.0, 9.0];
/// let gaussians = array![[0.0, 1.0], [0.0, 1.0], [0.0, 1.0], [8.0, 0.5]]; // Φ of 0.54, 0.16, 0.98 and 0.98
/// let shares = GaussianPitHistogram { num_bins: 4 }.evaluate(&y_true, &gaussians)?;
/// assert_eq!(shares, [Ok(0.25), Ok(0.0), Ok(0.25), Ok(0.5)]);
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1111/j.1467-9868.2007.00587.x
#[doc(alias = "pit_histogram")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct GaussianPitHistogram {
    /// The number of bins. 10 by default.
    pub num_bins: usize,
}

impl Default for GaussianPitHistogram {
    fn default() -> Self {
        Self { num_bins: 10 }
    }
}

/// The cell of a target in the state: its row is the bin, its column is the first.
impl Observer for GaussianPitHistogram {
    type State = ConfusionMatrix;

    fn empty(&self) -> ConfusionMatrix {
        ConfusionMatrix::new(self.num_bins, None)
    }

    fn layout(&self) -> Layout {
        Layout::TARGETS_AND_ROWS
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if (1..=1 << 22).contains(&self.num_bins) {
            return Ok(());
        }
        Err(Error::parameter("num_bins", self.num_bins, "a number from 1 to 4194304"))
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, 2, "the mean and the standard deviation")
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ConfusionMatrix,
    ) -> Result<(), Error> {
        let mut weights = vec![1.0; block.units()];
        block.weights(0..weights.len(), &mut weights)?;
        let rows = block.y_true().iter().zip(block.y_pred().as_chunks::<2>().0);
        for (unit, ((&y, row), &weight)) in rows.zip(&weights).enumerate() {
            if weight > 0.0 {
                let truth = (Domain::Finite, unit..unit + 1);
                let numbers = (Domain::Finite, 2 * unit..2 * unit + 2);
                block.refusal(truth, numbers).map_or(Ok(()), Err)?;
                if row[1].to_f64() <= 0.0 {
                    return Err(GaussianCrps.refusal_of(block.unit_index(unit), y, row));
                }
                let cell = self.bin(y, row) * self.num_bins;
                state.add_tally(cell, &Tally::from_checked(weight));
            }
        }
        Ok(())
    }
}

impl GaussianPitHistogram {
    /// Returns the bin of Φ((y − μ)/σ).
    fn bin<T: Element, P: Element>(&self, y: T, [mean, deviation]: &[P; 2]) -> usize {
        let root = difference(y, *mean) / deviation.to_f64() * FRAC_1_SQRT_2;
        let below = 0.5 + 0.5 * erf(root.abs()).copysign(root);
        ((below * self.num_bins as f64) as usize).min(self.num_bins - 1)
    }
}

impl Measure for GaussianPitHistogram {
    type Observer = Self;
    type Output = Vec<Result<f64, Undefined>>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, 1.0, Direction::Neither)
    }

    fn observer(&self) -> Self {
        *self
    }

    fn read(&self, cells: &ConfusionMatrix) -> Vec<Result<f64, Undefined>> {
        let (all, bins) = (cells.total(), cells.support());
        if all.is_zero() {
            return vec![Err(Undefined::NoSamples)];
        }
        bins.iter().map(|weight| weight.ratio(&all)).collect()
    }
}
