//! Feature `serde`: collections, their results and their streams as JSON.

use ndarray::array;
use ndarray_metrics::collection::{AnyMeasure, Collection};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::AreaScaling;
use serde_json::json;

use super::{binary, binary_metrics, row_metrics};

#[test]
fn collections_come_back() {
    for metrics in [binary_metrics(), row_metrics(), Collection::new()] {
        let json = serde_json::to_string_pretty(&metrics).expect("written");
        assert_eq!(serde_json::from_str::<Collection>(&json).expect(&json), metrics);
        let bytes = postcard::to_stdvec(&metrics).expect("written");
        assert_eq!(postcard::from_bytes::<Collection>(&bytes), Ok(metrics));
    }
}

#[test]
fn every_measure_comes_back() {
    let mut measures: Vec<_> =
        AnyMeasure::names().map(|name| AnyMeasure::named(name).expect("known")).collect();
    measures.extend([
        AnyMeasure::from(BinaryAccuracy { threshold: 0.1 }),
        Auc { thresholds: Thresholds::At(vec![0.3, 0.7]), multi_label: true, ..Default::default() }
            .into(),
        PrecisionAtRecall::new(0.7).into(),
        FBetaScore::new(Average::Weighted, 0.3).into(),
        Iou::new(4, [1, 2]).into(),
        CohenKappa { weights: KappaWeights::Quadratic, ..CohenKappa::new(5) }.into(),
        ExpectedCost::new([[0.0, 0.1 + 0.2], [-1e-30, 5.0]]).into(),
        CramersV { bias_correction: true, ..CramersV::new(3) }.into(),
        TschuprowsT { bias_correction: true, ..TschuprowsT::new(3) }.into(),
        ContingencyCoefficient::new(3).into(),
        TheilsU::new(3).into(),
    ]);
    for measure in measures {
        let json = serde_json::to_string(&measure).expect("written");
        assert_eq!(serde_json::from_str::<AnyMeasure>(&json).expect(&json), measure);
    }
}

#[test]
fn written_by_hand() {
    let json = r#"{
        "loss": "bce",
        "strict": { "BinaryAccuracy": { "threshold": 0.9 } },
        "smoothed": { "BinaryCrossentropy": { "label_smoothing": 0.1 } },
        "segments": { "MeanIou": {
            "num_classes": 3, "ignore_class": 255, "sparse_y_true": true, "sparse_y_pred": true
        } }
    }"#;
    let expected = Collection::named(["bce"]).expect("known");
    let (_, loss) = expected.members().next().expect("one");
    let expected = Collection::new()
        .with("loss", loss.clone())
        .and_then(|c| c.with("strict", BinaryAccuracy { threshold: 0.9 }))
        .and_then(|c| {
            let smoothed = BinaryCrossentropy { label_smoothing: 0.1, ..Default::default() };
            c.with("smoothed", smoothed)
        })
        .and_then(|c| {
            c.with(
                "segments",
                MeanIou::from(Confusion { ignore_class: Some(255), ..Confusion::new(3) }),
            )
        });
    assert_eq!(serde_json::from_str::<Collection>(json).ok(), expected.ok());
}

/// Costs are written as rows of numbers, and read so by hand.
#[test]
fn costs_are_rows_of_numbers() {
    let measure = AnyMeasure::from(ExpectedCost::new([[0.0, 1.0], [0.1 + 0.2, -2.0]]));
    let written = json!({ "ExpectedCost": {
        "num_classes": 2,
        "costs": [[0.0, 1.0], ["0.30000000000000004", -2.0]],
        "ignore_class": null, "sparse_y_true": true, "sparse_y_pred": true,
    } });
    assert_eq!(serde_json::to_value(&measure).expect("written"), written);
    let bytes = postcard::to_stdvec(&measure).expect("written");
    assert_eq!(postcard::from_bytes::<AnyMeasure>(&bytes), Ok(measure));
    let by_hand =
        r#"{ "cost": { "classification_cost": { "num_classes": 2, "costs": [[0, 1], [5, 0]] } } }"#;
    let expected = Collection::new().with("cost", ExpectedCost::new([[0.0, 1.0], [5.0, 0.0]]));
    assert_eq!(read(by_hand), expected.expect("a name"));
}

