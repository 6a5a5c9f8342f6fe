//! The decomposition of the Brier score.

use super::Reliability;
use crate::error::Undefined;
use crate::state::JointMoments;

/// The Brier score in parts: reliability − resolution + uncertainty ([Murphy 1973][m]), and two
/// parts for probabilities that vary within bins ([Stephenson, Coelho and Jolliffe 2008][s]).
///
/// Bin k has the weight Wₖ, the mean probability p̄ₖ and the frequency ȳₖ; all forecasts have the
/// weight W and the frequency ȳ. If every bin holds a single probability, the two parts within bins
/// are 0.
///
/// [m]: https://doi.org/10.1175/1520-0450(1973)012%3C0595:ANVPOT%3E2.0.CO;2
/// [s]: https://doi.org/10.1175/2007WAF2006116.1
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct BrierDecomposition {
    /// ΣWₖ(p̄ₖ − ȳₖ)²/W: how far frequencies are from probabilities. 0 is best.
    pub reliability: f64,
    /// ΣWₖ(ȳₖ − ȳ)²/W: how far frequencies of bins are from that of all forecasts. More is better.
    pub resolution: f64,
    /// ȳ(1 − ȳ): the score of always forecasting ȳ. It does not depend on the forecasts.
    pub uncertainty: f64,
    /// ΣΣw(p − p̄ₖ)²/W: how probabilities vary within bins.
    pub within_bin_variance: f64,
    /// 2ΣΣw(p − p̄ₖ)(y − ȳₖ)/W: how outcomes vary with probabilities within bins.
    pub within_bin_covariance: f64,
}

impl BrierDecomposition {
    /// The sum of the parts: reliability − resolution + uncertainty + variance − covariance.
    #[must_use]
    pub fn brier_score(&self) -> f64 {
        let between = self.reliability - self.resolution + self.uncertainty;
        between + (self.within_bin_variance - self.within_bin_covariance)
    }

    /// The resolution less variance plus covariance within bins. With it in place of the
    /// resolution, the first three parts alone add up to the Brier score.
    #[must_use]
    pub fn generalised_resolution(&self) -> f64 {
        self.resolution - (self.within_bin_variance - self.within_bin_covariance)
    }

    /// The Brier skill score: 1 − Brier score/uncertainty, the gain over always forecasting ȳ. 1 is
    /// perfect, 0 is no gain, and a number below 0 is a loss.
    ///
    /// # Errors
    ///
    /// [`Undefined::OneClass`] if all outcomes are equal.
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
    /// The term of each bin is computed from differences of exact sums, and the terms are added in
    /// the order of the bins. So the relative error of each part except the covariance is at most
    /// (bins + 4)·2^-53. The covariance has that error relative to its largest term.
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
