//! The observer of losses by class.

use super::categorical_brier::SparseCategoricalBrierScore;
use super::crossentropy::SparseCategoricalCrossentropy;
use crate::batch::{Block, Layout};
use crate::comparison::Compared;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::mean::{Labelled, Terms, each_chunk, refusal};
use crate::measure::Observer;
use crate::state::{State, WeightedMean, clear_if_unseen, fill_up};
use crate::uncertainty::{BySums, Sampled};

/// Fills a [`WeightedMean`] of losses for each class, over the rows of the class: the observer of
/// [`D2LogLossScore`](crate::metrics::D2LogLossScore) and
/// [`D2BrierScore`](crate::metrics::D2BrierScore).
///
/// Shapes are labels `[batch, ..]` and rows `[batch, .., classes]`. Weights are for rows. The weights of
/// the means are the totals of the classes, and their sum the mean of all rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClassLosses {
    /// −ln p of the label's class.
    Crossentropy(SparseCategoricalCrossentropy),
    /// The squared distance of the probabilities from the label.
    Brier(SparseCategoricalBrierScore),
}

impl Observer for ClassLosses {
    type State = Vec<WeightedMean>;

    /// The first batch gives the number of classes.
    fn empty(&self) -> Vec<WeightedMean> {
        Vec::new()
    }

    fn layout(&self) -> Layout {
        Layout::LABELS_AND_ROWS
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        match self {
            Self::Crossentropy(loss) => Terms(*loss).check_options::<P>(),
            Self::Brier(loss) => Terms(*loss).check_options::<P>(),
        }
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        classes: &mut Vec<WeightedMean>,
    ) -> Result<(), Error> {
        match self {
            Self::Crossentropy(loss) => add(loss, block, classes),
            Self::Brier(loss) => add(loss, block, classes),
        }
    }

    /// If no class has a row, the number of classes is still open.
    fn finish(&self, classes: &mut Vec<WeightedMean>) {
        clear_if_unseen(classes);
    }

    /// Refuses losses that no rows have.
    fn check_state(&self, classes: &Vec<WeightedMean>) -> Result<(), Error> {
        classes.iter().try_for_each(|class| match self {
            Self::Crossentropy(loss) => Terms(*loss).check_state(class),
            Self::Brier(loss) => Terms(*loss).check_state(class),
        })
    }
}

impl Sampled for ClassLosses {
    type By = BySums;
}

impl Compared for ClassLosses {
    type By = BySums;
}

/// Adds the loss of each row to those of its class.
fn add<M: Labelled, T: Element, P: Element>(
    loss: &M,
    block: &Block<'_, T, P>,
    classes: &mut Vec<WeightedMean>,
) -> Result<(), Error> {
    fill_up(classes, block.classes())?;
    let mut labels = block.y_true().iter();
    each_chunk(loss, block, &mut |weights, terms| {
        for (i, &term) in terms.iter().enumerate() {
            let weight = weights.map_or(1.0, |weights| weights[i]);
            let class = labels.next().and_then(|label| label.class(classes.len()));
            let class = class.and_then(|class| classes.get_mut(class));
            let added = match class {
                Some(class) if weight > 0.0 => class.add_term(weight, term),
                _ => Ok(()),
            };
            added.map_err(|_| refusal(loss, block))?;
        }
        // A label that names no class has a term of NaN.
        if terms.iter().any(|term| term.is_nan()) { Err(refusal(loss, block)) } else { Ok(()) }
    })
}

/// The losses of all classes together, and the shares of the classes.
pub(super) struct Losses {
    /// The number of classes that have samples.
    occurring: usize,
    pub(super) mean: f64,
    pub(super) shares: Vec<Share>,
}

/// The share of a class, and that of all others.
#[derive(Clone, Copy)]
pub(super) struct Share {
    pub(super) own: f64,
    pub(super) others: f64,
}

impl Losses {
    pub(super) fn of(classes: &[WeightedMean]) -> Result<Self, Undefined> {
        let mut all = WeightedMean::default();
        classes.iter().for_each(|class| all.merge(class));
        let mean = all.mean()?;
        let share = |class: &WeightedMean| {
            let mut others = all.weight().clone();
            others.subtract(class.weight());
            let [own, others] = [class.weight(), &others].map(|part| part.ratio(all.weight()));
            Ok(Share { own: own?, others: others? })
        };
        let occurring = classes.iter().filter(|class| !class.weight().is_zero()).count();
        Ok(Self { occurring, mean, shares: classes.iter().map(share).collect::<Result<_, _>>()? })
    }

    /// Returns how far the mean is below that of predicting the classes' shares for every row, as a share
    /// of that.
    pub(super) fn skill(&self, of_share: impl Fn(Share) -> f64) -> Result<f64, Undefined> {
        let baseline: f64 = self.shares.iter().map(|&share| of_share(share)).sum();
        if baseline <= 0.0 {
            return Err(if self.occurring < 2 { Undefined::OneClass } else { Undefined::Overflow });
        }
        let skill = 1.0 - self.mean / baseline;
        if skill.is_finite() { Ok(skill) } else { Err(Undefined::Overflow) }
    }
}
