//! Scales without ends, on which a value is more nearly normal than in its range.

use crate::error::Undefined;
use crate::kernel::math::exp;

/// A function from a range to all numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Link {
    /// The value itself.
    Identity,
    /// ln((v − a)/(b − v)), from a to b: the logit for [0, 1], twice artanh for [−1, 1].
    Logit([f64; 2]),
    /// ln(v − a), from a on.
    Log(f64),
    /// ln(b − v), up to b.
    LogBelow(f64),
}

impl Link {
    /// The scale of a range. A value at an end has none but itself.
    pub(crate) fn of([least, most]: [f64; 2], value: f64) -> Self {
        match (least.is_finite(), most.is_finite()) {
            _ if value <= least || value >= most => Self::Identity,
            (true, true) => Self::Logit([least, most]),
            (true, false) => Self::Log(least),
            (false, true) => Self::LogBelow(most),
            (false, false) => Self::Identity,
        }
    }

    /// Returns the ends of the interval whose length is, on this scale, that of ± `reach` around the value.
    pub(crate) fn around(self, value: f64, reach: f64) -> Result<[f64; 2], Undefined> {
        let ends = match self {
            Self::Identity => [value - reach, value + reach],
            Self::Log(least) => {
                let factor = exp(reach / (value - least));
                [least + (value - least) / factor, least + (value - least) * factor]
            }
            Self::LogBelow(most) => {
                let factor = exp(reach / (most - value));
                [most - (most - value) * factor, most - (most - value) / factor]
            }
            Self::Logit([least, most]) => {
                let (above, below) = (value - least, most - value);
                let factor = exp(reach * (most - least) / (above * below));
                [1.0 / factor, factor].map(|f| least + (most - least) * share(above * f, below))
            }
        };
        if ends.iter().all(|end| end.is_finite()) { Ok(ends) } else { Err(Undefined::Overflow) }
    }
}

/// a/(a + b), for an infinite a too.
fn share(a: f64, b: f64) -> f64 {
    if a.is_infinite() { 1.0 } else { a / (a + b) }
}
