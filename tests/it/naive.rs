//! Every metric against its textbook definition, written out over plain numbers: on random shapes,
//! memory layouts, element types, weights and masks.

mod arrays;
mod asked;
mod association;
mod batch;
mod by_class;
mod calibration;
mod classes;
mod clusterings;
mod columns;
mod data;
mod decisions;
mod diagnostics;
mod errors;
mod forecasts;
mod histograms;
mod images;
mod integers;
mod means;
mod moments;
mod multilabel;
mod oracle;
mod probabilities;
mod quantiles;
mod ranking;
mod rankings;
mod ranks;
mod raters;
mod readings;
mod recalibration;
mod relative;
mod retrieval;
mod scaled;
mod static_arrays;
mod textbook;
mod values;

use std::any::type_name;

use crate::list::exported_metrics;

/// Declares a test per entry, and the list of the metrics: the metric, what its arguments hold, its
/// numbers by definition, and pairs of element types.
///
/// The definition is given the batch in plain numbers. Where a function follows the metric after
/// `=>`, it says which numbers are read off the state; else they are those of the result.
macro_rules! naive {
    ($($test:ident: $measure:expr $(=> $read:expr)?, $data:expr, $definition:expr, $types:tt;)+) => {
        pub(super) fn names() -> Vec<&'static str> {
            vec![$(super::name_of(&$measure)),+]
        }

        $(#[test]
        fn $test() {
            naive!(@all $measure, ($($read)?), $data, $definition, $types);
        })+
    };
    (@all $measure:expr, $read:tt, $data:expr, $definition:expr, [$($t:ident $p:ident),+]) => {
        let definition: fn(&super::batch::Batch) -> _ = $definition;
        let definition = |batch: &_| Some(super::oracle::Numbers::numbers(definition(batch)));
        $(super::oracle::agrees(
            &super::asked::Typed::<_, $t, $p> {
                measure: $measure,
                read: naive!(@read $read),
                samples: None,
            },
            $data,
            &definition,
        );)+
    };
    (@read ()) => {
        |stream| {
            let result = ndarray_metrics::prelude::Metric::result(stream);
            ndarray_metrics::Output::numbers(&result)
        }
    };
    (@read ($read:expr)) => {
        |stream| $read(stream.state())
    };
}
use naive;

/// The name of a metric, as it is exported.
pub(crate) fn name_of<M>(_: &M) -> &'static str {
    let path = type_name::<M>().split('<').next().unwrap_or_default();
    path.rsplit("::").next().unwrap_or_default()
}

/// A metric that is exported and has no definition here fails.
#[test]
fn every_metric_has_a_definition() {
    let families = [
        means::names(),
        errors::names(),
        scaled::names(),
        association::names(),
        decisions::names(),
        diagnostics::names(),
        forecasts::names(),
        histograms::names(),
        images::names(),
        ranking::names(),
        rankings::names(),
        raters::names(),
        ranks::names(),
        readings::names(),
        recalibration::names(),
        relative::names(),
        retrieval::names(),
        calibration::names(),
        classes::names(),
        clusterings::names(),
        columns::names(),
        moments::names(),
        multilabel::names(),
        by_class::names(),
        probabilities::names(),
        quantiles::names(),
        values::names(),
    ];
    let defined = families.concat();
    for name in exported_metrics() {
        assert!(defined.contains(&name), "{name} is compared with no definition");
    }
}
