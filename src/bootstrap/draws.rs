//! How often a sample enters a replicate: whole numbers from a fixed hash, the same on every machine.

/// ⌊2^64·P(X ≤ k)⌋ for X of the Poisson distribution with mean 1, k = 0, 1, ..
const CUMULATIVE: [u64; 21] = [
    0x5e2d_58d8_b3bc_df1a,
    0xbc5a_b1b1_6779_be35,
    0xeb71_5e1d_c158_2dc2,
    0xfb23_9797_34a2_52f1,
    0xff10_25f5_9174_dc3d,
    0xffd9_0f3b_a405_5e19,
    0xfffa_8b71_fc72_c913,
    0xffff_540c_0914_b3c9,
    0xffff_ed1f_4aa8_f120,
    0xffff_fe21_6e64_1462,
    0xffff_ffd4_d85d_3183,
    0xffff_fffc_6da2_62b4,
    0xffff_ffff_ba12_d178,
    0xffff_ffff_fb07_c64c,
    0xffff_ffff_ffab_8ea5,
    0xffff_ffff_fffa_be22,
    0xffff_ffff_ffff_b11a,
    0xffff_ffff_ffff_fba1,
    0xffff_ffff_ffff_ffc5,
    0xffff_ffff_ffff_fffd,
    0xffff_ffff_ffff_ffff,
];

/// The step of the sequence that is hashed: 2^64 over the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finisher of [SplitMix64](https://doi.org/10.1145/2660193.2660195): one-to-one, and every bit of the
/// outcome depends on every bit of `x`.
fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Returns the hash of an id, which every draw of the id begins with.
pub(super) fn hash_of(id: u64) -> u64 {
    mix(id.wrapping_add(STEP))
}

/// Returns the key of a replicate.
pub(super) fn key_of(seed: u64, replicate: usize) -> u64 {
    let place = (replicate as u64).wrapping_add(1).wrapping_mul(STEP);
    mix(mix(seed.wrapping_add(STEP)).wrapping_add(place))
}

/// Returns how often the sample with a hashed id enters the replicate with a key.
pub(super) fn draw(key: u64, hash: u64) -> u32 {
    let uniform = mix(key ^ hash);
    let (few, many) = CUMULATIVE.split_at(4);
    let count = few.iter().map(|&bound| u32::from(bound <= uniform)).sum();
    if count < 4 { count } else { 4 + many.partition_point(|&bound| bound <= uniform) as u32 }
}

/// The ids of all samples so far, whatever their order: their number, and a sum of their hashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    count: u64,
    sum: u128,
}

impl Ids {
    /// The number of samples, and the sum of their ids' hashes.
    #[cfg(feature = "serde")]
    pub(super) fn parts(self) -> (u64, u128) {
        (self.count, self.sum)
    }

    /// Returns the ids with these [`parts`](Self::parts).
    #[cfg(feature = "serde")]
    pub(super) fn from_parts((count, sum): (u64, u128)) -> Self {
        Self { count, sum }
    }

    pub(super) fn add(&mut self, hash: u64) {
        let wide = u128::from(hash) << 64 | u128::from(mix(hash.wrapping_add(STEP)));
        self.merge(&Self { count: 1, sum: wide });
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count = self.count.wrapping_add(other.count);
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

#[cfg(test)]
mod tests {
    use super::{draw, hash_of, key_of};

    /// As a generator in Python computes them (`golden/draws.py`).
    #[test]
    fn draws_are_those_that_are_published() {
        let of_id = |b| draw(key_of(42, b), hash_of(7));
        let first: Vec<_> = (0..16).map(of_id).collect();
        assert_eq!(first, [0, 2, 1, 3, 0, 2, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0]);
        let of_replicate: Vec<_> = (0..16).map(|id| draw(key_of(0, 0), hash_of(id))).collect();
        assert_eq!(of_replicate, [1, 2, 0, 2, 0, 0, 1, 1, 0, 1, 0, 2, 0, 0, 2, 0]);
    }

    /// Mean and variance of 90,000 draws are 1, within four standard errors.
    #[test]
    fn draws_are_of_the_poisson_distribution() {
        let all = (0..300).flat_map(|b| (0..300).map(move |id| draw(key_of(1, b), hash_of(id))));
        let (sum, squares) = all.fold((0, 0), |(s, q), k| (s + k, q + k * k));
        assert!((f64::from(sum) / 90_000.0 - 1.0).abs() < 4.0 / 300.0);
        assert!((f64::from(squares) / 90_000.0 - 2.0).abs() < 4.0 * 11.0_f64.sqrt() / 300.0);
    }
}
