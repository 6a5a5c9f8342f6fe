//! What every metric says of its range, direction and unit, against what it does.

use ndarray::{ArrayD, IxDyn};
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Direction, Output, Scale, Unit};

use crate::list::{Form, Holds, every_metric};

fn array(shape: &[usize], numbers: &[f64]) -> ArrayD<f64> {
    ArrayD::from_shape_vec(IxDyn(shape), numbers.to_vec()).expect("as many numbers")
}

/// Truth, a good prediction, and a bad one.
fn example(form: Form, truth: Holds, prediction: Holds) -> [ArrayD<f64>; 3] {
    use Form::{Columns, Elements, Labels, Single, Survival, Targets};
    let rows = [0.9, 0.1, 0.1, 0.9, 0.8, 0.2, 0.3, 0.7, 0.7, 0.3];
    let whole = matches!(prediction, Holds::Whole | Holds::Class | Holds::Id | Holds::Member);
    let good = |numbers: &[f64; 10]| if whole { numbers.map(f64::round) } else { *numbers };
    let bad = |numbers: &[f64; 10]| good(numbers).map(|p| 1.0 - p);
    let one_hot = rows.map(f64::round);
    use Holds::{Above, Count, NonZero, Number, Positive};
    let numbers =
        matches!(truth, Number | Count | Above | Positive | NonZero) && form != Form::Queries;
    match form {
        Elements if truth == Holds::Cluster => {
            let [y, p] = [[0.0, 0.0, 1.0, 1.0, 2.0, 2.0], [4.0, 4.0, 1.0, 1.0, 2.0, 1.0]];
            [array(&[6], &y), array(&[6], &p), array(&[6], &[0.0, 1.0, 0.0, 1.0, 0.0, 1.0])]
        }
        Targets(_) if truth == Holds::Cluster => {
            let (p, q) = (
                [0.0, 0.0, 0.0, 1.0, 5.0, 5.0, 5.0, 6.0],
                [0.0, 0.0, 5.0, 5.0, 0.0, 1.0, 5.0, 9.0],
            );
            [array(&[4], &[0.0, 0.0, 1.0, 1.0]), array(&[4, 2], &p), array(&[4, 2], &q)]
        }
        Labels if prediction == Holds::Id => {
            let first = [0.0, 7.0, 1.0, 7.0, 0.0, 7.0, 1.0, 7.0];
            [array(&[4], &[0.0, 1.0, 0.0, 1.0]), array(&[4, 2], &first), array(&[4, 2], &[7.0; 8])]
        }
        Labels => {
            let labels = array(&[5], &[0.0, 1.0, 0.0, 1.0, 0.0]);
            [labels, array(&[5, 2], &good(&rows)), array(&[5, 2], &bad(&rows))]
        }
        // Rows around the truth, and rows far from it.
        Targets(columns) => {
            let y = [1.0, 2.0, 3.0, 5.0];
            let row = |y: f64| (0..columns).map(move |i| y - 0.5 + i as f64 / (columns - 1) as f64);
            let p: Vec<_> = y.into_iter().flat_map(row).collect();
            let q: Vec<_> = p.iter().map(|p| p + 3.0).collect();
            [array(&[4], &y), array(&[4, columns], &p), array(&[4, columns], &q)]
        }
        Survival => {
            let truth = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0];
            let (p, q) = ([0.9, 0.1, 0.2, 0.3], [0.1, 0.9, 0.8, 0.7]);
            [array(&[4, 2], &truth), array(&[4], &p), array(&[4], &q)]
        }
        Single => {
            let (p, q) = ([0.1, 0.9, 0.2, 0.7], [0.9, 0.1, 0.8, 0.3]);
            [array(&[4], &[0.0, 1.0, 0.0, 1.0]), array(&[4], &p), array(&[4], &q)]
        }
        Elements | Columns if numbers => {
            let (y, p, q) = ([1.0, 2.0, 3.0, 5.0], [1.5, 2.0, 3.0, 4.75], [5.0, 3.0, 2.0, 2.0]);
            [array(&[4], &y), array(&[4], &p), array(&[4], &q)]
        }
        _ if numbers => {
            let (y, p) = (
                [1.0, 2.0, 3.0, 5.0, 2.0, 1.0, 4.0, 9.0],
                [1.0, 2.5, 3.0, 5.0, 2.0, 1.5, 4.0, 8.0],
            );
            let mut q = y;
            q.as_chunks_mut::<2>().0.iter_mut().for_each(|pair| pair.reverse());
            [array(&[4, 2], &y), array(&[4, 2], &p), array(&[4, 2], &q)]
        }
        // A sixth row that the good prediction has wrong, and the bad one right, so that no error is absent.
        _ => {
            let sixth = if whole { [0.0, 1.0] } else { [0.4, 0.6] };
            let with = |five: &[f64], sixth: [f64; 2]| array(&[6, 2], &[five, &sixth].concat());
            let [y, p] = [with(&one_hot, [1.0, 0.0]), with(&good(&rows), sixth)];
            [y, p, with(&bad(&rows), sixth.map(|p| 1.0 - p))]
        }
    }
}

