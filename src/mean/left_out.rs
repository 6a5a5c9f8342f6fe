//! How much a mean leaves out.

use super::fill::write_row_terms;
use super::measure::{MeanMeasure, Rowwise};
use super::units::PerRow;
use crate::batch::Shapes;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::scale::{Direction, Scale};

/// The share of the rows that a mean leaves out, because their term is undefined.
///
/// 1 for a row that the measure [abstains](Rowwise::abstains) from, else 0, averaged over all rows.
/// The total of its state is the weight of the rows that are left out, or their number where no batch
/// has weights. In a tuple with the measure itself, both are read in one pass.
///
/// - **Shapes:** those of the measure. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** shapes, options and numbers that the measure refuses, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0], [0, 0]], array![[0.9, 0.7], [0.2, 0.1]]);
/// let overlap = SampleJaccard::default();
/// let mut stream = (overlap, LeftOut(overlap)).streaming();
/// stream.update(&y_true, &y_pred)?;
/// assert_eq!(stream.result(), (Ok(0.5), Ok(0.5))); // the second row has no labels on either side
///
/// let left_out = LeftOut(overlap).state_of(&y_true, &y_pred)?;
/// assert_eq!(left_out.total().value(), Ok(1.0));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LeftOut<M>(
    /// The measure whose rows are counted.
    pub M,
);

impl<M: Rowwise> MeanMeasure for LeftOut<M> {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::new(0.0, 1.0, Direction::Neither)
    }

    fn truth(&self) -> Domain {
        self.0.truth()
    }

    fn prediction(&self) -> Domain {
        self.0.prediction()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }
}

impl<M: Rowwise> Rowwise for LeftOut<M> {
    const PADDED: bool = M::PADDED;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| f64::from(u8::from(self.0.abstains(y, p)))
    }

    /// Nothing is checked of rows that are left out, as in the mean.
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_row_terms(self.domains(), y, p, terms, self.formula());
        let row = p.len() / terms.len().max(1);
        for ((term, y), p) in terms.iter_mut().zip(y.chunks_exact(row)).zip(p.chunks_exact(row)) {
            *term = if term.is_nan() && self.0.abstains(y, p) { 1.0 } else { *term };
        }
    }
}
