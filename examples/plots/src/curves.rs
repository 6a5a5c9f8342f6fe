//! ROC and precision–recall curves: breast cancer, and the digits that are hardest to tell.

use std::error::Error;

use kuva::prelude::{LegendPosition, LinePlot};
use ndarray::Array1;
use ndarray_metrics::Undefined;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::RankedScores;

use crate::data::{BreastCancer, Digits};
use crate::style::{COLOURS, dashed, layout, shares, svg};

/// What is positive, the value of its curve, and the scores of positives and negatives.
type Named = (String, f64, RankedScores);

pub(crate) fn roc(tumours: &BreastCancer, digits: &Digits) -> Result<String, Box<dyn Error>> {
    let scores = hardest(tumours, digits, RankedScores::roc_auc)?;
    let mut plots = vec![dashed([(0.0, 0.0), (1.0, 1.0)], "chance")];
    for ((name, value, runs), colour) in scores.iter().zip(COLOURS) {
        let curve = runs.roc_curve()?;
        let rates = corners(&curve.false_positive_rates, &curve.true_positive_rates);
        plots.push(line(rates, colour).with_legend(format!("{name}: {value:.4}")).into());
    }
    let title = format!("ROC: breast cancer, AUC {:.4}", scores[0].1);
    let layout = layout(&title, "False positive rate", "True positive rate");
    let layout = shares(layout, &plots, LegendPosition::InsideBottomRight);
    Ok(svg(plots, layout.with_legend_title("AUC")))
}

pub(crate) fn precision_recall(
    tumours: &BreastCancer,
    digits: &Digits,
) -> Result<String, Box<dyn Error>> {
    let scores = hardest(tumours, digits, RankedScores::average_precision)?;
    let mut plots = Vec::new();
    for ((name, value, runs), colour) in scores.iter().zip(COLOURS) {
        let curve = runs.precision_recall_curve()?;
        // The area below these steps is the average precision.
        let steps = line(corners(&curve.recall, &curve.precision), colour).with_step();
        plots.push(steps.with_legend(format!("{name}: {value:.4}")).into());
    }
    let title = format!("Precision–recall: breast cancer, AP {:.4}", scores[0].1);
    let layout = layout(&title, "Recall", "Precision");
    let layout = shares(layout, &plots, LegendPosition::InsideBottomLeft);
    Ok(svg(plots, layout.with_legend_title("Average precision")))
}

/// Breast cancer, and the two digits with the lowest value.
fn hardest(
    tumours: &BreastCancer,
    digits: &Digits,
    value: fn(&RankedScores) -> Result<f64, Undefined>,
) -> Result<Vec<Named>, Box<dyn Error>> {
    let named = |name: String, runs: RankedScores| value(&runs).map(|value| (name, value, runs));
    let mut all = Vec::new();
    for (name, truth, probabilities) in digits.against_others() {
        all.push(named(name, RocAuc.state_of(&truth, &probabilities)?)?);
    }
    all.sort_by(|(_, a, _), (_, b, _)| a.total_cmp(b));
    let tumours = RocAuc.state_of(&tumours.labels, &tumours.probabilities)?;
    all.insert(0, named("benign tumour".into(), tumours)?);
    all.truncate(COLOURS.len());
    Ok(all)
}

/// The points of a curve, without those that change nothing: between two on a level or upright
/// line.
fn corners(x: &Array1<f64>, y: &Array1<f64>) -> Vec<(f64, f64)> {
    let straight = |axis: &Array1<f64>, i: usize| axis[i - 1] == axis[i] && axis[i] == axis[i + 1];
    let last = x.len() - 1;
    let corner = |&i: &usize| i == 0 || i == last || !(straight(x, i) || straight(y, i));
    (0..=last).filter(corner).map(|i| (x[i], y[i])).collect()
}

fn line(points: Vec<(f64, f64)>, colour: &str) -> LinePlot {
    LinePlot::new().with_data(points).with_color(colour).with_stroke_width(2.0)
}
