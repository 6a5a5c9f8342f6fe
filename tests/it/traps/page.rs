//! The page of the documentation, compared with the tests and with itself.

use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../src/guide/traps.md");

const TESTS: [&str; 14] = [
    include_str!("classes.rs"),
    include_str!("clusterings.rs"),
    include_str!("comparisons.rs"),
    include_str!("intervals.rs"),
    include_str!("labels.rs"),
    include_str!("probabilities.rs"),
    include_str!("ranking.rs"),
    include_str!("regression.rs"),
    include_str!("retrieval.rs"),
    include_str!("shapes.rs"),
    include_str!("states.rs"),
    include_str!("streams.rs"),
    include_str!("types.rs"),
    include_str!("weights.rs"),
];

/// One row of the table: number, trap, who falls in, what ours answers, test.
fn table() -> Vec<Vec<&'static str>> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The names of all functions below a `#[test]`, in order.
fn tests() -> Vec<&'static str> {
    let lines = TESTS.iter().flat_map(|file| file.lines());
    let after = lines.clone().skip(1);
    let functions = lines.zip(after).filter(|(line, _)| *line == "#[test]").map(|(_, next)| next);
    let mut names: Vec<_> =
        functions.filter_map(|line| line.strip_prefix("fn ")?.split('(').next()).collect();
    names.sort_unstable();
    names
}

#[test]
fn every_row_has_its_test_and_every_test_its_row() {
    let rows = table();
    let named: Vec<_> = rows.iter().map(|row| row[4].trim_matches('`')).collect();
    assert_eq!(named, tests());
    assert_eq!(rows.len(), 72);
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(row.len(), 5, "row {row:?}");
        assert_eq!(row[0], (i + 1).to_string());
        assert!(row[4].starts_with(&format!("`trap_{:02}_", i + 1)), "row {row:?}");
    }
}

/// Under the number of a row stand the lines that show it, for each library that it names.
#[test]
fn every_library_of_a_row_has_its_lines() {
    let versions = PAGE.lines().find_map(|line| line.strip_prefix("The versions are "));
    let versions = versions.expect("a list of versions").trim_end_matches('.').replace(';', ",");
    let versions: BTreeSet<_> = versions.split(", ").collect();
    let sections: Vec<_> = PAGE.split("\n### ").skip(1).collect();
    assert_eq!(sections.len(), 72);
    let mut shown = BTreeSet::new();
    for (row, section) in table().iter().zip(sections) {
        assert!(section.starts_with(&format!("{}. ", row[0])), "{section}");
        let places: Vec<_> = section.lines().filter_map(place).collect();
        assert_eq!(section.matches("\n```").count(), 2 * places.len(), "{section}");
        let libraries: BTreeSet<_> = places.iter().map(|place| name(place)).collect();
        assert_eq!(libraries, row[2].split(", ").collect(), "row {}", row[0]);
        shown.extend(places);
    }
    assert_eq!(shown, versions);
}

/// `**library version**` at the beginning of a line, above the lines that it runs.
fn place(line: &'static str) -> Option<&'static str> {
    line.strip_prefix("**")?.split("**").next()
}

fn name(place: &'static str) -> &'static str {
    place.split(' ').next().unwrap_or(place)
}
