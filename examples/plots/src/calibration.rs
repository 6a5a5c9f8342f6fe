//! A reliability diagram.

use std::error::Error;

use kuva::prelude::{
    Histogram, Layout, LegendPosition, LinePlot, Plot, ScatterPlot, TextAnnotation,
};
use ndarray_metrics::Undefined;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{CalibrationNorm, JointMoments, Reliability, ReliabilityCurve};

use crate::data::BreastCancer;
use crate::style::{COLOURS, dashed, layout, letters, shares, svg};

const BINS: usize = 10;

/// How often tumours are benign by how probable that was said to be, and, as bars and
/// numbers, how often it was said.
pub(crate) fn diagram(tumours: &BreastCancer) -> Result<String, Box<dyn Error>> {
    let forecasts = CalibrationError { num_bins: BINS, ..Default::default() }
        .state_of(&tumours.labels, &tumours.probabilities)?;
    let error = forecasts.calibration_error(CalibrationNorm::Expected)?;
    let curve = forecasts.curve()?;
    let diagonal = dashed([(0.0, 0.0), (1.0, 1.0)], "perfect calibration");
    let plots = vec![bars(&forecasts)?, diagonal, line(&curve), dots(&curve)];
    let title = format!("Reliability: breast cancer, ECE {error:.4}");
    let y_label = "Frequency of benign, share of forecasts";
    let layout = layout(&title, "Predicted probability of benign", y_label);
    let layout = shares(layout, &plots, LegendPosition::InsideTopLeft).with_y_axis_min(-0.08);
    Ok(svg(plots, numbers(&curve).fold(layout, Layout::with_annotation)))
}

/// The share of the forecasts that each bin holds.
fn bars(forecasts: &Reliability) -> Result<Plot, Undefined> {
    let all = forecasts.pooled();
    let share = |bin: &JointMoments| bin.weight().ratio(all.weight());
    let shares = forecasts.bins().iter().map(share).collect::<Result<_, _>>()?;
    let bars = Histogram::from_bins(forecasts.edges(), shares).with_color("#c8d6e0");
    Ok(bars.with_legend("share and number of forecasts").into())
}

/// The number of forecasts below each bar, where no line can cross it.
fn numbers(curve: &ReliabilityCurve) -> impl Iterator<Item = TextAnnotation> {
    (0..curve.weights.len()).map(|bin| {
        let middle = (curve.lower[bin] + curve.upper[bin]) / 2.0;
        letters(curve.weights[bin], middle, -0.065)
    })
}

fn line(curve: &ReliabilityCurve) -> Plot {
    let line = LinePlot::new().with_data(points(curve)).with_color(COLOURS[0]);
    line.with_legend("frequency of benign").into()
}

fn dots(curve: &ReliabilityCurve) -> Plot {
    ScatterPlot::new().with_data(points(curve)).with_color(COLOURS[0]).with_size(4.0).into()
}

fn points(curve: &ReliabilityCurve) -> Vec<(f64, f64)> {
    curve.mean_predictions.iter().copied().zip(curve.frequencies.iter().copied()).collect()
}
