//! Positives and negatives by score: one state for one multiset, with weights of any size.

use ndarray::{Array1, Array2, array, s};
use ndarray_metrics::Member;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{RankedScores, State, Tally, TiedScores};

use super::{Case, case};
use crate::data::Random;

#[test]
fn both_zeros_are_one_score() {
    let y = array![true, false];
    assert_eq!(metrics::roc_auc(&y, &array![-0.0, 0.0]), Ok(0.5));
    assert_eq!(metrics::roc_auc(&y, &array![0.0_f32, -0.0]), Ok(0.5));
    let runs = RocAuc.state_of(&y, &array![-0.0_f32, 0.0]).unwrap().runs();
    let one = Tally::try_from(1.0).unwrap();
    let [TiedScores { score, positives, negatives, .. }] = &runs[..] else { panic!("{runs:?}") };
    assert_eq!((positives, negatives), (&one, &one));
    assert_eq!(score.to_bits(), 0);
}

/// One multiset, fed as `f32`, as `f64`, with weights of 1, in one piece and in many: one state.
#[test]
fn states_are_equal_however_they_were_filled() {
    let Case { y, p, .. } = case(12, 3000, 64.0);
    let (narrow, n) = (p.mapv(|p| p as f32), y.len());
    let whole = RocAuc.state_of(&y, &p).unwrap();
    assert_eq!(whole, RocAuc.state_of(&y, &narrow).unwrap());
    assert_eq!(whole, RocAuc.state_of_weighted(&y, &narrow, &Array1::<f64>::ones(n)).unwrap());
    let mut parts = RankedScores::default();
    for i in 0..n {
        let one = [y[i]].into_iter().collect::<Array1<_>>();
        let part = match i % 3 {
            0 => RocAuc.state_of(&one, &array![p[i]]),
            1 => RocAuc.state_of(&one, &array![narrow[i]]),
            _ => RocAuc.state_of_weighted(&one, &array![p[i]], &array![1_u8]),
        };
        parts.merge(&part.unwrap());
    }
    assert_eq!(whole, parts);
    assert_eq!(
        (whole.roc_auc(), whole.average_precision()),
        (parts.roc_auc(), parts.average_precision())
    );
    assert_eq!(whole.roc_curve(), parts.roc_curve());
    assert_ne!(whole, RankedScores::default());
}

/// Weights of one score add up exactly, in any order and any number of batches.
#[test]
fn weights_of_equal_scores_add_up_exactly() {
    let weights = [1e16, 1.0, 2_f64.powi(-60), 1.0, 3e-17, 0.1, 0.7, 1e300, 5e-324];
    let mut random = Random(3);
    let mut stream = RocAuc.streaming();
    let mut total = [Tally::default(), Tally::default()];
    for _ in 0..2000 {
        let (label, weight) = (random.below(2), weights[random.below(weights.len())]);
        total[label].add(weight).unwrap();
        stream.update_weighted(&array![label as u8], &array![0.5], &array![weight]).unwrap();
    }
    let [negatives, positives] = total;
    let runs = stream.state().runs();
    let found: Vec<_> =
        runs.iter().map(|run| (run.score, &run.positives, &run.negatives)).collect();
    assert_eq!(found, [(0.5, &positives, &negatives)]);
    assert_eq!(stream.result(), Ok(0.5));
}

#[test]
fn weights_of_any_size_give_a_value() {
    let (y, p) = (array![0, 1, 0, 1], array![0.1, 0.2, 0.3, 0.4]);
    for size in [f64::MAX / 4.0, 1.0, 1e-290, 5e-324] {
        let weights = Array1::from_elem(4, size);
        assert_eq!(RocAuc.evaluate_weighted(&y, &p, &weights), Ok(0.75));
        assert_eq!(AveragePrecision.evaluate_weighted(&y, &p, &weights), Ok(5.0 / 6.0));
    }
}

/// Only a precision compares the weights of the two classes.
#[test]
fn weights_of_any_two_sizes_have_an_area() {
    let (y, p) = (array![0, 1, 0, 1], array![0.1, 0.2, 0.3, 0.4]);
    let scores = RocAuc.state_of_weighted(&y, &p, &array![1e300, 1e-300, 1e300, 1e-300]).unwrap();
    assert_eq!(scores.roc_auc(), Ok(0.75));
    assert_eq!(scores.roc_curve().unwrap().true_positive_rates, array![0.0, 0.5, 0.5, 1.0, 1.0]);
    assert_eq!(scores.average_precision(), Err(Undefined::Overflow));
}

/// Weighted scores by the hundred thousand, with ties: the same bits in any parts.
#[test]
fn large_states_do_not_depend_on_their_parts() {
    let Case { y, p, w } = case(13, 150_000, 100_000.0);
    let whole = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
    let mut stream = (RocAuc, AveragePrecision).streaming();
    let mut start = 0;
    for size in [70_000, 1, 20_000, 9, 50_000, 9_990] {
        let part = s![start..start + size];
        stream.update_weighted(&y.slice(part), &p.slice(part), &w.slice(part)).unwrap();
        start += size;
    }
    assert_eq!(start, 150_000);
    assert_eq!(stream.result(), (whole.roc_auc(), whole.average_precision()));
    assert!(*stream.state() == (Member::Own(whole), Member::SharedWith(0)));
}

