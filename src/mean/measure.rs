//! What a metric of one's own says: its unit, its domains and its formula.

use std::fmt::Debug;

use super::fill::{write_checked_terms, write_class_terms, write_row_terms};
use super::units::{PerElement, PerLabel, PerRow, Unit};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;

/// A measure that is the mean of one term per unit: Σw·ℓ/Σw.
pub trait MeanMeasure: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// What one term is computed from: [`PerElement`], [`PerRow`] or [`PerLabel`]. The formula
    /// itself is given by [`Elementwise`], [`Rowwise`] or [`Labelled`].
    type Unit: Unit<Self>;

    /// What the truth may hold. (The labels of [`PerLabel`] are class indices in any case.)
    fn truth(&self) -> Domain {
        Domain::Finite
    }

    /// What the prediction may hold.
    fn prediction(&self) -> Domain {
        Domain::Finite
    }

    /// What the truth and the prediction may hold.
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

    /// The refusal of a unit whose term is NaN although its arguments are admitted.
    fn refusal(&self, index: Vec<usize>) -> Error {
        Error::Formula { measure: format!("{self:?}"), index }
    }

    /// The value, given the mean of the terms.
    fn finish(&self, mean: f64) -> f64 {
        mean
    }
}

/// A mean over elements: one term from one truth and one prediction.
pub trait Elementwise: MeanMeasure<Unit = PerElement> {
    /// Whether both arguments may hold any finite number, any other argument always shows in the term
    /// as NaN or an infinity, and the term is a few operations of arithmetic: terms are then tested
    /// and added as they are computed, which is faster.
    #[doc(hidden)]
    const PROPAGATES: bool = false;

    /// Whether every term is 0 or 1: terms are then counted, which is faster.
    #[doc(hidden)]
    const COUNTS: bool = false;

    /// The term. It is computed for admitted arguments and may be anything for others.
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64;

    /// Writes the terms of pairs; NaN where a number is not admitted. By the formula, unless the
    /// measure has cheaper ways to the same bits for some options or labels: it then chooses here,
    /// once for all pairs. To be marked `#[inline(always)]`.
    #[doc(hidden)]
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_checked_terms(self.domains(), y, p, terms, self.formula());
    }
}

/// A mean over rows of classes: one term from one row of the truth and one of the prediction.
pub trait Rowwise: MeanMeasure<Unit = PerRow> {
    /// The term of rows that hold admitted numbers only; NaN for a row that cannot be normalised.
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64;

    /// Writes the terms of rows of equal length, one after another, as
    /// `Elementwise::write_terms` writes those of pairs.
    #[doc(hidden)]
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_row_terms(self.domains(), y, p, terms, self.formula());
    }
}

/// A mean over rows of classes: one term from one class label and one row of the prediction.
pub trait Labelled: MeanMeasure<Unit = PerLabel> {
    /// The term of a class and a row of admitted numbers; NaN for a row that cannot be normalised.
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64;

    /// Writes the terms of classes and rows, one after another, as `Elementwise::write_terms`
    /// writes those of pairs.
    #[doc(hidden)]
    #[inline(always)]
    fn write_terms<P: Element>(&self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        write_class_terms(self.prediction(), classes, p, terms, self.formula());
    }

    /// How many classes a label may name, given the length of a row.
    fn classes(&self, row: usize) -> usize {
        row
    }

    /// A label that marks units which count nowhere.
    fn ignored(&self) -> Option<i64> {
        None
    }
}
