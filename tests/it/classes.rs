//! Confusion matrices, agreement, overlap and F-scores.
