//! The numbers of one batch, in three types without losing a digit.

use std::borrow::Cow;
use std::fmt;

use ndarray::{ArrayD, ArrayViewD, CowArray, IxDyn};
use ndarray_metrics::element::Element;
use ndarray_npy::npy::header::Header;
use ndarray_npy::{ReadableElement, ViewDataError, ViewElement};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::header;

/// A batch of one file; what needs no conversion is not copied.
pub(crate) type Numbers<'a, A> = CowArray<'a, A, IxDyn>;

/// What the elements of a file become.
///
/// Single precision stays what it is, because clipping depends on the type of a prediction. Integers
/// become one type: every pair of types is compiled for every metric.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Single,
    Double,
    Whole,
}

impl Kind {
    /// The kind of a file's elements, and the size of one in bytes; None for what is not supported.
    pub(crate) fn of(header: &Header) -> Option<(Self, usize)> {
        match header::descriptor(header) {
            "<f4" => Some((Self::Single, 4)),
            "<f8" => Some((Self::Double, 8)),
            "|b1" | "|i1" | "|u1" => Some((Self::Whole, 1)),
            "<i2" | "<u2" => Some((Self::Whole, 2)),
            "<i4" | "<u4" => Some((Self::Whole, 4)),
            "<i8" | "<u8" => Some((Self::Whole, 8)),
            _ => None,
        }
    }
}

/// A type that numbers are brought to.
pub(crate) trait Target: Element + ViewElement + ReadableElement {
    /// What it is called in a `.npy` file.
    const DESCRIPTOR: &str;

    fn of<A: Element>(number: A) -> Self;
}

impl Target for f32 {
    const DESCRIPTOR: &str = "<f4";

    fn of<A: Element>(number: A) -> Self {
        number.to_f64() as Self
    }
}

impl Target for f64 {
    const DESCRIPTOR: &str = "<f8";

    fn of<A: Element>(number: A) -> Self {
        number.to_f64()
    }
}

impl Target for i64 {
    const DESCRIPTOR: &str = "<i8";

    fn of<A: Element>(number: A) -> Self {
        number.to_i128() as Self
    }
}

/// Bytes that are to become an array.
pub(crate) struct Piece<'a> {
    pub(crate) header: &'a Header,
    pub(crate) bytes: &'a [u8],
    pub(crate) shape: Vec<usize>,
}

impl<'a> Piece<'a> {
    pub(crate) fn numbers<B: Target>(&self) -> Result<Numbers<'a, B>, String> {
        match header::descriptor(self.header) {
            same if same == B::DESCRIPTOR => self.array(self.elements()?),
            "<f4" => self.converted::<f32, B>(),
            "<f8" => self.converted::<f64, B>(),
            "|b1" => self.converted::<bool, B>(),
            "|i1" => self.converted::<i8, B>(),
            "|u1" => self.converted::<u8, B>(),
            "<i2" => self.converted::<i16, B>(),
            "<u2" => self.converted::<u16, B>(),
            "<i4" => self.converted::<i32, B>(),
            "<u4" => self.converted::<u32, B>(),
            "<i8" => self.converted::<i64, B>(),
            "<u8" => self.within_int64().and_then(|()| self.converted::<u64, B>()),
            _ => Err(header::unsupported(self.header)),
        }
    }

    /// The elements where they are, or a copy where they cannot be used as they lie: in a buffer that
    /// is aligned for bytes only, which allocators seldom give, or on a machine of another byte order.
    fn elements<A>(&self) -> Result<Cow<'a, [A]>, String>
    where
        A: ViewElement + ReadableElement + Clone,
    {
        let descriptor = &self.header.type_descriptor;
        let length = self.bytes.len() / size_of::<A>();
        match A::bytes_as_slice(self.bytes, descriptor, length) {
            Ok(elements) => Ok(Cow::Borrowed(elements)),
            Err(ViewDataError::Misaligned | ViewDataError::NonNativeEndian) => {
                let copy = A::read_to_end_exact_vec(self.bytes, descriptor, length);
                copy.map(Cow::Owned).map_err(damaged)
            }
            Err(error) => Err(damaged(error)),
        }
    }

    fn converted<A, B>(&self) -> Result<Numbers<'a, B>, String>
    where
        A: Element + ViewElement + ReadableElement,
        B: Target,
    {
        let elements: Cow<'_, [A]> = self.elements()?;
        let rounded = |own: &&A| A::WIDE && own.to_f64() as i128 != own.to_i128();
        if !B::INTEGER
            && let Some(own) = elements.par_iter().find_first(rounded)
        {
            return Err(header::beyond_float64(own));
        }
        let convert = |&own: &A| B::of(own);
        self.array(Cow::Owned(elements.par_iter().map(convert).collect()))
    }

    fn array<A: Clone>(&self, elements: Cow<'a, [A]>) -> Result<Numbers<'a, A>, String> {
        let shape = self.shape.clone();
        match elements {
            Cow::Borrowed(elements) => ArrayViewD::from_shape(shape, elements).map(CowArray::from),
            Cow::Owned(elements) => ArrayD::from_shape_vec(shape, elements).map(CowArray::from),
        }
        .map_err(|error| format!("has an impossible shape: {error}"))
    }

    fn within_int64(&self) -> Result<(), String> {
        let elements = self.elements::<u64>()?;
        let beyond = elements.iter().find(|&&whole| i64::try_from(whole).is_err());
        beyond.map_or(Ok(()), |&whole| Err(header::beyond_int64(whole)))
    }
}

fn damaged(error: impl fmt::Display) -> String {
    format!("is damaged: {error}; write it again with numpy.save")
}
