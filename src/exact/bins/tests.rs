//! Totals by key, and the number of parts that they are handed out in: one for each unit, or one for each
//! key.

use super::*;

type Add<'a> = dyn FnMut(&[u32], Option<&[f64]>) + 'a;

/// The total of each key in units of 2^-60, and the number of parts.
fn totalled(size: usize, keys: &[u32], weights: Option<&[f64]>) -> (Vec<i128>, usize) {
    let (mut sums, mut parts) = (vec![0; size], 0);
    let each = |key: usize, part: Part| {
        sums[key] += if part.exponent >= -60 {
            part.steps << (part.exponent + 60)
        } else {
            part.steps >> (-60 - part.exponent)
        };
        parts += 1;
    };
    let read = |add: &mut Add| {
        for (i, keys) in keys.chunks(CHUNK).enumerate() {
            add(keys, weights.map(|weights| &weights[i * CHUNK..][..keys.len()]));
        }
        Ok::<(), ()>(())
    };
    totals(size, keys.len(), each, read).expect("no errors");
    (sums, parts)
}

fn keys(size: usize, units: usize) -> Vec<u32> {
    (0..units).map(|i| ((i * i + i / 3) % size) as u32).collect()
}

/// The total of each key, added up as integers.
fn expected(size: usize, keys: &[u32], weights: &[f64]) -> Vec<i128> {
    let mut sums = vec![0; size];
    for (&key, &weight) in keys.iter().zip(weights) {
        sums[key as usize] += (weight * 2_f64.powi(60)) as i128;
    }
    sums
}

/// Weights that are multiples of 2^-40, from 1 to 64.
fn weights(units: usize) -> Vec<f64> {
    (0..units).map(|i| (1 << (i % 7)) as f64 + (i % 1000) as f64 * 2_f64.powi(-40)).collect()
}

#[test]
fn counts_and_weights_are_handed_out_by_key() {
    for size in [1, 2, FEW_KEYS, FEW_KEYS + 1, 100, BINS] {
        for units in [1024, 3000, MOST_TERMS - 1, MOST_TERMS, 2 * MOST_TERMS + CHUNK + 1] {
            let (keys, weights) = (keys(size, units), weights(units));
            let rounds = units.div_ceil(MOST_TERMS);
            let (sums, parts) = totalled(size, &keys, None);
            assert_eq!(sums, expected(size, &keys, &vec![1.0; units]), "{size} keys, {units}");
            assert!(parts <= rounds * size, "{parts} parts for {size} keys");
            let (sums, parts) = totalled(size, &keys, Some(&weights));
            assert_eq!(sums, expected(size, &keys, &weights), "{size} keys, {units} weights");
            assert!(parts <= rounds * size, "{parts} parts for {size} keys with weights");
        }
    }
}

/// A table is used from a number of units on that grows with the number of keys.
#[test]
fn few_units_and_many_keys_are_handed_out_one_by_one() {
    let parts = |size, units| totalled(size, &keys(2, units), None).1;
    assert_eq!((parts(3, FEW_UNITS - 1), parts(3, FEW_UNITS)), (FEW_UNITS - 1, 2));
    assert_eq!((parts(256, FEW_UNITS - 1), parts(256, FEW_UNITS)), (FEW_UNITS - 1, 2));
    assert_eq!((parts(800, 199), parts(800, 200)), (199, 2));
    assert_eq!((parts(BINS, 5000), parts(BINS + 1, 5000)), (2, 5000));
}

/// Grids are chosen anew when weights change their size. If no grids fit a chunk, each weight is a part of
/// its own, except for a weight of 0.
#[test]
fn grids_follow_the_weights() {
    let keys = vec![0; 4 * CHUNK];
    let mut weights = vec![1.0; 4 * CHUNK];
    weights[CHUNK..2 * CHUNK].fill(2_f64.powi(-50));
    weights[2 * CHUNK..3 * CHUNK].fill(2_f64.powi(30));
    let (sums, parts) = totalled(1, &keys, Some(&weights));
    assert_eq!(sums, expected(1, &keys, &weights));
    assert!(parts <= 4, "{parts} parts");
    weights[7] = 0.0;
    weights[CHUNK + 7] = 2_f64.powi(60);
    let (sums, parts) = totalled(1, &keys, Some(&weights));
    assert_eq!(sums, expected(1, &keys, &weights));
    assert!((CHUNK..CHUNK + 4).contains(&parts), "{parts} parts");
}
