//! What every metric takes and refuses, in the words of the messages.

use ndarray::{Array1, Array2, ArrayD};

/// What truth and prediction hold, and what has a weight.
#[derive(Clone, Copy)]
pub(super) struct Spec {
    pub(super) form: Form,
    pub(super) truth: Holds,
    pub(super) prediction: Holds,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// Any axes on both sides.
    Elements,
    /// Rows of two classes on both sides, with weights for rows.
    Rows,
    /// Rows of two classes on both sides, with weights for elements.
    Cells,
    /// Two axes at most.
    Columns,
    /// Class labels, and rows as prediction.
    Labels,
}

/// What an argument may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Holds {
    Number,
    Score,
    Probability,
    ProbabilityNotLogit,
    Share,
    Binary,
    Sign,
    Count,
    Id,
    /// A label of one of the two classes on the last axis.
    Label,
    /// A label of any class.
    AnyLabel,
    /// A label of one of two classes, where `num_classes` says so.
    Class,
}
use Form::{Cells, Columns, Elements, Labels, Rows};
use Holds::*;

/// Calls a generic function with every metric and what it holds; the names of forms and of what an
/// argument holds are to be imported.
macro_rules! every_metric {
    ($call:ident) => {
        every_metric! { $call:
            Accuracy, Elements, Number, Number;
            BinaryAccuracy::default(), Elements, Binary, Number;
            CategoricalAccuracy, Rows, Share, Score;
            SparseCategoricalAccuracy, Labels, Label, Score;
            TopKCategoricalAccuracy::default(), Rows, Share, Score;
            SparseTopKCategoricalAccuracy::default(), Labels, Label, Score;
            SparseTopKCategoricalAccuracy { k: 1, from_sorted_ids: true }, Labels, AnyLabel, Id;
            BinaryCrossentropy::default(), Elements, Share, ProbabilityNotLogit;
            BinaryCrossentropy { from_logits: true, ..Default::default() }, Elements, Share, Score;
            CategoricalCrossentropy::default(), Rows, Share, ProbabilityNotLogit;
            CategoricalCrossentropy { from_logits: true, ..Default::default() }, Rows, Share, Score;
            SparseCategoricalCrossentropy::default(), Labels, Label, ProbabilityNotLogit;
            SparseCategoricalCrossentropy { from_logits: true, ..Default::default() },
                Labels, Label, Score;
            BinaryFocalCrossentropy::default(), Elements, Share, ProbabilityNotLogit;
            BinaryFocalCrossentropy { from_logits: true, ..Default::default() },
                Elements, Share, Score;
            CategoricalFocalCrossentropy::default(), Rows, Share, ProbabilityNotLogit;
            CategoricalFocalCrossentropy { from_logits: true, ..Default::default() },
                Rows, Share, Score;
            KlDivergence::default(), Rows, Share, Probability;
            Poisson::default(), Elements, Count, Count;
            MeanSquaredError, Elements, Number, Number;
            RootMeanSquaredError, Elements, Number, Number;
            MeanAbsoluteError, Elements, Number, Number;
            MeanAbsolutePercentageError::default(), Elements, Number, Number;
            MeanSquaredLogarithmicError::default(), Elements, Count, Count;
            LogCoshError, Elements, Number, Number;
            Huber::default(), Elements, Number, Number;
            CosineSimilarity, Rows, Number, Number;
            Hinge, Elements, Sign, Number;
            SquaredHinge, Elements, Sign, Number;
            CategoricalHinge, Rows, Binary, Number;
            MeanOf::new("product", |y, p| y * p), Elements, Number, Number;
            PearsonCorrelationPerRow, Rows, Number, Number;
            ConcordanceCorrelationPerRow, Rows, Number, Number;
            TruePositives::default(), Elements, Binary, Score;
            TrueNegatives::default(), Elements, Binary, Score;
            FalsePositives::default(), Elements, Binary, Score;
            FalseNegatives::default(), Elements, Binary, Score;
            Precision::default(), Elements, Binary, Score;
            Precision { top_k: Some(1), ..Default::default() }, Cells, Binary, Score;
            Recall::default(), Elements, Binary, Score;
            Recall { class_id: Some(1), ..Default::default() }, Rows, Binary, Score;
            Specificity::default(), Elements, Binary, Score;
            NegativePredictiveValue::default(), Elements, Binary, Score;
            FalsePositiveRate::default(), Elements, Binary, Score;
            FalseNegativeRate::default(), Elements, Binary, Score;
            Recall::default().at(vec![0.3, 0.5]), Elements, Binary, Score;
            Precision { class_id: Some(1), top_k: Some(1), ..Default::default() }.at(vec![0.3]),
                Rows, Binary, Score;
            SensitivityAtSpecificity::new(0.5), Elements, Binary, Score;
            SpecificityAtSensitivity::new(0.5), Elements, Binary, Score;
            PrecisionAtRecall::new(0.5), Elements, Binary, Score;
            RecallAtPrecision { class_id: Some(1), ..RecallAtPrecision::new(0.5) },
                Rows, Binary, Score;
            Auc::default(), Elements, Binary, Score;
            Auc { from_logits: true, thresholds: Grid::At(vec![0.5]), ..Default::default() },
                Elements, Binary, Score;
            RocAuc, Elements, Binary, Number;
            AveragePrecision, Elements, Binary, Number;
            BrierScore::default(), Elements, Binary, ProbabilityNotLogit;
            BrierScore { from_logits: true }, Elements, Binary, Score;
            CalibrationError::default(), Elements, Binary, ProbabilityNotLogit;
            CalibrationError { from_logits: true, ..Default::default() }, Elements, Binary, Score;
            TopLabelCalibrationError::default(), Labels, Label, ProbabilityNotLogit;
            TopLabelCalibrationError { from_logits: true, ..Default::default() },
                Labels, Label, Score;
            F1Score::default(), Rows, Binary, Score;
            F1Score { average: Averaging::Macro, threshold: Some(0.5) }, Elements, Binary, Number;
            FBetaScore::new(Averaging::Micro, 2.0), Rows, Binary, Score;
            FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.5) },
                Elements, Binary, Number;
            BinaryIou::default(), Elements, Binary, Number;
            Confusion::new(2), Elements, Class, Class;
            Confusion { sparse_y_pred: false, ..Confusion::new(2) }, Labels, Class, Score;
            Iou::new(2, [0]), Elements, Class, Class;
            MeanIou::new(2), Elements, Class, Class;
            MeanIou { sparse_y_true: false, sparse_y_pred: false, ..MeanIou::new(2) },
                Rows, Share, Score;
            OneHotIou::new(2, [1]), Rows, Share, Score;
            OneHotMeanIou::new(2), Rows, Share, Score;
            BalancedAccuracy::new(2), Elements, Class, Class;
            BalancedAccuracy { sparse_y_pred: false, ..BalancedAccuracy::new(2) },
                Labels, Class, Score;
            MatthewsCorrelation::new(2), Elements, Class, Class;
            CohenKappa::new(2), Elements, Class, Class;
            R2Score::default(), Columns, Number, Number;
            R2ScorePerColumn::default(), Columns, Number, Number;
            PearsonCorrelation, Elements, Number, Number;
            ConcordanceCorrelation, Elements, Number, Number;
            ElementMoments, Elements, Number, Number;
            ColumnMoments, Columns, Number, Number;
        }
    };
    ($call:ident: $($measure:expr, $form:expr, $truth:expr, $prediction:expr;)+) => {
        $($call(&$measure, Spec { form: $form, truth: $truth, prediction: $prediction });)+
    };
}

