//! How far groups lie apart, with standard errors and intervals.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;

use crate::cases::cases;
use crate::data::Random;

/// Shares of 3 of 4, 1 of 2 and 9 of 10, of variances 3/64, 1/8 and 9/1000.
fn three_groups() -> ByGroup<&'static str, ndarray_metrics::WithError<Accuracy>> {
    let mut accuracy = ByGroup::new(Accuracy.with_error());
    for (key, right, all) in [("a", 3, 4), ("b", 1, 2), ("c", 9, 10)] {
        let hits = Array1::from_shape_fn(all, |i| f64::from(u8::from(i < right)));
        accuracy.update(&vec![key; all], &Array1::<f64>::ones(all), &hits).expect("labels");
    }
    accuracy
}

#[test]
fn three_shares_by_hand() -> Result<(), Undefined> {
    let groups = three_groups().estimates();
    let difference = groups.difference()?; // c less b
    assert_eq!((difference.value, difference.samples), (0.4, 12));
    approx::assert_relative_eq!(difference.standard_error?, 0.134_f64.sqrt(), max_relative = 1e-15);
    let ratio = groups.ratio()?; // 5/9, of the variance (1/8 + 25/81·9/1000)/(81/100)
    approx::assert_relative_eq!(ratio.value, 5.0 / 9.0, max_relative = 1e-15);
    let variance: f64 = (0.125 + 25.0 / 81.0 * 0.009) / 0.81;
    approx::assert_relative_eq!(ratio.standard_error?, variance.sqrt(), max_relative = 1e-15);
    let interval = ratio.interval(0.95).expect("a level");
    // r·exp(±z·SE/r), of a normal distribution.
    let reach = (1.959_963_984_540_054 * variance.sqrt() * 1.8).exp();
    approx::assert_relative_eq!(interval.upper, 5.0 / 9.0 * reach, max_relative = 1e-12);
    approx::assert_relative_eq!(interval.lower, 5.0 / 9.0 / reach, max_relative = 1e-12);
    let of = groups.difference_of(&"a", &"b")?;
    assert_eq!((of.value, of.samples), (0.25, 6));
    assert_eq!(of.standard_error, Ok((11.0_f64 / 64.0).sqrt()));
    let back = groups.difference_of(&"b", &"a")?;
    assert_eq!((back.value, back.standard_error), (-0.25, of.standard_error));
    assert_eq!(groups.worst().map(|(key, estimate)| (*key, estimate.value)), Some(("b", 0.5)));
    assert_eq!(groups.best().map(|(key, estimate)| (*key, estimate.value)), Some(("c", 0.9)));
    assert_eq!(groups.numbers(), three_groups().numbers());
    assert_eq!(groups.overall.as_ref().map(|all| all.value), Ok(13.0 / 16.0));
    Ok(())
}

#[test]
fn groups_without_a_number_are_left_out_and_one_group_is_no_gap() -> Result<(), Error> {
    let mut areas = ByGroup::new(RocAuc.with_error());
    let none = areas.estimates();
    assert_eq!(none.difference(), Err(Undefined::NoSamples));
    assert_eq!((none.worst(), none.ratio()), (None, Err(Undefined::NoSamples)));
    areas.update(&[2, 2], &array![1, 1], &array![0.5, 0.25])?;
    assert_eq!(areas.estimates().difference(), Err(Undefined::OneClass));
    let (y, p) = (array![0, 0, 1, 1, 0, 1], array![0.1, 0.4, 0.35, 0.8, 0.9, 0.2]);
    areas.update(&[1, 1, 1, 1, 1, 1], &y, &p)?;
    let one = areas.estimates();
    let difference = one.difference()?;
    assert_eq!((difference.value, difference.standard_error), (0.0, Ok(0.0)));
    assert_eq!(one.difference_of(&1, &2), Err(Undefined::OneClass));
    assert_eq!(one.difference_of(&1, &3), Err(Undefined::NoSamples));
    assert_eq!(one.worst().map(|(key, _)| *key), Some(1));
    areas.update(&[3, 3], &array![0, 1], &array![0.5, 0.75])?;
    let few = areas.estimates().difference()?;
    assert_eq!(few.standard_error, Err(Undefined::TooFewSamples));
    Ok(())
}

/// Of two groups with true means 0.3 apart, the interval of 95 % covers that in 95 % of simulations, within what so few
/// simulations tell.
#[test]
fn intervals_of_differences_cover() {
    let (mut random, simulations, n) = (Random(19), cases(400, 4000), 60);
    let covers = |_| {
        let mut errors = ByGroup::new(MeanAbsoluteError.with_error());
        for (group, shift) in [(1, 0.0), (2, 0.3)] {
            let errors_of_group = random.probabilities(n).mapv(|u| u + shift);
            let truth = Array1::<f64>::zeros(n);
            errors.update(&vec![group; n], &truth, &errors_of_group).expect("numbers");
        }
        let apart = errors.estimates().difference_of(&2, &1).expect("two groups");
        apart.interval(0.95).expect("a level").contains(0.3)
    };
    let covered = (0..simulations).map(covers).filter(|&covers| covers).count();
    let share = covered as f64 / simulations as f64;
    let doubt = 4.0 * (0.95 * 0.05 / simulations as f64).sqrt();
    assert!((share - 0.95).abs() < doubt, "{share}");
}
