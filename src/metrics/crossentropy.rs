//! Crossentropies: from probabilities, clipped as in Keras, or from logits.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::math::{exp, ln, ln_1p};
use crate::kernel::rows;
use crate::mean::{Elementwise, Labelled, MeanMeasure, PerElement, PerLabel, PerRow, Rowwise};
use crate::measure::Measure;

/// Keras's epsilon: probabilities are clipped to [ε, 1 − ε] before their logarithm is taken.
pub const EPSILON: f64 = 1e-7;

/// The bounds of clipping, both rounded to the prediction's type, as Keras does.
#[inline(always)]
fn clip<P: Element>(epsilon: f64) -> impl Fn(f64) -> f64 {
    let (low, high) = (P::rounded(epsilon), P::rounded(1.0 - epsilon));
    #[inline(always)]
    move |p| p.clamp(low, high)
}

fn prediction(from_logits: bool) -> Domain {
    if from_logits { Domain::Logit } else { Domain::Probability }
}

/// Refuses an epsilon that clips nothing in the prediction's type, or everything.
fn check_epsilon<P: Element>(epsilon: f64, from_logits: bool) -> Result<(), Error> {
    let clips = P::rounded(epsilon) > 0.0 && P::rounded(1.0 - epsilon) < 1.0 && epsilon < 0.5;
    if from_logits || clips {
        return Ok(());
    }
    let expected = "a number below 0.5 that does not vanish beside 1 in the type of y_pred \
                    (1e-7 for f32, 1e-15 for f64)";
    Err(Error::Parameter { option: "epsilon", found: epsilon.to_string(), expected })
}

fn check_smoothing(smoothing: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&smoothing) {
        return Ok(());
    }
    let found = smoothing.to_string();
    Err(Error::Parameter { option: "label_smoothing", found, expected: "a number in [0, 1]" })
}

/// The crossentropy of probabilities of one class, element by element.
///
/// −(y·ln p + (1 − y)·ln(1 − p)), averaged over all elements ([Keras][k]). From logits z:
/// max(z, 0) − z·y + ln(1 + e^−|z|), which does not saturate. Smoothing s replaces y by
/// y·(1 − s) + s/2. A term is within 3 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels in [0, 1], hard or soft;
///   probabilities in [0, 1], or logits, finite or −∞. The value is in nats.
/// - **Undefined:** without a weight above zero; where a logit of −∞ meets a positive label.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels or probabilities outside [0, 1], NaN, an epsilon that
///   vanishes in the prediction's type, a smoothing outside [0, 1], bad weights.
///
/// Differs from Keras, which clips scores outside [0, 1] in silence.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 0], array![0.5, 0.75]);
/// let loss = BinaryCrossentropy::default().evaluate(&y_true, &y_pred)?;
/// assert!((loss - 1.5 * 2_f64.ln()).abs() < 1e-15); // (ln 2 + ln 4)/2
///
/// let logits = BinaryCrossentropy { from_logits: true, ..Default::default() };
/// assert_eq!(logits.evaluate(&y_true, &array![-100.0, 100.0])?, 100.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#binarycrossentropy-class
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinaryCrossentropy {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// How far labels are drawn towards 1/2, in [0, 1]. 0 by default.
    pub label_smoothing: f64,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default.
    pub epsilon: f64,
}

impl Default for BinaryCrossentropy {
    fn default() -> Self {
        Self { from_logits: false, label_smoothing: 0.0, epsilon: EPSILON }
    }
}

impl MeanMeasure for BinaryCrossentropy {
    type Unit = PerElement;

    fn truth(&self) -> Domain {
        Domain::Share
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_smoothing(self.label_smoothing)?;
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Elementwise for BinaryCrossentropy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let (smoothing, from_logits) = (self.label_smoothing, self.from_logits);
        let clip = clip::<P>(self.epsilon);
        #[inline(always)]
        move |y, p| {
            let y = y.to_f64() * (1.0 - smoothing) + 0.5 * smoothing;
            if from_logits { logistic_loss(y, p.to_f64()) } else { log_loss(y, clip(p.to_f64())) }
        }
    }
}

/// −(y·ln p + (1 − y)·ln(1 − p)).
#[inline(always)]
fn log_loss(y: f64, p: f64) -> f64 {
    -(y * ln(p) + (1.0 - y) * ln_1p(-p))
}

/// The same of p = 1/(1 + e^−z). A label of 0 asks nothing of a logit of −∞.
#[inline(always)]
fn logistic_loss(y: f64, z: f64) -> f64 {
    let towards = if y == 0.0 { 0.0 } else { z * y };
    (if z > 0.0 { z } else { 0.0 }) - towards + ln_1p(exp(-z.abs()))
}

/// [`BinaryCrossentropy`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::binary_crossentropy(&array![true, false], &array![0.5, 0.5])?;
/// assert!((loss - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryCrossentropy::default().evaluate(y_true, y_pred)
}

