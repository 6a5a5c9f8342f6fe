//! Examples that are computed by hand.

use approx::assert_relative_eq;
use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ConfusionMatrix, RankedScores};
use ndarray_metrics::{Estimate, Interval};

/// Truth and decisions with so many true positives, false positives, false negatives and true negatives.
fn decisions([tp, fp, fn_, tn]: [usize; 4]) -> (Array1<f64>, Array1<f64>) {
    let cells = [(1.0, 1.0, tp), (0.0, 1.0, fp), (1.0, 0.0, fn_), (0.0, 0.0, tn)];
    let all = || cells.iter().flat_map(|&(y, p, n)| std::iter::repeat_n((y, p), n));
    (all().map(|(y, _)| y).collect(), all().map(|(_, p)| p).collect())
}

fn ends(interval: Interval) -> [f64; 2] {
    [interval.lower, interval.upper]
}

fn close(found: [f64; 2], expected: [f64; 2]) {
    for (found, expected) in found.into_iter().zip(expected) {
        assert_relative_eq!(found, expected, max_relative = 1e-6, epsilon = 1e-12);
    }
}

#[test]
fn eight_of_ten() -> Result<(), Error> {
    let (y, p) = decisions([4, 1, 1, 4]);
    let accuracy = BinaryAccuracy::default().with_error().evaluate(&y, &p)?;
    assert_eq!((accuracy.value, accuracy.samples), (0.8, 10));
    assert_eq!(accuracy.standard_error, Ok((0.16_f64 / 10.0).sqrt()));
    close(ends(accuracy.interval(0.95)?), [0.490_162, 0.943_318]);
    close(
        ends(accuracy.clopper_pearson(0.95)?),
        [0.443_904_537_692_358_5, 0.974_789_273_673_166_6],
    );
    assert_eq!(accuracy.to_string(), "0.800 (95 %: 0.490 to 0.943)");
    Ok(())
}

/// Whatever metric the share is read by.
#[test]
fn eight_of_ten_by_other_ways() -> Result<(), Error> {
    let expected = [0.490_162, 0.943_318];
    let (y, p) = decisions([8, 2, 3, 7]);
    close(ends(Precision::default().with_error().evaluate(&y, &p)?.interval(0.95)?), expected);
    let (y, p) = decisions([8, 1, 2, 7]);
    close(ends(Recall::default().with_error().evaluate(&y, &p)?.interval(0.95)?), expected);
    let (y, p) = decisions([1, 2, 3, 8]);
    close(ends(Specificity::default().with_error().evaluate(&y, &p)?.interval(0.95)?), expected);
    let (y, p) = decisions([8, 1, 1, 5]);
    close(
        ends(
            BinaryIou { target_class_ids: vec![1], ..Default::default() }
                .with_error()
                .evaluate(&y, &p)?
                .interval(0.95)?,
        ),
        expected,
    );
    Ok(())
}

#[test]
fn shares_of_none_and_of_all_keep_an_interval() -> Result<(), Error> {
    let (y, p) = decisions([20, 0, 0, 0]);
    let recall = Recall::default().with_error().evaluate(&y, &p)?;
    assert_eq!((recall.value, recall.standard_error), (1.0, Ok(0.0)));
    // 1/(1 + z²/n), z²/n = 3.841459/20
    close(ends(recall.interval(0.95)?), [0.838_875, 1.0]);
    let (y, p) = decisions([0, 0, 20, 0]);
    let recall = Recall::default().with_error().evaluate(&y, &p)?;
    close(ends(recall.interval(0.95)?), [0.0, 0.161_125]);
    close(ends(recall.clopper_pearson(0.95)?), [0.0, 1.0 - 0.025_f64.powf(1.0 / 20.0)]);
    Ok(())
}

