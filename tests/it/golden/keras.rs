//! Keras's readings of counts and moments, by name and options.

use ndarray_metrics::prelude::*;
use ndarray_metrics::{Output, Undefined};
use serde_json::Value;

use super::Case;
use super::arrays::{flat, of_labels, of_numbers};

/// What the crate gives: one number, or one for each threshold, class or column.
pub(super) fn evaluate(case: &Value) -> Result<Vec<f64>, Error> {
    let name = case["metric"].as_str().expect("a name");
    let families = [decision, operating_point, area, f_score, overlap, moments];
    let mut found = families.into_iter().filter_map(|family| family(Case(case), name));
    found.next().unwrap_or_else(|| panic!("no metric is called {name}"))
}

type Found = Option<Result<Vec<f64>, Error>>;

impl Case<'_> {
    fn labelled<M: Measure>(&self, measure: M) -> Found {
        Some(of_labels(measure, self.0).map(|output| flat(output.numbers())))
    }

    fn numeric<M: Measure>(&self, measure: M) -> Found {
        Some(of_numbers(measure, self.0).map(|output| flat(output.numbers())))
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.0["options"][name].as_f64()
    }

    fn count(&self, name: &str) -> Option<usize> {
        self.0["options"][name].as_u64().map(|n| n as usize)
    }

    fn list(&self, name: &str) -> Option<Vec<f64>> {
        let values = self.0["options"][name].as_array()?;
        Some(values.iter().map(|value| value.as_f64().expect("a number")).collect())
    }

    fn targets(&self) -> Vec<usize> {
        let targets = self.list("target_class_ids").expect("a list");
        targets.into_iter().map(|target| target as usize).collect()
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0["options"][name].as_str()
    }

    /// A decision at one threshold, or at a list of them.
    fn decided<D>(&self, decision: impl FnOnce(Option<f64>) -> D) -> Found
    where
        D: Decision,
        AtThresholds<D>: Measure<Output = Vec<Result<f64, Undefined>>>,
    {
        match self.list("thresholds") {
            Some(thresholds) => self.labelled(decision(None).at(thresholds)),
            None => self.labelled(decision(self.number("thresholds"))),
        }
    }
}

fn decision(case: Case<'_>, name: &str) -> Found {
    let (top_k, class_id) = (case.count("top_k"), case.count("class_id"));
    match name {
        "true_positives" => case.decided(|threshold| TruePositives { threshold }),
        "true_negatives" => case.decided(|threshold| TrueNegatives { threshold }),
        "false_positives" => case.decided(|threshold| FalsePositives { threshold }),
        "false_negatives" => case.decided(|threshold| FalseNegatives { threshold }),
        "precision" => case.decided(|threshold| Precision { threshold, top_k, class_id }),
        "recall" => case.decided(|threshold| Recall { threshold, top_k, class_id }),
        _ => None,
    }
}

fn operating_point(case: Case<'_>, name: &str) -> Found {
    let num_thresholds = case.count("num_thresholds").unwrap_or_default();
    let class_id = case.count("class_id");
    match name {
        "sensitivity_at_specificity" => {
            let specificity = case.option("specificity");
            case.labelled(SensitivityAtSpecificity { specificity, num_thresholds, class_id })
        }
        "specificity_at_sensitivity" => {
            let sensitivity = case.option("sensitivity");
            case.labelled(SpecificityAtSensitivity { sensitivity, num_thresholds, class_id })
        }
        "precision_at_recall" => {
            let recall = case.option("recall");
            case.labelled(PrecisionAtRecall { recall, num_thresholds, class_id })
        }
        "recall_at_precision" => {
            let precision = case.option("precision");
            case.labelled(RecallAtPrecision { precision, num_thresholds, class_id })
        }
        _ => None,
    }
}

