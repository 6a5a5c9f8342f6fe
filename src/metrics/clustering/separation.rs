//! How far clusters are apart beside their own size.

use ndarray::{ArrayRef, Dimension};

use super::distances::{Blocks, of_rows};
use super::points::Clusters;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::state::ExactSum;

/// The Davies–Bouldin index of labelled points: how large clusters are beside the distance to the cluster that is
/// closest so, on average.
///
/// The mean over clusters i of the largest (sᵢ + sⱼ)/dᵢⱼ over other clusters j, with the mean distance s of the points of a
/// cluster to its centre, and the distance d between two centres ([Davies and Bouldin 1979][d]); lower is better. Distances
/// are Euclidean, and relative to a point of each cluster, so that points far from 0 lose no digits. The value has the
/// same bits for any order of the points and other labels of the clusters.
///
/// - **Shapes:** labels of clusters `[batch, ..]`, any whole numbers, and points `[batch, .., features]`, finite
///   numbers. The value is at least 0.
/// - **Undefined:** without points; for a single cluster; where two clusters have one centre.
/// - **Weights:** none.
/// - **Cost:** a distance for each point and each two clusters; memory for the points. A batch in memory: there is no
///   stream of it.
///
/// It is scikit-learn's `davies_bouldin_score` and torchmetrics' `DaviesBouldinScore`, which take the points first;
/// scikit-learn leaves out clusters of one centre.
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
/// // Centres at 0.5 and 11, with points at 0.5 and at 1 from them.
/// let points = array![[0.0], [1.0], [10.0], [12.0]];
/// assert_eq!(metrics::davies_bouldin(&array![0, 0, 1, 1], &points)?, 1.0 / 7.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
///
/// [d]: https://doi.org/10.1109/TPAMI.1979.4766909
pub fn davies_bouldin<T: Element, D: Dimension, P: Element, E: Dimension>(
    labels: &ArrayRef<T, D>,
    points: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    let points = Clusters::of(labels, points)?;
    let centres: Result<Vec<_>, _> =
        points.ranges().map(|range| Centre::of(&points, range)).collect();
    Ok(mean_of_worst(&centres?)?)
}

/// The Dunn index of labelled points: the least distance between points of two clusters, over the largest between points
/// of one.
///
/// min d(x, y) over points x and y of different clusters, over max d(x, y) over points of one cluster ([Dunn 1974][d]);
/// higher is better. Distances are Euclidean. The value has the same bits for any order of the points, other labels of the
/// clusters, and any number of threads.
///
/// - **Shapes:** labels of clusters `[batch, ..]`, any whole numbers, and points `[batch, .., features]`, finite
///   numbers. The value is at least 0.
/// - **Undefined:** without points; for a single cluster; where the points of each cluster are equal.
/// - **Weights:** none.
/// - **Cost:** a distance for each two points, in blocks, on all cores with the feature `rayon`; memory for the points.
///   A batch in memory: there is no stream of it.
///
/// torchmetrics' `DunnIndex` measures distances between centres, and from points to their centre, instead. Keras and
/// scikit-learn have no such metric.
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
/// // 1 and 10 are the closest of two clusters, 10 and 12 the farthest of one.
/// let points = array![[0.0], [1.0], [10.0], [12.0]];
/// assert_eq!(metrics::dunn_index(&array![0, 0, 1, 1], &points)?, 4.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
///
/// [d]: https://doi.org/10.1080/01969727408546059
pub fn dunn_index<T: Element, D: Dimension, P: Element, E: Dimension>(
    labels: &ArrayRef<T, D>,
    points: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    let points = Clusters::of(labels, points)?;
    let blocks = Blocks::of(&points);
    let found = of_rows(&points, |rows| extremes(&points, &blocks, rows));
    let between = found.iter().map(|[between, _]| *between).fold(f64::INFINITY, f64::min);
    let within = found.iter().map(|[_, within]| *within).fold(0.0, f64::max);
    if within == 0.0 { Err(Undefined::Constant.into()) } else { Ok((between / within).sqrt()) }
}

/// The least square of a distance to another cluster, and the largest within one, of some points.
fn extremes(points: &Clusters, blocks: &Blocks, rows: [usize; 4]) -> [f64; 2] {
    let (mut between, mut within) = (f64::INFINITY, 0.0_f64);
    for (range, cluster) in points.ranges().zip(blocks.clusters()) {
        for own in [true, false] {
            // Points that are not asked about are stood in for by one that is.
            let asked = |row: &usize| range.contains(row) == own;
            let Some(&first) = rows.iter().find(|row| asked(row)) else { continue };
            let rows = rows.map(|row| points.point(if asked(&row) { row } else { first }));
            let [least, largest] = blocks.extremes(rows, cluster);
            match own {
                true => within = within.max(largest),
                false => between = between.min(least),
            }
        }
    }
    [between, within]
}

/// The centre of a cluster, as a point of it and how far the centre is from there.
struct Centre {
    point: Vec<f64>,
    apart: Vec<f64>,
    /// The mean distance of the points to the centre.
    scatter: f64,
}

impl Centre {
    fn of(points: &Clusters, range: std::ops::Range<usize>) -> Result<Self, Undefined> {
        let first = points.point(range.start);
        let feature = |i: usize| mean(range.clone().map(|row| points.point(row)[i] - first[i]));
        let apart = (0..points.width).map(feature).collect::<Result<Vec<_>, _>>()?;
        let distance = |row: usize| {
            let own = points.point(row).iter().zip(first).zip(&apart);
            own.map(|((own, first), apart)| (own - first - apart).powi(2)).sum::<f64>().sqrt()
        };
        let scatter = mean(range.clone().map(distance))?;
        Ok(Self { point: first.to_vec(), apart, scatter })
    }

    fn distance(&self, other: &Self) -> f64 {
        let points = self.point.iter().zip(&other.point).map(|(a, b)| a - b);
        let apart = self.apart.iter().zip(&other.apart).map(|(a, b)| a - b);
        points.zip(apart).map(|(points, apart)| (points + apart).powi(2)).sum::<f64>().sqrt()
    }
}

/// The mean of numbers, rounded once.
fn mean(numbers: impl Iterator<Item = f64>) -> Result<f64, Undefined> {
    let (mut sum, mut count) = (ExactSum::new(), ExactSum::new());
    let numbers: Vec<_> = numbers.collect();
    // No number is NaN.
    let _ = sum.add_slice(&numbers);
    count.add_count(numbers.len() as u64);
    sum.ratio(&count)
}

fn mean_of_worst(centres: &[Centre]) -> Result<f64, Undefined> {
    let mut worst = vec![0.0_f64; centres.len()];
    for (i, one) in centres.iter().enumerate() {
        for (_, other) in centres.iter().enumerate().filter(|(j, _)| *j != i) {
            let distance = one.distance(other);
            if distance == 0.0 {
                return Err(Undefined::Constant);
            }
            worst[i] = worst[i].max((one.scatter + other.scatter) / distance);
        }
    }
    mean(worst.into_iter())
}
