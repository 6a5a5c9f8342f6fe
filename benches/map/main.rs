//! The map of cliffs: how fast each metric is beside the loop that a user would write, for each type, layout,
//! weighting, length of rows and number of elements.
//!
//! ```text
//! cargo bench --bench map                           # everything, in about ten minutes
//! cargo bench --bench map -- squared/f32 1000000    # the cells whose names have all of these words
//! cargo bench --bench map -- --all                  # every cell is listed, the worst first
//! cargo bench --bench map -- --test                 # both ways agree, on small arrays; no times
//! ```
//!
//! Both ways run in turns in one program and on one thread, and the best of their times counts. A ratio
//! above 1 says that the metric is faster than the loop. The table has the worst ratio of each metric, and the
//! worst cells of each.

mod arrays;
mod data;
mod elements;
mod plain;
#[path = "../metrics/random.rs"]
mod random;
mod rows;
mod table;

use std::hint::black_box;
use std::time::{Duration, Instant};

use ndarray::{ArrayView, Dimension, Ix2, Ix3};
use ndarray_metrics::prelude::*;

use arrays::{Layout, Rows};
use data::{Data, numbers};
use elements::OfElements;
use plain::{ByLabel, Elements, InRows, Weights};
use rows::{OfLabels, OfRows};
use table::Cell;

/// Elements of the prediction.
const SIZES: [usize; 5] = [1, 64, 1000, 100_000, 1_000_000];

/// The length of rows of elementwise metrics, which do not see rows.
const ROW: usize = 8;

/// The classes of a row.
const CLASSES: [usize; 5] = [2, 3, 10, 100, 1000];

/// How long both ways of a cell run together.
const TIME: Duration = Duration::from_millis(8);

/// What is measured, and what was.
pub(crate) struct Map {
    words: Vec<String>,
    only_agree: bool,
    cells: Vec<Cell>,
}

fn main() {
    let words: Vec<_> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let has = |option: &str| words.iter().any(|word| word == option);
    let (only_agree, lists_all) = (has("--test"), has("--all"));
    let words = words.into_iter().filter(|word| !word.starts_with("--")).collect();
    let mut map = Map { words, only_agree, cells: Vec::new() };
    elements::walk(&mut map);
    rows::walk(&mut map);
    if only_agree {
        println!("{} cells: both ways agree", map.cells.len());
    } else {
        print!("{}", table::text(&mut map.cells, lists_all));
    }
}

/// Calls a method of the map for each pair of element types and each number of axes.
macro_rules! each_type {
    ($map:ident, $method:ident, $metric:ident, $($name:literal: $truth:ty, $prediction:ty;)*) => {{$(
        for (layout, text) in Layout::ALL {
            let name = format!("{}/{}/{text}", $metric::NAME, $name);
            match layout {
                Layout::ChannelsFirst if $metric::DATA.is_of_two_axes() => {}
                Layout::ChannelsFirst => $map.$method::<$metric, $truth, $prediction, Ix3>(&name, layout),
                _ => $map.$method::<$metric, $truth, $prediction, Ix2>(&name, layout),
            }
        }
    )*}};
}

impl Map {
    pub(crate) fn elements<M: OfElements>(&mut self) {
        match M::DATA {
            Data::Binary => each_type!(self, elements_of, M,
                "f32": f32, f32; "f64": f64, f64; "i64, f32": i64, f32; "bool, f32": bool, f32;),
            _ => each_type!(self, elements_of, M,
                "f32": f32, f32; "f64": f64, f64; "i64": i64, i64; "u8, f32": u8, f32;),
        }
    }

    pub(crate) fn rows<M: OfRows>(&mut self) {
        each_type!(self, rows_of, M,
            "f32": f32, f32; "f64": f64, f64; "i64, f32": i64, f32; "u8, f32": u8, f32;);
    }

    pub(crate) fn labels<M: OfLabels>(&mut self) {
        each_type!(self, labels_of, M,
            "f32": f32, f32; "i64, f64": i64, f64; "i64, f32": i64, f32; "u8, f32": u8, f32;);
    }

    fn elements_of<M: OfElements, T: Element, P: Element, D: Rows>(
        &mut self,
        name: &str,
        layout: Layout,
    ) {
        for n in self.sizes(name) {
            let length = if M::DATA == Data::Column { 1 } else { ROW.min(n) };
            let (y, p) = numbers::<T, P>(M::DATA, n / length, length);
            let (y, p) = (D::lay(&y, length, layout), D::lay(&p, length, layout));
            let (weights, mask) = data::weights(n / length * length);
            let weights = D::lay(&weights, length, layout);
            let mask = D::lay(&mask, length, layout);
            let elements = |weights| Elements { y: y.view(), p: p.view(), weights };
            let case = (name, n);
            self.time(case, &y, &p, weights.view(), mask.view(), M::measure(), |weights| {
                M::plain(&elements(weights))
            });
        }
    }

    fn rows_of<M: OfRows, T: Element, P: Element, D: Rows>(&mut self, name: &str, layout: Layout) {
        for classes in CLASSES {
            let name = format!("{name}/rows of {classes}");
            for n in self.sizes(&name).into_iter().filter(|n| *n >= classes) {
                let (y, p) = numbers::<T, P>(M::DATA, n / classes, classes);
                let (y, p) = (D::lay(&y, classes, layout), D::lay(&p, classes, layout));
                let (weights, mask) = data::weights(n / classes);
                let (weights, mask) = (D::per_row(&weights), D::per_row(&mask));
                let rows = |weights| InRows { y: y.view(), p: p.view(), weights };
                let case = (&*name, n);
                self.time(case, &y, &p, weights.view(), mask.view(), M::measure(), |weights| {
                    M::plain(&rows(weights))
                });
            }
        }
    }

