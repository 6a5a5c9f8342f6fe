//! The run-time choice of the instruction set, the loops over rows of classes, and the elementary
//! functions. No loop here depends on a metric: formulas come in as closures and are inlined. Loops
//! elsewhere that should be fast are handed to [`vectorized!`].
//!
//! Every loop is safe code, compiled once for each instruction set; [`run`] picks the instruction set at
//! run time. The loops over rows and the logarithms of many numbers are written in vectors. All other
//! loops run over slices or arrays of a fixed width, and the compiler turns them into vectors.
//!
//! The bits of a result are the same on each instruction set, for two reasons: Rust never contracts a
//! multiplication and an addition into one rounding by itself, and no loop's result depends on the width
//! of a register.

pub(crate) mod bits;
pub(crate) mod count;
pub(crate) mod erf;
pub(crate) mod log_ratio;
pub(crate) mod logs;
pub mod math;
pub(crate) mod network;
pub(crate) mod random;
pub(crate) mod rows;
mod table;
pub(crate) mod weights;

use std::sync::atomic::{AtomicU8, Ordering};

use fearless_simd::Simd;

/// A buffer that begins at a multiple of 64 bytes, the size of the widest register. On a stack slot that
/// happened not to be aligned, the same loop took up to twice as long.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Aligned<T>(pub(crate) T);

/// An instruction set that the kernels are compiled for.
///
/// On processors other than x86-64, the baseline is the only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum InstructionSet {
    /// The instructions that the compiler's target allows: SSE2 on x86-64, for instance.
    Baseline,
    /// AVX2 and the other extensions of x86-64-v3.
    Avx2,
    /// AVX-512 as of Ice Lake.
    Avx512,
}

/// The best instruction set that the process may use, as a number.
static LIMIT: AtomicU8 = AtomicU8::new(InstructionSet::Avx512 as u8);

impl InstructionSet {
    /// Every instruction set, the plainest first.
    pub const ALL: &'static [Self] = &[Self::Baseline, Self::Avx2, Self::Avx512];

    /// Keeps the whole process from using a better instruction set than `self`, so that anybody can see
    /// that results do not depend on the processor. Meant for tests and measurements.
    pub fn limit(self) {
        LIMIT.store(self as u8, Ordering::Relaxed);
    }

    /// Returns the instruction set that [`limit`](Self::limit) was last called with.
    pub(crate) fn limited_to() -> Self {
        let limit = LIMIT.load(Ordering::Relaxed);
        Self::ALL.iter().copied().find(|set| *set as u8 == limit).unwrap_or(Self::Avx512)
    }

    /// Returns the best instruction set that the processor has and [`limit`](Self::limit) allows.
    #[must_use]
    pub fn current() -> Self {
        let limit = LIMIT.load(Ordering::Relaxed);
        let allowed = |set: &Self| (*set as u8) <= limit && set.is_available();
        Self::ALL.iter().copied().rev().find(allowed).unwrap_or(Self::Baseline)
    }
}

/// A loop that is compiled for each instruction set. `run` must be marked `#[inline(always)]`, and so
/// must every function that it calls: a function that is not inlined is compiled for the baseline.
pub(crate) trait Kernel {
    type Output;

    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

/// Whether an instruction set multiplies and adds without rounding in between, in one instruction.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[inline(always)]
pub(crate) fn is_fused<S: Simd>(simd: S) -> bool {
    simd.level().as_avx2().is_some()
}

/// Whether an instruction set multiplies and adds without rounding in between, in one instruction.
#[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
#[inline(always)]
pub(crate) fn is_fused<S: Simd>(_: S) -> bool {
    false
}

/// A loop that leaves the vectors to the compiler.
struct Plain<F>(F);

impl<R, F: FnOnce() -> R> Kernel for Plain<F> {
    type Output = R;