/// The numbers of a measure; none if no threshold reaches what the measure demands.
fn values(measure: &AnyMeasure, y: &ArrayD<f64>, p: &ArrayD<f64>) -> Vec<f64> {
    let state = match measure.evaluate(y, p) {
        Err(Error::Undefined(Undefined::DemandNotMet)) => return vec![],
        state => state.unwrap_or_else(|error| panic!("{measure:?}: {error}")),
    };
    Output::numbers(&state).into_iter().filter_map(Result::ok).collect()
}

/// A good prediction has better numbers than a bad one, as the direction says, and none leaves the range.
#[test]
fn good_predictions_are_better_in_the_stated_direction() {
    let mut compared = 0;
    for entry in every_metric() {
        let (measure, Some(spec)) = (&entry.measure, entry.spec) else { continue };
        let scale = measure.scale();
        let [y, good, bad] = example(spec.form, spec.truth, spec.prediction);
        let logits = format!("{measure:?}").contains("from_logits: true");
        let [good, bad] = [good, bad].map(|p| if logits { p - 0.5 } else { p });
        let [good, bad] = [&good, &bad].map(|p| values(measure, &y, p));
        for number in good.iter().chain(&bad) {
            assert!(scale.contains(*number), "{measure:?}: {number} outside {scale:?}");
        }
        if scale.direction != Direction::Neither {
            assert!(!good.is_empty() && good.len() >= bad.len(), "{measure:?}: {good:?}, {bad:?}");
            // The five best of two classes are always right, scores that are reversed lie as far apart, and no
            // rows cross.
            let better = good.iter().zip(&bad).all(|(good, bad)| scale.is_better(*good, *bad))
                || (entry.name().contains("TopK")
                    || ["KolmogorovSmirnov", "CrossingQuantiles"].contains(&entry.name()))
                    && good == bad;
            assert!(better, "{measure:?}: {good:?} against {bad:?} on {scale:?}");
            compared += 1;
        }
    }
    assert!(compared > 55, "{compared}");
}

/// Every metric of one kind of number states a scale; counts and lists of moments have no direction.
#[test]
fn every_metric_states_a_scale() {
    let none = ["Confusion", "ElementMoments", "ColumnMoments"];
    for entry in every_metric() {
        let stated = entry.measure.scale() != Scale::ANY;
        assert_ne!(stated, none.contains(&entry.name()), "{:?}", entry.measure);
    }
}

#[test]
fn units_are_those_of_the_numbers() {
    assert_eq!(MeanAbsoluteError.scale().unit, Unit::Data);
    assert_eq!(MeanSquaredError.scale().unit, Unit::SquaredData);
    assert_eq!(RootMeanSquaredError.scale().unit, Unit::Data);
    assert_eq!(MeanAbsolutePercentageError::default().scale().unit, Unit::PerCent);
    assert_eq!(BinaryCrossentropy::default().scale().unit, Unit::Nats);
    assert_eq!(TruePositives::default().scale(), Scale::TOTAL);
    assert_eq!(RocAuc.per_column().scale(), Scale::SHARE);
    assert!(Scale::new(-9.0, 9.0, Direction::Towards(0.0)).is_better(-0.5, 1.0));
    assert!(!Scale::ANY.is_better(1.0, 2.0) && !Scale::ANY.contains(f64::NAN));
}

/// Rounding alone takes the cosine of parallel rows out of its range.
#[test]
fn cosines_of_parallel_rows_stay_in_range() {
    let mut random = crate::data::Random(5);
    for _ in 0..2000 {
        let row: Vec<f64> = (0..2 + random.below(5)).map(|_| random.unit() - 0.5).collect();
        let factor = random.unit() * 3.0 - 1.5;
        let y = array(&[1, row.len()], &row);
        let cosine = metrics::cosine_similarity(&y, &y.mapv(|x| x * factor)).expect("a value");
        assert!((-1.0..=1.0).contains(&cosine), "{row:?} times {factor}: {cosine}");
        assert!((cosine.abs() - 1.0).abs() < 1e-14);
    }
}
