//! What all pictures have in common.

use kuva::prelude::{
    Layout, LegendPosition, LinePlot, Plot, SvgBackend, TextAnnotation, Theme, TickFormat,
    collect_legend_entries, render_multiple,
};

/// Told apart by the colour-blind, too: of the palette of Okabe and Ito.
pub(crate) const COLOURS: [&str; 3] = ["#0072b2", "#d55e00", "#009e73"];

pub(crate) const GREY: &str = "#888888";

const LETTERS: u32 = 14;

const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 500.0;

/// Named axes, with letters that can be read at two thirds of the size.
pub(crate) fn layout(title: &str, x_label: &str, y_label: &str) -> Layout {
    let theme =
        Theme { grid_color: "#e4e4e4".into(), legend_border: GREY.into(), ..Theme::light() };
    let layout = Layout::new((0.0, 1.0), (0.0, 1.0)).with_theme(theme);
    let layout = layout.with_width(WIDTH).with_height(HEIGHT).with_box_axes();
    let layout = layout.with_title_size(18).with_label_size(16).with_tick_size(LETTERS);
    let layout = layout.with_body_size(LETTERS).with_title(title);
    layout.with_x_label(x_label).with_y_label(y_label)
}

/// Axes from 0 to 1, and a legend of what is drawn.
pub(crate) fn shares(layout: Layout, plots: &[Plot], legend: LegendPosition) -> Layout {
    // A little more, so that lines along the edges are whole.
    let (least, most) = (-0.02, 1.02);
    let layout = layout.with_x_axis_min(least).with_x_axis_max(most).with_x_tick_step(0.2);
    let layout = layout.with_y_axis_min(least).with_y_axis_max(most).with_y_tick_step(0.2);
    let layout = layout.with_tick_format(TickFormat::Fixed(1));
    layout.with_legend_entries(collect_legend_entries(plots)).with_legend_position(legend)
}

/// A dashed line for comparison.
pub(crate) fn dashed(points: [(f64, f64); 2], legend: &str) -> Plot {
    let line = LinePlot::new().with_data(points).with_color(GREY).with_stroke_width(1.5);
    line.with_dashed().with_legend(legend).into()
}

/// A number whose middle is at x, a little above y.
pub(crate) fn letters(number: f64, x: f64, y: f64) -> TextAnnotation {
    TextAnnotation::new(number.to_string(), x, y).with_font_size(LETTERS)
}

/// The picture as text. With a `viewBox`, it can be shown in any size.
pub(crate) fn svg(plots: Vec<Plot>, layout: Layout) -> String {
    let scene = render_multiple(plots, layout);
    let size = format!(r#"<svg viewBox="0 0 {} {}""#, scene.width, scene.height);
    SvgBackend::new().with_pretty(true).render_scene(&scene).replacen("<svg", &size, 1)
}
