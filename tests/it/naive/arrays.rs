//! Random arrays of every element type in every memory layout.

use ndarray::{Array1, ArrayD, ArrayViewD, ArrayViewMutD, Axis, IxDyn, Slice};
use ndarray_metrics::element::{Element, NoTruth};

use crate::data::Random;

/// An element type with conversions that owe nothing to the crate.
pub(super) trait Number: Element {
    fn of(x: f64) -> Self;

    fn plain(self) -> f64;

    /// `x` as a value of a float type; integers are no limit to options.
    fn own(x: f64) -> f64;
}

macro_rules! number {
    ($($type:ident $of:expr, $plain:expr, $own:expr;)+) => {
        $(impl Number for $type {
            fn of(x: f64) -> Self {
                $of(x)
            }

            fn plain(self) -> f64 {
                $plain(self)
            }

            fn own(x: f64) -> f64 {
                $own(x)
            }
        })+
    };
}

number! {
    f64 |x| x, |x| x, |x| x;
    f32 |x| x as f32, f64::from, |x| f64::from(x as f32);
    u8 |x| x as u8, f64::from, |x| x;
    i32 |x| x as i32, f64::from, |x| x;
    i64 |x| x as i64, |x| x as f64, |x| x;
    bool |x| x >= 1.0, |x| f64::from(u8::from(x)), |x| x;
    NoTruth |_| NoTruth, |_| 0.0, |x| x;
}

/// What an element type makes of a number.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    rounded: fn(f64) -> f64,
    pub(super) own: fn(f64) -> f64,
}

impl Kind {
    pub(super) fn of<T: Number>() -> Self {
        Self { rounded: |x| T::of(x).plain(), own: T::own }
    }

    /// The elements of an array of this type, as plain numbers.
    pub(super) fn plain(&self, stored: &Stored<f64>) -> Vec<f64> {
        stored.view().iter().map(|&x| (self.rounded)(x)).collect()
    }
}

/// What an array holds. The numbers lie on coarse grids, where ties are frequent, differences are
/// exact and none is tiny: a textbook formula then loses no digits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Values {
    /// Eighths around 0.
    Number,
    /// Eighths of at least 0.
    Positive,
    /// Whole numbers and halves above 0.
    AboveZero,
    /// Halves in [−2, 2].
    Score,
    /// Tenths in [−1, 1].
    Tenth,
    /// Eighths in [−3, 3].
    Logit,
    /// 0 or 1.
    Binary,
    /// −1, 0 or 1.
    Sign,
    /// Eighths in [0, 1].
    Share,
    /// 0, 1 and any number well between.
    Probability,
    /// The same above 0: 1e-9 instead of 0.
    PositiveProbability,
    /// A class label.
    Class,
    /// A class id of at most 6.
    Id,
    /// A class id of at most 59.
    ManyIds,
}

impl Values {
    pub(super) fn draw(self, random: &mut Random, classes: usize) -> f64 {
        let mut below = |n| random.below(n) as f64;
        match self {
            Self::Number => (below(401) - 200.0) / 8.0,
            Self::Positive => below(201) / 8.0,
            Self::AboveZero => 1.0 + below(41) / 2.0,
            Self::Score => (below(9) - 4.0) / 2.0,
            Self::Tenth => (below(21) - 10.0) / 10.0,
            Self::Logit => (below(49) - 24.0) / 8.0,
            Self::Binary => below(2),
            Self::Sign => below(3) - 1.0,
            Self::Share => below(9) / 8.0,
            Self::Probability => match random.below(8) {
                0 => 0.0,
                1 => 1.0,
                _ => 0.05 + 0.9 * random.unit(),
            },
            Self::PositiveProbability => Self::Probability.draw(random, classes).max(1e-9),
            Self::Class => below(classes),
            Self::Id => below(7),
            Self::ManyIds => below(60),
        }
    }
}

/// How the elements lie in memory.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layout {
    Contiguous,
    /// Every second element along every axis, with others between them.
    Strided,
    /// Backwards along every axis.
    Reversed,
    /// The first axis innermost.
    Transposed,
    /// One axis of stride 0 (the number modulo the rank).
    Broadcast(usize),
}

/// Memory that is viewed in a layout.
pub(super) struct Stored<A> {
    memory: ArrayD<A>,
    layout: Layout,
    shape: Vec<usize>,
}

impl Stored<f64> {
    /// The same layout with elements of a type.
    pub(super) fn of<A: Number>(&self) -> Stored<A> {
        let memory = self.memory.mapv(A::of);
        Stored { memory, layout: self.layout, shape: self.shape.clone() }
    }

    /// Puts the numbers of each row in order.
    pub(super) fn sort_rows(&mut self) {
        let last = Axis(self.shape.len() - 1);
        for mut row in self.view_mut().lanes_mut(last) {
            let mut numbers = row.to_vec();
            numbers.sort_by(f64::total_cmp);
            row.assign(&Array1::from(numbers));
        }
    }

    /// The view of the layout, without the elements that a broadcast repeats.
    fn view_mut(&mut self) -> ArrayViewMutD<'_, f64> {
        let memory = &mut self.memory;
        match self.layout {
            Layout::Contiguous | Layout::Broadcast(_) => memory.view_mut(),
            Layout::Strided => memory.slice_each_axis_mut(|_| Slice::new(1, None, 2)),
            Layout::Reversed => memory.slice_each_axis_mut(|_| Slice::new(0, None, -1)),
            Layout::Transposed => memory.view_mut().reversed_axes(),
        }
    }
}

impl<A: Clone> Stored<A> {
    pub(super) fn new(layout: Layout, shape: &[usize], draw: impl FnMut() -> A) -> Self {
        let size = |axis: usize| match layout {
            Layout::Contiguous | Layout::Reversed => shape[axis],
            Layout::Strided => 2 * shape[axis] + 1,
            Layout::Transposed => shape[shape.len() - 1 - axis],
            Layout::Broadcast(flat) if axis == flat % shape.len() => 1,
            Layout::Broadcast(_) => shape[axis],
        };
        let sizes: Vec<_> = (0..shape.len()).map(size).collect();
        let memory = ArrayD::from_shape_simple_fn(IxDyn(&sizes), draw);
        Self { memory, layout, shape: shape.into() }
    }

    pub(super) fn view(&self) -> ArrayViewD<'_, A> {
        let memory = &self.memory;
        match self.layout {
            Layout::Contiguous => memory.view(),
            Layout::Strided => memory.slice_each_axis(|_| Slice::new(1, None, 2)),
            Layout::Reversed => memory.slice_each_axis(|_| Slice::new(0, None, -1)),
            Layout::Transposed => memory.view().reversed_axes(),
            Layout::Broadcast(_) => memory.broadcast(self.shape.clone()).expect("one axis of 1"),
        }
    }
}
