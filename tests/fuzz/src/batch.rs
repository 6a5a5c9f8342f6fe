//! Truth, prediction and weights of any shape, layout, type and content.
//!
//! The fuzzer chooses a few numbers for each array, and a generator repeats them in any order: so a
//! few bytes make an array that is longer than a block.

use std::fmt::Debug;

use arbitrary::{Arbitrary, Result, Unstructured};
use ndarray::{ArrayD, ArrayViewD, Axis, IxDyn, ShapeBuilder, Slice};
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;

use crate::numbers::{Kind, of};
use crate::streams::Stream;

/// Pairs of element types: floats, labels of every kind, and integers that are wider than a float.
#[derive(Clone, Copy, Debug, Arbitrary)]
pub enum Types {
    Doubles,
    Floats,
    BytesAndFloats,
    FlagsAndDoubles,
    UnsignedAndLongs,
    FloatsAndFlags,
}

/// The most elements of an array.
const MOST: usize = 20_000;

/// Sizes of an axis; the large ones cross the borders of blocks.
const AXIS: [usize; 16] = [0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 7, 10, 33, 1025, 8193, 16_500];

#[derive(Clone, Copy, Debug, Arbitrary)]
enum Layout {
    Standard,
    ColumnMajor,
    Reversed(u8),
    EverySecond(u8),
    Permuted(u8),
    Broadcast(u8),
}

/// An array and how it is looked at.
#[derive(Clone, Debug)]
struct Laid<A> {
    base: ArrayD<A>,
    shape: Vec<usize>,
    layout: Layout,
}

impl<A: Element> Laid<A> {
    fn new(bytes: &mut Unstructured, shape: Vec<usize>) -> Result<Self> {
        let mut layout = bytes.arbitrary()?;
        let mut stored = shape.clone();
        if shape.is_empty() {
            layout = Layout::Standard;
        }
        let axis = |n: u8| usize::from(n) % shape.len().max(1);
        match layout {
            Layout::EverySecond(n) => stored[axis(n)] *= 2,
            Layout::Permuted(n) => stored.rotate_left(axis(n)),
            Layout::Broadcast(n) => stored[axis(n)] = stored[axis(n)].min(1),
            Layout::Standard | Layout::ColumnMajor | Layout::Reversed(_) => {}
        }
        let mut draw = Palette::new(bytes)?;
        let column_major = matches!(layout, Layout::ColumnMajor);
        let stored = IxDyn(&stored).set_f(column_major);
        let base = ArrayD::from_shape_simple_fn(stored, || A::nearest(draw.next()));
        Ok(Self { base, shape, layout })
    }

    fn view(&self) -> ArrayViewD<'_, A> {
        let mut view = self.base.view();
        let axis = |n: u8| usize::from(n) % self.shape.len().max(1);
        match self.layout {
            Layout::Standard | Layout::ColumnMajor => {}
            Layout::Reversed(n) => view.invert_axis(Axis(axis(n))),
            Layout::EverySecond(n) => {
                view.slice_axis_inplace(Axis(axis(n)), Slice::new(0, None, -2))
            }
            Layout::Permuted(n) => {
                let mut order: Vec<_> = (0..self.shape.len()).collect();
                order.rotate_right(axis(n));
                view = view.permuted_axes(order);
            }
            Layout::Broadcast(_) => {
                if let Some(wide) = self.base.broadcast(IxDyn(&self.shape)) {
                    view = wide;
                }
            }
        }
        view
    }
}

/// A few numbers, repeated in any order.
struct Palette {
    numbers: Vec<f64>,
    state: u64,
}

impl Palette {
    fn new(bytes: &mut Unstructured) -> Result<Self> {
        let kind: Kind = bytes.arbitrary()?;
        let other = if bytes.arbitrary::<u8>()? < 40 { bytes.arbitrary()? } else { kind };
        let count = 1 + usize::from(bytes.arbitrary::<u8>()? % 8);
        let mut numbers: Vec<_> = (0..count).map(|_| of(kind, bytes)).collect();
        numbers.push(of(other, bytes));
        Ok(Self { numbers, state: bytes.arbitrary::<u16>()?.into() })
    }

    /// `SplitMix64`.
    fn next(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.numbers[((mixed ^ (mixed >> 31)) % self.numbers.len() as u64) as usize]
    }
}

#[derive(Clone, Debug)]
enum Weights {
    Doubles(Laid<f64>),
    Floats(Laid<f32>),
    Mask(Laid<bool>),
    Bytes(Laid<u8>),
}

/// Calls with the view of whichever weights there are.
macro_rules! with_weights {
    ($weights:expr, $view:ident => $none:expr, $some:expr) => {
        match $weights {
            None => $none,
            Some(Weights::Doubles(laid)) => {
                let $view = laid.view();
                $some
            }
            Some(Weights::Floats(laid)) => {
                let $view = laid.view();
                $some
            }
            Some(Weights::Mask(laid)) => {
                let $view = laid.view();
                $some
            }
            Some(Weights::Bytes(laid)) => {
                let $view = laid.view();
                $some
            }
        }
    };
}

/// One update's worth of data.
#[derive(Clone, Debug)]
pub struct Batch<T, P> {
    y_true: Laid<T>,
    y_pred: Laid<P>,
    weights: Option<Weights>,
}

