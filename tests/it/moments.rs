//! R² and correlations: reference values, far targets, what is undefined, what is refused.

use approx::assert_relative_eq;
use ndarray::{Array1, Array2, Array3, Axis, arr1, array, concatenate, s};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{JointSums, Moments};

use crate::data::Random;

const VARIANCE_WEIGHTED: R2Score =
    R2Score { class_aggregation: R2Aggregation::VarianceWeightedAverage, num_regressors: 0 };

fn uniform(num_regressors: usize) -> R2Score {
    R2Score { num_regressors, ..Default::default() }
}

fn numbers(found: &[Result<f64, Undefined>]) -> Vec<f64> {
    found.iter().map(|number| number.expect("defined")).collect()
}

fn near(found: &[Result<f64, Undefined>], expected: &[f64], tolerance: f64) {
    let found = numbers(found);
    assert_relative_eq!(found[..], expected[..], max_relative = tolerance);
}

/// keras.md §9, `regression_metrics_test.py`.
#[test]
fn r2_score_of_the_keras_tests() {
    let y = array![[0, 0, 1], [0, 1, 0], [1, 0, 0]];
    let p = array![[0.4, 0.5, 0.6], [0.1, 0.2, 0.3], [0.5, 0.8, 0.2]];
    let columns = |k| R2ScorePerColumn { num_regressors: k }.evaluate(&y, &p).expect("fits");
    near(&columns(0), &[0.37, -1.295, 0.565], 1e-12);
    near(&columns(1), &[-0.26, -3.59, 0.13], 1e-12);
    assert_relative_eq!(uniform(0).evaluate(&y, &p).unwrap(), -0.12, max_relative = 1e-12);
    assert_relative_eq!(VARIANCE_WEIGHTED.evaluate(&y, &p).unwrap(), -0.12, max_relative = 1e-12);
}

#[test]
fn weighted_r2_score_of_the_keras_tests() {
    let y = array![[0, 0, 1], [0, 1, 0], [1, 0, 0]];
    let p = array![[0.4, 0.9, 1.6], [0.1, 1.2, 0.6], [1.5, 0.8, 0.6]];
    let w = array![0.8, 0.1, 0.4];
    let columns = |k| R2Score::per_column(uniform(k)).evaluate_weighted(&y, &p, &w).expect("fits");
    near(&columns(0), &[0.17305559, -8.836666, -0.521], 1e-6);
    near(&columns(1), &[-0.65388882, -18.673332, -2.042], 1e-6);
    let of = |measure: R2Score| measure.evaluate_weighted(&y, &p, &w).unwrap();
    assert_relative_eq!(of(uniform(0)), -3.06153679, max_relative = 1e-6);
    assert_relative_eq!(of(VARIANCE_WEIGHTED), -1.37102246, max_relative = 1e-6);
    assert_relative_eq!(of(uniform(1)), -7.12307358, max_relative = 1e-6);
    let adjusted = R2Score { num_regressors: 1, ..VARIANCE_WEIGHTED };
    assert_relative_eq!(of(adjusted), -3.74204445, max_relative = 1e-6);
}

/// keras.md §9, `correlation_metrics_test.py`.
#[test]
fn correlations_of_the_keras_tests() {
    let y = array![[0.0, 1.0, 0.5], [1.0, 1.0, 0.2], [1.0, 1.0, 0.1], [0.1, 0.7, 0.0]];
    let p = array![[0.1, 0.9, 0.5], [1.0, 0.9, 0.2], [0.2, 0.8, 0.0], [0.3, 0.3, 0.9]];
    let (pearson, concordance) = (PearsonCorrelation.per_row(), ConcordanceCorrelation.per_row());
    let rows = pearson.per_sample(&y, &p).unwrap();
    let expected = [1.0, 0.993399268, 0.693375245, -0.609994281];
    assert_relative_eq!(rows.to_vec()[..], expected[..], epsilon = 1e-9);
    assert_relative_eq!(pearson.evaluate(&y, &p).unwrap(), 0.519195058, epsilon = 1e-9);
    let rows = concordance.per_sample(&y, &p).unwrap();
    let expected = [0.975609756, 0.987654321, 0.465116279, -0.463768116];
    assert_relative_eq!(rows.to_vec()[..], expected[..], epsilon = 1e-9);
    assert_relative_eq!(concordance.evaluate(&y, &p).unwrap(), 0.491153060, epsilon = 1e-9);
}

