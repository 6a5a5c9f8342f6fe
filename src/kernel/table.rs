//! Tables of sixteen numbers that are looked up for eight indices at once.

use fearless_simd::{Simd, SimdInto, f64x8, u64x8};

/// Sixteen numbers: two registers of AVX-512, in which one instruction looks up eight indices.
pub(crate) type Table = [f64; 16];

/// Looks up the entry of each index. Only the lowest four bits of an index count.
#[inline(always)]
pub(crate) fn lookup<S: Simd>(simd: S, table: &Table, indices: u64x8<S>) -> f64x8<S> {
    #[cfg(target_arch = "x86_64")]
    if let fearless_simd::Level::Avx512(avx512) = simd.level() {
        return avx512::lookup(avx512, table, indices.into()).simd_into(simd);
    }
    let indices: [u64; 8] = indices.into();
    let entry = |lane: usize| table[(indices[lane] % 16) as usize];
    std::array::from_fn::<f64, 8, _>(entry).simd_into(simd)
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{__m512d, __m512i, _mm512_permutex2var_pd};

    use fearless_simd::{Avx512, SimdInto, f64x8, u64x8};

    use super::Table;

    #[inline(always)]
    pub(super) fn lookup(avx512: Avx512, table: &Table, indices: [u64; 8]) -> [f64; 8] {
        let (halves, _) = table.as_chunks::<8>();
        let [low, high]: [f64x8<Avx512>; 2] =
            [halves[0].simd_into(avx512), halves[1].simd_into(avx512)];
        let indices: u64x8<Avx512> = indices.simd_into(avx512);
        let entries: f64x8<Avx512> =
            permuted(avx512, low.into(), indices.into(), high.into()).simd_into(avx512);
        entries.into()
    }

    fearless_simd::kernel!(
        #[inline(always)]
        fn permuted(avx512: Avx512, low: __m512d, indices: __m512i, high: __m512d) -> __m512d {
            let _ = avx512;
            _mm512_permutex2var_pd(low, indices, high)
        }
    );
}
