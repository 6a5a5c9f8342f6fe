//! Tables and questions.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::datasource::MemTable;
use datafusion::error::Result;
use datafusion::prelude::{SessionConfig, SessionContext};
use ndarray_metrics_sql::register;

/// `SplitMix64`: the same numbers for the same seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }
}

/// A batch from named columns, any of which may hold nulls.
pub(crate) fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let columns = columns.into_iter().map(|(name, column)| (name, column, true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

/// A session that knows the functions, and `t`: the partitions' batches.
pub(crate) fn session(config: SessionConfig, partitions: Vec<Vec<RecordBatch>>) -> SessionContext {
    let schema = partitions.iter().flatten().next().unwrap().schema();
    let table = MemTable::try_new(schema, partitions).unwrap();
    let mut session = SessionContext::new_with_config(config);
    register(&mut session).unwrap();
    session.register_table("t", Arc::new(table)).unwrap();
    session
}

/// A session with one batch.
pub(crate) fn table(columns: Vec<(&str, ArrayRef)>) -> SessionContext {
    session(SessionConfig::new(), vec![vec![batch(columns)]])
}

/// The rows of an answer of numbers.
pub(crate) async fn numbers(
    session: &SessionContext,
    query: &str,
) -> Result<Vec<Vec<Option<f64>>>> {
    let mut rows = Vec::new();
    for batch in session.sql(query).await?.collect().await? {
        for row in 0..batch.num_rows() {
            let cell = |column: &ArrayRef| {
                let column = column.as_primitive::<Float64Type>();
                column.iter().nth(row).flatten()
            };
            rows.push(batch.columns().iter().map(cell).collect());
        }
    }
    Ok(rows)
}

/// The one number that an aggregate of `t` is.
pub(crate) async fn number(session: &SessionContext, aggregate: &str) -> Result<Option<f64>> {
    Ok(numbers(session, &format!("SELECT {aggregate} FROM t")).await?[0][0])
}