const RAW: [f64; 3] = [0.3228189452169522, 0.8703386376542526, 0.1976329727030227];
const AVERAGES: [f64; 2] = [0.4635968518580758, 0.8532876972449213];
const RAW_WEIGHTED: [f64; 3] = [0.508833754951177, 0.8288733403585796, -0.00882265267386062];
const AVERAGES_WEIGHTED: [f64; 2] = [0.44296148087863196, 0.8182052192898461];

/// scikit-learn 1.9.1 on the same numbers.
#[test]
fn r2_score_of_scikit_learn() {
    let mut random = Random(5);
    let mut columns = |shift: f64, scale: [f64; 3]| {
        let numbers: Vec<_> = (0..30).map(|_| random.unit() - shift).collect();
        Array2::from_shape_vec((10, 3), numbers).expect("30 numbers") * arr1(&scale)
    };
    let y = columns(0.0, [1.0, 10.0, 0.1]);
    let p = &y + columns(0.5, [1.0, 3.0, 0.1]);
    let w: Array1<f64> = (0..10).map(|_| 0.1 + random.unit()).collect();
    let per_column = R2ScorePerColumn::default();
    near(&per_column.evaluate(&y, &p).unwrap(), &RAW, 1e-13);
    near(&per_column.evaluate_weighted(&y, &p, &w).unwrap(), &RAW_WEIGHTED, 1e-12);
    let both = (uniform(0), VARIANCE_WEIGHTED);
    let (mean, variance_weighted) = both.evaluate(&y, &p).unwrap();
    near(&[mean, variance_weighted], &AVERAGES, 1e-13);
    let (mean, variance_weighted) = both.evaluate_weighted(&y, &p, &w).unwrap();
    near(&[mean, variance_weighted], &AVERAGES_WEIGHTED, 1e-13);
}

/// Trap 31: targets far from zero. The values are those of rational arithmetic, on the same
/// doubles; scikit-learn gives 0.9336 for the last R².
#[test]
fn far_targets_keep_their_digits() {
    let cases = [
        (0.0, [0.9375553964246544, 0.9723796702309122, 0.9706322290410049]),
        (1e4, [0.9375553964246294, 0.9723796702309097, 0.9706322290409963]),
        (1e8, [0.9375553964112743, 0.9723796702299805, 0.9706322290372129]),
        (1e15, [0.9332295012333167, 0.9699828791658243, 0.9684753467360021]),
    ];
    for (offset, expected) in cases {
        let (y, p, _) = far(offset);
        let all = (R2Score::default(), PearsonCorrelation, ConcordanceCorrelation);
        let (r2, pearson, concordance) = all.evaluate(&y, &p).unwrap();
        near(&[r2, pearson, concordance], &expected, 1e-15);
    }
}

#[test]
fn far_targets_keep_their_digits_with_weights() {
    let cases = [
        (0.0, [0.929169411513181, 0.9704640541266095, 0.9673902776955304]),
        (1e4, [0.9291694115131403, 0.9704640541266039, 0.9673902776955158]),
        (1e8, [0.9291694113298428, 0.9704640540580073, 0.9673902776165813]),
        (1e15, [0.9247293440950772, 0.9682857848891717, 0.965310869215058]),
    ];
    for (offset, expected) in cases {
        let (y, p, w) = far(offset);
        let all = (R2Score::default(), PearsonCorrelation, ConcordanceCorrelation);
        let (r2, pearson, concordance) = all.evaluate_weighted(&y, &p, &w).unwrap();
        near(&[r2, pearson, concordance], &expected, 1e-15);
    }
}

/// Truth, prediction and weights around an offset.
fn far(offset: f64) -> (Array1<f64>, Array1<f64>, Array1<f64>) {
    let mut random = Random(31);
    let (mut y, mut p, mut w) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..40 {
        let [a, b, c] = [random.unit(), random.unit(), random.unit()];
        y.push(offset + 4.0 * a);
        p.push(offset + 4.0 * a + b - 0.5);
        w.push(0.1 + c);
    }
    (y.into(), p.into(), w.into())
}

