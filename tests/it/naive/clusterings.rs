//! Agreement of clusterings: pairs of samples, entropies, every matching; and distances to centres.

use std::collections::BTreeMap;

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::{Batch, Unit};
use super::data::{Data, elements, labels};
use super::naive;
use super::oracle::Sized;

const LABELS: Data = elements(Sign, Id).counted();
const POINTS: Data = labels(Sign, Number).counted();

type Counts = BTreeMap<i64, f64>;

/// How many samples each cell has, each cluster of the truth, and each of the prediction.
struct Table {
    n: f64,
    cells: BTreeMap<(i64, i64), f64>,
    rows: Counts,
    columns: Counts,
}

fn table(batch: &Batch) -> Result<Table, Undefined> {
    let (mut cells, mut rows, mut columns) = (BTreeMap::new(), Counts::new(), Counts::new());
    for (y, p, w) in batch.present() {
        let (y, p) = (y as i64, p as i64);
        *cells.entry((y, p)).or_default() += w;
        *rows.entry(y).or_default() += w;
        *columns.entry(p).or_default() += w;
    }
    let n: f64 = rows.values().sum();
    if n == 0.0 { Err(Undefined::NoSamples) } else { Ok(Table { n, cells, rows, columns }) }
}

/// Pairs together on both sides, in the prediction alone, in the truth alone, and on neither: of every two cells.
fn pairs(table: &Table) -> [f64; 4] {
    let mut kinds = [0.0; 4];
    for (&(y, p), &w) in &table.cells {
        kinds[0] += w * (w - 1.0) / 2.0;
        for (&(other_y, other_p), &other) in table.cells.range(..(y, p)) {
            kinds[2 * usize::from(p != other_p) + usize::from(y != other_y)] += w * other;
        }
    }
    kinds
}

fn rand(batch: &Batch) -> Result<f64, Undefined> {
    let [both, prediction, truth, neither] = pairs(&table(batch)?);
    let all = both + prediction + truth + neither;
    Ok(if all == 0.0 { 1.0 } else { (both + neither) / all })
}

fn adjusted_rand(batch: &Batch) -> Result<Sized, Undefined> {
    let [tp, fp, fn_, tn] = pairs(&table(batch)?);
    let all = (tp + fn_) * (fn_ + tn) + (tp + fp) * (fp + tn);
    Ok([if fp + fn_ == 0.0 { 1.0 } else { 2.0 * (tp * tn - fn_ * fp) / all }, 1.0].into())
}

fn fowlkes_mallows(batch: &Batch) -> Result<f64, Undefined> {
    let [tp, fp, fn_, _] = pairs(&table(batch)?);
    let square = (tp + fp) * (tp + fn_);
    if square == 0.0 { Err(Undefined::ZeroDenominator) } else { Ok(tp / square.sqrt()) }
}

fn entropy(n: f64, counts: &Counts) -> f64 {
    counts.values().map(|&count| -count / n * (count / n).ln()).sum()
}

impl Table {
    fn information(&self) -> f64 {
        let n = self.n;
        let term = |(&(y, p), &k): (&(i64, i64), &f64)| {
            k / n * (n * k / (self.rows[&y] * self.columns[&p])).ln()
        };
        self.cells.iter().map(term).sum()
    }

    fn entropies(&self) -> [f64; 2] {
        [entropy(self.n, &self.rows), entropy(self.n, &self.columns)]
    }

    fn sizes(&self) -> [usize; 3] {
        [self.rows.len(), self.columns.len(), self.cells.len()]
    }

    /// Whether both sides are one clustering.
    fn is_one(&self) -> bool {
        self.sizes() == [self.cells.len(); 3]
    }

    /// By logarithms of factorials.
    fn expected(&self) -> f64 {
        let n = self.n as usize;
        let mut ln = vec![0.0; n + 1];
        (1..=n).for_each(|i| ln[i] = ln[i - 1] + (i as f64).ln());
        let choose = |n: usize, k: usize| ln[n] - ln[k] - ln[n - k];
        let mut sum = 0.0;
        for a in self.rows.values().map(|&a| a as usize) {
            for b in self.columns.values().map(|&b| b as usize) {
                for k in (a + b).saturating_sub(n).max(1)..=a.min(b) {
                    let chance = (choose(b, k) + choose(n - b, a - k) - choose(n, a)).exp();
                    let (k, n) = (k as f64, n as f64);
                    sum += chance * k / n * (k * n / (a as f64 * b as f64)).ln();
                }
            }
        }
        sum
    }
}

fn mutual_information(batch: &Batch) -> Result<Sized, Undefined> {
    Ok([table(batch)?.information(), 1.0].into())
}

/// The information as a share of something, 1 for one clustering and 0 where a side has a single cluster.
fn share(batch: &Batch, whole: fn([f64; 2]) -> f64) -> Result<Sized, Undefined> {
    let table = table(batch)?;
    let [rows, columns, _] = table.sizes();
    let share = match (table.is_one(), rows == 1 || columns == 1) {
        (true, _) => 1.0,
        (_, true) => 0.0,
        _ => table.information() / whole(table.entropies()),
    };
    Ok([share, 1.0 / whole(table.entropies()).max(0.01)].into())
}

