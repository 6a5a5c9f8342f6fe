//! What is said of the error of likelihood ratios, of their kin, and of differences that cancel.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::BinaryCounts;
use num_bigint::BigInt;

use crate::data::Random;
use crate::exact_sum::oracle::{exact, is_quotient};

/// Outcomes with weights of very different sizes, at times all but independent of the truth.
fn outcomes(random: &mut Random) -> (BinaryCounts, [BigInt; 4]) {
    let mut weights =
        [0.0; 4].map(|_: f64| 10_f64.powi(random.below(12) as i32 - 6) * random.unit());
    let mut rest = weights.map(|weight| weight * f64::EPSILON * random.unit());
    if random.below(2) == 0 {
        // tn is fp·fn/tp but for rounding.
        (weights[2], rest) = (weights[1] * weights[3] / weights[0], [0.0; 4]);
    }
    let mut counts = BinaryCounts::default();
    let tallies = [
        &mut counts.true_positives,
        &mut counts.false_positives,
        &mut counts.true_negatives,
        &mut counts.false_negatives,
    ];
    for ((tally, weight), rest) in tallies.into_iter().zip(weights).zip(rest) {
        tally.add(weight).expect("a weight");
        tally.add(rest).expect("a weight");
    }
    let mut totals = weights.iter().zip(rest).map(|(&weight, rest)| exact(&[weight, rest]));
    (counts, [(); 4].map(|()| totals.next().expect("four")))
}

#[track_caller]
fn assert_within(found: Result<f64, Undefined>, above: &BigInt, below: &BigInt, thousandths: u32) {
    let found = found.expect("a value");
    assert!(is_quotient(found, above, below, thousandths), "{found:e} is not {above}/{below}");
}

/// (r ± 1.1 ulp)² lies on either side of the square.
#[track_caller]
fn assert_is_root(found: Result<f64, Undefined>, above: &BigInt, below: &BigInt) {
    let root = found.expect("a value");
    let place = root.next_up() - root;
    let [low, high] = [-1.1, 1.1].map(|off| exact(&[root, off * place]).pow(2) * below);
    let square = above * exact(&[1.0]).pow(2);
    assert!(low <= square && square <= high, "{root:e} is not the root of {above}/{below}");
}

#[test]
fn quotients_of_products_are_within_half_an_ulp() {
    let mut random = Random(31);
    for _ in 0..1000 {
        let (counts, [tp, fp, tn, fn_]) = outcomes(&mut random);
        let (positives, negatives, decided, undecided) =
            (&tp + &fn_, &tn + &fp, &tp + &fp, &tn + &fn_);
        let plus = counts.positive_likelihood_ratio();
        assert_within(plus, &(&tp * &negatives), &(&fp * &positives), 510);
        let minus = counts.negative_likelihood_ratio();
        assert_within(minus, &(&fn_ * &negatives), &(&tn * &positives), 510);
        assert_within(counts.diagnostic_odds_ratio(), &(&tp * &tn), &(&fp * &fn_), 510);
        let difference = &tp * &tn - &fp * &fn_;
        assert_within(counts.informedness(), &difference, &(&positives * &negatives), 510);
        assert_within(counts.markedness(), &difference, &(&decided * &undecided), 510);
        assert_is_root(counts.geometric_mean(), &(&tp * &tn), &(&positives * &negatives));
        assert_is_root(counts.fowlkes_mallows(), &(&tp * &tp), &(&decided * &positives));
        let all = &positives + &negatives;
        assert_within(counts.false_discovery_rate(), &fp, &decided, 3000);
        assert_within(counts.false_omission_rate(), &fn_, &undecided, 3000);
        assert_within(counts.prevalence(), &positives, &all, 3000);
        assert_within(counts.detection_prevalence(), &decided, &all, 3000);
    }
}

/// 1 + 2^-52 against 1: recall and specificity less 1, in floats, would be 0 or twice as much.
#[test]
fn the_smallest_difference_keeps_its_digits() {
    let (y, p) = (array![1, 1, 0, 0], array![1.0, 0.0, 1.0, 0.0]);
    let weights: Array1<f64> = array![1.0 + f64::EPSILON, 1.0, 1.0, 1.0];
    let found = Informedness::default().evaluate_weighted(&y, &p, &weights);
    let (above, below) = (exact(&[f64::EPSILON]), exact(&[4.0, 2.0 * f64::EPSILON]));
    assert!(is_quotient(found.expect("a value"), &above, &below, 510));
    assert_eq!(Informedness::default().evaluate(&y, &p), Ok(0.0));
}
