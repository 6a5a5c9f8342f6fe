//! What the documentation of the divergences, rates and focal crossentropies says of their terms'
//! error: held at many points, against sums of two floats.

use ndarray::{Array1, Axis, arr1, stack};
use ndarray_metrics::prelude::*;

use super::oracle::{Pair, Truth, exp, ln, ln_1p, ln_1p_of, ln_of};
use super::{any_size, near};
use crate::data::Random;

const POINTS: usize = 20_000;
const KERAS_EPSILON: f64 = metrics::KERAS_EPSILON;

/// Asserts that terms are off by no more than is allowed, both in units of the truth's last place.
fn assert_within(
    points: &[(f64, f64)],
    found: impl Fn(&Array1<f64>, &Array1<f64>) -> Result<Array1<f64>, Error>,
    truth: impl Fn(f64, f64) -> Truth,
    allowed: impl Fn(f64, f64) -> f64,
) {
    let (y, p): (Vec<_>, Vec<_>) = points.iter().copied().unzip();
    let terms = found(&arr1(&y), &arr1(&p)).expect("truth and prediction");
    let mut worst = 0.0;
    for (&(y, p), &term) in points.iter().zip(&terms) {
        let (error, allowed) = (truth(y, p).ulps(term), allowed(y, p));
        assert!(error <= allowed, "{error} ulp of {allowed} for {y:e} and {p:e}");
        worst = (error / allowed).max(worst);
    }
    println!("at most {worst:.3} of what is allowed");
}

fn points(point: impl Fn(&mut Random) -> (f64, f64)) -> Vec<(f64, f64)> {
    let mut random = Random(3);
    (0..POINTS).map(|_| point(&mut random)).collect()
}

/// A number in [0, 1], often close to an end.
fn share(random: &mut Random) -> f64 {
    match random.below(3) {
        0 => random.unit(),
        1 => any_size(random, -30..0),
        _ => 1.0 - any_size(random, -30..0),
    }
}

/// Rows of one class, so that the term is the addend.
#[test]
fn addends_of_the_divergence() {
    let clipped = |x: f64| x.max(KERAS_EPSILON);
    let truth = |y: f64, p: f64| {
        let (y, p) = (clipped(y), clipped(p));
        let ratio = match y / p {
            ratio if (0.6..1.6).contains(&ratio) => {
                ln_1p_of(Pair::sum(y, -p).over(Pair::from(p)).into()).value
            }
            _ => ln_of(Pair::from(y)).plus(ln_of(Pair::from(p)).negative()),
        };
        ratio.times(Pair::from(y)).into()
    };
    let found = |y: &Array1<f64>, p: &Array1<f64>| {
        let (y, p) = (y.view().insert_axis(Axis(1)), p.view().insert_axis(Axis(1)));
        KlDivergence::default().per_sample(&y, &p)
    };
    let close = points(|random| {
        let y = 0.5 * share(random);
        (y, near(random, y))
    });
    assert_within(&close, found, truth, |_, _| 8.0);
    assert_within(&points(|random| (share(random), share(random))), found, truth, |_, _| 8.0);
}

/// Rows of one class, where y and p are close to each other, and where they are not.
#[test]
fn addends_of_the_symmetric_divergence() {
    let part =
        |x: f64, m: Pair| ln_of(Pair::from(x)).plus(ln_of(m).negative()).times(Pair::from(0.5 * x));
    let truth = |y: f64, p: f64| {
        let middle = Pair::sum(0.5 * y, 0.5 * p);
        part(y, middle).plus(part(p, middle)).into()
    };
    let found = |y: &Array1<f64>, p: &Array1<f64>| {
        let (y, p) = (y.view().insert_axis(Axis(1)), p.view().insert_axis(Axis(1)));
        JensenShannonDivergence.per_sample(&y, &p)
    };
    let allowed = |y: f64, p: f64| 8.0 * (1.0 + (y / p).ln().abs());
    // Closer numbers leave the truth itself too few digits.
    let close = points(|random| {
        let y = 0.4 * share(random).max(1e-9);
        (y, y * (1.0 + any_size(random, -16..-1)))
    });
    assert_within(&close, found, truth, allowed);
    let apart = |random: &mut Random| (share(random).max(1e-9), share(random).max(1e-9));
    let apart = points(apart).into_iter().filter(|(y, p)| (y - p).abs() > 1e-5 * y);
    assert_within(&apart.collect::<Vec<_>>(), found, truth, allowed);
}

