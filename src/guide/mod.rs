//! Pages to read, without items.
//!
//! - [`choosing`]: which metric answers which question.
//! - [`weights`]: one rule for weights, masks and padding.
//! - [`streaming`]: batches, threads, processes: one evaluation in many parts.
//! - [`coming_from`]: calls of Keras, scikit-learn, torchmetrics and linfa, the same call here, and
//!   what differs.
//! - [`traps`]: wrong answers that metric libraries give in silence, and the answers of this crate.
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
