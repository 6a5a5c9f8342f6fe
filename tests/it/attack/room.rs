//! The memory that a checkpoint takes when it is restored (C2): at most 20 times its bytes.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::StateOf;
use ndarray_metrics::collection::Collection;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ExactSum, Tally};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::allocation::most_bytes;
use crate::checkpoint::{identity, sealed};

/// How many values a list of a forged state has.
const MANY: usize = 50_000;

/// Restores a state of these bytes, and returns whether it was accepted. Panics if that took more memory
/// than it may.
fn restores<M: Measure + Serialize>(measure: M, state: &[u8]) -> bool
where
    StateOf<M>: Serialize + DeserializeOwned,
{
    let (name, _) = identity(&measure.clone().streaming());
    takes_no_more(measure, &sealed(&[&bytes((1_u16, name)), state].concat()))
}

fn takes_no_more<M: Measure + Serialize>(measure: M, bytes: &[u8]) -> bool
where
    StateOf<M>: Serialize + DeserializeOwned,
{
    let (mut accepted, name) = (false, format!("{measure:?}"));
    let taken = most_bytes(|| accepted = Streaming::restore(measure, bytes).is_ok());
    let most = (20 * bytes.len()).max(1 << 14);
    assert!(taken <= most, "{name}: {} bytes took {taken}, expected {most} at most", bytes.len());
    accepted
}

/// A list of so many equal values after the first bytes of a state.
fn list(first: &[u8], value: &[u8]) -> Vec<u8> {
    [first, &postcard::to_stdvec(&MANY).expect("written"), &value.repeat(MANY)].concat()
}

fn bytes(value: impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(&value).expect("written")
}

#[test]
fn forged_lists_of_empty_values() {
    let (empty, one) = (vec![0; 6], {
        let mut sum = ExactSum::new();
        sum.add(1.0).expect("a number");
        [bytes(sum), vec![0; 5]].concat()
    });
    for column in [&empty, &one] {
        assert!(!restores(R2Score::default(), &list(&[1, 1], column)));
        assert!(!restores(ColumnMoments, &list(&[1, 1], column)));
        assert!(!restores(CalibrationError::default(), &list(&[1], column)));
    }
    assert!(!restores(RocAuc.per_column(), &list(&[], &[1, 0])));
    let labels = Auc { multi_label: true, ..Default::default() };
    assert!(!restores(labels, &list(&[], &[1, 0, 1, 0, 1, 0])));
    assert!(!restores(Precision::default(), &list(&[1, 0], &[0])));
    let scores = F1Score { average: PerClass, threshold: None };
    restores(scores, &list(&[1, 0], &[0; 4]));
    for member in [&[0, 1, 0, 0][..], &[1, 1, 0, 1, 0, 1, 0], &[2, 0], &[6, 0], &[5, 1, 0]] {
        assert!(!restores(Collection::new(), &list(&[], member)));
    }
}

#[test]
fn forged_lists_of_small_values() {
    let (one, score) = (bytes(Tally::try_from(1.0).expect("a weight")), |i: usize| bytes(i as f64));
    let runs: Vec<u8> = (0..MANY).flat_map(|i| [&score(i)[..], &one, &[0]].concat()).collect();
    assert!(restores(RocAuc, &[&list(&[1], &[])[..], &runs].concat()));
    let cells: Vec<u8> =
        (0..MANY).flat_map(|i| [bytes(i / 300), bytes(i % 300), one.clone()].concat()).collect();
    for classes in [300, 4096] {
        let matrix = [vec![1], bytes(classes), vec![0], list(&[], &[]), cells.clone()].concat();
        assert!(restores(Confusion::new(classes), &matrix));
    }
    let all = vec![one; 4].concat();
    restores(F1Score { average: PerClass, threshold: None }, &list(&[1, 0], &all));
}

/// A state that takes more is written with zero bytes, and comes back.
#[test]
fn a_state_of_little_content_comes_back() {
    fn comes_back<M: Measure + Serialize>(stream: &Streaming<M>) -> Vec<u8>
    where
        StateOf<M>: Serialize + DeserializeOwned,
    {
        let bytes = stream.to_bytes().expect("written");
        assert_eq!(&Streaming::restore(stream.measure().clone(), &bytes), &Ok(stream.clone()));
        assert!(takes_no_more(stream.measure().clone(), &bytes));
        bytes
    }
    let (y, p) = (Array2::from_elem((1, 3000), 1.0), Array2::from_elem((1, 3000), 2.0));
    let mut weights = Array2::zeros((1, 3000));
    weights[[0, 7]] = 1.0;
    let mut moments = R2Score::default().streaming();
    moments.update_weighted(&y, &p, &weights).expect("accepted");
    let bytes = comes_back(&moments);
    // Another number of zero bytes is another checkpoint.
    for content in [&bytes[..bytes.len() - 5], &[&bytes[..bytes.len() - 4], &[0]].concat()] {
        let error = Streaming::restore(R2Score::default(), &sealed(content));
        let text = error.expect_err("refused").to_string();
        assert!(text.contains("zero bytes") || text.contains("malformed"), "{text}");
    }
    let mut ranking = RocAuc.per_column().streaming();
    ranking.update_weighted(&y.mapv(|y| y as u8), &p, &weights).expect("accepted");
    comes_back(&ranking);
    let members = (0..300).fold(Collection::new(), |all, i| {
        let own = BinaryAccuracy { threshold: f64::from(i) / 300.0 };
        all.with(format!("at {i}/300"), own).expect("a new name")
    });
    comes_back(&members.streaming());
    let mut counts = Precision::default().streaming();
    counts.update(&Array1::<u8>::ones(3), &array![0.1, 0.9, 1.0]).expect("accepted");
    comes_back(&counts);
}
