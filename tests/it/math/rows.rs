//! What the documentation of each mean over rows says of its terms' error: held for random rows of
//! up to a hundred numbers, against sums of two floats.

use ndarray::{Array1, Array2, ArrayView1, Axis};
use ndarray_metrics::prelude::*;

use super::oracle::{Pair, Truth, exp, ln_1p_of, ln_of};
use super::{any_size, either_sign};
use crate::data::Random;

/// Rows of every test run, and of the long one.
const QUICK: usize = 400;
const LONG: usize = 200_000;

const TINY: f64 = 1.0 / (1_u64 << 50) as f64;

type Row<'a> = ArrayView1<'a, f64>;

/// The term of a row, and what its error is measured in.
type Term = (Pair, f64);

/// A metric's terms.
type ValuesPerSample = fn(&Array2<f64>, &Array2<f64>) -> Result<Array1<f64>, Error>;

/// Random rows, so many.
type Draw = fn(&mut Random, usize) -> (Array2<f64>, Array2<f64>);

/// The terms of a metric, what they should be, and random rows.
struct Case {
    found: ValuesPerSample,
    truth: fn(Row, Row) -> Term,
    rows: Draw,
}

impl Case {
    /// Within one of the truth's own units, for rows of many lengths.
    fn assert_holds(&self, rows: usize) {
        let (mut random, mut worst) = (Random(rows as u64), 0.0);
        for _ in 0..rows.div_ceil(20) {
            let length = 2 + random.below(99);
            let (y, p) = (self.rows)(&mut random, length);
            let terms = (self.found)(&y, &p).expect("rows that are accepted");
            for ((y, p), &term) in y.axis_iter(Axis(0)).zip(p.axis_iter(Axis(0))).zip(&terms) {
                let (truth, allowed) = (self.truth)(y, p);
                let error = ((term - truth.high) - truth.low).abs() / allowed;
                assert!(error <= 1.0, "{error} of what is allowed for {y} and {p}");
                worst = error.max(worst);
            }
        }
        println!("{rows} rows: at most {worst:.3} of what is allowed");
    }
}

fn table(random: &mut Random, n: usize, mut number: impl FnMut(&mut Random) -> f64) -> Array2<f64> {
    Array2::from_shape_simple_fn((20, n), || number(random))
}

fn sum(terms: impl IntoIterator<Item = Pair>) -> Pair {
    terms.into_iter().fold(Pair::from(0.0), Pair::plus)
}

/// Probabilities of very different sizes: some rows are almost certain.
fn shares(random: &mut Random, n: usize) -> Array2<f64> {
    let mut rows = table(random, n, |random| any_size(random, -40..-1));
    for mut row in rows.rows_mut() {
        if random.below(2) == 0 {
            row[random.below(n)] = 1.0;
        }
        if random.below(2) == 0 {
            row.fill(0.9 / n as f64);
        }
    }
    rows
}

/// One-hot, or distributions that are anything between even and almost one-hot.
fn labels(random: &mut Random, n: usize) -> Array2<f64> {
    let mut rows = shares(random, n);
    for mut row in rows.rows_mut() {
        let total = row.sum();
        row.mapv_inplace(|y| y / total);
        if random.below(3) == 0 {
            row.fill(0.0);
            row[random.below(n)] = 1.0;
        }
    }
    rows
}

fn logits(random: &mut Random, n: usize) -> Array2<f64> {
    let spread = any_size(random, -6..13);
    table(random, n, |random| spread * (random.unit() - 0.5))
}

/// −ln of the clipped shares.
fn surprisals(p: Row) -> Vec<Pair> {
    let total = sum(p.iter().map(|&p| Pair::from(p)));
    let share = |&p: &f64| match Pair::from(p).over(total) {
        p if p.high < metrics::KERAS_EPSILON => Pair::from(metrics::KERAS_EPSILON),
        p if p.high > 1.0 - metrics::KERAS_EPSILON => Pair::from(1.0 - metrics::KERAS_EPSILON),
        p => p,
    };
    p.iter().map(share).map(|p| ln_of(p).negative()).collect()
}

