//! The least and the largest of all values, in constant memory.

use std::fmt;

use super::State;
use crate::domain::Domain;
use crate::error::{Error, Undefined};
use crate::exact::digits::finite;
use crate::kernel::vectorized;

/// Numbers that are compared at a time.
const LANES: usize = 16;

/// The least and the largest value that was seen with a weight above 0.
///
/// −0.0 and 0.0 are one value. 16 bytes.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let errors = MaxError.state_of(&array![1.0, 2.0, 3.0], &array![1.5, 0.0, 3.0])?;
/// assert_eq!((errors.minimum()?, errors.maximum()?, errors.range()?), (-2.0, 0.5, 2.5));
/// assert_eq!(errors.to_string(), "from -2 to 0.5");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extremes {
    /// ∞ before the first value.
    least: f64,
    /// −∞ before the first value.
    largest: f64,
}

impl Default for Extremes {
    fn default() -> Self {
        Self { least: f64::INFINITY, largest: f64::NEG_INFINITY }
    }
}

impl Extremes {
    /// Adds one value.
    ///
    /// ```
    /// use ndarray_metrics::state::Extremes;
    ///
    /// let mut values = Extremes::default();
    /// values.add(2.5)?;
    /// values.add(-1.0)?;
    /// assert_eq!(values.range(), Ok(3.5));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a value that is NaN; the state stays as it was.
    pub fn add(&mut self, value: f64) -> Result<(), Error> {
        if value.is_nan() {
            let (argument, expected) = ("value", Domain::Score);
            return Err(Error::Value { argument, index: vec![], found: value, expected });
        }
        self.extend(&[value]);
        Ok(())
    }

    /// Adds values, none of which is NaN. Each lane compares every so many of them.
    pub(crate) fn extend(&mut self, values: &[f64]) {
        let (mut least, mut largest) = ([self.least; LANES], [self.largest; LANES]);
        vectorized!(|| for values in values.chunks(LANES) {
            for ((least, largest), &value) in least.iter_mut().zip(&mut largest).zip(values) {
                *least = if value < *least { value } else { *least };
                *largest = if value > *largest { value } else { *largest };
            }
        });
        // Adding 0.0 makes 0.0 of −0.0.
        self.least = least.into_iter().fold(f64::INFINITY, f64::min) + 0.0;
        self.largest = largest.into_iter().fold(f64::NEG_INFINITY, f64::max) + 0.0;
    }

    /// Adds the values of weights above 0, none of which is NaN.
    pub(crate) fn extend_weighted(&mut self, values: &[f64], weights: &[f64]) {
        let present = values.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
        present.for_each(|(&value, _)| self.extend(&[value]));
    }

    /// Returns both values, the least first; `None` before the first value.
    #[must_use]
    pub fn values(&self) -> Option<[f64; 2]> {
        (self.least <= self.largest).then_some([self.least, self.largest])
    }

    /// Returns the state of two values; `None` if they are none.
    #[cfg(feature = "serde")]
    pub(in crate::state) fn from_values([least, largest]: [f64; 2]) -> Option<Self> {
        (least <= largest).then_some(Self { least: least + 0.0, largest: largest + 0.0 })
    }

    fn known(&self) -> Result<[f64; 2], Undefined> {
        self.values().ok_or(Undefined::NoSamples)
    }

    /// Returns the least value.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without values, [`Undefined::Overflow`] if it is infinite.
    pub fn minimum(&self) -> Result<f64, Undefined> {
        finite(self.known()?[0])
    }

    /// Returns the largest value.
    ///
    /// # Errors
    ///
    /// As [`minimum`](Self::minimum).
    pub fn maximum(&self) -> Result<f64, Undefined> {
        finite(self.known()?[1])
    }

    /// Returns the largest value less the least, rounded once.
    ///
    /// # Errors
    ///
    /// As [`minimum`](Self::minimum).
    pub fn range(&self) -> Result<f64, Undefined> {
        let [least, largest] = self.known()?;
        finite(largest - least)
    }

    /// Returns the largest size of a value, |value|.
    ///
    /// # Errors
    ///
    /// As [`minimum`](Self::minimum).
    pub fn largest_size(&self) -> Result<f64, Undefined> {
        let [least, largest] = self.known()?;
        finite(largest.max(-least))
    }
}

impl State for Extremes {
    fn merge(&mut self, other: &Self) {
        self.least = self.least.min(other.least);
        self.largest = self.largest.max(other.largest);
    }
}

impl fmt::Display for Extremes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.values() {
            Some([least, largest]) => write!(f, "from {least} to {largest}"),
            None => f.write_str("no values"),
        }
    }
}
