//! Many metrics fed by one batch: the bits of an update of each with its own samples.

use ndarray::{Array1, ArrayD, Axis, Slice, array};
use ndarray_metrics::mean::Terms;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Grouped, Observe, Streaming};

use crate::data::{Random, sequences};

/// Groups in random order, in long runs, and of one sample each.
fn groupings(samples: usize) -> Vec<(Vec<usize>, usize)> {
    let mut random = Random(7);
    let few = (0..samples).map(|_| random.below(3)).collect();
    let runs = (0..samples).map(|sample| sample / 37).collect();
    let each = (0..samples).rev().collect();
    vec![(few, 4), (runs, samples), (each, samples)]
}

fn check<M, T: Element, P: Element>(measure: &M, y_true: &ArrayD<T>, y_pred: &ArrayD<P>)
where
    M: MeanMeasure<Unit: Terms<M, T, P>> + Observe<T, P>,
{
    let samples = y_pred.shape()[0];
    let mut random = Random(11);
    let weights: Array1<f64> =
        (0..samples).map(|_| random.unit() * random.below(3) as f64).collect();
    for (groups, metrics) in groupings(samples) {
        let mut plain = vec![measure.clone().streaming(); metrics];
        let mut weighted = plain.clone();
        Streaming::update_groups(&mut plain, &groups, y_true, y_pred).unwrap();
        Streaming::update_groups_weighted(&mut weighted, &groups, y_true, y_pred, &weights)
            .unwrap();
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
fn in_pieces<M, T: Element, P: Element>(
    measure: &M,
    groups: &[usize],
    metrics: usize,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<P>,
) -> Vec<Streaming<M>>
where
    M: MeanMeasure<Unit: Terms<M, T, P>>,
{
    let mut grouped = Grouped::new(measure.clone());
    for (piece, groups) in groups.chunks(61).enumerate() {
        let samples = Slice::from(piece * 61..piece * 61 + groups.len());
        let (y, p) = (y_true.slice_axis(Axis(0), samples), y_pred.slice_axis(Axis(0), samples));
        grouped.grow(groups.iter().max().map_or(0, |most| most + 1));
        match piece % 3 {
            0 => grouped.update_weighted(groups, &y, &p, &Array1::<f64>::ones(groups.len())),
            _ => grouped.update(groups, &y, &p),
        }
        .unwrap();
        assert!(grouped.update(&[usize::MAX; 1], &y, &p).is_err());
    }
    grouped.grow(metrics);
    std::mem::take(grouped.metrics())
}

#[test]
fn a_refused_batch_of_groups_leaves_no_trace() {
    let mut grouped = Grouped::new(BinaryCrossentropy::default());
    grouped.grow(2);
    grouped.update(&[0, 1], &array![1, 0], &array![0.5, 0.25]).unwrap();
    let before = grouped.clone().metrics().clone();
    let error = grouped.update(&[1, 0], &array![1, 0], &array![0.5, 7.0]).unwrap_err();
    assert!(matches!(error, Error::Value { argument: "y_pred", .. }), "{error}");
    let error = grouped.update(&[1, 2], &array![1, 0], &array![0.5, 0.5]).unwrap_err();
    assert_eq!(error, Error::Group { sample: 1, found: 2, groups: 2 });
    let error = grouped.update(&[1], &array![1, 0], &array![0.5, 0.5]).unwrap_err();
    assert!(matches!(error, Error::SampleCounts { .. }), "{error}");
    assert_eq!(*grouped.metrics(), before);
    assert_eq!(
        before[1].result(),
        BinaryCrossentropy::default()
            .evaluate(&array![0], &array![0.25])
            .map_err(|_| Undefined::NoSamples)
    );
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
    let mut metrics = vec![MeanSquaredError.streaming(); 3];
    Streaming::update_groups(&mut metrics, &groups, &y, &p).unwrap();
    let mut whole = metrics.remove(0);
    metrics.iter().for_each(|metric| whole.merge(metric).unwrap());
    assert_eq!(whole.result().unwrap(), MeanSquaredError.evaluate(&y, &p).unwrap());
}

#[test]
fn a_refused_batch_leaves_every_metric_as_it_was() {
    let measure = BinaryCrossentropy::default();
    let mut metrics = vec![measure.streaming(); 2];
    let (labels, scores) = (array![0, 1, 1], array![0.5, 0.25, 0.75]);
    Streaming::update_groups(&mut metrics, &[0, 1, 1], &labels, &scores).unwrap();
    let before = metrics.clone();
    let mut refuse = |groups: &[usize], scores: Array1<f64>, text: &str| {
        let error = Streaming::update_groups(&mut metrics, groups, &labels, &scores).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(metrics, before);
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
        "groups[1] is 2, expected a position among the 2 metrics; number the groups from 0, or \
         add metrics",
    );
    refuse(
        &[0, 1],
        scores.clone(),
        "all inputs must hold the same number of samples, found `groups`: 2, `y_pred`: 3",
    );
    let weights = array![1.0, 1.0, -1.0];
    let refused =
        Streaming::update_groups_weighted(&mut metrics, &[0, 1, 1], &labels, &scores, &weights);
    assert_eq!(refused, Err(Error::Weight { index: vec![2], found: -1.0 }));
    assert_eq!(metrics, before);
}

#[test]
fn metrics_of_unequal_options_are_refused_where_both_are_named() {
    let strict = BinaryAccuracy { threshold: 0.9 };
    let mut metrics = vec![BinaryAccuracy::default().streaming(), strict.streaming()];
    let (labels, scores) = (array![1, 1], array![0.7, 0.7]);
    let refused = Streaming::update_groups(&mut metrics, &[0, 1], &labels, &scores);
    assert!(matches!(refused, Err(Error::Configuration { .. })), "{refused:?}");
    assert_eq!(metrics[0].result(), Err(Undefined::NoSamples));
    Streaming::update_groups(&mut metrics, &[1, 1], &labels, &scores).unwrap();
    assert_eq!(metrics[1].result(), Ok(0.0));
}

/// Without samples there is nothing to add, but shapes are checked all the same.
#[test]
fn an_empty_batch_changes_nothing() {
    let mut metrics = vec![MeanSquaredError.streaming(); 2];
    let none = Array1::<f64>::zeros(0);
    Streaming::update_groups(&mut metrics, &[], &none, &none).unwrap();
    assert_eq!(metrics[0].result(), Err(Undefined::NoSamples));
    let flat = none.clone().insert_axis(Axis(1));
    let refused = Streaming::update_groups(&mut metrics, &[], &none, &flat);
    assert!(matches!(refused, Err(Error::Shapes { .. })), "{refused:?}");
}
