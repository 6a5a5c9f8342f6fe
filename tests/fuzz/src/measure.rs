//! A measure with any options, sensible ones and absurd ones.

use arbitrary::{Error, Result, Unstructured};
use ndarray_metrics::collection::AnyMeasure;
use serde::Deserialize;

use crate::options::Options;

/// Any measure of the closed set.
pub fn any_measure(bytes: &mut Unstructured) -> Result<AnyMeasure> {
    let variant = bytes.arbitrary::<u8>()?;
    measure_like(bytes, variant)
}

/// The measure of an index, with any options.
pub fn measure_like(bytes: &mut Unstructured, variant: u8) -> Result<AnyMeasure> {
    <AnyMeasure as Deserialize>::deserialize(Options { bytes, variant: Some(variant.into()) })
        .map_err(|_| Error::IncorrectFormat)
}
