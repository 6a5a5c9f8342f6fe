//! Splits, orders, merges and threads give the same bits; so do swapped and equal models.

use ndarray::{Array1, Array2, Axis};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::State;
use ndarray_metrics::{Output, StreamingComparison};

use super::{Compare, Numbers, scores};

const ALL: [Compare; 8] = [
    |y, a, b| MeanSquaredError.compare(y, a, b),
    |y, a, b| RootMeanSquaredError.compare(y, a, b),
    |y, a, b| BinaryAccuracy::default().compare(y, a, b),
    |y, a, b| RocAuc.compare(y, a, b),
    |y, a, b| BinaryF1Score::default().compare(y, a, b),
    |y, a, b| Auc::default().compare(y, a, b),
    |y, a, b| WeightedAbsolutePercentageError.compare(y, a, b),
    |y, a, b| AveragePrecision.compare(y, a, b),
];

type Stream<M> = StreamingComparison<M>;

/// Adds the samples of a range.
fn update<M>(stream: &mut Stream<M>, [y, a, b]: &[Array1<f64>; 3], samples: &[usize])
where
    M: Measure<Observer: ndarray_metrics::comparison::Compared, Output = Result<f64, Undefined>>,
{
    let part = |array: &Array1<f64>| array.select(Axis(0), samples);
    stream.update(&part(y), &part(a), &part(b)).expect("a good batch");
}

fn splits_orders_and_merges<M>(measure: M)
where
    M: Measure<Observer: ndarray_metrics::comparison::Compared, Output = Result<f64, Undefined>>,
{
    let mut numbers = Numbers(11);
    let data = scores(&mut numbers, 300);
    let mut order: Vec<usize> = (0..300).collect();
    let mut whole = measure.clone().comparison();
    update(&mut whole, &data, &order);
    for parts in [2, 3, 17] {
        order.sort_by_key(|&i| (i * 7919 * parts) % 307);
        let pieces: Vec<_> = order.chunks(300 / parts).collect();
        let mut streams = [0, 1].map(|side| {
            let mut stream = measure.clone().comparison();
            for piece in pieces.iter().skip(side).step_by(2) {
                update(&mut stream, &data, piece);
            }
            stream
        });
        let [first, second] = &mut streams;
        second.merge(first).expect("equal options");
        second.merge(&measure.clone().comparison()).expect("equal options");
        assert_eq!(second.state(), whole.state());
        assert_eq!(second.result(), whole.result());
        second.reset();
        assert_eq!(second.result(), Err(Undefined::NoSamples));
    }
}

#[test]
fn splits_orders_and_merges_give_the_same_bits() {
    splits_orders_and_merges(MeanSquaredError);
    splits_orders_and_merges(RootMeanSquaredError);
    splits_orders_and_merges(RocAuc);
    splits_orders_and_merges(Precision::default());
    splits_orders_and_merges(Auc::default());
}

/// The values are those of the measure alone, to the bit.
#[test]
fn values_are_those_of_the_measure() -> Result<(), Error> {
    let [y, a, b] = scores(&mut Numbers(3), 500);
    let comparison = RocAuc.compare(&y, &a, &b)?;
    assert_eq!(comparison.first, RocAuc.evaluate(&y, &a)?);
    assert_eq!(comparison.second, RocAuc.evaluate(&y, &b)?);
    let comparison = LogCoshError.compare(&y, &a, &b)?;
    assert_eq!(comparison.first, LogCoshError.evaluate(&y, &a)?);
    assert_eq!(comparison.second, LogCoshError.evaluate(&y, &b)?);
    Ok(())
}

#[test]
fn swapped_models_change_the_sign_alone() {
    let [y, a, b] = scores(&mut Numbers(5), 400);
    for compare in ALL {
        let [one, other] = [compare(&y, &a, &b), compare(&y, &b, &a)].map(Result::unwrap);
        assert_eq!((one.first, one.second), (other.second, other.first));
        assert_eq!(one.difference.value.to_bits(), (-other.difference.value).to_bits());
        assert_eq!(one.difference.standard_error, other.difference.standard_error);
        assert_eq!(one.p_value(), other.p_value());
        let counts = |c: &ndarray_metrics::Comparison| {
            c.discordant().ok().map(|d| (d.first_only, d.second_only))
        };
        assert_eq!(counts(&one), counts(&other).map(|(b, c)| (c, b)));
        if let Ok(interval) = one.difference.interval(0.9) {
            let swapped = other.difference.interval(0.9).unwrap();
            assert_eq!((interval.lower, interval.upper), (-swapped.upper, -swapped.lower));
        }
    }
}

#[test]
fn equal_models_differ_by_nothing() {
    let [y, a, _] = scores(&mut Numbers(7), 100);
    for compare in &ALL[..7] {
        let same = compare(&y, &a, &a).unwrap();
        assert_eq!(same.difference.value.to_bits(), 0.0_f64.to_bits());
        assert_eq!((same.difference.standard_error, same.p_value()), (Ok(0.0), Ok(1.0)));
        if let Ok(discordant) = same.discordant() {
            assert_eq!((discordant.exact_p_value(), discordant.mid_p_value()), (1.0, 1.0));
        }
    }
    let perfect = RootMeanSquaredError.compare(&y, &y, &y).unwrap();
    assert_eq!((perfect.difference.standard_error, perfect.p_value()), (Ok(0.0), Ok(1.0)));
}

