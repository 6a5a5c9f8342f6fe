//! Two models on the same samples: how far apart they are, and how sure that is.
//!
//! [`compare`](crate::Evaluate::compare) evaluates two predictions of one truth. Both models meet the same samples, easy
//! ones and hard ones, so that their values move together: the difference is judged sample by sample, which is sharper
//! than two intervals beside each other, and a test of two independent values would be wrong. The guide
//! [which is better](crate::guide::which_is_better) says what is compared how.

mod by_sample;
#[cfg(feature = "serde")]
mod checkpoint;
mod discordant;
mod paired;
mod stream;

pub use by_sample::KeptParts;
#[cfg(feature = "collection")]
pub(crate) use by_sample::of_sums;
pub use discordant::Discordant;
#[doc(hidden)]
pub use paired::ComparedBy;
pub use paired::{Compared, Comparison};
pub use stream::StreamingComparison;
pub(crate) use stream::{named, of_batches};
