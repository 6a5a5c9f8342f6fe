//! Arrays, options and lists of any size: no panic, no abort, nothing quadratic (B3, B4, B5, B8).

use std::time::Instant;

use ndarray::{Array1, arr0, array};
use ndarray_metrics::laws;
use ndarray_metrics::prelude::*;

/// A row that is broadcast is wider than any memory.
#[test]
fn rows_wider_than_memory_are_refused() {
    let one = arr0(0.5);
    for width in [1_usize << 46, 1 << 60] {
        let wide = one.broadcast((1, width)).expect("a view");
        let refused = [
            CategoricalAccuracy.evaluate(&wide, &wide).err(),
            CategoricalCrossentropy::default().evaluate(&wide, &wide).err(),
            CosineSimilarity.evaluate(&wide, &wide).err(),
            F1Score::default().evaluate(&wide, &wide).err(),
            R2Score::default().evaluate(&wide, &wide).err(),
            RocAuc.per_column().evaluate(&wide, &wide).err(),
            SparseCategoricalAccuracy.evaluate(&array![0], &wide).err(),
        ];
        for (i, error) in refused.into_iter().enumerate() {
            let error = error.unwrap_or_else(|| panic!("{i} accepts {width}"));
            assert!(matches!(error, Error::TooLarge { .. }), "{i}: {error}");
        }
    }
}

#[test]
fn groups_beyond_memory_are_refused() {
    let mut grouped = Grouped::new(MeanSquaredError);
    grouped.grow(2).expect("two");
    for groups in [usize::MAX, 1 << 50] {
        let text = grouped.grow(groups).expect_err("refused").to_string();
        assert!(text.starts_with(&format!("{groups} groups do not fit into memory")), "{text}");
    }
    assert_eq!(grouped.metrics().len(), 2);
}

#[test]
fn laws_of_arrays_without_samples_are_broken_not_a_panic() {
    let (scalar, three, two) = (arr0(1.0), array![1.0, 2.0, 3.0], array![1.0, 2.0]);
    for broken in [
        laws::check(&MeanSquaredError, &scalar, &scalar, 1),
        laws::check(&MeanSquaredError, &three, &two, 1),
        laws::check(&MeanSquaredError, &three, &scalar, 1),
    ] {
        assert_eq!(broken.expect_err("broken").law, "acceptance");
    }
}

#[test]
fn errors_made_by_hand_print_themselves() {
    let error = Error::WeightShape { weights: vec![2], units: vec![], advice: String::new() };
    assert!(error.to_string().contains("weights have shape [2]"));
    for error in [
        Error::Shapes { y_true: vec![], y_pred: vec![], expected: "", advice: String::new() },
        Error::SampleCounts { counts: vec![] },
        Error::InputCount { expected: vec![], found: usize::MAX },
        Error::Class { argument: "y_true", index: vec![], label: "x".into(), classes: 0 },
        Error::SampleShape {
            argument: "x".into(),
            expected: vec![],
            found: vec![],
            advice: String::new(),
        },
    ] {
        assert!(!error.to_string().is_empty());
    }
}

/// Ten times as much takes far less than a hundred times as long.
#[test]
fn lists_of_ten_thousand_are_read_in_order() {
    let thresholds = |n: usize| (0..n).map(|i| i as f64 / n as f64).collect::<Vec<_>>();
    let took = |n: usize| {
        let measure = Recall::default().at(thresholds(n));
        let mut stream = measure.streaming();
        stream.update(&array![0, 1], &array![0.25, 0.75]).expect("accepted");
        let targets = Iou::new(n, (0..n).collect::<Vec<_>>());
        let began = Instant::now();
        assert_eq!(stream.result().len(), n);
        assert!(targets.evaluate(&array![0, 1], &array![0, 1]).is_ok());
        began.elapsed().as_secs_f64()
    };
    took(1000);
    // A quadratic reading of 100,000 took seven seconds; this bound is no measurement.
    assert!(took(100_000) < 5.0);
    let many = Recall::default().at(thresholds((1 << 20) + 1));
    let text = many.evaluate(&array![1], &array![0.5]).expect_err("refused").to_string();
    assert_eq!(text, "option `thresholds` is 1048577 numbers, expected at most 2^20 numbers");
}

/// Members by the thousand, each with an observer of its own.
#[test]
fn a_collection_of_a_thousand_members() {
    use ndarray_metrics::collection::Collection;
    let metrics = (0..1000).try_fold(Collection::new(), |all, i| {
        all.with(
            format!("{i}"),
            Precision { threshold: Some(f64::from(i) / 1000.0), ..Default::default() },
        )
    });
    let mut stream = metrics.expect("names of their own").streaming();
    let (y, p) = (Array1::from_elem(64, 1_u8), Array1::linspace(0.0, 1.0, 64));
    for _ in 0..20 {
        stream.update(&y, &p).expect("accepted");
    }
    assert_eq!(stream.result().iter().count(), 1000);
}
