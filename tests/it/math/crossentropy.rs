//! What the documentation of [`BinaryCrossentropy`] says: a term is within 3 ulp, with smoothing
//! within 4.

use ndarray::{Array1, arr1, s};
use ndarray_metrics::prelude::*;

use super::oracle::{Pair, Truth, ln, ln_1p, softplus};
use super::{any_size, either_sign};
use crate::cases::cases;
use crate::data::Random;

fn points() -> usize {
    cases(10_000, 25_000)
}

/// Asserts it for the terms of random labels and predictions.
fn assert_within_its_ulps(
    measure: BinaryCrossentropy,
    label: fn(&mut Random) -> f64,
    prediction: fn(&mut Random) -> f64,
) {
    let allowed = if measure.label_smoothing == 0.0 { 3.0 } else { 4.0 };
    let mut random = Random(8);
    let pairs = (0..points()).map(|_| (label(&mut random), prediction(&mut random)));
    let (y, p): (Vec<_>, Vec<_>) = pairs.unzip();
    let terms = measure.per_sample(&arr1(&y), &arr1(&p)).expect("labels and predictions");
    for ((&y, &p), &term) in y.iter().zip(&p).zip(&terms) {
        let error = truth(&measure, y, p).ulps(term);
        assert!(error <= allowed, "{error} ulp for {y:e} and {p:e}");
    }
}

/// The losses of a positive and a negative label, −ln p and −ln(1 − p), each by its share of the
/// smoothed label. Neither addend is negative, so nothing cancels.
fn truth(measure: &BinaryCrossentropy, y: f64, p: f64) -> Truth {
    let kept = Pair::sum(1.0, -measure.label_smoothing);
    let share = |y: Pair| y.times(kept).plus(Pair::from(0.5 * measure.label_smoothing));
    let losses = if measure.from_logits {
        [softplus(-p), softplus(p)]
    } else {
        let p = p.clamp(measure.epsilon, 1.0 - measure.epsilon);
        [ln(p).negative(), ln_1p(-p).negative()]
    };
    let [one, zero] = losses;
    one.times(share(Pair::from(y))).plus(zero.times(share(Pair::sum(1.0, -y))))
}

fn hard(random: &mut Random) -> f64 {
    random.below(2) as f64
}

/// A number in [0, 1], often close to an end.
fn share(random: &mut Random) -> f64 {
    match random.below(3) {
        0 => random.unit(),
        1 => any_size(random, -50..0),
        _ => 1.0 - any_size(random, -50..0),
    }
}

fn logit(random: &mut Random) -> f64 {
    match random.below(3) {
        0 => 1500.0 * (random.unit() - 0.5),
        1 => 20.0 * (random.unit() - 0.5),
        _ => {
            let size = any_size(random, -60..10);
            either_sign(random, size)
        }
    }
}

fn with(from_logits: bool, label_smoothing: f64) -> BinaryCrossentropy {
    BinaryCrossentropy { from_logits, label_smoothing, ..Default::default() }
}

#[test]
fn terms_of_probabilities() {
    assert_within_its_ulps(with(false, 0.0), hard, share);
    assert_within_its_ulps(with(false, 0.0), share, share);
}

#[test]
fn terms_of_logits() {
    assert_within_its_ulps(with(true, 0.0), hard, logit);
    assert_within_its_ulps(with(true, 0.0), share, logit);
}

/// The share that smoothing leaves to the other outcome is small, and so are its errors.
#[test]
fn terms_of_smoothed_labels() {
    for smoothing in [1e-9, 0.1, 1.0] {
        assert_within_its_ulps(with(false, smoothing), hard, share);
        assert_within_its_ulps(with(false, smoothing), share, share);
        assert_within_its_ulps(with(true, smoothing), hard, logit);
        assert_within_its_ulps(with(true, smoothing), share, logit);
    }
}

/// Hard labels have a formula of their own where they come alone; it must give the same bits.
fn assert_hard_labels_have_their_terms_beside_soft_ones(
    per_sample: impl Fn(&Array1<f64>, &Array1<f64>) -> Result<Array1<f64>, Error>,
) {
    let mut random = Random(10);
    let y = Array1::from_shape_simple_fn(points(), || hard(&mut random));
    let p = Array1::from_shape_simple_fn(points(), || share(&mut random));
    let mut mixed = y.clone();
    mixed.slice_mut(s![..;2]).fill(0.5);
    let terms = |y| per_sample(y, &p).expect("labels and probabilities");
    let (alone, beside) = (terms(&y), terms(&mixed));
    assert_eq!(alone.slice(s![1..;2]), beside.slice(s![1..;2]));
}

#[test]
fn terms_of_hard_labels_alone_and_beside_soft_ones() {
    let focal = BinaryFocalCrossentropy {
        apply_class_balancing: true,
        ..BinaryFocalCrossentropy::default()
    };
    assert_hard_labels_have_their_terms_beside_soft_ones(|y, p| with(false, 0.0).per_sample(y, p));
    assert_hard_labels_have_their_terms_beside_soft_ones(|y, p| focal.per_sample(y, p));
}
