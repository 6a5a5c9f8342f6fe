//! Metrics of rows, each with the loop that it replaces.

use ndarray::{Axis, RemoveAxis};
use ndarray_metrics::prelude::*;

use crate::data::Data;
use crate::plain::{ByLabel, InRows, argmax};

/// A metric of rows of truth and prediction.
pub(crate) trait OfRows {
    const NAME: &str;
    const DATA: Data;

    fn measure() -> impl Measure<Output = Result<f64, Undefined>>;

    /// The same value, by a loop.
    fn plain<T: Element, P: Element, D: RemoveAxis>(rows: &InRows<'_, T, P, D>) -> f64;
}

/// A metric of class labels and rows.
pub(crate) trait OfLabels {
    const NAME: &str;
    const DATA: Data;

    fn measure() -> impl Measure<Output = Result<f64, Undefined>>;

    /// The same value, by a loop.
    fn plain<T: Element, P: Element, D: RemoveAxis>(rows: &ByLabel<'_, T, P, D>) -> f64;
}

/// Each line names a metric, what its arrays hold, its measure, and the loop over them.
macro_rules! metrics {
    ($($kind:ident($rows:ident, $add:ident) {
        $($name:ident, $data:ident, $measure:expr, |$own:ident| $plain:expr;)*
    })*) => {
        $($(
            #[allow(non_camel_case_types)]
            struct $name;
            impl $kind for $name {
                const NAME: &str = stringify!($name);
                const DATA: Data = Data::$data;

                fn measure() -> impl Measure<Output = Result<f64, Undefined>> {
                    $measure
                }

                fn plain<T: Element, P: Element, D: RemoveAxis>($own: &$rows<'_, T, P, D>) -> f64 {
                    $plain
                }
            }
        )*)*

        /// Adds the cells of every metric to the map.
        pub(crate) fn walk(map: &mut crate::Map) {
            $($(map.$add::<$name>();)*)*
        }
    };
}

metrics! {
    OfRows(InRows, rows) {
        categorical_accuracy, OneHot, CategoricalAccuracy,
            |rows| rows.mean(|y, p| f64::from(u8::from(argmax(y) == argmax(p))));
        top_k_categorical_accuracy, OneHot, TopKCategoricalAccuracy::default(), |rows| rows.mean(|y, p| {
            let own = p[argmax(y)];
            f64::from(u8::from(p.iter().filter(|&&other| other > own).count() < 5))
        });
        categorical_crossentropy, OneHot, CategoricalCrossentropy::default(), |rows| rows.mean(|y, p| {
            let total: f64 = p.iter().map(|p| p.to_f64()).sum();
            let term = |p: f64| (p / total).clamp(1e-7, 1.0 - 1e-7).ln();
            -y.iter().zip(p).map(|(y, p)| y.to_f64() * term(p.to_f64())).sum::<f64>()
        });
        categorical_hinge, OneHot, CategoricalHinge, |rows| rows.mean(|y, p| {
            let (mut right, mut wrong) = (0.0, f64::NEG_INFINITY);
            for (y, p) in y.iter().zip(p) {
                right += y.to_f64() * p.to_f64();
                wrong = wrong.max((1.0 - y.to_f64()) * p.to_f64());
            }
            (1.0 + wrong - right).max(0.0)
        });
        kl_divergence, OneHot, KlDivergence::default(), |rows| rows.mean(|y, p| {
            let clipped = |number: f64| number.clamp(1e-7, 1.0);
            y.iter().zip(p).map(|(y, p)| {
                let (y, p) = (clipped(y.to_f64()), clipped(p.to_f64()));
                y * (y / p).ln()
            }).sum()
        });
        r2_score_of_columns, Columns, R2Score::default(), |rows| {
            let columns = rows.y.len_of(Axis(rows.y.ndim() - 1));
            let (mut means, mut total) = (vec![0.0; columns], 0.0);
            rows.each(|y, _, w| {
                means.iter_mut().zip(y).for_each(|(mean, y)| *mean += w * y.to_f64());
                total += w;
            });
            means.iter_mut().for_each(|mean| *mean /= total);
            let (mut residuals, mut variations) = (vec![0.0; columns], vec![0.0; columns]);
            rows.each(|y, p, w| {
                for (j, (y, p)) in y.iter().zip(p).enumerate() {
                    let (y, p) = (y.to_f64(), p.to_f64());
                    residuals[j] += w * (y - p) * (y - p);
                    variations[j] += w * (y - means[j]) * (y - means[j]);
                }
            });
            let scores = residuals.iter().zip(&variations).map(|(r, v)| 1.0 - r / v);
            scores.sum::<f64>() / columns as f64
        };
        cosine_similarity, Numbers, CosineSimilarity, |rows| rows.mean(|y, p| {
            let (mut yy, mut pp, mut yp) = (0.0, 0.0, 0.0);
            for (y, p) in y.iter().zip(p) {
                let (y, p) = (y.to_f64(), p.to_f64());
                yy += y * y;
                pp += p * p;
                yp += y * p;
            }
            yp / (yy * pp).sqrt()
        });
    }
    OfLabels(ByLabel, labels) {
        sparse_categorical_accuracy, ClassLabels, SparseCategoricalAccuracy,
            |rows| rows.mean(|class, p| f64::from(u8::from(argmax(p) == class)));
        sparse_top_k_categorical_accuracy, ClassLabels, SparseTopKCategoricalAccuracy::default(),
            |rows| rows.mean(|class, p| {
                let own = p[class];
                f64::from(u8::from(p.iter().filter(|&&other| other > own).count() < 5))
            });
        sparse_categorical_crossentropy, ClassLabels, SparseCategoricalCrossentropy::default(),
            |rows| rows.mean(|class, p| {
                let total: f64 = p.iter().map(|p| p.to_f64()).sum();
                -(p[class].to_f64() / total).clamp(1e-7, 1.0 - 1e-7).ln()
            });
        sparse_categorical_crossentropy_from_logits, Logits,
            SparseCategoricalCrossentropy { from_logits: true, ..Default::default() },
            |rows| rows.mean(|class, p| {
                let largest = p.iter().fold(f64::NEG_INFINITY, |all, p| all.max(p.to_f64()));
                let total: f64 = p.iter().map(|p| (p.to_f64() - largest).exp()).sum();
                total.ln() + largest - p[class].to_f64()
            });
    }
}
