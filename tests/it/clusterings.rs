//! Clusterings: values that can be checked by hand, labels of any kind, counts of any size, and the same bits for any
//! order, names and threads.

use ndarray::{Array1, Array2, Axis, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ClusterMoments, ContingencyCell, ContingencyTable, State};

use crate::data::Random;

fn bits(table: &ContingencyTable) -> Vec<Result<u64, Undefined>> {
    let means =
        [EntropyMean::Arithmetic, EntropyMean::Geometric, EntropyMean::Min, EntropyMean::Max];
    let mut values = vec![
        table.rand_index(),
        table.adjusted_rand_index(),
        table.fowlkes_mallows(),
        table.mutual_information(),
        table.expected_mutual_information(),
        table.homogeneity(),
        table.completeness(),
        table.v_measure(0.5),
        table.purity(),
        table.cluster_accuracy(),
    ];
    values.extend(means.map(|mean| table.normalized_mutual_information(mean)));
    values.extend(means.map(|mean| table.adjusted_mutual_information(mean)));
    values.into_iter().map(|value| value.map(f64::to_bits)).collect()
}

fn close(found: Result<f64, Error>, expected: f64) {
    assert!(
        found.as_ref().is_ok_and(|found| (found - expected).abs() < 4e-16),
        "{found:?}, {expected}"
    );
}

#[test]
fn four_samples_by_hand() {
    let (y, p) = (array![0.0, 0.0, 1.0, 2.0], array![0.0, 0.0, 1.0, 1.0]);
    assert_eq!(metrics::rand_index(&y, &p), Ok(5.0 / 6.0));
    assert_eq!(metrics::adjusted_rand_index(&y, &p), Ok(4.0 / 7.0));
    assert_eq!(metrics::v_measure(&y, &p), Ok(0.8));
    assert_eq!(metrics::fowlkes_mallows(&y, &p), Ok(0.5_f64.sqrt()));
    close(metrics::adjusted_mutual_information(&y, &p), 4.0 / 7.0);
    let of = |mean| NormalizedMutualInformation { mean }.evaluate(&y, &p);
    assert_eq!((of(EntropyMean::Arithmetic), of(EntropyMean::Min)), (Ok(0.8), Ok(1.0)));
    close(of(EntropyMean::Geometric), (2.0_f64 / 3.0).sqrt());
    close(of(EntropyMean::Max), 2.0 / 3.0);
}

#[test]
fn four_points_by_hand() {
    let (labels, points) = (array![0.0, 0.0, 1.0, 1.0], array![[0.0], [1.0], [10.0], [12.0]]);
    for far in [0.0, 1e8, -3e10] {
        let points = &points + far;
        assert_eq!(metrics::calinski_harabasz(&labels, &points), Ok(88.2));
        assert_eq!(metrics::davies_bouldin(&labels, &points), Ok(1.0 / 7.0));
        assert_eq!(metrics::dunn_index(&labels, &points), Ok(4.5));
        let expected = (10.0 / 11.0 + 0.9 + 7.5 / 9.5 + 9.5 / 11.5) / 4.0;
        close(metrics::silhouette(&labels, &points), expected);
    }
    let expected = [10.0 / 11.0, 0.9, 7.5 / 9.5, 9.5 / 11.5];
    let found = metrics::silhouette_samples(&labels, &points).unwrap();
    assert_eq!(found.to_vec(), expected);
}

/// One cluster, and one sample in each cluster: equal clusterings are 1, different ones have nothing in common.
#[test]
fn trivial_clusterings() {
    let (one, each, halves) =
        (Array1::from_elem(4, 3.0), array![0.0, 1.0, 2.0, 3.0], array![0.0, 0.0, 1.0, 1.0]);
    for side in [&one, &each] {
        assert_eq!(metrics::rand_index(side, side), Ok(1.0));
        assert_eq!(metrics::adjusted_rand_index(side, side), Ok(1.0));
        assert_eq!(metrics::v_measure(side, side), Ok(1.0));
        assert_eq!(metrics::adjusted_mutual_information(side, side), Ok(1.0));
        for other in [&halves, if side == one { &each } else { &one }] {
            let means = [EntropyMean::Min, EntropyMean::Geometric, EntropyMean::Max];
            for mean in means {
                assert_eq!(AdjustedMutualInformation { mean }.evaluate(side, other), Ok(0.0));
            }
        }
        assert_eq!(metrics::adjusted_rand_index(side, &halves), Ok(0.0));
    }
    assert_eq!(metrics::v_measure(&one, &halves), Ok(0.0));
    assert_eq!(metrics::homogeneity(&one, &halves), Ok(1.0));
    let undefined = Err(Error::Undefined(Undefined::ZeroDenominator));
    assert_eq!(metrics::fowlkes_mallows(&each, &each), undefined);
    assert_eq!(metrics::fowlkes_mallows(&each, &one), undefined);
    assert_eq!(metrics::fowlkes_mallows(&one, &one), Ok(1.0));
    assert_eq!(metrics::rand_index(&array![5.0], &array![-5.0]), Ok(1.0));
}

