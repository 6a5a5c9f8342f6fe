//! What the documentation of each mean over elements says of its terms' error: held at many points,
//! against sums of two floats.

use ndarray::{Array1, arr1};
use ndarray_metrics::prelude::*;

use super::oracle::{Pair, Truth, exp, exp_m1, ln_1p_of, ln_of};
use super::{any_size, either_sign, near};
use crate::data::Random;

/// Points of every test run, and of the long one.
const QUICK: usize = 20_000;
const LONG: usize = 5_000_000;

/// Points that are computed at a time.
const CHUNK: usize = 10_000;

/// A metric's terms.
type ValuesPerSample = fn(&Array1<f64>, &Array1<f64>) -> Result<Array1<f64>, Error>;

/// The terms of a metric, what they should be, and how far off they may be.
struct Case {
    ulps: f64,
    found: ValuesPerSample,
    truth: fn(f64, f64) -> Truth,
    point: fn(&mut Random) -> (f64, f64),
}

impl Case {
    fn assert_holds(&self, points: usize) {
        let (mut random, mut worst) = (Random(points as u64), 0.0);
        for _ in 0..points.div_ceil(CHUNK) {
            let (y, p): (Vec<_>, Vec<_>) = (0..CHUNK).map(|_| (self.point)(&mut random)).unzip();
            let terms = (self.found)(&arr1(&y), &arr1(&p)).expect("truth and prediction");
            for ((&y, &p), &term) in y.iter().zip(&p).zip(&terms) {
                let error = (self.truth)(y, p).ulps(term);
                assert!(error <= self.ulps, "{error} ulp for {y:e} and {p:e}");
                worst = error.max(worst);
            }
        }
        println!("{points} points: at most {worst:.3} ulp of {}", self.ulps);
    }
}

/// Two numbers, often close to each other.
fn numbers(random: &mut Random) -> (f64, f64) {
    let size = any_size(random, -60..60);
    let y = either_sign(random, size);
    let p = match random.below(3) {
        0 => near(random, y),
        1 => -near(random, y),
        _ => any_size(random, -60..60),
    };
    (y, p)
}

fn sizes(random: &mut Random) -> (f64, f64) {
    let (y, p) = numbers(random);
    (y.abs(), p.abs())
}

/// An error of any size by itself.
fn errors(random: &mut Random) -> (f64, f64) {
    let size = any_size(random, -100..12);
    (either_sign(random, size), 0.0)
}

/// A label and a score, often close to the margin.
fn margins(random: &mut Random) -> (f64, f64) {
    let score = if random.below(2) == 0 { near(random, 1.0) } else { any_size(random, -30..30) };
    (random.below(2) as f64, either_sign(random, score))
}

fn difference(y: f64, p: f64) -> Pair {
    Pair::sum(y, -p)
}

fn absolute(x: Pair) -> Pair {
    if x.high < 0.0 { x.negative() } else { x }
}

fn square(x: Pair) -> Pair {
    x.times(x)
}

const KERAS_EPSILON: f64 = metrics::KERAS_EPSILON;

const MEAN_SQUARED_ERROR: Case = Case {
    ulps: 2.0,
    found: |y, p| MeanSquaredError.per_sample(y, p),
    truth: |y, p| square(difference(y, p)).into(),
    point: numbers,
};

/// Numbers whose difference is no longer than an `f64`, such as integers.
const SQUARED_EXACT_DIFFERENCE: Case = Case {
    ulps: 0.5,
    point: |random| (random.below(1 << 30) as f64, random.below(1 << 30) as f64),
    ..MEAN_SQUARED_ERROR
};

const MEAN_ABSOLUTE_ERROR: Case = Case {
    ulps: 0.5,
    found: |y, p| MeanAbsoluteError.per_sample(y, p),
    truth: |y, p| absolute(difference(y, p)).into(),
    point: numbers,
};

