//! What is said of the error of readings of a ranking, against rational numbers.

use ndarray::Array1;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::AreaScaling;

use crate::data::Random;
use crate::fraction::Fraction;

/// A point of a curve.
type Point = [Fraction; 2];

fn minus(a: &Fraction, b: &Fraction) -> Fraction {
    a.clone() - b.clone()
}

/// The points from (0, 0) on, in weights: negatives and positives that score at least so high.
fn points(y: &Array1<i64>, p: &Array1<f64>, w: &Array1<f64>) -> Vec<Point> {
    let mut scores: Vec<f64> = p.to_vec();
    scores.sort_by(|a, b| b.total_cmp(a));
    scores.dedup();
    let above = |score: f64, truth: i64| -> Fraction {
        (0..y.len()).filter(|&i| y[i] == truth && p[i] >= score).map(|i| w[i].into()).sum()
    };
    [f64::INFINITY].into_iter().chain(scores).map(|score| [0, 1].map(|y| above(score, y))).collect()
}

/// The points in shares of their ends.
fn shares(points: &[Point]) -> Vec<Point> {
    let [x, y] = points.last().expect("points");
    points.iter().map(|[a, b]| [a.clone() / x.clone(), b.clone() / y.clone()]).collect()
}

fn height([start, end]: [&Point; 2], x: &Fraction) -> Fraction {
    let share = minus(x, &start[0]) / minus(&end[0], &start[0]);
    start[1].clone() + share * minus(&end[1], &start[1])
}

fn lines(curve: &[Point]) -> impl Iterator<Item = [&Point; 2]> {
    curve.windows(2).map(|line| [&line[0], &line[1]])
}

/// Twice the area below a curve between two places.
fn twice_area(curve: &[Point], low: &Fraction, high: &Fraction) -> Fraction {
    let part = |line: [&Point; 2]| {
        let [start, end] = line.map(|point| &point[0]);
        let (from, to) =
            (if start < low { low } else { start }, if end > high { high } else { end });
        (from < to).then(|| minus(to, from) * (height(line, from) + height(line, to)))
    };
    lines(curve).filter_map(part).sum()
}

fn distance([x, y]: &Point) -> Fraction {
    minus(y, x).abs()
}

/// The least rate at which one of some lines crosses the other diagonal.
fn crossing<'a>(lines: impl Iterator<Item = [&'a Point; 2]>) -> Fraction {
    let rate = |[start, end]: [&Point; 2]| {
        let excess = |point: &Point| point[0].clone() + point[1].clone() - 1.0.into();
        let (before, after) = (excess(start), excess(end));
        let zero = Fraction::from(0.0);
        ((before.is_zero() || before < zero) && after > zero).then(|| {
            let share = minus(&zero, &before) / minus(&after, &before);
            start[0].clone() + share * minus(&end[0], &start[0])
        })
    };
    let least = |a: Fraction, b: Fraction| if b < a { b } else { a };
    lines.filter_map(rate).reduce(least).expect("a crossing")
}

fn gain(points: &[Point], share: f64) -> Fraction {
    let by_weight: Vec<_> =
        points.iter().map(|[x, y]| [x.clone() + y.clone(), y.clone()]).collect();
    let (curve, share) = (shares(&by_weight), Fraction::from(share));
    let line = lines(&curve).find(|line| line[1][0] >= share).expect("a line");
    height(line, &share)
}

/// Holds a value against the exact one: within 2^-52 of a size.
#[track_caller]
fn within(found: Result<f64, Error>, exact: &Fraction, size: &Fraction) {
    let found = found.expect("a value");
    assert!(exact.is_near(found, 1, size), "{found:e} is not {exact:?}");
}

#[test]
fn readings_of_a_ranking_are_within_2_to_the_minus_52() {
    let (mut random, one) = (Random(23), Fraction::from(1.0));
    for round in 0..200 {
        let n = 4 + random.below(20);
        let (mut y, p) = (random.labels(n, 2), random.probabilities(n).mapv(|p| (9.0 * p).round()));
        (y[0], y[1]) = (0, 1);
        let weight =
            |random: &mut Random| 10_f64.powi(random.below(12) as i32 - 6) * (0.1 + random.unit());
        let w: Array1<f64> = match round % 2 {
            0 => Array1::ones(n),
            _ => (0..n).map(|_| weight(&mut random)).collect(),
        };
        let (points, state) = (points(&y, &p, &w), RocAuc.state_of_weighted(&y, &p, &w).unwrap());
        let curve = shares(&points);
        let most = |a: Fraction, b: Fraction| if b > a { b } else { a };
        let separation = curve.iter().map(distance).reduce(most).expect("points");
        within(state.kolmogorov_smirnov().map_err(Error::Undefined), &separation, &one);
        let whole = twice_area(&curve, &0.0.into(), &one);
        within(state.gini().map_err(Error::Undefined), &minus(&whole, &one), &one);
        within(state.equal_error_rate().map_err(Error::Undefined), &crossing(lines(&curve)), &one);
        let chords = curve.iter().flat_map(|start| curve.iter().map(move |end| [start, end]));
        let hull = state.convex_hull_equal_error_rate().map_err(Error::Undefined);
        within(hull, &crossing(chords), &one);
        let (low, high) = (0.8 * random.unit(), 0.8 + 0.2 * random.unit());
        let [from, to] = [low, high].map(Fraction::from);
        let (twice, width) = (twice_area(&curve, &from, &to), minus(&to, &from));
        let part = |scaling| state.partial_roc_auc(low, high, scaling);
        within(part(AreaScaling::Raw), &(twice.clone() * 0.5.into()), &one);
        let mean = twice * 0.5.into() / width;
        within(part(AreaScaling::Mean), &mean, &one);
        let rest = minus(&minus(&2.0.into(), &from), &to);
        let above = minus(&(one.clone() + mean), &(from + to));
        let mcclish = above / rest;
        within(part(AreaScaling::McClish), &mcclish, &(one.clone() + mcclish.abs()));
        let share = 0.01 + 0.9 * random.unit();
        let gain = gain(&points, share);
        within(state.gain_at(share), &gain, &one);
        let lift = gain / share.into();
        within(state.lift_at(share), &lift, &lift);
    }
}
