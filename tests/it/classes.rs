//! Confusion matrices, agreement, overlap and F-scores: values of Keras's own tests and of
//! scikit-learn 1.9.1, definitions written out, refusals, and what is undefined.

mod f_scores;
mod images;
mod overlap;
mod refusals;
mod states;

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::Normalize;

fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-14 * expected.abs(), "{found} is not {expected}");
}

/// Forty labels that hardly agree, and weights for them.
fn labels() -> (Array1<usize>, Array1<usize>, Array1<f64>) {
    let indices = Array1::from_iter(0..40_usize);
    let y = indices.mapv(|i| (i * i + i / 3) % 5);
    let p = indices.mapv(|i| (i * i + i * 7 / 4) % 5);
    (y, p, indices.mapv(|i| 0.1 + (i % 7) as f64 * 0.3))
}

#[test]
fn scikit_learn_says_the_same() {
    let (y, p, w) = labels();
    let plain = metrics::confusion_matrix(&y, &p, 5).expect("accepted");
    let weighted = Confusion::new(5).evaluate_weighted(&y, &p, &w).expect("accepted");
    let expected = [
        [
            -0.01438926615754066,
            -0.01426307448494435,
            0.057187017001545604,
            0.11178247734138969,
            0.17777777777777776,
            0.17866055513114337,
            0.20272472625413798,
            0.17768166497749074,
            0.10205128205128204,
            0.18333333333333332,
        ],
        [
            -0.11502518530603278,
            -0.11220772619451047,
            -0.06075047054583327,
            -0.002371319260246141,
            0.11468033655409729,
            0.10660397212565305,
            0.11360489322896673,
            0.10906227383640117,
            0.058125447698607405,
            0.11331241435295665,
        ],
    ];
    for (c, expected) in [plain, weighted].iter().zip(expected) {
        let found = [
            c.matthews_correlation(),
            c.cohen_kappa(KappaWeights::Unweighted),
            c.cohen_kappa(KappaWeights::Linear),
            c.cohen_kappa(KappaWeights::Quadratic),
            c.balanced_accuracy(),
            c.f1(Average::Macro),
            c.f1(Average::Weighted),
            c.f_beta(2.0, Average::Macro),
            c.iou(Average::Macro),
            c.precision(Average::Macro),
        ];
        for (found, expected) in found.into_iter().zip(expected) {
            let found = found.expect("defined");
            assert!((found - expected).abs() < 1e-13, "{found} is not {expected}");
        }
    }
}

/// A logistic regression on the handwritten digits, as Keras and scikit-learn judge it.
#[test]
fn digits() {
    let counts = array![
        [86, 0, 0, 0, 1, 0, 2, 0, 0, 0],
        [0, 86, 0, 0, 0, 0, 0, 0, 2, 3],
        [0, 0, 85, 1, 0, 0, 0, 0, 2, 0],
        [0, 0, 1, 85, 0, 2, 0, 0, 4, 0],
        [0, 3, 1, 0, 85, 0, 0, 1, 1, 0],
        [0, 0, 0, 0, 1, 86, 1, 0, 0, 3],
        [0, 2, 0, 0, 0, 0, 89, 0, 0, 0],
        [0, 0, 1, 0, 3, 0, 0, 84, 0, 1],
        [0, 5, 3, 1, 0, 3, 1, 0, 74, 0],
        [0, 1, 0, 3, 0, 3, 0, 4, 1, 78],
    ];
    let pairs =
        counts.indexed_iter().map(|((truth, prediction), &count)| (truth, prediction, count));
    let (y, (p, w)): (Vec<_>, (Vec<_>, Vec<u16>)) = pairs.map(|(y, p, w)| (y, (p, w))).unzip();
    let (y, p, w) = (Array1::from(y), Array1::from(p), Array1::from(w));
    let c = Confusion::new(10).evaluate_weighted(&y, &p, &w).expect("accepted");
    assert_eq!(c.to_array(), Ok(counts.mapv(f64::from)));
    let keras = [
        (c.mean_iou(), 0.8741546869277954),
        (c.f1(Average::Weighted), 0.9320060610771179),
        (c.f1(Average::Micro), 0.9321467876434326),
        (c.f1(PerClass)[8], 0.8654969930648804),
    ];
    for (found, expected) in keras {
        assert!((found.expect("defined") - expected).abs() < 1e-6);
    }
    let scikit_learn = [
        (c.balanced_accuracy(), 0.9319373675446061),
        (c.f1(Average::Macro), 0.9318630789921052),
        (c.precision(Average::Macro), 0.932385528992727),
        (c.matthews_correlation(), 0.9246713534790056),
        (c.cohen_kappa(KappaWeights::Unweighted), 0.9246039711499067),
    ];
    for (found, expected) in scikit_learn {
        assert_close(found.expect("defined"), expected);
    }
}