fn axes(bytes: &mut Unstructured, rank: usize) -> Result<Vec<usize>> {
    (0..rank).map(|_| bytes.choose(&AXIS).copied()).collect()
}

/// A shape with an axis halved for as long as it, or the part of it without an empty axis, has too
/// many elements.
fn moderate(mut shape: Vec<usize>) -> Vec<usize> {
    while shape.iter().map(|&length| length.max(1)).product::<usize>() > MOST {
        if let Some(largest) = shape.iter_mut().max() {
            *largest /= 2;
        }
    }
    shape
}

impl<T: Element, P: Element> Batch<T, P> {
    /// Truth like the prediction most of the time, or without its last axis, or unlike it.
    pub fn new(bytes: &mut Unstructured) -> Result<Self> {
        let rank = *bytes.choose(&[1, 1, 1, 2, 2, 2, 3, 3, 4, 0])?;
        let pred_shape = moderate(axes(bytes, rank)?);
        let true_shape = match bytes.arbitrary::<u8>()? {
            0..=139 => pred_shape.clone(),
            140..=209 => pred_shape[..rank.saturating_sub(1)].to_vec(),
            210..=239 => [&pred_shape[..], &[*bytes.choose(&AXIS)?]].concat(),
            _ => axes(bytes, rank)?,
        };
        let true_shape = moderate(true_shape);
        let weights = match bytes.arbitrary::<u8>()? {
            0..=127 => None,
            choice => {
                let leading = bytes.choose_index(rank + 1)?;
                let shape = match bytes.arbitrary::<u8>()? {
                    0..=229 => pred_shape[..leading].to_vec(),
                    _ => moderate(axes(bytes, leading)?),
                };
                Some(match choice % 4 {
                    0 => Weights::Doubles(Laid::new(bytes, shape)?),
                    1 => Weights::Floats(Laid::new(bytes, shape)?),
                    2 => Weights::Mask(Laid::new(bytes, shape)?),
                    _ => Weights::Bytes(Laid::new(bytes, shape)?),
                })
            }
        };
        let y_true = Laid::new(bytes, true_shape)?;
        Ok(Self { y_true, y_pred: Laid::new(bytes, pred_shape)?, weights })
    }

    pub fn update(&self, stream: &mut Stream) -> Result<(), ndarray_metrics::Error>
    where
        AnyMeasure: Measure,
    {
        let (y, p) = (self.y_true.view(), self.y_pred.view());
        with_weights!(&self.weights, w => stream.update(&y, &p), stream.update_weighted(&y, &p, &w))
    }

    /// The same from arrays in standard layout.
    pub fn update_plainly(&self, stream: &mut Stream) -> Result<(), ndarray_metrics::Error> {
        let (y, p) = (plain(&self.y_true.view()), plain(&self.y_pred.view()));
        with_weights!(
            &self.weights, w => stream.update(&y, &p), stream.update_weighted(&y, &p, &plain(&w))
        )
    }

    pub fn evaluate<M: Measure>(
        &self,
        measure: &M,
    ) -> Result<<M::Output as ndarray_metrics::Output>::Value, ndarray_metrics::Error> {
        let (y, p) = (self.y_true.view(), self.y_pred.view());
        with_weights!(
            &self.weights, w => measure.evaluate(&y, &p), measure.evaluate_weighted(&y, &p, &w)
        )
    }

    /// The views and the weights, as `f64`, for calls that only a mean of its own has.
    #[allow(clippy::type_complexity)]
    pub fn views(&self) -> (ArrayViewD<'_, T>, ArrayViewD<'_, P>, Option<ArrayD<f64>>) {
        let weights = with_weights!(&self.weights, w => None, Some(w.mapv(|w| w.to_f64())));
        (self.y_true.view(), self.y_pred.view(), weights)
    }

    /// The samples before and from a place on; none if the arrays have no common batch axis.
    pub fn split(&self, place: usize) -> Option<[Self; 2]> {
        let samples = *self.y_pred.shape.first()?;
        let others = with_weights!(&self.weights, w => Some(samples), w.shape().first().copied());
        if self.y_true.shape.first() != Some(&samples) || others != Some(samples) {
            return None;
        }
        let place = place % (samples + 1);
        Some([self.part(0..place), self.part(place..samples)])
    }

    fn part(&self, range: std::ops::Range<usize>) -> Self {
        let weights = self.weights.as_ref().map(|weights| match weights {
            Weights::Doubles(laid) => Weights::Doubles(part(laid, range.clone())),
            Weights::Floats(laid) => Weights::Floats(part(laid, range.clone())),
            Weights::Mask(laid) => Weights::Mask(part(laid, range.clone())),
            Weights::Bytes(laid) => Weights::Bytes(part(laid, range.clone())),
        });
        let y_true = part(&self.y_true, range.clone());
        Self { y_true, y_pred: part(&self.y_pred, range), weights }
    }

    pub fn samples(&self) -> Option<usize> {
        self.y_pred.shape.first().copied()
    }
}

fn plain<A: Element>(view: &ArrayViewD<'_, A>) -> ArrayD<A> {
    view.as_standard_layout().into_owned()
}

fn part<A: Element>(laid: &Laid<A>, range: std::ops::Range<usize>) -> Laid<A> {
    let base = laid.view().slice_axis(Axis(0), Slice::from(range)).to_owned();
    Laid { shape: base.shape().to_vec(), base, layout: Layout::Standard }
}