/// A mask, weights of 1 and the samples alone are one and the same; views of any layout, too.
#[test]
fn masked_samples_are_absent() -> Result<(), Error> {
    let [y, mut a, b] = scores(&mut Numbers(9), 60);
    let mask = Array1::from_shape_fn(60, |i| i % 3 != 0);
    let kept: Vec<_> = (0..60).filter(|i| i % 3 != 0).collect();
    let part = |array: &Array1<f64>| array.select(Axis(0), &kept);
    let expected = RocAuc.compare(&part(&y), &part(&a), &part(&b))?;
    let expected_mean = BinaryAccuracy::default().compare(&part(&y), &part(&a), &part(&b))?;
    a[0] = f64::NAN;
    assert_eq!(RocAuc.compare_weighted(&y, &a, &b, &mask)?, expected);
    let mean = BinaryAccuracy::default().compare_weighted(&y, &a, &b, &mask)?;
    assert_eq!(mean, expected_mean);
    assert!(mean.discordant().is_ok());
    let (y, a) = (y.slice(ndarray::s![1..;-1]).to_owned(), a.slice(ndarray::s![1..;-1]).to_owned());
    let reversed = y.slice(ndarray::s![..;-1]);
    let backwards = MeanSquaredError.compare(&reversed, &a.slice(ndarray::s![..;-1]), &reversed)?;
    assert_eq!(backwards, MeanSquaredError.compare(&y, &a, &y)?);
    Ok(())
}

/// Enough elements for several threads with the feature `rayon`: the batch at once is the batch in pieces.
#[test]
fn threads_give_the_same_bits() -> Result<(), Error> {
    let n = 150_000;
    let y = Array1::from_shape_fn(n, |i| (i % 2) as f32);
    let score = |step: usize| Array1::from_shape_fn(n, |i| ((i * step) % 1009) as f32 / 1009.0);
    let (a, b) = (score(7919), score(104_729));
    let mut means = MeanSquaredError.comparison();
    let mut areas = RocAuc.comparison();
    let mut counts = Precision::default().comparison();
    for i in (0..n).step_by(10_000) {
        let part = |array: &Array1<f32>| array.slice(ndarray::s![i..i + 10_000]).to_owned();
        means.update(&part(&y), &part(&a), &part(&b))?;
        areas.update(&part(&y), &part(&a), &part(&b))?;
        counts.update(&part(&y), &part(&a), &part(&b))?;
    }
    assert_eq!(means.result()?, MeanSquaredError.compare(&y, &a, &b)?);
    assert_eq!(areas.result()?, RocAuc.compare(&y, &a, &b)?);
    assert_eq!(counts.result()?, Precision::default().compare(&y, &a, &b)?);
    Ok(())
}

/// The elements of a sample are its terms: an axis of elements gives the differences of the samples' totals.
#[test]
fn rows_are_samples() -> Result<(), Error> {
    let table = |f: fn(usize, usize) -> f64| Array2::from_shape_fn((5, 3), |(i, j)| f(i, j));
    let (y, a, b) = (
        table(|_, _| 0.0),
        table(|i, j| (i * 5 + j * 3 % 7) as f64),
        table(|i, j| (i * i + 2 * j) as f64),
    );
    let means = |p: &Array2<f64>| p.mean_axis(Axis(1)).unwrap();
    let rows = MeanAbsoluteError.compare(&y, &a, &b)?;
    let single = MeanAbsoluteError.compare(&Array1::<f64>::zeros(5), &means(&a), &means(&b))?;
    assert_eq!(rows.difference.samples, 5);
    for (found, expected) in Ok(rows).numbers().into_iter().zip(Ok(single).numbers()) {
        approx::assert_relative_eq!(found?, expected?, max_relative = 1e-12);
    }
    Ok(())
}

/// Counts of Cochran's Q merge, of equally many models.
#[test]
fn counts_of_several_models_merge() -> Result<(), Error> {
    let [y, a, b] = scores(&mut Numbers(13), 90);
    let c = a.mapv(|score| 0.9 * score);
    let accuracy = BinaryAccuracy::default();
    let whole = accuracy.cochrans_q(&y, &[&a, &b, &c])?;
    let part = |array: &Array1<f64>, from: usize| array.slice(ndarray::s![from..;2]).to_owned();
    let of = |from| {
        accuracy.cochrans_q(&part(&y, from), &[&part(&a, from), &part(&b, from), &part(&c, from)])
    };
    let mut merged = of(0)?;
    merged.merge_checked(&of(1)?)?;
    assert_eq!(merged, whole);
    let two = accuracy.cochrans_q(&y, &[&a, &b])?;
    assert!(matches!(merged.merge_checked(&two), Err(Error::Configuration { .. })));
    assert_eq!(merged, whole);
    // Of two models, Q is (b − c)²/(b + c).
    let discordant = accuracy.compare(&y, &a, &b)?.discordant()?;
    let (b, c) = (discordant.first_only as f64, discordant.second_only as f64);
    assert_eq!(two.statistic()?, (b - c) * (b - c) / (b + c));
    Ok(())
}
