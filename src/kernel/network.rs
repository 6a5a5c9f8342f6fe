//! Sorting eight rows at once.
//!
//! A network of comparisons that does not depend on the numbers, Batcher's merge exchange (Knuth, The Art of
//! Computer Programming 3, 5.2.2, algorithm M): lane by lane the smaller of two numbers goes up, the larger
//! one down. It makes about n·log²n/4 comparisons of whole registers, without a branch that a processor
//! could mispredict; for some hundred numbers that is several times as fast as sorting row by row.

/// The rows that are sorted at once.
pub(crate) const LANES: usize = 8;

/// The smaller of two numbers.
#[inline(always)]
pub(crate) fn lesser(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The larger of two numbers.
#[inline(always)]
pub(crate) fn greater(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Sorts each lane. Call it inside [`vectorized!`](crate::kernel::vectorized).
#[inline(always)]
pub(crate) fn sort_lanes(numbers: &mut [[f64; LANES]]) {
    let top = numbers.len().next_power_of_two() / 2;
    let mut step = top;
    while step > 0 {
        let (mut from, mut distance, mut span) = (0, step, top);
        loop {
            exchange_all(numbers, step, from, distance);
            if span == step {
                break;
            }
            (from, distance, span) = (step, span - step, span / 2);
        }
        step /= 2;
    }
}

/// Puts the pairs of this distance in order whose upper place has the bit `step` set as in `from`.
#[inline(always)]
fn exchange_all(numbers: &mut [[f64; LANES]], step: usize, from: usize, distance: usize) {
    let pairs = numbers.len().saturating_sub(distance);
    for start in (from..pairs).step_by(2 * step) {
        for place in start..pairs.min(start + step) {
            let (mut low, mut high) = (numbers[place], numbers[place + distance]);
            for (a, b) in low.iter_mut().zip(&mut high) {
                (*a, *b) = (lesser(*a, *b), greater(*a, *b));
            }
            (numbers[place], numbers[place + distance]) = (low, high);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LANES, sort_lanes};

    /// A network that sorts all zeros and ones sorts everything (Knuth's principle).
    #[test]
    fn all_zeros_and_ones_are_sorted() {
        for length in 0..12_usize {
            let bit = |word: usize, place: usize| f64::from(u8::from(word >> place & 1 == 1));
            for first in (0..1_usize << length).step_by(LANES) {
                let row = |place| std::array::from_fn(|lane| bit(first + lane, place));
                let mut numbers: Vec<[f64; LANES]> = (0..length).map(row).collect();
                let ones = |numbers: &[[f64; LANES]], lane: usize| {
                    numbers.iter().map(|row| row[lane]).sum::<f64>()
                };
                let before: Vec<_> = (0..LANES).map(|lane| ones(&numbers, lane)).collect();
                sort_lanes(&mut numbers);
                for (lane, before) in before.into_iter().enumerate() {
                    assert!(numbers.is_sorted_by(|a, b| a[lane] <= b[lane]), "{length}: {first}");
                    assert_eq!(ones(&numbers, lane), before);
                }
            }
        }
    }

    /// Zeros and ones of every place of the change, for lengths beyond those of all words.
    #[test]
    fn every_length_is_sorted() {
        for length in 1..200_usize {
            let number = |place: usize, lane: usize| ((place * (2 * lane + 7) * 31) % 101) as f64;
            let row = |place| std::array::from_fn(|lane| number(place, lane));
            let mut numbers: Vec<[f64; LANES]> = (0..length).map(row).collect();
            sort_lanes(&mut numbers);
            for lane in 0..LANES {
                let mut expected: Vec<_> = (0..length).map(|place| number(place, lane)).collect();
                expected.sort_by(f64::total_cmp);
                let found: Vec<_> = numbers.iter().map(|row| row[lane]).collect();
                assert_eq!(found, expected, "{length}");
            }
        }
    }
}