fn read(json: &str) -> Collection {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn members(collection: &Collection) -> Vec<(&str, String)> {
    collection.members().map(|(name, measure)| (name, format!("{measure:?}"))).collect()
}

/// A list of names, names with options, and options under the name of their metric.
#[test]
fn configurations_are_read_as_people_write_them() {
    let names = Collection::named(["mse", "mae"]).expect("known");
    assert_eq!(read(r#"["mse", "mae"]"#), names);
    let strict = || AnyMeasure::from(BinaryAccuracy { threshold: 0.7 });
    let mixed = Collection::named(["mse"]).and_then(|all| all.with("binary_accuracy", strict()));
    let mixed = mixed.expect("known");
    assert_eq!(read(r#"["mse", {"binary_accuracy": {"threshold": 0.7}}]"#), mixed);
    assert_eq!(read(r#"{"mse": "mse", "binary_accuracy": {"threshold": 0.7}}"#), mixed);
    assert_eq!(
        read(r#"{"mse": {}, "binary_accuracy": {"BinaryAccuracy": {"threshold": 0.7}}}"#),
        mixed
    );
    let own_name = Collection::new().with("strict", strict()).expect("one");
    assert_eq!(read(r#"{"strict": {"binary_accuracy": {"threshold": 0.7}}}"#), own_name);
    let matthews = Collection::new().with("mcc", MatthewsCorrelation::new(2)).expect("one");
    for json in [
        r#"{"mcc": {"MatthewsCorrelation": {"num_classes": 2}}}"#,
        r#"{"mcc": {"num_classes": 2}}"#,
        r#"[{"mcc": {"num_classes": 2}}]"#,
    ] {
        assert_eq!(read(json), matthews, "{json}");
    }
}

/// With an average or not, in capitals or not; columns of a ranking.
#[test]
fn options_are_read_as_people_write_them() {
    let f1 = |average: &str| read(&format!(r#"[{{"F1Score": {{"average": "{average}"}}}}]"#));
    let expected = |measure: AnyMeasure| Collection::new().with("F1Score", measure).expect("one");
    for name in ["macro", "Macro"] {
        assert_eq!(f1(name), expected(F1Score::new(Average::Macro).into()));
    }
    assert_eq!(
        f1("weighted_of_defined"),
        expected(F1Score::new(Average::WeightedOfDefined).into())
    );
    assert_eq!(f1("per_class"), expected(F1Score::default().into()));
    let beta = read(r#"[{"f_beta_score": {"beta": 2.0, "average": "micro", "threshold": 0.5}}]"#);
    let measure = FBetaScore { average: Average::Micro, beta: 2.0, threshold: Some(0.5) };
    assert_eq!(beta, Collection::new().with("f_beta_score", measure).expect("one"));
    let area = read(
        r#"{"labels": {"roc_auc": {"columns": "averaged"}}, "all": {"auroc": {"columns": "pooled"}}}"#,
    );
    let expected = Collection::new().with("labels", RocAuc.averaged());
    assert_eq!(area, expected.and_then(|all| all.with("all", RocAuc.pooled())).expect("two"));
    for (columns, average) in [
        ("macro_one_vs_rest", OneVsRestAverage::Macro),
        ("weighted_one_vs_rest", OneVsRestAverage::Weighted),
        ("micro_one_vs_rest", OneVsRestAverage::Micro),
    ] {
        let area = read(&format!(r#"{{"area": {{"roc_auc": {{"columns": "{columns}"}}}}}}"#));
        let expected = Collection::new().with("area", RocAuc.averaged_one_vs_rest(average));
        assert_eq!(area, expected.expect("one"));
    }
    let each = read(r#"{"each": {"ap": {"columns": "one_vs_rest"}}}"#);
    let expected = Collection::new().with("each", AveragePrecision.one_vs_rest());
    assert_eq!(each, expected.expect("one"));
    let part = read(r#"[{"pauc": {"low": 0.0, "high": 0.2, "scaling": "mean"}}]"#);
    let scaling = AreaScaling::Mean;
    let measure = PartialRocAuc { low: 0.0, high: 0.2, scaling };
    assert_eq!(part, Collection::new().with("pauc", measure).expect("one"));
    let part = read(r#"[{"pauc": {"low": 0.0, "high": 0.2}}]"#);
    let expected = Collection::new().with("pauc", PartialRocAuc::new(0.0, 0.2));
    assert_eq!(part, expected.expect("one"));
    let pairs = read(r#"["hand_till", {"one_vs_one_roc_auc": {"by_prevalence": true}}]"#);
    assert!(members(&pairs)[1].1.contains("by_prevalence: true"), "{pairs:?}");
    let kappa = read(r#"[{"cohen_kappa": {"num_classes": 3, "weights": "quadratic"}}]"#);
    assert!(members(&kappa)[0].1.contains("weights: Quadratic"), "{kappa:?}");
    let auc = read(r#"[{"Auc": {"curve": "PR", "thresholds": {"Even": 50}}}]"#);
    assert!(members(&auc)[0].1.contains("curve: PrecisionRecall"), "{auc:?}");
}

#[test]
fn what_is_wrong_in_a_configuration_is_named() {
    let refusal =
        |json: &str| serde_json::from_str::<Collection>(json).expect_err("refused").to_string();
    let said = refusal(r#"[{"F1Score": {"average": "makro"}}]"#);
    assert!(
        said.contains("`F1Score`: metric `F1Score`: expected `PerClass`, `Micro`, `Macro`"),
        "{said}"
    );
    let said = refusal(r#"["mse", {"huber": {"dleta": 1.0}}]"#);
    assert!(
        said.contains("`huber`: metric `Huber`: unknown field `dleta`, expected `delta`"),
        "{said}"
    );
    let said = refusal(r#"["mse", "mes"]"#);
    assert!(said.contains("metric `mes` is unknown"), "{said}");
    let said = refusal(r#"{"score": {"threshold": 0.5}}"#);
    assert!(said.contains("`score`: metric `threshold` is unknown"), "{said}");
    let said = refusal(r#"[{"mean_iou": {}}]"#);
    assert!(said.contains("`mean_iou`: metric `mean_iou` has no default options"), "{said}");
    let said = refusal(r#"[{"mcc": {"classes": 2}}]"#);
    assert!(said.contains("unknown field `classes`, expected one of `num_classes`"), "{said}");
    assert!(refusal(r#"["mse", "mse"]"#).contains("`mse` is taken"));
}

#[test]
fn what_is_wrong_is_said() {
    let refusal =
        |json: &str| serde_json::from_str::<Collection>(json).expect_err("refused").to_string();
    assert!(refusal(r#"{"a": "mes"}"#).contains("`a`: metric `mes` is unknown"));
    assert!(refusal(r#"{"a": "mse", "a": "mae"}"#).contains("`a` is taken"));
    let option = refusal(r#"{"a": {"BinaryAccuracy": {"treshold": 0.5}}}"#);
    let said = "`a`: metric `BinaryAccuracy`: unknown field `treshold`, expected `threshold`";
    assert!(option.contains(said), "{option}");
    assert!(refusal(r#"{"a": {"Huber": {"delta": null}}}"#).contains("invalid type: null"));
    assert!(refusal(r#"{"a": 3}"#).contains("expected the name of a metric"));
    assert!(refusal("[1]").contains("expected the name of a metric, or a map from its name"));
    assert!(refusal("1").contains("expected a map from names to metrics, or a list of metrics"));
}

#[test]
fn results() {
    let metrics = Collection::named(["mse"])
        .and_then(|metrics| {
            metrics.with("roc_auc", RocAuc.pooled())?.with("F1Score", F1Score::default())
        })
        .expect("known");
    let (y, p) = (array![[1.0, 0.0], [1.0, 0.0]], array![[1.0, 0.0], [0.5, 0.5]]);
    let results = metrics.evaluate(&y, &p).expect("accepted");
    let reason = "the denominator is zero: no sample counts towards it";
    assert_eq!(
        serde_json::to_value(&results).expect("written"),
        json!({ "mse": 0.125, "roc_auc": 0.875, "F1Score": [1.0, { "undefined": reason }] })
    );
    let text = serde_json::to_string(&results).expect("written");
    assert!(text.starts_with(r#"{"mse":0.125,"roc_auc":"#), "in the order given: {text}");
}

#[test]
fn a_stream_goes_on_where_it_was() {
    let (y, p) = binary();
    let mut stream = binary_metrics().streaming();
    stream.update(&y, &p).expect("accepted");
    let json = serde_json::to_string(&stream).expect("written");
    let reader = &mut serde_json::Deserializer::from_str(&json);
    let mut restored = Streaming::restore_from(binary_metrics(), reader).expect("restored");
    assert_eq!(restored, stream);
    restored.update(&y, &p).expect("accepted");
    stream.update(&y, &p).expect("accepted");
    assert_eq!(restored.to_bytes(), stream.to_bytes());
    let reader = &mut serde_json::Deserializer::from_str(&json);
    assert!(Streaming::restore_from(row_metrics(), reader).is_err());
}
