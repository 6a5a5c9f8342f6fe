//! Every metric keeps every law, for `f32` and `f64` predictions and three shapes of samples.

use ndarray::ArrayD;
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::element::NoTruth;
use ndarray_metrics::laws::{self, BrokenLaw};
use ndarray_metrics::prelude::*;

use crate::cases::cases;
use crate::data::{Random, to_f32};
use crate::list::{Pair, Truth, binary_labels, every_metric, logit_rows, numbers, soft_rows};

/// Tries the laws on a batch, as `f64` and as `f32`; in the short run as one of them, by turns.
fn keeps_laws<M: Measure, T: Element>(
    measure: &M,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<f64>,
    seed: u64,
    turn: usize,
) -> Result<(), BrokenLaw> {
    let is_even = turn.is_multiple_of(2);
    let [double, single] = cases([is_even, !is_even], [true; 2]);
    if double {
        laws::check(measure, y_true, y_pred, seed)?;
    }
    if single {
        laws::check(measure, y_true, &to_f32(y_pred), seed)?;
    }
    Ok(())
}

#[cfg(feature = "serde")]
fn is_restored<T: Element>(
    measure: &AnyMeasure,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<f64>,
    seed: u64,
) -> Result<(), BrokenLaw> {
    laws::check_restored(measure, y_true, y_pred, seed)
}

#[cfg(not(feature = "serde"))]
fn is_restored<T: Element>(
    _: &AnyMeasure,
    _: &ArrayD<T>,
    _: &ArrayD<f64>,
    _: u64,
) -> Result<(), BrokenLaw> {
    Ok(())
}

fn keeps_all_laws<T: Element>(
    measure: &AnyMeasure,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<f64>,
    seed: u64,
    turn: usize,
) -> Result<(), BrokenLaw> {
    keeps_laws(measure, y_true, y_pred, seed, turn)?;
    is_restored(measure, y_true, y_pred, seed)
}

/// Tries the metrics at every so many places of the list.
fn check_each(step: usize, first: usize) {
    for (place, entry) in every_metric().iter().enumerate().skip(first).step_by(step) {
        for (seed, batches) in
            (0..cases(1, 2)).flat_map(|seed| entry.batches.iter().map(move |b| (seed, b)))
        {
            for (number, (truth, p)) in batches(&mut Random(seed)).into_iter().enumerate() {
                let turn = place / step + number;
                let kept = match truth {
                    Truth::Binary(y) => keeps_all_laws(&entry.measure, &y, &p, seed, turn),
                    Truth::Labels(y) => keeps_all_laws(&entry.measure, &y, &p, seed, turn),
                    Truth::Numbers(y) => keeps_all_laws(&entry.measure, &y, &p, seed, turn),
                };
                assert_eq!(kept, Ok(()), "{:?}, seed {seed}", entry.measure);
            }
        }
    }
}

/// A share of the list in each test, so that all cores have one.
macro_rules! shares {
    ($count:literal: $($name:ident $first:literal),+) => {$(
        #[test]
        fn $name() {
            check_each($count, $first);
        }
    )+};
}

shares!(6: first_share 0, second_share 1, third_share 2, fourth_share 3, fifth_share 4, sixth_share 5);

/// Tries a metric that no collection holds.
fn check<M: Measure, T: Element>(measure: &M, batches: fn(&mut Random) -> Vec<Pair<T>>) {
    for seed in 0..cases(1, 2) {
        for (turn, (y_true, y_pred)) in batches(&mut Random(seed)).into_iter().enumerate() {
            let kept = keeps_laws(measure, &y_true, &y_pred, seed, turn);
            assert_eq!(kept, Ok(()), "{measure:?}, seed {seed}");
        }
    }
}

/// Numbers alone.
fn values(random: &mut Random) -> Vec<Pair<NoTruth>> {
    numbers(random).into_iter().map(|(y, p)| (y.mapv(|_| NoTruth), p)).collect()
}

#[test]
fn means_and_sums_of_values() {
    check(&Mean, values);
    check(&Sum, values);
}

#[test]
fn quantiles_and_extremes_of_values() {
    check(&Median, values);
    check(&Quantile { level: 0.9 }, values);
    check(&Minimum, values);
    check(&Maximum, values);
}

/// Ratings of three raters in four categories.
fn ratings(random: &mut Random) -> Vec<Pair<NoTruth>> {
    let mut table = |shape: &[usize]| {
        let mut table = ArrayD::zeros(shape);
        for mut row in table.rows_mut() {
            (0..3).for_each(|_| row[random.below(4)] += 1.0);
        }
        (table.mapv(|_: f64| NoTruth), table)
    };
    vec![table(&[17, 4]), table(&[6, 3, 4])]
}

#[test]
fn agreement_of_raters() {
    check(&FleissKappa::new(3), ratings);
}

#[test]
fn closures() {
    check(&MeanOf::new("product", |y, p| y * p), numbers);
}

#[test]
fn means_of_columns() {
    check(&MeanAbsoluteError.per_column(), logit_rows);
    check(&RootMeanSquaredError.averaged(), logit_rows);
    check(&BinaryCrossentropy::default().per_column(), soft_rows);
    let weights = (0..9).map(f64::from).collect();
    check(&MeanAbsoluteError.per_column().weighted_mean(weights), logit_rows);
}

#[test]
fn quantiles_of_terms() {
    check(&QuantileOf { measure: Huber::default(), level: 0.9 }, numbers);
    check(&QuantileOf { measure: CosineSimilarity, level: 0.25 }, logit_rows);
    check(&QuantileOf { measure: BinaryCrossentropy::default(), level: 0.5 }, binary_labels);
}

#[test]
fn decisions_at_several_thresholds() {
    check(&Recall::default().at(vec![0.7, 0.1, 0.5]), binary_labels);
}

/// The options of a metric are restored with it, where its type is not that of all metrics.
#[cfg(feature = "serde")]
#[test]
fn metrics_that_no_collection_holds_are_restored() {
    let mut random = Random(3);
    for (y, p) in binary_labels(&mut random) {
        let recall = Recall::default().at(vec![0.7, 0.1, 0.5]);
        assert_eq!(laws::check_restored(&recall, &y, &p, 1), Ok(()));
    }
    for (y, p) in values(&mut random) {
        assert_eq!(laws::check_restored(&Mean, &y, &p, 1), Ok(()));
        assert_eq!(laws::check_restored(&Sum, &y, &p, 1), Ok(()));
        assert_eq!(laws::check_restored(&Median, &y, &p, 1), Ok(()));
        assert_eq!(laws::check_restored(&Quantile { level: 0.1 }, &y, &p, 1), Ok(()));
        assert_eq!(laws::check_restored(&Minimum, &y, &p, 1), Ok(()));
    }
    for (y, p) in logit_rows(&mut random) {
        assert_eq!(laws::check_restored(&MeanAbsoluteError.per_column(), &y, &p, 1), Ok(()));
    }
    for (y, p) in ratings(&mut random) {
        assert_eq!(laws::check_restored(&FleissKappa::new(3), &y, &p, 1), Ok(()));
    }
    for (y, p) in numbers(&mut random) {
        let product = MeanOf::new("product", |y, p| y * p);
        assert_eq!(laws::check_restored(&product, &y, &p, 1), Ok(()));
        let huber = QuantileOf { measure: Huber::default(), level: 0.9 };
        assert_eq!(laws::check_restored(&huber, &y, &p, 1), Ok(()));
    }
}
