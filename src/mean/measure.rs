//! The traits that define a mean: its unit, its domains and its formula.

use std::fmt::Debug;

use super::fill::{write_checked_terms, write_class_terms, write_row_terms, write_target_terms};
use super::units::{PerElement, PerLabel, PerRow, PerTarget, Unit};
use crate::batch::Shapes;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::scale::Scale;

/// A measure that is the mean of one term per unit: Σw·ℓ/Σw.
pub trait MeanMeasure: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// The arguments of one term: [`PerElement`], [`PerRow`], [`PerLabel`] or [`PerTarget`]. The
    /// matching trait, [`Elementwise`], [`Rowwise`], [`Labelled`] or [`Targeted`], has the formula.
    type Unit: Unit<Self>;

    /// The numbers that the truth may hold. (The labels of [`PerLabel`] are always class indices.)
    fn truth(&self) -> Domain {
        Domain::Finite
    }

    /// The numbers that the prediction may hold.
    fn prediction(&self) -> Domain {
        Domain::Finite
    }

    /// The domains of truth and prediction.
    #[doc(hidden)]
    fn domains(&self) -> (Domain, Domain) {
        (self.truth(), self.prediction())
    }

    /// Refuses options, given the type of the predictions.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`].
    fn check_options<P: Element>(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Refuses shapes that fit the unit but that the measure cannot take, such as rows of another
    /// length.
    ///
    /// # Errors
    ///
    /// A shape error, or [`Error::Parameter`] for an option that does not fit the shapes.
    fn check_shapes(&self, _: &Shapes<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Returns the range, the direction and the unit of the value.
    fn value_scale(&self) -> Scale {
        Scale::ANY
    }

    /// Returns the refusal of a unit whose term is NaN although its arguments are admitted.
    fn refusal(&self, index: Vec<usize>) -> Error {
        Error::Formula { measure: format!("{self:?}"), index }
    }

    /// Returns the value, given the mean of the terms.
    fn finish(&self, mean: f64) -> f64 {
        mean
    }
}

/// A mean over elements: one term from one truth and one prediction.
pub trait Elementwise: MeanMeasure<Unit = PerElement> {
    /// Whether terms are tested and added as they are computed, which is faster. To be true only if
    /// both domains are all finite numbers, a NaN or an infinite argument always makes the term NaN
    /// or infinite, and the term takes a few operations of arithmetic.
    #[doc(hidden)]
    const PROPAGATES: bool = false;

    /// Whether every term is 0 or 1. Such terms are counted, not added, which is faster.
    #[doc(hidden)]
    const COUNTS: bool = false;

    /// Whether [`abstains`](Self::abstains) may return true.
    const ABSTAINS: bool = false;

    /// Returns the formula of the term. It may be called with arguments that are not admitted;
    /// their terms are discarded. 64-bit integers that an `f64` holds may come as `f64`s.
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64;

    /// Returns whether the term of a pair is 1, and whether it is 0 or 1, for terms that are counted. By default
    /// asks the formula. Mark an override `#[inline(always)]`.
    #[doc(hidden)]
    #[inline(always)]
    fn outcome<T: Element, P: Element>(&self) -> impl Fn(T, P) -> [bool; 2] {
        let formula = self.formula();
        #[inline(always)]
        move |y, p| {
            let term = formula(y, p);
            [term == 1.0, (term == 0.0) | (term == 1.0)]
        }
    }

    /// Counts the pairs whose term is 1 in fewer steps than [`outcome`](Self::outcome) takes, if a test finds that all
    /// pairs are ordinary. Mark an override `#[inline(always)]`.
    #[doc(hidden)]
    #[inline(always)]
    fn count_ordinary<T: Element, P: Element>(&self, _: &[T], _: &[P]) -> Option<u64> {
        None
    }

    /// Whether the mean leaves the pair out, as a pair of weight 0: nothing of it is checked.
    fn abstains<T: Element, P: Element>(&self, _: T, _: P) -> bool {
        false
    }

    /// As [`refusal`](MeanMeasure::refusal), given the pair.
    #[doc(hidden)]
    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, _: P) -> Error {
        self.refusal(index)
    }

    /// Writes the terms of pairs, and NaN where a number is not admitted. By default uses the
    /// formula. A measure that has a cheaper way to the same bits for some options or labels
    /// overrides this, and chooses once for all pairs. Mark an override `#[inline(always)]`.
    #[doc(hidden)]
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_checked_terms(self.domains(), y, p, terms, self.formula());
    }
}

/// A mean over rows of classes: one term from one row of the truth and one of the prediction.
pub trait Rowwise: MeanMeasure<Unit = PerRow> {
    /// Whether [`abstains`](Self::abstains) may return true.
    const ABSTAINS: bool = false;

    /// Whether weights, or a mask, may also have the shape of the prediction, so that rows of different lengths can
    /// be padded to one. An element of weight 0 is then no part of its row, and the formula never sees it; the other
    /// elements of a row have one weight, that of the row.
    const PADDED: bool = false;

    /// Returns the formula of the term, for rows of admitted numbers only. The term is NaN for a
    /// row that cannot be normalised.
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64;

    /// Whether the mean leaves the rows out, as rows of weight 0: nothing of them is checked.
    fn abstains<T: Element, P: Element>(&self, _: &[T], _: &[P]) -> bool {
        false
    }

    /// Writes the terms of consecutive rows of equal length, under the rules of
    /// `Elementwise::write_terms`.
    #[doc(hidden)]
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_row_terms(self.domains(), y, p, terms, self.formula());
    }
}

/// A mean over rows of classes: one term from one class label and one row of the prediction.
pub trait Labelled: MeanMeasure<Unit = PerLabel> {
    /// Returns the formula of the term, for a class and a row of admitted numbers. The term is NaN
    /// for a row that cannot be normalised.
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64;

    /// Writes the terms of classes and consecutive rows, under the rules of
    /// `Elementwise::write_terms`.
    #[doc(hidden)]
    #[inline(always)]
    fn write_terms<P: Element>(&self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        write_class_terms(self.prediction(), classes, p, terms, self.formula());
    }

    /// Returns how many classes a label may name, given the length of a row.
    fn classes(&self, row: usize) -> usize {
        row
    }

    /// Returns the label that marks units to leave out, if the measure has one.
    fn ignored(&self) -> Option<i64> {
        None
    }
}

/// A mean over rows of predicted numbers: one term from one number of the truth and one row of the
/// prediction, such as a mean and a variance, or several quantiles.
pub trait Targeted: MeanMeasure<Unit = PerTarget> {
    /// Whether [`abstains`](Self::abstains) may return true.
    const ABSTAINS: bool = false;

    /// Returns the formula of the term, for admitted numbers only.
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64;

    /// Whether the mean leaves the target out, as a target of weight 0: nothing of it is checked.
    fn abstains<T: Element, P: Element>(&self, _: T, _: &[P]) -> bool {
        false
    }

    /// As [`refusal`](MeanMeasure::refusal), given the target and the row.
    #[doc(hidden)]
    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, _: &[P]) -> Error {
        self.refusal(index)
    }

    /// Writes the terms of targets and consecutive rows, and NaN where a number is not admitted.
    #[doc(hidden)]
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_target_terms(self.domains(), y, p, terms, self.formula());
    }
}
