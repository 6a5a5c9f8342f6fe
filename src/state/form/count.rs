//! The written form of counts as bytes.

/// The place of the byte in which 1 begins: as 2^2, since 1074 is 8 * 134 + 2.
const ONE: usize = 134;

/// The bytes of a count below 2^53, and how many these are: those of a [`Number`](super::number::Number), without
/// an exact sum. Of the scores of a ranking, nearly all weights are counts.
pub(super) fn count_to_bytes(count: f64) -> Option<([u8; 10], usize)> {
    let whole = count as u64;
    if whole as f64 != count || whole >= 1 << 53 {
        return None;
    }
    let mut bytes = [0; 10];
    if whole == 0 {
        return Some((bytes, 0));
    }
    let units = whole << 2;
    let below = units.trailing_zeros() as usize / 8;
    let digits = 8 - below - units.leading_zeros() as usize / 8;
    bytes[..2].copy_from_slice(&((ONE + below) as u16).to_le_bytes());
    bytes[2..].copy_from_slice(&(units >> (8 * below)).to_le_bytes());
    Some((bytes, 2 + digits))
}

/// The count that bytes are, if they are what [`count_to_bytes`] gives.
pub(super) fn count_from_bytes(bytes: &[u8]) -> Option<f64> {
    let Some((head, digits)) = bytes.split_first_chunk() else {
        return bytes.is_empty().then_some(0.0);
    };
    let below = usize::from(u16::from_le_bytes(*head)).checked_sub(ONE)?;
    let mut units = [0; 8];
    units.get_mut(below..below.checked_add(digits.len())?)?.copy_from_slice(digits);
    let units = u64::from_le_bytes(units);
    let is_whole = units.is_multiple_of(4) && units >> 2 < 1 << 53;
    // No byte that is 0 stands at either end.
    let is_short = [digits.first(), digits.last()].iter().all(|end| end.is_some_and(|&b| b != 0));
    (is_whole && is_short).then_some((units >> 2) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::ExactSum;
    use crate::state::form::number::Number;

    /// Every count is written and read as an exact sum is.
    #[test]
    fn counts_have_the_bytes_of_their_sums() {
        let near = |power: u32| [(1_u64 << power) - 1, 1 << power, (1 << power) + 1];
        for count in (0..53).flat_map(near).chain([0, 1, 2, 3, 255, 1000]) {
            let count = count as f64;
            let sum = Number::from(&ExactSum::from_term(count)).to_bytes();
            match count_to_bytes(count) {
                Some((bytes, length)) => assert_eq!(bytes[..length], sum, "{count}"),
                None => assert!(count >= 2_f64.powi(53)),
            }
            assert_eq!(count_from_bytes(&sum), Some(count).filter(|count| *count < 2_f64.powi(53)));
        }
    }

    #[test]
    fn what_is_no_count_is_left_to_sums() {
        for number in [0.5, 0.25, 1.75, 2_f64.powi(53), 1e300, 5e-324] {
            assert_eq!(count_to_bytes(number), None, "{number}");
            let sum = Number::from(&ExactSum::from_term(number)).to_bytes();
            assert_eq!(count_from_bytes(&sum), None, "{number}");
        }
        let negative = Number::from(&ExactSum::from_term(-3.0)).to_bytes();
        let altered: [&[u8]; 6] =
            [&negative, &[134, 0], &[134, 0, 0], &[134, 0, 8, 0], &[134], &[255, 127]];
        altered.iter().for_each(|bytes| assert_eq!(count_from_bytes(bytes), None, "{bytes:?}"));
    }
}
