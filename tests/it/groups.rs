//! Many metrics fed by one batch: the bits of an update of each with its own samples.

use ndarray::{Array1, ArrayD, Axis, Slice, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Grouped, Streaming};

use crate::allocation::live_bytes;
use crate::data::{Random, sequences};

/// Groups in random order, in long runs, and of one sample each.
fn groupings(samples: usize) -> Vec<(Vec<usize>, usize)> {
    let mut random = Random(7);
    let few = (0..samples).map(|_| random.below(3)).collect();
    let runs = (0..samples).map(|sample| sample / 37).collect();
    let each = (0..samples).rev().collect();
    vec![(few, 4), (runs, samples), (each, samples)]
}

/// So many groups without samples.
fn grouped<M: PerSample>(measure: &M, metrics: usize) -> Grouped<M> {
    let mut grouped = Grouped::new(measure.clone());
    grouped.grow(metrics).expect("room");
    grouped
}

fn check<M: PerSample, T: Element, P: Element>(
    measure: &M,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<P>,
) {
    let samples = y_pred.shape()[0];
    let mut random = Random(11);
    let weights: Array1<f64> =
        (0..samples).map(|_| random.unit() * random.below(3) as f64).collect();
    for (groups, metrics) in groupings(samples) {
        let mut plain = grouped(measure, metrics);
        let mut weighted = plain.clone();
        plain.update(&groups, y_true, y_pred).unwrap();
        weighted.update_weighted(&groups, y_true, y_pred, &weights).unwrap();
        let (plain, weighted) = (plain.metrics(), weighted.metrics());
        assert_eq!(in_pieces(measure, &groups, metrics, y_true, y_pred), plain);
        for group in 0..metrics {
            let members: Vec<_> = (0..samples).filter(|&i| groups[i] == group).collect();
            let (y, p) = (y_true.select(Axis(0), &members), y_pred.select(Axis(0), &members));
            let mut alone = measure.clone().streaming();
            alone.update(&y, &p).unwrap();
            assert_eq!(plain[group], alone);
            let mut alone = measure.clone().streaming();
            alone.update_weighted(&y, &p, &weights.select(Axis(0), &members)).unwrap();
            assert_eq!(weighted[group], alone);
        }
    }
}

/// The metrics of groups that turn up as the batches come, of which some have weights of 1.
fn in_pieces<M: PerSample, T: Element, P: Element>(
    measure: &M,
    groups: &[usize],
    metrics: usize,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<P>,
) -> Vec<Streaming<M>> {
    let mut grouped = Grouped::new(measure.clone());
    for (piece, groups) in groups.chunks(61).enumerate() {
        let samples = Slice::from(piece * 61..piece * 61 + groups.len());
        let (y, p) = (y_true.slice_axis(Axis(0), samples), y_pred.slice_axis(Axis(0), samples));
        grouped.grow(groups.iter().max().map_or(0, |most| most + 1)).expect("room");
        match piece % 3 {
            0 => grouped.update_weighted(groups, &y, &p, &Array1::<f64>::ones(groups.len())),
            _ => grouped.update(groups, &y, &p),
        }
        .unwrap();
    }
    grouped.grow(metrics).expect("room");
    grouped.take(metrics)
}

#[test]
fn every_group_has_the_bits_of_its_own_updates() {
    let mut random = Random(3);
    let (y, p) = (random.numbers(500).into_dyn(), random.numbers(500).into_dyn());
    check(&MeanSquaredError, &y, &p);
    check(&RootMeanSquaredError, &y.mapv(|y| y as f32), &p);
    let (labels, scores) = (random.labels(500, 2).into_dyn(), random.probabilities(500).into_dyn());
    check(&BinaryCrossentropy::default(), &labels, &scores);
    check(&BinaryAccuracy::default(), &labels, &scores);
}

#[test]
fn samples_of_many_units_and_ignored_ones_keep_together() {
    let mut random = Random(5);
    let rows = random.distributions(1200, 3);
    let labels = random.labels(1200, 3).into_shape_with_order((300, 4)).unwrap().into_dyn();
    let sparse = SparseCategoricalCrossentropy { ignore_class: Some(2), ..Default::default() };
    check(&sparse, &labels, &sequences(&rows, 4).into_dyn());
    let truth = random.one_hot(1200, 3);
    let (truth, rows) = (sequences(&truth, 4).into_dyn(), sequences(&rows, 4).into_dyn());
    check(&CategoricalCrossentropy::default(), &truth, &rows);
    check(&MeanAbsoluteError, &truth, &rows);
}

/// Blocks and chunks are cut elsewhere than groups.
#[test]
fn large_batches_are_grouped_too() {
    let mut random = Random(13);
    let (y, p) = (random.numbers(30_000).into_dyn(), random.numbers(30_000).into_dyn());
    let groups: Vec<_> =
        (0..30_000).map(|i| usize::from(i > 9_000) + usize::from(i > 9_003)).collect();
    let mut metrics = grouped(&MeanSquaredError, 3);
    metrics.update(&groups, &y, &p).unwrap();
    let mut whole = metrics.take(1).remove(0);
    metrics.metrics().iter().for_each(|metric| whole.merge(metric).unwrap());
    assert_eq!(whole.result().unwrap(), MeanSquaredError.evaluate(&y, &p).unwrap());
}