#[test]
fn a_mean_of_five() -> Result<(), Error> {
    let (y, p) = (Array1::<f64>::zeros(5), array![0.0, 1.0, 2.0, 3.0, 4.0]);
    let measure = MeanAbsoluteError.with_error();
    let plain = measure.evaluate(&y, &p)?;
    assert_eq!((plain.value, plain.standard_error), (2.0, Ok(0.5_f64.sqrt())));
    let weighted = measure.evaluate_weighted(&y, &p, &array![1.0, 2.0, 1.0, 3.0, 1.0])?;
    assert_eq!((weighted.value, weighted.standard_error), (2.125, Ok(0.625)));
    let (y, p) = (Array1::<f64>::zeros(5), array![0.0, 1.0, 2.0, 3.0, 4.0]);
    let root = RootMeanSquaredError.with_error().evaluate(&y, &p)?;
    let squares = MeanSquaredError.with_error().evaluate(&y, &p)?.standard_error?;
    assert_relative_eq!(
        root.standard_error?,
        squares / (2.0 * 6.0_f64.sqrt()),
        max_relative = 1e-15
    );
    Ok(())
}

/// The elements of a sample are no samples of their own.
#[test]
fn rows_are_the_samples() -> Result<(), Error> {
    let (y, p) = (Array1::<f64>::zeros(6), array![0.0, 2.0, 1.0, 3.0, 5.0, 7.0]);
    let rows = |a: &Array1<f64>| a.clone().into_shape_with_order((3, 2));
    let (y, p) = (rows(&y).unwrap(), rows(&p).unwrap());
    let of_rows = MeanAbsoluteError.with_error().evaluate(&y, &p)?;
    let of_means = MeanAbsoluteError
        .with_error()
        .evaluate(&Array1::<f64>::zeros(3), &array![1.0, 2.0, 6.0])?;
    assert_eq!((of_rows.value, of_rows.samples), (3.0, 3));
    assert_relative_eq!(of_rows.standard_error?, of_means.standard_error?, max_relative = 1e-15);
    Ok(())
}

#[test]
fn constant_terms_have_no_spread_however_they_are_weighted() -> Result<(), Error> {
    let (y, p) = (Array1::<f64>::zeros(7), Array1::from_elem(7, 0.1));
    let weights = array![0.1, 0.2, 0.3, 1e5, 7.0, 11.0, 1e-3];
    let error = MeanAbsoluteError.with_error().evaluate_weighted(&y, &p, &weights)?;
    assert!(error.standard_error? < 1e-17);
    let error = MeanAbsoluteError.with_error().evaluate(&y, &p)?;
    assert_eq!(error.standard_error, Ok(0.0));
    assert_eq!(error.interval(0.95), Err(Error::Undefined(Undefined::NoSpread)));
    assert_eq!(
        error.to_string(),
        "0.100 (the samples show no spread, from which an interval could be formed)"
    );
    Ok(())
}

#[test]
fn one_sample_has_no_error() -> Result<(), Error> {
    let error = MeanAbsoluteError.with_error().evaluate(&array![1.0], &array![3.0])?;
    assert_eq!((error.value, error.standard_error), (2.0, Err(Undefined::TooFewSamples)));
    assert_eq!(error.interval(0.95), Err(Error::Undefined(Undefined::TooFewSamples)));
    Ok(())
}

/// g = (12, −16, −16)/484 by true positives, false positives and false negatives, whatever the true negatives.
#[test]
fn f1_of_eight_two_and_four() -> Result<(), Error> {
    for tn in [0, 6, 1000] {
        let (y, p) = decisions([8, 2, 4, tn]);
        let f1 = BinaryF1Score::default().with_error().evaluate(&y, &p)?;
        assert_eq!(f1.value, 8.0 / 11.0);
        let expected = (8.0 * 144.0 + 2.0 * 256.0 + 4.0 * 256.0_f64).sqrt() / 484.0;
        assert_relative_eq!(f1.standard_error?, expected, max_relative = 1e-10);
        assert_relative_eq!(expected, 0.107_120, max_relative = 5e-6);
    }
    Ok(())
}

