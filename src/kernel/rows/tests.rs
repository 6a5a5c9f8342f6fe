//! Rows of every length up to a few registers' worth, three at a time, against plain loops, on each
//! instruction set.

use super::*;
use crate::element::Element;
use crate::kernel::InstructionSet;

/// The number of rows of each test.
const ROWS: usize = 3;

/// Calls `check` with rows of numbers from 0 to 22, each of which occurs several times in a long row.
fn each_rows(mut check: impl FnMut(&[u8], usize)) {
    let mut x = 88_172_645_463_325_252_u64;
    for length in (1..=100).chain([255, 256, 1000]) {
        let next = || {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            ((x >> 32) % 23) as u8
        };
        let numbers: Vec<u8> = std::iter::repeat_with(next).take(ROWS * length).collect();
        for set in InstructionSet::ALL {
            set.limit();
            check(&numbers, length);
        }
        InstructionSet::Avx512.limit();
    }
}

/// The numbers as quarters around 0, with −∞ in place of 22.
fn quarters(numbers: &[u8]) -> Vec<f32> {
    let quarter = |&n: &u8| if n == 22 { f32::NEG_INFINITY } else { f32::from(n) / 4.0 - 3.0 };
    numbers.iter().map(quarter).collect()
}

/// Calls `check` with the numbers in every element type, in one order.
macro_rules! in_each_type {
    ($numbers:expr, $check:ident($length:expr)) => {
        $check(&quarters($numbers), $length);
        $check(&quarters($numbers).into_iter().map(f64::from).collect::<Vec<_>>(), $length);
        $check(&$numbers.iter().map(|n| n % 2 == 1).collect::<Vec<bool>>(), $length);
        in_each_type!($numbers, $check($length), i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
    };
    ($numbers:expr, $check:ident($length:expr), $($type:ty)*) => {
        $($check(&$numbers.iter().map(|&n| n as $type).collect::<Vec<_>>(), $length);)*
    };
}

#[test]
fn the_first_of_the_largest_is_found() {
    fn check<A: Element>(numbers: &[A], length: usize) {
        let mut found = [0; ROWS];
        argmax(numbers, &mut found);
        for (found, row) in found.into_iter().zip(numbers.chunks(length)) {
            let first = (0..length).find(|&i| row.iter().all(|&other| other <= row[i]));
            assert_eq!(Some(found), first, "{row:?}");
        }
    }
    each_rows(|numbers, length| {
        in_each_type!(numbers, check(length));
    });
}

#[test]
fn a_class_is_in_the_top_k_if_fewer_than_k_numbers_come_before_it() {
    fn check<A: Element>(numbers: &[A], length: usize) {
        let mut term = [0.0; ROWS];
        let most = *numbers.iter().reduce(|a, b| if b > a { b } else { a }).expect("some");
        for place in (0..length).step_by(length.div_ceil(3)) {
            for k in [1, 2, 3, 5, length.div_ceil(2), length] {
                in_top_k(&[place; ROWS], numbers, most, k, &mut term);
                for (term, row) in term.into_iter().zip(numbers.chunks(length)) {
                    let before = row.iter().filter(|&&n| n > row[place]).count()
                        + row[..place].iter().filter(|&&n| n == row[place]).count();
                    assert_eq!(term, f64::from(u8::from(before < k)), "{place} of {row:?}");
                }
            }
        }
    }
    each_rows(|numbers, length| {
        in_each_type!(numbers, check(length));
    });
}

/// The number too large stands before the class, at it, behind it, or at the end of a row.
#[test]
fn rows_with_numbers_too_large_are_refused() {
    each_rows(|numbers, length| {
        let mut numbers = quarters(numbers);
        for bad in [0, length / 2, length - 1] {
            for what in [f32::NAN, -f32::NAN, f32::INFINITY] {
                let good = std::mem::replace(&mut numbers[length + bad], what);
                for class in [0, length - 1] {
                    let mut terms = [0.0; ROWS];
                    in_top_k(&[class; ROWS], &numbers, f32::MAX, 1, &mut terms);
                    assert_eq!(terms.map(f64::is_nan), [false, true, false], "{what} at {bad}");
                }
                numbers[length + bad] = good;
            }
        }
    });
}

#[test]
fn a_single_label_is_told_from_several() {
    fn check<A: Element>(labels: &[A], length: usize) {
        let (mut singles, mut hot, mut places) = ([None; ROWS], [0; ROWS], [0; ROWS]);
        single(labels, &mut singles);
        let all_hot = one_hot(labels, &mut hot);
        named(labels, &mut places);
        let (mut tops, mut want_hot) = ([0; ROWS], true);
        argmax(labels, &mut tops);
        for (i, row) in labels.chunks(length).enumerate() {
            let nonzero: Vec<_> = (0..length).filter(|&i| row[i] != A::ZERO).collect();
            let want = if let [place] = nonzero[..] { Some(place) } else { None };
            assert_eq!(singles[i], want, "{row:?}");
            assert_eq!(places[i], want.unwrap_or(tops[i]), "{row:?}");
            want_hot &= want.is_some_and(|place| row[place].to_f64() == 1.0);
        }
        assert_eq!(all_hot, want_hot, "{labels:?}");
        assert!(!all_hot || hot.map(Some) == singles, "{labels:?}");
    }
    each_rows(|numbers, length| {
        let mut labels = vec![0_u8; ROWS * length];
        in_each_type!(&labels, check(length));
        let place = |i: usize| i * length + usize::from(numbers[i]) % length;
        (0..ROWS).for_each(|i| labels[place(i)] = 1);
        in_each_type!(&labels, check(length));
        labels[place(1)] = 2;
        in_each_type!(&labels, check(length));
        labels[length..2 * length].copy_from_slice(&numbers[..length]);
        in_each_type!(&labels, check(length));
    });
}

/// The numbers are quarters, so that sums of them and of their squares are exact.
#[test]
fn sums_leave_nothing_out() {
    each_rows(|numbers, length| {
        let numbers: Vec<f32> = quarters(numbers).iter().map(|n| n.max(-3.0)).collect();
        let mut totals = [0.0; ROWS];
        sums(&numbers, [-3.0, 2.25], &mut totals);
        for (total, row) in totals.into_iter().zip(numbers.chunks(length)) {
            assert_eq!(total, row.iter().map(|&n| f64::from(n)).sum::<f64>());
            let product = |a: f32, b: f32| f64::from(a) * f64::from(b);
            let squares: f64 = row.iter().map(|&n| product(n, n)).sum();
            assert_eq!(sum_of_pairs(row, row, product), squares);
            assert_eq!(sum_of(row, |i, n| f64::from(n) + i as f64 * 0.0), total);
            let values: Vec<_> = row.iter().map(|&n| 0.1 * f64::from(n)).collect();
            let total = sum_of(row, |_, n| 0.1 * f64::from(n));
            assert_eq!(one_row(|out| write_sums_of_values(&values, out)), total);
            let mut parts = RunningSum::default();
            values.chunks(LANES).for_each(|part| parts.add(part));
            assert!(length <= LANES || parts.value() == total);
            let scaled = [4.0 * squares, 0.25 * squares, squares];
            assert_eq!(products(row, row, [2.0, 0.5]), scaled);
        }
    });
}

#[test]
fn rows_of_values_have_the_sums_of_single_rows() {
    each_rows(|numbers, length| {
        let values: Vec<_> = quarters(numbers).iter().map(|&n| 0.1 * f64::from(n)).collect();
        let mut sums = [0.0; ROWS];
        write_sums_of_values(&values, &mut sums);
        let of_row = |row: &[f64]| sum_of(row, |_, value| value);
        assert!(values.chunks(length).map(of_row).eq(sums), "{values:?}");
    });
}

#[test]
fn sums_of_numbers_beyond_the_bounds_are_refused() {
    fn check<A: Element>(numbers: &[A], length: usize) {
        let (mut totals, smallest) = ([0.0; ROWS], A::nearest(0.0));
        for most in [1.0, 5.0, 21.0].map(A::nearest) {
            sums(numbers, [smallest, most], &mut totals);
            for (total, row) in totals.into_iter().zip(numbers.chunks(length)) {
                let all = row.iter().all(|&n| (smallest..=most).contains(&n));
                assert_eq!(total.is_nan(), !all, "{row:?}");
            }
        }
    }
    each_rows(|numbers, length| {
        let mut low = numbers.to_vec();
        low[length..2 * length].iter_mut().for_each(|n| *n %= 2);
        in_each_type!(&low, check(length));
        let mut lone: Vec<f64> = numbers.iter().map(|&n| f64::from(n)).collect();
        lone[2 * length - 1] = f64::NAN;
        check(&lone, length);
    });
}

/// Against the platform's exponential, which shares nothing with ours.
#[test]
fn exponentials_are_summed_without_the_reference() {
    each_rows(|numbers, length| {
        let numbers = quarters(numbers);
        for place in (0..length).step_by(length.div_ceil(7)) {
            let mut sums = [0.0; ROWS];
            exp_sums_without(&[place; ROWS], &numbers, &mut sums);
            for (sums, row) in sums.into_iter().zip(numbers.chunks(length)) {
                let (reference, mut want) = (f64::from(row[place]), 0.0);
                for (_, &z) in row.iter().enumerate().filter(|&(i, _)| i != place) {
                    want += (f64::from(z) - reference).exp();
                }
                let slack = 1e-15 + 2e-16 * length as f64;
                let right = (sums - want).abs() <= slack * want;
                assert!(reference.is_infinite() || right, "{sums}, not {want}");
            }
        }
    });
}

/// Many short rows give the bits that each gives by itself.
#[test]
fn rows_in_columns_are_rows() {
    const MANY: usize = 21;
    for (set, length) in InstructionSet::ALL.iter().flat_map(|set| (1..10).map(move |n| (set, n))) {
        set.limit();
        let number = |i: usize| (((i * i + 3 * i) % 11) as f64 - 5.0) / 3.0;
        let mut numbers: Vec<f64> = (0..MANY * length).map(number).collect();
        numbers[7 * length] = f64::NEG_INFINITY;
        numbers[9 * length] = f64::NAN;
        let classes: [usize; MANY] = std::array::from_fn(|row| row % length);
        let [mut all, mut exponentials] = [[0.0; MANY]; 2];
        sums(&numbers, [-1.5, 1.5], &mut all);
        exp_sums_without(&classes, &numbers, &mut exponentials);
        for (row, numbers) in numbers.chunks(length).enumerate() {
            let class = [classes[row]];
            let alone = [
                one_row(|out| sums(numbers, [-1.5, 1.5], out)),
                one_row(|out| exp_sums_without(&class, numbers, out)),
            ];
            let together = [all[row], exponentials[row]];
            let same = |(a, b): (f64, f64)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
            assert!(together.into_iter().zip(alone).all(same), "{together:?}, {alone:?}");
        }
    }
    InstructionSet::Avx512.limit();
}

/// One exponential at a time, over the whole range: at most 1.2 ulp of ours, 0.6 of the platform's.
#[test]
fn an_exponential_is_right_to_the_last_digits() {
    for set in InstructionSet::ALL {
        set.limit();
        for step in (-70_800..70_000).step_by(3) {
            let (z, mut other) = (f64::from(step) * 0.01, [0.0]);
            exp_sums_without(&[0], &[0.0, z], &mut other);
            let ulps = (other[0].to_bits() as i64 - z.exp().to_bits() as i64).abs();
            assert!(ulps <= 2, "e^{z} = {}, not {}", other[0], z.exp());
        }
    }
    InstructionSet::Avx512.limit();
}

/// Logits far below the reference add 0; for logits far above it, the sum is not certain.
#[test]
fn exponents_underflow_to_zero_and_overflow_is_told() {
    fn of(numbers: &[f64]) -> f64 {
        let mut sums = [0.0];
        exp_sums_without(&[0], numbers, &mut sums);
        sums[0]
    }
    for far in [-709.1, -746.0, -1e300, f64::MIN, f64::NEG_INFINITY] {
        assert_eq!(of(&[0.0, far]), 0.0, "{far}");
        assert_eq!(of(&[1e9, 1e9 + far]), 0.0, "{far}");
        assert_eq!(of(&[0.0, far, 0.0]), 1.0, "{far}");
    }
    for far in [708.9, 710.0, 1e300, f64::MAX, f64::INFINITY, f64::NAN] {
        assert!(!is_certain(of(&[0.0, far])), "{far}");
        assert!(!is_certain(of(&[0.0, far, f64::NEG_INFINITY])), "{far}");
    }
    assert!(is_certain(of(&[0.0, 690.0, f64::NEG_INFINITY])));
    assert_eq!(of(&[5.0]), 0.0);
}
