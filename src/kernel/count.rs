//! Sums of terms that are all 0 or 1: counts, kept in the integers of a vector register.

/// The number of pairs that a counter of 32 bits is filled with at most.
const CHUNK: usize = 1 << 30;

/// Counts the terms equal to 1. `None` if a term is neither 0 nor 1, or a pair is not admitted. `outcome` tells
/// whether a term is 1, and whether it is 0 or 1.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn ones<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    outcome: impl Fn(T, P) -> [bool; 2],
    admits: impl Fn(T, P) -> bool,
) -> Option<u64> {
    let mut total = 0;
    for (y, p) in y.chunks(CHUNK).zip(p.chunks(CHUNK)) {
        let (mut ones, mut refused) = (0_u32, false);
        for (&y, &p) in y.iter().zip(p) {
            let [is_one, fits] = outcome(y, p);
            ones += u32::from(is_one);
            refused |= !(fits & admits(y, p));
        }
        if refused {
            return None;
        }
        total += u64::from(ones);
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::ones;

    #[test]
    fn ones_are_counted_unless_something_else_is_there() {
        let (y, mut p) = (vec![1.0_f64; 1000], vec![1.0_f64; 1000]);
        let equal = |y: f64, p: f64| [y == p, true];
        p[..321].fill(0.0);
        assert_eq!(ones(&y, &p, equal, |_, _| true), Some(679));
        assert_eq!(ones(&y, &p, equal, |_, p| p == 1.0), None);
        assert_eq!(ones(&y, &p, |y, p| [y == p, y + p < 2.0], |_, _| true), None);
        assert_eq!(ones(&y[..0], &p[..0], equal, |_, _| true), Some(0));
    }
}
