//! What is beyond the range of `f64`, no number at all, or a count.

use ndarray_metrics::Undefined;
use ndarray_metrics::state::{ExactSum, NotANumber};
use num_bigint::BigInt;
use proptest::prelude::*;
use proptest::sample::select;

use super::{assert_is_exact, in_one_slice, one_by_one, oracle};
use crate::cases::cases;
use crate::data::Random;

#[test]
fn a_tie_goes_to_even_unless_the_smallest_number_breaks_it() {
    let half = f64::EPSILON / 2.0;
    let up = 1.0 + f64::EPSILON;
    for sign in [1.0, -1.0] {
        let value = |terms: &[f64]| in_one_slice(terms).value().map(|x| sign * x);
        assert_eq!(value(&[sign, sign * half]), Ok(1.0));
        assert_eq!(value(&[sign, sign * half, sign * 5e-324]), Ok(up));
        assert_eq!(value(&[sign * up, sign * half]), Ok(up + f64::EPSILON));
        assert_eq!(value(&[sign * up, sign * half, sign * -5e-324]), Ok(up));
        // The tie is broken in the limb below, not in the last one.
        assert_eq!(value(&[sign, sign * half, sign * 2_f64.powi(-80)]), Ok(up));
    }
}

#[test]
fn sums_at_the_edge_of_the_range() {
    // Half an ulp of the largest number: the least that takes it beyond.
    let half = 2_f64.powi(970);
    let below = in_one_slice(&[f64::MAX, half.next_down()]);
    assert_eq!(below.value(), Ok(f64::MAX));
    let beyond = in_one_slice(&[f64::MAX, half]);
    assert_eq!(beyond.value(), Err(Undefined::Overflow));
    assert_eq!(in_one_slice(&[-f64::MAX, -half]).value(), Err(Undefined::Overflow));
}

/// Beyond the range nothing is lost: an infinite term has overflowed, a large sum has not.
#[test]
fn a_sum_beyond_the_range_comes_back() {
    let mut terms = vec![f64::MAX; 5000];
    assert_is_exact(&in_one_slice(&terms), &terms);
    assert!(!in_one_slice(&terms).has_overflowed());
    terms.extend([-f64::MAX; 4999]);
    terms.extend([-5e-324, 1.0]);
    assert_is_exact(&in_one_slice(&terms), &terms);
    terms.push(-f64::MAX);
    assert_eq!(in_one_slice(&terms).value(), Ok(1.0));
}

#[test]
fn ten_times_the_largest_over_ten_is_the_largest() {
    let mut ten = ExactSum::new();
    ten.add_count(10);
    let sum = in_one_slice(&[f64::MAX; 10]);
    assert_eq!(sum.value(), Err(Undefined::Overflow));
    assert_eq!(sum.ratio(&ten), Ok(f64::MAX));
    assert_eq!(in_one_slice(&[-f64::MAX; 10]).ratio(&ten), Ok(-f64::MAX));
    assert_eq!(in_one_slice(&[f64::MAX; 11]).ratio(&ten), Err(Undefined::Overflow));
}

#[test]
fn subnormal_and_vanishing_quotients() {
    let smallest = in_one_slice(&[5e-324]);
    let ratio = |terms: &[f64], below: f64| in_one_slice(terms).ratio(&in_one_slice(&[below]));
    assert_eq!(ratio(&[5e-324; 10], 10.0), Ok(5e-324));
    assert_eq!(ratio(&[1e-310], 4.0), Ok(2.5e-311));
    assert_eq!(ratio(&[5e-324], f64::MAX), Ok(0.0));
    assert_eq!(ratio(&[0.0, -0.0], 7.0), Ok(0.0));
    assert_eq!(smallest.ratio(&smallest), Ok(1.0));
}

#[test]
fn nothing_over_nothing_is_refused() {
    let zero = ExactSum::new();
    assert_eq!(zero.ratio(&zero), Err(Undefined::Overflow));
    assert_eq!(in_one_slice(&[1.0]).ratio(&zero), Err(Undefined::Overflow));
}

#[test]
fn zeros_of_either_sign_are_the_empty_sum() {
    for zeros in [[0.0, -0.0], [-0.0, -0.0]] {
        assert_eq!(in_one_slice(&zeros), ExactSum::new());
        assert_eq!(one_by_one(&zeros), ExactSum::new());
    }
    assert!(ExactSum::new().is_zero());
    assert_eq!(ExactSum::default().value().map(f64::to_bits), Ok(0));
}

/// Wherever it stands in a block, an infinite term is remembered, and the others still count.
#[test]
fn infinite_terms_are_remembered() {
    for infinite in [f64::INFINITY, f64::NEG_INFINITY] {
        for place in [0, 7, 8, 600, 32_767, 32_768, 39_999] {
            let mut terms = vec![0.1; 40_000];
            terms[place] = infinite;
            let sum = in_one_slice(&terms);
            assert!(sum.has_overflowed() && !sum.is_zero());
            assert_eq!(sum, one_by_one(&terms));
            assert_eq!(sum.value(), Err(Undefined::Overflow));
            assert_eq!(sum.ratio(&in_one_slice(&[1.0])), Err(Undefined::Overflow));
        }
    }
}

