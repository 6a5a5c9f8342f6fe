//! Every metric that is a mean, with its values per sample: the addends of the term of one unit.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::ranking;
use super::data::{elements, labels, rows};
use super::textbook::*;

/// Declares a test per entry, and the list of the metrics: the metric, what its arguments hold, the
/// addends of one unit's term, and pairs of element types.
///
/// `y` and `p` are the unit's truth and prediction: a number each, a row each, or a label and a row.
/// `own` rounds an option to the type of the predictions, as the metrics do. Where a function
/// follows after `=>`, the mean goes through it at the end. A term that is NaN is to be refused; one without
/// addends is left out.
macro_rules! means {
    ($($test:ident: $measure:expr, $data:expr, $addends:expr $(=> $finish:expr)?,
       [$($t:ident $p:ident),+];)+) => {
        pub(super) fn names() -> Vec<&'static str> {
            vec![$(super::name_of(&$measure)),+]
        }

        $(#[test]
        fn $test() {
            let finish = [$($finish as fn(f64) -> f64,)? |x| x][0];
            let mean = |batch: &_| mean_of_terms(batch, $addends, finish);
            $(super::oracle::agrees(
                &super::asked::Typed::<_, $t, $p> {
                    measure: $measure,
                    read: |stream| vec![stream.result()],
                    samples: Some(|measure, y, p, weights| match weights {
                        Some(weights) => measure.per_sample_weighted(y, p, weights),
                        None => measure.per_sample(y, p),
                    }),
                },
                $data,
                &mean,
            );)+
        })+
    };
}
pub(super) use means;

