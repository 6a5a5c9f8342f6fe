//! Windows: the bits of one call on the tail of the stream.

use ndarray::{Array1, Axis, Slice, array, s};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Bootstrap, ByGroup, HoppingWindows, SlidingWindow};

use crate::data::Random;

/// Labels and scores of a hundred samples, and weights of which a third are 0.
fn stream() -> [Array1<f64>; 3] {
    let mut random = Random(8);
    let y = (0..100).map(|_| random.below(2) as f64).collect();
    let p = (0..100).map(|_| random.below(30) as f64 / 30.0).collect();
    [y, p, (0..100).map(|_| random.below(3) as f64 / 4.0).collect()]
}

/// Where batches of random sizes end, some of which are empty.
fn batches() -> Vec<(usize, usize)> {
    let (mut random, mut start, mut all) = (Random(3), 0, vec![]);
    while start < 100 {
        let end = 100.min(start + random.below(9));
        all.push((start, end));
        start = end;
    }
    all
}

fn part(array: &Array1<f64>, (start, end): (usize, usize)) -> Array1<f64> {
    array.slice_axis(Axis(0), Slice::from(start..end)).to_owned()
}

/// The value of some of the samples.
fn of_samples<M: Measure>(
    measure: &M,
    [y, p, w]: &[Array1<f64>; 3],
    samples: &[usize],
) -> M::Output {
    let mut stream = measure.clone().streaming();
    let of = |array: &Array1<f64>| array.select(Axis(0), samples);
    stream.update_weighted(&of(y), &of(p), &of(w)).unwrap();
    stream.result()
}

fn check_sliding<M: Measure<Output: PartialEq + std::fmt::Debug>>(measure: &M, length: usize) {
    let data = stream();
    let mut samples = SlidingWindow::of_samples(measure.clone(), length);
    let mut last = SlidingWindow::of_batches(measure.clone(), length);
    for (i, &ends) in batches().iter().enumerate() {
        let [y, p, w] = [0, 1, 2].map(|array| part(&data[array], ends));
        samples.update_weighted(&y, &p, &w).unwrap();
        last.update_weighted(&y, &p, &w).unwrap();
        let counted: Vec<_> = (0..ends.1).filter(|&i| data[2][i] > 0.0).collect();
        let tail = &counted[counted.len().saturating_sub(length)..];
        assert_eq!(samples.result(), of_samples(measure, &data, tail));
        assert_eq!((samples.len(), last.len()), (tail.len(), length.min(i + 1)));
        let first = batches()[(i + 1).saturating_sub(length)].0;
        let tail: Vec<_> = (first..ends.1).collect();
        assert_eq!(last.result(), of_samples(measure, &data, &tail));
    }
}

#[test]
fn the_last_samples_and_batches_have_the_bits_of_the_tail() {
    for length in [1, 3, 17, 500] {
        check_sliding(&RocAuc, length);
        check_sliding(&MeanSquaredError, length);
    }
}

#[test]
fn hopping_windows_have_the_bits_of_their_samples() {
    let data = stream();
    let counted: Vec<_> = (0..100).filter(|&i| data[2][i] > 0.0).collect();
    for (length, step) in [(1, 1), (6, 6), (6, 4), (10, 5), (7, 3)] {
        let (mut windows, mut found) = (HoppingWindows::new(RocAuc, length, step), vec![]);
        for ends in batches() {
            let [y, p, w] = [0, 1, 2].map(|array| part(&data[array], ends));
            found.extend(windows.update_weighted(&y, &p, &w).unwrap());
        }
        let expected = counted.windows(length).step_by(step);
        let expected: Vec<_> = expected.map(|own| of_samples(&RocAuc, &data, own)).collect();
        assert_eq!(found, expected, "{length} {step}");
    }
}

#[test]
fn a_large_error_leaves_no_trace() {
    let mut window = SlidingWindow::of_samples(MeanSquaredError, 3);
    window.update(&array![0.0, 0.0], &array![1e8, 1e-3]).unwrap();
    assert_eq!(window.result(), Ok(5e15));
    window.update(&array![0.0, 0.0], &array![1e-3, 1e-3]).unwrap();
    assert_eq!(window.result(), Ok(1e-6));
    window.reset();
    assert_eq!((window.result(), window.is_empty()), (Err(Undefined::NoSamples), true));
}

#[test]
fn refused_batches_change_nothing() {
    let mut window = SlidingWindow::of_samples(RocAuc, 2);
    window.update(&array![0.0, 1.0], &array![0.2, 0.8]).unwrap();
    let before = window.clone();
    assert!(window.update(&array![3.0, 1.0, 0.0], &array![0.5, 0.5, 0.5]).is_err()); // outside the window
    assert_eq!(window, before);
    let none = SlidingWindow::of_batches(RocAuc, 0).update(&array![0.0], &array![0.5]).unwrap_err();
    assert_eq!(none.to_string(), "option `length` is 0, expected a number of at least 1");
    let mut hopping = HoppingWindows::new(RocAuc, 2, 3);
    let long = hopping.update(&array![0.0], &array![0.5]).unwrap_err().to_string();
    assert_eq!(long, "option `step` is 3, expected at most 2, the length of a window");
    let mut columns = HoppingWindows::new(R2ScorePerColumn::default(), 5, 5);
    let two = array![[1.0, 2.0]];
    columns.update(&two, &two).unwrap();
    let three = array![[1.0, 2.0, 3.0]];
    assert!(columns.update(&three, &three).is_err());
}

/// Values by group, resampled and in windows are those of the measure of the same values.
#[test]
fn values_alone() -> Result<(), Error> {
    let values = Array1::from_shape_fn(40, |i| (i * 37 % 41) as f64);
    let weights = Array1::from_shape_fn(40, |i| (i % 3) as f64);
    let groups: Vec<usize> = (0..40).map(|i| i % 4).collect();
    let of_group = |array: &Array1<f64>, group: usize| array.slice(s![group..;4]).to_owned();
    let mut by_group = ByGroup::new((Median, Mean));
    by_group.add_weighted(&groups, &values, &weights)?;
    for group in 0..4 {
        let (own, weights) = (of_group(&values, group), of_group(&weights, group));
        let both = (Median, Mean).of_weighted(&own, &weights)?;
        assert_eq!(by_group.of_group(&group), Some(both));
    }
    let mut bootstrap = Bootstrap::with(Median, 3, 0);
    bootstrap.add_weighted(&(0..40).collect::<Vec<_>>(), &values, &weights)?;
    assert_eq!(bootstrap.result(), Ok(Median.of_weighted(&values, &weights)?));
    let (mut last, mut hops) =
        (SlidingWindow::of_samples(Mean, 10), HoppingWindows::tumbling(Mean, 20));
    last.add_weighted(&values, &weights)?;
    let tail = Mean.of_weighted(&values.slice(s![25..]), &weights.slice(s![25..]))?; // ten of weight above 0
    assert_eq!(last.result(), Ok(tail));
    assert_eq!(hops.add(&values)?.len(), 2);
    let refused = by_group.add(&[1], &array![f64::NAN]);
    let refused = refused.expect_err("no number").to_string();
    assert!(refused.contains("member 0 of the tuple"), "{refused}");
    assert!(refused.contains("values[0] is NaN"), "{refused}");
    assert_eq!(hops.add(&array![f64::NAN]).expect_err("no number").argument(), Some("values"));
    Ok(())
}
