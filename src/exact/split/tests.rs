//! Two grids hold ordinary terms and give their sum to the last bit: on each instruction set, against sums
//! of integers.

use super::*;
use crate::kernel::InstructionSet;
use crate::kernel::bits::power_of_two;

/// The exponent of the unit of the integer sums.
const UNIT: i32 = -104;

fn on_each_set(check: impl Fn()) {
    for set in InstructionSet::ALL {
        set.limit();
        check();
    }
    InstructionSet::Avx512.limit();
}

fn total(parts: [Part; 2]) -> i128 {
    parts.iter().map(|part| part.steps << (part.exponent - UNIT)).sum()
}

/// Multiples of 2^-12 below 1, with signs.
fn numbers(count: usize, seed: i64) -> Vec<i64> {
    let step = |i: usize| (i as i64 * 2654 + seed * 7919) % 8191 - 4095;
    (0..count).map(step).collect()
}

fn floats(numbers: &[i64]) -> Vec<f32> {
    numbers.iter().map(|&number| number as f32 / 4096.0).collect()
}

fn squared(y: f32, p: f32) -> f64 {
    let error = f64::from(y) - f64::from(p);
    error * error
}

#[test]
fn ordinary_terms_are_split_at_once() {
    on_each_set(|| {
        for count in [0, 1, 7, 8, 9, 15, 16, 17, 1000, MOST_TERMS] {
            let (y, p) = (numbers(count, 1), numbers(count, 2));
            let exact: i64 = y.iter().zip(&p).map(|(y, p)| (y - p) * (y - p)).sum();
            let parts = split_pairs(&floats(&y), &floats(&p), &squared).expect("a sum");
            assert_eq!(total(parts), i128::from(exact) << (-24 - UNIT), "{count} terms");
        }
    });
}

/// Terms with digits on both grids and of both signs.
#[test]
fn terms_of_many_sizes_are_split_at_once() {
    let term = |i: i32| f64::from(i % 7 - 3) * power_of_two(i % 90 - 90) + power_of_two(-90);
    let terms: Vec<f64> = (0..999).map(term).collect();
    let steps = |term: &f64| (term * power_of_two(100)) as i128;
    let exact = terms.iter().map(steps).sum::<i128>() << (-100 - UNIT);
    on_each_set(|| {
        assert_eq!(total(split_terms(&terms, largest_of(&terms)).expect("a sum")), exact);
    });
}

#[test]
fn zeros_tell_nothing_about_size() {
    let mut terms = vec![0.0; 100];
    terms[50..].fill(0.75);
    let parts = split_pairs(&terms, &terms, &itself).expect("a sum");
    assert_eq!(total(parts), 75 << (-1 - UNIT));
}

#[test]
fn terms_that_no_pair_of_grids_holds_are_refused() {
    on_each_set(|| {
        let with = |odd: f64| {
            let mut terms = [1.0; 40];
            terms[21] = odd;
            (split_pairs(&terms, &terms, &itself), split_terms(&terms, 1.0))
        };
        assert!(matches!(with(0.5), (Some(_), Some(_))));
        for odd in [f64::NAN, f64::INFINITY, -f64::INFINITY, 1e300, -1e30, 1e-200, -1e-35] {
            assert_eq!(with(odd), (None, None), "{odd}");
        }
        assert_eq!(with(-0.0), with(0.0));
        assert!(matches!(with(-0.0), (Some(_), Some(_))));
    });
}

#[test]
fn each_term_is_replaced_by_its_remainder() {
    let mut terms = [1.25, -2.5, 0.125];
    let part = split_off(&mut terms, Grid::new(-1));
    assert_eq!((part.steps, part.exponent), (2 - 5, -1));
    assert_eq!(terms, [0.25, 0.0, 0.125]);
}

#[test]
fn the_largest_is_found_wherever_it_stands() {
    for place in 0..20 {
        let mut terms = [0.5; 20];
        terms[place] = -3.0;
        terms[(place + 1) % 20] = f64::NAN;
        assert_eq!(largest_of(&terms), 3.0);
    }
    assert_eq!(largest_of(&[]), 0.0);
}
