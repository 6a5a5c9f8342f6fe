//! How far the points of each cluster are from its centre, and the centres from each other, in constant memory.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use super::{ExactSum, State, room_for};
use crate::error::{Error, Undefined};
use crate::exact::product::product_error;
use crate::exact::wide::{DoubleWidth, Floating};
use crate::text::counted;

/// The number of points of each cluster, the sum of each of their features, and the sum of all squares: the state of
/// the Calinski–Harabasz index.
///
/// All sums are exact, so that points far from 0 lose no digits, and equal points give equal bits, in whatever order
/// and batches they come. Labels are any whole numbers from −2^63 to 2^63 − 1; one that never comes is no cluster.
///
/// Memory: 280 bytes for each cluster and feature, and some 400 more for each cluster.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let points = array![[0.0], [1.0], [10.0], [12.0]];
/// let clusters = CalinskiHarabasz.state_of(&array![0, 0, 1, 1], &points)?;
/// assert_eq!(clusters.points(), 4);
/// assert_eq!(clusters.calinski_harabasz()?, 88.2);
/// assert_eq!(clusters.to_string(), "4 points of 1 feature in 2 clusters");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClusterMoments {
    pub(super) clusters: BTreeMap<i64, Cluster>,
}

/// The points of one cluster.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cluster {
    pub(super) count: u64,
    pub(super) squares: ExactSum,
    pub(super) sums: Vec<ExactSum>,
}

/// The most points: a sum times their number, squared, then stays within its integer.
const MOST: u64 = 1 << 53;

/// The largest size of a sum, squared.
const LARGEST: f64 = 1e280;

impl ClusterMoments {
    /// Returns the number of points; 2^64 − 1 for any larger number.
    #[must_use]
    pub fn points(&self) -> u64 {
        self.clusters.values().fold(0, |sum, cluster| sum.saturating_add(cluster.count))
    }

    /// Returns the number of clusters that have points.
    #[must_use]
    pub fn num_clusters(&self) -> usize {
        self.clusters.len()
    }

    /// Returns the number of features; `None` before the first point.
    #[must_use]
    pub fn features(&self) -> Option<usize> {
        self.clusters.values().next().map(|cluster| cluster.sums.len())
    }

    /// Refuses another number of features than that of the points before.
    pub(crate) fn check_features(&self, found: usize) -> Result<(), Error> {
        match self.features() {
            Some(expected) if expected != found => Err(Error::Columns { expected, found }),
            _ => Ok(()),
        }
    }

    /// Adds points without weights: `features` numbers of each, all of them finite. `exact` says that their
    /// squares are.
    pub(crate) fn add_points(
        &mut self,
        labels: &[i64],
        points: &[f64],
        features: usize,
        exact: bool,
    ) -> Result<(), Error> {
        let mut places: Vec<_> = (0..labels.len()).collect();
        places.sort_by_key(|&i| labels[i]);
        for places in places.chunk_by(|&i, &j| labels[i] == labels[j]) {
            let number = |column: usize| places.iter().map(move |i| points[i * features + column]);
            let columns: Vec<_> = (0..features).flat_map(number).collect();
            self.cluster(labels[places[0]], features)?.add_columns(&columns, places.len(), exact);
        }
        Ok(())
    }

    fn cluster(&mut self, label: i64, features: usize) -> Result<&mut Cluster, Error> {
        match self.clusters.entry(label) {
            Entry::Occupied(own) => Ok(own.into_mut()),
            Entry::Vacant(room) => Ok(room.insert(Cluster::new(features)?)),
        }
    }

    /// Adds a point of finite features, as often as it counts, up to 2^32 times.
    pub(crate) fn add(&mut self, label: i64, point: &[f64], count: u64) -> Result<(), Error> {
        let cluster = self.cluster(label, point.len())?;
        cluster.count = cluster.count.saturating_add(count);
        for (sum, &feature) in cluster.sums.iter_mut().zip(point) {
            add(sum, feature, count);
            add(&mut cluster.squares, feature * feature, count);
            let error = product_error(feature, feature);
            if error != 0.0 {
                add(&mut cluster.squares, error, count);
            }
        }
        Ok(())
    }

    /// The Calinski–Harabasz index ([1974](https://doi.org/10.1080/03610927408827101)), the variance ratio criterion, at
    /// least 0: how far clusters are apart, beside how far their points are from their centres.
    ///
    /// (B/(k − 1))/(W/(n − k)) for n points in k clusters, with B = Σnⱼ|cⱼ − c|² over the centres cⱼ of nⱼ points and
    /// the centre c of all points, and W = Σ|x − cⱼ|² over the points x. All differences are taken before rounding:
    /// within 8 ulp, wherever the points lie.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] for a single cluster; [`Undefined::TooFewSamples`] for as many
    /// clusters as points; [`Undefined::Constant`] if the points of each cluster are equal; [`Undefined::Overflow`] for
    /// sums or squares beyond 1e140 or 1e280, or more than 2^53 points.
    pub fn calinski_harabasz(&self) -> Result<f64, Undefined> {
        let (n, k) = (self.points(), self.clusters.len() as u64);
        match k {
            0 => return Err(Undefined::NoSamples),
            1 => return Err(Undefined::OneClass),
            _ if k >= n => return Err(Undefined::TooFewSamples),
            _ => self.check_size(n)?,
        }
        let within =
            Floating::sum(&self.clusters.values().map(Cluster::within).collect::<Vec<_>>());
        if within.mantissa == 0.0 {
            return Err(Undefined::Constant);
        }
        let freedom = Floating::new((n - k) as f64 / (k - 1) as f64, 0);
        self.between(n).over(within).times(freedom).value()
    }