#[test]
fn labels_are_whole_numbers_of_any_type() {
    let values = [
        metrics::rand_index(&array![i64::MIN, i64::MIN, i64::MAX], &array![1_u8, 1, 0]),
        metrics::rand_index(&array![-3_i8, -3, 3], &array![true, true, false]),
        metrics::rand_index(&array![1e15, 1e15, -1e15], &array![0_u64, 0, 1 << 62]),
    ];
    assert_eq!(values, [Ok(1.0), Ok(1.0), Ok(1.0)]);
    // No two of these are one f64.
    let near = array![(1_i64 << 60) + 1, 1 << 60, (1 << 60) - 1];
    assert_eq!(metrics::rand_index(&near, &array![0_i64, 1, 2]), Ok(1.0));
    let text = |found: Result<f64, Error>| found.map_err(|error| error.to_string()).unwrap_err();
    let refused = text(metrics::rand_index(&array![u64::MAX, 1], &array![0_u64, 1]));
    assert!(
        refused.starts_with("y_true[0] is 1.8446744e19, expected the label of a cluster"),
        "{refused}"
    );
    assert!(text(metrics::rand_index(&near, &array![0.0, 1.0, 2.0])).contains("no `f64` holds"));
    let points = array![[0.0], [1.0], [5.0]];
    assert!(text(metrics::calinski_harabasz(&near, &points)).contains("no `f64` holds"));
}

#[test]
fn weights_count_samples() {
    let (y, p, w) =
        (array![0.0, 0.0, 1.0, 2.0], array![0.0, 1.0, 1.0, 1.0], array![2.0, 1.0, 0.0, 3.0]);
    let times =
        |x: &Array1<f64>| [x[0], x[0], x[1], x[3], x[3], x[3]].into_iter().collect::<Array1<_>>();
    let repeated = RandIndex.state_of(&times(&y), &times(&p)).unwrap();
    assert_eq!(RandIndex.state_of_weighted(&y, &p, &w).unwrap(), repeated);
    let mask = array![true, false, true, true];
    let masked = RandIndex.evaluate_weighted(&y, &p, &mask);
    assert_eq!(masked, metrics::rand_index(&array![0.0, 1.0, 2.0], &array![0.0, 1.0, 1.0]));
    for bad in [0.5, 2_f64.powi(33)] {
        let refused = RandIndex.evaluate_weighted(&y, &p, &array![1.0, bad, 1.0, 1.0]);
        let text = refused.unwrap_err().to_string();
        let start = format!(
            "weights[1] is {}, expected a whole number up to 2^32; ",
            if bad < 1.0 { "0.5" } else { "8589934592" }
        );
        assert!(text.starts_with(&start), "{text}");
    }
    let points = array![[0.0], [1.0], [7.0], [9.0]];
    let repeated = array![[0.0], [0.0], [1.0], [9.0], [9.0], [9.0]];
    let weighted = CalinskiHarabasz.evaluate_weighted(&y, &points, &w);
    assert_eq!(weighted, CalinskiHarabasz.evaluate(&times(&y), &repeated));
}

/// Many samples, and more than there may be.
#[test]
fn counts_of_any_size() {
    let filled = |counts: [u64; 4]| {
        let mut table = ContingencyTable::default();
        let cells = [(0, 0), (0, 1), (1, 0), (1, 1)];
        cells.into_iter().zip(counts).for_each(|((y, p), count)| table.add(y, p, count));
        table
    };
    let (few, many) = (filled([400, 100, 200, 300]), filled([400, 100, 200, 300].map(|n| n << 50)));
    assert_eq!(many.samples(), 1000 << 50);
    let [few, at_many] = [&few, &many].map(|table| table.adjusted_rand_index().unwrap());
    assert!((few - at_many).abs() < 1e-3 && at_many > 0.0, "{few}, {at_many}");
    assert_eq!(many.purity(), Ok(0.7));
    assert_eq!(many.cluster_accuracy(), Ok(0.7));
    assert!(many.adjusted_mutual_information(EntropyMean::Max).is_ok_and(|value| value < 1.0));
    let mut most = filled([u64::MAX, 1, 1, u64::MAX]);
    assert_eq!(most.adjusted_rand_index(), Err(Undefined::Overflow));
    most.merge(&most.clone());
    assert_eq!((most.samples(), most.cells()[0].count), (u64::MAX, u64::MAX));
    assert_eq!(most.cluster_accuracy(), Err(Undefined::Overflow));
}

