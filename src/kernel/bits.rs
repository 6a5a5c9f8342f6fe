//! The bits of an `f64`: its exponent and mantissa, powers of two, and rounding by an addition.
//!
//! A finite number is ±mantissa·2^exponent with an integer mantissa below 2^53. Its bits are the sign,
//! eleven bits of a biased exponent, and the lowest 52 bits of the mantissa; the 53rd bit is 1 unless
//! the biased exponent is 0 (a subnormal number).

/// Bits of the mantissa that are stored.
const STORED_BITS: u32 = 52;

/// What the biased exponent of 1.0 is.
const BIAS: i32 = 1023;

/// The exponent of the smallest positive number, 2^-1074.
pub(crate) const LEAST_EXPONENT: i32 = -1074;

/// 1.5·2^52: the sum of it and a number below 2^51 is that number rounded to an integer, which stands
/// in the lowest bits of the sum. Taking the constant off again leaves the integer as a float.
pub(crate) const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// 2^`exponent`, for the exponents of normal numbers.
pub(crate) const fn power_of_two(exponent: i32) -> f64 {
    power_of_biased((exponent + BIAS) as u64)
}

/// 2^(`biased` − 1023). Loops that become vectors use this one: an unsigned exponent of 64 bits needs
/// no conversion.
#[inline(always)]
pub(crate) const fn power_of_biased(biased: u64) -> f64 {
    f64::from_bits(biased << STORED_BITS)
}

/// ⌊log₂|x|⌋ of a normal number; −1023 of 0 and of a subnormal number.
#[inline(always)]
pub(crate) const fn exponent(x: f64) -> i32 {
    biased_exponent(x) - BIAS
}

#[inline(always)]
pub(crate) const fn biased_exponent(x: f64) -> i32 {
    ((x.to_bits() >> STORED_BITS) & 0x7ff) as i32
}

/// The integer m below 2^53 and the exponent e of |x| = m·2^e, for a finite x.
#[inline(always)]
pub(crate) const fn mantissa_and_exponent(x: f64) -> (u64, i32) {
    let (stored, biased) = (x.to_bits() & ((1 << STORED_BITS) - 1), biased_exponent(x));
    if biased == 0 {
        (stored, LEAST_EXPONENT)
    } else {
        (stored | 1 << STORED_BITS, LEAST_EXPONENT + biased - 1)
    }
}

/// x·2^`exponent` for an x of ordinary size, in two steps since the power alone may be out of range.
/// The first step is exact; the second rounds where the product is subnormal, or overflows.
pub(crate) fn scale(x: f64, exponent: i32) -> f64 {
    let half = (exponent / 2).clamp(-1000, 1000);
    x * power_of_two(half) * power_of_two((exponent - half).clamp(-1000, 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_its_mantissa_times_its_power_of_two() {
        let least = f64::from_bits(1);
        for x in [0.0, least, 3.0 * least, f64::MIN_POSITIVE, 0.1, 1.0, 1.5, 1e300, f64::MAX] {
            for x in [x, -x] {
                let (mantissa, exponent) = mantissa_and_exponent(x);
                assert!(mantissa < 1 << 53, "{x:e}");
                assert_eq!(scale(mantissa as f64, exponent), x.abs(), "{x:e}");
            }
        }
    }

    #[test]
    fn an_exponent_is_that_of_the_power_of_two_below() {
        for power in -1022..1024 {
            let x = power_of_two(power);
            assert_eq!((x, exponent(x)), (2_f64.powi(power), power));
            assert_eq!(exponent(-1.75 * x), power);
        }
        assert_eq!([0.0, f64::from_bits(1)].map(exponent), [-1023; 2]);
    }

    #[test]
    fn a_scaled_number_rounds_once_and_overflows() {
        assert_eq!(scale(1.0, -1074), f64::from_bits(1));
        assert_eq!(scale(1.0, -1070), f64::from_bits(16));
        assert_eq!(scale(1.5, -1074), f64::from_bits(2));
        assert_eq!(scale(1.0, 1023), power_of_two(1023));
        assert_eq!([1024, 5000].map(|exponent| scale(1.0, exponent)), [f64::INFINITY; 2]);
        assert_eq!(scale(1.0, -5000), 0.0);
    }
}
