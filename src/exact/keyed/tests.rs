use super::*;
use crate::exact::ExactSum;
use crate::exact::product::product_error;
use crate::kernel::InstructionSet;
use crate::kernel::random::Random;

const SIZE: usize = 7;

/// The sums of weights, of weighted numbers and of weighted squares.
type Sums = [ExactSum; 3];

fn one_by_one(units: &Units<'_>, left_out: &[usize]) -> Vec<Sums> {
    let mut all: Vec<Sums> = vec![Default::default(); SIZE];
    for (i, (&key, &number)) in units.keys.iter().zip(units.numbers).enumerate() {
        let weight = units.weights.map_or(1.0, |weights| weights[i]);
        if weight == 0.0 || left_out.contains(&i) {
            continue;
        }
        let [weights, numbers, squares] = &mut all[key as usize];
        let add_product = |sum: &mut ExactSum, a: f64, b: f64| {
            sum.add(a * b).expect("a number");
            sum.add(product_error(a, b)).expect("a number");
        };
        weights.add(weight).expect("a number");
        add_product(numbers, weight, number);
        add_product(squares, weight, number * number);
        add_product(squares, weight, product_error(number, number));
    }
    all
}

/// Compares the sums with those of single units, and returns the units that are left out.
fn check(numbers: &[f64], weights: Option<&[f64]>) -> Vec<usize> {
    let keys: Vec<u32> = (0..numbers.len()).map(|i| (i * i % SIZE) as u32).collect();
    let units = Units { keys: &keys, numbers, weights };
    let mut found: Vec<Sums> = vec![Default::default(); SIZE];
    let left_out = units.sums(SIZE, |sums| {
        let [weights, numbers, squares] = &mut found[sums.key];
        weights.add_part(sums.weight);
        sums.sum.into_iter().for_each(|part| numbers.add_part(part));
        sums.squares.into_iter().for_each(|part| squares.add_part(part));
    });
    assert_eq!(found, one_by_one(&units, &left_out));
    left_out
}

fn fractions(count: usize, least: f64) -> Vec<f64> {
    let mut random = Random::new(5);
    (0..count)
        .map(|_| least + (1.0 - least) * (random.next() >> 11) as f64 / 2_f64.powi(53))
        .collect()
}

#[test]
fn sums_are_those_of_each_key() {
    for set in InstructionSet::ALL {
        set.limit();
        for count in [0, 1, 64, 65, 511, 512, 513, 3000] {
            let mut numbers = fractions(count, 1e-3);
            numbers.extend([0.0, 1.0, 1.0 - f64::EPSILON / 2.0, 0.1, 1e-3, power_of_two(-63)]);
            let weights: Vec<_> = fractions(numbers.len(), 1e-2).iter().map(|w| 3e50 * w).collect();
            let mask: Vec<_> = weights.iter().map(|&w| f64::from(u8::from(w < 2e50))).collect();
            for weights in [None, Some(&weights), Some(&mask)] {
                assert_eq!(check(&numbers, weights.map(|weights| &weights[..])), [0; 0]);
            }
        }
    }
    InstructionSet::Avx512.limit();
}

#[test]
fn squares_carry_into_a_third_digit() {
    check(&[1.0; 3000], None);
    check(&[1.0; 3000], Some(&[1.75; 3000]));
}

#[test]
fn units_that_do_not_fit_are_left_out() {
    let numbers = [0.5, 1e-9 / 3.0, f64::NAN, 0.25, 1e-300, 0.1];
    assert_eq!(check(&numbers, Some(&[1.0, 1.0, 0.0, 0.0, 1.0, 1.0])), [1, 4]);
    assert_eq!(check(&numbers, Some(&[0.5, 0.0, 0.0, 1e-9, 0.0, 1e-30])), [3, 5]);
    for weight in [1e-200, 1e290] {
        assert_eq!(check(&numbers[..1], Some(&[weight])), [0]);
    }
    assert_eq!(check(&[0.5, 1e-9 / 3.0], None), [1]);
}
