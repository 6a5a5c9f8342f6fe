//! Every mean against its textbook definition, written out over plain slices of `f64`: on random
//! shapes, memory layouts, element types, weights and masks. What is read off the outcomes of
//! decisions has a list of its own, in `decisions`.

mod arrays;
mod decisions;
mod integers;
mod oracle;
mod static_arrays;
mod textbook;

use ndarray_metrics::prelude::*;

use arrays::Values::*;
use oracle::Data::{Elements, Labels, Rows};
use textbook::*;

/// Declares a test per entry: the metric, what its arguments hold, the addends of one unit's term,
/// and pairs of element types.
///
/// `y` and `p` are the unit's truth and prediction: a number each, a row each, or a label and a row.
/// `own` rounds an option to the type of the predictions, as the metrics do. Where a function
/// follows after `=>`, the mean goes through it at the end.
macro_rules! naive {
    ($($test:ident: $measure:expr, $data:expr, $addends:expr $(=> $finish:expr)?,
       [$($t:ident $p:ident),+];)+) => {
        $(#[test]
        fn $test() {
            let finish = [$($finish as fn(f64) -> f64,)? |mean| mean][0];
            let definition = oracle::Definition { addends: $addends, finish };
            let measure = $measure;
            $(oracle::agrees::<_, $t, $p>(
                &measure,
                $data,
                definition,
                |y, p| measure.per_sample(y, p),
                |y, p, weights| measure.per_sample_weighted(y, p, weights),
            );)+
        })+
    };
}

