//! Rankings of several classes by hand: each class against all others, and each pair of classes.

use ndarray::{Array1, Array2, Axis, array};
use ndarray_metrics::metrics::OneVsRestAverage::{self, Macro, Micro, Weighted};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{RankedScores, ScoresByClass};

use super::near;
use crate::data::Random;

fn rows() -> Array2<f64> {
    array![
        [0.7, 0.2, 0.1],
        [0.4, 0.3, 0.3],
        [0.1, 0.8, 0.1],
        [0.2, 0.3, 0.5],
        [0.4, 0.4, 0.2],
        [0.1, 0.2, 0.7]
    ]
}

fn averaged<M>(measure: M, average: OneVsRestAverage, y: &Array1<i64>) -> f64
where
    M: RankingMeasure<Output = Result<f64, Undefined>>,
{
    measure.averaged_one_vs_rest(average).evaluate(y, &rows()).expect("a value")
}

/// The areas of classes 0 and 1, 0 and 2, 1 and 2.
fn pairs(y: &Array1<i64>) -> Vec<Result<f64, Undefined>> {
    let scores = OneVsOneRocAuc::default().state_of(y, &rows()).expect("accepted");
    scores.pairs().into_iter().map(|pair| pair.roc_auc).collect()
}

fn one_vs_one(y: &Array1<i64>, by_prevalence: bool) -> f64 {
    OneVsOneRocAuc { by_prevalence }.evaluate(y, &rows()).expect("a value")
}

#[test]
fn classes_of_equal_size_by_hand() {
    let y = array![0, 0, 1, 1, 2, 2];
    let areas = RocAuc.one_vs_rest().evaluate(&y, &rows()).unwrap();
    assert_eq!(areas, [Ok(15.0 / 16.0), Ok(13.0 / 16.0), Ok(0.75)]);
    let precisions = AveragePrecision.one_vs_rest().evaluate(&y, &rows()).unwrap();
    assert_eq!(precisions, [Ok(5.0 / 6.0), Ok(0.75), Ok(0.75)]);
    assert_eq!([Macro, Weighted].map(|average| averaged(RocAuc, average, &y)), [5.0 / 6.0; 2]);
    assert_eq!(averaged(RocAuc, Micro, &y), 119.0 / 144.0);
    assert_eq!(pairs(&y), [Ok(15.0 / 16.0), Ok(13.0 / 16.0), Ok(0.75)]);
    assert_eq!(one_vs_one(&y, false), 5.0 / 6.0);
    assert_eq!(one_vs_one(&y, true), 5.0 / 6.0);
}

#[test]
fn classes_of_unequal_size_by_hand() {
    let y = array![0, 0, 0, 1, 1, 2];
    let areas = RocAuc.one_vs_rest().evaluate(&y, &rows()).unwrap();
    assert_eq!(areas, [Ok(2.0 / 3.0), Ok(11.0 / 16.0), Ok(1.0)]);
    near(averaged(RocAuc, Macro, &y), 113.0 / 144.0);
    near(averaged(RocAuc, Weighted, &y), 35.0 / 48.0);
    let of_pairs: Vec<_> = pairs(&y).into_iter().map(|area| area.expect("an area")).collect();
    near(of_pairs[0], 7.0 / 12.0);
    near(of_pairs[1], 11.0 / 12.0);
    assert_eq!(of_pairs[2], 1.0);
    near(one_vs_one(&y, false), 5.0 / 6.0);
    near(one_vs_one(&y, true), 115.0 / 144.0);
}

/// All cells in one ranking: what one-hot rows give when they are pooled, to the bit.
#[test]
fn micro_is_the_pooled_value_of_one_hot_rows() {
    let mut random = Random(31);
    let (y, p) = (random.labels(60, 4), random.distributions(60, 4).mapv(|p| (p * 20.0).round()));
    let hot = Array2::from_shape_fn((60, 4), |(row, class)| u8::from(y[row] == class as i64));
    let w = Array1::from_shape_fn(60, |row| (row % 5) as f64 / 3.0);
    let of_labels = RocAuc.averaged_one_vs_rest(Micro);
    assert_eq!(of_labels.evaluate(&y, &p), RocAuc.pooled().evaluate(&hot, &p));
    assert_eq!(
        of_labels.evaluate_weighted(&y, &p, &w),
        RocAuc.pooled().evaluate_weighted(&hot, &p, &w)
    );
    let each = RocAuc.one_vs_rest().evaluate_weighted(&y, &p, &w);
    assert_eq!(each, RocAuc.per_column().evaluate_weighted(&hot, &p, &w));
    let gini = GiniCoefficient.one_vs_rest().evaluate(&y, &p).unwrap();
    assert_eq!(gini, GiniCoefficient.per_column().evaluate(&hot, &p).unwrap());
}

