//! A global allocator that counts; for the benchmark binary only.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static CALLS: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// Counts calls and live bytes, and leaves the work to the system's allocator.
pub struct Counting;

fn grow(bytes: usize) {
    CALLS.fetch_add(1, Relaxed);
    let live = LIVE.fetch_add(bytes, Relaxed) + bytes;
    PEAK.fetch_max(live, Relaxed);
}

// SAFETY: every call goes to `System` with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size(), Relaxed);
        grow(size);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// Bytes held now.
pub fn live() -> usize {
    LIVE.load(Relaxed)
}

/// What a piece of work allocated.
#[derive(Clone, Copy, Debug)]
pub struct Allocated {
    /// Calls of `alloc` and `realloc`.
    pub calls: usize,
    /// Most bytes held at once, beyond those held before.
    pub peak: usize,
}

/// Runs `work` and counts.
pub fn count<T>(work: impl FnOnce() -> T) -> (T, Allocated) {
    let before = LIVE.load(Relaxed);
    let calls = CALLS.load(Relaxed);
    PEAK.store(before, Relaxed);
    let result = work();
    let allocated =
        Allocated { calls: CALLS.load(Relaxed) - calls, peak: PEAK.load(Relaxed).saturating_sub(before) };
    (result, allocated)
}