/// The area of trap r: peers leave [0, 1].
#[test]
fn an_area_of_three_quarters() -> Result<(), Error> {
    let (y, p) = (array![0.0, 0.0, 1.0, 1.0], array![0.1, 0.4, 0.35, 0.8]);
    let area = RocAuc.with_error().evaluate(&y, &p)?;
    assert_eq!((area.value, area.standard_error), (0.75, Ok(0.125_f64.sqrt())));
    let interval = area.interval(0.95)?;
    // 0.75/0.25·e^(±1.96·√(1/8)/(0.75·0.25))
    let reach = (1.959_963_984_540_054 * 0.125_f64.sqrt() / 0.1875).exp();
    close(ends(interval), [3.0 / (3.0 + reach), 3.0 * reach / (1.0 + 3.0 * reach)]);
    let gini = GiniCoefficient.with_error().evaluate(&y, &p)?;
    assert_eq!((gini.value, gini.standard_error), (0.5, Ok(2.0 * 0.125_f64.sqrt())));
    Ok(())
}

#[test]
fn a_perfect_area_is_not_certain() -> Result<(), Error> {
    let area =
        RocAuc.with_error().evaluate(&array![0.0, 0.0, 1.0, 1.0], &array![0.1, 0.2, 0.3, 0.4])?;
    assert_eq!((area.value, area.standard_error), (1.0, Ok(0.0)));
    assert_eq!(area.interval(0.95), Err(Error::Undefined(Undefined::NoSpread)));
    let one = RocAuc.with_error().evaluate(&array![0.0, 0.0, 1.0], &array![0.1, 0.2, 0.3])?;
    assert_eq!(one.standard_error, Err(Undefined::TooFewSamples));
    Ok(())
}

/// Cohen's kappa of two classes: Fleiss, Cohen and Everitt (1969) by another way, in fractions.
#[test]
fn readings_of_a_matrix() -> Result<(), Error> {
    let cells = [[20.0, 5.0], [10.0, 15.0]];
    let mut matrix = ConfusionMatrix::with_classes(2)?;
    let (mut y, mut p) = (vec![], vec![]);
    for (i, row) in cells.iter().enumerate() {
        for (j, &n) in row.iter().enumerate() {
            matrix.add(i, j, n)?;
            y.extend(std::iter::repeat_n(i as f64, n as usize));
            p.extend(std::iter::repeat_n(j as f64, n as usize));
        }
    }
    let (y, p) = (Array1::from(y), Array1::from(p));
    // po = 0.7, pe = 0.5, kappa = 0.4; variance (A + B − C)/((1 − pe)²n)
    let (po, pe, n): (f64, f64, f64) = (0.7, 0.5, 50.0);
    let (rows, columns) = ([0.5, 0.5], [0.6, 0.4]);
    let kappa = (po - pe) / (1.0 - pe);
    let share = |i: usize, j: usize| cells[i][j] / n;
    let a: f64 =
        (0..2).map(|i| share(i, i) * (1.0 - (rows[i] + columns[i]) * (1.0 - kappa)).powi(2)).sum();
    let b = (1.0 - kappa).powi(2)
        * (share(0, 1) * (columns[0] + rows[1]).powi(2)
            + share(1, 0) * (columns[1] + rows[0]).powi(2));
    let c = (kappa - pe * (1.0 - kappa)).powi(2);
    let expected = ((a + b - c) / n).sqrt() / (1.0 - pe);
    let found = CohenKappa::new(2).with_error().evaluate(&y, &p)?;
    assert_relative_eq!(found.value, kappa, max_relative = 1e-15);
    assert_relative_eq!(found.standard_error?, expected, max_relative = 1e-9);
    Ok(())
}

#[test]
fn counts_refuse_weights_and_take_masks() -> Result<(), Error> {
    let (y, p) = (array![0.0, 0.0, 1.0, 1.0], array![0.1, 0.4, 0.35, 0.8]);
    let refused = RocAuc.with_error().evaluate_weighted(&y, &p, &array![1.0, 1.0, 2.0, 1.0]);
    let Err(error) = refused else { panic!("{refused:?}") };
    assert_eq!(error, Error::NoCount { index: vec![2], found: 2.0 });
    assert!(error.to_string().starts_with("weights[2] is 2, expected 0 or 1: "), "{error}");
    let mask = array![true, true, true, false];
    let masked = BinaryAccuracy::default().with_error().evaluate_weighted(&y, &p, &mask)?;
    assert_eq!((masked.value, masked.samples), (2.0 / 3.0, 3));
    Ok(())
}

