//! Agreement of several raters.

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Block, Layout};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::wide::DoubleWidth;
use crate::kernel::bits::power_of_two;
use crate::measure::{Input, Measure, Observer};
use crate::metrics::values::{ValueMeasure, ValueObserver};
use crate::scale::Scale;
use crate::state::{ExactSum, WeightedMean, clear_if_unseen, fill_up};
use crate::uncertainty::{BySums, Sampled};

/// How far several raters agree beyond chance; Fleiss's kappa.
///
/// (P − E)/(1 − E), with the share P of the pairs of a subject's raters that agree, averaged over subjects,
/// and E = Σpⱼ² for the share pⱼ of all ratings that name category j ([Fleiss 1971][f]). For n raters it
/// lies in [−1/(n − 1), 1]; 1 is agreement on every subject. Differences are exact, for any weights:
/// within 0.51 ulp. The state has a [`WeightedMean`] for each category: over the ratings that name it, how
/// many of the subject's other raters name it too.
///
/// - **Shapes:** one array, `[subjects, .., categories]`: how many of the `num_raters` raters chose
///   each category, whole numbers of any type. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; if all ratings name one category.
/// - **Weights:** for subjects, rows, or leading axes.
/// - **Cost:** one pass, 560 bytes a category.
/// - **Errors:** no category axis, numbers that are no counts, a row whose total is not
///   `num_raters`, fewer than 2 or more than 2^22 raters, bad weights.
///
/// It is that of statsmodels' `fleiss_kappa`, which takes no weights and gives NaN for a single
/// category. torchmetrics adds 1e-5 to the denominator, so that perfect agreement is not 1, and
/// counts a subject with fewer ratings than others as one of less agreement. Neither Keras nor
/// scikit-learn has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // Three raters, two categories: they agree on the first two subjects.
/// let ratings = array![[3, 0], [0, 3], [2, 1], [1, 2]];
/// assert_eq!(FleissKappa::new(3).of(&ratings)?, 1.0 / 3.0); // P is 2/3, E is 1/2
/// assert_eq!(FleissKappa::new(3).of_weighted(&ratings, &array![1, 1, 0, 0])?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [f]: https://doi.org/10.1037/h0031619
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct FleissKappa {
    /// The number of raters of each subject.
    pub num_raters: usize,
}

impl FleissKappa {
    /// Returns the measure of so many raters.
    #[must_use]
    pub fn new(num_raters: usize) -> Self {
        Self { num_raters }
    }
}

impl Measure for FleissKappa {
    type Observer = Ratings;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> Ratings {
        Ratings { num_raters: self.num_raters }
    }

    fn read(&self, categories: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        kappa(categories, (self.num_raters as u64).saturating_sub(1))
    }
}

/// The largest total of weights times raters: no product of two such totals leaves its integer.
const MOST: f64 = power_of_two(900);

/// 1 − T((n − 1)T − A)/((n − 1)(T² − S)), with the weight T of all ratings, the sum S of the squares of the
/// weights by category, the weight A of the agreeing pairs, and the number of the `others`, n − 1.
fn kappa(categories: &[WeightedMean], others: u64) -> Result<f64, Undefined> {
    let all = sum(categories, WeightedMean::weight);
    if all.is_zero() {
        return Err(Undefined::NoSamples);
    }
    if all.value()? > MOST {
        return Err(Undefined::Overflow);
    }
    let pairs = all.times(others);
    let mut expected = DoubleWidth::product(&pairs, &all);
    for weight in categories.iter().map(WeightedMean::weight) {
        expected = expected.minus_product(&weight.times(others), weight);
    }
    if !expected.is_positive() {
        return Err(Undefined::OneClass);
    }
    let mut apart = pairs;
    apart.subtract(&sum(categories, WeightedMean::total));
    expected.clone().minus_product(&all, &apart).over(&expected).value()
}