fn area(case: Case<'_>, name: &str) -> Found {
    if name != "auc" {
        return None;
    }
    let curve = match case.text("curve").expect("a curve") {
        "ROC" => Curve::Roc,
        "PR" => Curve::PrecisionRecall,
        _ => Curve::PrecisionRecallGain,
    };
    let summation = match case.text("summation_method").expect("a summation") {
        "interpolation" => Summation::Interpolation,
        "minoring" => Summation::Minoring,
        _ => Summation::Majoring,
    };
    case.labelled(Auc {
        curve,
        summation,
        thresholds: match case.list("thresholds") {
            Some(thresholds) => Thresholds::At(thresholds),
            None => Thresholds::Even(case.size("num_thresholds")),
        },
        multi_label: case.flag("multi_label"),
        label_weights: case.list("label_weights"),
        from_logits: case.flag("from_logits"),
    })
}

/// The average of several classes, or None where each stands by itself.
pub(super) fn averaging(case: &Value) -> Option<Average> {
    Some(match case["options"]["average"].as_str()? {
        "micro" => Average::Micro,
        "macro" => Average::Macro,
        "weighted" => Average::Weighted,
        other => panic!("no average is called {other}"),
    })
}

/// Keras's β is 1 where a test of its own does not give one.
fn f_score(case: Case<'_>, name: &str) -> Found {
    let (average, threshold) = (averaging(case.0), case.number("threshold"));
    let beta = case.number("beta").unwrap_or(1.0);
    match (name, average) {
        ("f1_score", None) => case.labelled(F1Score { average: PerClass, threshold }),
        ("f1_score", Some(average)) => case.labelled(F1Score { average, threshold }),
        ("f_beta_score", None) => case.labelled(FBetaScore { average: PerClass, beta, threshold }),
        ("f_beta_score", Some(average)) => case.labelled(FBetaScore { average, beta, threshold }),
        _ => None,
    }
}

fn overlap(case: Case<'_>, name: &str) -> Found {
    let (ignore_class, num_classes) =
        (case.label("ignore_class"), case.count("num_classes").unwrap_or_default());
    let confusion = |sparse_y_true: bool| {
        let sparse_y_pred = case.flag("sparse_y_pred");
        Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred }
    };
    match name {
        "iou" => {
            let confusion = confusion(case.flag("sparse_y_true"));
            case.labelled(Iou { confusion, target_class_ids: case.targets() })
        }
        "mean_iou" => case.labelled(MeanIou { confusion: confusion(case.flag("sparse_y_true")) }),
        "one_hot_iou" => {
            let confusion = confusion(false);
            case.labelled(OneHotIou { confusion, target_class_ids: case.targets() })
        }
        "one_hot_mean_iou" => case.labelled(OneHotMeanIou { confusion: confusion(false) }),
        "binary_iou" => {
            let (target_class_ids, threshold) = (case.targets(), case.option("threshold"));
            case.labelled(BinaryIou { target_class_ids, threshold })
        }
        _ => None,
    }
}

/// R² and the correlations: `axis` −1 is Keras's mean over rows, null pools all elements.
fn moments(case: Case<'_>, name: &str) -> Found {
    let per_row = !case.0["options"]["axis"].is_null();
    match name {
        "r2_score" => r2(&case),
        "pearson_correlation" if per_row => case.numeric(PearsonCorrelation.per_row()),
        "pearson_correlation" => case.numeric(PearsonCorrelation),
        "concordance_correlation" if per_row => case.numeric(ConcordanceCorrelation.per_row()),
        "concordance_correlation" => case.numeric(ConcordanceCorrelation),
        _ => None,
    }
}

fn r2(case: &Case<'_>) -> Found {
    let num_regressors = case.size("num_regressors");
    let class_aggregation = match case.text("class_aggregation") {
        None => return case.numeric(R2ScorePerColumn { num_regressors }),
        Some("uniform_average") => R2Aggregation::UniformAverage,
        Some(_) => R2Aggregation::VarianceWeightedAverage,
    };
    case.numeric(R2Score { class_aggregation, num_regressors })
}
