//! Rows of classes that lie column by column, and rankings of queries.

use ndarray::{Array1, Array2, ShapeBuilder};
use ndarray_metrics::prelude::*;

use crate::Random;
use crate::timing::{best, print};

fn column_by_column(rows: &Array2<f32>) -> Array2<f32> {
    let mut columns = Array2::zeros(rows.raw_dim().f());
    columns.assign(rows);
    columns
}

/// Beside the same rows, row by row.
pub(crate) fn column_major(random: &mut Random) {
    for (rows, classes) in [(1000, 1024), (1000, 1000), (10_000, 100)] {
        let labels = random.labels(rows, classes);
        let p = Array2::from_shape_simple_fn((rows, classes), || random.unit() as f32);
        let truth =
            Array2::from_shape_fn((rows, classes), |(i, j)| f32::from(labels[i] as usize == j));
        let (p_columns, truth_columns) = (column_by_column(&p), column_by_column(&truth));
        let per_number = (rows * classes) as f64;
        let line = |name: &str, columns: f64, rows: f64| {
            let name = format!("{name} {}, column-major", p.nrows());
            print(
                &format!("{name} x {classes}"),
                columns / per_number,
                rows / per_number,
                "ns a number",
            );
        };
        let sparse =
            |p: &Array2<f32>| best(15, || metrics::sparse_categorical_crossentropy(&labels, p));
        line("sparse crossentropy", sparse(&p_columns), sparse(&p));
        let both =
            |y: &Array2<f32>, p: &Array2<f32>| best(15, || metrics::categorical_crossentropy(y, p));
        line("crossentropy", both(&truth_columns, &p_columns), both(&truth, &p));
    }
}

/// Beside a loop that sorts each row by a list of its places.
pub(crate) fn ndcg(random: &mut Random) {
    for items in [20, 100] {
        let y = Array2::from_shape_simple_fn((10_000, items), || (random.bits() % 5) as f64);
        let p = Array2::from_shape_simple_fn((10_000, items), || random.unit());
        let ours = best(9, || Ndcg { k: Some(10), ..Ndcg::default() }.evaluate(&y, &p));
        let plain = best(9, || plain_ndcg(&y, &p, 10));
        print(&format!("NDCG@10, 10,000 x {items}"), ours / 1e6, plain / 1e6, "ms");
    }
}

fn plain_ndcg(y: &Array2<f64>, p: &Array2<f64>, k: usize) -> f64 {
    let discounts: Array1<f64> = (0..k).map(|i| 1.0 / ((i + 2) as f64).log2()).collect();
    let gain = |relevances: &mut dyn Iterator<Item = f64>| -> f64 {
        relevances.zip(&discounts).map(|(relevance, discount)| relevance * discount).sum()
    };
    let row = |(y, p): (ndarray::ArrayView1<'_, f64>, ndarray::ArrayView1<'_, f64>)| {
        let mut order: Vec<usize> = (0..p.len()).collect();
        order.sort_unstable_by(|&a, &b| p[b].total_cmp(&p[a]));
        let found = gain(&mut order.iter().map(|&i| y[i]));
        let mut best = y.to_vec();
        best.sort_unstable_by(|a, b| b.total_cmp(a));
        let most = gain(&mut best.into_iter());
        if most > 0.0 { found / most } else { 0.0 }
    };
    y.rows().into_iter().zip(p.rows()).map(row).sum::<f64>() / y.nrows() as f64
}