fn homogeneity(batch: &Batch) -> Result<Sized, Undefined> {
    let is_pure = table(batch)?.rows.len() == 1;
    if is_pure { Ok(1.0.into()) } else { share(batch, |[truth, _]| truth) }
}

fn completeness(batch: &Batch) -> Result<Sized, Undefined> {
    let is_whole = table(batch)?.columns.len() == 1;
    if is_whole { Ok(1.0.into()) } else { share(batch, |[_, prediction]| prediction) }
}

fn adjusted(batch: &Batch) -> Result<Sized, Undefined> {
    let table = table(batch)?;
    let [rows, columns, _] = table.sizes();
    let is_trivial = |clusters: usize| clusters == 1 || clusters as f64 == table.n;
    let value = match (table.is_one(), is_trivial(rows) || is_trivial(columns)) {
        (true, _) => 1.0,
        (_, true) => 0.0,
        _ => {
            let (expected, [a, b]) = (table.expected(), table.entropies());
            let most = (a + b) / 2.0 - expected;
            return Ok([(table.information() - expected) / most, 1.0 / most].into());
        }
    };
    Ok([value, 1.0].into())
}

fn purity(batch: &Batch) -> Result<f64, Undefined> {
    let table = table(batch)?;
    let most = |p: i64| {
        let of_cluster = table.cells.iter().filter(|((_, own), _)| *own == p);
        of_cluster.map(|(_, &count)| count).fold(0.0, f64::max)
    };
    Ok(table.columns.keys().map(|&p| most(p)).sum::<f64>() / table.n)
}

/// The most samples of matchings of the rows from one on with columns that are left.
fn best(table: &Table, rows: &[i64], taken: &mut Vec<i64>) -> f64 {
    let Some((&row, rest)) = rows.split_first() else { return 0.0 };
    let mut most = best(table, rest, taken);
    for &column in table.columns.keys() {
        if !taken.contains(&column) {
            taken.push(column);
            let own = table.cells.get(&(row, column)).copied().unwrap_or(0.0);
            most = most.max(own + best(table, rest, taken));
            taken.pop();
        }
    }
    most
}

fn accuracy(batch: &Batch) -> Result<f64, Undefined> {
    let table = table(batch)?;
    let rows: Vec<_> = table.rows.keys().copied().collect();
    Ok(best(&table, &rows, &mut Vec::new()) / table.n)
}

/// The weighted mean of points.
fn centre(units: &[&Unit]) -> Vec<f64> {
    let n: f64 = units.iter().map(|unit| unit.w[0]).sum();
    let feature = |i: usize| units.iter().map(|unit| unit.w[0] * unit.p[i]).sum::<f64>() / n;
    (0..units[0].p.len()).map(feature).collect()
}

fn square(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum()
}

fn calinski_harabasz(batch: &Batch) -> Result<Sized, Undefined> {
    let present: Vec<_> = batch.units.iter().filter(|unit| unit.w[0] > 0.0).collect();
    let mut clusters = BTreeMap::<i64, Vec<&Unit>>::new();
    for &unit in &present {
        clusters.entry(unit.y[0] as i64).or_default().push(unit);
    }
    let (n, k): (f64, _) = (present.iter().map(|unit| unit.w[0]).sum(), clusters.len() as f64);
    match k {
        0.0 => return Err(Undefined::NoSamples),
        1.0 => return Err(Undefined::OneClass),
        _ if k >= n => return Err(Undefined::TooFewSamples),
        _ => {}
    }
    let (all, mut between, mut within, mut varies) = (centre(&present), 0.0, 0.0, false);
    for cluster in clusters.values() {
        let own = centre(cluster);
        for unit in cluster {
            between += unit.w[0] * square(&own, &all);
            within += unit.w[0] * square(&unit.p, &own);
            varies |= unit.p != cluster[0].p;
        }
    }
    let value = between / (k - 1.0) / (within / (n - k));
    if varies { Ok([value, 10.0 * value].into()) } else { Err(Undefined::Constant) }
}

naive! {
    rand_index: RandIndex, LABELS, rand, [f64 f64];
    adjusted_rand_index: AdjustedRandIndex, LABELS, adjusted_rand, [f64 f64, i64 u8];
    fowlkes_mallows_index: FowlkesMallows, LABELS, fowlkes_mallows, [f64 f64];
    information: MutualInformation, LABELS, mutual_information, [f64 f64];
    normalized_information: NormalizedMutualInformation { mean: EntropyMean::Max }, LABELS,
        |batch| share(batch, |[a, b]| a.max(b)), [f64 f64];
    adjusted_information: AdjustedMutualInformation::default(), LABELS, adjusted, [f64 f64];
    homogeneity_of_clusters: Homogeneity, LABELS, homogeneity, [f64 f64];
    completeness_of_clusters: Completeness, LABELS, completeness, [f64 f64];
    v_measure: VMeasure { beta: 3.0 }, LABELS,
        |batch| share(batch, |[a, b]| (a + 3.0 * b) / 4.0), [f64 f64];
    purity_of_clusters: Purity, LABELS, purity, [f64 f64];
    cluster_accuracy: ClusterAccuracy, LABELS, accuracy, [f64 f64];
    dispersion: CalinskiHarabasz, POINTS, calinski_harabasz, [f64 f64];
}
