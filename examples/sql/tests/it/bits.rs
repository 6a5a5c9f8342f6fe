//! The same bits, however the engine goes about it.

use std::sync::Arc;

use datafusion::arrow::array::{Float32Array, Float64Array, Int32Array, RecordBatch};
use datafusion::prelude::SessionConfig;

use crate::session::{Random, batch, numbers, session};

const ROWS: usize = 6000;

/// Numbers of very different sizes, for which plain sums depend on the order.
fn rows() -> RecordBatch {
    let mut random = Random(6);
    let mut wild = || {
        let values: Vec<f64> = (0..ROWS)
            .map(|_| (random.unit() - 0.5) * 10_f64.powi(random.below(17) as i32 - 8))
            .collect();
        Arc::new(Float64Array::from(values))
    };
    let (y, p) = (wild(), wild());
    let labels = (0..ROWS).map(|_| random.below(2) as i32);
    let labels = Int32Array::from_iter_values(labels.collect::<Vec<_>>());
    let score = (0..ROWS).map(|_| random.below(200) as f32 / 200.0);
    let score = Float32Array::from_iter_values(score.collect::<Vec<_>>());
    let weight =
        Float64Array::from_iter_values((0..ROWS).map(|_| random.unit()).collect::<Vec<_>>());
    let few = Int32Array::from_iter_values((0..ROWS).map(|row| (row % 3) as i32));
    let many = Int32Array::from_iter_values((0..ROWS).map(|row| (row * 7 % 2500) as i32));
    batch(vec![
        ("y", y),
        ("p", p),
        ("label", Arc::new(labels)),
        ("score", Arc::new(score)),
        ("w", Arc::new(weight)),
        ("few", Arc::new(few)),
        ("many", Arc::new(many)),
    ])
}

/// The rows in partitions of very different sizes, one of them empty, in batches of some length.
fn cut(rows: &RecordBatch, batch: usize) -> Vec<Vec<RecordBatch>> {
    let ends = [0, 1, 1, 40, 1500, ROWS];
    let pieces = ends.windows(2).map(|ends| {
        let starts = (ends[0]..ends[1]).step_by(batch);
        starts.map(|start| rows.slice(start, batch.min(ends[1] - start))).collect()
    });
    let mut partitions: Vec<Vec<_>> = pieces.collect();
    partitions.reverse();
    partitions
}

const CALLS: &str = "mse(y, p), rmse(y, p, w), mae(y, p), r2(y, p), pearson(y, p, w), \
    binary_accuracy(label, score, 0.3), log_loss(label, score), log_loss(label, score, w), \
    precision(label, score), recall(label, score, 0.5, w), f1(label, score, 0.3, w), \
    roc_auc(label, score, w), average_precision(label, score), \
    huber(y, p, w), mean_bias_error(y, p), brier_score(label, score, w), miscalibration(label, score), \
    kolmogorov_smirnov(label, score, w), equal_error_rate(label, score), \
    mse_interval(y, p, w)['standard_error'], r2_interval(y, p)['lower'], pearson_interval(y, p)['upper'], \
    f1_interval(label, score, 0.3)['standard_error'], roc_auc_interval(label, score)['upper'], \
    compare(y, p, w, 'mse', w)['p_value'], compare(label, score, w, 'roc_auc')['standard_error']";

/// What takes a microsecond or more for each row.
const SLOW: &str = "auc_interval(label, score, w)['standard_error'], calibration_error_interval(label, score)['lower'], \
    average_precision_interval(label, score)['upper'], compare(label, score, w, 'precision', w)['upper'], \
    compare(label, w, score, 'Auc')['difference'], compare(label, w, score, 'calibration_error')['p_value']";

/// Bootstraps, which have a thousand states for each group.
const BOOTSTRAPS: &str = "bootstrap(many, y, p, 'mse', w)['upper'], bootstrap(many, label, score, 'roc_auc')['lower'], \
    bootstrap_difference(many, label, score, w, 'f1')['p_value']";

/// Answers as bits, by how the rows are grouped.
async fn answers(config: SessionConfig, partitions: Vec<Vec<RecordBatch>>) -> Vec<Vec<u64>> {
    let groups = ["", "GROUP BY few ORDER BY few", "GROUP BY many ORDER BY many"];
    answers_to(CALLS, &groups, config, partitions).await
}

async fn answers_to(
    calls: &str,
    groups: &[&str],
    config: SessionConfig,
    partitions: Vec<Vec<RecordBatch>>,
) -> Vec<Vec<u64>> {
    let session = session(config, partitions);
    let mut answers = Vec::new();
    for groups in groups {
        let rows = numbers(&session, &format!("SELECT {calls} FROM t {groups}")).await.unwrap();
        let bits = rows.concat().into_iter().map(|number| number.map_or(1, f64::to_bits));
        answers.push(bits.collect());
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn do_not_depend_on_partitions_and_batches() {
    let rows = rows();
    let one = SessionConfig::new().with_target_partitions(1);
    let expected = answers(one, vec![vec![rows.clone()]]).await;
    assert!(expected.iter().all(|answer| answer.iter().any(|&bits| bits > 1)));
    for (batch, partitions) in [(1, 2), (7, 3), (1000, 16), (8192, 5)] {
        let config = SessionConfig::new().with_target_partitions(partitions).with_batch_size(batch);
        assert_eq!(answers(config, cut(&rows, batch.max(5))).await, expected, "{batch}");
    }
}

/// With the partial aggregation skipped, every row is a state of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn do_not_depend_on_where_groups_are_made() {
    let rows = rows();
    let one = SessionConfig::new().with_target_partitions(1);
    let expected = answers(one, vec![vec![rows.clone()]]).await;
    let skip = SessionConfig::new()
        .with_target_partitions(4)
        .with_batch_size(500)
        .set_usize("datafusion.execution.skip_partial_aggregation_probe_rows_threshold", 1)
        .set_str("datafusion.execution.skip_partial_aggregation_probe_ratio_threshold", "0");
    assert_eq!(answers(skip, cut(&rows, 500)).await, expected);
}

/// Rows of a part, cut into partitions of different sizes, against the same rows as one.
async fn are_those_of_one_partition(calls: &str, rows: RecordBatch) {
    let groups = ["", "GROUP BY few ORDER BY few"];
    let one = SessionConfig::new().with_target_partitions(1);
    let expected = answers_to(calls, &groups, one, vec![vec![rows.clone()]]).await;
    assert!(expected.iter().all(|answer| answer.iter().any(|&bits| bits > 1)));
    let config = SessionConfig::new().with_target_partitions(4).with_batch_size(7);
    let (third, n) = (rows.num_rows() / 3, rows.num_rows());
    let partitions =
        [0..1, 1..third, third..n].map(|part| vec![rows.slice(part.start, part.len())]);
    assert_eq!(answers_to(calls, &groups, config, partitions.into()).await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_intervals_and_models_do_not_depend_on_partitions() {
    are_those_of_one_partition(SLOW, rows().slice(0, 600)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_bootstraps_do_not_depend_on_partitions() {
    are_those_of_one_partition(BOOTSTRAPS, rows().slice(0, 60)).await;
}
