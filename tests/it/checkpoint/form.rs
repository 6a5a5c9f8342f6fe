//! The form of each state, as it stands in files. The expected bytes and texts are written down by
//! hand from the documented form: should one of these tests fail, the version must be raised.

use ndarray::array;
use ndarray_metrics::Streaming;
use ndarray_metrics::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::state_bytes;

/// 1 as an exact number: 2^1074 units, so bit 2 of byte 134, above which and below which is none.
const ONE: [u8; 4] = [3, 134, 0, 4];
const TWO: [u8; 4] = [3, 134, 0, 8];
const NOTHING: [u8; 1] = [0];

fn seen<M: ndarray_metrics::Measure>(measure: M, y: &[f64], p: &[f64]) -> Streaming<M> {
    let mut stream = measure.streaming();
    let (y, p) = (ndarray::aview1(y), ndarray::aview1(p));
    stream.update(&y, &p).expect("a batch that is accepted");
    stream
}

fn text<M: Measure + serde::Serialize>(stream: &Streaming<M>) -> Value
where
    ndarray_metrics::StateOf<M>: Serialize,
{
    serde_json::to_value(stream.state()).expect("any state of this crate can be written")
}

#[test]
fn whole_checkpoint() {
    let stream = seen(MeanSquaredError, &[0.0], &[1.5]);
    let total = [3, 134, 0, 9]; // 2.25 = 9·2^-2, so 9 in byte 134
    let content = [&[1, 16][..], b"MeanSquaredError", &[1], &total, &ONE].concat();
    assert_eq!(stream.to_bytes(), Ok(super::sealed(&content)));
    let check = crc32fast::hash(&content);
    assert_eq!(
        serde_json::to_value(&stream).expect("a map"),
        json!({
            "version": 1,
            "measure": "MeanSquaredError",
            "state": { "version": 1, "total": "2.25", "weight": "1" },
            "check": check,
        })
    );
}

#[test]
fn numbers() {
    let sum = |values: &[f64]| {
        let mut stream = Mean.streaming();
        stream.add(&ndarray::aview1(values)).expect("finite values");
        stream
    };
    assert_eq!(state_bytes(&sum(&[-0.5])), [&[1, 3, 134, 0x80, 2][..], &ONE].concat());
    assert_eq!(state_bytes(&sum(&[0.0])), [&[1, 0][..], &ONE].concat());
    // 2^1023 is bit 2097, which is bit 1 of byte 262, 0x106.
    let large = sum(&[2_f64.powi(1023)]);
    assert_eq!(state_bytes(&large), [&[1, 3, 6, 1, 2][..], &ONE].concat());
    assert_eq!(text(&large)["total"], json!("8.98846567431158e307"));
    // 2^60 + 2^-4 is in no f64: bit 1134, so bit 6 of byte 141, and bit 1070, bit 6 of byte 133.
    let wide = sum(&[2_f64.powi(60), 0.0625]);
    let digits = [0x40, 0, 0, 0, 0, 0, 0, 0, 0x40];
    assert_eq!(state_bytes(&wide), [&[1, 11, 133, 0][..], &digits, &TWO].concat());
    assert_eq!(text(&wide)["total"], json!("0x400000000000000040p-10")); // 2^6·2^-10 = 2^-4
    let negative = sum(&[-2_f64.powi(60), -0.0625]);
    assert_eq!(text(&negative)["total"], json!("-0x400000000000000040p-10"));
}

#[test]
fn overflow() {
    let overflowed = seen(MeanSquaredError, &[0.0], &[1e200]);
    assert_eq!(overflowed.result(), Err(Undefined::Overflow));
    assert_eq!(state_bytes(&overflowed), [&[1, 2, 0xff, 0x7f][..], &ONE].concat());
    assert_eq!(text(&overflowed)["total"], json!("inf"));
    let restored = Streaming::restore(MeanSquaredError, &overflowed.to_bytes().expect("written"));
    assert_eq!(restored.as_ref().map(Metric::result), Ok(Err(Undefined::Overflow)));
    assert_eq!(restored, Ok(overflowed));
}

