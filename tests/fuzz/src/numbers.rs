//! Numbers that are likely to matter.

use arbitrary::Unstructured;

const SPECIAL: [f64; 24] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    2.0,
    1e-7,
    1.0 - 1e-7,
    f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    f64::MAX,
    f64::MIN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    f64::EPSILON,
    1e300,
    -1e300,
    1e-300,
    9_007_199_254_740_993.0,
    18_446_744_073_709_551_616.0,
    3.402_823_669_209_384_6e38,
    1e-45,
];

/// Small sizes mostly. Those between the small and the absurd are left out that are accepted and
/// slow, such as a million thresholds.
const SIZES: [u64; 16] = [
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    10,
    300,
    (1 << 20) + 1,
    1_000_000_000,
    u32::MAX as u64,
    1 << 32,
    1 << 53,
    i64::MAX as u64,
    u64::MAX,
];

pub(crate) fn size(bytes: &mut Unstructured) -> u64 {
    bytes.choose(&SIZES).copied().unwrap_or(1)
}

/// A number of an option: half of them are in (0, 1).
pub(crate) fn option(bytes: &mut Unstructured) -> f64 {
    match bytes.arbitrary::<u8>().unwrap_or(0) % 4 {
        0 | 1 => f64::from(bytes.arbitrary::<u8>().unwrap_or(128)) / 256.0,
        2 => special(bytes),
        _ => any(bytes),
    }
}

pub(crate) fn special(bytes: &mut Unstructured) -> f64 {
    bytes.choose(&SPECIAL).copied().unwrap_or(0.0)
}

/// Any bits at all.
pub(crate) fn any(bytes: &mut Unstructured) -> f64 {
    f64::from_bits(bytes.arbitrary().unwrap_or(0))
}

/// What an array holds.
#[derive(Clone, Copy, Debug, arbitrary::Arbitrary)]
pub(crate) enum Kind {
    Binary,
    Label,
    Probability,
    Moderate,
    Special,
    Anything,
}

/// A number of a kind.
pub(crate) fn of(kind: Kind, bytes: &mut Unstructured) -> f64 {
    let byte = bytes.arbitrary::<u8>().unwrap_or(0);
    match kind {
        Kind::Binary => f64::from(byte % 2),
        Kind::Label => f64::from(byte % 5),
        Kind::Probability => f64::from(byte) / 255.0,
        Kind::Moderate => f64::from(byte as i8) / 4.0,
        Kind::Special => special(bytes),
        Kind::Anything => any(bytes),
    }
}
