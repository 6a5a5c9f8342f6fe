//! Updating a state of constant size from contiguous arrays allocates nothing.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use ndarray::{Array1, Array2, Array4};
use ndarray_metrics::laws::Allocated;
use ndarray_metrics::prelude::*;

/// Counts the allocations of each thread, the bytes of all of them, the bytes that the thread has taken
/// and not given back, and the most that it ever had.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
    static LIVE_BYTES: Cell<isize> = const { Cell::new(0) };
    static MOST_BYTES: Cell<isize> = const { Cell::new(0) };
}

/// The thread takes bytes, or gives some back.
fn take(taken: isize) {
    LIVE_BYTES.with(|bytes| {
        bytes.set(bytes.get() + taken);
        MOST_BYTES.with(|most| most.set(most.get().max(bytes.get())));
    });
}

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        BYTES.with(|bytes| bytes.set(bytes.get() + layout.size()));
        let pointer = unsafe { System.alloc(layout) };
        take(if pointer.is_null() { 0 } else { layout.size() as isize });
        pointer
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        take(-(layout.size() as isize));
        unsafe { System.dealloc(pointer, layout) }
    }

    /// A large block grows where it stands, or is moved without a copy.
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        BYTES.with(|bytes| bytes.set(bytes.get() + size));
        let moved = unsafe { System.realloc(pointer, layout, size) };
        take(if moved.is_null() { 0 } else { size as isize - layout.size() as isize });
        moved
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

/// What this thread has allocated so far.
pub(crate) fn allocated() -> Allocated {
    let (count, bytes) = (ALLOCATIONS.with(Cell::get), BYTES.with(Cell::get));
    Allocated { count: count as u64, bytes: bytes as u64 }
}

/// The bytes that this thread has taken and not given back.
pub(crate) fn live_bytes() -> isize {
    LIVE_BYTES.with(Cell::get)
}

/// The most bytes that the work had at a time, beyond those before it.
#[cfg(feature = "serde")]
pub(crate) fn most_bytes(work: impl FnOnce()) -> usize {
    let before = live_bytes();
    MOST_BYTES.with(|most| most.set(before));
    work();
    (MOST_BYTES.with(Cell::get) - before) as usize
}

#[test]
fn the_counter_counts() {
    let (before, held) = (live_bytes(), std::hint::black_box(vec![0_u8; 1000]));
    assert_eq!(live_bytes() - before, 1000);
    drop(held);
    assert_eq!(live_bytes(), before);
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1, 2, 3]))), 1);
}

#[test]
fn an_update_of_elements_allocates_nothing() {
    let (y, p) = (Array1::<f32>::zeros(20_000), Array1::<f32>::from_elem(20_000, 0.5));
    let (weights, mask) = (Array1::<f64>::ones(20_000), Array1::from_elem(20_000, true));
    let mut stream = (MeanSquaredError, MeanAbsoluteError, RootMeanSquaredError).streaming();
    let mut loss = BinaryCrossentropy::default().streaming();
    let mut share = BinaryAccuracy::default().streaming();
    let counted = allocations(|| {
        for _ in 0..3 {
            stream.update(&y, &p).expect("accepted");
            stream.update_weighted(&y, &p, &weights).expect("accepted");
            loss.update_weighted(&y, &p, &mask).expect("accepted");
            loss.update(&y, &p).expect("accepted");
            share.update(&y, &p).expect("accepted");
        }
        std::hint::black_box(stream.result()).0.expect("defined");
    });
    assert_eq!(counted, 0);
}

#[test]
fn an_update_of_rows_allocates_nothing() {
    let (labels, p) = (Array1::<u8>::zeros(300), Array2::<f32>::from_elem((300, 7), 0.25));
    let one_hot = Array2::from_shape_fn((300, 7), |(_, class)| f32::from(u8::from(class == 0)));
    let mut sparse =
        (SparseCategoricalCrossentropy::default(), SparseCategoricalAccuracy).streaming();
    let mut dense = (CategoricalCrossentropy::default(), CategoricalAccuracy).streaming();
    let images = Array4::<u8>::zeros((5, 8, 8, 3));
    let mut error = MeanSquaredError.streaming();
    let counted = allocations(|| {
        sparse.update(&labels, &p).expect("accepted");
        dense.update(&one_hot, &p).expect("accepted");
        error.update(&images, &images).expect("accepted");
    });
    assert_eq!(counted, 0);
}