#[test]
fn outcomes() {
    let stream = seen(Precision::default(), &[1.0, 0.0, 1.0], &[0.9, 0.2, 0.7]);
    let half = [0, 0, 0, 0, 0, 0, 0xe0, 0x3f];
    let bytes = [&[1, 1][..], &half, &[2], &NOTHING, &TWO, &[2], &ONE, &NOTHING].concat();
    assert_eq!(state_bytes(&stream), bytes);
    let expected = json!({
        "version": 1, "thresholds": ["0.5"], "positives": ["0", "2"], "negatives": ["1", "0"],
    });
    assert_eq!(text(&stream), expected);
}

#[test]
fn score_runs() {
    let stream = seen(RocAuc, &[1.0, 0.0, 1.0], &[0.5, 0.5, 2.0]);
    let (half, two) = ([0, 0, 0, 0, 0, 0, 0xe0, 0x3f], [0, 0, 0, 0, 0, 0, 0, 0x40]);
    let runs = [&half[..], &ONE, &ONE, &two, &ONE, &NOTHING].concat();
    assert_eq!(state_bytes(&stream), [&[1, 2][..], &runs].concat());
    let expected = json!({ "version": 1, "runs": [["0.5", "1", "1"], ["2", "1", "0"]] });
    assert_eq!(text(&stream), expected);
}

#[test]
fn ranked_pairs() {
    let stream = seen(KendallTau, &[2.0, 0.5, 2.0], &[0.5, 2.0, 0.5]);
    let (half, two) = ([0, 0, 0, 0, 0, 0, 0xe0, 0x3f], [0, 0, 0, 0, 0, 0, 0, 0x40]);
    let pairs = [&half[..], &two, &ONE, &two, &half, &TWO].concat();
    assert_eq!(state_bytes(&stream), [&[1, 2][..], &pairs].concat());
    let expected = json!({ "version": 1, "pairs": [["0.5", "2", "1"], ["2", "0.5", "2"]] });
    assert_eq!(text(&stream), expected);
}

#[test]
fn contingency_tables() {
    let stream = seen(RandIndex, &[5.0, -1.0, 5.0], &[0.0, 7.0, 0.0]);
    // Signs stand in the last bit.
    assert_eq!(state_bytes(&stream), [1, 2, 1, 14, 1, 10, 0, 2]);
    assert_eq!(text(&stream), json!({ "version": 1, "cells": [[-1, 7, 1], [5, 0, 2]] }));
}

#[test]
fn survival_risks() {
    let mut stream = ConcordanceIndex.streaming();
    let truth = array![[2.0, 0.0], [0.5, 1.0], [2.0, 1.0]];
    stream.update(&truth, &array![0.5, 2.0, 0.5]).expect("accepted");
    let (half, two) = ([0, 0, 0, 0, 0, 0, 0xe0, 0x3f], [0, 0, 0, 0, 0, 0, 0, 0x40]);
    let runs = [&half[..], &two, &ONE, &NOTHING, &two, &half, &ONE, &ONE].concat();
    assert_eq!(state_bytes(&stream), [&[1, 2][..], &runs].concat());
    let expected =
        json!({ "version": 1, "runs": [["0.5", "2", "1", "0"], ["2", "0.5", "1", "1"]] });
    assert_eq!(text(&stream), expected);
}

