//! Feature `serde`: writes and restores the values of groups.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::by_group::ByGroup;
use crate::checkpoint::{expect_state, read, refusal, write};
use crate::error::Error;
use crate::measure::{Measure, StateOf};

/// What a checkpoint of groups is written under, beside the measure.
const KIND: &str = "ByGroup";

impl<K: Ord + Clone + Serialize + DeserializeOwned, M: Measure + Serialize> ByGroup<K, M>
where
    StateOf<M>: Serialize + DeserializeOwned,
{
    /// Feature `serde`: returns all groups as bytes, for [`ByGroup::restore`]. Equal groups give equal bytes: those of
    /// each state, as [`Streaming::to_bytes`](crate::Streaming::to_bytes) writes it, by rising key.
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] if a key, a measure or a state of yours cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        write(KIND, self.measure(), &self.states().collect::<Vec<_>>())
    }

    /// Feature `serde`: returns the groups that [`to_bytes`](Self::to_bytes) wrote. They go on with the same bits.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{ByGroup, prelude::*};
    ///
    /// let mut errors = ByGroup::new(MeanAbsoluteError);
    /// errors.update(&["a", "b"].map(String::from), &array![1.0, 2.0], &array![1.5, 2.0])?;
    /// let bytes = errors.to_bytes()?;
    ///
    /// let mut restored = ByGroup::restore(MeanAbsoluteError, &bytes)?;
    /// assert_eq!(restored, errors);
    /// restored.update(&["b".to_string()], &array![3.0], &array![5.0])?;
    /// assert_eq!(restored.of_group(&"b".to_string()), Some(Ok(1.0)));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] for bytes that were cut short or altered, or written by another measure, with other
    /// options, for keys of another type, or by a release with another form.
    pub fn restore(measure: M, bytes: &[u8]) -> Result<Self, Error> {
        let groups: Vec<(K, StateOf<M>)> = read(KIND, &measure, bytes)?;
        let problem = |problem| refusal(&measure, problem);
        if !groups.is_sorted_by(|(a, _), (b, _)| a < b) {
            return Err(problem("its groups are out of order, expected rising keys".to_owned()));
        }
        let mut restored = Self::new(measure.clone());
        for (key, state) in groups {
            expect_state(&measure, &state).map_err(problem)?;
            restored.absorb(vec![(key, state)]).map_err(|error| problem(error.to_string()))?;
        }
        Ok(restored)
    }
}
