//! Measures by their names.

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

/// The names for which Keras picks a binary, a categorical or a sparse accuracy by the shapes.
const GUESSED: [&str; 2] = ["accuracy", "acc"];

impl AnyMeasure {
    /// Returns the measure of a name of this crate or of Keras, with default options:
    /// `MeanSquaredError`, `mean_squared_error` and `mse` are the same. Capitals and underscores do
    /// not matter.
    ///
    /// # Errors
    ///
    /// [`Error::MetricName`] for an unknown name, with the nearest known name; for a metric without
    /// default options; and for `accuracy`, which stands for several metrics in Keras.
    pub fn named(identifier: &str) -> Result<Self, Error> {
        let refused = |problem| Error::MetricName { name: identifier.into(), problem };
        if GUESSED.contains(&identifier) {
            return Err(refused(
                "is ambiguous: use `binary_accuracy` for labels 0 and 1 against scores, \
                 `sparse_categorical_accuracy` for class labels against rows of scores, \
                 `categorical_accuracy` for one-hot rows against rows of scores, or `Accuracy` for \
                 labels against predicted labels"
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

    /// Lists the metrics that [`named`](Self::named) knows, each by one spelling.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Lists the names of all metrics of the crate, with the metrics without default options and
    /// those that are no [`AnyMeasure`].
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        Self::names().chain(WITH_OPTIONS.iter().chain(ELSEWHERE).copied())
    }
}

/// Says why a name is refused, and what to do instead.
fn problem(wanted: &str) -> String {
    if let Some(name) = WITH_OPTIONS.iter().find(|name| plain(name) == wanted) {
        return format!(
            "has no default options: construct `AnyMeasure::{name}` in code and add it with \
             `Collection::with`"
        );
    }
    let known = AnyMeasure::names().chain(SHORT.iter().map(|(short, _)| *short));
    let nearest = known.min_by_key(|name| distance(&plain(name), wanted)).unwrap_or_default();
    format!("is unknown: the nearest known name is `{nearest}`; `AnyMeasure::names` lists all")
}

/// Returns the letters and digits of a name, in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Counts the letters to insert, delete or replace to turn one name into the other (Levenshtein
/// 1966; Wagner and Fischer 1974).
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
