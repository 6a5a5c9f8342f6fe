//! Kinds of terms that a sum finds hard, as functions of a random source.

use crate::data::Random;

/// A kind of terms.
#[derive(Clone, Copy, Debug)]
pub(super) enum Recipe {
    /// Numbers of about one size, as losses are.
    OneScale,
    /// Any finite bit pattern.
    AnyBits,
    /// Every exponent in turn: each block needs as many grids as there are.
    EveryExponent,
    Subnormal,
    /// So large that a few of them overflow.
    NearMax,
    /// Mantissas of zeros or ones only: ties, and terms at the very edge of a grid's reach.
    Edges,
    /// Ordinary numbers; few huge or tiny ones among them.
    Mixture,
    /// Every term and its negative.
    CancelToZero,
    /// The same, with the smallest number left over.
    CancelToTiny,
    /// The first terms of every 512, from which the grid is guessed, tell nothing of the others.
    ZerosFirst,
    TinyFirst,
    HugeFirst,
    /// Zeros of both signs.
    Zeros,
}

impl Recipe {
    pub(super) const ALL: [Self; 13] = [
        Self::OneScale,
        Self::AnyBits,
        Self::EveryExponent,
        Self::Subnormal,
        Self::NearMax,
        Self::Edges,
        Self::Mixture,
        Self::CancelToZero,
        Self::CancelToTiny,
        Self::ZerosFirst,
        Self::TinyFirst,
        Self::HugeFirst,
        Self::Zeros,
    ];

    pub(super) fn terms(self, length: usize, random: &mut Random) -> Vec<f64> {
        let mut terms: Vec<f64> = (0..length).map(|i| self.term(i, random)).collect();
        match self {
            Self::CancelToZero => cancel(&mut terms, 0.0, random),
            Self::CancelToTiny => cancel(&mut terms, -5e-324, random),
            _ => (),
        }
        terms
    }

    fn term(self, i: usize, random: &mut Random) -> f64 {
        let first = i % 512 < 8;
        match self {
            Self::OneScale => random.unit() - 0.5,
            Self::AnyBits | Self::CancelToZero | Self::CancelToTiny => sized(random, 0..2047),
            Self::EveryExponent => sized(random, i % 2047..i % 2047 + 1),
            Self::Subnormal => sized(random, 0..1),
            Self::NearMax => sized(random, 2040..2047),
            Self::Edges => edge(random),
            Self::Mixture => mixed(random),
            Self::ZerosFirst if first => 0.0,
            Self::TinyFirst if first => 1e-300,
            Self::HugeFirst if first => 1e300,
            Self::ZerosFirst | Self::TinyFirst | Self::HugeFirst => random.unit(),
            Self::Zeros => signed(random, 0.0),
        }
    }
}

fn signed(random: &mut Random, x: f64) -> f64 {
    if random.below(2) == 0 { x } else { -x }
}

/// A number of either sign with a biased exponent in the range; 0 means subnormal.
fn sized(random: &mut Random, exponents: std::ops::Range<usize>) -> f64 {
    let exponent = exponents.start + random.below(exponents.len());
    let x = f64::from_bits((exponent as u64) << 52 | random.bits() >> 12);
    signed(random, x)
}

/// A power of two or its neighbour, within 120 binary places.
fn edge(random: &mut Random) -> f64 {
    let power = 2_f64.powi(random.below(120) as i32 - 60);
    let x = [power.next_down(), power, power.next_up(), 1.5 * power][random.below(4)];
    signed(random, x)
}

fn mixed(random: &mut Random) -> f64 {
    match random.below(100) {
        0 => sized(random, 0..2047),
        1 => signed(random, -0.0),
        2 => signed(random, 5e-324),
        _ => random.unit() * 10.0,
    }
}

/// Keeps as many terms as have room for their negatives; one or two terms become `rest`.
fn cancel(terms: &mut [f64], rest: f64, random: &mut Random) {
    let kept = terms.len().saturating_sub(1) / 2;
    let (first, second) = terms.split_at_mut(kept);
    second.fill(rest);
    for (negative, term) in second.iter_mut().zip(first) {
        *negative = -*term;
    }
    shuffle(terms, random);
}

pub(super) fn shuffle<A>(items: &mut [A], random: &mut Random) {
    for i in (1..items.len()).rev() {
        let j = random.below(i + 1);
        items.swap(i, j);
    }
}