    fn labels_of<M: OfLabels, T: Element, P: Element, D: Rows>(
        &mut self,
        name: &str,
        layout: Layout,
    ) {
        for classes in CLASSES
            .into_iter()
            .filter(|&classes| T::nearest(classes as f64).to_f64() == classes as f64)
        {
            let name = format!("{name}/rows of {classes}");
            for n in self.sizes(&name).into_iter().filter(|n| *n >= classes) {
                let (y, p) = numbers::<T, P>(M::DATA, n / classes, classes);
                let (y, p) = (D::per_row(&y), D::lay(&p, classes, layout));
                let (weights, mask) = data::weights(n / classes);
                let (weights, mask) = (D::per_row(&weights), D::per_row(&mask));
                let rows = |weights| ByLabel { y: y.view(), p: p.view(), weights };
                let case = (&*name, n);
                self.time(case, &y, &p, weights.view(), mask.view(), M::measure(), |weights| {
                    M::plain(&rows(weights))
                });
            }
        }
    }

    /// The sizes that are asked for.
    fn sizes(&self, name: &str) -> Vec<usize> {
        let asked = |n: &usize| !self.only_agree || *n == 1000;
        let numbers = self.words.iter().filter(|word| word.parse::<usize>().is_ok());
        let wanted: Vec<_> = numbers.collect();
        let of_size =
            |n: &usize| wanted.is_empty() || wanted.iter().any(|word| **word == n.to_string());
        let words = self.words.iter().filter(|word| word.parse::<usize>().is_err());
        // The weighting is part of a cell's name, too, and is asked for in `time`.
        let named = words
            .filter(|word| !WEIGHTINGS.contains(&word.as_str()))
            .all(|word| name.contains(&**word));
        SIZES.into_iter().filter(|n| named && asked(n) && of_size(n)).collect()
    }

    /// Times both ways without weights, with weights and with a mask.
    #[expect(clippy::too_many_arguments, reason = "arrays of different types")]
    fn time<'w, T, D, P, E, W>(
        &mut self,
        (name, n): (&str, usize),
        y: &ndarray::Array<T, D>,
        p: &ndarray::Array<P, E>,
        weights: ArrayView<'w, f64, W>,
        mask: ArrayView<'w, bool, W>,
        measure: impl Measure<Output = Result<f64, Undefined>>,
        plain: impl Fn(Weights<'w, W>) -> f64,
    ) where
        T: Element,
        P: Element,
        D: Dimension,
        E: Dimension,
        W: Dimension,
    {
        for weighting in WEIGHTINGS {
            let others = self.words.iter().filter(|word| WEIGHTINGS.contains(&word.as_str()));
            if others.count() > 0 && !self.words.iter().any(|word| word == weighting) {
                continue;
            }
            let ours = || match weighting {
                "unweighted" => measure.evaluate(y, p),
                "weighted" => measure.evaluate_weighted(y, p, &weights),
                _ => measure.evaluate_weighted(y, p, &mask),
            };
            let loops = || match weighting {
                "unweighted" => plain(Weights::None),
                "weighted" => plain(Weights::Numbers(weights.clone())),
                _ => plain(Weights::Mask(mask.clone())),
            };
            let name = format!("{name}/{weighting}/{n}");
            check(&name, ours(), loops());
            let [ours, plain] = if self.only_agree {
                [1.0; 2]
            } else {
                best(
                    &|| {
                        let _ = black_box(ours());
                    },
                    &|| {
                        black_box(loops());
                    },
                )
            };
            self.cells.push(Cell { name, n, ours, plain });
        }
    }
}

const WEIGHTINGS: [&str; 3] = ["unweighted", "weighted", "masked"];

/// Both ways must agree, so that what is compared does the same work. A value may be undefined on small
/// arrays, and the sum of a loop has lost digits.
fn check(name: &str, ours: Result<f64, Error>, plain: f64) {
    match ours {
        Ok(ours) if !plain.is_nan() => {
            let apart = (ours - plain).abs();
            assert!(
                apart <= 1e-2 * plain.abs().max(1e-3),
                "{name}: {ours}, the loop gives {plain}"
            );
        }
        // Of a single element, not every loop makes a number.
        Ok(_) | Err(Error::Undefined(_)) => {}
        Err(error) => panic!("{name}: {error}"),
    }
}

/// The best times of both ways in seconds, run in turns.
fn best(ours: &dyn Fn(), plain: &dyn Fn()) -> [f64; 2] {
    let (start, mut times) = (Instant::now(), [f64::INFINITY; 2]);
    let mut rounds = 0;
    while rounds < 3 || start.elapsed() < TIME {
        for (time, way) in times.iter_mut().zip([ours, plain]) {
            // Many calls at a time where one is shorter than the clock.
            let calls = if time.is_infinite() { 1 } else { ((2e-5 / *time) as u32).clamp(1, 1000) };
            let began = Instant::now();
            (0..calls).for_each(|_| way());
            *time = time.min(began.elapsed().as_secs_f64() / f64::from(calls));
        }
        rounds += 1;
    }
    times
}