/// p − y·ln(p + ε), whose error is counted in units of the last place of the largest of p, y and
/// y·|ln(p + ε)|.
#[test]
fn terms_of_the_poisson_loss() {
    let rate = |random: &mut Random| match random.below(2) {
        0 => any_size(random, -40..20),
        _ => near(random, 1.0 - KERAS_EPSILON),
    };
    let pairs = points(|random| (any_size(random, -5..12), rate(random)));
    let (y, p): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let terms = Poisson::default().per_sample(&arr1(&y), &arr1(&p)).expect("counts and rates");
    let mut worst = 0.0;
    for ((&y, &p), &term) in y.iter().zip(&p).zip(&terms) {
        let part = ln_of(Pair::sum(p, KERAS_EPSILON)).times(Pair::from(-y));
        let truth = Pair::from(p).plus(part);
        let larger = p.max(y).max(part.high.abs());
        let place = larger.next_up() - larger;
        let error = ((term - truth.high) - truth.low).abs() / place;
        assert!(error <= 5.0, "{error} ulp of {larger:e} for {y:e} and {p:e}");
        worst = error.max(worst);
    }
    println!("at most {worst:.3} ulp of 5");
}

/// q^γ = e^(γ·ln q), given ln q.
fn power(ln: Truth, gamma: f64) -> Truth {
    let x = ln.value.scaled(ln.exponent).times(Pair::from(gamma));
    exp(x.high).times(Pair::sum(1.0, x.low))
}

const GAMMAS: [f64; 4] = [0.5, 1.0, 2.0, 7.3];

#[test]
fn terms_of_the_binary_focal_crossentropy() {
    let pairs = points(|random| (random.below(2) as f64, share(random)));
    for gamma in GAMMAS {
        // ln of what is wrong, and of what is right.
        let wrong = |y: f64, p: f64| if y == 1.0 { ln_1p(-p) } else { ln(p) };
        let right = |y: f64, p: f64| {
            let p = p.clamp(KERAS_EPSILON, 1.0 - KERAS_EPSILON);
            if y == 1.0 { ln(p) } else { ln_1p(-p) }
        };
        let truth = |y, p| power(wrong(y, p), gamma).times(right(y, p).negative().value);
        let focal = BinaryFocalCrossentropy { gamma, ..Default::default() };
        let allowed = |y, p| 8.0 + 3.0 * gamma * wrong(y, p).value.high.abs();
        assert_within(&pairs, |y, p| focal.per_sample(y, p), truth, allowed);
    }
}

/// Rows of two classes that sum to 1 exactly, of which one is true: the term is its addend.
#[test]
fn addends_of_the_categorical_focal_crossentropy() {
    let exact = |random: &mut Random| (random.below((1 << 30) - 1) + 1) as f64 / (1 << 30) as f64;
    let pairs = points(|random| (1.0, exact(random)));
    for gamma in GAMMAS {
        let clipped = |p: f64| p.clamp(KERAS_EPSILON, 1.0 - KERAS_EPSILON);
        let truth = |_, p| {
            let p = clipped(p);
            let focus = power(ln_1p(-p), gamma).times(Pair::from(0.25));
            focus.times(ln(p).negative().value)
        };
        let focal = CategoricalFocalCrossentropy { gamma, ..Default::default() };
        let found = |y: &Array1<f64>, p: &Array1<f64>| {
            let y = stack![Axis(1), *y, y.mapv(|y| 1.0 - y)];
            focal.per_sample(&y, &stack![Axis(1), *p, p.mapv(|p| 1.0 - p)])
        };
        let allowed = |_, p| 8.0 + 3.0 * gamma * ln_1p(-clipped(p)).value.high.abs();
        assert_within(&pairs, found, truth, allowed);
    }
}
