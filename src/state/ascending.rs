//! Ascending thresholds, which the states of a stream and of its batches share.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Thresholds in ascending order.
#[derive(Clone)]
pub(crate) enum Ascending {
    /// A single threshold, which most metrics have.
    One(f64),
    All(Arc<[f64]>),
}

impl Ascending {
    /// A single threshold.
    pub(crate) fn one(threshold: f64) -> Self {
        Self::One(threshold + 0.0)
    }

    /// Puts thresholds in order.
    pub(crate) fn new(mut thresholds: Vec<f64>) -> Self {
        // Adding 0 turns −0 into 0, so that equal states have equal bits.
        thresholds.iter_mut().for_each(|threshold| *threshold += 0.0);
        if !thresholds.is_sorted() {
            thresholds.sort_by(f64::total_cmp);
        }
        match thresholds[..] {
            [threshold] => Self::One(threshold),
            _ => Self::All(thresholds.into()),
        }
    }
}

impl Deref for Ascending {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        match self {
            Self::One(threshold) => std::slice::from_ref(threshold),
            Self::All(thresholds) => thresholds,
        }
    }
}

impl PartialEq for Ascending {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All(own), Self::All(other)) if Arc::ptr_eq(own, other) => true,
            _ => self[..] == other[..],
        }
    }
}

impl fmt::Debug for Ascending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self[..].fmt(f)
    }
}
