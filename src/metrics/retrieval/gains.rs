//! What relevances gain, and how ranks discount it.

use std::f64::consts::LN_2;
use std::sync::LazyLock;

use super::block::Block;
use super::query::Query;
use super::sum::sum;
use crate::kernel::bits::power_of_two;
use crate::kernel::math::{exp_m1, ln};

/// What an item gains by its relevance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Gain {
    /// The relevance itself, as in scikit-learn, torchmetrics and `trec_eval`.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "linear"))]
    Linear,
    /// 2^relevance − 1 ([Burges et al. 2005](https://doi.org/10.1145/1102351.1102363)), as in `LightGBM`, `XGBoost` and
    /// `gdeval`.
    #[cfg_attr(feature = "serde", serde(alias = "exponential"))]
    Exponential,
}

impl Gain {
    /// Returns the gain of a relevance. The exponential one is within 3 ulp, and of a whole relevance rounded once.
    fn of(self, relevance: f64) -> f64 {
        match self {
            Self::Linear => relevance,
            Self::Exponential if relevance >= 1024.0 => f64::INFINITY,
            Self::Exponential => {
                // 2^(n + f) − 1 = 2^n·(2^f − 1) + (2^n − 1)
                let power = power_of_two(relevance.floor() as i32);
                power * exp_m1(relevance.fract() * LN_2) + (power - 1.0)
            }
        }
    }

    /// Returns the mean gain of the items of a block.
    fn mean(self, block: &Block<'_>) -> f64 {
        let items = block.items();
        match items {
            [first, .., last] if first.relevance > last.relevance => {
                let (n, gains) =
                    (items.len() as f64, items.iter().map(|item| self.of(item.relevance)));
                let total = sum(gains.clone());
                // Gains near the end of `f64` are divided first.
                if total.is_finite() { total / n } else { sum(gains.map(|gain| gain / n)) }
            }
            _ => items.first().map_or(0.0, |first| self.of(first.relevance)),
        }
    }
}

/// How many discounts are computed once.
const TABLE: usize = 1024;

static DISCOUNTS: LazyLock<Vec<f64>> = LazyLock::new(|| (1..=TABLE).map(discount).collect());

/// Returns 1/log₂(rank + 1), within 2 ulp.
fn discount(rank: usize) -> f64 {
    let next = rank + 1;
    if next.is_power_of_two() { 1.0 / f64::from(next.ilog2()) } else { LN_2 / ln(next as f64) }
}

/// Returns the sum of gains, each discounted by its rank, times a factor.
fn discounted(gains: &[f64], factor: f64) -> f64 {
    let beyond = (TABLE + 1..).map(discount);
    let discounts = DISCOUNTS.iter().copied().chain(beyond);
    sum(gains.iter().zip(discounts).map(|(gain, discount)| gain * factor * discount))
}

impl Query {
    /// Returns the discounted cumulative gain of the best `k` items.
    #[inline(never)]
    pub(super) fn dcg(&mut self, gain: Gain, k: Option<usize>) -> f64 {
        self.find_gains(gain, k);
        discounted(&self.gains, 1.0)
    }

    /// Returns the discounted cumulative gain of the best `k` items over that of the `k` most relevant ones, if there
    /// is a relevant one.
    #[inline(never)]
    pub(super) fn ndcg(&mut self, gain: Gain, k: Option<usize>) -> Option<f64> {
        if self.relevant() == 0 {
            return None;
        }
        self.find_ideal(gain, k);
        self.find_gains(gain, k);
        // Gains near the ends of `f64` are brought closer to 1 on both sides.
        let ideal = discounted(&self.ideal, 1.0);
        let factor = match ideal {
            1e-280..1e300 => 1.0,
            _ => power_of_two(if ideal < 1.0 { 500 } else { -500 }),
        };
        let share = discounted(&self.gains, factor) / discounted(&self.ideal, factor);
        // Rounding alone takes a value above 1.
        Some(if share > 1.0 { 1.0 } else { share })
    }

    /// Finds the gain that is expected at each of the first `k` ranks.
    fn find_gains(&mut self, gain: Gain, k: Option<usize>) {
        let (k, mut gains) = (self.cut(k), std::mem::take(&mut self.gains));
        gains.clear();
        for block in self.blocks(k) {
            gains.extend(std::iter::repeat_n(gain.mean(&block), block.counted()));
        }
        self.gains = gains;
    }

    /// Finds the `k` largest gains, in falling order.
    fn find_ideal(&mut self, gain: Gain, k: Option<usize>) {
        let (k, mut ideal) = (self.cut(k), std::mem::take(&mut self.ideal));
        ideal.clear();
        ideal.extend(self.relevances());
        let falling = |a: &f64, b: &f64| b.total_cmp(a);
        if k < ideal.len() {
            ideal.select_nth_unstable_by(k, falling);
            ideal.truncate(k);
        }
        ideal.sort_unstable_by(falling);
        ideal.iter_mut().for_each(|relevance| *relevance = gain.of(*relevance));
        self.ideal = ideal;
    }
}
