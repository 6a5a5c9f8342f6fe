//! Areas under curves through the outcomes at several thresholds, with Keras's summations.

use crate::error::Undefined;
use crate::exact::double::normalizing_factors;
use crate::kernel::bits::power_of_two;
use crate::kernel::math::ln;
use crate::state::ThresholdCounts;

/// A curve through the outcomes at all thresholds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Curve {
    /// True positive rate over false positive rate.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "roc", alias = "ROC"))]
    Roc,
    /// Precision over recall.
    #[cfg_attr(feature = "serde", serde(alias = "precision_recall", alias = "PR", alias = "pr"))]
    PrecisionRecall,
    /// Precision gain over recall gain ([Flach and Kull 2015][f]).
    ///
    /// [f]: https://papers.nips.cc/paper/5867-precision-recall-gain-curves-pr-analysis-done-right
    #[cfg_attr(feature = "serde", serde(alias = "precision_recall_gain", alias = "PRGAIN"))]
    PrecisionRecallGain,
}

/// How the points of a curve are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Summation {
    /// By straight lines; for precision–recall, true and false positives are interpolated.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "interpolation"))]
    Interpolation,
    /// By the lower of two neighbours.
    #[cfg_attr(feature = "serde", serde(alias = "minoring"))]
    Minoring,
    /// By the higher of two neighbours.
    #[cfg_attr(feature = "serde", serde(alias = "majoring"))]
    Majoring,
}

/// The four outcomes at a threshold as numbers.
#[derive(Clone, Copy)]
struct Point {
    tp: f64,
    fp: f64,
    tn: f64,
    fn_: f64,
}

impl Point {
    fn new([tp, fp, tn, fn_]: [f64; 4]) -> Self {
        Self { tp, fp, tn, fn_ }
    }

    fn map(self, weight: impl Fn(f64) -> f64) -> Self {
        Self {
            tp: weight(self.tp),
            fp: weight(self.fp),
            tn: weight(self.tn),
            fn_: weight(self.fn_),
        }
    }

    fn recall(self) -> f64 {
        over(self.tp, self.tp + self.fn_)
    }

    /// Returns the point's place on a curve.
    fn on(self, curve: Curve) -> (f64, f64) {
        match curve {
            Curve::Roc => (over(self.fp, self.fp + self.tn), self.recall()),
            Curve::PrecisionRecall => (self.recall(), over(self.tp, self.tp + self.fp)),
            Curve::PrecisionRecallGain => self.gains(),
        }
    }

    /// 1 − π·fn/tp and 1 − π·fp/tp, where π is the odds of a positive.
    fn gains(self) -> (f64, f64) {
        if self.tp == 0.0 {
            return (0.0, 1.0);
        }
        let odds = (self.tp + self.fn_) / (self.tn + self.fp);
        ((1.0 - odds * self.fn_ / self.tp).max(0.0), 1.0 - odds * self.fp / self.tp)
    }
}

/// Returns a/b, or 0 if b is 0.
fn over(a: f64, b: f64) -> f64 {
    if b == 0.0 { 0.0 } else { a / b }
}

/// The area under a curve through outcomes at ascending thresholds.
///
/// # Errors
///
/// [`Undefined::NoSamples`], or [`Undefined::OneClass`] without a positive or without a negative;
/// [`Undefined::Overflow`] for classes whose weights are more than 2^500 apart.
pub(super) fn area(
    curve: Curve,
    summation: Summation,
    outcomes: &ThresholdCounts,
) -> Result<f64, Undefined> {
    let points = points(outcomes.values()?)?;
    let first = points.first().ok_or(Undefined::NoSamples)?;
    match (first.tp + first.fn_ > 0.0, first.fp + first.tn > 0.0) {
        (true, true) => Ok(area_under(curve, summation, &points)),
        (false, false) => Err(Undefined::NoSamples),
        _ => Err(Undefined::OneClass),
    }
}

/// The largest quotient of the weights of both classes, 2^500: beyond it, sums of both lose one of the two.
const MOST_APART: f64 = power_of_two(500);

/// Returns the outcomes as numbers, with weights that are scaled by a power of two to about 1.
fn points(outcomes: Vec<[f64; 4]>) -> Result<Vec<Point>, Undefined> {
    let points: Vec<_> = outcomes.into_iter().map(Point::new).collect();
    let Some(first) = points.first() else { return Ok(points) };
    let (positives, negatives) = (first.tp.max(first.fn_), first.fp.max(first.tn));
    let (least, most) = (positives.min(negatives), positives.max(negatives));
    if least > 0.0 && most / least > MOST_APART {
        return Err(Undefined::Overflow);
    }
    let (first, second) = if most > 0.0 { normalizing_factors(most) } else { (1.0, 1.0) };
    Ok(points.into_iter().map(|point| point.map(|weight| weight * first * second)).collect())
}

fn area_under(curve: Curve, summation: Summation, points: &[Point]) -> f64 {
    if curve == Curve::PrecisionRecall && summation == Summation::Interpolation {
        return points.windows(2).map(|pair| interpolated(pair[0], pair[1])).sum();
    }
    let places: Vec<_> = points.iter().map(|point| point.on(curve)).collect();
    places.windows(2).map(|pair| step(summation, pair[0], pair[1])).sum()
}

/// Returns the area between two neighbouring places on a curve, the first of the lower threshold.
fn step(summation: Summation, (x, y): (f64, f64), (next_x, next_y): (f64, f64)) -> f64 {
    let height = match summation {
        Summation::Interpolation => 0.5 * (y + next_y),
        Summation::Minoring => y.min(next_y),
        Summation::Majoring => y.max(next_y),
    };
    (x - next_x) * height
}

/// Returns the area under precision tp/P between two neighbouring points, where P = tp + fp and
/// true positives are linear between them, tp = slope·P + b: ∫ slope·(slope + b/P) dP in closed
/// form, divided by the number of positives.
fn interpolated(a: Point, b: Point) -> f64 {
    let (decided, next) = (a.tp + a.fp, b.tp + b.fp);
    let gained = a.tp - b.tp;
    let slope = over(gained, (decided - next).max(0.0));
    let intercept = b.tp - slope * next;
    let ratio = if decided > 0.0 && next > 0.0 { decided / next } else { 1.0 };
    over(slope * (gained + intercept * ln(ratio)), b.tp + b.fn_)
}
