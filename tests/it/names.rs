//! The table of names by which others know the metrics: compared with the documentation's search, with
//! `Collection::named`, with the README and with the guide.

use std::fs;
use std::path::Path;

use ndarray_metrics::collection::{ALSO_KNOWN_AS, AnyMeasure};

/// The aliases that stand above a struct in the source, by the name of the struct.
fn documented(folder: &Path, found: &mut Vec<(String, Vec<String>)>) {
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
    {
        if path.is_dir() {
            documented(&path, found);
            continue;
        }
        let mut aliases = Vec::new();
        for line in fs::read_to_string(&path).expect("a source file").lines() {
            if let Some(alias) = line.strip_prefix("#[doc(alias = \"") {
                aliases.push(alias.trim_end_matches("\")]").to_owned());
            } else if let Some(name) = line.strip_prefix("pub struct ") {
                let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                if !aliases.is_empty() {
                    found.push((name.to_owned(), std::mem::take(&mut aliases)));
                }
            } else if line.starts_with("pub fn") {
                assert!(aliases.is_empty(), "{line}");
            }
        }
    }
}

#[test]
fn the_search_of_the_documentation_knows_every_name() {
    let mut found = Vec::new();
    documented(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/metrics"), &mut found);
    found.sort();
    let mut expected: Vec<(String, Vec<String>)> = ALSO_KNOWN_AS
        .iter()
        .map(|(name, names)| ((*name).into(), names.iter().map(|name| (*name).into()).collect()))
        .collect();
    expected.sort();
    assert_eq!(found, expected);
}

/// Each name is the metric's, or says which options the metric needs; no two metrics share one.
#[test]
fn a_collection_knows_every_name() {
    let mut seen = Vec::new();
    for (metric, names) in ALSO_KNOWN_AS {
        for name in *names {
            match (AnyMeasure::named(name), AnyMeasure::named(metric)) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{name}"),
                (Err(found), Err(_)) => {
                    assert!(found.to_string().contains(&format!("{metric} {{ .. }}")), "{found}");
                }
                (found, expected) => panic!("{name}: {found:?}, {metric}: {expected:?}"),
            }
            assert!(!seen.contains(name), "{name} twice");
            seen.push(name);
        }
    }
    assert!(seen.len() > 90, "{}", seen.len());
}

/// What people ask for by the names of other libraries.
#[test]
fn the_usual_names_are_there() {
    let is = |name: &str, metric: &str| {
        let found = AnyMeasure::named(name).map(|measure| format!("{measure:?}"));
        assert!(found.as_ref().is_ok_and(|found| found.starts_with(metric)), "{name}: {found:?}");
    };
    is("f1", "BinaryF1Score");
    is("dice", "BinaryF1Score");
    is("log_loss", "BinaryCrossentropy");
    is("sensitivity", "Recall");
    is("auroc", "RocAuc");
    is("ap", "AveragePrecision");
    is("pr_auc", "AveragePrecision");
    is("fpr", "FalsePositiveRate");
    is("cosine", "CosineSimilarity");
    is("rmse", "RootMeanSquaredError");
    is("ece", "CalibrationError");
    for (name, metric) in
        [("kappa", "CohenKappa"), ("mcc", "MatthewsCorrelation"), ("jaccard", "Iou")]
    {
        let text = AnyMeasure::named(name).expect_err("it needs options").to_string();
        assert!(text.contains(&format!("{metric} {{ .. }}")), "{text}");
    }
}

/// A row of a table has the metric's name and all its other names.
fn has_rows(page: &str, text: &str) {
    for (metric, names) in ALSO_KNOWN_AS {
        let row = text.lines().find(|line| {
            line.starts_with('|') && names.iter().all(|name| line.contains(&format!("`{name}`")))
        });
        let row = row.unwrap_or_else(|| panic!("{page} has no row with {names:?}"));
        assert!(row.contains(metric), "{page}: {metric} is not in {row}");
    }
}

#[test]
fn the_guide_has_every_name() {
    has_rows("names.md", include_str!("../../src/guide/names.md"));
}

/// Names of the README's table by task belong to the metrics of their rows.
#[test]
fn the_readme_names_no_other_names() {
    let readme = include_str!("../../README.md");
    let all = || {
        ALSO_KNOWN_AS
            .iter()
            .flat_map(|(metric, names)| names.iter().map(move |name| (metric, name)))
    };
    let mut compared = 0;
    for line in
        readme.lines().filter(|line| line.starts_with('|') && line.matches('|').count() == 4)
    {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        for name in cells[3].split('`').skip(1).step_by(2) {
            let own = all().find(|(metric, own)| **own == name && cells[2].contains(*metric));
            assert!(own.is_some(), "`{name}` is no name of {}", cells[2]);
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared}");
}