/// Rows far from zero, against the pooled correlation of one row.
#[test]
fn far_rows_keep_their_digits() {
    for offset in [0.0, 1e4, 1e8] {
        let (y, p, _) = far(offset);
        let pooled = (PearsonCorrelation, ConcordanceCorrelation).evaluate(&y, &p).unwrap();
        let (y, p) = (y.insert_axis(Axis(0)), p.insert_axis(Axis(0)));
        let per_row = (PearsonCorrelationPerRow, ConcordanceCorrelationPerRow);
        let (pearson, concordance) = per_row.evaluate(&y, &p).unwrap();
        near(&[pearson, concordance], &numbers(&[pooled.0, pooled.1]), 1e-13);
    }
}

#[test]
fn rows_of_any_size_correlate() {
    let (y, p) = (array![[1.0, 2.0, 3.0]], array![[1.0, 3.0, 2.0]]);
    for (a, b) in [(1.0, 1e300), (1e-300, 1.0), (5e307, 5e307), (1e-310, 1e300)] {
        let pearson = PearsonCorrelationPerRow.evaluate(&(&y * a), &(&p * b)).unwrap();
        assert_relative_eq!(pearson, 0.5, max_relative = 1e-12);
        let concordance = ConcordanceCorrelationPerRow.evaluate(&(&y * b), &(&p * b)).unwrap();
        assert_relative_eq!(concordance, 0.5, max_relative = 1e-12);
    }
}

/// Everything by its definition, in two passes.
struct Naive {
    weight: f64,
    means: [f64; 2],
    yy: f64,
    pp: f64,
    yp: f64,
    error: f64,
}

impl Naive {
    fn of(y: &[f64], p: &[f64], w: &[f64]) -> Self {
        let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
            y.iter().zip(p).zip(w).map(|((&y, &p), &w)| w * f(y, p)).sum()
        };
        let weight = sum(&|_, _| 1.0);
        let (y_mean, p_mean) = (sum(&|y, _| y) / weight, sum(&|_, p| p) / weight);
        Self {
            weight,
            means: [y_mean, p_mean],
            yy: sum(&|y, _| (y - y_mean) * (y - y_mean)),
            pp: sum(&|_, p| (p - p_mean) * (p - p_mean)),
            yp: sum(&|y, p| (y - y_mean) * (p - p_mean)),
            error: sum(&|y, p| (y - p) * (y - p)),
        }
    }

    fn compare(&self, sums: &JointSums) {
        let offset = self.means[0] - self.means[1];
        let distance = self.yy + self.pp + self.weight * offset * offset;
        let found = [
            sums.mean_true(),
            sums.mean_pred(),
            sums.variance_true(),
            sums.variance_pred(),
            sums.covariance(),
            sums.r2_score(),
            sums.pearson_correlation(),
            sums.concordance_correlation(),
        ];
        let expected = [
            self.means[0],
            self.means[1],
            self.yy / self.weight,
            self.pp / self.weight,
            self.yp / self.weight,
            1.0 - self.error / self.yy,
            self.yp / (self.yy * self.pp).sqrt(),
            2.0 * self.yp / distance,
        ];
        for (found, expected) in numbers(&found).into_iter().zip(expected) {
            assert_relative_eq!(found, expected, max_relative = 1e-9, epsilon = 1e-12);
        }
    }
}

#[test]
fn definitions_agree_on_random_columns() {
    let mut random = Random(7);
    for (rows, columns) in [(2, 1), (50, 3), (3000, 2), (3, 40), (20_000, 1), (1, 9000)] {
        let mut normal = |_| random.unit() + random.unit() - random.unit();
        let y = Array2::from_shape_fn((rows, columns), &mut normal);
        let p = &y + Array2::from_shape_fn((rows, columns), &mut normal);
        let w = Array2::from_shape_fn((rows, columns), normal).mapv(|w| w.abs().max(0.3) - 0.3);
        let pooled = ElementMoments.evaluate(&y, &p).unwrap().pooled();
        Naive::of(&flat(&y), &flat(&p), &vec![1.0; y.len()]).compare(&pooled);
        let by_column = ColumnMoments.evaluate(&y, &p).unwrap();
        assert_eq!((by_column.pooled(), by_column.samples()), (pooled, rows as u64));
        if rows > 2 {
            by_its_columns(&y, &p, &w);
        }
    }
}

