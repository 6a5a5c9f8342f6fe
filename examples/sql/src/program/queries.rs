//! The queries, and sessions that answer them.

use std::path::Path;
use std::time::Duration;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;
use datafusion::prelude::{DataFrame, ParquetReadOptions, SessionConfig, SessionContext};
use ndarray_metrics_sql::register;
use tokio::time::timeout;

use super::Outcome;

/// A report on every model.
const MODELS: &str = "\
SELECT model, count(*) AS rows,
       mse(y, p), rmse(y, p), mae(y, p), r2(y, p), pearson(y, p),
       binary_accuracy(label, score), precision(label, score), recall(label, score),
       f1(label, score, 0.3), log_loss(label, score), sparse_log_loss(class, probabilities),
       roc_auc(label, score), average_precision(label, score),
       mse_interval(y, p)['standard_error'] AS mse_error, r2_interval(y, p)['lower'] AS r2_lower,
       pearson_interval(y, p)['upper'] AS pearson_upper, f1_interval(label, score, 0.3)['lower'] AS f1_lower,
       binary_accuracy_interval(label, score)['lower'] AS accuracy_lower,
       roc_auc_interval(label, score)['upper'] AS roc_auc_upper
FROM predictions GROUP BY model ORDER BY model";

/// All rows together, with weights.
const WEIGHTED: &str = "\
SELECT mse(y, p, weight), rmse(y, p, weight), mae(y, p, weight), r2(y, p, weight),
       pearson(y, p, weight), binary_accuracy(label, score, 0.5, weight),
       precision(label, score, 0.5, weight), recall(label, score, 0.5, weight),
       f1(label, score, 0.3, weight), log_loss(label, score, weight),
       sparse_log_loss(class, probabilities, weight), roc_auc(label, score, weight),
       average_precision(label, score, weight),
       mse_interval(y, p, weight)['standard_error'] AS mse_error,
       log_loss_interval(label, score, weight)['upper'] AS log_loss_upper
FROM predictions";

/// Two models, of which the second predicts a little less, and what has no formula.
const COMPARED: &str = "\
SELECT model, auc_interval(label, score)['standard_error'] AS auc_error,
       average_precision_interval(label, score)['lower'] AS average_precision_lower,
       compare(y, p, p * 0.99, 'mae')['p_value'] AS mae_p, compare(label, score, score * score, 'f1')['upper'] AS f1_upper,
       compare(label, score, score * p, 'roc_auc')['difference'] AS roc_auc_difference,
       bootstrap(customer, y, p, 'spearman')['lower'] AS spearman_lower,
       bootstrap_difference(customer, label, score, score * p, 'average_precision')['p_value'] AS average_precision_p
FROM predictions WHERE customer < 50 GROUP BY model ORDER BY model";

/// Many groups.
const CUSTOMERS: &str = "\
SELECT customer, mse(y, p), log_loss(label, score) FILTER (WHERE weight > 0),
       sparse_log_loss(class, probabilities, weight), binary_accuracy(label, score), r2(y, p)
FROM predictions GROUP BY customer ORDER BY customer";

/// Names and texts of the queries that are compared.
pub(crate) const QUERIES: [(&str, &str); 4] = [
    ("by model", MODELS),
    ("all rows, weighted", WEIGHTED),
    ("compared and resampled", COMPARED),
    ("by customer", CUSTOMERS),
];

/// What numbers far from zero do to correlations: adding 1e8 to these is exact.
pub(crate) const FAR: &str = "\
SELECT pearson(y, p) AS pearson, pearson(y + 1e8, p + 1e8) AS pearson_far,
       corr(y, p) AS corr, corr(y + 1e8, p + 1e8) AS corr_far,
       regr_r2(y, p) AS regr_r2, regr_r2(y + 1e8, p + 1e8) AS regr_r2_far,
       r2(y, p) AS r2, r2(y + 1e8, p + 1e8) AS r2_far
FROM predictions";

/// A session of DataFusion in this process.
pub(crate) async fn local(
    directory: &Path,
    partitions: usize,
    batch: usize,
) -> Outcome<SessionContext> {
    let config = SessionConfig::new().with_target_partitions(partitions).with_batch_size(batch);
    let mut session = SessionContext::new_with_config(config);
    register(&mut session)?;
    read(&session, directory).await?;
    Ok(session)
}

/// Makes the files known to a session as `predictions`.
pub(crate) async fn read(session: &SessionContext, directory: &Path) -> Outcome<()> {
    let directory = directory.to_string_lossy();
    Ok(session.register_parquet("predictions", directory, ParquetReadOptions::default()).await?)
}

/// The answer to a query, in one batch.
pub(crate) async fn ask(session: &SessionContext, query: &str) -> Outcome<RecordBatch> {
    collect(session.sql(query).await?).await
}

/// An answer, or an error when a time is over: then the query is given up, wherever it is. The clock is a thread of its
/// own, since tasks that compute for long do not look at one.
pub(crate) async fn within<T: Send + 'static>(
    limit: Duration,
    answer: impl Future<Output = Outcome<T>> + Send + 'static,
) -> Outcome<T> {
    let (over, is_over) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        std::thread::sleep(limit);
        // Nobody waits any more if the answer has come.
        let _ = over.send(());
    });
    let seconds = limit.as_secs_f64();
    tokio::select! {
        answer = tokio::spawn(answer) => answer?,
        _ = is_over => Err(format!("no answer within {seconds} s: ask again, or with more time").into()),
    }
}

/// As [`within`], of a cluster. After half of the time it is asked once more, and the first answer counts: a cluster that
/// has lost an executor may never answer what it was asked before.
pub(crate) async fn within_of_cluster<T, F>(
    limit: Duration,
    ask: impl Fn() -> F + Send + 'static,
) -> Outcome<T>
where
    T: Send + 'static,
    F: Future<Output = Outcome<T>> + Send + 'static,
{
    let answer = async move {
        let mut first = tokio::spawn(ask());
        if let Ok(answer) = timeout(limit / 2, &mut first).await {
            return answer?;
        }
        tokio::select! {
            answer = first => answer?,
            answer = tokio::spawn(ask()) => answer?,
        }
    };
    within(limit, answer).await
}

/// An answer in one batch.
pub(crate) async fn collect(answer: DataFrame) -> Outcome<RecordBatch> {
    let schema = answer.schema().inner().clone();
    let batches = answer.collect().await?;
    let schema = batches.first().map_or(schema, RecordBatch::schema);
    Ok(concat_batches(&schema, &batches)?)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Is not answered but for one time.
    fn answered_at(time: usize) -> impl Fn() -> BoxFuture<usize> + Send + 'static {
        let asked = AtomicUsize::new(0);
        move || {
            let asked = asked.fetch_add(1, Ordering::Relaxed) + 1;
            Box::pin(async move {
                match asked == time {
                    true => Ok(asked),
                    false => std::future::pending().await,
                }
            })
        }
    }

    type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = Outcome<T>> + Send>>;

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_never_answered_is_asked_once_more() {
        let limit = Duration::from_millis(200);
        for time in [1, 2] {
            let answer = within_of_cluster(limit, answered_at(time)).await;
            assert_eq!(answer.expect("an answer"), time);
        }
        let error = within_of_cluster(limit, answered_at(3)).await.expect_err("no answer");
        assert!(error.to_string().contains("no answer within 0.2 s"), "{error}");
    }
}
