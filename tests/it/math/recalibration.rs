//! What is said of the error of calibration without bins, and in bins of equal weight, against rational
//! numbers.

use ndarray::Array1;
use ndarray_metrics::prelude::*;

use crate::data::Random;
use crate::fraction::Fraction;

/// A probability with the weights of its positives and negatives.
type Point = [Fraction; 3];

fn points(y: &Array1<i64>, p: &Array1<f64>, w: &Array1<f64>) -> Vec<Point> {
    let mut distinct = p.to_vec();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    let at = |score: f64, truth: i64| -> Fraction {
        (0..y.len()).filter(|&i| y[i] == truth && p[i] == score).map(|i| w[i].into()).sum()
    };
    distinct.into_iter().map(|p| [p.into(), at(p, 1), at(p, 0)]).collect()
}

fn weight(points: &[Point]) -> Fraction {
    points.iter().flat_map(|point| &point[1..]).cloned().sum()
}

fn share(points: &[Point]) -> Fraction {
    points.iter().map(|point| point[1].clone()).sum::<Fraction>() / weight(points)
}

fn least(a: Fraction, b: Fraction) -> Fraction {
    if b < a { b } else { a }
}

fn most(a: Fraction, b: Fraction) -> Fraction {
    if b > a { b } else { a }
}

/// max over starts of min over ends of the share of positives between both.
fn recalibrated(points: &[Point]) -> Vec<Fraction> {
    let least = |start: usize, at: usize| {
        (at..points.len()).map(|end| share(&points[start..=end])).reduce(least).expect("ends")
    };
    let most = |at| (0..=at).map(|start| least(start, at)).reduce(most).expect("starts");
    (0..points.len()).map(most).collect()
}

fn brier(points: &[Point], probabilities: &[Fraction]) -> Fraction {
    let square = |x: Fraction| x.clone() * x;
    let term = |(point, p): (&Point, &Fraction)| {
        let [_, positives, negatives] = point.clone();
        positives * square(Fraction::from(1.0) - p.clone()) + negatives * square(p.clone())
    };
    points.iter().zip(probabilities).map(term).sum::<Fraction>() / weight(points)
}

/// The weight and |Σw(y − p)| of every bin.
fn bins(points: &[Point], num_bins: usize) -> Vec<[Fraction; 2]> {
    let place = |at: usize| {
        let twice = weight(&points[..at]) + weight(&points[..=at]);
        let cut = |k: usize| Fraction::from(2.0 * k as f64) * weight(points);
        let reached = Fraction::from(num_bins as f64) * twice;
        (1..num_bins).filter(|&k| cut(k) < reached).count()
    };
    let places: Vec<_> = (0..points.len()).map(place).collect();
    let of = |bin: usize| {
        let own: Vec<_> = (0..points.len()).filter(|&at| places[at] == bin).collect();
        let own: Vec<_> = own.into_iter().map(|at| points[at].clone()).collect();
        let announced = |[p, positives, negatives]: &Point| {
            positives.clone() - p.clone() * (positives.clone() + negatives.clone())
        };
        [weight(&own), own.iter().map(announced).sum::<Fraction>().abs()]
    };
    (0..num_bins).map(of).filter(|[weight, _]| !weight.is_zero()).collect()
}

/// Holds a value against the exact one: within 2^-52.
#[track_caller]
fn within(found: f64, exact: &Fraction) {
    assert!(exact.is_near(found, 1, &1.0.into()), "{found:e} is not {exact:?}");
}

#[test]
fn parts_and_errors_are_within_2_to_the_minus_52() {
    let mut random = Random(29);
    for round in 0..100 {
        let n = 4 + random.below(20);
        let (y, p) =
            (random.labels(n, 2), random.probabilities(n).mapv(|p| (9.0 * p).round() / 9.0));
        let weight_of =
            |random: &mut Random| 10_f64.powi(random.below(12) as i32 - 6) * (0.1 + random.unit());
        let w: Array1<f64> = match round % 2 {
            0 => Array1::ones(n),
            _ => (0..n).map(|_| weight_of(&mut random)).collect(),
        };
        let (points, state) = (points(&y, &p, &w), RocAuc.state_of_weighted(&y, &p, &w).unwrap());
        let own: Vec<_> = points.iter().map(|point| point[0].clone()).collect();
        let recalibrated = recalibrated(&points);
        let curve = state.recalibration_curve().unwrap();
        let frequencies = curve.frequencies.iter().zip(&recalibrated);
        frequencies.for_each(|(&found, exact)| within(found, exact));
        let (score, best) = (brier(&points, &own), brier(&points, &recalibrated));
        let always = brier(&points, &vec![share(&points); points.len()]);
        let parts = state.score_decomposition(ScoringRule::Brier).unwrap();
        within(parts.mean_score, &score);
        within(parts.miscalibration, &(score - best.clone()));
        within(parts.discrimination, &(always.clone() - best));
        within(parts.uncertainty, &always);
        let bins = bins(&points, 1 + round % 6);
        let error = |norm| state.equal_mass_calibration_error(1 + round % 6, norm).unwrap();
        let sum = bins.iter().map(|[_, excess]| excess.clone()).sum::<Fraction>();
        within(error(CalibrationNorm::Expected), &(sum / weight(&points)));
        let errors = bins.iter().map(|[weight, excess]| excess.clone() / weight.clone());
        within(error(CalibrationNorm::Maximum), &errors.reduce(most).expect("bins"));
    }
}
