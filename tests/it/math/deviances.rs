//! What the documentation of each deviance, and of each relative error, says of its terms' error.

use ndarray::arr1;
use ndarray_metrics::prelude::*;

use super::oracle::{Pair, ln_1p_of, ln_of};
use super::{any_size, near};
use crate::cases::cases;
use crate::data::Random;

/// Two numbers above 0, often close to each other.
fn amounts(random: &mut Random) -> (f64, f64) {
    let y = any_size(random, -20..20).abs();
    let p =
        if random.below(2) == 0 { near(random, y).abs() } else { any_size(random, -20..20).abs() };
    (y, p)
}

/// Holds terms against summands: within a share of the sum of the sizes.
fn assert_near<M: PerSample>(
    measure: &M,
    share: impl Fn(f64, f64) -> f64,
    summands: impl Fn(f64, f64) -> Vec<Pair>,
    size: impl Fn(f64, f64) -> f64,
) {
    let (mut random, mut worst) = (Random(83), 0.0);
    for _ in 0..cases(2_000, 200_000) {
        let (y, p) = amounts(&mut random);
        let found = measure.per_sample(&arr1(&[y]), &arr1(&[p])).expect("a term")[0];
        let sum = summands(y, p).into_iter().fold(Pair::from(0.0), Pair::plus);
        let error = sum.plus(Pair::from(-found)).high.abs() / (share(y, p) * size(y, p));
        assert!(error <= 1.0, "{measure:?} of {y:e} and {p:e} is {error} times as far off as said");
        worst = error.max(worst);
    }
    println!("{measure:?}: at most {worst:.3} of what is said");
}

/// ln(y/p): of close numbers by their difference, since their logarithms agree in all digits of a pair.
fn logarithm(y: f64, p: f64) -> Pair {
    let apart = Pair::sum(y, -p).over(Pair::from(p));
    if apart.high.abs() < 0.25 {
        let close = ln_1p_of(apart.into());
        return close.value.scaled(close.exponent);
    }
    ln_of(Pair::from(y)).plus(ln_of(Pair::from(p)).negative())
}

#[test]
fn deviances_of_counts_and_amounts() {
    let share = |_, _| 2_f64.powi(-50);
    let twice = |pair: Pair| pair.scaled(1);
    let poisson = |y: f64, p: f64| {
        vec![twice(logarithm(y, p).times(Pair::from(y))), Pair::from(-2.0 * y), Pair::from(2.0 * p)]
    };
    assert_near(&MeanPoissonDeviance, share, poisson, |y, p| {
        y * logarithm(y, p).high.abs() + y + p
    });
    let gamma = |y: f64, p: f64| {
        let relative = Pair::sum(y, -p).over(Pair::from(p));
        vec![twice(relative), twice(logarithm(y, p)).negative()]
    };
    assert_near(&MeanGammaDeviance, share, gamma, |y, p| {
        logarithm(y, p).high.abs() + (y - p).abs() / p
    });
}

#[test]
fn deviances_of_other_powers() {
    let share = |power: f64| {
        move |y: f64, p: f64| {
            let logarithm = y.ln().abs().max(p.ln().abs());
            2_f64.powi(-49) * (1.0 + (2.0 - power).abs() * logarithm)
        }
    };
    // Power 3: 1/y − ... of quotients alone, y/p² − 2/p + 1/y.
    let inverse = |y: f64, p: f64| {
        let one = Pair::from(1.0);
        let square = Pair::product(p, p);
        vec![
            Pair::from(y).over(square),
            one.over(Pair::from(p)).scaled(1).negative(),
            one.over(Pair::from(y)),
        ]
    };
    let size = |y: f64, p: f64| 1.0 / y + y / (p * p) + 2.0 / p;
    assert_near(&MeanTweedieDeviance { power: 3.0 }, share(3.0), inverse, size);
    // Power -1: y³/3 − y·p² + 2·p³/3.
    let cubes = |y: f64, p: f64| {
        let third = Pair::from(1.0).over(Pair::from(3.0));
        let cube = |x: f64| Pair::product(x, x).times(Pair::from(x)).times(third);
        let both = Pair::product(p, p).times(Pair::from(y)).negative();
        vec![cube(y), both, cube(p).scaled(1)]
    };
    let size = |y: f64, p: f64| y.powi(3) / 3.0 + y * p * p + 2.0 * p.powi(3) / 3.0;
    assert_near(&MeanTweedieDeviance { power: -1.0 }, share(-1.0), cubes, size);
}

/// Relative errors are within 2 ulp of their terms.
#[test]
fn relative_errors() {
    let ulps = |_, _| 2.0 * f64::EPSILON;
    let relative =
        |y: f64, p: f64| vec![Pair::sum(p, -y).times(Pair::from(100.0)).over(Pair::from(y))];
    assert_near(&MeanPercentageError, ulps, relative, |y, p| 100.0 * (p - y).abs() / y);
    let symmetric = |y: f64, p: f64| {
        let apart = if y > p { Pair::sum(y, -p) } else { Pair::sum(p, -y) };
        vec![apart.scaled(1).over(Pair::sum(y, p))]
    };
    let size = |y: f64, p: f64| 2.0 * (y - p).abs() / (y + p);
    assert_near(&SymmetricMeanAbsolutePercentageError::default(), ulps, symmetric, size);
}
