//! A row with a null in any argument is left out.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int32Array, ListArray};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::prelude::SessionContext;

use crate::session::{Random, numbers, table};

/// Numbers, a third of them null.
fn gaps(random: &mut Random, make: impl Fn(&mut Random) -> f64) -> ArrayRef {
    let values = (0..500).map(|_| (random.below(3) > 0).then(|| make(random)));
    Arc::new(values.collect::<Float64Array>())
}

/// Labels, scores, weights, and lists, of which some hold a null.
fn with_gaps() -> SessionContext {
    let mut random = Random(4);
    let lists = (0..500).map(|row| {
        let list = [Some(0.5), (row % 5 > 0).then_some(0.25), Some(0.25)];
        (row % 7 > 0).then_some(list)
    });
    let lists = ListArray::from_iter_primitive::<Float64Type, _, _>(lists.collect::<Vec<_>>());
    let group: Int32Array = (0..500).map(|_| Some(random.below(3) as i32)).collect();
    table(vec![
        ("g", Arc::new(group)),
        ("y", gaps(&mut random, |random| random.below(2) as f64)),
        ("p", gaps(&mut random, Random::unit)),
        ("w", gaps(&mut random, Random::unit)),
        ("lists", Arc::new(lists)),
    ])
}

const CALLS: [&str; 6] = [
    "mse(y, p, w)",
    "r2(y, p, w)",
    "f1(y, p, 0.5, w)",
    "roc_auc(y, p, w)",
    "log_loss(y, p, w)",
    "binary_accuracy(y, p, 0.5, w)",
];

/// The same as from the rows that have all three, by groups and together.
#[tokio::test]
async fn rows_with_a_null_are_left_out() {
    let t = with_gaps();
    let present = "WHERE y IS NOT NULL AND p IS NOT NULL AND w IS NOT NULL";
    for groups in ["", "GROUP BY g ORDER BY g"] {
        let calls = CALLS.join(", ");
        let all = format!("SELECT {calls} FROM t {groups}");
        let whole = format!("SELECT {calls} FROM t {present} {groups}");
        let found = numbers(&t, &all).await.unwrap();
        assert_eq!(found, numbers(&t, &whole).await.unwrap());
        assert!(found.iter().flatten().all(Option::is_some), "{found:?}");
    }
}

#[tokio::test]
async fn lists_with_a_null_are_left_out() {
    let t = with_gaps();
    let present = "WHERE y IS NOT NULL AND lists IS NOT NULL AND lists[2] IS NOT NULL";
    for groups in ["", "GROUP BY g ORDER BY g"] {
        let all = format!("SELECT sparse_log_loss(y, lists) FROM t {groups}");
        let whole = format!("SELECT sparse_log_loss(y, lists) FROM t {present} {groups}");
        let found = numbers(&t, &all).await.unwrap();
        assert_eq!(found, numbers(&t, &whole).await.unwrap());
        assert!(found.iter().flatten().all(Option::is_some), "{found:?}");
    }
}

#[tokio::test]
async fn filters_choose_rows() {
    let t = with_gaps();
    for groups in ["", "GROUP BY g ORDER BY g"] {
        let filtered = CALLS.map(|call| format!("{call} FILTER (WHERE w > 0.5)")).join(", ");
        let found = numbers(&t, &format!("SELECT {filtered} FROM t {groups}")).await.unwrap();
        let chosen = format!("SELECT {} FROM t WHERE w > 0.5 {groups}", CALLS.join(", "));
        assert_eq!(found, numbers(&t, &chosen).await.unwrap());
    }
}
