//! Pages to read, without items.
//!
//! - [`by_group`]: a value for each group of samples, and how far groups lie apart.
//! - [`choosing`]: which metric answers which question.
//! - [`forecasts`]: intervals, quantiles, ensembles and distributions of numbers.
//! - [`how_sure`]: standard errors and intervals, where they come from and how often they cover.
//! - [`weights`]: one rule for weights, masks and padding.
//! - [`streaming`]: batches, threads, processes: one evaluation in many parts.
//! - [`coming_from`]: calls of Keras, scikit-learn, torchmetrics and linfa, the same call here, and
//!   what differs.
//! - [`data`]: bringing data in, from slices, other matrices, data frames and tensors.
//! - [`names`]: the names of Keras, scikit-learn and torchmetrics.
//! - [`recommendation`]: items ranked for queries and users, from arrays to intervals.
//! - [`scikit_learn`]: scikit-learn, function by function: the same here, and what differs.
//! - [`torchmetrics`]: torchmetrics, class by class: the same here, and what differs.
//! - [`not_here`]: what is not here, and what to do instead.
//! - [`which_is_better`]: two models on the same samples.
//! - [`traps`]: wrong answers that metric libraries give in silence, and the answers of this crate.
#![allow(clippy::doc_markdown, reason = "names of libraries, which are no items")]

#[doc = include_str!("by_group.md")]
pub mod by_group {}

#[doc = include_str!("choosing.md")]
pub mod choosing {}

#[doc = include_str!("coming_from.md")]
pub mod coming_from {}

#[doc = include_str!("data.md")]
pub mod data {}

#[doc = include_str!("forecasts.md")]
pub mod forecasts {}

#[doc = include_str!("how_sure.md")]
pub mod how_sure {}

#[doc = include_str!("names.md")]
pub mod names {}

#[doc = include_str!("not_here.md")]
pub mod not_here {}

#[doc = include_str!("recommendation.md")]
pub mod recommendation {}

#[doc = include_str!("scikit_learn.md")]
pub mod scikit_learn {}

#[doc = include_str!("streaming.md")]
pub mod streaming {}

#[doc = include_str!("torchmetrics.md")]
pub mod torchmetrics {}

#[doc = include_str!("traps.md")]
pub mod traps {}

#[doc = include_str!("weights.md")]
pub mod weights {}

#[doc = include_str!("which_is_better.md")]
pub mod which_is_better {}
