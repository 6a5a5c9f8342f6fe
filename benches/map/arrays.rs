//! The same numbers in four layouts of memory.

use ndarray::{Array, Array2, Array3, Axis, Dimension, Ix2, Ix3, RemoveAxis, ShapeBuilder, Slice};

/// How rows lie in memory.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Layout {
    RowMajor,
    ColumnMajor,
    /// Every second number of longer rows.
    EverySecond,
    /// The last axis moved to the end of a batch of four, from the place behind the first axis.
    ChannelsFirst,
}

impl Layout {
    pub(crate) const ALL: [(Self, &str); 4] = [
        (Self::RowMajor, "row-major"),
        (Self::ColumnMajor, "column-major"),
        (Self::EverySecond, "every second"),
        (Self::ChannelsFirst, "channels first"),
    ];
}

/// Arrays of rows, of two or three axes.
pub(crate) trait Rows: Dimension + RemoveAxis {
    /// Lays out the numbers of rows, which are given one row after the other.
    fn lay<A: Copy>(numbers: &[A], length: usize, layout: Layout) -> Array<A, Self>;

    /// Lays out one number for each row.
    fn per_row<A: Copy>(numbers: &[A]) -> Array<A, Self::Smaller>;
}

/// The first axis of an array of three axes.
fn images(rows: usize) -> usize {
    if rows.is_multiple_of(4) { 4 } else { 1 }
}

impl Rows for Ix2 {
    fn lay<A: Copy>(numbers: &[A], length: usize, layout: Layout) -> Array2<A> {
        let shape = (numbers.len() / length, length);
        match layout {
            Layout::ColumnMajor => {
                Array2::from_shape_fn(shape.f(), |(i, j)| numbers[i * length + j])
            }
            Layout::EverySecond => {
                let twice = (shape.0, 2 * length);
                let mut array = Array2::from_shape_fn(twice, |(i, j)| numbers[i * length + j / 2]);
                array.slice_axis_inplace(Axis(1), Slice::new(0, None, 2));
                array
            }
            _ => Array2::from_shape_fn(shape, |(i, j)| numbers[i * length + j]),
        }
    }

    fn per_row<A: Copy>(numbers: &[A]) -> Array<A, Self::Smaller> {
        Array::from_iter(numbers.iter().copied())
    }
}

impl Rows for Ix3 {
    fn lay<A: Copy>(numbers: &[A], length: usize, _: Layout) -> Array3<A> {
        let rows = numbers.len() / length;
        let (images, pixels) = (images(rows), rows / images(rows));
        let number = |(i, c, x): (usize, usize, usize)| numbers[(i * pixels + x) * length + c];
        Array3::from_shape_fn((images, length, pixels), number).permuted_axes([0, 2, 1])
    }

    fn per_row<A: Copy>(numbers: &[A]) -> Array<A, Self::Smaller> {
        let images = images(numbers.len());
        let pixels = numbers.len() / images;
        Array2::from_shape_fn((images, pixels), |(i, x)| numbers[i * pixels + x])
    }
}