fn flat(array: &Array2<f64>) -> Vec<f64> {
    array.iter().copied().collect()
}

fn by_its_columns(y: &Array2<f64>, p: &Array2<f64>, w: &Array2<f64>) {
    let moments = ColumnMoments.evaluate_weighted(y, p, w).unwrap();
    let columns = y.columns().into_iter().zip(p.columns()).zip(w.columns());
    for (sums, ((y, p), w)) in moments.columns().iter().zip(columns) {
        if w.iter().filter(|&&w| w > 0.0).count() > 2 {
            Naive::of(&y.to_vec(), &p.to_vec(), &w.to_vec()).compare(sums);
        }
    }
    let counted = w.rows().into_iter().filter(|row| row.iter().any(|&w| w > 0.0)).count();
    assert_eq!(moments.samples(), counted as u64);
}

/// Any element types, and both kinds of blocks, give the same sums.
#[test]
fn element_types_agree() {
    let mut random = Random(11);
    let y = Array2::from_shape_simple_fn((3000, 3), || random.below(256) as u8);
    let p = Array2::from_shape_simple_fn((3000, 3), || random.below(256) as u8);
    let expected = ColumnMoments.evaluate(&y, &p).unwrap();
    let wide = (y.mapv(u64::from), p.mapv(i32::from));
    assert_eq!(ColumnMoments.evaluate(&wide.0, &wide.1).unwrap(), expected);
    assert_eq!(ColumnMoments.evaluate(&y.mapv(f32::from), &p).unwrap(), expected);
    assert_eq!(ColumnMoments.evaluate(&y.mapv(f64::from), &p.mapv(f32::from)).unwrap(), expected);
    let column = (y.slice(s![.., 1]), p.slice(s![.., 1]));
    let alone = ColumnMoments.evaluate(&column.0, &column.1).unwrap();
    assert_eq!(alone.columns(), &expected.columns()[1..2]);
}

/// Trap 32, and contract 4.
#[test]
fn constants_are_undefined() {
    let constant = |error| matches!(error, Err(Error::Undefined(Undefined::Constant)));
    for value in [0.1, 1e8 + 0.1, 1e15, -3e-5] {
        let y = Array1::from_elem(1001, value);
        let p = Array1::linspace(0.0, 1.0, 1001);
        let w = p.mapv(|p| p + 0.1);
        assert!(constant(r2_score(&y, &p)));
        assert!(constant(r2_score(&y, &y)));
        assert!(constant(R2Score::default().evaluate_weighted(&y, &p, &w)));
        assert!(constant(pearson_correlation(&y, &p)));
        assert!(constant(pearson_correlation(&p, &y)));
        assert!(constant(concordance_correlation(&y, &y)));
        assert!(constant(ConcordanceCorrelation.evaluate_weighted(&y, &y, &w)));
        assert_eq!(concordance_correlation(&y, &p), Ok(0.0));
        assert_eq!(concordance_correlation(&y, &(&y + 1.0)), Ok(0.0));
        let moments = ElementMoments.evaluate_weighted(&y, &p, &w).unwrap().pooled();
        assert_eq!(moments.variance_true(), Ok(0.0));
        assert_eq!(moments.covariance(), Ok(0.0));
    }
}

#[test]
fn one_sample_is_constant() {
    assert_eq!(r2_score(&array![1.0], &array![2.0]), Err(Error::Undefined(Undefined::Constant)));
}

#[test]
fn a_constant_column_leaves_the_others_their_scores() {
    let y = array![[0.0, 7.0, 1.0], [2.0, 7.0, 3.0]];
    let p = array![[0.0, 9.0, 1.0], [3.0, 7.0, 3.0]];
    let scores = R2ScorePerColumn::default().evaluate(&y, &p).unwrap();
    assert_eq!(scores, [Ok(0.5), Err(Undefined::Constant), Ok(1.0)]);
    let both = (R2Score::default(), VARIANCE_WEIGHTED).evaluate(&y, &p).unwrap();
    assert_eq!(both, (Err(Undefined::Constant), Ok(0.75)));
    let constant = (y.slice(s![.., 1..2]), p.slice(s![.., 1..2]));
    let both = (R2Score::default(), VARIANCE_WEIGHTED).evaluate(&constant.0, &constant.1).unwrap();
    assert_eq!(both, (Err(Undefined::Constant), Err(Undefined::Constant)));
}

