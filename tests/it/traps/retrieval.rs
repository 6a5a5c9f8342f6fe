//! Items ranked for a query.

use ndarray::array;
use ndarray_metrics::prelude::*;

use super::near;

/// Logits and cosines: the order of the scores alone counts, not their sign.
#[test]
fn trap_67_scores_below_zero_rank() {
    let (y_true, y_pred) = (array![[1, 0, 0]], array![[-0.1, -0.2, -0.3]]);
    assert_eq!(metrics::mean_reciprocal_rank(&y_true, &y_pred), Ok(1.0));
    assert_eq!(metrics::mean_average_precision(&y_true, &y_pred), Ok(1.0));
    let one = Some(1);
    let precision = PrecisionAtK { k: one, ..Default::default() };
    assert_eq!(precision.evaluate(&y_true, &y_pred), Ok(1.0));
    let recall = RecallAtK { k: one, ..Default::default() };
    assert_eq!(recall.evaluate(&y_true, &y_pred), Ok(1.0));
}

#[test]
fn trap_68_a_perfect_ranking_has_one() {
    let relevances = array![[0, 0, 0], [2, 1, 0]];
    assert_eq!(metrics::ndcg(&relevances, &relevances), Ok(1.0));
    assert_eq!(LeftOut(Ndcg::default()).evaluate(&relevances, &relevances), Ok(0.5));
    let counted = Ndcg { zero_division: Some(0.0), ..Default::default() };
    assert_eq!(counted.evaluate(&relevances, &relevances), Ok(0.5));
}

/// The relevant item is at each of four ranks equally often.
#[test]
fn trap_69_constant_scores_are_worth_the_mean_over_all_orders() {
    let (y_true, y_pred) = (array![[1, 0, 0, 0]], array![[0.5, 0.5, 0.5, 0.5]]);
    let harmonic = (1.0 + 1.0 / 2.0 + 1.0 / 3.0 + 1.0 / 4.0) / 4.0;
    near(metrics::mean_reciprocal_rank(&y_true, &y_pred).expect("a value"), harmonic, 1e-15);
    near(metrics::mean_average_precision(&y_true, &y_pred).expect("a value"), harmonic, 1e-15);
    let hit = HitRateAtK { k: Some(1), ..Default::default() };
    assert_eq!(hit.evaluate(&y_true, &y_pred), Ok(0.25));
}

#[test]
fn trap_70_a_query_without_relevant_items_does_not_count() {
    let (y_true, y_pred) = (array![[0, 0], [0, 1]], array![[0.9, 0.8], [0.9, 0.8]]);
    let reciprocal = MeanReciprocalRank::default();
    assert_eq!(reciprocal.evaluate(&y_true, &y_pred), Ok(0.5));
    let of = |share| MeanReciprocalRank { zero_division: Some(share), ..reciprocal };
    assert_eq!(of(0.0).evaluate(&y_true, &y_pred), Ok(0.25));
    assert_eq!(of(1.0).evaluate(&y_true, &y_pred), Ok(0.75));
    assert_eq!(LeftOut(reciprocal).evaluate(&y_true, &y_pred), Ok(0.5));
}

/// Equal scores: whichever item comes first in the array, or has the first name.
#[test]
fn trap_71_names_of_items_change_nothing() {
    let expected = (1.0 + 1.0 / 3_f64.log2()) / 2.0;
    for y_true in [array![[1, 0]], array![[0, 1]]] {
        let tied = array![[0.5, 0.5]];
        near(metrics::ndcg(&y_true, &tied).expect("a value"), expected, 1e-15);
        assert_eq!(metrics::mean_reciprocal_rank(&y_true, &tied), Ok(0.75));
    }
}