fn sum(categories: &[WeightedMean], part: fn(&WeightedMean) -> &ExactSum) -> ExactSum {
    let mut sum = ExactSum::new();
    categories.iter().for_each(|category| sum.merge(part(category)));
    sum
}

/// Fills the agreement on each category: the observer of [`FleissKappa`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratings {
    /// The number of raters of each subject.
    pub num_raters: usize,
}

impl ValueObserver for Ratings {}

impl Observer for Ratings {
    type State = Vec<WeightedMean>;

    const INPUT: Input = Input::Values;

    /// The first batch gives the number of categories.
    fn empty(&self) -> Vec<WeightedMean> {
        Vec::new()
    }

    fn layout(&self) -> Layout {
        Layout::ROWS
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if (2..=1 << 22).contains(&self.num_raters) {
            return Ok(());
        }
        Err(Error::parameter("num_raters", self.num_raters, "a number of raters from 2 to 2^22"))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        categories: &mut Vec<WeightedMean>,
    ) -> Result<(), Error> {
        fill_up(categories, block.classes())?;
        let weights = block.all_weights()?;
        for (i, row) in block.y_pred().chunks_exact(block.classes()).enumerate() {
            let weight = weights.as_ref().map_or(1.0, |weights| weights[i]);
            if weight > 0.0 {
                self.check_row(block, i)?;
                row.iter().zip(&mut *categories).for_each(|(&n, own)| add(own, weight, n.to_f64()));
            }
        }
        Ok(())
    }

    /// If no subject has a weight, the number of categories is still open.
    fn finish(&self, categories: &mut Vec<WeightedMean>) {
        clear_if_unseen(categories);
    }

    /// Refuses a kappa that no ratings have.
    fn check_state(&self, categories: &Vec<WeightedMean>) -> Result<(), Error> {
        match FleissKappa::new(self.num_raters).read(categories) {
            Ok(value) if !Scale::CORRELATION.contains(value) => Err(Error::Configuration {
                ours: "a kappa of at least -1 and at most 1".into(),
                theirs: format!("a kappa of {value}"),
            }),
            _ => Ok(()),
        }
    }
}

impl Sampled for Ratings {
    type By = BySums;
}

impl Ratings {
    /// Refuses numbers that are no counts, and a row of more or fewer ratings than raters.
    fn check_row<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        unit: usize,
    ) -> Result<(), Error> {
        let row = unit * block.classes()..(unit + 1) * block.classes();
        let refusal = block.refusal((Domain::Finite, 0..0), (Domain::Whole, row.clone()));
        refusal.map_or(Ok(()), Err)?;
        let ratings: f64 = block.y_pred()[row].iter().map(|n| n.to_f64()).sum();
        if ratings == self.num_raters as f64 {
            return Ok(());
        }
        let index = block.unit_index(unit);
        let expected = format!(
            "the total of every row, and that of values{index:?} is {ratings}; a weight of 0 leaves a \
             subject out"
        );
        Err(Error::parameter("num_raters", self.num_raters, expected))
    }
}

/// Adds the ratings of a category by `raters` raters of a subject, each of which agrees with the others.
fn add(category: &mut WeightedMean, weight: f64, raters: f64) {
    let raters = raters as u64;
    let weight = ExactSum::from_term(weight);
    category.weight.merge(&weight.times(raters));
    category.total.merge(&weight.times(raters * raters.saturating_sub(1)));
}

/// [`FleissKappa`] of one array.
///
/// # Errors
///
/// As [`ValueMeasure::of`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let ratings = array![[3, 0], [0, 3], [2, 1], [1, 2]];
/// assert_eq!(metrics::fleiss_kappa(&ratings, 3)?, 1.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn fleiss_kappa<V: Element, D: Dimension>(
    ratings: &ArrayRef<V, D>,
    num_raters: usize,
) -> Result<f64, Error> {
    FleissKappa::new(num_raters).of(ratings)
}
