//! Entries of one score and class are added up; their order is that of scores.

use super::*;

fn compacted<E: Entry>(entries: &[E]) -> Vec<(f64, bool, f64)> {
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

/// Each of the largest weights stays an entry of its own, and a short search finds that out.
#[test]
fn totals_far_beyond_the_range_stay_in_many_entries() {
    let mut entries = vec![WeightedEntry::new(0.1, true, f64::MAX); 200_000];
    entries.extend([WeightedEntry::new(0.1, true, 0.5), WeightedEntry::new(0.1, true, 0.25)]);
    WeightedEntry::compact(&mut entries);
    assert_eq!(entries.len(), 200_001);
    assert_eq!(entries[200_000].weight(), 0.75);
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
        |score: f32| [counted_entry(score, false), counted_entry(score, true)].map(Entry::order);
    assert!(scores.map(of).as_flattened().is_sorted_by(|a, b| a < b));
    let weighted = |score: f32| WeightedEntry::new(f64::from(score), true, 1.0).order();
    assert!(scores.map(weighted).is_sorted_by(|a, b| a < b));
}