const MEAN_ABSOLUTE_PERCENTAGE_ERROR: Case = Case {
    ulps: 2.5,
    found: |y, p| MeanAbsolutePercentageError::default().per_sample(y, p),
    truth: |y, p| {
        let size = absolute(difference(y, p)).times(Pair::from(100.0));
        size.over(Pair::from(y.abs().max(KERAS_EPSILON))).into()
    },
    point: numbers,
};

/// ln((1 + p)/(1 + y))².
const MEAN_SQUARED_LOGARITHMIC_ERROR: Case = Case {
    ulps: 8.0,
    found: |y, p| MeanSquaredLogarithmicError::default().per_sample(y, p),
    truth: |y, p| {
        let (y, p) = (y.max(KERAS_EPSILON), p.max(KERAS_EPSILON));
        let (more, whole) = (Pair::sum(p, -y), Pair::sum(1.0, y));
        let ln = match more.high / whole.high {
            ratio if ratio.abs() < 0.5 => ln_1p_of(more.over(whole).into()).value,
            _ => ln_of(Pair::sum(1.0, p)).plus(ln_of(whole).negative()),
        };
        square(ln).into()
    },
    point: sizes,
};

/// ln cosh e = ln(1 + sinh² e)/2, and e + ln(1 + e^−2e) − ln 2.
const LOG_COSH_ERROR: Case = Case {
    ulps: 8.0,
    found: |y, p| LogCoshError.per_sample(y, p),
    truth: |y, _| {
        let e = y.abs();
        if e < 1.0 {
            let Truth { value, exponent } = exp_m1(e);
            let grown = value.scaled(exponent);
            let sinh = grown.plus(grown.over(grown.plus(Pair::from(1.0))));
            return ln_1p_of(square(sinh.scaled(-1)).into()).times(Pair::from(0.5));
        }
        let ln_2 = ln_of(Pair::from(2.0)).negative();
        ln_1p_of(exp(-2.0 * e)).plus(ln_2.into()).plus(Pair::from(e).into())
    },
    point: errors,
};

const DELTA: f64 = 0.7;

const HUBER: Case = Case {
    ulps: 3.0,
    found: |y, p| Huber { delta: DELTA }.per_sample(y, p),
    truth: |y, p| {
        let e = absolute(difference(y, p));
        if e.high <= DELTA {
            return square(e).scaled(-1).into();
        }
        e.plus(Pair::from(-0.5 * DELTA)).times(Pair::from(DELTA)).into()
    },
    point: numbers,
};

/// 1 less the margin, if that is positive.
fn shortfall(y: f64, p: f64) -> Pair {
    let margin = if y > 0.0 { p } else { -p };
    if margin < 1.0 { Pair::sum(1.0, -margin) } else { Pair::from(0.0) }
}

const HINGE: Case = Case {
    ulps: 0.5,
    found: |y, p| Hinge.per_sample(y, p),
    truth: |y, p| shortfall(y, p).into(),
    point: margins,
};

const SQUARED_HINGE: Case = Case {
    ulps: 2.0,
    found: |y, p| SquaredHinge.per_sample(y, p),
    truth: |y, p| square(shortfall(y, p)).into(),
    point: margins,
};

/// One test for each case, and a long one.
macro_rules! hold {
    ($($test:ident $case:expr;)+) => {
        $(#[test]
        fn $test() {
            $case.assert_holds(QUICK);
        })+

        /// Some minutes: `cargo test --release --test it math::terms::long -- --ignored --nocapture`.
        mod long {
            use super::*;
            $(#[test]
            #[ignore = "millions of points"]
            fn $test() {
                $case.assert_holds(LONG);
            })+
        }
    };
}

hold! {
    mean_squared_error MEAN_SQUARED_ERROR;
    squared_exact_difference SQUARED_EXACT_DIFFERENCE;
    mean_absolute_error MEAN_ABSOLUTE_ERROR;
    mean_absolute_percentage_error MEAN_ABSOLUTE_PERCENTAGE_ERROR;
    mean_squared_logarithmic_error MEAN_SQUARED_LOGARITHMIC_ERROR;
    log_cosh_error LOG_COSH_ERROR;
    huber HUBER;
    hinge HINGE;
    squared_hinge SQUARED_HINGE;
}
