use super::*;

/// Neighbours of the sizes from which on numbers have no places behind the point, or lose some.
fn numbers() -> impl Iterator<Item = f64> {
    let sizes = (0..60).map(bits::power_of_two);
    let near =
        sizes.flat_map(|size| [-1.5, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0].map(|more| size + more));
    near.flat_map(|number| [number, -number]).chain([0.0, -0.0, 5e-324, 1e300])
}

#[test]
fn what_is_found_whole_in_fewer_steps_is_whole() {
    for number in numbers() {
        let single = number as f32;
        assert!(!is_small_whole(number) || number.fract() == 0.0, "{number}");
        assert!(!is_small_whole(single) || single.fract() == 0.0, "{single}");
        let is_small = number.abs() < bits::power_of_two(23);
        assert!(!is_small || is_small_whole(number) == (number.fract() == 0.0), "{number}");
        assert!(!is_small || is_small_whole(single) == (single.fract() == 0.0), "{single}");
        assert!(is_finite_number(number) && is_finite_number(number as i64));
    }
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(!is_small_whole(odd) && !is_small_whole(odd as f32), "{odd}");
        assert!(!is_finite_number(odd) && !is_finite_number(odd as f32), "{odd}");
    }
}
