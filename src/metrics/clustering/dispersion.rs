//! How far clusters are apart, in one pass.

use ndarray::{ArrayRef, Dimension};

use super::labels::{self, Counts};
use crate::batch::{Block, Layout};
use crate::domain::Domain;
use crate::element::{Element, fits_f32};
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::{Measure, Observer};
use crate::scale::{Direction, Scale};
use crate::state::ClusterMoments;

/// How far clusters are apart, beside how far their points are from their centres; the variance ratio criterion.
///
/// (B/(k − 1))/(W/(n − k)) for n points in k clusters, with B = Σnⱼ|cⱼ − c|² over the centres cⱼ of nⱼ points and the
/// centre c of all points, and W = Σ|x − cⱼ|² over the points x ([Caliński and Harabasz 1974][c]). It is computed in
/// one pass, in constant memory, from exact sums: within 8 ulp, wherever the points lie.
///
/// - **Shapes:** labels of clusters `[batch, ..]`, any whole numbers, and points `[batch, .., features]`, finite
///   numbers. The value is at least 0.
/// - **Undefined:** without a weight above zero; for a single cluster, or as many clusters as points; if the points of
///   each cluster are equal; for points beyond some 1e140.
/// - **Weights:** for points, or for leading axes such as samples: a mask, or whole numbers up to 2^32 that say how many
///   points each one stands for.
/// - **Cost:** one pass, 280 bytes for each cluster and feature; see [`ClusterMoments`].
/// - **Errors:** other shapes, labels that are no whole numbers, features that are not finite, another number of
///   features than before, weights that are no whole numbers.
///
/// It is scikit-learn's `calinski_harabasz_score` and torchmetrics' `CalinskiHarabaszScore`, which take the points first
/// and keep them all; scikit-learn's is 1 for clusters of equal points. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // B is 110.25 and W 2.5.
/// let (labels, points) = (array![0, 0, 1, 1], array![[0.0], [1.0], [10.0], [12.0]]);
/// assert_eq!(CalinskiHarabasz.evaluate(&labels, &points)?, 88.2);
/// assert_eq!(CalinskiHarabasz.evaluate(&labels, &(points + 1e8))?, 88.2);
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: https://doi.org/10.1080/03610927408827101
#[doc(alias = "calinski_harabasz_score")]
#[doc(alias = "variance_ratio_criterion")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CalinskiHarabasz;

/// Fills the [`ClusterMoments`] of labelled points: the observer of [`CalinskiHarabasz`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClusterPoints;

impl Observer for ClusterPoints {
    type State = ClusterMoments;

    fn empty(&self) -> ClusterMoments {
        ClusterMoments::default()
    }

    fn layout(&self) -> Layout {
        Layout::TARGETS_AND_ROWS
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        clusters: &mut ClusterMoments,
    ) -> Result<(), Error> {
        block.check_labels_beside_floats()?;
        block.check_scores()?;
        let (features, counts) = (block.classes(), Counts::of(block)?);
        if counts.is_none() && add_all(block, features, clusters)? {
            return Ok(());
        }
        let mut point = vec![0.0; features];
        for (unit, row) in block.y_pred().chunks_exact(features).enumerate() {
            let count = counts.as_ref().map_or(1.0, |counts| counts.all()[unit]);
            if count > 0.0 {
                let label = labels::label(block.y_true()[unit]).ok_or_else(|| {
                    labels::refusal("y_true", block.true_index(unit), block.y_true()[unit])
                })?;
                write_point(block, unit, row, &mut point)?;
                clusters.check_features(features)?;
                clusters.add(label, &point, count as u64)?;
            }
        }
        Ok(())
    }
}

/// Adds the points of a block without weights. Returns false and adds nothing if a number is refused.
fn add_all<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    features: usize,
    clusters: &mut ClusterMoments,
) -> Result<bool, Error> {
    let Ok(labels) = labels::of_present(block.y_true(), None) else { return Ok(false) };
    let points: Vec<_> = block.y_pred().iter().map(|feature| feature.to_f64()).collect();
    if !points.iter().fold(true, |all, feature| all & feature.is_finite()) {
        return Ok(false);
    }
    clusters.check_features(features)?;
    clusters.add_points(&labels, &points, features, fits_f32::<P>())?;
    Ok(true)
}

/// Writes the features of a point, or refuses the first that is not finite.
fn write_point<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    unit: usize,
    row: &[P],
    point: &mut [f64],
) -> Result<(), Error> {
    point.iter_mut().zip(row).for_each(|(feature, number)| *feature = number.to_f64());
    if point.iter().all(|feature| feature.is_finite()) {
        return Ok(());
    }
    let range = unit * row.len()..(unit + 1) * row.len();
    let refusal = block.refusal((Domain::Finite, 0..0), (Domain::Finite, range));
    Err(refusal.unwrap_or(Error::Undefined(Undefined::Overflow)))
}

impl Measure for CalinskiHarabasz {
    type Observer = ClusterPoints;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, f64::INFINITY, Direction::Higher)
    }

    fn observer(&self) -> ClusterPoints {
        ClusterPoints
    }

    fn read(&self, clusters: &ClusterMoments) -> Result<f64, Undefined> {
        clusters.calinski_harabasz()
    }
}

/// [`CalinskiHarabasz`] of one batch: labels, then points.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let points = array![[0.0], [1.0], [10.0], [12.0]];
/// assert_eq!(metrics::calinski_harabasz(&array![0, 0, 1, 1], &points)?, 88.2);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn calinski_harabasz<T: Element, D: Dimension, P: Element, E: Dimension>(
    labels: &ArrayRef<T, D>,
    points: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CalinskiHarabasz.evaluate(labels, points)
}
