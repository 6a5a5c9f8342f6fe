//! Named collections of measures, chosen at run time.
//!
//! A [`Collection`] is a measure like any other: it streams, merges, takes weights, is written and
//! restored, and reads each batch once for all its members. Unlike those of a tuple, its members
//! have names and are chosen at run time, as [`AnyMeasure`].
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::collection::Collection;
//! use ndarray_metrics::prelude::*;
//!
//! let metrics = Collection::named(["mse", "mae"])?.with("close", Huber { delta: 0.5 })?;
//! let mut stream = metrics.streaming();
//! stream.update(&array![0.0, 3.0], &array![1.0, 3.0])?;
//! stream.update(&array![5.0].into_dyn(), &array![7.0].into_dyn())?;
//!
//! let results = stream.result();
//! assert_eq!(results.number("mae"), Some(Ok(1.0)));
//! assert_eq!(
//!     results.to_string(),
//!     "mse    1.666667\n\
//!      mae    1.000000\n\
//!      close  0.416667\n"
//! );
//! # Ok::<(), Error>(())
//! ```
//!
//! The feature `serde` writes results, collections and streams in any format;
//! [`Streaming`](crate::Streaming)'s `restore_from` reads a stream back.
//!
#![cfg_attr(feature = "serde", doc = "```")]
#![cfg_attr(not(feature = "serde"), doc = "```ignore")]
//! # use ndarray::array;
//! # use ndarray_metrics::collection::Collection;
//! # use ndarray_metrics::prelude::*;
//! let json = r#"{"mse":"MeanSquaredError","accuracy":{"BinaryAccuracy":{"threshold":0.7}}}"#;
//! let metrics: Collection = serde_json::from_str(json)?;
//! assert_eq!(serde_json::to_string(&metrics)?, json);
//! let results = metrics.evaluate(&array![0, 1], &array![0.5, 0.5])?;
//! assert_eq!(serde_json::to_string(&results)?, r#"{"mse":0.25,"accuracy":0.5}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod list;
mod names;
mod observe;
mod own;
mod results;
mod samples;
#[cfg(feature = "serde")]
mod serde;
mod state;
mod value;

pub use list::{AnyMeasure, AnyObserver};
pub use names::ALSO_KNOWN_AS;
pub use observe::Observers;
pub use own::{OwnMeasure, OwnObserver};
pub use results::Results;
pub use samples::ByKind;
pub use state::{AnyState, OwnState};
pub use value::Value;

use crate::error::Error;
use crate::measure::Measure;

/// Measures with names, in order.
///
/// Its [`result`](crate::Metric::result) has one [`Value`] for each name. Members with equal
/// observers, such as precision and recall, share one state, which is filled once. A batch is
/// accepted by all members or changes none.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::collection::Collection;
/// use ndarray_metrics::prelude::*;
///
/// let metrics = Collection::new()
///     .with("precision", Precision::default())?
///     .with("recall", Recall::default())?;
/// let results = metrics.evaluate(&array![0, 1, 1], &array![0.2, 0.9, 0.4])?;
/// assert_eq!(results.number("precision"), Some(Ok(1.0)));
/// assert_eq!(results.number("recall"), Some(Ok(0.5)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    members: Vec<Named>,
    observers: Observers,
}

/// A member of a collection.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: String,
    measure: AnyMeasure,
    /// The index of the member's observer in [`Observers`], and of its state.
    state: usize,
}

impl Collection {
    /// Returns a collection without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the metrics of some identifiers, with default options; each identifier becomes the
    /// name of its member.
    ///
    /// # Errors
    ///
    /// As [`AnyMeasure::named`] and [`with`](Self::with).
    pub fn named<'a>(identifiers: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        let add = |collection: Self, name: &str| collection.with(name, AnyMeasure::named(name)?);
        identifiers.into_iter().try_fold(Self::new(), add)
    }

    /// Adds a measure under a name.
    ///
    /// # Errors
    ///
    /// [`Error::MetricName`] if another member has the name.
    pub fn with(
        mut self,
        name: impl Into<String>,
        measure: impl Into<AnyMeasure>,
    ) -> Result<Self, Error> {
        let name = name.into();
        if self.members.iter().any(|member| member.name == name) {
            let problem = "is taken: choose a name that no other member has".into();
            return Err(Error::MetricName { name, problem });
        }
        let measure = measure.into();
        let state = self.observers.place(measure.observer(), &name);
        self.members.push(Named { name, measure, state });
        Ok(self)
    }

    /// Returns the names and measures, in order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &AnyMeasure)> {
        self.members.iter().map(|member| (&member.name[..], &member.measure))
    }
}