/// The crossentropy of distributions over classes, for one-hot or soft truth.
///
/// −Σ y·ln p over the classes of a row, averaged over all rows ([Keras][k]). Probabilities are
/// divided by their row's sum, then clipped. From logits z: Σ y·(ln Σ e^z − z), with the largest
/// logit taken out. Smoothing s replaces y by y·(1 − s) + s/classes. A row's term is within
/// 2^-50 of its largest addend for up to a hundred classes.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; labels in [0, 1];
///   probabilities in [0, 1], or logits, finite or −∞. The value is in nats.
/// - **Undefined:** without a weight above zero; where a logit of −∞ meets a positive label.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, labels or probabilities outside [0, 1], NaN, a row
///   that sums to zero, an epsilon that vanishes in the prediction's type, a smoothing outside
///   [0, 1], bad weights.
///
/// Differs from Keras, where a row of zeros gives NaN and scores outside [0, 1] are clipped.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0, 1], [1, 0]], array![[0.5, 0.5], [0.25, 0.75]]);
/// let loss = CategoricalCrossentropy::default().evaluate(&y_true, &y_pred)?;
/// assert!((loss - 1.5 * 2_f64.ln()).abs() < 1e-15); // (ln 2 + ln 4)/2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#categoricalcrossentropy-class
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CategoricalCrossentropy {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// How far labels are drawn towards 1/classes, in [0, 1]. 0 by default.
    pub label_smoothing: f64,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default.
    pub epsilon: f64,
}

impl Default for CategoricalCrossentropy {
    fn default() -> Self {
        Self { from_logits: false, label_smoothing: 0.0, epsilon: EPSILON }
    }
}

impl MeanMeasure for CategoricalCrossentropy {
    type Unit = PerRow;

    fn truth(&self) -> Domain {
        Domain::Share
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_smoothing(self.label_smoothing)?;
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Rowwise for CategoricalCrossentropy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let smoothing = self.label_smoothing;
        let reading = Reading::new::<P>(self.epsilon, self.from_logits);
        #[inline(always)]
        move |labels, p| {
            let norm = reading.norm(p);
            let floor = smoothing / labels.len() as f64;
            rows::sum(
                labels,
                #[inline(always)]
                |class, y| {
                    let y = y.to_f64() * (1.0 - smoothing) + floor;
                    if y == 0.0 { 0.0 } else { y * reading.surprisal(p[class].to_f64(), norm) }
                },
            )
        }
    }
}

/// How a row of predictions is read as −ln of its classes' probabilities.
///
/// Logits: (largest − z) + rest, where ln Σ e^z = largest + rest. Probabilities: −ln of the clipped
/// share of the row's sum.
#[derive(Clone, Copy)]
struct Reading {
    from_logits: bool,
    low: f64,
    high: f64,
}

impl Reading {
    #[inline(always)]
    fn new<P: Element>(epsilon: f64, from_logits: bool) -> Self {
        Self { from_logits, low: P::rounded(epsilon), high: P::rounded(1.0 - epsilon) }
    }

    /// What a row's entries are measured against: NaN for a row that cannot be normalised.
    #[inline(always)]
    fn norm<P: Element>(self, row: &[P]) -> (f64, f64) {
        if self.from_logits {
            return rows::log_sum_exp(row);
        }
        let total = rows::sum(
            row,
            #[inline(always)]
            |_, p| p.to_f64(),
        );
        (if total > 0.0 { total } else { f64::NAN }, 0.0)
    }

    /// −ln of one entry's probability.
    #[inline(always)]
    fn surprisal(self, entry: f64, (norm, rest): (f64, f64)) -> f64 {
        if self.from_logits {
            (norm - entry) + rest
        } else {
            -ln((entry / norm).clamp(self.low, self.high))
        }
    }
}

/// [`CategoricalCrossentropy`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::categorical_crossentropy(&array![[0, 1]], &array![[0.5, 0.5]])?;
/// assert!((loss - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn categorical_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CategoricalCrossentropy::default().evaluate(y_true, y_pred)
}

/// The crossentropy of distributions over classes, for class labels.
///
/// −ln p of the label's class, averaged over all rows ([Keras][k]). Probabilities are divided by
/// their row's sum, then clipped. From logits z: ln Σ e^z − z, with the largest logit taken out. A
/// term is within 2^-50 for up to a hundred classes.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], or logits, finite or −∞. In nats.
/// - **Undefined:** without a weight above zero; where the label's logit is −∞.
/// - **Weights:** for labels, or for leading axes such as samples. A label equal to `ignore_class`
///   counts nowhere, weighted or not.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, an epsilon that vanishes in the prediction's type, bad
///   weights.
///
/// Differs from Keras, where a label out of range costs 0, and ignored labels are counted unless
/// weights are passed.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 0, -1], array![[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]]);
/// let measure = SparseCategoricalCrossentropy { ignore_class: Some(-1), ..Default::default() };
/// let loss = measure.evaluate(&y_true, &y_pred)?;
/// assert!((loss - 1.5 * 2_f64.ln()).abs() < 1e-15); // (ln 2 + ln 4)/2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#sparsecategoricalcrossentropy-class
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SparseCategoricalCrossentropy {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// A label, in 0..classes or not, whose rows count nowhere. None by default.
    pub ignore_class: Option<i64>,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default.
    pub epsilon: f64,
}

impl Default for SparseCategoricalCrossentropy {
    fn default() -> Self {
        Self { from_logits: false, ignore_class: None, epsilon: EPSILON }
    }
}

impl MeanMeasure for SparseCategoricalCrossentropy {
    type Unit = PerLabel;

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Labelled for SparseCategoricalCrossentropy {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        let reading = Reading::new::<P>(self.epsilon, self.from_logits);
        #[inline(always)]
        move |class, p| reading.surprisal(p[class].to_f64(), reading.norm(p))
    }

    fn ignored(&self) -> Option<i64> {
        self.ignore_class
    }
}

/// [`SparseCategoricalCrossentropy`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::sparse_categorical_crossentropy(&array![1_u8], &array![[0.5, 0.5]])?;
/// assert!((loss - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sparse_categorical_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SparseCategoricalCrossentropy::default().evaluate(y_true, y_pred)
}
