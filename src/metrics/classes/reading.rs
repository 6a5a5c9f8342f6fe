//! Measures that are a number read off a confusion matrix.

use std::fmt::Debug;

use super::Confusion;
use crate::error::{Error, Undefined};
use crate::state::ConfusionMatrix;

/// A number read off a confusion matrix: what the matrix is made of, and which number.
pub(super) trait Reading: Clone + PartialEq + Debug + Send + Sync + 'static {
    fn confusion(&self) -> Confusion;

    /// Refuses options other than those of the matrix.
    fn check_options(&self) -> Result<(), Error> {
        Ok(())
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined>;
}

/// Makes a measure of each reading. (The blanket implementation of measures is taken by the means.)
macro_rules! measures {
    ($($reading:ident),+) => {$(
        impl $crate::measure::Measure for $reading {
            type State = $crate::state::ConfusionMatrix;
            type Output = Result<f64, $crate::error::Undefined>;

            fn init(&self) -> Self::State {
                self.confusion().init()
            }

            fn observation(&self) -> Option<$crate::measure::Observation> {
                self.confusion().observation()
            }

            fn value(&self, state: &Self::State) -> Self::Output {
                self.read(state)
            }
        }

        impl<T: $crate::element::Element, P: $crate::element::Element>
            $crate::measure::Observe<T, P> for $reading
        {
            fn check(
                &self,
                batch: &$crate::batch::Batch<'_, T, P>,
            ) -> Result<(), $crate::error::Error> {
                self.check_options()?;
                self.confusion().check(batch)
            }

            fn unit(&self) -> $crate::shape::Unit {
                $crate::measure::Observe::<T, P>::unit(&self.confusion())
            }

            fn observe(
                &self,
                block: &$crate::batch::Block<'_, T, P>,
                state: &mut Self::State,
            ) -> Result<(), $crate::error::Error> {
                self.confusion().observe(block, state)
            }
        }
    )+};
}

pub(super) use measures;
