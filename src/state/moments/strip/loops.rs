//! The loops over a strip.

use fearless_simd::{Simd, SimdBase, SimdInto, f64x8};

use super::{Strip, WEIGHT};
use crate::exact::limbs::{Grids, LANES, LaneSums, Lanes, add_limbs, add_products};
use crate::kernel::Kernel;

/// Sums of truth and prediction in `N` limbs, and of their products yy, pp and yp in `L` limbs.
pub(super) struct Sums<const N: usize, const L: usize> {
    pub(super) numbers: [LaneSums<N>; 2],
    pub(super) products: [LaneSums<L>; 3],
}

/// Sums without weights, given the exponents of the grids.
pub(super) struct Pairs<'a, const N: usize, const L: usize> {
    pub(super) strip: &'a Strip<'a>,
    pub(super) y: [i32; LANES],
    pub(super) p: [i32; LANES],
}

impl<const N: usize, const L: usize> Kernel for Pairs<'_, N, L> {
    type Output = Option<Sums<N, L>>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let zero = f64x8::splat(simd, 0.0);
        let (y_grids, p_grids) =
            (Grids::<S, N>::new(simd, self.y), Grids::<S, N>::new(simd, self.p));
        let (mut y_sums, mut p_sums, mut missed) = ([zero; N], [zero; N], zero);
        let (mut yy, mut pp, mut yp) = ([zero; L], [zero; L], [zero; L]);
        for (y, p) in self.strip.y.iter().zip(self.strip.p) {
            let (y, y_rest) = y_grids.limbs((*y).simd_into(simd));
            let (p, p_rest) = p_grids.limbs((*p).simd_into(simd));
            missed += y_rest.abs() + p_rest.abs();
            add_limbs(&mut y_sums, &y);
            add_limbs(&mut p_sums, &p);
            add_products(&mut yy, &y, &y);
            add_products(&mut pp, &p, &p);
            add_products(&mut yp, &y, &p);
        }
        if *missed != [0.0; LANES] {
            return None;
        }
        let (y, p) = (self.y, self.p);
        let numbers = [LaneSums::new(&y_sums, y), LaneSums::new(&p_sums, p)];
        let products = [
            LaneSums::new(&yy, plus(y, y)),
            LaneSums::new(&pp, plus(p, p)),
            LaneSums::new(&yp, plus(y, p)),
        ];
        Some(Sums { numbers, products })
    }
}

/// The sums of two exponents in each lane: those of products.
#[inline(always)]
fn plus(a: [i32; LANES], b: [i32; LANES]) -> [i32; LANES] {
    std::array::from_fn(|lane| a[lane] + b[lane])
}

/// Sums with weights, given the exponents of the grids. A number times its weight has `M` limbs.
pub(super) struct Triples<'a, const N: usize, const M: usize, const L: usize> {
    pub(super) strip: &'a Strip<'a>,
    pub(super) weights: &'a Lanes,
    pub(super) y: [i32; LANES],
    pub(super) p: [i32; LANES],
    pub(super) w: [i32; LANES],
}

impl<const N: usize, const M: usize, const L: usize> Kernel for Triples<'_, N, M, L> {
    type Output = Option<(LaneSums<WEIGHT>, Sums<M, L>)>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let zero = f64x8::splat(simd, 0.0);
        let (wy, wp) = (plus(self.w, self.y), plus(self.w, self.p));
        let w_grids = Grids::<S, WEIGHT>::new(simd, self.w);
        let (y_grids, p_grids) =
            (Grids::<S, N>::new(simd, self.y), Grids::<S, N>::new(simd, self.p));
        let (wy_grids, wp_grids) = (Grids::<S, M>::new(simd, wy), Grids::<S, M>::new(simd, wp));
        let (mut w_sums, mut y_sums, mut p_sums) = ([zero; WEIGHT], [zero; M], [zero; M]);
        let (mut yy, mut pp, mut yp) = ([zero; L], [zero; L], [zero; L]);
        let mut missed = zero;
        let rows = self.strip.y.iter().zip(self.strip.p).zip(self.weights);
        for ((y, p), w) in rows {
            let (y, y_rest) = y_grids.limbs((*y).simd_into(simd));
            let (p, p_rest) = p_grids.limbs((*p).simd_into(simd));
            let (w, w_rest) = w_grids.limbs((*w).simd_into(simd));
            missed += y_rest.abs() + p_rest.abs() + w_rest.abs();
            let (mut wy, mut wp) = ([zero; M], [zero; M]);
            add_products(&mut wy, &w, &y);
            add_products(&mut wp, &w, &p);
            wy_grids.carry(&mut wy);
            wp_grids.carry(&mut wp);
            add_limbs(&mut w_sums, &w);
            add_limbs(&mut y_sums, &wy);
            add_limbs(&mut p_sums, &wp);
            add_products(&mut yy, &wy, &y);
            add_products(&mut yp, &wy, &p);
            add_products(&mut pp, &wp, &p);
        }
        if *missed != [0.0; LANES] {
            return None;
        }
        let numbers = [LaneSums::new(&y_sums, wy), LaneSums::new(&p_sums, wp)];
        let products = [
            LaneSums::new(&yy, plus(wy, self.y)),
            LaneSums::new(&pp, plus(wp, self.p)),
            LaneSums::new(&yp, plus(wy, self.p)),
        ];
        Some((LaneSums::new(&w_sums, self.w), Sums { numbers, products }))
    }
}
