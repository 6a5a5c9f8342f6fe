//! Pages to read, without code of their own.
//!
//! - [`choosing`]: which metric answers which question.
//! - [`weights`]: one rule for weights, masks and padding.
//! - [`streaming`]: batches, threads, processes: one evaluation in many parts.
//! - [`coming_from`]: Keras's, scikit-learn's, torchmetrics's and linfa's calls, ours, and what differs.
//! - [`traps`]: wrong answers that metric libraries give without a word, and what this crate answers.
#![allow(clippy::doc_markdown, reason = "names of libraries, which are no items")]

#[doc = include_str!("choosing.md")]
pub mod choosing {}

#[doc = include_str!("coming_from.md")]
pub mod coming_from {}

#[doc = include_str!("streaming.md")]
pub mod streaming {}

#[doc = include_str!("traps.md")]
pub mod traps {}

#[doc = include_str!("weights.md")]
pub mod weights {}
