//! What the number of a measure means: its range, which numbers are better, and its unit, as data.

/// The range, the direction and the unit of a measure's number.
///
/// A measure's number never lies outside its range, and is never NaN.
///
/// ```
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::{Direction, Unit};
///
/// let scale = MeanSquaredError.scale();
/// assert_eq!((scale.least, scale.most), (0.0, f64::INFINITY));
/// assert_eq!((scale.direction, scale.unit), (Direction::Lower, Unit::SquaredData));
/// assert!(scale.is_better(0.5, 2.0) && RocAuc.scale().is_better(0.9, 0.8));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The least number, −∞ if there is none.
    pub least: f64,
    /// The largest number, ∞ if there is none.
    pub most: f64,
    /// Which numbers are better.
    pub direction: Direction,
    /// The unit.
    pub unit: Unit,
}

/// Which numbers of a measure are better.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Direction {
    /// Higher ones, such as an accuracy.
    Higher,
    /// Lower ones, such as an error.
    Lower,
    /// Those closer to a number, such as a bias of 0.
    Towards(f64),
    /// None: a count, or several numbers of different kinds.
    Neither,
}

/// The unit of a measure's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// A pure number, or a unit that only the measure knows.
    None,
    /// That of truth and prediction.
    Data,
    /// The square of that of truth and prediction.
    SquaredData,
    /// Hundredths.
    PerCent,
    /// Natural units of information.
    Nats,
    /// Bits of information.
    Bits,
    /// Squares of differences of natural logarithms.
    SquaredNats,
    /// That of the weights; without weights, a number of samples.
    Weight,
}

impl Scale {
    /// Any number, of no known direction: the scale of a measure that states none.
    pub const ANY: Self = Self::new(f64::NEG_INFINITY, f64::INFINITY, Direction::Neither);

    /// A share of what is right: a number in [0, 1], higher ones better.
    pub const SHARE: Self = Self::new(0.0, 1.0, Direction::Higher);

    /// A share of what is wrong: a number in [0, 1], lower ones better.
    pub const MISSED: Self = Self::new(0.0, 1.0, Direction::Lower);

    /// A correlation: a number in [−1, 1], higher ones better.
    pub const CORRELATION: Self = Self::new(-1.0, 1.0, Direction::Higher);

    /// A skill: a number of at most 1, higher ones better.
    pub const SKILL: Self = Self::new(f64::NEG_INFINITY, 1.0, Direction::Higher);

    /// A loss: a number of at least 0, lower ones better.
    pub const LOSS: Self = Self::new(0.0, f64::INFINITY, Direction::Lower);

    /// Returns the scale of a difference of two numbers.
    pub(crate) const fn of_difference(self) -> Self {
        Self { least: self.least - self.most, most: self.most - self.least, ..self }
    }

    /// A total of weights.
    pub const TOTAL: Self = Self::new(0.0, f64::INFINITY, Direction::Neither).in_unit(Unit::Weight);

    /// Returns a scale of pure numbers.
    #[must_use]
    pub const fn new(least: f64, most: f64, direction: Direction) -> Self {
        Self { least, most, direction, unit: Unit::None }
    }

    /// Returns the same scale in a unit.
    #[must_use]
    pub const fn in_unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    /// Whether a number lies in the range; NaN does not.
    #[must_use]
    pub fn contains(&self, number: f64) -> bool {
        (self.least..=self.most).contains(&number)
    }

    /// Whether a number is better than another; false if neither is.
    #[must_use]
    pub fn is_better(&self, number: f64, than: f64) -> bool {
        match self.direction {
            Direction::Higher => number > than,
            Direction::Lower => number < than,
            Direction::Towards(best) => (number - best).abs() < (than - best).abs(),
            Direction::Neither => false,
        }
    }

    /// Returns a number that rounding alone may have taken out of the range, brought back to its end.
    #[must_use]
    pub(crate) fn rounded(&self, number: f64) -> f64 {
        number.clamp(self.least, self.most)
    }
}
