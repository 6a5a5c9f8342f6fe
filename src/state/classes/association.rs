//! How strongly truth and prediction are associated, whichever label stands for which.
//!
//! The squared contingency and the information are sums over cells of how far a cell is from what its
//! margins let expect, n·nᵢⱼ − tᵢpⱼ. These differences may cancel. Totals are exact sums, and their products
//! and differences are exact wide integers, which are rounded once, as a quotient.

use super::agreement::Totals;
use super::confusion::ConfusionMatrix;
use crate::error::Undefined;
use crate::exact::digits::finite;
use crate::exact::wide::{DoubleWidth, Floating};
use crate::kernel::math::{ln, ln_1p};
use crate::state::ExactSum;

/// χ²/n, and how many classes occur in the truth and in the prediction.
struct Contingency {
    square: Floating,
    rows: f64,
    columns: f64,
    total: f64,
}

impl ConfusionMatrix {
    /// Cramér's V ([Cramér 1946](https://en.wikipedia.org/wiki/Cram%C3%A9r%27s_V)): √(φ²/min(r − 1, c − 1)),
    /// in [0, 1].
    ///
    /// φ² = χ²/n = Σ(n·nᵢⱼ − tᵢpⱼ)²/(n²tᵢpⱼ), with the total n, cells nᵢⱼ, totals tᵢ of the truth and pⱼ of
    /// the prediction, of which r and c are above 0. Differences are exact for any weights: within 4 ulp.
    ///
    /// With `bias_correction` ([Bergsma 2013](https://doi.org/10.1016/j.jkss.2012.10.002)) φ² is reduced by
    /// (r − 1)(c − 1)/(n − 1), to 0 at least, r by (r − 1)²/(n − 1), and c alike. A weight of w then
    /// counts as w samples.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] if the truth has a single class,
    /// [`Undefined::Constant`] if the prediction has a single class; [`Undefined::ZeroDenominator`] if
    /// there are too few samples for the correction; [`Undefined::Overflow`] for totals beyond 2^900.
    pub fn cramers_v(&self, bias_correction: bool) -> Result<f64, Undefined> {
        self.contingency()?.association(bias_correction, f64::min)
    }

    /// Tschuprow's T ([Tschuprow 1925](https://en.wikipedia.org/wiki/Tschuprow%27s_T)):
    /// √(φ²/√((r − 1)(c − 1))), in [0, 1]. φ², r, c and the correction are those of
    /// [`cramers_v`](Self::cramers_v): within 4 ulp without correction.
    ///
    /// # Errors
    ///
    /// As [`cramers_v`](Self::cramers_v).
    pub fn tschuprows_t(&self, bias_correction: bool) -> Result<f64, Undefined> {
        self.contingency()?.association(bias_correction, |r, c| (r * c).sqrt())
    }

    /// Pearson's contingency coefficient, √(φ²/(1 + φ²)), in [0, 1], and below 1 for any number of classes
    /// ([definition](https://en.wikipedia.org/wiki/Contingency_table#Cram%C3%A9r's_V_and_the_contingency_coefficient_C)).
    /// φ² is that of [`cramers_v`](Self::cramers_v): within 4 ulp.
    ///
    /// # Errors
    ///
    /// As [`cramers_v`](Self::cramers_v).
    pub fn contingency_coefficient(&self) -> Result<f64, Undefined> {
        let square = self.contingency()?.square;
        square.over(Floating::sum(&[Floating::new(1.0, 0), square])).root().value()
    }

