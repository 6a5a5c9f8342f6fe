//! The same table for each group of samples.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::data::Files;
use crate::failure::Failure;
use crate::header::tuple;
use crate::keys::{Key, Keys};
use crate::row::Row;
use crate::table::Table;

/// A group's name, its number of samples, and its rows.
struct Group {
    name: String,
    samples: usize,
    rows: Vec<Row>,
}

/// For each metric, all groups from the worst value to the best, then those without a value, then all samples.
pub(crate) fn table(
    heading: Vec<String>,
    files: &Files,
    keys: Keys,
    rows: impl Fn(Files) -> Result<Vec<Row>, Failure>,
) -> Result<Table, Failure> {
    // Before samples are selected: arrays that do not fit together are refused here.
    let all = rows(files.clone())?;
    let (columns, counts) = (heading.len(), counts(files));
    let mut groups = Vec::new();
    for (name, samples) in places(keys, &counts, files)? {
        groups.push(Group { name, samples: samples.len(), rows: rows(files.select(&samples))? });
    }
    let mut table = Table::new(spliced(heading, ["group".into(), "samples".into()]));
    let mut push = |name: &str, samples: usize, row: &Row| {
        table.push(spliced(row.cells(columns), [name.into(), samples.to_string()]));
    };
    let samples = counts.iter().filter(|&&counts| counts).count();
    for (metric, overall) in all.iter().enumerate() {
        let mut order: Vec<_> = groups.iter().collect();
        order.sort_by(|a, b| worse(&a.rows[metric], &b.rows[metric]));
        order.into_iter().for_each(|group| push(&group.name, group.samples, &group.rows[metric]));
        push("(all)", samples, overall);
    }
    Ok(table)
}

/// Puts cells behind the first one.
fn spliced(mut cells: Vec<String>, more: [String; 2]) -> Vec<String> {
    cells.splice(1..1, more);
    cells
}

/// Worse values come first, then better ones, then rows without a value.
fn worse(a: &Row, b: &Row) -> Ordering {
    match (a.value(), b.value()) {
        (Some(x), Some(y)) if a.scale.is_better(y, x) => Ordering::Less,
        (Some(x), Some(y)) if a.scale.is_better(x, y) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// Whether each sample has a weight above zero.
fn counts(files: &Files) -> Vec<bool> {
    let samples = files.y_true.numbers.shape().first().copied().unwrap_or(1);
    let Some(weights) = &files.weights else { return vec![true; samples] };
    let weights: Vec<_> = weights.numbers.values().collect();
    let of_sample = (weights.len() / samples.max(1)).max(1);
    weights.chunks(of_sample).map(|weights| weights.iter().any(|&weight| weight > 0.0)).collect()
}

/// The samples of each group that count, by the group's name, in ascending order of the keys.
fn places(
    keys: Keys,
    counts: &[bool],
    files: &Files,
) -> Result<Vec<(String, Vec<usize>)>, Failure> {
    let shape = files.y_true.numbers.shape();
    if keys.samples.len() != counts.len() || shape.is_empty() {
        return Err(Failure::input(format!(
            "{}: has the groups of {} samples, but {} has shape {}; give one group for each index of the first axis",
            keys.path,
            keys.samples.len(),
            files.y_true.path.display(),
            tuple(shape)
        )));
    }
    let mut groups: BTreeMap<Vec<Key>, Vec<usize>> = BTreeMap::new();
    for (sample, key) in keys.samples.into_iter().enumerate().filter(|&(sample, _)| counts[sample])
    {
        groups.entry(key).or_default().push(sample);
    }
    let name = |key: Vec<Key>| key.iter().map(Key::to_string).collect::<Vec<_>>().join(", ");
    Ok(groups.into_iter().map(|(key, samples)| (name(key), samples)).collect())
}
