//! What is no checkpoint of the measure is refused, and the message says why.

use ndarray::array;
use ndarray_metrics::Streaming;
use ndarray_metrics::prelude::*;

use super::sealed;

fn stream() -> Streaming<BinaryAccuracy> {
    let mut stream = BinaryAccuracy::default().streaming();
    stream.update(&array![0, 1, 1], &array![0.1, 0.9, 0.2]).expect("accepted");
    stream
}

fn bytes() -> Vec<u8> {
    stream().to_bytes().expect("written")
}

fn refusal(bytes: &[u8]) -> String {
    let refused =
        Streaming::restore(BinaryAccuracy::default(), bytes).expect_err("refused").to_string();
    let problem = refused.strip_prefix("cannot restore BinaryAccuracy { threshold: 0.5 }: ");
    problem.expect("the measure's name").into()
}

#[test]
fn of_another_measure_or_option() {
    let of = |bytes: Result<Vec<u8>, Error>| refusal(&bytes.expect("written"));
    assert_eq!(
        of(BinaryAccuracy { threshold: 0.25 }.streaming().to_bytes()),
        "it is of BinaryAccuracy { threshold: 0.25 }; restore it with that measure and its options"
    );
    assert_eq!(
        of(Accuracy.streaming().to_bytes()),
        "it is of Accuracy; restore it with that measure and its options"
    );
    let larger = MeanIou::new(3).streaming().to_bytes().expect("written");
    assert!(Streaming::restore(MeanIou::new(4), &larger).is_err());
    assert!(Streaming::restore(MeanIou::new(3), &larger).is_ok());
}

#[test]
fn of_another_version() {
    let mut content = bytes();
    content.truncate(content.len() - 4);
    content[0] = 2;
    assert_eq!(
        refusal(&sealed(&content)),
        "it has version 2, expected 1; read it with a release that writes version 2"
    );
}

#[test]
fn cut_short_altered_or_foreign() {
    let whole = bytes();
    for cut in 0..whole.len() {
        assert_eq!(
            refusal(&whole[..cut]),
            format!(
                "{cut} bytes whose checksum does not agree, expected a whole checkpoint; they were \
                 cut short, altered, or are something else: take another copy"
            )
        );
    }
    for bit in 0..8 * whole.len() {
        let mut altered = whole.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(refusal(&altered).contains("whose checksum does not agree"), "bit {bit}");
    }
    assert!(refusal(b"a text that is no checkpoint").contains("whose checksum does not agree"));
    assert_eq!(Streaming::restore(BinaryAccuracy::default(), &whole), Ok(stream()));
}

#[test]
fn with_more_behind_it() {
    let mut content = bytes();
    content.truncate(content.len() - 4);
    content.extend([0, 0, 0]);
    assert_eq!(refusal(&sealed(&content)), "3 bytes follow the state, expected none");
}

fn from_json(json: &str) -> String {
    let reader = &mut serde_json::Deserializer::from_str(json);
    Streaming::restore_from(BinaryAccuracy::default(), reader).expect_err("refused").to_string()
}

#[test]
fn json() {
    let json = serde_json::to_string(&stream()).expect("written");
    let changed = |from, to| {
        assert!(json.contains(from), "{json}");
        from_json(&json.replacen(from, to, 1))
    };
    assert!(changed(r#""total":"2""#, r#""total":"3""#).contains("it was altered"));
    assert!(changed("0.5 }", "0.25 }").contains("it is of BinaryAccuracy { threshold: 0.25 }"));
    assert!(
        changed(r#"{"version":1"#, r#"{"version":7"#).contains("integer `7`, expected version 1")
    );
    assert!(changed(r#""total":"2""#, r#""total":2"#).contains("expected an exact number such as"));
    assert!(
        changed(r#""total":"2""#, r#""total":"2x""#).contains("expected an exact number such as")
    );
    assert!(changed(r#""total":"2","#, "").contains("missing field `total`"));
    assert!(changed(r#""total":"#, r#""tootal":"#).contains("unknown field `tootal`"));
    assert!(from_json(&json[..json.len() - 2]).contains("EOF"));
}
