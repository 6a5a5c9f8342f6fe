//! Pages to read, without code of their own.
//!
//! - [`traps`]: wrong answers that metric libraries give without a word, and what this crate answers.

#[allow(clippy::doc_markdown, reason = "names of libraries, which are no items")]
#[doc = include_str!("traps.md")]
pub mod traps {}