#[test]
fn confusion_matrix() {
    let measure = Confusion { ignore_class: Some(0), ..Confusion::new(300) };
    let stream = seen(measure, &[0.0, 1.0, 299.0, 1.0], &[7.0, 2.0, 299.0, 2.0]);
    let (classes, ignored) = ([0xac, 2], [1, 0]); // 300 = 2·128 + 44
    let last = [0xab, 2, 0xab, 2]; // 299, twice
    let cells = [&[2, 1, 2][..], &TWO, &last, &ONE].concat();
    assert_eq!(state_bytes(&stream), [&[1][..], &classes, &ignored, &cells].concat());
    let expected = json!({
        "version": 1, "classes": 300, "ignored": 0, "cells": [[1, 2, "2"], [299, 299, "1"]],
    });
    assert_eq!(text(&stream), expected);
}

#[test]
fn class_outcomes() {
    let mut stream = F1Score::new(PerClass).streaming();
    stream.update(&array![[1, 0]], &array![[0.2, 0.8]]).expect("accepted");
    let first = [&NOTHING[..], &NOTHING, &NOTHING, &ONE].concat();
    let second = [&NOTHING[..], &ONE, &NOTHING, &NOTHING].concat();
    let no_class = [0];
    assert_eq!(state_bytes(&stream), [&[1][..], &no_class, &[2], &first, &second].concat());
    let counts = |fp, fn_| {
        json!({
            "true_positives": "0", "false_positives": fp,
            "true_negatives": "0", "false_negatives": fn_,
        })
    };
    let expected = json!({
        "version": 1, "ignored": null, "classes": [counts("0", "1"), counts("1", "0")],
    });
    assert_eq!(text(&stream), expected);
}

#[test]
fn moments() {
    let stream = seen(ElementMoments, &[1.0], &[2.0]);
    let four = [3, 134, 0, 16];
    let sums = [ONE, ONE, TWO, ONE, four, TWO].concat(); // w, y, p, y², p², yp
    assert_eq!(state_bytes(&stream), [&[1, 1, 1][..], &sums].concat());
    let expected = json!({
        "version": 1, "samples": 1,
        "columns": [{ "weight": "1", "y": "1", "p": "2", "yy": "1", "pp": "4", "yp": "2" }],
    });
    assert_eq!(text(&stream), expected);
}

#[test]
fn forecasts() {
    let measure = CalibrationError { num_bins: 2, ..Default::default() };
    let stream = seen(measure, &[1.0, 0.0], &[1.0, 1.0]);
    let sums = [TWO, ONE, TWO, ONE, TWO, ONE].concat(); // w, y, p, y², p², yp
    assert_eq!(state_bytes(&stream), [&[1, 2][..], &[0; 6], &sums].concat());
    let none = json!({ "weight": "0", "y": "0", "p": "0", "yy": "0", "pp": "0", "yp": "0" });
    let last = json!({ "weight": "2", "y": "1", "p": "2", "yy": "1", "pp": "2", "yp": "1" });
    assert_eq!(text(&stream), json!({ "version": 1, "bins": [none, last] }));
}

#[test]
fn tuples() {
    let stream = seen((MeanSquaredError, Recall::default()), &[1.0], &[0.75]);
    let name = "(MeanSquaredError, Recall { threshold: None, top_k: None, class_id: None })";
    let bytes = stream.to_bytes().expect("written");
    assert_eq!(&bytes[2..2 + name.len()], name.as_bytes());
    let restored = Streaming::restore((MeanSquaredError, Recall::default()), &bytes);
    assert_eq!(restored, Ok(stream));
}

#[test]
fn json_is_restored_to_the_bit() {
    let mut stream = (MeanAbsoluteError, RocAuc, AveragePrecision).streaming();
    let weights = array![0.1, 0.7, 1e-300, 3e15, 0.3];
    stream
        .update_weighted(&array![0, 1, 1, 0, 1], &array![0.1, 0.2, 0.7, 0.3, 0.2], &weights)
        .expect("accepted");
    let json = serde_json::to_string_pretty(&stream).expect("written");
    let reader = &mut serde_json::Deserializer::from_str(&json);
    let restored = Streaming::restore_from((MeanAbsoluteError, RocAuc, AveragePrecision), reader);
    assert_eq!(restored.expect("restored"), stream);
}