/// Two classes are one decision, whichever column is read.
#[test]
fn two_classes_are_one_decision() {
    let mut random = Random(32);
    let (y, p) = (random.labels(40, 2), random.distributions(40, 2));
    let area = metrics::roc_auc(&y, &p.column(1).to_owned()).unwrap();
    near(OneVsOneRocAuc::default().evaluate(&y, &p).unwrap(), area);
    near(RocAuc.averaged_one_vs_rest(Macro).evaluate(&y, &p).unwrap(), area);
}

/// A class that does not occur has no area, and a mean says how many it left out.
#[test]
fn absent_classes_are_left_out_and_counted() {
    let (y, rows) = (array![0, 0, 1, 1], rows().slice_move(ndarray::s![..4, ..]));
    let mut stream = RocAuc.averaged_one_vs_rest(Macro).streaming();
    stream.update(&y, &rows).unwrap();
    assert_eq!(stream.result(), Ok(0.9375)); // 1 and 7/8
    assert_eq!(stream.measure().left_out(stream.state()), 1);
    assert_eq!(RocAuc.averaged_one_vs_rest(Micro).left_out(stream.state()), 0);
    let of_columns = RocAuc.averaged().state_of(&array![[0, 0], [1, 0]], &array![[1, 2], [3, 4]]);
    assert_eq!(RocAuc.averaged().left_out(&of_columns.unwrap()), 1);
    let scores = OneVsOneRocAuc::default().state_of(&y, &rows).unwrap();
    assert_eq!((scores.pairs().len(), scores.pairs_left_out()), (1, 2));
    assert_eq!(
        (scores.roc_auc(0, 2), scores.roc_auc(2, 2)),
        (Err(Undefined::OneClass), Err(Undefined::NoSamples))
    );
    assert_eq!((scores.num_classes(), scores.is_empty()), (3, false));
    assert_eq!(scores.to_string(), "the scores of 2 of 3 classes");
    let one = OneVsOneRocAuc::default().evaluate(&array![0, 0, 0, 0], &rows);
    assert_eq!(one, Err(Error::Undefined(Undefined::OneClass)));
    let one = RocAuc.averaged_one_vs_rest(Weighted).evaluate(&array![0, 0, 0, 0], &rows);
    assert_eq!(one, Err(Error::Undefined(Undefined::OneClass)));
    assert_eq!(ScoresByClass::default().pairs(), []);
}

/// A label out of range is refused with its place and the number of classes; one of weight 0 is not looked
/// at.
#[test]
fn labels_name_classes() {
    let y = array![0, 3, 1, 1, 2, 2];
    let text = "y_true[1] is 3, expected a class label in 0..3, the size of y_pred's last axis; map \
                the labels to 0..3, give such samples weight 0, which leaves them out, or, to count \
                them as wrong, append to y_pred, for each further class, a column of 0, or of -inf for \
                logits";
    let refused = |error: Option<Error>| assert_eq!(error.expect("a refusal").to_string(), text);
    refused(RocAuc.one_vs_rest().evaluate(&y, &rows()).err());
    refused(OneVsOneRocAuc::default().evaluate(&y, &rows()).err());
    let kept = y.mapv(|label| label < 3);
    let without = |measure: &OneVsOneRocAuc| measure.evaluate_weighted(&y, &rows(), &kept);
    let (y_kept, rows_kept) = (array![0, 1, 1, 2, 2], rows().select(Axis(0), &[0, 2, 3, 4, 5]));
    let measure = OneVsOneRocAuc::default();
    assert_eq!(without(&measure), measure.evaluate(&y_kept, &rows_kept));
}

#[test]
fn states_of_other_classes_do_not_merge() {
    let measure = OneVsOneRocAuc::default();
    let (mut three, mut two) = (measure.streaming(), measure.streaming());
    three.update(&array![0, 1], &array![[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]]).unwrap();
    two.update(&array![0, 1], &array![[0.1, 0.9], [0.3, 0.7]]).unwrap();
    let before = three.clone();
    assert_eq!(three.merge(&two), Err(Error::Columns { expected: 3, found: 2 }));
    assert_eq!(three, before);
    let wide = three.update(&array![0], &array![[0.1, 0.9]]);
    assert_eq!(wide, Err(Error::Columns { expected: 3, found: 2 }));
    assert_eq!(three, before);
    let nothing = measure.streaming();
    three.merge(&nothing).unwrap();
    assert_eq!(three, before);
}

/// The curves of a class are those of its state.
#[test]
fn a_class_has_curves() {
    let y = array![0, 0, 1, 1, 2, 2];
    let states = RocAuc.one_vs_rest().state_of(&y, &rows()).unwrap();
    let own = y.mapv(|label| label == 2);
    let expected: RankedScores = RocAuc.state_of(&own, &rows().column(2).to_owned()).unwrap();
    assert_eq!(states[2], expected);
    assert_eq!(states[2].roc_curve(), expected.roc_curve());
}
