//! How much closer points are to their own cluster than to the next one.

use ndarray::{Array1, ArrayRef, Dimension};

use super::distances::{Blocks, ROWS, of_rows};
use super::points::Clusters;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::state::ExactSum;

/// The mean silhouette of labelled points: how much closer points are to their own cluster than to the next one.
///
/// The mean of (b − a)/max(a, b) over all points, with the mean distance a of a point to the others of its cluster, and
/// the least mean distance b to the points of another cluster ([Rousseeuw 1987][r]); 0 for a point that is alone in its
/// cluster, and where a and b are 0. Distances are Euclidean. The value has the same bits for any order of the points,
/// other labels of the clusters, and any number of threads.
///
/// - **Shapes:** labels of clusters `[batch, ..]`, any whole numbers, and points `[batch, .., features]`, finite
///   numbers. The value is in [−1, 1].
/// - **Undefined:** without points; for a single cluster, or as many clusters as points.
/// - **Weights:** none.
/// - **Cost:** a distance for each two points, in blocks, on all cores with the feature `rayon`; memory for the points.
///   A batch in memory: there is no stream of it.
///
/// It is scikit-learn's `silhouette_score`, which takes the points first, any metric, and samples of the points.
/// scikit-learn takes squares of distances as differences, whose digits cancel for points far from 0.
///
/// # Errors
///
/// Other shapes, labels that are no whole numbers, features that are not finite, and [`Error::Undefined`]. Messages
/// call the labels `y_true` and the points `y_pred`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let points = array![[0.0], [1.0], [10.0], [12.0]];
/// let value = metrics::silhouette(&array![0, 0, 1, 1], &points)?;
/// // a is 1, 1, 2, 2, and b is 11, 10, 9.5, 11.5.
/// assert!((value - (10.0 / 11.0 + 0.9 + 7.5 / 9.5 + 9.5 / 11.5) / 4.0).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
///
/// [r]: https://doi.org/10.1016/0377-0427(87)90125-7
pub fn silhouette<T: Element, D: Dimension, P: Element, E: Dimension>(
    labels: &ArrayRef<T, D>,
    points: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    let (mut sum, mut count) = (ExactSum::new(), ExactSum::new());
    let values = silhouettes(&Clusters::of(labels, points)?)?;
    // No silhouette is NaN.
    let _ = sum.add_slice(&values);
    count.add_count(values.len() as u64);
    Ok(sum.ratio(&count)?)
}

/// The silhouette of each point, as [`silhouette`] takes the mean of, in the order of the points.
///
/// It is scikit-learn's `silhouette_samples`.
///
/// # Errors
///
/// As [`silhouette`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let points = array![[0.0], [10.0], [1.0], [30.0]];
/// let values = metrics::silhouette_samples(&array![0, 1, 0, 2], &points)?;
/// assert_eq!(values, array![0.9, 0.0, 8.0 / 9.0, 0.0]); // 1 beside 10, alone, 1 beside 9, alone
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn silhouette_samples<T: Element, D: Dimension, P: Element, E: Dimension>(
    labels: &ArrayRef<T, D>,
    points: &ArrayRef<P, E>,
) -> Result<Array1<f64>, Error> {
    let clusters = Clusters::of(labels, points)?;
    let mut values = Array1::zeros(clusters.len());
    for (&place, value) in clusters.places.iter().zip(silhouettes(&clusters)?) {
        values[place] = value;
    }
    Ok(values)
}

/// Returns the silhouette of each point, by cluster.
fn silhouettes(points: &Clusters) -> Result<Vec<f64>, Undefined> {
    if points.ends.len() == points.len() {
        return Err(Undefined::TooFewSamples);
    }
    let blocks = Blocks::of(points);
    let rows = of_rows(points, |rows| of_four(points, &blocks, rows));
    let mut values: Vec<_> = rows.into_iter().flatten().collect();
    values.truncate(points.len());
    Ok(values)
}

/// The silhouettes of some points.
fn of_four(points: &Clusters, blocks: &Blocks, rows: [usize; ROWS]) -> [f64; ROWS] {
    let (mut own, mut next) = ([None; ROWS], [f64::INFINITY; ROWS]);
    let start = |cluster: usize| cluster.checked_sub(1).map_or(0, |before| points.ends[before]);
    for (number, cluster) in blocks.clusters().iter().enumerate() {
        let sums = blocks.sums(rows.map(|row| points.point(row)), cluster);
        for (i, sum) in sums.into_iter().enumerate() {
            if (start(number)..points.ends[number]).contains(&rows[i]) {
                own[i] = (cluster.count > 1).then(|| sum / (cluster.count - 1) as f64);
            } else {
                next[i] = next[i].min(sum / cluster.count as f64);
            }
        }
    }
    std::array::from_fn(|i| own[i].map_or(0.0, |own| of_means(own, next[i])))
}

/// (b − a)/max(a, b), and 0 for 0/0.
fn of_means(own: f64, next: f64) -> f64 {
    let largest = own.max(next);
    if largest == 0.0 { 0.0 } else { (next - own) / largest }
}
