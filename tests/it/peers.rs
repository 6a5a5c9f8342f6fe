//! The pages of the guide that go through scikit-learn and torchmetrics name by name, compared with the
//! libraries' own lists of names and with the items of this crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ndarray_metrics::collection::{ALSO_KNOWN_AS, AnyMeasure};

const PAGES: [(&str, &str); 2] = [
    (include_str!("../../src/guide/scikit_learn.md"), include_str!("data/sklearn_names.txt")),
    (include_str!("../../src/guide/torchmetrics.md"), include_str!("data/torchmetrics_names.txt")),
];

/// Names of Rust and ndarray in calls.
const NOT_OURS: [&str; 6] = ["Default", "None", "Some", "default", "mapv", "vec"];

/// Where items are exported from.
const EXPORTS: [&str; 5] = [
    include_str!("../../src/lib.rs"),
    include_str!("../../src/prelude.rs"),
    include_str!("../../src/collection/mod.rs"),
    include_str!("../../src/report/mod.rs"),
    include_str!("../../src/state/mod.rs"),
];

/// One row: the names of the library, what is here, what differs.
fn rows(page: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = page.lines().filter(|line| line.starts_with("| [`"));
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
}

/// The names of a row, each a link.
fn names(row: &[&'static str]) -> Vec<&'static str> {
    let links = row[0].split("[`").skip(1);
    links.map(|link| link.split_once("`](https://").expect("a link").0).collect()
}

/// The names of a list without the modules that they are in.
fn listed(list: &'static str) -> Vec<&'static str> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.rsplit('.').next().unwrap_or(line)).collect()
}

#[test]
fn every_name_has_one_row_and_every_row_a_name() {
    for (page, list) in PAGES {
        let mut found: Vec<_> = rows(page).flat_map(|row| names(&row)).collect();
        let mut expected = listed(list);
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
        assert!(expected.len() > 80, "{}", expected.len());
    }
}

#[test]
fn the_pages_are_of_the_versions_of_the_lists() {
    for (page, list) in PAGES {
        let head = list.lines().next().and_then(|line| line.strip_prefix("# ")).expect("a head");
        let (library, version) = head.split_once(' ').expect("a version");
        let first = page.lines().next().expect("a line");
        assert!(first.starts_with(library) && first.contains(version), "{first}");
    }
}

/// What the crate exports, and what its source declares: functions, fields and variants, whichever type
/// they belong to.
#[derive(Default)]
struct Declared {
    exports: BTreeSet<&'static str>,
    functions: BTreeSet<String>,
    fields: BTreeSet<String>,
    variants: BTreeSet<String>,
}

impl Declared {
    fn read(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                self.read(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                fs::read_to_string(&path).expect("a file").lines().for_each(|line| self.add(line));
            }
        }
    }

    fn add(&mut self, line: &str) {
        let code = line.trim_start();
        let name =
            |text: &str| text.split(|c: char| !is_of_word(c)).next().unwrap_or("").to_owned();
        let public = code.strip_prefix("pub ").unwrap_or(code);
        if let Some(function) = public.trim_start_matches("const ").strip_prefix("fn ") {
            self.functions.insert(name(function));
        } else if code.starts_with("pub ") {
            self.fields.insert(name(public));
        } else if line.starts_with("    ") && code.ends_with([',', '{']) {
            self.variants.insert(name(code));
        }
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The pieces of code of a cell, without those in which options of Python are set.
fn code(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2).filter(|code| !code.contains('='))
}

/// What the words of a piece of code have to be, by what follows them.
fn mentions(code: &str) -> Vec<(&str, &str)> {
    let starts = code.char_indices().filter(|(at, c)| {
        is_of_word(*c) && !code[..*at].chars().next_back().is_some_and(is_of_word)
    });
    let words = starts.map(|(at, _)| {
        let rest = &code[at..];
        rest.split_at(rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()))
    });
    words.filter(|(word, _)| !NOT_OURS.contains(word)).collect()
}

/// The names of this crate in a cell: those that it has, and those that it lacks.
fn of_this_crate<'a>(cell: &'a str, declared: &Declared) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut here = Vec::new();
    let mut missing = Vec::new();
    for (word, after) in code(cell).flat_map(mentions) {
        let known = if word.starts_with(char::is_uppercase) {
            declared.exports.contains(word) || declared.variants.contains(word)
        } else if after.starts_with('(') {
            declared.functions.contains(word)
        } else if after.starts_with(": ") {
            declared.fields.contains(word)
        } else {
            continue;
        };
        if known { &mut here } else { &mut missing }.push(word);
    }
    (here, missing)
}

fn declared() -> Declared {
    let exports = EXPORTS.into_iter().flat_map(mentions).map(|(word, _)| word).collect();
    let mut declared = Declared { exports, ..Default::default() };
    declared.read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    declared
}

#[test]
fn every_row_names_items_of_this_crate_or_says_why_not() {
    let declared = declared();
    let mut named = 0;
    for row in PAGES.iter().flat_map(|(page, _)| rows(page)) {
        assert_eq!(row.len(), 3, "{row:?}");
        let (here, missing) = of_this_crate(row[1], &declared);
        assert!(missing.is_empty(), "{missing:?} in {row:?}");
        let reason = row[1].starts_with("none: ");
        let page = row[1].contains("](crate::guide::");
        assert!(reason || page || !here.is_empty(), "{row:?}");
        named += here.len();
    }
    assert!(named > 300, "{named}");
}

/// What the comparison is for: it sees a type, a variant, a function and a field that are not there.
#[test]
fn names_that_are_not_here_are_found() {
    let declared = declared();
    let missing = |cell| of_this_crate(cell, &declared).1;
    assert_eq!(
        missing("`RocAux`, or [`matrix.f7(Average::Middle)`](crate::state)"),
        ["RocAux", "f7", "Middle"]
    );
    assert_eq!(missing("`F1Score { averaging: 1, threshold: Some(0.5) }`"), ["averaging"]);
    assert!(missing("`RocAuc.averaged()` is `average=\"Macro\"`").is_empty());
}

/// A name without capitals and underscores, as `Collection::named` compares names.
fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// A row that says `none` is out of date once the name finds a metric.
#[test]
fn what_has_a_reason_is_not_here() {
    let known: BTreeSet<_> = ALSO_KNOWN_AS
        .iter()
        .flat_map(|(metric, names)| names.iter().chain([metric]))
        .map(|name| plain(name))
        .collect();
    let mut missing = 0;
    for row in PAGES.iter().flat_map(|(page, _)| rows(page)) {
        if !row[1].starts_with("none: ") {
            continue;
        }
        for name in names(&row) {
            assert!(!known.contains(&plain(name)), "{name} is here: {row:?}");
            assert!(AnyMeasure::named(name).is_err(), "{name} is here: {row:?}");
            missing += 1;
        }
    }
    assert!(missing >= 20, "{missing}"); // a name at least in each of the 20 rows
}