/// Of dense blocks and of sorted ones, in any order and any parts, by other names.
#[test]
fn the_same_bits_for_any_order_parts_and_names() {
    let mut random = Random(7);
    for clusters in [2, 5, 300] {
        let n = 20_000;
        let y = random.labels(n, clusters).mapv(|label| label as f64);
        let p = Array1::from_shape_fn(n, |i| {
            if random.below(3) == 0 { y[i] } else { random.below(clusters) as f64 }
        });
        let whole = RandIndex.state_of(&y, &p).unwrap();
        let mut parts = ContingencyTable::default();
        for (y, p) in y.axis_chunks_iter(Axis(0), 777).zip(p.axis_chunks_iter(Axis(0), 777)) {
            parts.merge(&RandIndex.state_of(&y, &p).unwrap());
        }
        assert_eq!(parts, whole);
        let renamed = |label: &f64| 1e13 - 1e10 * label;
        let turned = RandIndex.state_of(&y.mapv(|y| renamed(&y)), &p.mapv(|p| -p)).unwrap();
        assert_eq!(bits(&turned), bits(&whole), "{clusters}");
    }
}

#[test]
fn cells_in_order() {
    let table = RandIndex.state_of(&array![5, -1, 5], &array![0, 7, 0]).unwrap();
    let cells: Vec<_> =
        table.cells().iter().map(|cell| (cell.truth, cell.prediction, cell.count)).collect();
    assert_eq!(cells, [(-1, 7, 1), (5, 0, 2)]);
    let first: Option<ContingencyCell> = table.cells().first().copied();
    assert_eq!(format!("{table:?}"), format!("ContingencyTable({:?})", table.cells()));
    assert!(first.is_some() && !table.is_empty() && ContingencyTable::default().is_empty());
}

/// Against every matching of up to five clusters.
#[test]
fn the_best_matching_is_found() {
    fn best(counts: &[Vec<u64>], taken: u32) -> u64 {
        let Some((row, rest)) = counts.split_first() else { return 0 };
        let free = (0..row.len()).filter(|column| taken >> column & 1 == 0);
        let with = free.map(|column| row[column] + best(rest, taken | 1 << column));
        with.chain([best(rest, taken)]).max().unwrap_or(0)
    }
    let mut random = Random(11);
    for _ in 0..500 {
        let (rows, columns, sparse) = (1 + random.below(5), 1 + random.below(5), random.below(3));
        let mut cell = || if random.below(3) < sparse { 0 } else { random.below(9) as u64 };
        let counts: Vec<Vec<u64>> =
            (0..rows).map(|_| (0..columns).map(|_| cell()).collect()).collect();
        let mut table = ContingencyTable::default();
        for (i, row) in counts.iter().enumerate() {
            row.iter().enumerate().for_each(|(j, &n)| table.add(i as i64, j as i64, n));
        }
        let expected = best(&counts, 0) as f64 / table.samples().max(1) as f64;
        let found = table.cluster_accuracy();
        assert!(found == Ok(expected) || table.is_empty() && found == Err(Undefined::NoSamples));
    }
}

#[test]
fn dispersion_has_no_value_or_says_why() {
    let points = array![[0.0, 1.0], [0.0, 1.0], [5.0, 5.0]];
    let of = |labels: [f64; 3]| metrics::calinski_harabasz(&Array1::from(labels.to_vec()), &points);
    let undefined = |why| Err(Error::Undefined(why));
    assert_eq!(of([1.0; 3]), undefined(Undefined::OneClass));
    assert_eq!(of([0.0, 1.0, 2.0]), undefined(Undefined::TooFewSamples));
    assert_eq!(of([0.0, 0.0, 2.0]), undefined(Undefined::Constant));
    let huge = metrics::calinski_harabasz(&array![0.0, 0.0, 1.0], &points.mapv(|x| x * 1e200));
    assert_eq!(huge, undefined(Undefined::Overflow));
    assert_eq!(ClusterMoments::default().calinski_harabasz(), Err(Undefined::NoSamples));
    let mut stream = CalinskiHarabasz.streaming();
    stream.update(&array![0.0, 0.0, 1.0], &points).unwrap();
    let before = stream.clone();
    let refused = stream.update(&array![0.0], &array![[1.0]]).unwrap_err().to_string();
    assert!(refused.starts_with("the last axis has 1 columns, expected 2"), "{refused}");
    assert_eq!(stream, before);
}

