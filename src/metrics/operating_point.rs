//! The best of one rate where another one is demanded.

use super::thresholds::{Ladder, MOST_THRESHOLDS, Selection, observe};
use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observation, Observe};
use crate::shape::Unit;
use crate::state::{Counts, Outcomes};

/// A rate to be read where another one is at least what is demanded.
pub trait OperatingPoint: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The field that holds what is demanded.
    const DEMANDED: &'static str;

    /// What is demanded, the number of thresholds and the class that is decided on.
    fn demand(&self) -> (f64, usize, Option<usize>);

    /// The rate that is constrained, and the one that is read.
    fn rates(counts: &Counts) -> (Result<f64, Undefined>, Result<f64, Undefined>);
}

/// The way of observing that all operating points share.
struct EvenGrid;

/// An even grid over [0, 1]; 1/2 where it is a single threshold, none where there are too many.
fn grid(thresholds: usize) -> Vec<f64> {
    match thresholds {
        1 => vec![0.5],
        0..=MOST_THRESHOLDS => {
            (0..thresholds).map(|i| i as f64 / (thresholds - 1) as f64).collect()
        }
        _ => Vec::new(),
    }
}

fn check_demand<M: OperatingPoint>(measure: &M) -> Result<(), Error> {
    let (demand, thresholds, _) = measure.demand();
    if !(0.0..=1.0).contains(&demand) {
        return Err(Error::parameter(M::DEMANDED, demand, "a rate in [0, 1]"));
    }
    if thresholds == 0 || thresholds > MOST_THRESHOLDS {
        let (found, expected) = (thresholds.to_string(), "from 1 to 2^20");
        return Err(Error::Parameter { option: "num_thresholds", found, expected });
    }
    Ok(())
}

/// The greatest rate among thresholds that meet the demand; thresholds at which either rate is
/// undefined are passed over.
fn best<M: OperatingPoint>(measure: &M, outcomes: &[Counts]) -> Result<f64, Undefined> {
    if outcomes.first().is_none_or(Counts::is_empty) {
        return Err(Undefined::NoSamples);
    }
    let (demand, ..) = measure.demand();
    let met = outcomes.iter().map(M::rates).filter_map(|(constrained, read)| {
        constrained.ok().filter(|&rate| rate >= demand).and(read.ok())
    });
    met.reduce(f64::max).ok_or(Undefined::Unreachable)
}

/// Makes a measure of each operating point. (The blanket implementation of measures is taken by the
/// means.)
macro_rules! measure {
    ($($point:ident),+) => {$(
        impl Measure for $point {
            type State = Outcomes;
            type Output = Result<f64, Undefined>;

            fn init(&self) -> Outcomes {
                let (_, thresholds, _) = self.demand();
                Outcomes::new(grid(thresholds))
            }

            fn observation(&self) -> Option<Observation> {
                let (_, thresholds, class) = self.demand();
                let class = class.map_or(u64::MAX, |class| class as u64);
                Some(Observation::new::<EvenGrid>([thresholds as u64, class, 0]))
            }

            fn value(&self, state: &Outcomes) -> Result<f64, Undefined> {
                best(self, &state.all())
            }
        }

        impl<T: Element, P: Element> Observe<T, P> for $point {
            fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
                check_demand(self)?;
                Selection { top_k: None, class_id: self.demand().2 }.check(batch)
            }

            fn unit(&self) -> Unit {
                Selection { top_k: None, class_id: self.demand().2 }.unit()
            }

            fn observe(&self, block: &Block<'_, T, P>, state: &mut Outcomes) -> Result<(), Error> {
                let selection = Selection { top_k: None, class_id: self.demand().2 };
                observe(selection, &Ladder::new::<P>(state.thresholds(), self.demand().1 > 1), block, state)
            }
        }
    )+};
}

measure!(SensitivityAtSpecificity, SpecificityAtSensitivity, PrecisionAtRecall, RecallAtPrecision);

/// The greatest sensitivity (recall) at which specificity is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 32 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(SensitivityAtSpecificity::new(0.5).evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#sensitivityatspecificity-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct SensitivityAtSpecificity {
    /// The specificity that is demanded, in [0, 1].
    pub specificity: f64,
    /// How many thresholds are tried. 200 by default.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl SensitivityAtSpecificity {
    /// With 200 thresholds, for all classes.
    #[must_use]
    pub fn new(specificity: f64) -> Self {
        Self { specificity, num_thresholds: 200, class_id: None }
    }
}

impl OperatingPoint for SensitivityAtSpecificity {
    const DEMANDED: &'static str = "specificity";

    fn demand(&self) -> (f64, usize, Option<usize>) {
        (self.specificity, self.num_thresholds, self.class_id)
    }

    fn rates(counts: &Counts) -> (Result<f64, Undefined>, Result<f64, Undefined>) {
        (counts.specificity(), counts.recall())
    }
}

/// The greatest specificity at which sensitivity (recall) is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 32 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(SpecificityAtSensitivity::new(0.5).evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#specificityatsensitivity-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct SpecificityAtSensitivity {
    /// The sensitivity (recall) that is demanded, in [0, 1].
    pub sensitivity: f64,
    /// How many thresholds are tried. 200 by default.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl SpecificityAtSensitivity {
    /// With 200 thresholds, for all classes.
    #[must_use]
    pub fn new(sensitivity: f64) -> Self {
        Self { sensitivity, num_thresholds: 200, class_id: None }
    }
}

impl OperatingPoint for SpecificityAtSensitivity {
    const DEMANDED: &'static str = "sensitivity";

    fn demand(&self) -> (f64, usize, Option<usize>) {
        (self.sensitivity, self.num_thresholds, self.class_id)
    }

    fn rates(counts: &Counts) -> (Result<f64, Undefined>, Result<f64, Undefined>) {
        (counts.recall(), counts.specificity())
    }
}

/// The greatest precision at which recall is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 32 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(PrecisionAtRecall::new(0.5).evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#precisionatrecall-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct PrecisionAtRecall {
    /// The recall that is demanded, in [0, 1].
    pub recall: f64,
    /// How many thresholds are tried. 200 by default.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl PrecisionAtRecall {
    /// With 200 thresholds, for all classes.
    #[must_use]
    pub fn new(recall: f64) -> Self {
        Self { recall, num_thresholds: 200, class_id: None }
    }
}

impl OperatingPoint for PrecisionAtRecall {
    const DEMANDED: &'static str = "recall";

    fn demand(&self) -> (f64, usize, Option<usize>) {
        (self.recall, self.num_thresholds, self.class_id)
    }

    fn rates(counts: &Counts) -> (Result<f64, Undefined>, Result<f64, Undefined>) {
        (counts.recall(), counts.precision())
    }
}

/// The greatest recall at which precision is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 32 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(RecallAtPrecision::new(0.5).evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#recallatprecision-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct RecallAtPrecision {
    /// The precision that is demanded, in [0, 1].
    pub precision: f64,
    /// How many thresholds are tried. 200 by default.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl RecallAtPrecision {
    /// With 200 thresholds, for all classes.
    #[must_use]
    pub fn new(precision: f64) -> Self {
        Self { precision, num_thresholds: 200, class_id: None }
    }
}

impl OperatingPoint for RecallAtPrecision {
    const DEMANDED: &'static str = "precision";

    fn demand(&self) -> (f64, usize, Option<usize>) {
        (self.precision, self.num_thresholds, self.class_id)
    }

    fn rates(counts: &Counts) -> (Result<f64, Undefined>, Result<f64, Undefined>) {
        (counts.precision(), counts.recall())
    }
}