/// ln Σ e^z − z.
fn surprisals_of_logits(z: Row) -> Vec<Pair> {
    let most = z.iter().copied().fold(f64::MIN, f64::max);
    let ahead = |z: f64| Pair::sum(z, -most);
    // e^(high + low) is e^high·(1 + low) to a hundred bits.
    let power = |x: Pair| {
        let Truth { value, exponent } = exp(x.high);
        value.scaled(exponent).times(Pair::sum(1.0, x.low))
    };
    let top = z.iter().position(|&z| z == most).expect("a largest one");
    let others = z.iter().enumerate().filter(|(i, _)| *i != top);
    let rest = ln_1p_of(sum(others.map(|(_, &z)| power(ahead(z)))).into()).value;
    z.iter().map(|&z| ahead(z).negative().plus(rest)).collect()
}

/// Σ y·(−ln p), in units of 2^-50 of Σ y·(1 − ln p).
fn crossentropy(y: Row, surprisals: &[Pair]) -> Term {
    let term = |(&y, &s): (&f64, &Pair)| s.times(Pair::from(y));
    let size: f64 = y.iter().zip(surprisals).map(|(y, s)| y * (1.0 + s.high)).sum();
    (sum(y.iter().zip(surprisals).map(term)), TINY * size)
}

const CATEGORICAL_CROSSENTROPY: Case = Case {
    found: |y, p| CategoricalCrossentropy::default().per_sample(y, p),
    truth: |y, p| crossentropy(y, &surprisals(p)),
    rows: |random, n| (labels(random, n), shares(random, n)),
};

const CATEGORICAL_CROSSENTROPY_OF_LOGITS: Case = Case {
    found: |y, p| {
        CategoricalCrossentropy { from_logits: true, ..Default::default() }.per_sample(y, p)
    },
    truth: |y, p| crossentropy(y, &surprisals_of_logits(p)),
    rows: |random, n| (labels(random, n), logits(random, n)),
};

/// The class that a one-hot row names.
fn class(y: &Array2<f64>) -> Array1<u8> {
    let of = |row: Row| row.iter().position(|&y| y == 1.0).expect("a one") as u8;
    y.axis_iter(Axis(0)).map(of).collect()
}

fn one_hot(random: &mut Random, n: usize) -> Array2<f64> {
    let mut rows = Array2::zeros((20, n));
    rows.rows_mut().into_iter().for_each(|mut row| row[random.below(n)] = 1.0);
    rows
}

const SPARSE_CATEGORICAL_CROSSENTROPY: Case = Case {
    found: |y, p| SparseCategoricalCrossentropy::default().per_sample(&class(y), p),
    truth: |y, p| crossentropy(y, &surprisals(p)),
    rows: |random, n| (one_hot(random, n), shares(random, n)),
};

const SPARSE_CATEGORICAL_CROSSENTROPY_OF_LOGITS: Case = Case {
    found: |y, p| {
        let measure = SparseCategoricalCrossentropy { from_logits: true, ..Default::default() };
        measure.per_sample(&class(y), p)
    },
    truth: |y, p| crossentropy(y, &surprisals_of_logits(p)),
    rows: |random, n| (one_hot(random, n), logits(random, n)),
};

fn vectors(random: &mut Random, n: usize) -> Array2<f64> {
    table(random, n, |random| {
        let size = any_size(random, -20..20);
        either_sign(random, size)
    })
}

/// √x, by Newton's step from the rounded root.
fn root(x: Pair) -> Pair {
    let near = Pair::from(x.high.sqrt());
    let rest = x.plus(near.times(near).negative());
    near.plus(rest.over(near.scaled(1)))
}

fn dot(a: &[Pair], b: &[Pair]) -> Pair {
    sum(a.iter().zip(b).map(|(a, b)| a.times(*b)))
}

const COSINE_SIMILARITY: Case = Case {
    found: |y, p| CosineSimilarity.per_sample(y, p),
    truth: |y, p| {
        let (y, p) = (y.mapv(Pair::from).to_vec(), p.mapv(Pair::from).to_vec());
        (dot(&y, &p).over(root(dot(&y, &y).times(dot(&p, &p)))), TINY)
    },
    rows: |random, n| (vectors(random, n), vectors(random, n)),
};

