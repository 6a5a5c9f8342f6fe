//! The written form of scores by true class and column, and states that no labels and rows give.

use ndarray::array;
use ndarray_metrics::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::checkpoint;

fn seen() -> Streaming<OneVsOneRocAuc> {
    let mut stream = OneVsOneRocAuc::default().streaming();
    stream.update(&array![2, 0], &array![[0.5, 0.25, 2.0], [0.5, 0.0, 1.0]]).expect("accepted");
    stream
}

#[test]
fn classes_are_written_with_the_scores_of_every_column() {
    let scores = |runs| json!({ "version": 1, "runs": [runs] });
    let of_0 = [scores(["0.5", "1", "0"]), scores(["0", "0", "1"]), scores(["1", "0", "1"])];
    let of_2 = [scores(["0.5", "0", "1"]), scores(["0.25", "0", "1"]), scores(["2", "1", "0"])];
    let expected = json!({ "version": 1, "columns": 3, "seen": [[0, of_0], [2, of_2]] });
    assert_eq!(serde_json::to_value(seen().state()).expect("written"), expected);
    let bytes = seen().to_bytes().expect("written");
    assert_eq!(Streaming::restore(OneVsOneRocAuc::default(), &bytes), Ok(seen()));
}

/// One score, and whether it is a positive.
#[derive(Serialize)]
struct Scores(u16, Vec<(f64, Weight, Weight)>);

#[derive(Clone, Copy)]
struct Weight(bool);

impl Serialize for Weight {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one: &[u8] = if self.0 { &[134, 0, 4] } else { &[] };
        serializer.serialize_bytes(one)
    }
}

type Seen = Vec<(u64, Vec<Scores>)>;

/// Scores of a class and a row of columns, of which some hold positives.
fn of_class(class: u64, positives: &[bool]) -> (u64, Vec<Scores>) {
    let scores = |&own: &bool| Scores(1, vec![(0.5, Weight(own), Weight(!own))]);
    (class, positives.iter().map(scores).collect())
}

fn restored(columns: u64, seen: Seen) -> Result<Streaming<OneVsOneRocAuc>, Error> {
    let measure = OneVsOneRocAuc::default();
    let bytes = checkpoint(&measure, &(1_u16, columns, seen));
    Streaming::restore(measure, &bytes)
}

#[test]
fn states_that_no_rows_give_are_refused() {
    let (first, last) = ([true, false], [false, true]);
    let accepted = restored(2, vec![of_class(0, &first), of_class(1, &last)]);
    assert_eq!(accepted.and_then(|stream| Ok(stream.result()?)), Ok(0.5));
    let refused = |columns, seen| {
        let found = restored(columns, seen);
        assert!(matches!(found, Err(Error::Checkpoint { .. })), "{found:?}");
    };
    refused(2, vec![of_class(1, &last), of_class(0, &first)]);
    refused(2, vec![of_class(0, &first), of_class(0, &first)]);
    refused(2, vec![of_class(0, &last)]);
    refused(2, vec![of_class(0, &[true, true])]);
    refused(2, vec![of_class(2, &[false, false])]);
    refused(2, vec![of_class(u64::MAX, &[false, false])]);
    refused(2, vec![of_class(0, &[true])]);
    refused(2, vec![(0, vec![])]);
    refused(2, vec![]);
    refused(0, vec![of_class(0, &first)]);
    refused(2, vec![(0, vec![Scores(1, vec![]), Scores(1, vec![])])]);
}