#[test]
fn a_column_without_weight_has_no_score() {
    let (y, p) = (array![[0.0, 7.0], [2.0, 8.0]], array![[0.0, f64::NAN], [3.0, 7.0]]);
    let weights = array![[1, 0], [1, 0]];
    let all = (R2ScorePerColumn::default(), R2Score::default(), VARIANCE_WEIGHTED);
    let (columns, uniform, variance_weighted) = all.evaluate_weighted(&y, &p, &weights).unwrap();
    assert_eq!(columns, [Ok(0.5), Err(Undefined::NoSamples)]);
    assert_eq!((uniform, variance_weighted), (Err(Undefined::NoSamples), Ok(0.5)));
}

/// Scores that weigh by variance use each column's own weights.
#[test]
fn variance_weights_follow_the_weights_of_elements() {
    let y = array![[0.0, 0.0], [2.0, 6.0], [9.0, 3.0]];
    let p = array![[1.0, 0.0], [2.0, 6.0], [9.0, 6.0]];
    let weights = array![[1.0, 2.0], [1.0, 2.0], [0.0, 2.0]];
    // Column 0: 1 - 1/2. Column 1: 1 - 18/36.
    let found = VARIANCE_WEIGHTED.evaluate_weighted(&y, &p, &weights);
    assert_eq!(found, Ok(0.5));
    let p = array![[1.0, 0.0], [2.0, 6.0], [9.0, 3.0]];
    let found = VARIANCE_WEIGHTED.evaluate_weighted(&y, &p, &weights).unwrap();
    assert_relative_eq!(found, 37.0 / 38.0, max_relative = 1e-15);
}

#[test]
fn adjusted_scores_count_samples() {
    let (y, p) = (
        array![[0.0, 0.0], [0.0, 1.0], [2.0, 2.0], [2.0, 3.0]],
        array![[0.0, 0.0], [0.0, 1.0], [2.0, 2.0], [3.0, 4.0]],
    );
    // Scores 1 - 1/4 and 1 - 1/5 of four samples.
    let adjusted = |k| uniform(k).per_column().evaluate(&y, &p).unwrap();
    near(&adjusted(1), &[0.625, 0.7], 1e-15);
    near(&adjusted(2), &[0.25, 0.4], 1e-15);
    for k in [3, 4, usize::MAX] {
        assert_eq!(adjusted(k), [Err(Undefined::ZeroDenominator); 2]);
        let expected = Err(Error::Undefined(Undefined::ZeroDenominator));
        assert_eq!(uniform(k).evaluate(&y, &p), expected);
    }
    let weights = array![[1.0, 0.0], [0.5, 0.0], [0.0, 2.0], [0.0, 0.0]];
    let moments = ColumnMoments.evaluate_weighted(&y, &p, &weights).unwrap();
    assert_eq!(moments.samples(), 3);
}

/// Samples are counted once, however a batch is split, and weight 0 does not count.
#[test]
fn adjusted_scores_do_not_depend_on_the_split() {
    let mut random = Random(3);
    let y = Array2::from_shape_simple_fn((2001, 11), || random.unit());
    let p = &y + Array2::from_shape_simple_fn((2001, 11), || random.unit());
    let w = Array2::from_shape_simple_fn((2001, 11), || random.below(2) as f64);
    let mut whole = uniform(3).streaming();
    whole.update_weighted(&y, &p, &w).unwrap();
    let mut parts = uniform(3).streaming();
    for (y, (p, w)) in y
        .axis_chunks_iter(Axis(0), 97)
        .zip(p.axis_chunks_iter(Axis(0), 97).zip(w.axis_chunks_iter(Axis(0), 97)))
    {
        parts.update_weighted(&y, &p, &w).unwrap();
    }
    assert_eq!(whole, parts);
    assert_eq!(whole.result(), parts.result());
}

/// Trap 33: one column of predictions.
#[test]
fn a_column_correlates() {
    let column = array![[1.0], [2.0], [4.0]];
    assert_eq!(pearson_correlation(&column, &column), Ok(1.0));
    assert_eq!(concordance_correlation(&column, &column), Ok(1.0));
    let error = PearsonCorrelation.per_row().evaluate(&column, &column).unwrap_err();
    assert_eq!(error, Error::ConstantRow { index: vec![0] });
}

