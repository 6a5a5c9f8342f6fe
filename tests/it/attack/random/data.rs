//! Awkward data of the kind that a metric takes.

use ndarray::{Array1, ArrayD, Axis, IxDyn};

use crate::data::Random;
use crate::list::{Form, Holds, Spec};

/// A batch, with weights or without.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) y: ArrayD<f64>,
    pub(super) p: ArrayD<f64>,
    pub(super) w: Option<ArrayD<f64>>,
}

impl Sample {
    pub(super) fn new(spec: Spec, random: &mut Random) -> Self {
        // Now and then as long that feature `rayon` takes several threads.
        let n = if random.below(4000) == 0 { 70_000 } else { random.below(30) };
        let wide = [vec![n], vec![n, 2], vec![n, 2, 3]][random.below(3)].clone();
        let (of_y, of_p) = match spec.form {
            Form::Single => (vec![n], vec![n]),
            Form::Survival => (vec![n, 2], vec![n]),
            Form::Labels => (vec![n], vec![n, 2]),
            Form::Targets(columns) => (vec![n], vec![n, columns]),
            Form::Elements | Form::Images => (wide.clone(), wide),
            Form::Rows | Form::Queries | Form::Cells | Form::Columns => (vec![n, 2], vec![n, 2]),
        };
        let units = match spec.form {
            Form::Elements => of_y.clone(),
            _ => spec.units(n),
        };
        let y = array(&of_y, &numbers(spec.truth, random, of_y.iter().product()));
        let mut p = array(&of_p, &numbers(spec.prediction, random, of_p.iter().product()));
        // Most intervals have their bounds in order.
        if matches!(spec.form, Form::Targets(_)) && random.below(8) > 0 {
            for mut row in p.lanes_mut(Axis(1)) {
                let mut rising = row.to_vec();
                rising.sort_by(f64::total_cmp);
                row.assign(&Array1::from(rising));
            }
        }
        let axes = 1 + random.below(units.len());
        let mut w = weights(random, units[..axes].iter().product());
        if spec.truth == Holds::Cluster {
            // Weights that count samples.
            w.iter_mut().flatten().for_each(|w| *w = w.min(9.0).round());
        }
        Self { y, p, w: w.map(|w| array(&units[..axes], &w)) }
    }

    pub(super) fn len(&self) -> usize {
        self.y.len_of(Axis(0))
    }

    /// The samples at some places.
    pub(super) fn at(&self, places: &[usize]) -> Self {
        let of = |array: &ArrayD<f64>| array.select(Axis(0), places);
        Self { y: of(&self.y), p: of(&self.p), w: self.w.as_ref().map(of) }
    }

    /// The same samples with another layout of memory on each side.
    pub(super) fn laid_out(self, random: &mut Random) -> Self {
        let mut of = |array: ArrayD<f64>| laid_out(array, random.below(4));
        Self { y: of(self.y), p: of(self.p), w: self.w.map(of) }
    }
}

fn array(shape: &[usize], numbers: &[f64]) -> ArrayD<f64> {
    ArrayD::from_shape_vec(IxDyn(shape), numbers.to_vec()).expect("as many numbers")
}

/// The same numbers in the order of columns, backwards, or with gaps.
fn laid_out(array: ArrayD<f64>, layout: usize) -> ArrayD<f64> {
    match layout {
        0 => array,
        1 => array.t().as_standard_layout().into_owned().reversed_axes(),
        2 => {
            let mut backwards = array;
            backwards.invert_axis(Axis(0));
            let mut backwards = backwards.as_standard_layout().into_owned();
            backwards.invert_axis(Axis(0));
            backwards
        }
        _ => {
            let mut gaps = ArrayD::from_elem(IxDyn(&[array.shape(), &[2]].concat()), f64::NAN);
            gaps.index_axis_mut(Axis(array.ndim()), 0).assign(&array);
            gaps.index_axis_move(Axis(array.ndim()), 0)
        }
    }
}