    #[inline(always)]
    fn run<S: Simd>(self, _: S) -> R {
        (self.0)()
    }
}

/// Runs a closure compiled for the best instruction set at hand: `vectorized!(|| loop over slices)`.
///
/// The macro marks the closure `#[inline(always)]`. A closure that is not inlined is compiled for the
/// baseline, where logarithms, for instance, take three times as long as under AVX-512.
///
/// `vectorized!(for A: || loop)` compiles a loop over numbers that no register holds for the baseline alone.
macro_rules! vectorized {
    (for $number:ty: $($work:tt)+) => {
        $crate::kernel::run_inlined_for::<$number, _>(
            #[inline(always)]
            $($work)+,
        )
    };
    (|| $work:expr) => {
        $crate::kernel::run_inlined(
            #[inline(always)]
            || $work,
        )
    };
    (move || $work:expr) => {
        $crate::kernel::run_inlined(
            #[inline(always)]
            move || $work,
        )
    };
}
pub(crate) use vectorized;

/// Runs a closure that [`vectorized!`] has marked; only the macro calls it. The bound makes the closure
/// a `FnOnce`: a closure that the compiler takes for a `Fn` is called through a function that is not
/// inlined.
#[inline]
pub(crate) fn run_inlined<R>(work: impl FnOnce() -> R) -> R {
    run(Plain(work))
}

/// As [`run_inlined`], for a loop over numbers of a type.
#[inline(always)]
pub(crate) fn run_inlined_for<A, R>(work: impl FnOnce() -> R) -> R {
    if const { size_of::<A>() > size_of::<u64>() } { work() } else { run_inlined(work) }
}

#[cfg(all(any(target_arch = "x86", target_arch = "x86_64"), target_feature = "sse2"))]
mod dispatch {
    use std::sync::atomic::Ordering;

    use super::{InstructionSet, Kernel, LIMIT};
    use fearless_simd::x86::{Avx2, Avx512, Sse2};
    use fearless_simd::{Level, Simd};

    impl InstructionSet {
        /// Tells whether the processor has this instruction set.
        #[must_use]
        pub fn is_available(self) -> bool {
            match self {
                Self::Baseline => true,
                Self::Avx2 => Level::new().as_avx2().is_some(),
                Self::Avx512 => Level::new().as_avx512().is_some(),
            }
        }
    }

    /// The best instruction set at hand.
    enum Best {
        Avx512(Avx512),
        Avx2(Avx2),
        Sse2(Sse2),
    }

    #[inline]
    fn best() -> Best {
        let (level, limit) = (Level::new(), LIMIT.load(Ordering::Relaxed));
        if limit >= InstructionSet::Avx512 as u8
            && let Some(avx512) = level.as_avx512()
        {
            return Best::Avx512(avx512);
        }
        if limit >= InstructionSet::Avx2 as u8
            && let Some(avx2) = level.as_avx2()
        {
            return Best::Avx2(avx2);
        }
        #[expect(clippy::unreachable, reason = "every target of this module has SSE2")]
        let Some(sse2) = Level::baseline().as_sse2() else {
            unreachable!("this module is compiled for targets with SSE2")
        };
        Best::Sse2(sse2)
    }

    /// Runs a kernel compiled for the best instruction set at hand.
    ///
    /// The three instruction sets are named one by one: the macro `dispatch!` of `fearless_simd` compiles
    /// a kernel for every level, SSE4.2 among them, at each place that it stands.
    #[inline]
    pub(crate) fn run<K: Kernel>(kernel: K) -> K::Output {
        match best() {
            Best::Avx512(simd) => vectorize(simd, kernel),
            Best::Avx2(simd) => vectorize(simd, kernel),
            Best::Sse2(simd) => vectorize(simd, kernel),
        }
    }

    /// Runs a kernel compiled for one instruction set.
    #[inline(always)]
    fn vectorize<S: Simd, K: Kernel>(simd: S, kernel: K) -> K::Output {
        simd.vectorize(
            #[inline(always)]
            || kernel.run(simd),
        )
    }
}

#[cfg(not(all(any(target_arch = "x86", target_arch = "x86_64"), target_feature = "sse2")))]
mod dispatch {
    use super::{InstructionSet, Kernel};
    use fearless_simd::{Level, dispatch};

    impl InstructionSet {
        /// Tells whether the processor has this instruction set.
        #[must_use]
        pub fn is_available(self) -> bool {
            self == Self::Baseline
        }
    }

    /// Runs a kernel compiled for the baseline, the only instruction set here.
    #[inline]
    pub(crate) fn run<K: Kernel>(kernel: K) -> K::Output {
        dispatch!(Level::baseline(), simd => kernel.run(simd))
    }
}

pub(crate) use dispatch::run;
use table::{Table, lookup};