#[test]
fn perfect_predictions_are_perfect() {
    let mut random = Random(1);
    for offset in [0.0, 1e8, 1e15] {
        let y = random.numbers(500) + offset;
        assert_eq!(r2_score(&y, &y), Ok(1.0));
        assert_eq!(pearson_correlation(&y, &y), Ok(1.0));
        assert_eq!(pearson_correlation(&y, &-&y), Ok(-1.0));
        assert_eq!(concordance_correlation(&y, &y), Ok(1.0));
    }
}

#[test]
fn constant_rows_are_refused_by_name() {
    let mut y = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (i + j * k) as f64);
    y.slice_mut(s![.., 0, ..]).assign(&array![0.0, 1.0, 2.0, 3.0]);
    let p = y.mapv(|y| 2.0 * y);
    y.slice_mut(s![1, 2, ..]).fill(0.1);
    let mut stream = PearsonCorrelationPerRow.streaming();
    let error = stream.update(&y, &p).unwrap_err();
    assert_eq!(error, Error::ConstantRow { index: vec![1, 2] });
    assert!(error.to_string().starts_with("row [1, 2] of y_true or y_pred does not vary"));
    assert_eq!(stream, PearsonCorrelationPerRow.streaming());
    assert_eq!(ConcordanceCorrelationPerRow.per_sample(&y, &p).unwrap().len(), 2);
    let error = ConcordanceCorrelationPerRow.evaluate(&y, &y).unwrap_err();
    assert_eq!(error, Error::ConstantRow { index: vec![1, 2] });
    stream.update_weighted(&y, &p, &array![[1, 1, 1], [1, 1, 0]]).unwrap();
    assert_relative_eq!(stream.result().unwrap(), 1.0, max_relative = 1e-15);
}

#[test]
fn bad_numbers_are_refused_where_they_stand() {
    let y = array![[1.0, 2.0], [3.0, 4.0]];
    let mut stream = (R2Score::default(), PearsonCorrelation).streaming();
    stream.update(&y, &y.mapv(|y| y * y)).unwrap();
    let before = stream.clone();
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut p = y.clone();
        p[[1, 0]] = bad;
        for weights in [array![1.0, 1.0], array![0.0, 0.5]] {
            let refusals = [stream.update(&y, &p), stream.update_weighted(&p, &y, &weights)];
            for (refusal, name) in refusals.into_iter().zip(["y_pred", "y_true"]) {
                let Err(Error::Value { argument, index, .. }) = refusal else { panic!("{bad}") };
                assert_eq!((argument, index), (name, vec![1, 0]));
            }
        }
        assert_eq!(stream, before);
    }
}

#[test]
fn shapes_are_refused() {
    let cube = Array3::<f32>::zeros((2, 3, 4));
    let error = r2_score(&cube, &cube).unwrap_err().to_string();
    assert!(error.contains("[2, 3, 4], expected [batch, any]"), "{error}");
    let (y, p) = (array![1.0, 2.0], array![[1.0], [2.0]]);
    assert!(matches!(r2_score(&y, &p), Err(Error::Shapes { .. })));
    assert!(matches!(pearson_correlation(&y, &p), Err(Error::Shapes { .. })));
    let weights = array![1.0, 2.0, 3.0];
    let refusal = R2Score::default().evaluate_weighted(&y, &y, &weights);
    assert!(matches!(refusal, Err(Error::WeightShape { .. })));
    let none = Array2::<f64>::zeros((3, 0));
    let no_samples = Err(Error::Undefined(Undefined::NoSamples));
    assert_eq!(r2_score(&none, &none), no_samples);
    assert_eq!(pearson_correlation(&none, &none), no_samples);
}

#[test]
fn more_columns_than_memory_has_room_for_are_refused() {
    let one = array![[1_u8]];
    let wide = one.broadcast((1, 1 << 45)).expect("one row");
    let refusal = r2_score(&wide, &wide);
    assert!(matches!(refusal, Err(Error::TooLarge { .. })), "{refusal:?}");
}