#[test]
fn a_refused_batch_leaves_every_metric_as_it_was() {
    let measure = BinaryCrossentropy::default();
    let mut metrics = grouped(&measure, 2);
    let (labels, scores) = (array![0, 1, 1], array![0.5, 0.25, 0.75]);
    metrics.update(&[0, 1, 1], &labels, &scores).unwrap();
    let before = metrics.clone().take(2);
    let mut refuse = |groups: &[usize], scores: Array1<f64>, text: &str| {
        let error = metrics.update(groups, &labels, &scores).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(*metrics.clone().metrics(), before);
    };
    refuse(
        &[0, 1, 1],
        array![0.5, 0.25, 1.5],
        "y_pred[2] is 1.5, expected a probability in [0, 1]; if these are logits, say \
         `from_logits: true`",
    );
    refuse(
        &[0, 2, 1],
        scores.clone(),
        "groups[1] is 2, expected a number below 2, the number of groups; number the groups \
         from 0, or add groups with `grow`",
    );
    refuse(
        &[0, 1],
        scores.clone(),
        "all inputs must hold the same number of samples, found `groups`: 2, `y_pred`: 3",
    );
    let weights = array![1.0, 1.0, -1.0];
    let refused = metrics.update_weighted(&[0, 1, 1], &labels, &scores, &weights);
    assert_eq!(refused, Err(Error::Weight { index: vec![2], found: -1.0 }));
    assert_eq!(*metrics.metrics(), before);
}

#[test]
fn what_is_merged_must_have_equal_options_and_a_group() {
    let (labels, scores) = (array![1, 1], array![0.7, 0.7]);
    let mut metrics = grouped(&BinaryAccuracy::default(), 2);
    metrics.update(&[0, 1], &labels, &scores).unwrap();
    let mut strict = BinaryAccuracy { threshold: 0.9 }.streaming();
    strict.update(&labels, &scores).unwrap();
    let refused = metrics.merge(0, &strict);
    assert!(matches!(refused, Err(Error::Configuration { .. })), "{refused:?}");
    let mut wrong = BinaryAccuracy::default().streaming();
    wrong.update(&array![0, 0, 0], &array![0.7, 0.8, 0.9]).unwrap();
    assert_eq!(metrics.merge(2, &wrong), Err(Error::Group { sample: 0, found: 2, groups: 2 }));
    metrics.merge(1, &wrong).unwrap();
    let results: Vec<_> = metrics.metrics().iter().map(Metric::result).collect();
    assert_eq!(results, [Ok(1.0), Ok(0.25)]);
}

#[test]
fn groups_that_are_taken_leave_the_others() {
    let mut metrics = grouped(&MeanAbsoluteError, 3);
    metrics.update(&[2, 0, 1], &array![0.0, 0.0, 0.0], &array![3.0, 1.0, 2.0]).unwrap();
    let results =
        |metrics: &[Streaming<_>]| -> Vec<_> { metrics.iter().map(Metric::result).collect() };
    assert_eq!(results(&metrics.take(1)), [Ok(1.0)]);
    metrics.update(&[1], &array![0.0], &array![5.0]).unwrap();
    assert_eq!(results(metrics.metrics()), [Ok(2.0), Ok(4.0)]);
    assert_eq!(results(&metrics.take(7)), [Ok(2.0), Ok(4.0)]);
    assert!(metrics.metrics().is_empty());
}

/// Without samples there is nothing to add, but shapes are checked all the same.
#[test]
fn an_empty_batch_changes_nothing() {
    let mut metrics = grouped(&MeanSquaredError, 2);
    let none = Array1::<f64>::zeros(0);
    metrics.update(&[], &none, &none).unwrap();
    assert_eq!(metrics.metrics()[0].result(), Err(Undefined::NoSamples));
    let flat = none.clone().insert_axis(Axis(1));
    let refused = metrics.update(&[], &none, &flat);
    assert!(matches!(refused, Err(Error::Shapes { .. })), "{refused:?}");
}

/// Batches with weights between others without, all of them too small to be settled at once.
#[test]
fn weights_stay_with_their_samples() {
    let (mut metrics, mut alone) = (grouped(&MeanAbsoluteError, 1), MeanAbsoluteError.streaming());
    let (y, p) = (array![0.0, 0.0], array![1.0, 2.0]);
    for weights in [None, Some(array![0.25, 8.0]), None, Some(array![3.0, 0.5]), None] {
        match weights {
            None => {
                metrics.update(&[0, 0], &y, &p).unwrap();
                alone.update(&y, &p).unwrap();
            }
            Some(weights) => {
                metrics.update_weighted(&[0, 0], &y, &p, &weights).unwrap();
                alone.update_weighted(&y, &p, &weights).unwrap();
            }
        }
    }
    assert_eq!(metrics.metrics(), [alone]);
}

/// Of every sample that waits its group and its term, and its weight if it has one.
#[test]
fn memory_is_told() {
    let samples = 1000;
    let (groups, y) = ((0..samples).collect::<Vec<_>>(), Array1::<f64>::zeros(samples));
    let of_metrics = samples * size_of::<Streaming<MeanAbsoluteError>>();
    let told = |weighted: bool| {
        let before = live_bytes();
        let mut metrics = grouped(&MeanAbsoluteError, samples);
        match weighted {
            false => metrics.update(&groups, &y, &y).unwrap(),
            true => metrics.update_weighted(&groups, &y, &y, &y).unwrap(),
        }
        let held = usize::try_from(live_bytes() - before).unwrap();
        assert_eq!(metrics.allocated(), held);
        held - of_metrics
    };
    assert!((16 * samples..32 * samples).contains(&told(false)));
    assert!((24 * samples..48 * samples).contains(&told(true)));
}
