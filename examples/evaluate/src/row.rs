//! A line of a table: a metric and what was found.

use ndarray_metrics::{Comparison, Error, Estimate, Interval, Scale, Undefined};

use crate::arrays::Value;

/// The probability with which intervals cover.
const LEVEL: f64 = 0.95;

/// A metric and what was found.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) scale: Scale,
    pub(crate) found: Found,
}

/// What is said of a metric.
pub(crate) enum Found {
    /// The reason why there is no value.
    None(Undefined),
    /// A value, and its interval or the reason why there is none.
    One(f64, Result<Interval, String>),
    /// The values of two models.
    Two([f64; 2], Difference),
}

/// How far two models lie apart.
pub(crate) struct Difference {
    value: f64,
    interval: Result<Interval, String>,
    p: Value,
}

/// The heading of [`Row::cells`].
pub(crate) fn heading(value: String, against: Option<String>) -> Vec<String> {
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    match against {
        None => [texts(&["metric"]), vec![value], texts(&["95 % interval"])].concat(),
        Some(against) => {
            let of_both = texts(&["difference", "95 % interval", "p"]);
            [texts(&["metric"]), vec![value, against], of_both].concat()
        }
    }
}

impl Row {
    /// The value of the first model.
    pub(crate) fn value(&self) -> Option<f64> {
        match self.found {
            Found::None(_) => None,
            Found::One(value, _) | Found::Two([value, _], _) => Some(value),
        }
    }

    /// The name and what was found, in as many cells as the heading has.
    pub(crate) fn cells(&self, count: usize) -> Vec<String> {
        let mut cells = vec![self.name.into()];
        match &self.found {
            Found::None(why) => cells.push(format!("undefined: {why}")),
            Found::One(value, interval) => cells.extend([digits(*value), text(interval)]),
            Found::Two(values, difference) => {
                cells.extend(values.map(digits));
                cells.extend(difference.cells());
            }
        }
        cells.resize(count, String::new());
        cells
    }
}

impl Found {
    pub(crate) fn estimate(estimate: &Estimate) -> Self {
        Self::One(estimate.value, estimate.interval(LEVEL).map_err(|error| reason(&error)))
    }

    pub(crate) fn comparison(comparison: &Comparison) -> Self {
        let difference = Difference {
            value: comparison.difference.value,
            interval: comparison.difference.interval(LEVEL).map_err(|error| reason(&error)),
            p: comparison.p_value(),
        };
        Self::Two([comparison.first, comparison.second], difference)
    }
}

impl Difference {
    fn cells(&self) -> [String; 3] {
        let p = self.p.map_or_else(|_| String::new(), probability);
        [digits(self.value), text(&self.interval), p]
    }
}

/// All digits that tell a value from its neighbours.
fn digits(value: f64) -> String {
    format!("{value:?}")
}

/// Four decimals, or two digits of a smaller one; a bound for one that no float holds.
fn probability(p: f64) -> String {
    match p {
        0.0 => "< 1e-300".into(),
        p if p < 0.0001 => format!("{p:.1e}"),
        p => format!("{p:.4}"),
    }
}

fn reason(error: &Error) -> String {
    match error {
        Error::Undefined(why) => why.to_string(),
        error => error.to_string(),
    }
}

/// The ends of an interval, with three digits of its width.
fn text(interval: &Result<Interval, String>) -> String {
    match interval {
        Ok(Interval { lower, upper, .. }) => {
            let magnitude = if upper > lower { (upper - lower).log10().floor() } else { 0.0 };
            let decimals = (2.0 - magnitude).clamp(0.0, 17.0) as usize;
            format!("{lower:.decimals$} to {upper:.decimals$}")
        }
        Err(why) => format!("none: {why}"),
    }
}
