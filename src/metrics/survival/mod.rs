//! Predicted risks against times of events, some of which were not observed.

mod concordance;
mod observer;

pub use concordance::*;
pub use observer::TimesAndEvents;
