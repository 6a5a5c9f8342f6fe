//! A confusion matrix.

use std::error::Error;
use std::sync::Arc;

use kuva::prelude::{ColorMap, Heatmap, Layout, TextAnnotation};
use ndarray::{Array2, s};
use ndarray_metrics::metrics::Confusion;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::Normalize;

use crate::data::Digits;
use crate::style::{layout, letters, svg};

/// Counts in the cells; their colour is the share of the true class.
pub(crate) fn matrix(digits: &Digits) -> Result<String, Box<dyn Error>> {
    let classes = digits.probabilities.ncols();
    let measure = Confusion { sparse_y_pred: false, ..Confusion::new(classes) };
    let matrix = measure.evaluate(&digits.labels, &digits.probabilities)?;
    let title = format!("Confusion: digits, accuracy {:.4}", matrix.accuracy()?);
    // kuva puts the first row at the bottom.
    let shares = matrix.normalised(Normalize::Truth)?.slice_move(s![..;-1, ..]);
    let heat = Heatmap::new().with_data(shares.outer_iter().map(|row| row.to_vec()));
    let layout = counts(&matrix.to_array()?).fold(axes(&title, classes), Layout::with_annotation);
    Ok(svg(vec![heat.with_color_map(colours()).into()], layout))
}

fn axes(title: &str, classes: usize) -> Layout {
    let names: Vec<_> = (0..classes).map(|class| class.to_string()).collect();
    let mut layout = layout(title, "Predicted digit", "True digit");
    // From half a cell before the first, and a little more: the frame stays uncovered.
    let range = (0.47, classes as f64 + 0.53);
    (layout.x_range, layout.y_range) = (range, range);
    let upwards = names.iter().rev().cloned().collect();
    layout.with_x_categories(names).with_y_categories(upwards)
}

/// White for 0 to a blue that black letters can be read on for 1.
fn colours() -> ColorMap {
    let mix = |share: f64, end: f64| (255.0 + share * (end - 255.0)).round();
    ColorMap::Custom(Arc::new(move |share| {
        // The root, so that a few can be told from none.
        let depth = share.sqrt();
        format!("rgb({},{},{})", mix(depth, 120.0), mix(depth, 175.0), mix(depth, 220.0))
    }))
}

/// What is written into the cells that are not empty.
fn counts(counts: &Array2<f64>) -> impl Iterator<Item = TextAnnotation> {
    let filled = counts.indexed_iter().filter(|(_, count)| **count > 0.0);
    filled.map(|((truth, prediction), &count)| {
        // Letters stand a little above a point; in the middle of the cell, if that is lower.
        letters(count, prediction as f64 + 1.0, (counts.nrows() - truth) as f64 - 0.3)
    })
}
