//! Options of readings of a ranking that none can have.

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{AreaScaling, RankedScores};

use super::assert_table;
use super::options::{parameter, refused_option};

#[test]
fn a_part_of_the_false_positive_rates_has_two_ends() {
    const LOW: &str = "a false positive rate in [0, 1)";
    const HIGH: &str = "a false positive rate above `low` by at least 1e-12, at most 1";
    for (low, high, option, found, expected) in [
        (-0.1, 0.5, "low", "-0.1", LOW),
        (1.0, 1.0, "low", "1", LOW),
        (f64::NAN, 1.0, "low", "NaN", LOW),
        (0.5, 0.5, "high", "0.5", HIGH),
        (0.5, 0.5000000000001, "high", "0.5000000000001", HIGH),
        (0.5, 1.5, "high", "1.5", HIGH),
        (0.5, f64::NAN, "high", "NaN", HIGH),
    ] {
        let text = format!("option `{option}` is {found}, expected {expected}");
        let error = || parameter(option, found, expected);
        let of_state = RankedScores::default().partial_roc_auc(low, high, AreaScaling::Raw);
        assert_table([
            (refused_option(PartialRocAuc::new(low, high)), error(), &text[..]),
            (refused_option(LogAuc { low, high }), error(), &text),
            (of_state.expect_err("a bad part"), error(), &text),
        ]);
        assert_eq!(RankedScores::default().log_auc(low, high), Err(error()));
    }
    for (low, found) in [(0.0, "0"), (1e-301, "1e-301")] {
        let error = parameter("low", found, "a false positive rate of at least 1e-300");
        assert_eq!(refused_option(LogAuc { low, high: 0.5 }), error);
    }
}

#[test]
fn a_share_of_the_samples_takes_some() {
    const SHARE: &str = "a share of at least 1e-300 and at most 1";
    for (share, found) in
        [(0.0, "0"), (1e-301, "1e-301"), (-0.5, "-0.5"), (1.5, "1.5"), (f64::NAN, "NaN")]
    {
        let text = format!("option `share` is {found}, expected {SHARE}");
        let error = || parameter("share", found, SHARE);
        assert_table([
            (refused_option(CumulativeGain::new(share)), error(), &text[..]),
            (refused_option(Lift::new(share)), error(), &text),
            (RankedScores::default().gain_at(share).expect_err("a bad share"), error(), &text),
            (RankedScores::default().lift_at(share).expect_err("a bad share"), error(), &text),
        ]);
    }
}

#[test]
fn parts_of_equal_weight_are_some() {
    const NUMBER: &str = "a number from 1 to 4096";
    let (norm, none) = (CalibrationNorm::Expected, RankedScores::default());
    for (num_bins, found) in [(0, "0"), (4097, "4097")] {
        let text = format!("option `num_bins` is {found}, expected {NUMBER}");
        let error = || parameter("num_bins", found, NUMBER);
        let of_state = none.equal_mass_calibration_error(num_bins, norm);
        assert_table([
            (refused_option(EqualMassCalibrationError { num_bins, norm }), error(), &text[..]),
            (of_state.expect_err("bad bins"), error(), &text),
            (none.equal_mass_curve(num_bins).expect_err("bad bins"), error(), &text),
        ]);
    }
}

#[test]
fn a_demand_over_all_thresholds_is_a_rate() {
    const RATE: &str = "a rate in [0, 1]";
    let none = RankedScores::default();
    for (demand, found) in [(1.5, "1.5"), (-0.5, "-0.5"), (f64::NAN, "NaN")] {
        let error = |option| parameter(option, found, RATE);
        let of = [
            (refused_option(ExactRecallAtPrecision::new(demand)), "precision"),
            (refused_option(ExactPrecisionAtRecall::new(demand)), "recall"),
            (refused_option(ExactSensitivityAtSpecificity::new(demand)), "specificity"),
            (refused_option(ExactSpecificityAtSensitivity::new(demand)), "sensitivity"),
        ];
        of.into_iter().for_each(|(found, option)| assert_eq!(found, error(option)));
        assert_eq!(none.recall_at_precision(demand), Err(error("precision")));
        assert_eq!(none.precision_at_recall(demand), Err(error("recall")));
        assert_eq!(none.sensitivity_at_specificity(demand), Err(error("specificity")));
        assert_eq!(none.specificity_at_sensitivity(demand), Err(error("sensitivity")));
    }
}
