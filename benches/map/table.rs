//! The table that is printed.

use std::collections::HashMap;
use std::fmt::Write;

/// A cell of the map.
pub(crate) struct Cell {
    /// Metric, types, layout, length of rows, weighting and elements.
    pub(crate) name: String,
    pub(crate) n: usize,
    /// Seconds a call.
    pub(crate) ours: f64,
    pub(crate) plain: f64,
}

impl Cell {
    /// How many times as fast as the loop.
    fn ratio(&self) -> f64 {
        self.plain / self.ours
    }

    fn metric(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

/// How many of the worst cells of each metric are listed.
const WORST: usize = 3;

/// From this number of elements on, no cell may be slower than the loop.
const ENOUGH: usize = 1000;

/// Returns the worst ratio of each metric, then the worst cells, or all.
pub(crate) fn text(cells: &mut [Cell], all: bool) -> String {
    let (mut out, most) = (String::new(), if all { usize::MAX } else { WORST });
    cells.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()));
    let mut metrics: Vec<&str> = cells.iter().map(Cell::metric).collect();
    metrics.sort_unstable();
    metrics.dedup();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "times as fast as the loop, from {ENOUGH} elements on\n");
    let _ = writeln!(out, "{:>8} {:>8} {:>14}  metric", "worst", "median", "below 1");
    for metric in metrics {
        let own = |cell: &&Cell| cell.metric() == metric && cell.n >= ENOUGH;
        let own: Vec<_> = cells.iter().filter(own).map(Cell::ratio).collect();
        let below = own.iter().filter(|ratio| **ratio < 1.0).count();
        if let (Some(worst), Some(median)) = (own.first(), own.get(own.len() / 2)) {
            let _ =
                writeln!(out, "{worst:8.2} {median:8.2} {below:>6} of {:4}  {metric}", own.len());
        }
    }
    let _ = writeln!(out, "\n{:>8} {:>12} {:>12}  cell", "ratio", "ours, ns", "loop, ns");
    worst(&mut out, most, cells.iter().filter(|cell| cell.n >= ENOUGH));
    let _ = writeln!(out, "\nbelow {ENOUGH} elements");
    worst(&mut out, most, cells.iter().filter(|cell| cell.n < ENOUGH));
    out
}

/// Lists the worst cells of each metric, `most` at most, given all cells from the worst on.
fn worst<'a>(out: &mut String, most: usize, cells: impl Iterator<Item = &'a Cell>) {
    let mut listed = HashMap::new();
    for cell in cells {
        let own: &mut usize = listed.entry(cell.metric()).or_default();
        *own += 1;
        if *own <= most {
            line(out, cell);
        }
    }
}

fn line(out: &mut String, cell: &Cell) {
    let [ours, plain] = [cell.ours, cell.plain].map(|seconds| 1e9 * seconds);
    let _ = writeln!(out, "{:8.2} {ours:12.0} {plain:12.0}  {}", cell.ratio(), cell.name);
}
