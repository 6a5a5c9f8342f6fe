//! What the arguments of a metric hold, and what is refused of them, in the words of the messages.

use ndarray::{Array1, Array2, ArrayD};

/// What truth and prediction hold, and what has a weight.
#[derive(Clone, Copy)]
pub(crate) struct Spec {
    pub(crate) form: Form,
    pub(crate) truth: Holds,
    pub(crate) prediction: Holds,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form {
    /// Any axes on both sides.
    Elements,
    /// Rows of two classes on both sides, with weights for rows.
    Rows,
    /// Rows of two items on both sides, with weights for rows, or for elements of which some are not there.
    Queries,
    /// Rows of two classes on both sides, with weights for elements.
    Cells,
    /// Two axes at most.
    Columns,
    /// Class labels, and rows as prediction.
    Labels,
    /// Numbers, and rows of so many rising numbers as prediction.
    Targets(usize),
    /// One number for each sample on both sides.
    Single,
    /// Any axes on both sides, with weights for samples.
    Images,
    /// Times and events, and a risk for each.
    Survival,
}

/// What an argument may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Holds {
    Number,
    /// A number that is whole in the batches.
    Whole,
    Score,
    /// A score that only its order matters of.
    Ordered,
    Probability,
    ProbabilityNotLogit,
    Share,
    Binary,
    /// Whether a class is in a set.
    Member,
    Sign,
    Count,
    /// A number above 0.
    Positive,
    /// A number other than 0.
    NonZero,
    /// A number above −1.
    Above,
    Id,
    /// A label of one of the two classes on the last axis.
    Label,
    /// A label of any class.
    AnyLabel,
    /// A label of one of two classes, where `num_classes` says so.
    Class,
    /// The label of a cluster.
    Cluster,
}
use Form::{Cells, Columns, Elements, Images, Labels, Queries, Rows, Single, Survival, Targets};
use Holds::*;

impl Holds {
    /// What it may hold, and what to change, in the words of the messages.
    pub(crate) fn words(self) -> [&'static str; 2] {
        const REMOVE: &str = "remove such samples, or give them weight 0";
        match self {
            Number | Whole => ["a finite number", REMOVE],
            Score => ["a finite logit or -inf", REMOVE],
            Ordered => ["a number, finite or not", REMOVE],
            Probability => [
                "a probability in [0, 1]",
                "if these are logits, take their sigmoid or softmax first",
            ],
            ProbabilityNotLogit => {
                ["a probability in [0, 1]", "if these are logits, say `from_logits: true`"]
            }
            Share => ["a label in [0, 1]", ""],
            Binary => ["a label 0 or 1", ""],
            Member => [
                "0 or 1, whether the class is in the set",
                "make sets of scores first, such as `scores.mapv(|score| score >= threshold)`",
            ],
            Sign => ["a label 1, 0 or -1", ""],
            Count => ["a finite number of at least 0", REMOVE],
            Positive => ["a finite number above 0", REMOVE],
            NonZero => ["a finite number other than 0", REMOVE],
            Above => ["a finite number above -1", REMOVE],
            Id => ["a whole number of at least 0", REMOVE],
            Label => [
                "a class label in 0..2, the size of y_pred's last axis",
                "map the labels to 0..2, give such samples weight 0, which leaves them out, or, to \
                 count them as wrong, append to y_pred, for each further class, a column of 0, or of \
                 -inf for logits",
            ],
            AnyLabel => [
                "a whole number of at least 0",
                "map the labels to whole numbers, or give such samples weight 0, which leaves them \
                 out",
            ],
            Cluster => [
                "the label of a cluster, a whole number from -2^63 to 2^63 - 1",
                "number the clusters from 0, or give such samples weight 0",
            ],
            Class => [
                "a class label in 0..2 (`num_classes`)",
                "map the labels to 0..2, or raise `num_classes` to count such samples as wrong; \
                 `ignore_class` for a label of y_true, or weight 0, leaves them out",
            ],
        }
    }

