//! Feature `serde`: writes and restores a comparison.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::paired::{Compared, ComparedBy};
use super::stream::{BothOf, ByOf, StreamingComparison};
use crate::checkpoint::{read, refusal, write};
use crate::error::Error;
use crate::measure::{Measure, Observer as _};
use crate::output::OneNumber;
use crate::state::State as _;

/// What a checkpoint of a comparison is written under, beside the measure.
const KIND: &str = "Comparison";

impl<M: Measure<Output: OneNumber> + Serialize> StreamingComparison<M>
where
    M::Observer: Compared,
    BothOf<M>: Serialize + DeserializeOwned,
{
    /// Feature `serde`: returns the comparison as bytes, for [`StreamingComparison::restore`]. Equal comparisons give
    /// equal bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] if a measure of yours cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        write(KIND, self.measure(), &self.state())
    }

    /// Feature `serde`: returns the comparison that [`to_bytes`](Self::to_bytes) wrote. It goes on with the same bits.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::StreamingComparison;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut stream = Accuracy.comparison();
    /// stream.update(&array![1, 1, 0], &array![1, 1, 0], &array![1, 0, 0])?;
    /// let mut restored = StreamingComparison::restore(Accuracy, &stream.to_bytes()?)?;
    /// assert_eq!(restored, stream);
    /// restored.update(&array![1], &array![1], &array![0])?;
    /// assert_eq!(restored.result()?.difference.value, 0.5);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] for bytes that were cut short or altered, or written by another measure, with other
    /// options, or by a release with another form.
    pub fn restore(measure: M, bytes: &[u8]) -> Result<Self, Error> {
        let state: Option<BothOf<M>> = read(KIND, &measure, bytes)?;
        let each = ByOf::<M>::each(&measure.observer());
        let empty = ByOf::<M>::both(each.empty(), each.empty())?;
        let fits = state.iter().try_for_each(|state| empty.check_merge(state));
        fits.map_err(|error| refusal(&measure, error))?;
        Ok(Self::resumed(measure, state))
    }
}
