//! What is said of the error of clusterings: of information against sums of two floats, of pairs and dispersion
//! against fractions.

use ndarray::{Array1, Array2};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::ContingencyTable;

use super::oracle::{Pair, ln_of};
use crate::cases::cases;
use crate::data::Random;
use crate::fraction::Fraction;

const NOTHING: Pair = Pair { high: 0.0, low: 0.0 };

fn whole(n: u64) -> Pair {
    Pair::from(n as f64)
}

fn minus(a: Pair, b: Pair) -> Pair {
    a.plus(b.negative())
}

/// Counts of up to four by four cells: few or many, at times all but independent.
struct Counts(Vec<Vec<u64>>);

impl Counts {
    fn new(random: &mut Random) -> Self {
        let (rows, columns) = (2 + random.below(3), 2 + random.below(3));
        let (size, alike) = ([2, 9, 60][random.below(3)], random.below(3) == 0);
        let mut cell = || if alike { size as u64 } else { random.below(size) as u64 };
        let mut counts: Vec<Vec<_>> =
            (0..rows).map(|_| (0..columns).map(|_| cell()).collect()).collect();
        counts[0][0] += 1;
        counts[1][1] += 2;
        Self(counts)
    }

    fn table(&self) -> ContingencyTable {
        let mut table = ContingencyTable::default();
        for (i, row) in self.0.iter().enumerate() {
            for (j, &count) in row.iter().enumerate() {
                table.add(i as i64, j as i64, count);
            }
        }
        table
    }

    fn rows(&self) -> Vec<u64> {
        self.0.iter().map(|row| row.iter().sum()).collect()
    }

    fn columns(&self) -> Vec<u64> {
        (0..self.0[0].len()).map(|j| self.0.iter().map(|row| row[j]).sum()).collect()
    }

    fn total(&self) -> u64 {
        self.rows().iter().sum()
    }

    fn information(&self) -> Pair {
        let (n, rows, columns) = (self.total(), self.rows(), self.columns());
        let cells = (0..rows.len()).flat_map(|i| (0..columns.len()).map(move |j| (i, j)));
        let present = cells.filter(|&(i, j)| self.0[i][j] > 0);
        let term = |(i, j): (usize, usize)| term(n, self.0[i][j], rows[i], columns[j]);
        present.map(term).fold(NOTHING, Pair::plus)
    }

    fn expected(&self) -> Pair {
        let (n, columns) = (self.total(), self.columns());
        let pairs = self.rows().into_iter().flat_map(|a| columns.iter().map(move |&b| (a, b)));
        let present = pairs.filter(|&(a, b)| a > 0 && b > 0);
        present.map(|(a, b)| by_chance(n, a, b)).fold(NOTHING, Pair::plus)
    }
}

fn entropy(counts: &[u64], n: u64) -> Pair {
    let present = counts.iter().filter(|&&count| count > 0);
    let term = |&count: &u64| {
        let share = whole(count).over(whole(n));
        share.times(minus(ln_of(whole(n)), ln_of(whole(count))))
    };
    present.map(term).fold(NOTHING, Pair::plus)
}

/// (k/n)·ln(nk/(ab)).
fn term(n: u64, k: u64, a: u64, b: u64) -> Pair {
    let logarithm = minus(ln_of(whole(n * k)), ln_of(whole(a * b)));
    whole(k).over(whole(n)).times(logarithm)
}

/// The mean term of a cell, over all hypergeometric counts.
fn by_chance(n: u64, a: u64, b: u64) -> Pair {
    let least = (a + b).saturating_sub(n);
    let (mut weight, mut all, mut sum) = (Pair::from(1.0), NOTHING, NOTHING);
    for k in least..=a.min(b) {
        all = all.plus(weight);
        if k > 0 {
            sum = sum.plus(weight.times(term(n, k, a, b)));
        }
        let next = whole((a - k) * (b - k)).over(whole((k + 1) * (n + k + 1 - a - b)));
        weight = weight.times(next);
    }
    sum.over(all)
}

/// How far a number is from the exact one, in its units in the last place.
fn ulps(found: f64, exact: Pair) -> f64 {
    minus(Pair::from(found), exact).high.abs() / (found.next_up() - found)
}

#[test]
fn information_and_entropies_are_within_their_ulps() {
    let mut random = Random(81);
    for _ in 0..cases(400, 4000) {
        let counts = Counts::new(&mut random);
        let (table, n) = (counts.table(), counts.total());
        let exact = counts.information();
        let found = table.mutual_information().expect("a value");
        // What the oracle itself loses where the terms cancel.
        if exact.high > 1e-12 {
            assert!(ulps(found, exact) <= 16.0, "{found:e}, {:?}", counts.0);
        } else {
            assert!(found < 2e-12);
        }
        let [of_rows, of_columns] = table.entropies().expect("values");
        let rows = entropy(&counts.rows(), n);
        assert!(
            ulps(of_rows, rows) <= 4.0 && ulps(of_columns, entropy(&counts.columns(), n)) <= 4.0
        );
        if table.homogeneity() != Ok(1.0) && exact.high > 1e-12 {
            assert!(ulps(table.homogeneity().expect("a value"), exact.over(rows)) <= 24.0);
        }
    }
}