    /// Numbers that it may not hold.
    pub(crate) fn bad(self) -> &'static [f64] {
        const INFINITY: f64 = f64::INFINITY;
        match self {
            Number | Whole => &[f64::NAN, INFINITY, -INFINITY],
            Score => &[f64::NAN, INFINITY],
            Ordered => &[f64::NAN],
            Above => &[f64::NAN, -1.0, -1.5, INFINITY, -INFINITY],
            Probability | ProbabilityNotLogit | Share => {
                &[f64::NAN, 1.5, -0.5, INFINITY, -INFINITY]
            }
            Binary | Member | Label | Class => &[f64::NAN, 2.0, -1.0, 0.5, INFINITY, -INFINITY],
            Sign => &[f64::NAN, 2.0, -2.0, 0.5, INFINITY],
            Count => &[f64::NAN, -0.5, INFINITY],
            Positive => &[f64::NAN, 0.0, -0.5, INFINITY],
            NonZero => &[f64::NAN, 0.0, INFINITY, -INFINITY],
            Cluster => &[f64::NAN, 0.5, INFINITY, -INFINITY],
            Id | AnyLabel => &[f64::NAN, -1.0, 0.5, INFINITY, -INFINITY],
        }
    }

    pub(crate) fn is_never_zero(self) -> bool {
        matches!(self, Positive | NonZero)
    }

    pub(crate) fn is_label(self) -> bool {
        matches!(self, Label | AnyLabel | Class)
    }

    /// The message for a bad number. NaN is never mapped or rescaled, but for labels of classes.
    pub(crate) fn text(self, argument: &str, index: &[usize], found: f64) -> String {
        let [rule, advice] = self.words();
        if self == Class && found.is_finite() && found.fract() != 0.0 {
            return format!(
                "{argument}{index:?} is {found}, expected {rule}; a fraction is no label: for scores of a \
                 binary decision use a metric of scores, such as `BinaryF1Score`, \
                 `BinaryMatthewsCorrelation` or `BinaryIou`; for rows of one score for each class say \
                 `sparse_{argument}: false`"
            );
        }
        let advice = match self {
            Binary | Share | Sign => on_label(found),
            _ if found.is_nan() && !self.is_label() => Number.words()[1].into(),
            _ => advice.into(),
        };
        let missing = found.is_nan() && argument == "y_true" && !self.is_label();
        let mask = if missing { MASK } else { "" };
        format!("{argument}{index:?} is {found}, expected {rule}; {advice}{mask}")
    }
}

/// What is added for a truth that is NaN.
const MASK: &str = ": `ndarray_metrics::known(&y_true)?` is such a mask";

/// The advice on a number that is no label of two classes.
pub(crate) fn on_label(found: f64) -> String {
    if !found.is_finite() {
        return Number.words()[1].into();
    }
    if found.fract() != 0.0 {
        return "a fraction looks like a prediction: give the truth first, then the prediction"
            .into();
    }
    if found == -1.0 {
        return "if -1 stands for negative, map the labels with `mapv(|y| y > 0)`; if it stands for \
                unknown, give such samples weight 0"
            .into();
    }
    if found < 0.0 {
        return "map negative labels to 0 and positive ones to 1; give unknown ones weight 0"
            .into();
    }
    format!(
        "for labels of more than two classes use `metrics::confusion_matrix` or a metric whose name \
         begins with `Sparse`; if {found} is the positive class of two, map y_true, and predicted \
         labels too, with `mapv(|y| y == {found})`"
    )
}

impl Spec {
    /// Alternating labels, and predictions that are all different from each other in a row.
    pub(crate) fn batch(self, samples: usize) -> [ArrayD<f64>; 2] {
        let one_hot = |(i, class): (usize, usize)| f64::from(u8::from(i % 2 == class));
        let labels = Array1::from_shape_fn(samples, |i| (i % 2) as f64).into_dyn();
        let rows = Array2::from_shape_fn((samples, 2), one_hot).into_dyn();
        let whole =
            self.prediction.is_label() || matches!(self.prediction, Id | Whole | Member | Cluster);
        let p = if whole { rows.clone() } else { rows.mapv(|p| 0.25 + 0.5 * p) };
        let rows = if self.truth.is_never_zero() { rows + 1.0 } else { rows };
        match self.form {
            Single => [labels.clone(), labels.mapv(|p| 0.25 + 0.5 * p)],
            Labels => [labels, p],
            Survival => [rows, labels.mapv(|p| 0.25 + 0.5 * p)],
            Targets(columns) => {
                let rising = |(_, column)| 0.25 + 0.5 * column as f64;
                [labels, Array2::from_shape_fn((samples, columns), rising).into_dyn()]
            }
            _ => [rows, p],
        }
    }

    /// The shape of what has a weight.
    pub(crate) fn units(self, samples: usize) -> Vec<usize> {
        match self.form {
            Rows | Queries | Labels | Targets(_) | Single | Images | Survival => vec![samples],
            Elements | Cells | Columns => vec![samples, 2],
        }
    }
}