#[test]
fn columns_must_stay_the_same() {
    let (two, three) = (array![[1.0, 2.0], [3.0, 5.0]], array![[1.0, 2.0, 3.0], [4.0, 6.0, 8.0]]);
    let mut stream = R2Score::default().streaming();
    stream.update(&Array2::<f64>::zeros((0, 3)), &Array2::<f64>::zeros((0, 3))).unwrap();
    stream.update_weighted(&three, &three, &array![0, 0]).unwrap();
    assert_eq!(stream, R2Score::default().streaming());
    stream.update(&two, &two).unwrap();
    let before = stream.clone();
    let expected = Error::Columns { expected: 2, found: 3 };
    assert_eq!(stream.update(&three, &three), Err(expected.clone()));
    let mut other = R2Score::default().streaming();
    other.update(&three, &three).unwrap();
    assert_eq!(stream.merge(&other), Err(expected));
    assert_eq!(stream, before);
    stream.update_weighted(&three, &three, &array![0, 0]).unwrap();
    stream.merge(&R2Score::default().streaming()).unwrap();
    assert_eq!(stream, before);
    let mut fresh = R2Score::default().streaming();
    fresh.merge(&before).unwrap();
    assert_eq!(fresh, before);
    let different = uniform(1).streaming();
    assert!(matches!(stream.merge(&different), Err(Error::Configuration { .. })));
}

#[test]
fn nothing_seen_has_no_value() {
    let nothing = Moments::default();
    assert_eq!(uniform(1).streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(VARIANCE_WEIGHTED.streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(PearsonCorrelation.streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(ConcordanceCorrelation.streaming().result(), Err(Undefined::NoSamples));
    assert_eq!(R2ScorePerColumn::default().streaming().result(), []);
    assert_eq!(nothing.pooled().mean_true(), Err(Undefined::NoSamples));
}

/// Squares beyond the range of `f64`, and sums beyond it that are not.
#[test]
fn overflow_is_said() {
    let overflow = Err(Error::Undefined(Undefined::Overflow));
    let y = array![1e200, -1e200, 3.0];
    for p in [array![1.0, 2.0, 3.0], y.clone()] {
        assert_eq!(r2_score(&y, &p), overflow);
        assert_eq!(pearson_correlation(&p, &y), overflow);
        assert_eq!(
            ConcordanceCorrelation.evaluate_weighted(&y, &p, &array![1.0, 0.5, 2.0]),
            overflow
        );
    }
    let y = array![1.3e154, -1.3e154, 1.3e154, -1.3e154];
    let p = &y * 0.5;
    assert_eq!(r2_score(&y, &p), Ok(0.75));
    assert_eq!(pearson_correlation(&y, &p), Ok(1.0));
    assert_eq!(concordance_correlation(&y, &p), Ok(0.8));
    let weights = array![1e300, 1e300, 1e300, 1e300];
    assert_eq!(R2Score::default().evaluate_weighted(&y, &p, &weights), overflow);
    let weights = weights.mapv(f64::recip);
    assert_eq!(R2Score::default().evaluate_weighted(&y, &p, &weights), Ok(0.75));
}

#[test]
fn tiny_numbers_still_correlate() {
    let (y, p) = (array![1.0, 2.0, 3.0], array![1.0, 3.0, 2.0]);
    for size in [1e-100, 1e-140, 1e-146] {
        let pearson = pearson_correlation(&(&y * size), &(&p * size)).unwrap();
        assert_relative_eq!(pearson, 0.5, max_relative = 1e-12);
    }
}

/// Correlations and R² share what they observe, and streams of both can be pooled afterwards.
#[test]
fn one_state_is_read_many_ways() {
    let (y, p) = (array![[1.0, 5.0], [3.0, 9.0]], array![[1.0, 6.0], [3.0, 8.0]]);
    let mut stream = (R2Score::default(), R2ScorePerColumn::default()).streaming();
    stream.update(&y, &p).unwrap();
    let (first, second) = stream.state();
    assert_eq!(first, second);
    assert_eq!(first.r2_score(R2Aggregation::VarianceWeightedAverage), Ok(0.8));
    let pooled = pearson_correlation(&y, &p);
    assert_eq!(first.pooled().pearson_correlation().map_err(Error::Undefined), pooled);
    let both = concatenate![Axis(0), y.column(0), y.column(1)];
    assert_eq!(first.pooled().mean_true().ok(), both.mean());
}
