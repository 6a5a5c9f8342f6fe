//! Feature `serde`: writes and restores a bootstrap.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Bootstrap;
use super::draws::Ids;
use crate::checkpoint::{expect_state, read, refusal, write};
use crate::error::Error;
use crate::measure::{Measure, StateOf};

/// What a checkpoint of a bootstrap is written under, beside the measure.
const KIND: &str = "Bootstrap";

impl<M: Measure + Serialize> Bootstrap<M>
where
    StateOf<M>: Serialize + DeserializeOwned,
{
    /// Feature `serde`: returns the bootstrap as bytes, for [`Bootstrap::restore`]: the seed, what is known of the ids,
    /// and the states. Equal bootstraps give equal bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] if a measure or a state of yours cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let Self { measure, seed, ids, state, replicates, .. } = self;
        write(KIND, measure, &(seed, ids.parts(), state, replicates))
    }

    /// Feature `serde`: returns the bootstrap that [`to_bytes`](Self::to_bytes) wrote. It goes on with the same bits.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{Bootstrap, prelude::*};
    ///
    /// let mut errors = Bootstrap::with(MeanAbsoluteError, 100, 7);
    /// errors.update(&[1, 2, 3], &array![1.0, 2.0, 3.0], &array![1.5, 2.0, 5.0])?;
    /// let restored = Bootstrap::restore(MeanAbsoluteError, &errors.to_bytes()?)?;
    /// assert_eq!(restored, errors);
    /// assert_eq!(restored.replicates(), errors.replicates());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] for bytes that were cut short or altered, or written by another measure, with other
    /// options, or by a release with another form.
    pub fn restore(measure: M, bytes: &[u8]) -> Result<Self, Error> {
        type Parts<S> = (u64, (u64, u128), S, Vec<S>);
        let (seed, ids, state, replicates): Parts<StateOf<M>> = read(KIND, &measure, bytes)?;
        for state in replicates.iter().chain([&state]) {
            expect_state(&measure, state).map_err(|problem| refusal(&measure, problem))?;
        }
        let mut restored = Self::with(measure, replicates.len(), seed);
        let absorbed = restored.absorb(&state, &Ids::from_parts(ids), &replicates);
        absorbed.map_err(|error| refusal(restored.measure(), error))?;
        Ok(restored)
    }
}