/// Numbers of one of several kinds: whole, moderate, close to each other, far apart, huge, tiny.
fn any(random: &mut Random, n: usize) -> Vec<f64> {
    let kind = random.below(7);
    let mut number = || {
        let unit = 2.0 * random.unit() - 1.0;
        match kind {
            0 => random.below(5) as f64 - 2.0,
            1 => unit,
            2 => 1e15 + random.below(9) as f64 / 4.0,
            3 => unit * 10_f64.powi(random.below(200) as i32 - 100),
            4 => unit * 1e153,
            5 => unit * 1e-160,
            _ => f64::from_bits(1.0_f64.to_bits() + random.below(3) as u64),
        }
    };
    (0..n).map(|_| number()).collect()
}

/// Probabilities: ties, ends, close to the ends, tiny.
fn probability(random: &mut Random) -> f64 {
    match random.below(6) {
        0 => random.below(9) as f64 / 8.0,
        1 => [0.0, 1.0, 0.5, 0.5_f64.next_up(), 0.5_f64.next_down()][random.below(5)],
        2 => [5e-324, 1e-300, 1e-8, 1.0 - 1e-8, 1.0_f64.next_down()][random.below(5)],
        _ => random.unit(),
    }
}

/// Numbers that an argument may hold; in one batch of twenty, one number that it may not.
fn numbers(holds: Holds, random: &mut Random, n: usize) -> Vec<f64> {
    let mut found = good(holds, random, n);
    if n > 0 && random.below(20) == 0 {
        let bad = holds.bad();
        found[random.below(n)] = bad[random.below(bad.len())];
    }
    found
}

fn good(holds: Holds, random: &mut Random, n: usize) -> Vec<f64> {
    match holds {
        Holds::Number => any(random, n),
        Holds::Score | Holds::Ordered => {
            let mut scores = any(random, n);
            let least = holds == Holds::Ordered || random.below(2) == 0;
            scores.iter_mut().for_each(|score| {
                if least && random.below(12) == 0 {
                    *score = f64::NEG_INFINITY;
                }
            });
            scores
        }
        Holds::Positive => {
            any(random, n).into_iter().map(|x| x.abs().max(f64::MIN_POSITIVE)).collect()
        }
        Holds::NonZero => {
            any(random, n).into_iter().map(|x| if x == 0.0 { 1.0 } else { x }).collect()
        }
        Holds::Count => any(random, n).into_iter().map(f64::abs).collect(),
        Holds::Above => any(random, n).into_iter().map(|x| x.max(-1.0_f64.next_up())).collect(),
        Holds::Probability | Holds::ProbabilityNotLogit | Holds::Share => {
            (0..n).map(|_| probability(random)).collect()
        }
        Holds::Sign => (0..n).map(|_| random.below(3) as f64 - 1.0).collect(),
        Holds::Cluster => {
            let far = if random.below(2) == 0 { 1.0 } else { 1e15 };
            (0..n).map(|_| far * (random.below(4) as f64 - 1.0)).collect()
        }
        _ => {
            let all_alike = random.below(6) == 0;
            (0..n).map(|_| if all_alike { 1.0 } else { random.below(2) as f64 }).collect()
        }
    }
}

/// No weights, or weights that are equal, a mask, ordinary, far apart, huge, or tiny.
pub(super) fn weights(random: &mut Random, n: usize) -> Option<Vec<f64>> {
    let kind = random.below(9);
    let mut weight = || match kind {
        0 => 1.0,
        1 => random.below(2) as f64,
        2 | 3 => random.unit(),
        4 => random.unit() * 10_f64.powi(random.below(200) as i32 - 100),
        5 => random.unit() * f64::MAX,
        6 => 5e-324 * random.below(5) as f64,
        _ => random.unit() * 10_f64.powi(random.below(16) as i32 - 8),
    };
    (kind < 8).then(|| Array1::from_shape_simple_fn(n, &mut weight).to_vec())
}