pub(super) use every_metric;

impl Holds {
    /// What it may hold, and what to change, in the words of the messages.
    pub(super) fn words(self) -> [&'static str; 2] {
        const REMOVE: &str = "remove such samples, or give them weight 0";
        match self {
            Number => ["a finite number", REMOVE],
            Score => ["a finite logit or -inf", REMOVE],
            Probability => [
                "a probability in [0, 1]",
                "if these are logits, take their sigmoid or softmax first",
            ],
            ProbabilityNotLogit => {
                ["a probability in [0, 1]", "if these are logits, say `from_logits: true`"]
            }
            Share => ["a label in [0, 1]", "rescale the labels to [0, 1]"],
            Binary => [
                "a label 0 or 1",
                "map the labels to 0 and 1, for instance -1 and 1 with `mapv(|y| y > 0)`",
            ],
            Sign => ["a label 1, 0 or -1", "map the labels to 1 and -1"],
            Count => ["a finite number of at least 0", REMOVE],
            Id => ["a whole number of at least 0", REMOVE],
            Label => [
                "a class label in 0..2, the size of y_pred's last axis",
                "map the labels to 0..2, or give such samples weight 0",
            ],
            AnyLabel => [
                "a whole number of at least 0",
                "map the labels to such, or give such samples weight 0",
            ],
            Class => [
                "a class label in 0..2 (`num_classes`)",
                "map the labels to 0..2, declare a label of y_true as `ignore_class`, or give such \
                 samples weight 0",
            ],
        }
    }

    /// Numbers that it may not hold.
    pub(super) fn bad(self) -> &'static [f64] {
        const INFINITY: f64 = f64::INFINITY;
        match self {
            Number => &[f64::NAN, INFINITY, -INFINITY],
            Score => &[f64::NAN, INFINITY],
            Probability | ProbabilityNotLogit | Share => {
                &[f64::NAN, 1.5, -0.5, INFINITY, -INFINITY]
            }
            Binary | Label | Class => &[f64::NAN, 2.0, -1.0, 0.5, INFINITY, -INFINITY],
            Sign => &[f64::NAN, 2.0, -2.0, 0.5, INFINITY],
            Count => &[f64::NAN, -0.5, INFINITY],
            Id | AnyLabel => &[f64::NAN, -1.0, 0.5, INFINITY, -INFINITY],
        }
    }

    pub(super) fn is_label(self) -> bool {
        matches!(self, Label | AnyLabel | Class)
    }

    /// The message for a bad number. NaN is never mapped or rescaled, but for labels of classes.
    pub(super) fn text(self, argument: &str, index: &[usize], found: f64) -> String {
        let [rule, advice] = self.words();
        let remove = found.is_nan() && !self.is_label();
        let advice = if remove { Number.words()[1] } else { advice };
        format!("{argument}{index:?} is {found}, expected {rule}; {advice}")
    }
}

impl Spec {
    /// Alternating labels, and predictions that are all different from each other in a row.
    pub(super) fn batch(self, samples: usize) -> [ArrayD<f64>; 2] {
        let one_hot = |(i, class): (usize, usize)| f64::from(u8::from(i % 2 == class));
        let labels = Array1::from_shape_fn(samples, |i| (i % 2) as f64).into_dyn();
        let rows = Array2::from_shape_fn((samples, 2), one_hot).into_dyn();
        let whole = self.prediction.is_label() || self.prediction == Id;
        let p = if whole { rows.clone() } else { rows.mapv(|p| 0.25 + 0.5 * p) };
        [if self.form == Labels { labels } else { rows }, p]
    }

    /// The shape of what has a weight.
    pub(super) fn units(self, samples: usize) -> Vec<usize> {
        match self.form {
            Rows | Labels => vec![samples],
            Elements | Cells | Columns => vec![samples, 2],
        }
    }
}
