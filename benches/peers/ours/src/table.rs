//! All workloads by name, and their timing.

use std::path::Path;
use std::time::Duration;

use ndarray_npy::ReadNpyError;

use crate::cliffs::CLIFFS;
use crate::clusterings::CLUSTERINGS;
use crate::errors::ERRORS;
use crate::family::Family::{
    Binary, F64, I64, Labels, Matrices, Points, Regression, Rows, U64, Weighted, WeightedF64,
};
use crate::family::Workload;
use crate::quantiles::QUANTILES;
use crate::rankings::RANKINGS;
use crate::timing::{Answer, time};
use crate::workloads::WORKLOADS;
use crate::{data, ours};

fn all() -> impl Iterator<Item = &'static Workload> {
    let families = [WORKLOADS, CLIFFS, CLUSTERINGS, ERRORS, QUANTILES, RANKINGS];
    families.into_iter().flatten()
}

pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    all().map(|(name, ..)| *name)
}

/// Reads the workload's arrays and times the libraries whose names hold `only`; none for a
/// workload that is not known.
pub(crate) fn measure(
    name: &str,
    data: &Path,
    budget: Duration,
    only: &str,
) -> Result<Vec<Answer>, ReadNpyError> {
    let Some((_, arrays, family)) = all().find(|(known, ..)| *known == name) else {
        return Ok(Vec::new());
    };
    let mut answers = match family {
        Regression(calls) => time(calls, &data::Regression::read(data, arrays)?, budget, only),
        Binary(calls) => time(calls, &data::Binary::read(data, arrays)?, budget, only),
        Rows(calls) => time(calls, &data::Rows::read(data, arrays)?, budget, only),
        Labels(calls) => time(calls, &data::Labels::read(data, arrays)?, budget, only),
        I64(calls) => time(calls, &data::Numbers::read(data, arrays)?, budget, only),
        F64(calls) => time(calls, &data::Numbers::read(data, arrays)?, budget, only),
        U64(calls) => time(calls, &data::Numbers::read(data, arrays)?, budget, only),
        Weighted(calls) => time(calls, &data::Weighted::read(data, arrays)?, budget, only),
        WeightedF64(calls) => time(calls, &data::Weighted::read(data, arrays)?, budget, only),
        Matrices(calls) => time(calls, &data::Matrices::read(data, arrays)?, budget, only),
        Points(calls) => time(calls, &data::Points::read(data, arrays)?, budget, only),
    };
    if name == "stream4_256" {
        answers.iter_mut().for_each(|answer| answer.seconds /= f64::from(ours::UPDATES));
    }
    Ok(answers)
}
