//! How far the scores of both classes lie apart: readings of the whole ROC curve as one number.

use super::RankedScores;
use super::totals::Totals;
use crate::error::Undefined;
use crate::exact::double::Double;

impl RankedScores {
    /// Returns the Kolmogorov–Smirnov statistic of the scores of both classes: the largest distance between
    /// their distribution functions, max |TPR − FPR| over all thresholds
    /// ([Smirnov 1948](https://doi.org/10.1214/aoms/1177730256)).
    ///
    /// Both directions count: scores that are reversed have the same statistic.
    /// [`best_youden`](Self::best_youden) is its one-sided sister, with a threshold. Without weights,
    /// computed in whole numbers and rounded once; with weights, within 2^-52.
    ///
    /// # Errors
    ///
    /// As [`roc_auc`](Self::roc_auc).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.kolmogorov_smirnov(), Ok(0.5)); // at 0.8 and at 0.35
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn kolmogorov_smirnov(&self) -> Result<f64, Undefined> {
        let (steps, mut most) = (self.roc_steps()?, 0_f64);
        steps.each(|_, above| most = most.max(rise(above, &steps.all).abs()))?;
        Ok(most)
    }

    /// Returns the Gini coefficient of a ranking, 2·AUC − 1: the pairs in order less those out of order,
    /// as a share of all pairs. Also called Somers' D or accuracy ratio.
    ///
    /// Without weights, computed in whole numbers and rounded once; with weights, within 2^-52.
    ///
    /// # Errors
    ///
    /// As [`roc_auc`](Self::roc_auc).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.gini(), Ok(0.5)); // 3 pairs less 1, of 4
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn gini(&self) -> Result<f64, Undefined> {
        let (twice_area, pairs) = self.twice_area_and_pairs()?;
        Ok(twice_area.minus(pairs).over(pairs).clamp(-1.0, 1.0))
    }

    /// Returns the equal error rate: the false positive rate where it equals the false negative rate, on
    /// the ROC curve with straight lines between its points.
    ///
    /// Within 2^-52.
    ///
    /// # Errors
    ///
    /// As [`roc_auc`](Self::roc_auc).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.equal_error_rate(), Ok(0.5)); // at 0.4, one of two errs on both sides
    /// assert_eq!(scores.convex_hull_equal_error_rate(), Ok(0.25));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn equal_error_rate(&self) -> Result<f64, Undefined> {
        let (steps, mut around) = (self.roc_steps()?, None);
        steps.each(|above, next| {
            if around.is_none() && crosses(next.point(), &steps.all) {
                around = Some([above.point(), next.point()]);
            }
        })?;
        around.map(|line| crossing(line, &steps.all)).ok_or(Undefined::Overflow)
    }

    /// Returns the equal error rate on the convex hull of the ROC curve (ROCCH-EER): that of the best
    /// decisions that mix two thresholds by lot ([Provost and Fawcett
    /// 2001](https://doi.org/10.1023/A:1007601015854)). Never above the [equal error
    /// rate](Self::equal_error_rate), nor above 1/2. Within 2^-52.
    ///
    /// # Errors
    ///
    /// As [`roc_auc`](Self::roc_auc).
    pub fn convex_hull_equal_error_rate(&self) -> Result<f64, Undefined> {
        let (steps, mut hull) = (self.roc_steps()?, vec![Totals::none().point()]);
        steps.each(|_, above| push(&mut hull, above.point()))?;
        let lines = hull.iter().zip(&hull[1..]).map(|(&start, &end)| [start, end]);
        let around = lines.into_iter().find(|line| crosses(line[1], &steps.all));
        around.map(|line| crossing(line, &steps.all)).ok_or(Undefined::Overflow)
    }
}

/// A point of the ROC curve, in weights: false positives, true positives.
type Point = [Double; 2];

impl Totals {
    fn point(&self) -> Point {
        [self.negatives, self.positives]
    }
}

/// Returns TPR − FPR.
fn rise(above: &Totals, all: &Totals) -> f64 {
    let (found, raised) =
        (above.positives.times(all.negatives), above.negatives.times(all.positives));
    found.minus(raised).over(all.positives.times(all.negatives))
}

/// Returns FPR − FNR in pairs of a positive and a negative: below 0 at the start of the curve, above 0 at
/// its end.
fn excess([negatives, positives]: Point, all: &Totals) -> Double {
    let pairs = all.positives.times(all.negatives);
    negatives.times(all.positives).add(positives.times(all.negatives)).minus(pairs)
}

fn crosses(point: Point, all: &Totals) -> bool {
    excess(point, all).high >= 0.0
}

/// Returns the false positive rate at which a straight line of the curve has FPR = FNR.
fn crossing([start, end]: [Point; 2], all: &Totals) -> f64 {
    let [before, after] = [start, end].map(|point| excess(point, all));
    let share = before.divided(before.minus(after));
    start[0].add(share.times(end[0].minus(start[0]))).over(all.negatives)
}

/// Adds the next point to the right to an upper convex hull (Andrew 1979): points on or below a line of
/// the hull are taken away.
fn push(hull: &mut Vec<Point>, next: Point) {
    while let [.., before, last] = hull[..]
        && !is_above(last, before, next)
    {
        hull.pop();
    }
    hull.push(next);
}

/// Whether a point lies above the line from a point on its left to one on its right.
fn is_above(point: Point, left: Point, right: Point) -> bool {
    let from = |to: Point| [to[0].minus(left[0]), to[1].minus(left[1])];
    let ([x, y], [width, height]) = (from(point), from(right));
    x.times(height).is_below(y.times(width))
}
