//! Rows of every length up to a few registers' worth, against plain loops, on each instruction set.

use super::*;
use crate::kernel::math::exp;
use crate::kernel::{InstructionSet, at_best_level};

/// Rows in which numbers repeat and one is −∞ now and then, of all lengths up to 200.
fn each_row(mut check: impl FnMut(&[f32])) {
    let mut x = 88_172_645_463_325_252_u64;
    for length in (1..=200).chain([SEARCHED, SEARCHED + 100]) {
        let next = || {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            match (x >> 32) % 23 {
                0 => f32::NEG_INFINITY,
                step => step as f32 / 4.0 - 3.0,
            }
        };
        let row: Vec<f32> = std::iter::repeat_with(next).take(length).collect();
        for set in InstructionSet::ALL {
            set.limit();
            check(&row);
        }
        InstructionSet::Avx512.limit();
    }
}

#[test]
fn the_first_of_the_largest_is_found() {
    each_row(|row| {
        let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let first = row.iter().position(|&value| value == most);
        assert_eq!(at_best_level(|| maximum(row)), most);
        assert_eq!(Some(at_best_level(|| argmax(row))), first);
    });
}

#[test]
fn a_rank_counts_what_comes_before() {
    each_row(|row| {
        for position in (0..row.len()).step_by(row.len().div_ceil(7)) {
            let (earlier, own) = (&row[..position], row[position]);
            let before = row.iter().filter(|&&value| value > own).count()
                + earlier.iter().filter(|&&value| value == own).count();
            assert_eq!(at_best_level(|| rank(row, position, |_| true)), Some(before));
            let bad = row[(position + row.len() / 2) % row.len()];
            assert_eq!(at_best_level(|| rank(row, position, |value| value != bad)), None);
        }
    });
}

#[test]
fn a_single_label_is_told_from_several() {
    each_row(|row| {
        let mut labels = vec![0_u8; row.len()];
        assert_eq!(only(&labels), None);
        for position in (0..row.len()).step_by(row.len().div_ceil(7)) {
            labels[position] = 2;
            assert_eq!(at_best_level(|| only(&labels)), Some(position));
            if row.len() > 1 {
                labels[row.len() - 1 - position] |= 1;
                labels[(position + 1) % row.len()] |= 1;
                assert_eq!(at_best_level(|| only(&labels)), None);
            }
            labels.fill(0);
        }
    });
}

/// The numbers are quarters, so that sums of them and of their squares are exact.
#[test]
fn sums_leave_nothing_out() {
    each_row(|row| {
        let finite: Vec<f32> = row.iter().map(|value| value.max(-4.0)).collect();
        let total: f64 = finite.iter().map(|&value| f64::from(value)).sum();
        assert_eq!(at_best_level(|| sum(&finite)), total);
        let product = |a: f32, b: f32| f64::from(a) * f64::from(b);
        let squares: f64 = finite.iter().map(|&value| product(value, value)).sum();
        assert_eq!(at_best_level(|| sum_of_pairs(&finite, &finite, product)), squares);
    });
}

#[test]
fn exponentials_are_those_of_all_but_one_of_the_largest() {
    each_row(|row| {
        let (most, others) = at_best_level(|| sum_of_exponentials(row));
        let largest = f64::from(maximum(row));
        if largest == f64::NEG_INFINITY {
            return assert!(most.is_nan());
        }
        let all: f64 = row.iter().map(|&z| exp(f64::from(z) - largest)).sum();
        assert_eq!(most, largest);
        let slack = 1e-15 * row.len() as f64 * all;
        assert!((others - (all - 1.0)).abs() <= slack, "{others}, not {all} less 1");
    });
}
