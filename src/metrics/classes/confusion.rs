//! The confusion matrix itself.

use std::ops::Range;

use ndarray::{ArrayRef, Dimension};

use super::pairs::{self, Pairs, REFUSED, write_cells, write_ignored, write_labels};
use crate::batch::{Batch, Block};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::at_best_level;
use crate::kernel::rows::{self, GROUP};
use crate::measure::{Measure, Observation, Observe, Output};
use crate::shape::Unit;
use crate::state::{ConfusionMatrix, check_classes};

/// How often each class was taken for which: the [`ConfusionMatrix`] itself as a result.
///
/// Everything else is read off it: accuracy, per-class and averaged precision, recall, F-scores and
/// overlap, Matthews's correlation, kappa ([definition][w]).
///
/// - **Shapes:** labels `[batch, ..]` on both sides, whole numbers in `0..num_classes` of any type. A
///   side that is not `sparse` has one more axis, the last, of a number for each class; the class
///   is that of the largest number, the lowest one among equals. Truth is then one-hot or soft
///   labels in [0, 1], prediction any finite scores or −∞.
/// - **Undefined:** never; the readings may be.
/// - **Weights:** for labels, or for leading axes such as samples. A cell is a total of weights.
/// - **Cost:** one pass; memory for the cells that are touched.
/// - **Errors:** other shapes, labels that name no class, numbers out of range, a number of classes
///   of 0 or of which no matrix fits into memory, bad weights.
///
/// Keras has no such metric; its `MeanIoU` drops labels out of range, flattens unequal shapes, and
/// truncates weights to integers.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = Confusion::new(3).streaming();
/// stream.update(&array![0, 0, 1], &array![0, 2, 1])?;
/// stream.update(&array![2], &array![2])?;
/// assert_eq!(stream.state().accuracy()?, 0.75);
/// assert_eq!(stream.state().to_array(), array![[1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
///
/// let scores = array![[0.9, 0.1], [0.4, 0.6]];
/// let c = Confusion { sparse_y_pred: false, ..Confusion::new(2) }.evaluate(&array![0, 0], &scores)?;
/// assert_eq!(c.recall(PerClass), [Ok(0.5), Err(Undefined::ZeroDenominator)]);
/// # Ok::<(), Error>(())
/// ```
///
/// [w]: https://en.wikipedia.org/wiki/Confusion_matrix
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Confusion {
    /// The number of classes.
    pub num_classes: usize,
    /// A label of the truth that marks units which count nowhere. It may be one of the classes,
    /// which then has no scores; predictions of it are wrong all the same.
    pub ignore_class: Option<i64>,
    /// Whether the truth is class labels. `true` unless said otherwise.
    pub sparse_y_true: bool,
    /// Whether the prediction is class labels. `true` unless said otherwise.
    pub sparse_y_pred: bool,
}

impl Confusion {
    /// Class labels on both sides, none ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Self { num_classes, ignore_class: None, sparse_y_true: true, sparse_y_pred: true }
    }
}

impl Measure for Confusion {
    type State = ConfusionMatrix;
    type Output = ConfusionMatrix;

    const SCALES_WITH_WEIGHTS: bool = true;

    fn init(&self) -> ConfusionMatrix {
        ConfusionMatrix::new(self.num_classes, self.ignore_class)
    }

    fn observation(&self) -> Option<Observation> {
        let flags = [self.ignore_class.is_some(), self.sparse_y_true, self.sparse_y_pred];
        let flags = flags.into_iter().fold(0, |bits, flag| bits << 1 | u64::from(flag));
        let ignored = self.ignore_class.unwrap_or_default() as u64;
        Some(Observation::new::<Self>([self.num_classes as u64, ignored, flags]))
    }

    fn value(&self, state: &ConfusionMatrix) -> ConfusionMatrix {
        state.clone()
    }
}

impl Output for ConfusionMatrix {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    /// The cells that are not zero.
    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.cells().map(|(_, _, tally)| tally.value()).collect()
    }
}

impl<T: Element, P: Element> Observe<T, P> for Confusion {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        check_classes(self.num_classes)?;
        batch.check(Pairs::<T, P>::unit(self))?;
        let (truth, prediction) = batch.last_axes();
        let fits = |sparse: bool, axis: Option<usize>| sparse || axis == Some(self.num_classes);
        if fits(self.sparse_y_true, truth) && fits(self.sparse_y_pred, prediction) {
            return Ok(());
        }
        let expected = "the length of the last axis of what is not sparse";
        let found = self.num_classes.to_string();
        Err(Error::Parameter { option: "num_classes", found, expected })
    }

    fn unit(&self) -> Unit {
        Pairs::<T, P>::unit(self)
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut ConfusionMatrix) -> Result<(), Error> {
        pairs::observe(self, block, state)
    }
}

