//! Every function is its metric with the options of Keras, on one batch.

use std::fs;
use std::path::{Path, PathBuf};

use ndarray::array;
use ndarray_metrics::metrics;

use crate::data::Random;
use crate::list::{Function, every_metric};

/// Whether a value is one that no constant would be taken for.
fn tells(value: f64) -> bool {
    ![-1.0, 0.0, 1.0].contains(&value)
}

#[track_caller]
fn assert_same(Function { name, found }: &Function) {
    let mut telling = false;
    for [of_function, of_metric] in (0..4).flat_map(|seed| found(&mut Random(seed))) {
        assert_eq!(of_function, of_metric, "{name}");
        let numbers = of_function.expect("a batch that is taken");
        telling |= numbers.into_iter().flatten().any(tells);
    }
    assert!(telling, "the values of {name} tell nothing");
}

#[test]
fn functions_are_their_metrics() {
    every_metric().iter().filter_map(|entry| entry.function.as_ref()).for_each(assert_same);
}

#[test]
fn means_and_sums() {
    assert_eq!(metrics::mean(&array![1.0, 2.5, 4.0]), Ok(2.5));
    assert_eq!(metrics::sum(&array![1.0, 2.5, 4.0]), Ok(7.5));
}

#[test]
fn medians_and_extremes() {
    let values = array![4.0, -1.0, 2.5, 7.0];
    assert_eq!(metrics::median(&values), Ok(3.25));
    assert_eq!((metrics::minimum(&values), metrics::maximum(&values)), (Ok(-1.0), Ok(7.0)));
}

#[test]
fn agreement_of_raters() {
    let ratings = array![[3, 0], [0, 3], [2, 1], [1, 2]];
    assert_eq!(metrics::fleiss_kappa(&ratings, 3), Ok(1.0 / 3.0));
}

/// Functions that are no metrics of a collection: `clusterings.rs` tries them.
const OF_CLUSTERS: [&str; 5] =
    ["pair_confusion", "silhouette", "silhouette_samples", "davies_bouldin", "dunn_index"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let below = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(|entry| below(entry.path())).collect()
}

/// A function that the list lacks fails here.
#[test]
fn every_function_is_on_the_list() {
    let entries = every_metric();
    let listed = |name: &str| {
        let functions = entries.iter().filter_map(|entry| entry.function.as_ref());
        functions
            .map(|function| function.name)
            .chain(["mean", "sum", "fleiss_kappa", "median", "minimum", "maximum"])
            .chain(OF_CLUSTERS)
            .any(|own| own == name)
    };
    let mut seen = 0;
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/metrics")) {
        let source = fs::read_to_string(path).expect("a source file");
        for line in source.lines().filter_map(|line| line.strip_prefix("pub fn ")) {
            let name = line.split(['<', '(']).next().unwrap_or_default();
            assert!(listed(name), "{name} is not on the list");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen} functions were found");
}
