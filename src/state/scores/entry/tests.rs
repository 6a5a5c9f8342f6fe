//! Entries of one score and class are added up; their order is that of scores.

use super::weighted::split_sum;
use super::*;

fn compacted<E: Scored>(entries: &[E]) -> Vec<(f64, bool, f64)> {
    let mut entries = entries.to_vec();
    E::compact(&mut entries);
    entries.iter().map(|entry| (entry.score(), entry.is_positive(), entry.weight())).collect()
}

#[test]
fn counts_of_one_score_and_class_become_one_entry() {
    let (negative, positive, other) =
        (counted_entry(0.5, false), counted_entry(0.5, true), counted_entry(0.75, true));
    let expected = [(0.5, false, 2.0), (0.5, true, 3.0), (0.75, true, 1.0)];
    assert_eq!(compacted(&[negative, negative, positive, positive, positive, other]), expected);
    let full = positive - 1 + COUNT;
    let all = f64::from(i32::MAX);
    assert_eq!(compacted(&[full - 1, positive]), [(0.5, true, all)]);
    assert_eq!(compacted(&[full, positive]), [(0.5, true, all), (0.5, true, 1.0)]);
}

#[test]
fn weights_of_one_score_and_class_become_one_entry() {
    let entry = |score, positive, weight| WeightedEntry::new(score, positive, weight);
    let list = [(0.1, true, 0.25), (0.1, false, 1.0), (0.1, true, 0.5), (0.3, true, 2.0)];
    let entries = list.map(|(score, positive, weight)| entry(score, positive, weight));
    let expected = [(0.1, true, 0.75), (0.1, false, 1.0), (0.3, true, 2.0)];
    assert_eq!(compacted(&entries), expected);
}

/// Each of the largest weights stays an entry of its own.
#[test]
fn totals_beyond_the_range_stay_in_some_entries() {
    let mut entries = vec![WeightedEntry::new(0.1, true, f64::MAX); 7];
    entries.extend([WeightedEntry::new(0.1, true, 0.5), WeightedEntry::new(0.1, true, 0.25)]);
    WeightedEntry::compact(&mut entries);
    assert_eq!(entries.len(), 8);
    assert_eq!(entries[7].weight(), 0.75);
    assert!(!tied_scores(&entries).positives.to_sum().has_overflowed());
}

/// Whether a weight is infinite depends on the total alone.
#[test]
fn the_order_of_weights_decides_nothing() {
    let total = |shares: &[f64]| {
        let entry = |share: &f64| WeightedEntry::new(0.1, true, share * f64::MAX);
        let mut entries: Vec<_> = shares.iter().map(entry).collect();
        WeightedEntry::compact(&mut entries);
        tied_scores(&entries).positives
    };
    let (mut even, mut halved) = (vec![0.5; 15], vec![0.25; 30]);
    assert_eq!(total(&even), total(&halved));
    even.push(0.5);
    assert!(!total(&even).to_sum().has_overflowed(), "16 × MAX/2 is below 2^1027");
    even.push(0.5);
    halved.extend([0.25; 4]);
    halved.reverse();
    assert_eq!(total(&even), total(&halved));
    assert!(total(&even).to_sum().has_overflowed());
}

/// A weight far beyond the range is infinite; that of the other class is as it was.
#[test]
fn totals_far_beyond_the_range_are_infinite() {
    let mut entries = vec![WeightedEntry::new(0.1, false, 2.0)];
    entries.extend(vec![WeightedEntry::new(0.1, true, f64::MAX); 200_000]);
    entries.push(WeightedEntry::new(0.2, true, 1.0));
    let expected = [(0.1, false, 2.0), (0.1, true, f64::INFINITY), (0.2, true, 1.0)];
    assert_eq!(compacted(&entries), expected);
    assert_eq!(split_sum(f64::INFINITY, 1.0), (f64::INFINITY, 0.0));
}

#[test]
fn a_sum_of_weights_is_rounded_down() {
    let small = 2_f64.powi(-60);
    assert_eq!(split_sum(1.0, small), (1.0, small));
    // Rounded to nearest, this sum is above the exact sum.
    let almost = 1.5 * f64::EPSILON / 2.0;
    assert_eq!(split_sum(1.0, almost), (1.0, almost));
    assert_eq!(split_sum(1.0, f64::EPSILON), (1.0 + f64::EPSILON, 0.0));
    assert_eq!(split_sum(f64::MAX, f64::MAX), (f64::MAX, f64::MAX));
}

#[test]
fn orders_are_those_of_scores() {
    let scores = [f32::MIN, -1.5, -1e-40, 0.0, 1e-40, 1.0, f32::MAX];
    let of =
        |score: f32| [counted_entry(score, false), counted_entry(score, true)].map(Sortable::order);
    assert!(scores.map(of).as_flattened().is_sorted_by(|a, b| a < b));
    let weighted = |score: f32| WeightedEntry::new(f64::from(score), true, 1.0).order();
    assert!(scores.map(weighted).is_sorted_by(|a, b| a < b));
}

/// A single sample keeps its score and its class.
#[test]
fn entries_of_single_samples_hold_ordinary_scores() {
    let edge = 2_f64.powi(513).next_down();
    let scores = [-edge, -1.5, -(2_f64.powi(-510)), 0.0, 2_f64.powi(-510), 0.1, 1.0, edge];
    let entries = scores.map(|score| [false, true].map(|class| SingleEntry::new(score, class)));
    let entries = entries.as_flattened();
    assert!(entries.is_sorted_by(|a, b| a.order() < b.order()));
    for (score, entry) in scores.into_iter().flat_map(|score| [score; 2]).zip(entries) {
        assert!(is_ordinary(score) && entry.score().to_bits() == score.to_bits(), "{score}");
        assert_eq!((entry.ties(SingleEntry::new(score, true)), entry.weight()), (true, 1.0));
    }
    assert_eq!(SingleEntry::new(-0.0, true), SingleEntry::new(0.0, true));
    assert!(entries[1].is_positive() && !entries[0].is_positive());
    let others = [edge.next_up(), 2_f64.powi(-510).next_down(), -1e300, f64::INFINITY, -5e-324];
    assert_eq!(others.map(is_ordinary), [false; 5]);
}