    /// Refuses sums whose products with counts, squared, might leave their integer.
    fn check_size(&self, points: u64) -> Result<(), Undefined> {
        let fits = |sum: &ExactSum, most: f64| Ok(sum.value()?.abs() <= most);
        let mut fit = points <= MOST;
        for cluster in self.clusters.values() {
            fit &= fits(&cluster.squares, LARGEST)?;
            for sum in &cluster.sums {
                fit &= fits(sum, LARGEST.sqrt())?;
            }
        }
        if fit { Ok(()) } else { Err(Undefined::Overflow) }
    }

    /// Σ(n·sⱼ − nⱼ·s)²/(n²·nⱼ) over clusters and features, with the sums sⱼ of each cluster and s of all.
    fn between(&self, points: u64) -> Floating {
        let all = self.totals();
        let of_cluster = |cluster: &Cluster| {
            let square =
                cluster.sums.iter().zip(&all).fold(DoubleWidth::zero(), |sum, (own, all)| {
                    let apart = difference(own, points, all, cluster.count);
                    sum.plus_product(&apart, &apart)
                });
            square.scaled().over(Floating::new(cluster.count as f64, 0))
        };
        let squares: Vec<_> = self.clusters.values().map(of_cluster).collect();
        let points = Floating::new(points as f64, 0);
        Floating::sum(&squares).over(points.times(points))
    }

    /// The sum of each feature over all points.
    fn totals(&self) -> Vec<ExactSum> {
        let mut all = vec![ExactSum::new(); self.features().unwrap_or(0)];
        for cluster in self.clusters.values() {
            all.iter_mut().zip(&cluster.sums).for_each(|(all, sum)| all.merge(sum));
        }
        all
    }
}

impl Cluster {
    fn new(features: usize) -> Result<Self, Error> {
        let mut sums = room_for(features)?;
        sums.resize(features, ExactSum::new());
        Ok(Self { count: 0, squares: ExactSum::new(), sums })
    }

    /// Adds points, feature by feature.
    fn add_columns(&mut self, columns: &[f64], points: usize, exact: bool) {
        self.count = self.count.saturating_add(points as u64);
        // Only NaN is refused.
        for (sum, column) in self.sums.iter_mut().zip(columns.chunks_exact(points)) {
            let _ = sum.add_terms(column);
        }
        let squares: Vec<_> = columns.iter().map(|feature| feature * feature).collect();
        let _ = self.squares.add_terms(&squares);
        if !exact {
            let _ = self.squares.add_product_errors(columns, columns);
        }
    }

    /// (nⱼ·qⱼ − |sⱼ|²)/nⱼ, with the sum qⱼ of squares.
    fn within(&self) -> Floating {
        let mut count = ExactSum::new();
        count.add_count(self.count);
        let squares = DoubleWidth::product(&self.squares, &count);
        let rest = self.sums.iter().fold(squares, |rest, sum| rest.minus_product(sum, sum));
        // The rounding of tiny squares may leave less than nothing.
        if !rest.is_positive() {
            return Floating::new(0.0, 0);
        }
        rest.scaled().over(Floating::new(self.count as f64, 0))
    }

    fn merge(&mut self, other: &Self) {
        self.count = self.count.saturating_add(other.count);
        self.squares.merge(&other.squares);
        self.sums.iter_mut().zip(&other.sums).for_each(|(own, other)| own.merge(other));
    }
}

/// Adds a term as often as it counts. An infinite one is remembered.
fn add(sum: &mut ExactSum, term: f64, count: u64) {
    let (product, error) = match count {
        1 => (term, 0.0),
        _ => (term * count as f64, product_error(term, count as f64)),
    };
    // Only NaN is refused.
    let _ = sum.add(product);
    if error != 0.0 {
        let _ = sum.add(error);
    }
}

/// n·a − m·b.
fn difference(a: &ExactSum, n: u64, b: &ExactSum, m: u64) -> ExactSum {
    let times = |sum: &ExactSum, count| {
        if !sum.is_negative() {
            return sum.times(count);
        }
        let mut negative = ExactSum::new();
        let mut size = ExactSum::new();
        size.subtract(sum);
        negative.subtract(&size.times(count));
        negative
    };
    let mut difference = times(a, n);
    difference.subtract(&times(b, m));
    difference
}

impl State for ClusterMoments {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        other.features().map_or(Ok(()), |found| self.check_features(found))
    }

    fn merge(&mut self, other: &Self) {
        for (&label, cluster) in &other.clusters {
            match self.clusters.get_mut(&label) {
                Some(own) => own.merge(cluster),
                None => {
                    self.clusters.insert(label, cluster.clone());
                }
            }
        }
    }
}

impl fmt::Display for ClusterMoments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let features = counted(self.features().unwrap_or(0), "feature");
        let (points, clusters) = (self.points(), counted(self.clusters.len(), "cluster"));
        write!(f, "{points} points of {features} in {clusters}")
    }
}