#[test]
fn a_level_is_a_share_between_0_and_1() -> Result<(), Error> {
    let (y, p) = decisions([4, 1, 1, 4]);
    let accuracy: Estimate = BinaryAccuracy::default().with_error().evaluate(&y, &p)?;
    for level in [0.0, 1.0, 95.0, f64::NAN, -0.5] {
        assert!(matches!(accuracy.interval(level), Err(Error::Parameter { option: "level", .. })));
        assert!(matches!(accuracy.clopper_pearson(level), Err(Error::Parameter { .. })));
    }
    Ok(())
}

/// A ranking without a formula is resampled: the replicates of an average precision are those of its state.
#[test]
fn average_precision_is_resampled() -> Result<(), Error> {
    let n = 60;
    let y = Array1::from_shape_fn(n, |i| f64::from(u8::from(i * 7 % 10 >= 6)));
    let p = Array1::from_shape_fn(n, |i| (i * 37 % 101) as f64 + 20.0 * y[i]);
    let precision = AveragePrecision.with_error().evaluate(&y, &p)?;
    let interval = precision.interval(0.95)?;
    assert!(interval.contains(precision.value), "{precision}");
    assert!(interval.upper - interval.lower > 2.0 * precision.standard_error?);
    assert_eq!(precision, AveragePrecision.with_error().evaluate(&y, &p)?);
    let mut scores = RankedScores::default();
    scores.add(0.5, true, 0.5)?;
    assert_eq!(scores.roc_auc_error(), Err(Undefined::NotCounted));
    Ok(())
}

/// Losses that are computed already.
#[test]
fn a_mean_and_a_sum_of_values() -> Result<(), Error> {
    let losses = array![0.0, 1.0, 2.0, 3.0, 4.0];
    let mean = Mean.with_error().of(&losses)?;
    assert_eq!((mean.value, mean.standard_error, mean.samples), (2.0, Ok(0.5_f64.sqrt()), 5));
    let sum = Sum.with_error().of(&losses)?;
    assert_eq!((sum.value, sum.standard_error), (10.0, Ok(5.0 * 0.5_f64.sqrt())));
    let mut stream = Mean.with_error().streaming();
    losses.iter().try_for_each(|&loss| stream.push(loss))?;
    assert_eq!(stream.result(), Ok(mean));
    Ok(())
}

/// Recall at a precision of 1/2 is 1, on the edge of the demand: with one positive less it is 1/2. Such a step has no
/// derivative, and is resampled.
#[test]
fn a_value_on_the_edge_of_a_demand_is_resampled() -> Result<(), Error> {
    let scores = [(1.0, 0.9), (1.0, 0.1), (0.0, 0.8), (0.0, 0.7)];
    let y = Array1::from_shape_fn(40, |i| scores[i % 4].0);
    let p = Array1::from_shape_fn(40, |i| scores[i % 4].1);
    let recall = RecallAtPrecision::new(0.5).with_error().evaluate(&y, &p)?;
    assert_eq!(recall.value, 1.0);
    // Half of the replicates miss the demand: their recall is near 1/2.
    assert!((0.15..0.3).contains(&recall.standard_error?), "{recall}");
    let interval = recall.interval(0.95)?;
    assert!(interval.lower < 0.5 && interval.upper == 1.0, "{recall}");
    Ok(())
}

#[test]
fn replicates_without_spread_are_no_certainty() -> Result<(), Error> {
    let (y, p) = (array![0.0, 0.0, 1.0, 1.0, 1.0, 1.0], array![0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    let error = MedianAbsoluteError.with_error().evaluate(&y, &y)?;
    assert_eq!((error.value, error.standard_error), (0.0, Ok(0.0)));
    assert_eq!(error.interval(0.95), Err(Error::Undefined(Undefined::NoSpread)));
    let mut area = ByGroup::new(AveragePrecision.with_error());
    area.update(&[1; 6], &y, &p)?;
    assert!(
        area.by_group().all(|(_, precision)| precision.is_ok_and(|p| p.interval(0.95).is_err()))
    );
    Ok(())
}
