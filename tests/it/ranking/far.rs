//! Weights and shares near the ends of the range of `f64`: the value of ordinary weights, or a typed reason.

use ndarray::array;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{AreaScaling, RankedScores};

const SMALL: f64 = 1.0 / ((1_u128 << 100) as f64 * (1_u128 << 99) as f64);

fn of_weight(weight: f64) -> RankedScores {
    let weights = array![weight, weight];
    RocAuc.state_of_weighted(&array![1, 0], &array![0.9, 0.1], &weights).unwrap()
}

/// One positive above one negative: the best half holds all positives, and any smaller share is twice as
/// dense.
#[test]
fn shares_and_rates_do_not_depend_on_the_scale_of_weights() {
    for scores in [of_weight(1.0), of_weight(SMALL), of_weight(1.0 / SMALL)] {
        assert_eq!(scores.lift_at(1e-290), Ok(2.0));
        assert_eq!(scores.gain_at(1e-290), Ok(2e-290));
        assert_eq!(scores.log_auc(1e-290, 1.0), Ok(1.0));
        assert_eq!(scores.partial_roc_auc(0.0, 1e-11, AreaScaling::Mean), Ok(1.0));
    }
}

/// A positive of hardly any weight ties with a negative: no share is denser than another.
#[test]
fn a_share_of_one_tie_has_a_lift_of_one() {
    let weights = array![1e-260, 1.0];
    let tied = RocAuc.state_of_weighted(&array![1, 0], &array![0.5, 0.5], &weights).unwrap();
    assert_eq!(tied.lift_at(1e-300), Ok(1.0));
}

/// Options that `update` refuses do no harm where a state is read by hand.
#[test]
fn bad_options_of_a_reading_do_not_panic() {
    let scores = of_weight(1.0);
    for (low, high) in [(0.5, 0.2), (f64::NAN, 1.0), (0.0, f64::NAN)] {
        for scaling in [AreaScaling::Raw, AreaScaling::Mean, AreaScaling::McClish] {
            let _ = PartialRocAuc { low, high, scaling }.read(&scores);
        }
    }
    let bins = EqualMassCalibrationError { num_bins: usize::MAX, ..Default::default() };
    let _ = bins.read(&scores);
}

#[test]
fn a_test_beyond_the_range_is_an_overflow() {
    let mut scores = RankedScores::default();
    scores.add(5e-324, true, 1e300).unwrap();
    assert_eq!(scores.spiegelhalter_z(), Err(Undefined::Overflow));
    let small =
        |weight| RocAuc.state_of_weighted(&array![1], &array![1e-280], &array![weight]).unwrap();
    let [one, tiny] = [small(1.0), small(SMALL)].map(|scores| scores.spiegelhalter_z().unwrap());
    assert!((tiny / one / SMALL.sqrt() - 1.0).abs() < 1e-12, "{one} {tiny}");
}