    /// Theil's U, the uncertainty coefficient of the truth
    /// ([definition](https://en.wikipedia.org/wiki/Uncertainty_coefficient)): the share of the truth's
    /// entropy that the prediction removes, in [0, 1].
    ///
    /// Σnᵢⱼ·ln(n·nᵢⱼ/(tᵢpⱼ))/Σtᵢ·ln(n/tᵢ), as in [`cramers_v`](Self::cramers_v). It is 0 if the prediction
    /// tells nothing of the truth, and 1 if it settles the truth. The terms of nearly independent labels
    /// cancel: the error is at most 1e-15·(1 + 1/H) for the entropy H of the truth in nats.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] if the truth has a single class;
    /// [`Undefined::Overflow`] for totals beyond 2^900, or that lie too far apart.
    pub fn theils_u(&self) -> Result<f64, Undefined> {
        let n = self.totals()?;
        let (mut information, mut entropy) = (ExactSum::new(), ExactSum::new());
        for (truth, prediction, tally) in self.cells() {
            let (t, p) = (&n.support[truth], &n.predicted[prediction]);
            information.merge(&surprise(&n, &tally.to_sum(), t, p)?);
        }
        for t in n.support.iter().filter(|t| !t.is_zero()) {
            entropy.merge(&surprise(&n, t, t, t)?);
        }
        if entropy.is_zero() {
            return Err(Undefined::OneClass);
        }
        Ok(information.ratio(&entropy)?.clamp(0.0, 1.0))
    }

    fn contingency(&self) -> Result<Contingency, Undefined> {
        let n = self.totals()?;
        let [rows, columns] = [&n.support, &n.predicted].map(|totals| occurring(totals));
        if rows < 2.0 {
            return Err(Undefined::OneClass);
        }
        if columns < 2.0 {
            return Err(Undefined::Constant);
        }
        let total = n.total.value()?;
        Ok(Contingency { square: self.squared_contingency(&n), rows, columns, total })
    }

    /// φ²: a term for each cell above 0, and what the margins let expect in all cells of 0.
    fn squared_contingency(&self, n: &Totals) -> Floating {
        let all = DoubleWidth::product(&n.total, &n.total);
        let (mut terms, mut empty) = (Vec::new(), all.clone());
        for (truth, prediction, tally) in self.cells() {
            let expected = DoubleWidth::product(&n.support[truth], &n.predicted[prediction]);
            let apart = DoubleWidth::product(&n.total, &tally.to_sum()).minus(&expected);
            terms.push(apart.over(&all).times(apart.over(&expected)));
            empty = empty.minus(&expected);
        }
        terms.push(empty.over(&all));
        Floating::sum(&terms)
    }
}

impl Contingency {
    /// √(φ²/d) with a divisor made of r − 1 and c − 1.
    fn association(
        self,
        bias_correction: bool,
        divisor: fn(f64, f64) -> f64,
    ) -> Result<f64, Undefined> {
        if bias_correction {
            return self.corrected(divisor);
        }
        let divisor = divisor(self.rows - 1.0, self.columns - 1.0);
        let root = self.square.over(Floating::new(divisor, 0)).root();
        Ok(root.value()?.min(1.0))
    }

    fn corrected(self, divisor: fn(f64, f64) -> f64) -> Result<f64, Undefined> {
        let (rows, columns, freedom) = (self.rows - 1.0, self.columns - 1.0, self.total - 1.0);
        let less = |above: f64| above - above * above / freedom;
        let (r, c) = (less(rows), less(columns));
        // NaN is not above 0 either.
        if !(freedom > 0.0 && r > 0.0 && c > 0.0) {
            return Err(Undefined::ZeroDenominator);
        }
        let square = (self.square.value()? - rows * columns / freedom).max(0.0);
        Ok((square / divisor(r, c)).sqrt().min(1.0))
    }
}

fn occurring(totals: &[ExactSum]) -> f64 {
    totals.iter().filter(|total| !total.is_zero()).count() as f64
}

/// (nᵢⱼ/n)·ln(n·nᵢⱼ/(tᵢpⱼ)): what a cell tells.
fn surprise(
    n: &Totals,
    cell: &ExactSum,
    t: &ExactSum,
    p: &ExactSum,
) -> Result<ExactSum, Undefined> {
    let share = cell.ratio(&n.total)?;
    if share == 0.0 {
        // Below the smallest number: x·ln x tends to 0 with x.
        return Ok(ExactSum::new());
    }
    let (found, expected) = (DoubleWidth::product(&n.total, cell), DoubleWidth::product(t, p));
    let apart = found.clone().minus(&expected).over(&expected).value()?;
    // Near 1 the difference from 1 has the digits, elsewhere the quotient.
    let logarithm =
        if apart.abs() < 0.5 { ln_1p(apart) } else { ln(found.over(&expected).value()?) };
    Ok(ExactSum::from_term(finite(share * logarithm)?))
}
