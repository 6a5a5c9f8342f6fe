//! Checkpoints with a checksum that fits, around a state that no batches give: nothing panics, and
//! no state comes out that could.

use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;
use serde::Serialize;

use super::checkpoint;

/// A number as its bytes.
struct Bytes(&'static [u8]);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

const ZERO: Bytes = Bytes(&[]);
const ONE: Bytes = Bytes(&[134, 0, 4]);
const TWO: Bytes = Bytes(&[134, 0, 8]);
const MINUS_ONE: Bytes = Bytes(&[134, 0x80, 4]);
const INFINITE: Bytes = Bytes(&[0xff, 0x7f]);

fn refused<M: Measure + serde::Serialize>(measure: M, state: &impl Serialize)
where
    ndarray_metrics::StateOf<M>: Serialize + serde::de::DeserializeOwned,
{
    let bytes = checkpoint(&measure, state);
    let result = Streaming::restore(measure, &bytes);
    assert!(matches!(result, Err(Error::Checkpoint { .. })), "{result:?} from {bytes:?}");
}

fn accepted<M: Measure + serde::Serialize>(measure: M, state: &impl Serialize)
where
    ndarray_metrics::StateOf<M>: Serialize + serde::de::DeserializeOwned,
{
    let bytes = checkpoint(&measure, state);
    let result = Streaming::restore(measure, &bytes);
    assert!(result.is_ok(), "{result:?} from {bytes:?}");
}

#[test]
fn numbers() {
    accepted(MeanSquaredError, &(1_u16, ONE, ONE));
    accepted(MeanSquaredError, &(1_u16, ZERO, ZERO));
    accepted(MeanSquaredError, &(1_u16, INFINITE, ONE));
    refused(MeanSquaredError, &(2_u16, ONE, ONE)); // Another version.
    refused(MeanSquaredError, &(1_u16, ONE, ZERO)); // Terms without a weight.
    refused(MeanSquaredError, &(1_u16, ONE, MINUS_ONE));
    accepted(MeanSquaredError, &(1_u16, ONE, INFINITE));
    let forms: [&[u8]; 9] = [
        &[134],           // Half a head.
        &[134, 0],        // No digits.
        &[134, 0x80],     // Minus zero.
        &[134, 0, 0],     // A digit of zero,
        &[134, 0, 0, 4],  // or below,
        &[134, 0, 4, 0],  // or above.
        &[16, 1, 1],      // Place 272, where there is none.
        &[15, 1, 0x80],   // The bit of the sign.
        &[0xff, 0x7f, 1], // More than infinite.
    ];
    for form in forms {
        refused(MeanSquaredError, &(1_u16, Bytes(form), ONE));
    }
}

#[test]
fn outcomes() {
    let one = || [ZERO, ONE];
    accepted(Recall::default(), &(1_u16, vec![0.5], one().as_slice(), one().as_slice()));
    refused(Recall::default(), &(1_u16, vec![0.25], one().as_slice(), one().as_slice()));
    refused(Recall::default(), &(1_u16, vec![0.5], one().as_slice(), [ONE].as_slice()));
    refused(Recall::default(), &(1_u16, vec![0.5], [MINUS_ONE, ONE].as_slice(), one().as_slice()));
    accepted(Recall::default(), &(1_u16, vec![0.5], [INFINITE, ONE].as_slice(), one().as_slice()));
    let both = || Recall::default().at(vec![0.25, 0.5]);
    let three = || vec![ZERO, ONE, ZERO];
    accepted(both(), &(1_u16, vec![0.25, 0.5], three(), three()));
    refused(both(), &(1_u16, vec![0.5, 0.25], three(), three()));
    refused(both(), &(1_u16, vec![0.25, f64::NAN], three(), three()));
}

/// Fresh states of these take any width from the data, so that they would merge with these, too.
#[test]
fn states_that_grow_with_the_data() {
    let ends = [f64::NEG_INFINITY, 0.5, f64::INFINITY];
    let label = |thresholds: &[f64]| {
        let totals = || vec![ZERO, ONE, ZERO, ZERO];
        (1_u16, thresholds.to_vec(), totals(), totals())
    };
    for multi_label in [false, true] {
        let area = || Auc { thresholds: Thresholds::Even(3), multi_label, ..Default::default() };
        accepted(area(), &vec![label(&ends)]);
        refused(area(), &vec![label(&[f64::NEG_INFINITY, 0.25, f64::INFINITY])]);
        refused(area(), &vec![label(&ends), label(&[-1e308, 0.5, f64::INFINITY])]);
    }
    let one_curve = || Auc { thresholds: Thresholds::Even(3), ..Default::default() };
    refused(one_curve(), &vec![label(&ends), label(&ends)]);
    refused(one_curve(), &Vec::<u8>::new());

    let class = || [ZERO, ONE, ZERO, ONE];
    let classes = |ignored: Option<u64>| (1_u16, ignored, vec![class(), class()]);
    accepted(F1Score::default(), &classes(None));
    refused(F1Score::default(), &classes(Some(1)));
    refused(F1Score::new(Average::Macro), &classes(Some(u64::from(u32::MAX))));
}

/// The members of tuples and collections are asked one by one.
#[test]
fn states_of_several_measures() {
    let ignored = || (1_u16, Some(1_u64), Vec::<u8>::new());
    let mean = || (1_u16, ONE, ONE);
    let (own, shared) = (0_u32, 1_u32);
    let pair = || (MeanSquaredError, Accuracy);
    accepted(pair(), &((own, mean()), (own, mean())));
    refused(pair(), &((own, mean()), (shared, 0_u8)));
    refused((MeanSquaredError, F1Score::default()), &((own, mean()), (own, ignored())));
    // Equal observers have one state, at the place of the first.
    let sharing = || (MeanSquaredError, RootMeanSquaredError);
    accepted(sharing(), &((own, mean()), (shared, 0_u8)));
    refused(sharing(), &((own, mean()), (shared, 1_u8)));
    refused(sharing(), &((own, mean()), (own, mean())));
    let named = Collection::new().with("error", MeanSquaredError);
    let named = named.and_then(|one| one.with("f1", F1Score::default())).expect("two names");
    let (average, outcomes) = (0_u32, 3_u32);
    let of_f1 = |ignored: Option<u64>| (1_u16, ignored, Vec::<u8>::new());
    // A list of two kinds of states: its length, then for each its kind and itself.
    let two = |ignored| (2_u8, (average, mean()), (outcomes, of_f1(ignored)));
    accepted(named.clone(), &two(None));
    refused(named.clone(), &two(Some(1)));
    refused(named.clone(), &(2_u8, (average, mean()), (average, mean())));
    refused(named.clone(), &(1_u8, (average, mean())));
    refused(named, &0_u8);
}

#[test]
fn score_runs() {
    let runs = |runs: Vec<(f64, Bytes, Bytes)>| (1_u16, runs);
    accepted(RocAuc, &runs(vec![(0.25, ONE, ZERO), (0.5, ZERO, ONE)]));
    refused(RocAuc, &runs(vec![(0.5, ONE, ZERO), (0.25, ZERO, ONE)]));
    refused(RocAuc, &runs(vec![(0.5, ONE, ZERO), (0.5, ZERO, ONE)]));
    refused(RocAuc, &runs(vec![(-0.0, ONE, ZERO), (0.0, ZERO, ONE)]));
    refused(RocAuc, &runs(vec![(0.5, ZERO, ZERO)]));
    refused(RocAuc, &runs(vec![(f64::NAN, ONE, ZERO)]));
    accepted(RocAuc, &runs(vec![(f64::NEG_INFINITY, ZERO, ONE), (f64::INFINITY, ONE, ZERO)]));
    refused(RocAuc, &runs(vec![(0.5, MINUS_ONE, ZERO)]));
    // 2^1100, which takes more entries of f64::MAX than are allowed for one score.
    refused(RocAuc, &runs(vec![(0.5, Bytes(&[15, 1, 0x40]), ZERO)]));
}

#[test]
fn ranked_pairs() {
    let pairs = |pairs: Vec<(f64, f64, Bytes)>| (1_u16, pairs);
    accepted(KendallTau, &pairs(vec![(0.25, 0.5, ONE), (0.25, 0.75, ONE), (0.5, 0.0, ONE)]));
    accepted(KendallTau, &pairs(vec![(f64::NEG_INFINITY, 0.0, ONE), (0.5, f64::INFINITY, ONE)]));
    refused(KendallTau, &pairs(vec![(0.5, 0.25, ONE), (0.25, 0.5, ONE)]));
    refused(KendallTau, &pairs(vec![(0.5, 0.5, ONE), (0.5, 0.25, ONE)]));
    refused(KendallTau, &pairs(vec![(0.5, 0.5, ONE), (0.5, 0.5, ONE)]));
    refused(KendallTau, &pairs(vec![(-0.0, 0.5, ONE), (0.0, 0.5, ONE)]));
    refused(KendallTau, &pairs(vec![(0.5, 0.25, ZERO)]));
    refused(KendallTau, &pairs(vec![(0.5, f64::NAN, ONE)]));
    refused(KendallTau, &pairs(vec![(0.5, 0.25, MINUS_ONE)]));
    refused(KendallTau, &pairs(vec![(0.5, 0.25, Bytes(&[15, 1, 0x40]))]));
}

#[test]
fn contingency_tables() {
    let cells = |cells: Vec<(i64, i64, u64)>| (1_u16, cells);
    accepted(RandIndex, &cells(vec![(i64::MIN, 3, 1), (-1, -7, u64::MAX), (-1, 0, 2)]));
    refused(RandIndex, &cells(vec![(1, 0, 1), (0, 0, 1)]));
    refused(RandIndex, &cells(vec![(0, 1, 1), (0, 0, 1)]));
    refused(RandIndex, &cells(vec![(0, 0, 1), (0, 0, 1)]));
    refused(RandIndex, &cells(vec![(0, 0, 0)]));
}

#[test]
fn cluster_moments() {
    let clusters = |clusters: Vec<(i64, u64, Bytes, Vec<Bytes>)>| (1_u16, clusters);
    accepted(CalinskiHarabasz, &clusters(vec![(-1, 1, ONE, vec![ONE]), (0, 2, TWO, vec![TWO])]));
    refused(CalinskiHarabasz, &clusters(vec![(0, 1, ONE, vec![ONE]), (-1, 2, TWO, vec![TWO])]));
    refused(CalinskiHarabasz, &clusters(vec![(0, 0, ZERO, vec![ZERO])]));
    refused(CalinskiHarabasz, &clusters(vec![(0, 1, ONE, vec![ONE]), (1, 1, ONE, vec![])]));
}

#[test]
fn survival_risks() {
    let runs = |runs: Vec<(f64, f64, Bytes, Bytes)>| (1_u16, runs);
    accepted(ConcordanceIndex, &runs(vec![(1.0, 0.5, ONE, ZERO), (2.0, 0.25, ONE, ONE)]));
    refused(ConcordanceIndex, &runs(vec![(2.0, 0.5, ONE, ZERO), (1.0, 0.25, ONE, ONE)]));
    refused(ConcordanceIndex, &runs(vec![(1.0, 0.5, ZERO, ZERO)]));
    refused(ConcordanceIndex, &runs(vec![(f64::INFINITY, 0.5, ONE, ZERO)]));
    refused(ConcordanceIndex, &runs(vec![(1.0, f64::NAN, ONE, ZERO)]));
    refused(ConcordanceIndex, &runs(vec![(1.0, 0.5, ONE, MINUS_ONE)]));
}

/// Weights beyond the range of `f64`, and weights that no `f64` holds, come back to the bit.
#[test]
fn weights_of_pairs_come_back() {
    let (y, p) = (ndarray::array![1.0, 1.0, 1.0, 0.0], ndarray::array![0.5, 0.5, 0.5, 0.25]);
    let weights = ndarray::array![f64::MAX, f64::MAX, 5e-324, 0.1];
    let mut pairs = SpearmanCorrelation.streaming();
    pairs.update_weighted(&y, &p, &weights).expect("accepted");
    let bytes = pairs.to_bytes().expect("written");
    assert_eq!(Streaming::restore(SpearmanCorrelation, &bytes), Ok(pairs));
    let mut risks = ConcordanceIndex.streaming();
    let truth = ndarray::stack![ndarray::Axis(1), y, y];
    risks.update_weighted(&truth, &p, &weights).expect("accepted");
    let bytes = risks.to_bytes().expect("written");
    assert_eq!(Streaming::restore(ConcordanceIndex, &bytes), Ok(risks));
}

#[test]
fn weights_beyond_f64_come_back() {
    let mut stream = RocAuc.streaming();
    let (y, p) = (ndarray::array![1, 1, 1, 0], ndarray::array![0.5, 0.5, 0.5, 0.25]);
    let weights = ndarray::array![f64::MAX, f64::MAX, 5e-324, 0.1];
    stream.update_weighted(&y, &p, &weights).expect("accepted");
    let bytes = stream.to_bytes().expect("written");
    assert_eq!(Streaming::restore(RocAuc, &bytes), Ok(stream));
}

#[test]
fn classes() {
    type Cells = Vec<(u64, u64, Bytes)>;
    let matrix =
        |classes: u64, ignored: Option<u64>, cells: Cells| (1_u16, classes, ignored, cells);
    let measure = || Confusion::new(3);
    accepted(measure(), &matrix(3, None, vec![(0, 1, ONE), (2, 0, ONE)]));
    refused(measure(), &matrix(4, None, vec![(0, 1, ONE)]));
    refused(measure(), &matrix(u64::MAX, None, vec![]));
    refused(measure(), &matrix(0, None, vec![(0, 0, ONE)]));
    refused(measure(), &matrix(3, Some(1), vec![]));
    refused(measure(), &matrix(3, Some(3), vec![]));
    refused(measure(), &matrix(3, None, vec![(0, 3, ONE)]));
    refused(measure(), &matrix(3, None, vec![(u64::MAX, 0, ONE)]));
    refused(measure(), &matrix(3, None, vec![(2, 0, ONE), (0, 1, ONE)]));
    refused(measure(), &matrix(3, None, vec![(0, 1, ONE), (0, 1, ONE)]));
    refused(measure(), &matrix(3, None, vec![(0, 1, ZERO)]));
    refused(measure(), &matrix(3, None, vec![(0, 1, MINUS_ONE)]));
}

#[test]
fn moments() {
    let sums = |weight, y, yy| (weight, y, ONE, yy, ONE, ONE);
    let moments = |samples: u64, columns| (1_u16, samples, columns);
    accepted(ElementMoments, &moments(1, vec![sums(ONE, ONE, ONE)]));
    accepted(ElementMoments, &moments(u64::MAX, vec![sums(ONE, ONE, ONE)]));
    // A covariance without a variance.
    refused(ElementMoments, &moments(1, vec![sums(ONE, MINUS_ONE, ONE)]));
    refused(ElementMoments, &moments(0, vec![sums(ONE, ONE, ONE)]));
    refused(ElementMoments, &moments(1, vec![sums(ZERO, ONE, ONE)]));
    refused(ElementMoments, &moments(1, vec![sums(MINUS_ONE, ONE, ONE)]));
    refused(ElementMoments, &moments(1, vec![sums(ONE, ONE, MINUS_ONE)]));
    type Columns = Vec<(Bytes, Bytes, Bytes, Bytes, Bytes, Bytes)>;
    refused(ElementMoments, &moments(1, Columns::new()));
}

#[test]
fn forecasts() {
    let bin = |weight, y, p, yy, yp| (weight, y, p, yy, ONE, yp);
    let measure = || CalibrationError { num_bins: 1, ..Default::default() };
    accepted(measure(), &(1_u16, [bin(ONE, ONE, ONE, ONE, ONE)].as_slice()));
    refused(measure(), &(1_u16, [bin(ONE, ONE, ONE, ZERO, ONE)].as_slice())); // 1 is its square.
    refused(measure(), &(1_u16, [bin(ONE, MINUS_ONE, ONE, MINUS_ONE, ONE)].as_slice()));
    refused(measure(), &(1_u16, [bin(ONE, ONE, TWO, ONE, ONE)].as_slice())); // A probability of 2.
    refused(measure(), &(1_u16, [bin(ONE, ONE, ONE, ONE, INFINITE)].as_slice()));
    // The weight of outcomes 0 may be beyond all bounds, as after many merges.
    accepted(measure(), &(1_u16, [bin(INFINITE, ONE, ONE, ONE, ONE)].as_slice()));
    let empty = || bin(ZERO, ZERO, ZERO, ZERO, ZERO);
    refused(measure(), &(1_u16, [empty()].as_slice())); // p² without a weight.
    type Bins = Vec<(Bytes, Bytes, Bytes, Bytes, Bytes, Bytes)>;
    refused(measure(), &(1_u16, Bins::new()));
    let nothing = |_| (ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);
    accepted(measure(), &(1_u16, (0..1).map(nothing).collect::<Bins>()));
    refused(measure(), &(1_u16, (0..4097).map(nothing).collect::<Bins>()));
}

#[test]
fn counts_do_not_overflow() {
    let column = (ONE, ONE, ONE, ONE, ONE, ONE);
    let bytes = checkpoint(&ElementMoments, &(1_u16, u64::MAX, vec![column]));
    let mut stream = Streaming::restore(ElementMoments, &bytes).expect("restored");
    stream.merge(&stream.clone()).expect("merged");
    assert_eq!(stream.state().samples(), u64::MAX);
}

/// Products stand for two sums each, whose squares are there and are not negative.
#[test]
fn products_of_samples() {
    let measure = || WeightedAbsolutePercentageError.with_error();
    let mean = || (1_u16, ONE, ONE); // two sums
    let state = |products: Vec<(u64, u64, Bytes)>| (1_u16, vec![mean(), mean()], 1_u64, products);
    let squares = || vec![(0, 0, ONE), (0, 3, MINUS_ONE), (3, 3, TWO)];
    let with = |at: usize, product| {
        let mut products = squares();
        products[at] = product;
        state(products)
    };
    accepted(measure(), &state(squares()));
    accepted(measure(), &state(vec![]));
    refused(measure(), &with(0, (0, 0, MINUS_ONE)));
    refused(measure(), &with(2, (2, 2, TWO))); // the square of sum 3 is missing
    refused(measure(), &with(2, (3, 0, TWO)));
    refused(measure(), &with(2, (4, 4, TWO)));
    refused(measure(), &with(2, (u64::MAX, u64::MAX, TWO)));
    refused(measure(), &state(vec![(3, 3, TWO), (0, 0, ONE)]));
    refused(measure(), &(1_u16, vec![mean()], 1_u64, squares()));
}