naive! {
    accuracy: Accuracy, Elements(Score, Score), |_, y, p| share(y[0] == p[0]),
        [f64 f64, i64 u8, f32 i32, bool f64];
    binary_accuracy: BinaryAccuracy::default(), Elements(Binary, Score),
        |_, y, p| share((p[0] > 0.5) == (y[0] == 1.0)), [bool f64, u8 f32, f32 i32, i64 bool];
    binary_accuracy_at_a_threshold: BinaryAccuracy { threshold: 0.3 }, Elements(Binary, Tenth),
        |own, y, p| share((p[0] > own(0.3)) == (y[0] == 1.0)), [i32 f64, bool f32];
    categorical_accuracy: CategoricalAccuracy, Rows(Share, Score),
        |_, y, p| share(ranking(y)[0] == ranking(p)[0]), [f64 f64, u8 f32, bool i64];
    sparse_categorical_accuracy: SparseCategoricalAccuracy, Labels(Class, Score),
        |_, y, p| share(y[0] == ranking(p)[0] as f64), [i64 f64, u8 f32, f32 i32, bool u8];
    top_k_categorical_accuracy: TopKCategoricalAccuracy { k: 2 }, Rows(Share, Score),
        |_, y, p| share(ranking(p).iter().take(2).any(|&class| class == ranking(y)[0])),
        [f64 f64, i32 f32];
    sparse_top_k_categorical_accuracy:
        SparseTopKCategoricalAccuracy { k: 2, ..Default::default() }, Labels(Class, Score),
        |_, y, p| share(ranking(p).iter().take(2).any(|&class| class as f64 == y[0])),
        [i64 f64, bool f32];
    sparse_top_k_categorical_accuracy_of_ids:
        SparseTopKCategoricalAccuracy { k: 2, from_sorted_ids: true }, Labels(Id, Id),
        |_, y, p| share(p.iter().take(2).any(|&id| id == y[0])), [i64 i64, u8 f32];

    mean_squared_error: MeanSquaredError, Elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).powi(2)],
        [f64 f64, f32 f32, u8 u8, i32 f32, i64 i64, bool f64, u8 i64];
    mean_absolute_error: MeanAbsoluteError, Elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).abs()], [f64 f64, f32 f64, u8 i32, i64 u8];
    root_mean_squared_error: RootMeanSquaredError, Elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).powi(2)] => f64::sqrt, [f64 f64, i32 f32];
    mean_absolute_percentage_error:
        MeanAbsolutePercentageError::default(), Elements(Number, Number),
        |own, y, p| vec![100.0 * (y[0] - p[0]).abs() / y[0].abs().max(own(1e-7))],
        [f64 f64, f32 f32, u8 i32];
    mean_squared_logarithmic_error:
        MeanSquaredLogarithmicError::default(), Elements(Positive, Positive),
        |own, y, p| {
            let raised = |x: f64| x.max(own(1e-7));
            vec![(raised(y[0]).ln_1p() - raised(p[0]).ln_1p()).powi(2)]
        },
        [f64 f64, i64 f32];
    log_cosh: LogCoshError, Elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).cosh().ln()], [f64 f64, i32 f32];
    huber: Huber { delta: 2.5 }, Elements(Number, Number),
        |_, y, p| {
            let e = (y[0] - p[0]).abs();
            vec![if e <= 2.5 { 0.5 * e * e } else { 2.5 * (e - 1.25) }]
        },
        [f64 f64, f32 f32, u8 i64];
    cosine_similarity: CosineSimilarity, Rows(Number, Number),
        |_, y, p| match norm(y) * norm(p) {
            0.0 => vec![0.0],
            norms => y.iter().zip(p).map(|(y, p)| y * p / norms).collect(),
        },
        [f64 f64, u8 f32];

    hinge: Hinge, Elements(Sign, Score), |_, y, p| vec![(1.0 - sign(y[0]) * p[0]).max(0.0)],
        [f64 f64, i32 f32, bool i64];
    squared_hinge: SquaredHinge, Elements(Sign, Score),
        |_, y, p| vec![(1.0 - sign(y[0]) * p[0]).max(0.0).powi(2)], [f64 f64, i32 f32];
    categorical_hinge: CategoricalHinge, Rows(Binary, Score),
        |_, y, p| {
            let right: f64 = y.iter().zip(p).map(|(y, p)| y * p).sum();
            let wrong = y.iter().zip(p).map(|(y, p)| (1.0 - y) * p).fold(f64::MIN, f64::max);
            vec![(1.0 + wrong - right).max(0.0)]
        },
        [f64 f64, bool f32];
    poisson: Poisson::default(), Elements(Positive, Positive),
        |own, y, p| vec![p[0], -y[0] * (p[0] + own(1e-7)).ln()], [f64 f64, u8 f32];
    kl_divergence: KlDivergence::default(), Rows(Share, Probability),
        |own, y, p| {
            let raised = |x: f64| x.clamp(own(1e-7), 1.0);
            y.iter().zip(p).map(|(&y, &p)| raised(y) * (raised(y) / raised(p)).ln()).collect()
        },
        [f64 f64, f32 f32];

    binary_crossentropy: BinaryCrossentropy::default(), Elements(Share, Probability),
        |own, y, p| log_loss(y[0], clipped(own, p[0])), [f64 f64, bool f32, i64 u8];
    binary_crossentropy_smoothed:
        BinaryCrossentropy { label_smoothing: 0.25, ..Default::default() },
        Elements(Binary, Probability),
        |own, y, p| log_loss(smoothed(y[0], 0.25, 2), clipped(own, p[0])), [u8 f64, f32 f32];
    binary_crossentropy_from_logits:
        BinaryCrossentropy { from_logits: true, ..Default::default() }, Elements(Share, Logit),
        |_, y, p| log_loss(y[0], sigmoid(p[0])), [f64 f64, bool f32];
    categorical_crossentropy:
        CategoricalCrossentropy::default(), Rows(Share, PositiveProbability),
        |own, y, p| crossentropy(y, &normalised(own, p)), [f64 f64, u8 f32];
    categorical_crossentropy_smoothed:
        CategoricalCrossentropy { label_smoothing: 0.25, ..Default::default() },
        Rows(Binary, PositiveProbability),
        |own, y, p| {
            let y: Vec<_> = y.iter().map(|&label| smoothed(label, 0.25, y.len())).collect();
            crossentropy(&y, &normalised(own, p))
        },
        [bool f64];
    categorical_crossentropy_from_logits:
        CategoricalCrossentropy { from_logits: true, ..Default::default() }, Rows(Share, Logit),
        |_, y, p| crossentropy(y, &softmax(p)), [f64 f64, i32 f32];
    sparse_categorical_crossentropy:
        SparseCategoricalCrossentropy::default(), Labels(Class, PositiveProbability),
        |own, y, p| vec![-normalised(own, p)[y[0] as usize].ln()], [i64 f64, u8 f32, f32 f32];
    sparse_categorical_crossentropy_from_logits:
        SparseCategoricalCrossentropy { from_logits: true, ..Default::default() },
        Labels(Class, Logit), |_, y, p| vec![-softmax(p)[y[0] as usize].ln()],
        [i32 f64, bool f32, i64 i32];
    binary_focal_crossentropy:
        BinaryFocalCrossentropy { gamma: 1.5, ..Default::default() },
        Elements(Share, Probability),
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
        Elements(Binary, Logit),
        |_, y, p| {
            let (y, p) = (y[0], sigmoid(p[0]));
            let balance = 0.25 * y + 0.75 * (1.0 - y);
            let wrong = y * (1.0 - p) + (1.0 - y) * p;
            times(balance * wrong.powi(2), log_loss(y, p))
        },
        [u8 f64, bool f32];
    categorical_focal_crossentropy:
        CategoricalFocalCrossentropy::default(), Rows(Share, PositiveProbability),
        |own, y, p| {
            let p = normalised(own, p);
            let focus = p.iter().map(|p| 0.25 * (1.0 - p).powi(2));
            crossentropy(y, &p).into_iter().zip(focus).map(|(loss, focus)| focus * loss).collect()
        },
        [f64 f64, i32 f32];
    mean: Mean, Elements(Number, Number), |_, _, p| vec![p[0]], [f64 f64, u8 i64];
    closure: MeanOf::new("product", |y, p| y * p), Elements(Number, Number),
        |_, y, p| vec![y[0] * p[0]], [f64 f64, i32 f32];
}
