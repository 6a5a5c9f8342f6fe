//! Metrics of elements, each with the loop that it replaces.

use ndarray::Dimension;
use ndarray_metrics::prelude::*;

use crate::data::Data;
use crate::plain::Elements;

/// A metric of elements.
pub(crate) trait OfElements {
    const NAME: &str;
    const DATA: Data;

    fn measure() -> impl Measure<Output = Result<f64, Undefined>>;

    /// The same value, by a loop.
    fn plain<T: Element, P: Element, D: Dimension>(data: &Elements<'_, T, P, D>) -> f64;
}

/// Each line names a metric, what its arrays hold, its measure, and the loop over them.
macro_rules! metrics {
    ($($name:ident, $data:ident, $measure:expr, |$elements:ident| $plain:expr;)*) => {
        $(
            #[allow(non_camel_case_types)]
            struct $name;
            impl OfElements for $name {
                const NAME: &str = stringify!($name);
                const DATA: Data = Data::$data;

                fn measure() -> impl Measure<Output = Result<f64, Undefined>> {
                    $measure
                }

                fn plain<T: Element, P: Element, D: Dimension>(
                    $elements: &Elements<'_, T, P, D>,
                ) -> f64 {
                    $plain
                }
            }
        )*

        /// Adds the cells of every metric to the map.
        pub(crate) fn walk(map: &mut crate::Map) {
            $(map.elements::<$name>();)*
        }
    };
}

metrics! {
    mean_squared_error, Numbers, MeanSquaredError, |e| e.mean(|y, p| (y - p) * (y - p));
    root_mean_squared_error, Numbers, RootMeanSquaredError,
        |e| e.mean(|y, p| (y - p) * (y - p)).sqrt();
    mean_absolute_error, Numbers, MeanAbsoluteError, |e| e.mean(|y, p| (y - p).abs());
    mean_absolute_percentage_error, Numbers, MeanAbsolutePercentageError::default(),
        |e| e.mean(|y, p| 100.0 * (y - p).abs() / y.abs().max(1e-7));
    mean_squared_logarithmic_error, Numbers, MeanSquaredLogarithmicError::default(),
        |e| e.mean(|y, p| (y.ln_1p() - p.ln_1p()).powi(2));
    log_cosh_error, Numbers, LogCoshError, |e| e.mean(|y, p| (y - p).cosh().ln());
    huber, Numbers, Huber::default(), |e| e.mean(|y, p| {
        let error = (y - p).abs();
        if error <= 1.0 { 0.5 * error * error } else { error - 0.5 }
    });
    poisson, Numbers, Poisson::default(), |e| e.mean(|y, p| p - y * (p + 1e-7).ln());
    r2_score, Column, R2Score::default(), |e| r2(e);
    pearson_correlation, Column, PearsonCorrelation, |e| {
        let [y, p] = means(e);
        let (mut yy, mut pp, mut yp) = (0.0, 0.0, 0.0);
        e.each(|own, other, w| {
            yy += w * (own - y) * (own - y);
            pp += w * (other - p) * (other - p);
            yp += w * (own - y) * (other - p);
        });
        yp / (yy * pp).sqrt()
    };
    accuracy, Labels, Accuracy, |e| e.share(|y, p| y == p);
    mean_iou, Labels, MeanIou::new(10), |e| {
        let table = table(e);
        let iou = |i: usize| {
            let row: f64 = table[i].iter().sum();
            let column: f64 = table.iter().map(|row| row[i]).sum();
            table[i][i] / (row + column - table[i][i])
        };
        (0..10).map(iou).sum::<f64>() / 10.0
    };
    binary_accuracy, Binary, BinaryAccuracy::default(), |e| e.share(|y, p| (p > 0.5) == (y == 1.0));
    precision, Binary, Precision::default(), |e| {
        let [right, all] = e.weigh(|y, p| [p > 0.5 && y == 1.0, p > 0.5]);
        right / all
    };
    recall, Binary, Recall::default(), |e| {
        let [right, all] = e.weigh(|y, p| [p > 0.5 && y == 1.0, y == 1.0]);
        right / all
    };
    binary_f1_score, Binary, BinaryF1Score::default(), |e| {
        let [right, predicted, all] = e.weigh(|y, p| [p > 0.5 && y == 1.0, p > 0.5, y == 1.0]);
        2.0 * right / (predicted + all)
    };
    binary_crossentropy, Binary, BinaryCrossentropy::default(), |e| e.mean(|y, p| {
        let p = p.clamp(1e-7, 1.0 - 1e-7);
        -(y * p.ln() + (1.0 - y) * (1.0 - p).ln())
    });
    binary_focal_crossentropy, Binary, BinaryFocalCrossentropy::default(), |e| e.mean(|y, p| {
        let p = p.clamp(1e-7, 1.0 - 1e-7);
        let right = y * p + (1.0 - y) * (1.0 - p);
        -(1.0 - right) * (1.0 - right) * (y * p.ln() + (1.0 - y) * (1.0 - p).ln())
    });
    brier_score, Binary, BrierScore::default(), |e| e.mean(|y, p| (y - p) * (y - p));
    hinge, Binary, Hinge, |e| e.mean(|y, p| (1.0 - (2.0 * y - 1.0) * p).max(0.0));
    squared_hinge, Binary, SquaredHinge,
        |e| e.mean(|y, p| (1.0 - (2.0 * y - 1.0) * p).max(0.0).powi(2));
    calibration_error, Binary, CalibrationError::default(), |e| {
        let mut bins = [[0.0_f64; 3]; 15];
        e.each(|y, p, w| {
            let bin = &mut bins[((p * 15.0) as usize).min(14)];
            bin[0] += w * y;
            bin[1] += w * p;
            bin[2] += w;
        });
        let weight: f64 = bins.iter().map(|bin| bin[2]).sum();
        bins.iter().map(|bin| (bin[0] - bin[1]).abs()).sum::<f64>() / weight
    };
    auc, Binary, Auc::default(), |e| {
        let mut bins = [[0.0_f64; 2]; 200];
        e.each(|y, p, w| bins[((p * 199.0).ceil() as usize).min(199)][usize::from(y == 1.0)] += w);
        let (mut above, mut area) = ([0.0; 2], 0.0);
        for bin in bins.iter().rev() {
            area += bin[0] * (above[1] + 0.5 * bin[1]);
            above = [above[0] + bin[0], above[1] + bin[1]];
        }
        area / (above[0] * above[1])
    };
    roc_auc, Binary, RocAuc.pooled(), |e| {
        let (mut above, mut area) = ([0.0; 2], 0.0);
        for tied in sorted(e).chunk_by(|a, b| a.0 == b.0) {
            let mut here = [0.0; 2];
            tied.iter().for_each(|&(_, y, w)| here[usize::from(y == 1.0)] += w);
            area += here[0] * (above[1] + 0.5 * here[1]);
            above = [above[0] + here[0], above[1] + here[1]];
        }
        area / (above[0] * above[1])
    };
    average_precision, Binary, AveragePrecision.pooled(), |e| {
        let (mut above, mut sum) = ([0.0; 2], 0.0);
        for tied in sorted(e).chunk_by(|a, b| a.0 == b.0) {
            let mut here = [0.0; 2];
            tied.iter().for_each(|&(_, y, w)| here[usize::from(y == 1.0)] += w);
            above = [above[0] + here[0], above[1] + here[1]];
            sum += here[1] * above[1] / (above[0] + above[1]);
        }
        sum / above[1]
    };
}

fn means<T: Element, P: Element, D: Dimension>(e: &Elements<'_, T, P, D>) -> [f64; 2] {
    let (mut y_sum, mut p_sum, mut total) = (0.0, 0.0, 0.0);
    e.each(|y, p, w| {
        y_sum += w * y;
        p_sum += w * p;
        total += w;
    });
    [y_sum / total, p_sum / total]
}

fn r2<T: Element, P: Element, D: Dimension>(e: &Elements<'_, T, P, D>) -> f64 {
    let [mean, _] = means(e);
    let (mut residual, mut variation) = (0.0, 0.0);
    e.each(|y, p, w| {
        residual += w * (y - p) * (y - p);
        variation += w * (y - mean) * (y - mean);
    });
    1.0 - residual / variation
}

fn table<T: Element, P: Element, D: Dimension>(e: &Elements<'_, T, P, D>) -> [[f64; 10]; 10] {
    let mut table = [[0.0; 10]; 10];
    e.each(|y, p, w| table[y as usize][p as usize] += w);
    table
}

/// The elements from the highest score down.
fn sorted<T: Element, P: Element, D: Dimension>(e: &Elements<'_, T, P, D>) -> Vec<(f64, f64, f64)> {
    let mut list = e.list();
    list.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    list
}
