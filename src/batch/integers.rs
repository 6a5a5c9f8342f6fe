//! 64-bit integers in a block: narrowed to `f64`s, which are faster, or refused where no `f64` holds them.

use std::borrow::Cow;

use super::Block;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::bits::power_of_two;
use crate::kernel::{Aligned, vectorized};

/// How many numbers become `f64`s at a time: so many that they stay in the first-level cache, or few, so
/// that a small batch does not wait for room that it does not need.
const MANY: usize = 1024;
const FEW: usize = 64;

/// The position of an integer that no `f64` holds, and the integer.
pub(super) type Inexact = (usize, i128);

impl<T: Element, P: Element> Block<'_, T, P> {
    /// Refuses an integer that no `f64` holds beside floats, since it would be compared and subtracted as
    /// another number. Two integers are compared and subtracted exactly.
    pub(crate) fn check_beside_floats(&self) -> Result<(), Error> {
        if self.integers[0] == self.integers[1] {
            return Ok(());
        }
        self.check_truths()?;
        self.check_scores()
    }

    /// Refuses an integer that no `f64` holds as a score, since scores are put in order as `f64`s.
    pub(crate) fn check_scores(&self) -> Result<(), Error> {
        self.refuse_first("y_pred", &inexact(self.y_pred, self.inexact[1]), Self::pred_index)
    }

    /// As [`check_scores`](Self::check_scores), for the truth, which has the shape of the prediction.
    pub(crate) fn check_truths(&self) -> Result<(), Error> {
        self.refuse_first("y_true", &inexact(self.y_true, self.inexact[0]), Self::true_index)
    }

    /// As [`check_truths`](Self::check_truths), for a truth with a row for each number of the prediction.
    pub(crate) fn check_true_rows(&self) -> Result<(), Error> {
        let row = (self.y_true.len() / self.y_pred.len().max(1)).max(1);
        self.refuse_first_of(
            "y_true",
            &inexact(self.y_true, self.inexact[0]),
            row,
            Self::true_index,
        )
    }

    /// Refuses an integer label that no `f64` holds beside rows of floats, each with a label.
    pub(crate) fn check_labels_beside_floats(&self) -> Result<(), Error> {
        if self.integers[0] == self.integers[1] {
            return Ok(());
        }
        let mut weight = [0.0];
        for &(unit, found) in inexact(self.y_true, self.inexact[0]).iter() {
            self.weights(unit..unit + 1, &mut weight)?;
            if weight[0] > 0.0 {
                let (index, found) = (self.true_index(unit), found.to_string());
                return Err(Error::Inexact { argument: "y_true", index, found });
            }
        }
        Ok(())
    }

    /// Refuses the first of these integers with a weight above 0. Truth and prediction have one shape.
    fn refuse_first(
        &self,
        argument: &'static str,
        inexact: &[Inexact],
        index: fn(&Self, usize) -> Vec<usize>,
    ) -> Result<(), Error> {
        self.refuse_first_of(argument, inexact, 1, index)
    }

    /// As [`refuse_first`](Self::refuse_first), where so many numbers belong to one of the prediction.
    fn refuse_first_of(
        &self,
        argument: &'static str,
        inexact: &[Inexact],
        row: usize,
        index: fn(&Self, usize) -> Vec<usize>,
    ) -> Result<(), Error> {
        let mut weight = [0.0];
        for &(position, found) in inexact {
            let unit = position / row;
            self.element_weights(unit..unit + 1, &mut weight)?;
            if weight[0] > 0.0 {
                let (index, found) = (index(self, position), found.to_string());
                return Err(Error::Inexact { argument, index, found });
            }
        }
        Ok(())
    }

    /// Calls `each` with the weight of every integer of the prediction that no `f64` holds, and with what the
    /// integer is above its nearest `f64`.
    pub(crate) fn each_rest(&self, mut each: impl FnMut(f64, f64)) -> Result<(), Error> {
        let mut weight = [0.0];
        for &(position, number) in inexact(self.y_pred, self.inexact[1]).iter() {
            self.element_weights(position..position + 1, &mut weight)?;
            each(weight[0], (number - number as f64 as i128) as f64);
        }
        Ok(())
    }

    /// Calls one of two closures with each part of the block, in order: `narrow` with 64-bit integers as
    /// `f64`s, where these are small, and `wide` with the numbers as they are. Both add to the state. Truth
    /// and prediction have one shape.
    pub(crate) fn each_narrowed<S>(
        &self,
        state: &mut S,
        narrow: impl Fn(&Block<'_, T::Narrow, P::Narrow>, &mut S) -> Result<(), Error>,
        wide: impl Fn(&Block<'_, T, P>, &mut S) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.y_pred.len() <= FEW {
            self.each_part_narrowed::<S, FEW>(state, narrow, wide)
        } else {
            self.each_part_narrowed::<S, MANY>(state, narrow, wide)
        }
    }

    /// As [`each_narrowed`](Self::each_narrowed), with parts of `N` elements.
    fn each_part_narrowed<S, const N: usize>(
        &self,
        state: &mut S,
        narrow: impl Fn(&Block<'_, T::Narrow, P::Narrow>, &mut S) -> Result<(), Error>,
        wide: impl Fn(&Block<'_, T, P>, &mut S) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (mut truth, mut prediction) = (Aligned([0.0; N]), Aligned([0.0; N]));
        for first in (0..self.y_pred.len()).step_by(N) {
            let last = self.y_pred.len().min(first + N);
            let (y, p) = (&self.y_true[first..last], &self.y_pred[first..last]);
            let (truth, prediction) = (&mut truth.0, &mut prediction.0);
            match vectorized!(|| (T::narrow(y, truth), P::narrow(p, prediction))) {
                (Some(y), Some(p)) => narrow(&self.part(first, y, p), state)?,
                _ => wide(&self.part(first, y, p), state)?,
            }
        }
        Ok(())
    }
}

/// Returns the integers that no `f64` holds: those that are known, of numbers that were widened.
fn inexact<'a, A: Element>(numbers: &[A], known: &'a [Inexact]) -> Cow<'a, [Inexact]> {
    if A::WIDE { inexact_in(numbers).into() } else { known.into() }
}