#[test]
fn every_weight_is_counted_once_and_whole() {
    let c = Confusion::new(2)
        .evaluate_weighted(&array![0, 0, 1], &array![0, 1, 1], &array![0.25, 0.5, 3.0])
        .and_then(|c| c.to_array());
    assert_eq!(c, Ok(array![[0.25, 0.5], [0.0, 3.0]]));
}

#[test]
fn a_matrix_of_counts_beyond_the_precision_of_products() {
    let (y, p) = (Array1::from_vec(vec![0, 0, 1, 1]), Array1::from_vec(vec![0, 1, 0, 1]));
    let large = 2_f64.powi(50);
    let weights = Array1::from_vec(vec![large, large, large, large + 1.0]);
    let c = Confusion::new(2).evaluate_weighted(&y, &p, &weights).expect("accepted");
    // (tp·tn − fp·fn)/√(..) = 2^50/((2·2^50 + 1)·2·2^50), where products of 2^101 cancel.
    assert_close(c.matthews_correlation().expect("defined"), 0.25 / large);
    assert_close(c.cohen_kappa(KappaWeights::Unweighted).expect("defined"), 0.25 / large);
}

#[test]
fn perfect_and_opposite_predictions() {
    let y = Array1::from_vec(vec![0, 1, 1, 0, 1]);
    let w = Array1::from_vec(vec![0.1, 0.7, 1e-9, 1e9, 0.3]);
    for weights in [Array1::ones(5), w] {
        let c = Confusion::new(3).evaluate_weighted(&y, &y, &weights).expect("accepted");
        for weights in [KappaWeights::Unweighted, KappaWeights::Linear, KappaWeights::Quadratic] {
            assert_eq!(c.cohen_kappa(weights), Ok(1.0));
        }
        assert_eq!(c.matthews_correlation(), Ok(1.0));
        for average in [Average::Micro, Average::Macro, Average::Weighted] {
            assert_eq!(c.f1(average), Ok(1.0));
            assert_eq!(c.f_beta(0.3, average), Ok(1.0));
            assert_eq!(c.iou(average), Ok(1.0));
        }
        let opposite = y.mapv(|label| 1 - label);
        let c = Confusion::new(2).evaluate_weighted(&y, &opposite, &weights).expect("accepted");
        assert_close(c.matthews_correlation().expect("defined"), -1.0);
        assert_eq!(c.accuracy(), Ok(0.0));
    }
}

#[test]
fn shares_of_rows_columns_and_everything() {
    let y = Array1::from_vec(vec![0, 0, 0, 0, 1]);
    let p = Array1::from_vec(vec![0, 0, 0, 1, 1]);
    let c = metrics::confusion_matrix(&y, &p, 3).expect("accepted");
    let rows = c.normalised(Normalize::Truth).expect("small");
    assert_eq!(rows.row(0).to_vec(), [0.75, 0.25, 0.0]);
    assert!(rows.row(2).iter().all(|share| share.is_nan()));
    let columns = c.normalised(Normalize::Prediction).expect("small");
    assert_eq!(columns.column(1).to_vec(), [0.5, 0.5, 0.0]);
    assert!(columns.column(2).iter().all(|share| share.is_nan()));
    assert_eq!(c.normalised(Normalize::All).expect("small")[(0, 0)], 0.6);
}

#[test]
fn prints_what_there_is_room_for() {
    let c = Confusion::new(2)
        .evaluate_weighted(&array![0, 1], &array![1, 0], &array![0.5, 12.0])
        .expect("accepted");
    assert_eq!(
        format!("{c:.1}"),
        "truth \\ prediction    0    1\n\
         \x20                0    0  0.5\n\
         \x20                1   12    0\n"
    );
    let large = metrics::confusion_matrix(&array![0], &array![0], 5000).expect("accepted");
    let text = large.to_string();
    assert_eq!(text.lines().count(), 22);
    assert!(text.ends_with("and 4980 more classes\n"), "{text}");
}