means! {
    accuracy: Accuracy, elements(Score, Score),
        |_, y, p| match (y[0].fract() == 0.0, p[0].fract() == 0.0) {
            (true, false) => vec![f64::NAN],
            _ => share(y[0] == p[0]),
        },
        [f64 f64, f32 f64, i64 u8, f32 i32];
    accuracy_of_labels: Accuracy, elements(Id, Id), |_, y, p| share(y[0] == p[0]),
        [f64 f64, i64 u8, f32 i32, bool f64];
    binary_accuracy: BinaryAccuracy::default(), elements(Binary, Score),
        |_, y, p| share((p[0] > 0.5) == (y[0] == 1.0)), [bool f64, u8 f32, f32 i32, i64 bool];
    binary_accuracy_at_a_threshold: BinaryAccuracy { threshold: 0.3 }, elements(Binary, Tenth),
        |own, y, p| share((p[0] > own(0.3)) == (y[0] == 1.0)), [i32 f64, bool f32];
    categorical_accuracy: CategoricalAccuracy, rows(Share, Score),
        |_, y, p| share(ranking(y)[0] == ranking(p)[0]), [f64 f64, u8 f32, bool i64];
    sparse_categorical_accuracy: SparseCategoricalAccuracy, labels(Class, Score),
        |_, y, p| share(y[0] == ranking(p)[0] as f64), [i64 f64, u8 f32, f32 i32, bool u8];
    top_k_categorical_accuracy: TopKCategoricalAccuracy { k: 2 }, rows(Share, Score),
        |_, y, p| share(ranking(p).iter().take(2).any(|&class| class == ranking(y)[0])),
        [f64 f64, i32 f32];
    sparse_top_k_categorical_accuracy:
        SparseTopKCategoricalAccuracy { k: 2, ..Default::default() }, labels(Class, Score),
        |_, y, p| share(ranking(p).iter().take(2).any(|&class| class as f64 == y[0])),
        [i64 f64, bool f32];
    sparse_top_k_categorical_accuracy_of_ids:
        SparseTopKCategoricalAccuracy { k: 2, from_sorted_ids: true }, labels(Id, Id),
        |_, y, p| share(p.iter().take(2).any(|&id| id == y[0])), [i64 i64, u8 f32];

    mean_squared_error: MeanSquaredError, elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).powi(2)],
        [f64 f64, f32 f32, u8 u8, i32 f32, i64 i64, bool f64, u8 i64];
    mean_absolute_error: MeanAbsoluteError, elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).abs()], [f64 f64, f32 f64, u8 i32, i64 u8];
    root_mean_squared_error: RootMeanSquaredError, elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).powi(2)] => f64::sqrt, [f64 f64, i32 f32];
    mean_absolute_percentage_error:
        MeanAbsolutePercentageError::default(), elements(Number, Number),
        |own, y, p| vec![100.0 * (y[0] - p[0]).abs() / y[0].abs().max(own(1e-7))],
        [f64 f64, f32 f32, u8 i32];
    mean_squared_logarithmic_error:
        MeanSquaredLogarithmicError::default(), elements(Positive, Positive),
        |own, y, p| {
            let raised = |x: f64| x.max(own(1e-7));
            vec![(raised(y[0]).ln_1p() - raised(p[0]).ln_1p()).powi(2)]
        },
        [f64 f64, i64 f32];
    log_cosh: LogCoshError, elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).cosh().ln()], [f64 f64, i32 f32];
    huber: Huber { delta: 2.5 }, elements(Number, Number),
        |_, y, p| {
            let e = (y[0] - p[0]).abs();
            vec![if e <= 2.5 { 0.5 * e * e } else { 2.5 * (e - 1.25) }]
        },
        [f64 f64, f32 f32, u8 i64];
    cosine_similarity: CosineSimilarity, rows(Number, Number),
        |_, y, p| match norm(y) * norm(p) {
            0.0 => vec![0.0],
            norms => y.iter().zip(p).map(|(y, p)| y * p / norms).collect(),
        },
        [f64 f64, u8 f32];

    hinge: Hinge, elements(Sign, Score), |_, y, p| vec![(1.0 - sign(y[0]) * p[0]).max(0.0)],
        [f64 f64, i32 f32, bool i64];
    squared_hinge: SquaredHinge, elements(Sign, Score),
        |_, y, p| vec![(1.0 - sign(y[0]) * p[0]).max(0.0).powi(2)], [f64 f64, i32 f32];
    categorical_hinge: CategoricalHinge, rows(Binary, Score),
        |_, y, p| {
            let right: f64 = y.iter().zip(p).map(|(y, p)| y * p).sum();
            let wrong = y.iter().zip(p).map(|(y, p)| (1.0 - y) * p).fold(f64::MIN, f64::max);
            vec![(1.0 + wrong - right).max(0.0)]
        },
        [f64 f64, bool f32];
    poisson: Poisson::default(), elements(Positive, Positive),
        |own, y, p| vec![p[0], -y[0] * (p[0] + own(1e-7)).ln()], [f64 f64, u8 f32];
    kl_divergence: KlDivergence::default(), rows(Share, Probability),
        |own, y, p| {
            let raised = |x: f64| x.clamp(own(1e-7), 1.0);
            y.iter().zip(p).map(|(&y, &p)| raised(y) * (raised(y) / raised(p)).ln()).collect()
        },
        [f64 f64, f32 f32];

    jensen_shannon_divergence: JensenShannonDivergence, rows(Share, Probability),
        |_, y, p| {
            let part = |x: f64, m: f64| if x == 0.0 { 0.0 } else { 0.5 * x * (x / m).ln() };
            let both = |(&y, &p)| [part(y, 0.5 * (y + p)), part(p, 0.5 * (y + p))];
            y.iter().zip(p).flat_map(both).collect()
        },
        [f64 f64, f32 f32, bool f64];

    binary_crossentropy: BinaryCrossentropy::default(), elements(Share, Probability),
        |own, y, p| log_loss(y[0], clipped(own, p[0])), [f64 f64, bool f32, i64 u8];
    binary_crossentropy_smoothed:
        BinaryCrossentropy { label_smoothing: 0.25, ..Default::default() },
        elements(Binary, Probability),
        |own, y, p| log_loss(smoothed(y[0], 0.25, 2), clipped(own, p[0])), [u8 f64, f32 f32];
    binary_crossentropy_from_logits:
        BinaryCrossentropy { from_logits: true, ..Default::default() }, elements(Share, Logit),
        |_, y, p| log_loss(y[0], sigmoid(p[0])), [f64 f64, bool f32];
    categorical_crossentropy:
        CategoricalCrossentropy::default(), rows(Share, PositiveProbability),
        |own, y, p| crossentropy(y, &normalised(own, p)), [f64 f64, u8 f32];
    categorical_crossentropy_smoothed:
        CategoricalCrossentropy { label_smoothing: 0.25, ..Default::default() },
        rows(Binary, PositiveProbability),
        |own, y, p| {
            let y: Vec<_> = y.iter().map(|&label| smoothed(label, 0.25, y.len())).collect();
            crossentropy(&y, &normalised(own, p))
        },
        [bool f64];
    categorical_crossentropy_from_logits:
        CategoricalCrossentropy { from_logits: true, ..Default::default() }, rows(Share, Logit),
        |_, y, p| crossentropy(y, &softmax(p)), [f64 f64, i32 f32];
    sparse_categorical_crossentropy:
        SparseCategoricalCrossentropy::default(), labels(Class, PositiveProbability),
        |own, y, p| vec![-normalised(own, p)[y[0] as usize].ln()], [i64 f64, u8 f32, f32 f32];
    sparse_categorical_crossentropy_from_logits:
        SparseCategoricalCrossentropy { from_logits: true, ..Default::default() },
        labels(Class, Logit), |_, y, p| vec![-softmax(p)[y[0] as usize].ln()],
        [i32 f64, bool f32, i64 i32];
    binary_focal_crossentropy:
        BinaryFocalCrossentropy { gamma: 1.5, ..Default::default() },
        elements(Share, Probability),
        |own, y, p| {
            let right = y[0] * p[0] + (1.0 - y[0]) * (1.0 - p[0]);
            times((1.0 - right).powf(1.5), log_loss(y[0], clipped(own, p[0])))
        },
        [f64 f64, bool f32];
    binary_focal_crossentropy_from_logits:
        BinaryFocalCrossentropy {
            apply_class_balancing: true,
            from_logits: true,
            ..Default::default()
        },
        elements(Binary, Logit),
        |_, y, p| {
            let (y, p) = (y[0], sigmoid(p[0]));
            let balance = 0.25 * y + 0.75 * (1.0 - y);
            let wrong = y * (1.0 - p) + (1.0 - y) * p;
            times(balance * wrong.powi(2), log_loss(y, p))
        },
        [u8 f64, bool f32];
    categorical_focal_crossentropy:
        CategoricalFocalCrossentropy::default(), rows(Share, PositiveProbability),
        |own, y, p| {
            let p = normalised(own, p);
            let focus = p.iter().map(|p| 0.25 * (1.0 - p).powi(2));
            crossentropy(y, &p).into_iter().zip(focus).map(|(loss, focus)| focus * loss).collect()
        },
        [f64 f64, i32 f32];
    closure: MeanOf::new("product", |y, p| y * p), elements(Number, Number),
        |_, y, p| vec![y[0] * p[0]], [f64 f64, i32 f32];
    pearson_correlation_per_row:
        PearsonCorrelationPerRow, rows(Number, Number), |_, y, p| of_size_1(centred(y, p).pearson()),
        [f64 f64, i32 f32, u8 i64];
    concordance_correlation_per_row:
        ConcordanceCorrelationPerRow, rows(Number, Score),
        |_, y, p| of_size_1(centred(y, p).concordance()), [f64 f64, i64 f32];
}
