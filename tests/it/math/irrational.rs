//! What is said of the error of readings with logarithms and roots, against sums of two floats.

use ndarray::Array1;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::ConfusionMatrix;

use super::oracle::{Pair, ln_of};
use crate::data::Random;

const NOTHING: Pair = Pair { high: 0.0, low: 0.0 };

fn minus(a: Pair, b: Pair) -> Pair {
    a.plus(b.negative())
}

fn total(numbers: impl IntoIterator<Item = Pair>) -> Pair {
    numbers.into_iter().fold(NOTHING, Pair::plus)
}

/// One step of Newton's from the root of the leading float.
fn root(square: Pair) -> Pair {
    let first = Pair::from(square.high.sqrt());
    first.plus(minus(square, first.times(first)).over(first.plus(first)))
}

/// A number of at most so many steps of a size from the exact one.
#[track_caller]
fn within(found: f64, exact: Pair, allowed: f64) {
    let off = minus(Pair::from(found), exact).high.abs();
    assert!(off <= allowed, "{found:e} is {off:e} from {exact:?}, {allowed:e} are allowed");
}

/// Labels of both classes, scores that tie at times, and weights of very different sizes.
fn ranked(random: &mut Random) -> (Array1<i64>, Array1<f64>, Array1<f64>) {
    let n = 4 + random.below(30);
    let (mut y, p) =
        (random.labels(n, 2), random.probabilities(n).mapv(|p| (40.0 * p).round() / 40.0));
    (y[0], y[1]) = (0, 1);
    let far = random.below(2) * 8;
    let weight = |_| 10_f64.powi(random.below(far + 1) as i32) * (0.1 + random.unit());
    (y, p, (0..n).map(weight).collect())
}

/// The shares of negatives and positives that score at least so high, from none on.
fn curve(y: &Array1<i64>, p: &Array1<f64>, w: &Array1<f64>) -> Vec<[Pair; 2]> {
    let mut scores = p.to_vec();
    scores.sort_by(|a, b| b.total_cmp(a));
    scores.dedup();
    let above = |score: f64, truth: i64| {
        let counted = (0..y.len()).filter(|&i| y[i] == truth && p[i] >= score);
        total(counted.map(|i| Pair::from(w[i])))
    };
    let all = [0, 1].map(|truth| above(f64::NEG_INFINITY, truth));
    let share = |score| [0, 1].map(|truth| above(score, truth as i64).over(all[truth]));
    [f64::INFINITY].into_iter().chain(scores).map(share).collect()
}

/// The area over ln x between two rates, by trapezoids on the part of each line between them.
fn logarithmic_area(curve: &[[Pair; 2]], low: f64, high: f64) -> Pair {
    let [low, high] = [low, high].map(Pair::from);
    let below = |a: Pair, b: Pair| minus(a, b).high < 0.0;
    let part = |line: &[[Pair; 2]]| {
        let [start, end] = [line[0], line[1]];
        let from = if below(start[0], low) { low } else { start[0] };
        let to = if below(high, end[0]) { high } else { end[0] };
        if !below(from, to) {
            return NOTHING;
        }
        let slope = minus(end[1], start[1]).over(minus(end[0], start[0]));
        let height = |x: Pair| start[1].plus(minus(x, start[0]).times(slope));
        minus(ln_of(to), ln_of(from)).times(height(from).plus(height(to)))
    };
    let twice = total(curve.windows(2).map(part));
    twice.over(minus(ln_of(high), ln_of(low))).times(Pair::from(0.5))
}

#[test]
fn areas_over_a_logarithm_are_within_2_to_the_minus_50() {
    let mut random = Random(51);
    for round in 0..400 {
        let (y, p, w) = ranked(&mut random);
        let low = 10_f64.powf(-4.0 * random.unit());
        // At times so narrow that the ends share most of their digits.
        let width = if round % 4 == 0 { 1e-10 } else { random.unit() };
        let high = (low + width * (1.0 - low)).min(1.0);
        let (low, high) = if high - low < 1e-11 { (0.001, 0.1) } else { (low, high) };
        let exact = logarithmic_area(&curve(&y, &p, &w), low, high);
        let found = LogAuc { low, high }.evaluate_weighted(&y, &p, &w).expect("an area");
        within(found, exact, 2_f64.powi(-50));
    }
}

