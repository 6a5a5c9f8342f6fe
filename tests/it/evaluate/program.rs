//! The example program `evaluate`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::program::Program;

pub(super) static EVALUATE: Program = Program::new("evaluate");

/// Standard output of a run that must succeed.
#[track_caller]
pub(super) fn output<P: AsRef<OsStr>, const N: usize>(files: [P; N], options: &[&str]) -> String {
    EVALUATE.output(files, options)
}

/// A run that must fail with one line that holds all the parts.
#[track_caller]
pub(super) fn refused<P: AsRef<OsStr>, const N: usize>(
    files: [P; N],
    options: &[&str],
    parts: &[&str],
) {
    EVALUATE.refused(files, options, parts);
}

#[track_caller]
pub(super) fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-6 * expected.abs(), "{found}, expected {expected}");
}

/// A file of the data sets that come with the program.
pub(super) fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name)
}