/// Batches of every kind of score, of many equal scores and of sizes that no eight bytes hold: after each
/// batch, a stream that has been read before says what a state of all samples says, which never was.
#[test]
fn a_stream_that_is_read_often_says_the_same() {
    let Case { y, p, w } = case(14, 24_000, 1e9);
    let of = |score: f64, batch: usize| match batch % 6 {
        0 => f64::from(score as f32),
        3 => (score * 8.0).round() - 3.0,
        5 if score < 0.001 => f64::NEG_INFINITY,
        _ => score,
    };
    let (p, ones) = (Array1::from_shape_fn(24_000, |i| of(p[i], i / 2000)), w.mapv(|_| 1.0));
    let mut stream = (RocAuc, AveragePrecision).streaming();
    for batch in 0..12 {
        let (part, all) = (s![batch * 2000..(batch + 1) * 2000], s![..(batch + 1) * 2000]);
        let (y_part, p_part) = (y.slice(part), p.slice(part));
        match batch % 6 {
            0 => stream.update(&y_part, &p_part.mapv(|p| p as f32)).unwrap(),
            1 => stream.update_weighted(&y_part, &p_part, &ones.slice(part)).unwrap(),
            2 => {
                let mut other = (RocAuc, AveragePrecision).streaming();
                other.update(&y_part, &p_part).unwrap();
                stream.merge(&other).unwrap();
            }
            _ => stream.update(&y_part, &p_part).unwrap(),
        }
        let whole = RocAuc.state_of(&y.slice(all), &p.slice(all)).unwrap();
        assert_eq!(stream.result(), (whole.roc_auc(), whole.average_precision()), "{batch}");
        assert_eq!(stream.result(), stream.clone().result());
    }
}

#[test]
fn what_there_is_of_each_class() {
    let tally = |weight: f64| Tally::try_from(weight).unwrap();
    let (y, scores) = (array![1, 0, 1, 0, 0], array![0.5, 0.25, 0.5, 0.75, 0.5]);
    let runs = RocAuc.state_of(&y, &scores).unwrap();
    assert_eq!((runs.positives(), runs.negatives()), (tally(2.0), tally(3.0)));
    let weights = array![0.25, 1.0, 0.5, 2.0, 4.0];
    let runs = RocAuc.state_of_weighted(&y, &scores, &weights).unwrap();
    assert_eq!((runs.positives(), runs.negatives()), (tally(0.75), tally(7.0)));
}

#[test]
fn nothing_is_there_without_a_weight() {
    let (y, scores, narrow) = (array![1, 0], array![0.5, 0.1], array![0.5_f32, 0.1]);
    let weighted =
        |weight: f64| RocAuc.state_of_weighted(&y, &scores, &Array1::from_elem(2, weight)).unwrap();
    assert!(RankedScores::default().is_empty() && weighted(0.0).is_empty());
    assert!(!weighted(0.5).is_empty());
    assert!(!RocAuc.state_of(&y, &scores).unwrap().is_empty());
    assert!(!RocAuc.state_of(&y, &narrow).unwrap().is_empty());
}

/// Two of the largest weights at one score make a total that no `f64` holds.
#[test]
fn the_largest_weights_of_one_score_add_up_exactly() {
    let (y, scores) = (Array1::<u8>::ones(5), Array1::from_elem(5, 0.5));
    let runs = RocAuc.state_of_weighted(&y, &scores, &Array1::from_elem(5, f64::MAX)).unwrap();
    let mut total = Tally::default();
    (0..5).for_each(|_| total.add(f64::MAX).unwrap());
    assert_eq!(runs.positives(), total);
    assert_eq!(runs.runs().len(), 1);
}

/// The place of what is refused counts from the first sample, not from that of some piece.
#[test]
fn a_late_score_is_refused_where_it_stands() {
    let (y, mut scores) = (Array1::<u8>::ones(5000), Array1::from_elem(5000, 0.5));
    scores[4321] = f64::NAN;
    let error = RocAuc.evaluate_weighted(&y, &scores, &Array1::<f64>::ones(5000)).unwrap_err();
    assert!(error.to_string().starts_with("y_pred[4321] is NaN"), "{error}");
}

#[test]
fn a_score_of_a_label_is_refused_where_it_stands() {
    let (y, mut scores) = (Array2::<u8>::ones((5, 3)), Array2::from_elem((5, 3), 0.5));
    scores[(3, 2)] = f64::NAN;
    let measure = Auc { multi_label: true, ..Default::default() };
    let error = measure.evaluate(&y, &scores).unwrap_err();
    assert!(error.to_string().starts_with("y_pred[3, 2] is NaN"), "{error}");
}

/// Labels of more rows than a block or a thread is handed, of any layout, are kept apart.
#[test]
fn labels_of_large_batches_are_kept_apart() {
    let rows = 150_001;
    let scores = Array2::from_shape_fn((3, rows), |(label, i)| {
        ((i * (label + 7919) + i / 11) % 1009) as f32 / 1009.0
    });
    let y = Array2::from_shape_fn((3, rows), |(label, i)| {
        u8::from(scores[(label, i)] * (label + 1) as f32 + (i % 13) as f32 / 13.0 > 1.5)
    });
    let grid = || Thresholds::Even(9);
    let alone = Auc { thresholds: grid(), ..Default::default() };
    let of_label = |label| alone.evaluate(&y.row(label), &scores.row(label)).unwrap();
    let expected = (0..3).map(of_label).sum::<f64>() / 3.0;
    let measure = Auc { multi_label: true, thresholds: grid(), ..Default::default() };
    let transposed = measure.evaluate(&y.t(), &scores.t()).unwrap();
    let (y, scores) =
        (y.t().as_standard_layout().to_owned(), scores.t().as_standard_layout().to_owned());
    assert_eq!(measure.evaluate(&y, &scores).unwrap(), transposed);
    assert!((transposed - expected).abs() < 1e-12, "{transposed} is not {expected}");
}
