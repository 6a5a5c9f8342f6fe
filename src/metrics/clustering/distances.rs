//! Distances from some points to all points of a cluster.
//!
//! **Idea.** The points of a cluster lie in blocks of eight, feature by feature, so that eight squares of distances
//! are added up at once. Four points are measured at a time against a block, which is read from memory once. Squares
//! are sums of squared differences, not differences of squares: points far from 0 lose no digits.
//!
//! **Price.** For each distance two additions and a multiplication a feature, and a root where it is asked for.

use super::points::Clusters;
use crate::kernel::vectorized;

/// Points of a block.
pub(super) const LANES: usize = 8;

/// Points that are measured against a block at a time.
pub(super) const ROWS: usize = 4;

/// The points of all clusters in blocks, the last block of each cluster filled up with its last point.
pub(super) struct Blocks {
    /// Eight numbers for each feature of each block.
    features: Vec<[f64; LANES]>,
    width: usize,
    clusters: Vec<Cluster>,
}

/// The blocks of one cluster.
pub(super) struct Cluster {
    /// The place of the first block.
    first: usize,
    /// The number of points.
    pub(super) count: usize,
}

/// The squares of distances from some points to the points of a block.
pub(super) type Squares = [[f64; LANES]; ROWS];

impl Blocks {
    pub(super) fn of(points: &Clusters) -> Self {
        let (width, mut features, mut clusters) = (points.width, Vec::new(), Vec::new());
        for range in points.ranges() {
            clusters.push(Cluster { first: features.len() / width, count: range.len() });
            for first in range.clone().step_by(LANES) {
                let lane = |lane: usize| points.point((first + lane).min(range.end - 1));
                features.extend(
                    (0..width)
                        .map(|feature| std::array::from_fn::<_, LANES, _>(|i| lane(i)[feature])),
                );
            }
        }
        Self { features, width, clusters }
    }

    pub(super) fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// The blocks of a cluster, each with the number of its points.
    #[inline(always)]
    fn blocks(&self, cluster: &Cluster) -> impl Iterator<Item = (&[[f64; LANES]], usize)> {
        let count = cluster.count.div_ceil(LANES);
        let features = &self.features[cluster.first * self.width..][..count * self.width];
        let counts = (0..count).map(|block| LANES.min(cluster.count - block * LANES));
        features.chunks_exact(self.width).zip(counts)
    }

    /// The sums of the distances from some points to all points of a cluster.
    pub(super) fn sums(&self, points: [&[f64]; ROWS], cluster: &Cluster) -> [f64; ROWS] {
        vectorized!(|| {
            let mut sums = [[0.0; LANES]; ROWS];
            for (block, count) in self.blocks(cluster) {
                let squares = squares(points, block);
                // A factor, not a branch, so that eight roots are taken at once.
                let mask =
                    std::array::from_fn::<_, LANES, _>(|lane| f64::from(u8::from(lane < count)));
                for (sums, squares) in sums.iter_mut().zip(&squares) {
                    for ((sum, square), mask) in sums.iter_mut().zip(squares).zip(mask) {
                        *sum += square.sqrt() * mask;
                    }
                }
            }
            sums.map(|sums| sums.iter().sum())
        })
    }

    /// The least and the largest square of a distance from some points to the points of a cluster.
    pub(super) fn extremes(&self, points: [&[f64]; ROWS], cluster: &Cluster) -> [f64; 2] {
        vectorized!(|| {
            let (mut least, mut largest) = ([f64::INFINITY; LANES], [0.0; LANES]);
            for (block, _) in self.blocks(cluster) {
                for squares in squares(points, block) {
                    for lane in 0..LANES {
                        let square = squares[lane];
                        least[lane] = if square < least[lane] { square } else { least[lane] };
                        largest[lane] = if square > largest[lane] { square } else { largest[lane] };
                    }
                }
            }
            [
                least.into_iter().fold(f64::INFINITY, f64::min),
                largest.into_iter().fold(0.0, f64::max),
            ]
        })
    }
}

#[inline(always)]
fn squares(points: [&[f64]; ROWS], block: &[[f64; LANES]]) -> Squares {
    let mut squares = [[0.0; LANES]; ROWS];
    let [a, b, c, d] = points;
    for ((((numbers, &a), &b), &c), &d) in block.iter().zip(a).zip(b).zip(c).zip(d) {
        for (squares, own) in squares.iter_mut().zip([a, b, c, d]) {
            for (square, number) in squares.iter_mut().zip(numbers) {
                let apart = own - number;
                *square += apart * apart;
            }
        }
    }
    squares
}

/// Returns what is found of every four points in order, on all threads if there are several; the last four may hold
/// a point several times.
pub(super) fn of_rows<R: Send>(
    points: &Clusters,
    found: impl Fn([usize; ROWS]) -> R + Sync,
) -> Vec<R> {
    let row = |row: usize| found(std::array::from_fn(|i| (row * ROWS + i).min(points.len() - 1)));
    let rows = points.len().div_ceil(ROWS);
    #[cfg(feature = "rayon")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        if points.len().saturating_mul(points.len()) >= MIN_PAIRS {
            return (0..rows).into_par_iter().map(row).collect();
        }
    }
    (0..rows).map(row).collect()
}

/// Pairs of points from which threads pay.
#[cfg(feature = "rayon")]
const MIN_PAIRS: usize = 1 << 16;
