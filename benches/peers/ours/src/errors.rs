//! The workloads of `errors.py`: names as there.

use ndarray_metrics::Evaluate;
use ndarray_metrics::metrics::{
    MeanGammaDeviance, MeanPoissonDeviance, MeanTweedieDeviance, PinballLoss,
    SymmetricMeanAbsolutePercentageError,
};

use crate::data::Numbers;
use crate::family::Family::F64;
use crate::family::Workload;
use crate::timing::Calls;

const VALID: &str = "data are valid";

const PINBALL: Calls<Numbers<f64>> =
    &[("ours", |d| PinballLoss { level: 0.9 }.evaluate(&d.y, &d.p).expect(VALID))];

const SYMMETRIC: Calls<Numbers<f64>> = &[("ours", |d| {
    SymmetricMeanAbsolutePercentageError::default().evaluate(&d.y, &d.p).expect(VALID)
})];

const POISSON: Calls<Numbers<f64>> =
    &[("ours", |d| MeanPoissonDeviance.evaluate(&d.y, &d.p).expect(VALID))];

const GAMMA: Calls<Numbers<f64>> =
    &[("ours", |d| MeanGammaDeviance.evaluate(&d.y, &d.p).expect(VALID))];

const TWEEDIE: Calls<Numbers<f64>> =
    &[("ours", |d| MeanTweedieDeviance { power: 1.5 }.evaluate(&d.y, &d.p).expect(VALID))];

const POSITIVE: &str = "positive_1e6";

/// Name, arrays, who computes it.
pub(crate) const ERRORS: &[Workload] = &[
    ("error_pinball_1e6", POSITIVE, F64(PINBALL)),
    ("error_smape_1e6", POSITIVE, F64(SYMMETRIC)),
    ("error_poisson_deviance_1e6", POSITIVE, F64(POISSON)),
    ("error_gamma_deviance_1e6", POSITIVE, F64(GAMMA)),
    ("error_tweedie_deviance_1e6", POSITIVE, F64(TWEEDIE)),
];
