//! Seeded random numbers, of both benchmarks.

use std::f32::consts::TAU;

/// `SplitMix64` (Steele, Lea and Flood 2014).
#[derive(Debug)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// In [0, 1).
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// In (0, 1], for logarithms.
    pub(crate) fn positive(&mut self) -> f32 {
        1.0 - self.unit()
    }

    pub(crate) fn normal(&mut self) -> f32 {
        (-2.0 * self.positive().ln()).sqrt() * (TAU * self.unit()).cos()
    }

    pub(crate) fn class(&mut self, classes: usize) -> i64 {
        (self.next() % classes as u64) as i64
    }

    pub(crate) fn coin(&mut self) -> f32 {
        f32::from(u8::from(self.unit() < 0.3))
    }
}