#[test]
fn what_chance_tells_is_within_its_ulps() {
    let mut random = Random(82);
    for _ in 0..cases(400, 4000) {
        let counts = Counts::new(&mut random);
        let (table, n) = (counts.table(), counts.total());
        let expected = counts.expected();
        let found = table.expected_mutual_information().expect("a value");
        assert!(ulps(found, expected) <= 64.0, "{found:e}, {:?}", counts.0);
        let [a, b] = [counts.rows(), counts.columns()].map(|counts| entropy(&counts, n));
        let mean = a.plus(b).times(Pair::from(0.5));
        let most = minus(mean, expected);
        let adjusted = table.adjusted_mutual_information(EntropyMean::Arithmetic);
        let exact = minus(counts.information(), expected).over(most);
        let off = minus(Pair::from(adjusted.expect("a value")), exact).high.abs();
        let allowed = 1e-14 * (1.0 + mean.high) / most.high;
        // Clusterings that chance alone settles.
        let settled = most.high < 1e-20 || minus(counts.information(), expected).high.abs() < 1e-20;
        assert!(settled || off <= allowed, "{off:e}, {allowed:e}, {:?}", counts.0);
    }
}

/// Points of up to four clusters in up to three dimensions, far from 0 at times.
fn labelled_points(random: &mut Random) -> (Array1<f64>, Array2<f64>) {
    let (n, features, far) = (6 + random.below(20), 1 + random.below(3), random.below(3));
    let labels =
        Array1::from_shape_fn(n, |i| if i < 2 { i as f64 } else { random.below(4) as f64 });
    let offset = [0.0, 1e8, -1e12][far];
    let points = Array2::from_shape_simple_fn((n, features), || offset + 10.0 * random.unit());
    (labels, points)
}

/// Σn|c − x|² over clusters with their centres, and Σ|x − c|² over points, in fractions.
fn calinski_harabasz(labels: &Array1<f64>, points: &Array2<f64>) -> Fraction {
    let whole = |n: usize| Fraction::from(n as f64);
    let centre = |rows: &[usize]| -> Vec<Fraction> {
        let feature = |j: usize| rows.iter().map(|&i| Fraction::from(points[[i, j]])).sum();
        (0..points.ncols())
            .map(|j| -> Fraction { feature(j) })
            .map(|sum| sum / whole(rows.len()))
            .collect()
    };
    let square = |a: Fraction, b: &Fraction| (a.clone() - b.clone()) * (a - b.clone());
    let all: Vec<_> = (0..labels.len()).collect();
    let (middle, mut between, mut within, mut k) = (centre(&all), whole(0), whole(0), 0);
    for label in 0..4 {
        let rows: Vec<_> = all.iter().copied().filter(|&i| labels[i] == f64::from(label)).collect();
        if rows.is_empty() {
            continue;
        }
        k += 1;
        for (j, own) in centre(&rows).into_iter().enumerate() {
            between = between + whole(rows.len()) * square(own.clone(), &middle[j]);
            within = rows.iter().fold(within, |sum, &i| sum + square(points[[i, j]].into(), &own));
        }
    }
    (between / whole(k - 1)) / (within / whole(labels.len() - k))
}

#[test]
fn dispersion_is_within_8_ulp_wherever_points_lie() {
    let mut random = Random(83);
    for _ in 0..cases(100, 1000) {
        let (labels, points) = labelled_points(&mut random);
        let exact = calinski_harabasz(&labels, &points);
        let found = metrics::calinski_harabasz(&labels, &points).expect("a value");
        assert!(exact.is_near(found, 8, &exact), "{found} of {labels} and {points}");
    }
}

/// Counts so large that their products have more than 128 bits.
#[test]
fn pair_indices_are_within_their_ulps() {
    let mut random = Random(84);
    for _ in 0..cases(200, 2000) {
        let shift = random.below(50);
        let counts = Counts(
            Counts::new(&mut random)
                .0
                .iter()
                .map(|row| row.iter().map(|n| n << shift).collect())
                .collect(),
        );
        let pairs = |counts: &[u64]| -> Fraction {
            let of = |&n: &u64| Fraction::from(n as f64) * (Fraction::from(n as f64) - 1.0.into());
            counts.iter().map(of).sum()
        };
        let cells: Vec<_> = counts.0.concat();
        let [both, rows, columns] =
            [pairs(&cells), pairs(&counts.rows()), pairs(&counts.columns())];
        let all = pairs(&[counts.total()]);
        // Hubert and Arabie's form.
        let expected = rows.clone() * columns.clone() / all;
        let above = both - expected.clone();
        let below = (rows + columns) * 0.5.into() - expected;
        let found = counts.table().adjusted_rand_index().expect("a value");
        if !below.is_zero() {
            let exact = above / below;
            assert!(exact.is_near(found, 1, &exact), "{found}, {:?}", counts.0);
        }
    }
}
