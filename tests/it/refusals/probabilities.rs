//! Predictions that are no probabilities: out of range, or nothing in a whole row.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::{assert_table, refused, refused_weighted};

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

fn value(argument: &'static str, index: &[usize], found: f64, expected: Domain) -> Error {
    Error::Value { argument, index: index.into(), found, expected }
}

#[test]
fn crossentropies_refuse_scores_that_are_no_probabilities() {
    const ADVICE: &str = "if these are logits, say `from_logits: true`";
    let bad = |p| array![[0.5, 0.5], [p, 0.5]];
    let (labels, one_hot) = (array![0, 1], array![[1, 0], [0, 1]]);
    for p in [1.5, -0.2, 1.0 + 2e-6, -2e-6, INFINITY, -INFINITY] {
        let text = match p {
            -2e-6 => format!("y_pred[1, 0] is -2e-6, expected a probability in [0, 1]; {ADVICE}"),
            _ => format!("y_pred[1, 0] is {p}, expected a probability in [0, 1]; {ADVICE}"),
        };
        let error = || value("y_pred", &[1, 0], p, Domain::ProbabilityNotLogit);
        let from_labels = SparseCategoricalCrossentropy::default();
        assert_table([
            (refused(BinaryCrossentropy::default(), &one_hot, &bad(p)), error(), &text[..]),
            (refused(CategoricalCrossentropy::default(), &one_hot, &bad(p)), error(), &text),
            (refused(from_labels, &labels, &bad(p)), error(), &text),
        ]);
    }
}

/// A divergence takes no logits, so that no option is to be said.
#[test]
fn divergences_refuse_scores_that_are_no_probabilities() {
    const TEXT: &str = "y_pred[1, 0] is 2, expected a probability in [0, 1]; if these are logits, \
                        take their sigmoid or softmax first";
    let (one_hot, rows) = (array![[1, 0], [0, 1]], array![[0.5, 0.5], [2.0, 0.5]]);
    let error = value("y_pred", &[1, 0], 2.0, Domain::Probability);
    assert_table([(refused(KlDivergence::default(), &one_hot, &rows), error, TEXT)]);
}

#[test]
fn crossentropies_refuse_a_logit_of_infinity() {
    let (labels, one_hot) = (array![0, 1], array![[1, 0], [0, 1]]);
    let rows = array![[0.5, 0.5], [INFINITY, 0.5]];
    let (from_logits, text) = (
        true,
        "y_pred[1, 0] is inf, expected a finite logit or -inf; remove such samples, or give them \
         weight 0",
    );
    let error = || value("y_pred", &[1, 0], INFINITY, Domain::Logit);
    let binary = BinaryCrossentropy { from_logits, ..Default::default() };
    let from_rows = CategoricalCrossentropy { from_logits, ..Default::default() };
    let from_labels = SparseCategoricalCrossentropy { from_logits, ..Default::default() };
    assert_table([
        (refused(binary, &one_hot, &rows), error(), text),
        (refused(from_rows, &one_hot, &rows), error(), text),
        (refused(from_labels, &labels, &rows), error(), text),
        (refused(CategoricalAccuracy, &one_hot, &rows), error(), text),
        (refused(SparseCategoricalAccuracy, &labels, &rows), error(), text),
    ]);
}

/// Rows are read some numbers at a time: none is passed over, whichever label is asked for.
#[test]
fn a_bad_number_is_found_wherever_it_stands_in_a_row() {
    let from_logits = SparseCategoricalCrossentropy { from_logits: true, ..Default::default() };
    let from_one_hot = CategoricalCrossentropy { from_logits: true, ..Default::default() };
    for (classes, place) in (2..40).flat_map(|classes| (0..classes).map(move |i| (classes, i))) {
        for (class, bad) in [(0, NAN), (classes - 1, -NAN), (place, INFINITY), (0, 1e300)] {
            let mut rows = Array2::from_shape_fn((3, classes), |(i, j)| (1 + (i + j) % 5) as f64);
            rows[[1, place]] = bad;
            let (labels, one_hot) = (Array1::from_elem(3, class), one_hot(&[class; 3], classes));
            let index = || Some(vec![1, place]);
            let shares = rows.mapv(|p| p / 5.0);
            let sparse = SparseCategoricalCrossentropy::default();
            assert_eq!(place_of(sparse.evaluate(&labels, &shares)), index(), "{bad}");
            assert_eq!(
                place_of(metrics::categorical_crossentropy(&one_hot, &shares)),
                index(),
                "{bad}"
            );
            if bad == 1e300 {
                continue;
            }
            assert_eq!(place_of(from_logits.evaluate(&labels, &rows)), index(), "{bad}");
            assert_eq!(place_of(from_one_hot.evaluate(&one_hot, &rows)), index(), "{bad}");
            assert_eq!(
                place_of(metrics::sparse_categorical_accuracy(&labels, &rows)),
                index(),
                "{bad}"
            );
            assert_eq!(place_of(metrics::categorical_accuracy(&one_hot, &rows)), index(), "{bad}");
            assert_eq!(place_of(F1Score::default().evaluate(&one_hot, &rows)), index(), "{bad}");
        }
    }
}

