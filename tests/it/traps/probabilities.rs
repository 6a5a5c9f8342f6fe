//! Probabilities and logits.

use ndarray::{Array1, Array2, array, s};
use ndarray_metrics::prelude::*;

use super::{near, refusal};
use crate::list::on_label;

#[test]
fn trap_35_logits_do_not_saturate() {
    let measure = BinaryCrossentropy { from_logits: true, ..Default::default() };
    assert_eq!(measure.evaluate(&array![1, 0], &array![-100.0_f32, 100.0]), Ok(100.0));
    assert_eq!(measure.evaluate(&array![1, 0], &array![-1e4, 1e4]), Ok(1e4));
}

#[test]
fn trap_36_a_row_without_probability_is_refused() {
    let (y_true, y_pred) = (array![[0, 1], [1, 0]], array![[0.25, 0.75], [0.0, 0.0]]);
    let words = "the row y_pred[1] gives every class a probability of 0, expected at least one \
                 number above 0, or one logit above -inf; remove the sample, or give it weight 0";
    assert_eq!(refusal(&CategoricalCrossentropy::default(), &y_true, &y_pred), words);
    let sparse = SparseCategoricalCrossentropy::default();
    assert_eq!(refusal(&sparse, &array![1, 0], &y_pred), words);
}

#[test]
fn trap_37_a_probability_is_not_clipped_in_silence() {
    let loss = BinaryCrossentropy::default();
    assert_eq!(
        refusal(&loss, &array![1, 0], &array![0.5, 3.0]),
        "y_pred[1] is 3, expected a probability in [0, 1]; if these are logits, say `from_logits: \
         true`"
    );
    assert_eq!(
        refusal(&loss, &array![1, 2], &array![0.5, 0.9]),
        format!("y_true[1] is 2, expected a label in [0, 1]; {}", on_label(2.0))
    );
}

/// Three labels and one: ln 2 for each of the three and ln 4 for the other, in any batches.
#[test]
fn trap_53_perplexity_does_not_depend_on_padding() {
    let labels = array![[0, 1, 1], [0, -1, -1]];
    let p =
        array![[[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], [[0.25, 0.75], [0.25, 0.75], [0.25, 0.75]]];
    let measure = Perplexity { ignore_class: Some(-1), ..Default::default() };
    let padded = measure.evaluate(&labels, &p).expect("a value");
    near(padded, 2_f64.powf(1.25), 1e-14);
    let mut apart = measure.streaming();
    for (row, length) in [(0, 3), (1, 1)] {
        let (row, part) = (row..row + 1, ..length);
        apart
            .update(&labels.slice(s![row.clone(), part]), &p.slice(s![row, part, ..]))
            .expect("read");
    }
    assert_eq!(apart.result(), Ok(padded));
}

/// All cases of a truth and members that are 0 or 1.
#[test]
fn trap_55_a_fair_score_does_not_depend_on_the_number_of_members() {
    let score = |members: usize, fair| {
        let cases = 2 << members;
        let bit = |case: usize, place: usize| (case >> place & 1) as f64;
        let truth = Array1::from_shape_fn(cases, |case| bit(case, members));
        let ensembles = Array2::from_shape_fn((cases, members), |(case, i)| bit(case, i));
        EnsembleCrps { fair }.evaluate(&truth, &ensembles).expect("defined")
    };
    for members in 2..8 {
        near(score(members, true), 0.25, 1e-14);
        near(score(members, false), 0.25 + 0.25 / members as f64, 1e-14);
    }
    near(score(1, false), 0.5, 1e-15);
}
