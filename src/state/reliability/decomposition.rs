//! What the Brier score is made of.

use super::Reliability;
use crate::error::Undefined;
use crate::state::JointMoments;

/// The Brier score in parts: reliability − resolution + uncertainty ([Murphy 1973][m]), and what
/// bins of different probabilities add to that ([Stephenson, Coelho and Jolliffe 2008][s]).
///
/// With the weight Wₖ of bin k, its mean probability p̄ₖ and its frequency ȳₖ, and W and ȳ those of
/// all forecasts. Where all forecasts of a bin have one probability, the two parts within bins are 0.
///
/// [m]: https://doi.org/10.1175/1520-0450(1973)012%3C0595:ANVPOT%3E2.0.CO;2
/// [s]: https://doi.org/10.1175/2007WAF2006116.1
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct BrierDecomposition {
    /// ΣWₖ(p̄ₖ − ȳₖ)²/W: how far frequencies are from probabilities. 0 is best.
    pub reliability: f64,
    /// ΣWₖ(ȳₖ − ȳ)²/W: how far frequencies are from the one of all. More is better.
    pub resolution: f64,
    /// ȳ(1 − ȳ): the score of always forecasting the frequency of all, whatever the forecasts.
    pub uncertainty: f64,
    /// ΣΣw(p − p̄ₖ)²/W: how probabilities vary within bins.
    pub within_bin_variance: f64,
    /// 2ΣΣw(p − p̄ₖ)(y − ȳₖ)/W: how outcomes follow that.
    pub within_bin_covariance: f64,
}

impl BrierDecomposition {
    /// The parts put together: reliability − resolution + uncertainty + variance − covariance.
    #[must_use]
    pub fn brier_score(&self) -> f64 {
        let between = self.reliability - self.resolution + self.uncertainty;
        between + (self.within_bin_variance - self.within_bin_covariance)
    }

    /// The resolution that makes the first three parts add up to the score of forecasts that vary
    /// within bins: resolution − variance + covariance.
    #[must_use]
    pub fn generalised_resolution(&self) -> f64 {
        self.resolution - (self.within_bin_variance - self.within_bin_covariance)
    }

    /// The Brier skill score: how much better than always forecasting the frequency of all, in units
    /// of that score. 1 is perfect, 0 no better, below 0 worse.
    ///
    /// # Errors
    ///
    /// [`Undefined::OneClass`] if all outcomes are alike.
    pub fn skill_score(&self) -> Result<f64, Undefined> {
        if self.uncertainty == 0.0 {
            return Err(Undefined::OneClass);
        }
        Ok((self.generalised_resolution() - self.reliability) / self.uncertainty)
    }
}

impl Reliability {
    /// The Brier score in parts.
    ///
    /// Every part of a bin is a difference of exact sums; bins are added up in their order. So each
    /// part but the covariance is within (bins + 4)·2^-53 of its value, and the covariance within
    /// that of its largest term.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`].
    pub fn brier_decomposition(&self) -> Result<BrierDecomposition, Undefined> {
        let all = self.pooled();
        let beyond = |bin: &JointMoments| bin.mean_true_beyond(&all).value().map(square);
        Ok(BrierDecomposition {
            uncertainty: all.variance_true()?,
            reliability: self.mean_of_bins(|bin| bin.bias().map(square))?,
            resolution: self.mean_of_bins(beyond)?,
            within_bin_variance: self.mean_of_bins(JointMoments::variance_pred)?,
            within_bin_covariance: 2.0 * self.mean_of_bins(JointMoments::covariance)?,
        })
    }
}

fn square(x: f64) -> f64 {
    x * x
}