/// Infinities of unlike signs do not cancel, and no merge forgets them.
#[test]
fn an_overflow_stays_under_merge() {
    let both = in_one_slice(&[f64::INFINITY, f64::NEG_INFINITY]);
    let mut merged = in_one_slice(&[1.0]);
    merged.merge(&both);
    assert!(merged.has_overflowed());
    merged.merge(&in_one_slice(&[-1.0]));
    assert_eq!(merged, both);
    let mut other_way = both.clone();
    other_way.merge(&ExactSum::new());
    assert_eq!(other_way, both);
    assert!(!both.is_zero());
}

/// Wherever it stands, NaN is refused and the sum is bit for bit as it was.
#[test]
fn not_a_number_is_refused_with_the_sum_unchanged() {
    let before = in_one_slice(&[0.1, 1e300]);
    for nan in [f64::NAN, -f64::NAN, f64::from_bits(0x7ff0_0000_0000_0001)] {
        for place in [0, 7, 8, 600, 32_767, 32_768, 39_999] {
            let mut terms = vec![0.1; 40_000];
            terms[place] = nan;
            let mut sum = before.clone();
            assert_eq!(sum.add_slice(&terms), Err(NotANumber));
            assert_eq!(sum, before);
        }
        let mut sum = before.clone();
        assert_eq!(sum.add(nan), Err(NotANumber));
        assert_eq!(sum.add_slice(&[f64::INFINITY, nan]), Err(NotANumber));
        assert_eq!(sum, before);
    }
}

#[test]
fn counts_are_whole_numbers_of_any_size() {
    let mut sum = ExactSum::new();
    for count in [1 << 24, 10, (1 << 53) + 1, u64::MAX, 0] {
        let mut next = sum.clone();
        next.add_count(count);
        let halves = (count / 2, count - count / 2);
        sum.add_count(halves.0);
        sum.add_count(halves.1);
        assert_eq!(sum, next);
    }
    let steps: i128 = (1 << 24) + 10 + (1 << 53) + 1 + i128::from(u64::MAX);
    let exact = BigInt::from(steps) << oracle::ONE;
    assert_is_exact(&sum, &oracle::terms(&exact));
}

/// Numbers of some hundred binary places together, so that their sum is no `f64`.
fn wide() -> impl Strategy<Value = f64> {
    (0.5..1.0, -120..120_i32).prop_map(|(m, e)| m * 2_f64.powi(e))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(500, 2000)))]

    #[test]
    fn a_ratio_is_hardly_more_than_half_an_ulp_off(
        above in prop::collection::vec(wide(), 1..6),
        below in prop::collection::vec(wide(), 1..6),
        sign in select(vec![1.0, -1.0]),
    ) {
        let above: Vec<f64> = above.into_iter().map(|x| sign * x).collect();
        let ratio = in_one_slice(&above).ratio(&in_one_slice(&below)).expect("far from the ends");
        let (above, below) = (oracle::exact(&above), oracle::exact(&below));
        prop_assert!(oracle::is_quotient(ratio, &above, &below, 510), "{ratio:e}");
    }
}

/// What IEEE 754 asks of a division. One in a thousand quotients is halfway between two numbers but
/// for its remainder.
#[test]
fn a_ratio_of_two_numbers_is_their_quotient() {
    let mut random = Random(9);
    for _ in 0..30_000 {
        let [a, b] = [1.0 + random.unit(), (1.0 + random.unit()) * 1e-200];
        assert_eq!(one_by_one(&[a]).ratio(&one_by_one(&[b])), Ok(a / b));
    }
}

/// Whole numbers of 65 bits, of which the lowest breaks the tie that the others would be.
#[test]
fn digits_of_the_lowest_place_and_below_it_are_not_confused() {
    let sum = in_one_slice(&[2_f64.powi(63), 1024.0, 1.0, 2_f64.powi(-10)]);
    assert_eq!(sum.value(), Ok(2_f64.powi(63) + 2048.0));
}

#[test]
fn a_quotient_between_two_numbers_goes_to_the_even_one() {
    let two_53 = 2_f64.powi(53);
    let ratio = |above: &[f64], below: &[f64]| in_one_slice(above).ratio(&in_one_slice(below));
    assert_eq!(ratio(&[two_53, 1.0], &[1.0]), Ok(two_53));
    assert_eq!(ratio(&[two_53, 3.0], &[1.0]), Ok(two_53 + 4.0));
    assert_eq!(ratio(&[two_53, 1.0, 2_f64.powi(-70)], &[1.0]), Ok(two_53 + 2.0));
    assert_eq!(ratio(&[two_53, two_53, two_53, 3.0], &[3.0]), Ok(two_53));
}
