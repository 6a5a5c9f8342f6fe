//! Columns of ordinary numbers are summed together, to the last bit.

use super::*;
use crate::kernel::vectorized;

const WIDTH: usize = STRIP + 3;

fn product(y: f64, p: f64) -> f64 {
    y * p
}

fn split(y: &[f64], p: &[f64]) -> Option<[Part; STRIP]> {
    vectorized!(|| split_columns(y, p, WIDTH, product))
}

/// Rows of `WIDTH` numbers, in units of 1/64.
fn numbers(rows: usize) -> Vec<i64> {
    (0..rows * WIDTH).map(|i| i as i64 * 37 % 1021 - 500).collect()
}

fn floats(numbers: &[i64]) -> Vec<f64> {
    numbers.iter().map(|&number| number as f64 / 64.0).collect()
}

#[test]
fn ordinary_columns_are_split_at_once() {
    for rows in [1, 2, 5, 300] {
        let numbers = numbers(rows);
        let parts = split(&floats(&numbers), &floats(&numbers)).expect("sums");
        for (lane, part) in parts.iter().enumerate() {
            let column = numbers.iter().skip(lane).step_by(WIDTH);
            let exact: i64 = column.map(|number| number * number).sum();
            assert_eq!(part.steps, i128::from(exact) << (-12 - part.exponent), "{rows}, {lane}");
        }
    }
}

/// The grids that the first rows suggest reach terms 2^8 times as large. For larger terms, the grids are
/// chosen anew by all rows.
#[test]
fn later_rows_may_be_larger() {
    let mut numbers = floats(&numbers(9));
    numbers[7 * WIDTH + 5] = 1e6;
    assert!(split(&numbers, &numbers).is_some());
    numbers.fill(0.0);
    assert!(split(&numbers, &numbers).is_some());
}

#[test]
fn columns_of_too_different_sizes_are_refused() {
    let mut numbers = floats(&numbers(9));
    for odd in [f64::NAN, f64::INFINITY, 1e-30, 1e200] {
        numbers[7 * WIDTH + 5] = odd;
        assert_eq!(split(&numbers, &numbers), None, "{odd}");
    }
    let most = vec![1.0; MOST_TERMS * WIDTH];
    assert!(split(&most, &most).is_some());
    let more = vec![1.0; (MOST_TERMS + 1) * WIDTH];
    assert_eq!(split(&more, &more), None);
}
