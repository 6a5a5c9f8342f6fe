//! The samples on which one model alone is right.

use crate::scale::{Direction, Scale};
use crate::uncertainty::distributions::beta;

/// How many samples one model alone has right: McNemar's test.
///
/// If both models are equally good, each of the b + c discordant samples is as likely right by the first as by the
/// second ([McNemar 1947](https://doi.org/10.1007/BF02295996)); samples that both have right, or both wrong, say
/// nothing.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 1];
/// let comparison = Accuracy.compare(&y_true, &array![1, 1, 0, 1], &array![1, 0, 0, 1])?;
/// let discordant = comparison.discordant()?;
/// assert_eq!((discordant.first_only, discordant.second_only), (1, 0));
/// assert_eq!((discordant.exact_p_value(), discordant.mid_p_value()), (1.0, 0.5));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discordant {
    /// The samples that the first model alone has right, b.
    pub first_only: u64,
    /// The samples that the second model alone has right, c.
    pub second_only: u64,
}

impl Discordant {
    /// Takes the samples with a term of 1 for one model alone, which are wrong where lower values are better.
    pub(crate) fn new([first, second]: [u64; 2], scale: Scale) -> Self {
        match scale.direction {
            Direction::Lower => Self { first_only: second, second_only: first },
            _ => Self { first_only: first, second_only: second },
        }
    }

    /// The exact p-value, min(1, 2·P(X ≤ min(b, c))) with X binomial of b + c tries at ½. Without discordant samples
    /// it is 1. It is too large rather than too small: of equal models less than 5 % have one below 0.05.
    #[must_use]
    pub fn exact_p_value(&self) -> f64 {
        let (n, least) = self.counts();
        (2.0 * up_to(least, n)).min(1.0)
    }

    /// The mid-p-value, P(X ≤ min(b, c)) + P(X < min(b, c)): the least count itself is counted half on each side
    /// ([Fagerland and others 2013](https://doi.org/10.1186/1471-2288-13-91)). Closer to its level than the exact one.
    #[must_use]
    pub fn mid_p_value(&self) -> f64 {
        let (n, least) = self.counts();
        let below = if least == 0 { 0.0 } else { up_to(least - 1, n) };
        if 2 * least == n { 1.0 } else { (up_to(least, n) + below).min(1.0) }
    }

    fn counts(&self) -> (u64, u64) {
        let n = self.first_only.saturating_add(self.second_only);
        (n, self.first_only.min(self.second_only))
    }
}

/// P(X ≤ k) of n tries at ½, for k of at most n/2: of few tries in whole numbers, whose quotient is rounded once.
fn up_to(k: u64, n: u64) -> f64 {
    if k == n || n > MOST_COUNTED {
        return if k == n { 1.0 } else { beta::below(0.5, (n - k) as f64, k as f64 + 1.0) };
    }
    let (mut ways, mut sum) = (1_u128, 0);
    for i in 0..=k {
        sum += ways;
        ways = ways * u128::from(n - i) / u128::from(i + 1);
    }
    sum as f64 / (1_u128 << n) as f64
}

/// Binomial coefficients of so many tries, times the tries, fit into 128 bits.
const MOST_COUNTED: u64 = 100;
