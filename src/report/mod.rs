//! Reports: the usual numbers of a classifier or a regression, as data and as text.
//!
//! A report is read off a state, so it may come from one batch, from a stream or from merged
//! streams. Its fields are for programs, its `Display` is for people: an aligned table, in which an
//! undefined value says so, and why.
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::prelude::*;
//!
//! let mut stream = Confusion::new(3).streaming();
//! stream.update(&array![0, 0, 1, 2], &array![0, 1, 1, 1])?;
//! let report = ClassificationReport::from(stream.state()).with_names(["cat", "dog", "eel"])?;
//! assert_eq!(report.classes[1].scores.precision, Ok(1.0 / 3.0));
//! assert_eq!(
//!     report.to_string(),
//!     "              precision    recall  f1-score   support
//!
//!          cat       1.00      0.50      0.67         2
//!          dog       0.33      1.00      0.50         1
//!          eel  undefined      0.00      0.00         1
//!
//!     accuracy                           0.50         4
//!    macro avg       0.44      0.50      0.39         4
//! weighted avg       0.58      0.50      0.46         4
//!
//! undefined: the denominator is zero: no sample counts towards it
//! "
//! );
//! # Ok::<(), Error>(())
//! ```

mod binary;
mod classification;
mod confusion;
mod multilabel;
mod regression;
mod text;

pub use binary::{BinaryClassification, BinaryReport};
pub use classification::{ClassScores, ClassificationReport, Scores};
pub use confusion::ConfusionTable;
pub use multilabel::MultilabelClassification;
pub use regression::{Regression, RegressionReport};
