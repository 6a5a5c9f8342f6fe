
/// Which mutant lives: the number in the environment's `MUTANT`. With `TRACE=FILE` none does, and
/// the file gets the numbers of those that were asked for.
#[doc(hidden)]
pub mod switch {
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

    const TRACING: u32 = u32::MAX - 1;
    const UNKNOWN: u32 = u32::MAX;
    static LIVING: AtomicU32 = AtomicU32::new(UNKNOWN);
    static REACHED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

    unsafe extern "C" {
        fn atexit(callback: extern "C" fn()) -> i32;
    }

    #[inline]
    pub fn mutant(number: u32) -> bool {
        let living = LIVING.load(Relaxed);
        living == number || living >= TRACING && slow(number)
    }

    #[cold]
    #[inline(never)]
    fn slow(number: u32) -> bool {
        if LIVING.load(Relaxed) == UNKNOWN {
            begin();
        }
        REACHED[number as usize].store(true, Relaxed);
        LIVING.load(Relaxed) == number
    }

    fn begin() {
        let asked = std::env::var("MUTANT").ok().and_then(|text| text.parse().ok());
        let tracing = std::env::var_os("TRACE").is_some();
        if tracing && LIVING.swap(TRACING, Relaxed) == UNKNOWN {
            unsafe { atexit(write) };
        } else if !tracing {
            LIVING.store(asked.unwrap_or(0), Relaxed);
        }
    }

    extern "C" fn write() {
        let reached = (0..REACHED.len()).filter(|&number| REACHED[number].load(Relaxed));
        let text: Vec<String> = reached.map(|number| number.to_string()).collect();
        let file = std::env::var_os("TRACE").unwrap_or_default();
        let _ = std::fs::write(file, text.join(" "));
    }
}
#[doc(hidden)]
pub use switch::mutant;