/// In units of 2^-50 of 1 + Σ|p|.
const CATEGORICAL_HINGE: Case = Case {
    found: |y, p| CategoricalHinge.per_sample(y, p),
    truth: |y, p| {
        let right = sum(y.iter().zip(p).map(|(y, &p)| Pair::from(y * p)));
        let best = y.iter().zip(p).map(|(y, p)| (1.0 - y) * p).fold(f64::MIN, f64::max);
        let hinge = Pair::from(1.0).plus(Pair::from(best)).plus(right.negative());
        let size = 1.0 + p.iter().map(|p| p.abs()).sum::<f64>();
        (if hinge.high > 0.0 { hinge } else { Pair::from(0.0) }, TINY * size)
    },
    rows: |random, n| (table(random, n, |random| random.below(2) as f64), vectors(random, n)),
};

/// Numbers that spread by 1e-8 of their size or more.
fn offset(random: &mut Random, n: usize) -> Array2<f64> {
    let far = if random.below(2) == 0 { 1e8 } else { any_size(random, -3..26) };
    table(random, n, |random| far + 4.0 * random.unit())
}

/// Numbers less their mean.
fn centred(row: Row) -> (Vec<Pair>, Pair) {
    let count = Pair::from(row.len() as f64);
    let mean = sum(row.iter().map(|&x| Pair::sum(x, -row[0]))).over(count);
    let from_first = row.iter().map(|&x| Pair::sum(x, -row[0]).plus(mean.negative()));
    (from_first.collect(), mean)
}

const PEARSON_CORRELATION_PER_ROW: Case = Case {
    found: |y, p| PearsonCorrelationPerRow.per_sample(y, p),
    truth: |y, p| {
        let (y, p) = (centred(y).0, centred(p).0);
        (dot(&y, &p).over(root(dot(&y, &y).times(dot(&p, &p)))), 64.0 * TINY)
    },
    rows: |random, n| (offset(random, n), offset(random, n)),
};

const CONCORDANCE_CORRELATION_PER_ROW: Case = Case {
    found: |y, p| ConcordanceCorrelationPerRow.per_sample(y, p),
    truth: |y, p| {
        let count = Pair::from(y.len() as f64);
        let apart = Pair::sum(y[0], -p[0]);
        let ((y, y_mean), (p, p_mean)) = (centred(y), centred(p));
        let apart = apart.plus(y_mean).plus(p_mean.negative());
        let distance = dot(&y, &y).plus(dot(&p, &p)).plus(count.times(apart.times(apart)));
        (dot(&y, &p).scaled(1).over(distance), 64.0 * TINY)
    },
    rows: |random, n| {
        let y = offset(random, n);
        let p = y.mapv(|y| y + random.unit());
        (y, p)
    },
};

/// One test for each case, and a long one.
macro_rules! hold {
    ($($test:ident $case:expr;)+) => {
        $(#[test]
        fn $test() {
            $case.assert_holds(QUICK);
        })+

        /// Some minutes: `cargo test --release --test it math::rows::long -- --ignored --nocapture`.
        mod long {
            use super::*;
            $(#[test]
            #[ignore = "hundreds of thousands of rows"]
            fn $test() {
                $case.assert_holds(LONG);
            })+
        }
    };
}

hold! {
    categorical_crossentropy CATEGORICAL_CROSSENTROPY;
    categorical_crossentropy_of_logits CATEGORICAL_CROSSENTROPY_OF_LOGITS;
    sparse_categorical_crossentropy SPARSE_CATEGORICAL_CROSSENTROPY;
    sparse_categorical_crossentropy_of_logits SPARSE_CATEGORICAL_CROSSENTROPY_OF_LOGITS;
    cosine_similarity COSINE_SIMILARITY;
    categorical_hinge CATEGORICAL_HINGE;
    pearson_correlation_per_row PEARSON_CORRELATION_PER_ROW;
    concordance_correlation_per_row CONCORDANCE_CORRELATION_PER_ROW;
}
