//! The sums of the units of one key, as integers of several words.

use crate::exact::part::Part;

/// The exponent of the integers of numbers from 0 to 1, of which the largest is 2^63.
const NUMBERS: i32 = -63;

/// The units of a key, all of weight 1. Every word costs a store, and so what is short shares a word.
#[derive(Clone, Copy, Default)]
pub(super) struct Row {
    /// From bit to bit: the sum of the numbers, the number of units, and what the squares have carried.
    numbers: u128,
    squares: u128,
}

impl Row {
    const UNIT: u32 = 88;
    const CARRY: u32 = 108;

    #[inline(always)]
    pub(super) fn add(&mut self, number: u64) {
        let (squares, carry) = self.squares.overflowing_add(product(number, number));
        self.squares = squares;
        self.numbers += u128::from(number) | 1 << Self::UNIT | u128::from(carry) << Self::CARRY;
    }

    pub(super) fn sums(self, key: usize) -> Option<SumsOfKey> {
        let bits = |first: u32, end: u32| (self.numbers & ((1 << end) - 1)) >> first;
        let count = bits(Self::UNIT, Self::CARRY);
        (count > 0).then(|| SumsOfKey {
            key,
            weight: part(count, 0),
            sum: parts(bits(0, Self::UNIT), 0, NUMBERS),
            squares: parts(self.squares, self.numbers >> Self::CARRY, 2 * NUMBERS),
        })
    }
}

/// The units of a key, with weights.
#[derive(Clone, Copy, Default)]
pub(super) struct WeightedRow {
    weight: u128,
    numbers: u128,
    squares: u128,
    /// What the squares have carried and, from bit to bit, what the numbers have.
    beyond: u128,
}

impl WeightedRow {
    const CARRY: u32 = 96;

    #[inline(always)]
    pub(super) fn add(&mut self, number: u64, weight: u64) {
        self.weight += u128::from(weight);
        let (numbers, carried) = self.numbers.overflowing_add(product(number, weight));
        self.numbers = numbers;
        let square = product(number, number);
        let low = product(square as u64, weight);
        let high = product((square >> 64) as u64, weight) + (low >> 64);
        let (squares, carry) = self.squares.overflowing_add(high << 64 | u128::from(low as u64));
        self.squares = squares;
        let beyond = (high >> 64) as u64 + u64::from(carry);
        self.beyond += u128::from(beyond) | u128::from(carried) << Self::CARRY;
    }

    pub(super) fn sums(self, key: usize, exponent: i32) -> Option<SumsOfKey> {
        let [carried, beyond] =
            [self.beyond >> Self::CARRY, self.beyond & ((1 << Self::CARRY) - 1)];
        (self.weight > 0).then(|| SumsOfKey {
            key,
            weight: part(self.weight, exponent),
            sum: parts(self.numbers, carried, exponent + NUMBERS),
            squares: parts(self.squares, beyond, exponent + 2 * NUMBERS),
        })
    }
}

#[inline(always)]
fn product(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

/// A number below 2^127 as a part of a sum.
fn part(steps: u128, exponent: i32) -> Part {
    Part { steps: steps as i128, exponent }
}

/// A number and what it has carried.
fn parts(steps: u128, beyond: u128, exponent: i32) -> [Part; 3] {
    let digits = [u128::from(steps as u64), steps >> 64, beyond];
    let mut exponents = [0, 64, 128].map(|places| exponent + places).into_iter();
    digits.map(|digit| part(digit, exponents.next().unwrap_or(0)))
}

/// The sums of the units of a key.
pub(crate) struct SumsOfKey {
    pub(crate) key: usize,
    pub(crate) weight: Part,
    /// The sum of the numbers, in parts.
    pub(crate) sum: [Part; 3],
    /// The sum of their squares, in parts.
    pub(crate) squares: [Part; 3],
}
