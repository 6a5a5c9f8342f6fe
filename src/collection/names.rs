//! Measures by their identifiers.

use super::list::{AnyMeasure, ELSEWHERE, NAMED, WITH_OPTIONS};
use crate::error::Error;

/// Keras's short names.
const SHORT: [(&str, &str); 10] = [
    ("mse", "MeanSquaredError"),
    ("mae", "MeanAbsoluteError"),
    ("mape", "MeanAbsolutePercentageError"),
    ("msle", "MeanSquaredLogarithmicError"),
    ("rmse", "RootMeanSquaredError"),
    ("bce", "BinaryCrossentropy"),
    ("logcosh", "LogCoshError"),
    ("kld", "KlDivergence"),
    ("pearson", "PearsonCorrelation"),
    ("r2", "R2Score"),
];

/// What Keras takes for a binary, a categorical or a sparse accuracy, as the shapes are.
const GUESSED: [&str; 2] = ["accuracy", "acc"];

impl AnyMeasure {
    /// The measure of an identifier, with default options: a name of the crate or of Keras, such as
    /// `MeanSquaredError`, `mean_squared_error` or `mse`. Capitals and underscores do not matter.
    ///
    /// # Errors
    ///
    /// [`Error::MetricName`] for a name that is unknown, with the nearest one that is known; for a
    /// metric that has no default options; and for `accuracy`, by which Keras means one of several.
    pub fn named(identifier: &str) -> Result<Self, Error> {
        let refused = |problem| Error::MetricName { name: identifier.into(), problem };
        if GUESSED.contains(&identifier) {
            return Err(refused(
                "is ambiguous: name `binary_accuracy`, `categorical_accuracy`, \
                 `sparse_categorical_accuracy`, or `Accuracy`, which compares numbers"
                    .into(),
            ));
        }
        let plain = plain(identifier);
        let short = SHORT.iter().find(|(short, _)| *short == plain);
        let wanted = short.map_or(plain, |(_, name)| self::plain(name));
        match NAMED.iter().find(|(name, _)| self::plain(name) == wanted) {
            Some((_, measure)) => Ok(measure()),
            None => Err(refused(problem(&wanted))),
        }
    }

    /// The names that [`named`](Self::named) knows, without their other spellings.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// The names of all metrics of the crate: also of the metrics that have no default options, and of
    /// those that no collection holds.
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        Self::names().chain(WITH_OPTIONS.iter().chain(ELSEWHERE).copied())
    }
}

/// Why a name is refused, and what to say instead.
fn problem(wanted: &str) -> String {
    if let Some(name) = WITH_OPTIONS.iter().find(|name| plain(name) == wanted) {
        return format!("has no default options: construct `{name}` in code");
    }
    let known = AnyMeasure::names().chain(SHORT.iter().map(|(short, _)| *short));
    let nearest = known.min_by_key(|name| distance(&plain(name), wanted)).unwrap_or_default();
    format!("is unknown: the nearest known name is `{nearest}`; `AnyMeasure::names` lists all")
}

/// The letters and digits of a name, all in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many letters must be inserted, deleted or replaced (Levenshtein 1966; Wagner and Fischer
/// 1974).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<_> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[row.len() - 1]
}
