//! A measure with any options, sensible ones and absurd ones.

use arbitrary::{Error, Result, Unstructured};
use ndarray_metrics::collection::AnyMeasure;
use serde::Deserialize;

use crate::numbers::{option, size};
use crate::options::{Draw, Options};

/// Any measure of the closed set.
pub fn any_measure(bytes: &mut Unstructured) -> Result<AnyMeasure> {
    let variant = bytes.arbitrary::<u8>()?;
    measure_like(bytes, variant)
}

/// The measure of an index, with any options.
pub fn measure_like(bytes: &mut Unstructured, variant: u8) -> Result<AnyMeasure> {
    let choice = |variants: &[&str]| Some(usize::from(variant) % variants.len());
    <AnyMeasure as Deserialize>::deserialize(Options::new(bytes, &choice))
        .map_err(|_| Error::IncorrectFormat)
}

impl Draw for Unstructured<'_> {
    fn below(&mut self, n: usize) -> usize {
        self.choose_index(n.max(1)).unwrap_or(0)
    }

    fn size(&mut self) -> u64 {
        size(self)
    }

    fn number(&mut self) -> f64 {
        option(self)
    }
}