fn one_hot(classes: &[usize], width: usize) -> Array2<f32> {
    let mut rows = Array2::zeros((classes.len(), width));
    classes.iter().enumerate().for_each(|(i, &class)| rows[[i, class]] = 1.0);
    rows
}

/// Where the number is that was refused.
fn place_of<V>(result: Result<V, Error>) -> Option<Vec<usize>> {
    match result {
        Err(Error::Value { index, .. }) => Some(index),
        _ => None,
    }
}

/// Neither a mean over classes nor a share of them: 0/0.
#[test]
fn rows_without_any_probability_are_refused() {
    const TEXT: &str = "the row y_pred[1] gives every class a probability of 0, expected at least \
                        one number above 0, or one logit above -inf; remove the sample, or give \
                        it weight 0";
    let (labels, one_hot) = (array![0, 1], array![[1, 0], [0, 1]]);
    let zeros = array![[0.5, 0.5], [0.0, 0.0]];
    let logits = array![[0.5, 0.5], [-INFINITY, -INFINITY]];
    let error = || Error::ZeroRow { index: vec![1] };
    let (from_rows, from_labels) =
        (CategoricalCrossentropy::default(), SparseCategoricalCrossentropy::default());
    let rows_of_logits = CategoricalCrossentropy { from_logits: true, ..from_rows };
    let labelled_logits = SparseCategoricalCrossentropy { from_logits: true, ..from_labels };
    assert_table([
        (refused(from_rows, &one_hot, &zeros), error(), TEXT),
        (refused(from_labels, &labels, &zeros), error(), TEXT),
        (refused(rows_of_logits, &one_hot, &logits), error(), TEXT),
        (refused(labelled_logits, &labels, &logits), error(), TEXT),
        // A truth of zeros asks nothing of the row, which is refused all the same.
        (refused(from_rows, &array![[1, 0], [0, 0]], &zeros), error(), TEXT),
        (refused(rows_of_logits, &array![[1, 0], [0, 0]], &logits), error(), TEXT),
    ]);
}

/// One class alone, too.
#[test]
fn a_row_of_one_class_without_any_probability_is_refused() {
    let error = Error::ZeroRow { index: vec![0] };
    let (from_rows, from_labels) =
        (CategoricalCrossentropy::default(), SparseCategoricalCrossentropy::default());
    let rows_of_logits = CategoricalCrossentropy { from_logits: true, ..from_rows };
    let labelled_logits = SparseCategoricalCrossentropy { from_logits: true, ..from_labels };
    let (zero, logit) = (array![[0.0]], array![[-INFINITY]]);
    for truth in [0, 1] {
        assert_eq!(refused(from_rows, &array![[truth]], &zero), error);
        assert_eq!(refused(rows_of_logits, &array![[truth]], &logit), error);
    }
    assert_eq!(refused(from_labels, &array![0], &zero), error);
    assert_eq!(refused(labelled_logits, &array![0], &logit), error);
}

#[test]
fn per_sample_is_refused_likewise() {
    let (good, bad) = (array![[0.0, 1.0], [1.0, 0.0]], array![[0.5, 0.5], [-0.5, 1.0]]);
    let (labels, weights) = (array![1, 0], array![1.0, 0.5]);
    let (from_rows, from_labels) =
        (CategoricalCrossentropy::default(), SparseCategoricalCrossentropy::default());
    let binary = BinaryCrossentropy::default();
    assert_eq!(binary.per_sample(&good, &bad), Err(refused(binary, &good, &bad)));
    assert_eq!(from_rows.per_sample(&good, &bad), Err(refused(from_rows, &good, &bad)));
    assert_eq!(from_labels.per_sample(&labels, &bad), Err(refused(from_labels, &labels, &bad)));
    assert_eq!(
        from_labels.per_sample_weighted(&labels, &bad, &weights),
        Err(refused_weighted(from_labels, &labels, &bad, &weights))
    );
}
