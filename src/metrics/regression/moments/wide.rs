//! 64-bit integers beyond 2^53, such as times in nanoseconds: an `f64` holds no such number, two hold it.

use crate::element::Element;

/// Returns the nearest `f64` of each number, and what the number is above it.
pub(super) fn parts<A: Element>(numbers: &[A]) -> [Vec<f64>; 2] {
    let nearest: Vec<f64> = numbers.iter().map(|number| number.to_f64()).collect();
    let above = |(&number, &nearest): (&A, &f64)| match A::WIDE {
        true => (number.to_i128() - nearest as i128) as f64,
        false => 0.0,
    };
    let rest = numbers.iter().zip(&nearest).map(above).collect();
    [nearest, rest]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_number() {
        let numbers = [i64::MIN, i64::MAX, (1 << 53) + 1, -5, 0];
        let [nearest, rest] = parts(&numbers);
        for ((number, nearest), rest) in numbers.iter().zip(nearest).zip(rest) {
            assert_eq!(nearest as i128 + rest as i128, i128::from(*number));
        }
        assert_eq!(parts(&[0.5, -1e300])[1], [0.0; 2]);
    }
}
