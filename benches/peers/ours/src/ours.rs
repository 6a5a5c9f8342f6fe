//! What this crate runs for each workload: the one place that knows how it is called.

use ndarray::{Array1, Array2, s};
use ndarray_metrics::metrics::{
    self, MeanAbsoluteError, MeanAbsolutePercentageError, MeanSquaredError, RootMeanSquaredError,
    SparseCategoricalCrossentropy,
};
use ndarray_metrics::{Evaluate, Metric};

const VALID: &str = "data are valid";
const BATCH: usize = 256;
const BATCHES: u32 = 100;

/// How many updates one call of [`stream4`] stands for.
pub(crate) const UPDATES: u32 = 4 * BATCHES;

pub(crate) fn mse(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::mean_squared_error(y, p).expect(VALID)
}

pub(crate) fn mae(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::mean_absolute_error(y, p).expect(VALID)
}

pub(crate) fn binary_accuracy(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::binary_accuracy(y, p).expect(VALID)
}

pub(crate) fn binary_crossentropy(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::binary_crossentropy(y, p).expect(VALID)
}

pub(crate) fn categorical_crossentropy(one_hot: &Array2<f32>, p: &Array2<f32>) -> f64 {
    metrics::categorical_crossentropy(one_hot, p).expect(VALID)
}

pub(crate) fn sparse_crossentropy(y: &Array1<i64>, p: &Array2<f32>) -> f64 {
    metrics::sparse_categorical_crossentropy(y, p).expect(VALID)
}

pub(crate) fn sparse_crossentropy_logits(y: &Array1<i64>, z: &Array2<f32>) -> f64 {
    let measure = SparseCategoricalCrossentropy { from_logits: true, ..Default::default() };
    measure.evaluate(y, z).expect(VALID)
}

pub(crate) fn categorical_accuracy(one_hot: &Array2<f32>, p: &Array2<f32>) -> f64 {
    metrics::categorical_accuracy(one_hot, p).expect(VALID)
}

pub(crate) fn sparse_accuracy(y: &Array1<i64>, p: &Array2<f32>) -> f64 {
    metrics::sparse_categorical_accuracy(y, p).expect(VALID)
}

pub(crate) fn top5(y: &Array1<i64>, p: &Array2<f32>) -> f64 {
    metrics::sparse_top_k_categorical_accuracy(y, p).expect(VALID)
}

pub(crate) fn auc_200(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::auc(y, p).expect(VALID)
}

/// Four metrics of their own, as the peers have them; a tuple would read each batch once.
pub(crate) fn stream4(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    let (y, p) = (&y.slice(s![..BATCH]), &p.slice(s![..BATCH]));
    let (mut mse, mut mae) = (MeanSquaredError.streaming(), MeanAbsoluteError.streaming());
    let mut rmse = RootMeanSquaredError.streaming();
    let mut mape = MeanAbsolutePercentageError::default().streaming();
    for _ in 0..BATCHES {
        mse.update(y, p).expect(VALID);
        mae.update(y, p).expect(VALID);
        rmse.update(y, p).expect(VALID);
        mape.update(y, p).expect(VALID);
    }
    [mse.result(), mae.result(), rmse.result(), mape.result()].into_iter().flatten().sum()
}