/// Z, and the size of the largest addend above the line.
fn spiegelhalter(y: &Array1<i64>, p: &Array1<f64>, w: &Array1<f64>) -> [Pair; 2] {
    let one = Pair::from(1.0);
    let tilt = |p: f64| minus(one, Pair::from(2.0 * p));
    let addends: Vec<_> = (0..y.len())
        .map(|i| {
            let apart = minus(Pair::from(y[i] as f64), Pair::from(p[i]));
            Pair::from(w[i]).times(apart).times(tilt(p[i]))
        })
        .collect();
    let variance = total((0..y.len()).map(|i| {
        let (own, square) = (Pair::from(p[i]), tilt(p[i]).times(tilt(p[i])));
        Pair::from(w[i]).times(square).times(own.times(minus(one, own)))
    }));
    let largest = addends.iter().map(|addend| addend.high.abs()).fold(0.0, f64::max);
    [total(addends).over(root(variance)), Pair::from(largest).over(root(variance))]
}

/// Also where what is above the line all but cancels.
#[test]
fn spiegelhalters_z_is_within_2_to_the_minus_50_of_itself() {
    let mut random = Random(52);
    for round in 0..400 {
        let (y, mut p, mut w) = ranked(&mut random);
        p.mapv_inplace(|p| 0.5 * p + 0.2);
        if round % 2 == 0 {
            // The last weight takes back the others' addends, but for rounding.
            let addend = |i: usize| (y[i] as f64 - p[i]) * (1.0 - 2.0 * p[i]);
            let last = y.len() - 1;
            let others: f64 = (0..last).map(|i| w[i] * addend(i)).sum();
            let balanced = -others / addend(last);
            w[last] = if balanced.is_finite() && balanced > 0.0 { balanced } else { w[last] };
        }
        let [exact, largest] = spiegelhalter(&y, &p, &w);
        let state = RocAuc.state_of_weighted(&y, &p, &w).expect("accepted");
        let found = state.spiegelhalter_z().expect("a value");
        let allowed = 2_f64.powi(-50) * exact.high.abs() + 2_f64.powi(-90) * largest.high;
        within(found, exact, allowed);
    }
}

/// U, and the entropy of the truth in nats.
fn theils_u(cells: &[[f64; 3]; 3]) -> [Pair; 2] {
    let cell = |i: usize, j: usize| Pair::from(cells[i][j]);
    let rows = [0, 1, 2].map(|i| total([0, 1, 2].map(|j| cell(i, j))));
    let columns = [0, 1, 2].map(|j| total([0, 1, 2].map(|i| cell(i, j))));
    let n = total(rows);
    let information = total((0..9).map(|k| {
        let (i, j) = (k / 3, k % 3);
        let ratio = n.times(cell(i, j)).over(rows[i].times(columns[j]));
        cell(i, j).over(n).times(ln_of(ratio))
    }));
    let entropy = total(rows.map(|row| row.over(n).times(ln_of(n.over(row)))));
    [information.over(entropy), entropy]
}

/// Of labels that are all but independent, of rare classes, and of any.
#[test]
fn theils_u_is_as_close_as_the_entropy_of_the_truth_lets_it_be() {
    let mut random = Random(53);
    for round in 0..600 {
        let rare = [1.0, 1e-3, 1e-9][round % 3];
        let [rows, columns] = [[1.0, rare, rare], [1.0, 1.0, rare]]
            .map(|sizes| sizes.map(|size| size * (0.5 + random.unit())));
        let noise = [1.0, 1e-6, 1e-13][round / 3 % 3];
        let cells =
            rows.map(|row| columns.map(|column| row * column * (1.0 + noise * random.unit())));
        let mut matrix = ConfusionMatrix::with_classes(3).expect("three");
        for (i, row) in cells.iter().enumerate() {
            for (j, &cell) in row.iter().enumerate() {
                matrix.add(i, j, cell).expect("a weight");
            }
        }
        let [exact, entropy] = theils_u(&cells);
        within(matrix.theils_u().expect("a value"), exact, 1e-15 * (1.0 + 1.0 / entropy.high));
    }
}
