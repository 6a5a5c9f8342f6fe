//! Correlations far from zero, against exact whole numbers.

use std::sync::Arc;

use datafusion::arrow::array::Float64Array;
use datafusion::prelude::SessionContext;

use crate::session::{Random, numbers, table};

/// One step of the grid on which all numbers lie.
const STEP: f64 = 1.0 / (1 << 20) as f64;

/// What is added, in steps.
const OFFSET: i128 = 100_000_000 << 20;

/// Truth and prediction in steps, around the offset.
fn steps() -> Vec<(i128, i128)> {
    let mut random = Random(5);
    (0..2000)
        .map(|_| {
            let y = OFFSET + random.below(1 << 22) as i128;
            (y, y + random.below(1 << 21) as i128)
        })
        .collect()
}

fn far(steps: &[(i128, i128)]) -> SessionContext {
    let column = |values: Vec<i128>| {
        Arc::new(Float64Array::from_iter_values(values.iter().map(|&value| value as f64 * STEP)))
    };
    let (y, p) = steps.iter().copied().unzip();
    table(vec![("y", column(y)), ("p", column(p))])
}

/// n·Σab − Σa·Σb: exact, below 2^127.
fn spread(pairs: impl Iterator<Item = (i128, i128)> + Clone) -> f64 {
    let n = pairs.clone().count() as i128;
    let (a, b) = pairs.clone().fold((0, 0), |(a, b), pair| (a + pair.0, b + pair.1));
    let products: i128 = pairs.map(|(a, b)| a * b).sum();
    (n * products - a * b) as f64
}

fn exact_pearson(steps: &[(i128, i128)]) -> f64 {
    let pairs = || steps.iter().copied();
    let (yy, pp) = (spread(pairs().map(|(y, _)| (y, y))), spread(pairs().map(|(_, p)| (p, p))));
    spread(pairs()) / (yy.sqrt() * pp.sqrt())
}

fn exact_r2(steps: &[(i128, i128)]) -> f64 {
    let squares: i128 = steps.iter().map(|(y, p)| (y - p) * (y - p)).sum();
    let yy = spread(steps.iter().map(|&(y, _)| (y, y)));
    1.0 - (steps.len() as i128 * squares) as f64 / yy
}

#[tokio::test]
async fn moments_are_right_where_squares_cancel() {
    let steps = steps();
    let t = far(&steps);
    let exact = [("pearson(y, p)", exact_pearson(&steps)), ("r2(y, p)", exact_r2(&steps))];
    for (call, expected) in exact {
        for groups in ["", "GROUP BY y > 0"] {
            let found = numbers(&t, &format!("SELECT {call} FROM t {groups}")).await.unwrap();
            let found = found[0][0].unwrap();
            assert!((found - expected).abs() < 1e-14, "{call} {groups}: {found}, not {expected}");
        }
    }
}

/// By groups, DataFusion's `corr` subtracts squares, and has not a digit left here. The day this
/// fails, the documentation is to be changed.
#[tokio::test]
async fn the_engine_s_own_correlation_is_wrong_there() {
    let steps = steps();
    let found = numbers(&far(&steps), "SELECT corr(y, p) FROM t GROUP BY y > 0").await.unwrap();
    let exact = exact_pearson(&steps);
    let right = found[0][0].is_some_and(|found| (found - exact).abs() < 0.01);
    assert!(!right, "{found:?} is near {exact}");
}