/// Returns the integers that no `f64` holds.
pub(super) fn inexact_in<A: Element>(numbers: &[A]) -> Vec<Inexact> {
    if !are_wide(numbers) {
        return vec![];
    }
    let exact = |number: &A| number.to_f64() as i128 == number.to_i128();
    let each = numbers.iter().enumerate().filter(|(_, number)| !exact(number));
    each.map(|(position, number)| (position, number.to_i128())).collect()
}

/// From this size on, an integer may be no `f64`, and becomes an `f64` of at least this size.
const WIDE: f64 = power_of_two(53);

/// Whether a number may be no `f64`.
pub(crate) fn are_wide<A: Element>(numbers: &[A]) -> bool {
    let is_wide = |number: A| number.to_f64().abs() >= WIDE;
    A::WIDE && vectorized!(|| numbers.iter().fold(false, |any, &number| any | is_wide(number)))
}

#[cfg(test)]
mod tests {
    use super::{are_wide, inexact_in};

    #[test]
    fn integers_that_no_f64_holds() {
        let wide = 1_i64 << 53;
        let numbers = [3, wide, wide + 1, wide + 2, i64::MIN, i64::MAX, -wide - 1];
        let found: Vec<_> =
            inexact_in(&numbers).into_iter().map(|(position, _)| position).collect();
        assert_eq!(found, [2, 5, 6]);
        assert_eq!(inexact_in(&[u64::MAX, 1 << 63]), [(0, u64::MAX.into())]);
        assert_eq!(inexact_in(&[1_u64, 2, 3]), []);
        assert_eq!(inexact_in(&[1e300, 0.5]), []);
        assert!(are_wide(&numbers) && are_wide(&[wide + 1]) && !are_wide(&[wide - 1, 1 - wide]));
        assert!(!are_wide(&[1e300]));
    }
}