/// Points of a few clusters, some of a single point, and quarters, of which some tie.
fn clustered(random: &mut Random, n: usize, features: usize) -> (Array1<f64>, Array2<f64>) {
    let labels =
        Array1::from_shape_fn(
            n,
            |i| if i < 3 { -(i as f64) } else { random.below(4) as f64 + 1.0 },
        );
    let points = Array2::from_shape_fn((n, features), |(i, _)| {
        3.0 * labels[i] + (8.0 * random.unit()).round() / 4.0
    });
    (labels, points)
}

type OfPoints = fn(&Array1<f64>, &Array2<f64>) -> Result<f64, Error>;

#[test]
fn points_in_memory_have_the_same_bits_in_any_order_and_by_any_names() {
    let values: [OfPoints; 3] = [
        |labels, points| metrics::silhouette(labels, points),
        |labels, points| metrics::davies_bouldin(labels, points),
        |labels, points| metrics::dunn_index(labels, points),
    ];
    let mut random = Random(5);
    for (n, features) in [(9, 1), (40, 3), (301, 17)] {
        let (labels, points) = clustered(&mut random, n, features);
        let mut order: Vec<_> = (0..n).collect();
        order.sort_by_key(|i| i * 7919 % n);
        let (other, moved) =
            (labels.select(Axis(0), &order).mapv(|y| 50.0 - y), points.select(Axis(0), &order));
        for value in values {
            let found = value(&labels, &points);
            assert!(found.is_ok());
            assert_eq!(value(&other, &moved), found);
            // By another power of two.
            assert_eq!(value(&labels, &(&points * 2_f64.powi(-900))), found);
            assert_eq!(value(&labels, &(&points * 2_f64.powi(900))), found);
        }
        let samples = metrics::silhouette_samples(&labels, &points).unwrap();
        assert_eq!(
            metrics::silhouette_samples(&other, &moved).unwrap(),
            samples.select(Axis(0), &order)
        );
        assert_eq!(samples.iter().take(3).copied().collect::<Vec<_>>(), [0.0; 3]);
    }
}

#[cfg(feature = "rayon")]
#[test]
fn points_in_memory_have_the_same_bits_on_any_number_of_threads() {
    let (labels, points) = clustered(&mut Random(6), 600, 5);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            (metrics::silhouette(&labels, &points), metrics::dunn_index(&labels, &points))
        })
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn points_in_memory_have_no_value_or_say_why() {
    let (none, points) = (Array1::<f64>::zeros(0), array![[0.0], [1.0], [1.0]]);
    let undefined = |why| Err(Error::Undefined(why));
    assert_eq!(
        metrics::silhouette(&none, &Array2::<f64>::zeros((0, 2))),
        undefined(Undefined::NoSamples)
    );
    assert_eq!(
        metrics::silhouette(&Array1::from_elem(3, 1.0), &points),
        undefined(Undefined::OneClass)
    );
    assert_eq!(
        metrics::silhouette(&array![1.0, 2.0, 3.0], &points),
        undefined(Undefined::TooFewSamples)
    );
    assert_eq!(
        metrics::davies_bouldin(&array![1.0, 2.0, 3.0], &points),
        undefined(Undefined::Constant)
    );
    assert_eq!(
        metrics::dunn_index(&array![1.0, 2.0, 2.0], &points),
        undefined(Undefined::Constant)
    );
    assert_eq!(metrics::silhouette(&array![1.0, 1.0, 2.0], &array![[2.0], [2.0], [2.0]]), Ok(0.0));
    let text = |found: Result<f64, Error>| found.unwrap_err().to_string();
    let shape = text(metrics::silhouette(&array![1.0, 2.0], &points));
    assert!(shape.contains("the same number of samples"), "{shape}");
    let nan = text(metrics::dunn_index(&array![1.0, 2.0, 2.0], &array![[0.0], [f64::NAN], [1.0]]));
    assert!(nan.starts_with("y_pred[1, 0] is NaN, expected a finite number"), "{nan}");
}

#[test]
fn a_beta_below_zero_is_refused() {
    let refused = VMeasure { beta: -1.0 }.evaluate(&array![0.0, 1.0], &array![0.0, 1.0]);
    let text = "option `beta` is -1, expected a finite number of at least 0";
    assert_eq!(refused.map_err(|error| error.to_string()), Err(text.into()));
}
