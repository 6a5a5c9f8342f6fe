//! The exact sum against sums of big integers: however terms are cut, ordered and merged, the
//! state is one and the same, and it is the exact sum.

mod extremes;
mod means;
pub(crate) mod oracle;
mod recipes;

use ndarray_metrics::InstructionSet;
use ndarray_metrics::Undefined;
use ndarray_metrics::state::ExactSum;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases::cases;
use crate::data::Random;
use recipes::{Recipe, shuffle};

/// Lanes, the pieces that a hard block is done again in, and the most terms of one block.
const EDGES: [usize; 3] = [16, 512, 32_768];

fn in_one_slice(terms: &[f64]) -> ExactSum {
    let mut sum = ExactSum::new();
    sum.add_slice(terms).expect("no NaN");
    sum
}

fn one_by_one(terms: &[f64]) -> ExactSum {
    let mut sum = ExactSum::new();
    terms.iter().for_each(|&term| sum.add(term).expect("no NaN"));
    sum
}

/// Cut at random places into parts that are added either way and merged in either direction.
fn merged(terms: &[f64], random: &mut Random) -> ExactSum {
    match (terms.len(), random.below(5)) {
        (..4, 0..3) | (_, 0) => in_one_slice(terms),
        (..4, _) | (..1000, 1) => one_by_one(terms),
        _ => {
            let (left, right) = terms.split_at(random.below(terms.len() + 1));
            let mut parts = [merged(left, random), merged(right, random)];
            shuffle(&mut parts, random);
            let [mut sum, other] = parts;
            sum.merge(&other);
            sum
        }
    }
}

/// The sum is exact: it is what the oracle says to the last bit, and reads as that, rounded once.
fn assert_is_exact(sum: &ExactSum, terms: &[f64]) {
    let exact = oracle::exact(terms);
    let mut rest = sum.clone();
    for term in oracle::terms(&exact) {
        rest.add(-term).expect("no NaN");
    }
    assert!(rest.is_zero(), "{sum:?} is not {exact}·2^-1074");
    let value = sum.value().map(f64::to_bits);
    let nearest = oracle::nearest(&exact).map(f64::to_bits);
    assert_eq!(value, nearest.ok_or(Undefined::Overflow));
}

/// All ways to add the terms give one state, and it is exact.
fn assert_one_exact_sum(mut terms: Vec<f64>, random: &mut Random) {
    let sum = in_one_slice(&terms);
    assert_is_exact(&sum, &terms);
    assert_eq!(sum, one_by_one(&terms), "terms one by one");
    assert_eq!(sum, merged(&terms, random), "parts merged");
    shuffle(&mut terms, random);
    assert_eq!(sum, in_one_slice(&terms), "another order");
    assert_eq!(sum, merged(&terms, random), "parts merged in another order");
}

/// With grids that reach as far as one could think they do, this gives 0 in a stream.
#[test]
fn the_counterexample_in_every_order_and_split() {
    let large = 2_f64.powi(80);
    let [a, b, c] = [0.75, large, -large];
    for order in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
        for cut in 0..=3 {
            let mut sum = in_one_slice(&order[..cut]);
            sum.merge(&one_by_one(&order[cut..]));
            assert_eq!(sum, in_one_slice(&order));
            assert_eq!(sum.value(), Ok(0.75));
        }
    }
}

/// Lengths around every edge at which the loops change over, and any other up to 40 000.
fn length() -> impl Strategy<Value = usize> {
    let around = |edge| select(vec![edge - 1, edge, edge + 1]);
    prop_oneof![select(&EDGES[..]).prop_flat_map(around), 0..600_usize, 0..40_000_usize]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(32, 128)))]

    /// Few terms, which shrink to the fewest that go wrong.
    #[test]
    fn few_terms_in_any_way(
        terms in prop::collection::vec(finite(), 0..64),
        seed in any::<u64>(),
    ) {
        assert_one_exact_sum(terms, &mut Random(seed));
    }

    /// Many terms; their number shrinks.
    #[test]
    fn many_terms_in_any_way(
        recipe in select(&Recipe::ALL[..]),
        length in length(),
        seed in any::<u64>(),
    ) {
        let mut random = Random(seed);
        assert_one_exact_sum(recipe.terms(length, &mut random), &mut random);
    }
}

/// Any finite number; half of them of sizes at which one still touches the other.
fn finite() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    let near = (any::<i32>(), -60..60_i32).prop_map(|(m, e)| f64::from(m) * 2_f64.powi(e));
    prop_oneof![near, POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO]
}

#[test]
fn every_recipe_at_every_edge() {
    let mut random = Random(5);
    for recipe in Recipe::ALL {
        for length in EDGES.into_iter().flat_map(|edge| edge - 1..=edge + 1) {
            let terms = recipe.terms(length, &mut random);
            assert_is_exact(&in_one_slice(&terms), &terms);
        }
    }
}

/// The largest totals that a block may reach: terms of one sign at the far end of their grid, which
/// the first terms keep from being a wide one.
#[test]
fn full_blocks_of_terms_at_the_edge_of_the_reach() {
    for edge in [1.0, 1_f64.next_down(), 1.0 - 2_f64.powi(-50)] {
        for sign in [1.0, -1.0] {
            let mut terms = vec![sign * edge; 150_000];
            for block in terms.chunks_mut(EDGES[2]) {
                block[..8].fill(2_f64.powi(-20));
            }
            assert_is_exact(&in_one_slice(&terms), &terms);
        }
    }
}

/// The limit holds for the whole process, so another test may lift it meanwhile. That can hide a
/// difference in one run, but never make one up.
#[test]
fn every_instruction_set_gives_the_same_state() {
    for recipe in Recipe::ALL {
        let terms = recipe.terms(40_000, &mut Random(6));
        let limited = |set: &InstructionSet| {
            set.limit();
            let state = in_one_slice(&terms);
            InstructionSet::Avx512.limit();
            state
        };
        let states: Vec<_> = InstructionSet::ALL.iter().map(limited).collect();
        assert!(states.iter().all(|state| *state == states[0]), "{recipe:?}");
        assert_is_exact(&states[0], &terms);
    }
}