impl<T: Element, P: Element> Pairs<T, P> for Confusion {
    fn unit(&self) -> Unit {
        match (self.sparse_y_true, self.sparse_y_pred) {
            (true, true) => Unit::Element,
            (true, false) => Unit::LabelledRow,
            (false, true) => Unit::RowAndLabel,
            (false, false) => Unit::Row,
        }
    }

    fn classes(&self) -> usize {
        self.num_classes
    }

    fn truth(&self, block: &Block<'_, T, P>, units: Range<usize>, out: &mut [u32]) {
        if self.sparse_y_true {
            write_labels(&block.y_true()[units.clone()], self.num_classes, out);
            if let Some(ignored) = self.ignore_class {
                write_ignored(&block.y_true()[units], ignored, out);
            }
            return;
        }
        write_rows(&block.y_true()[self.row(units)], self.num_classes, Domain::Share, out);
        if let Some(ignored) = self.ignore_class.and_then(|label| u32::try_from(label).ok()) {
            for class in out {
                *class = if *class == ignored { pairs::IGNORED } else { *class };
            }
        }
    }

    fn prediction(&self, block: &Block<'_, T, P>, units: Range<usize>, out: &mut [u32]) {
        if self.sparse_y_pred {
            return write_labels(&block.y_pred()[units], self.num_classes, out);
        }
        write_rows(&block.y_pred()[self.row(units)], self.num_classes, Domain::Logit, out);
    }

    fn cells(&self, block: &Block<'_, T, P>, units: Range<usize>, out: &mut [u32]) -> Option<bool> {
        let labels = self.sparse_y_true && self.sparse_y_pred && self.ignore_class.is_none();
        let (y, p) = (block.y_true(), block.y_pred());
        labels.then(|| write_cells(&y[units.clone()], &p[units], self.num_classes, out))
    }

    fn explain(&self, block: &Block<'_, T, P>, unit: usize) -> Error {
        let (sparse, y) = (self.sparse_y_true, block.y_true());
        if let Some((position, found)) = self.bad(sparse, y, unit, Domain::Share) {
            return self.error("y_true", block.true_index(position), found, sparse, Domain::Share);
        }
        let (sparse, p) = (self.sparse_y_pred, block.y_pred());
        match self.bad(sparse, p, unit, Domain::Logit) {
            Some((i, found)) => {
                self.error("y_pred", block.pred_index(i), found, sparse, Domain::Logit)
            }
            None => Error::Undefined(Undefined::Overflow),
        }
    }
}

impl Confusion {
    fn row(&self, units: Range<usize>) -> Range<usize> {
        units.start * self.num_classes..units.end * self.num_classes
    }

    /// The first element of a unit that is refused.
    fn bad<A: Element>(
        &self,
        sparse: bool,
        values: &[A],
        unit: usize,
        domain: Domain,
    ) -> Option<(usize, A)> {
        let guard = domain.guard::<A>();
        let mut range = if sparse { unit..unit + 1 } else { self.row(unit..unit + 1) };
        let refused = |&i: &usize| match sparse {
            true => values[i].class(self.num_classes).is_none(),
            false => !guard.admits(values[i]),
        };
        range.find(refused).map(|i| (i, values[i]))
    }

    fn error<A: Element>(
        &self,
        argument: &'static str,
        index: Vec<usize>,
        found: A,
        sparse: bool,
        expected: Domain,
    ) -> Error {
        if !sparse {
            return Error::Value { argument, index, found: found.to_f64(), expected };
        }
        Error::Class { argument, index, label: found.to_string(), classes: self.num_classes }
    }
}

/// The classes of the largest numbers of rows.
fn write_rows<A: Element>(values: &[A], classes: usize, domain: Domain, out: &mut [u32]) {
    let guard = domain.guard::<A>();
    at_best_level(
        #[inline(always)]
        || {
            let mut places = [0; GROUP];
            for (out, values) in out.chunks_mut(GROUP).zip(values.chunks(GROUP * classes)) {
                rows::largest(values, &mut places[..out.len()]);
                for ((out, &place), row) in out.iter_mut().zip(&places).zip(values.chunks(classes))
                {
                    *out = if guard.admits_all(row) { place as u32 } else { REFUSED };
                }
            }
        },
    );
}

/// How often each class was taken for which, from class labels on both sides: [`Confusion`] of one
/// batch.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let c = metrics::confusion_matrix(&array![0_u8, 1, 1], &array![0_i64, 1, 0], 2)?;
/// assert_eq!(c.to_array(), array![[1.0, 0.0], [1.0, 1.0]]);
/// assert_eq!(c.precision(Averaging::Macro), Ok(0.75));
/// # Ok::<(), Error>(())
/// ```
pub fn confusion_matrix<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    num_classes: usize,
) -> Result<ConfusionMatrix, Error> {
    Confusion::new(num_classes).evaluate(y_true, y_pred)
}
