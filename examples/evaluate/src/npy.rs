//! `.npy` files of any numeric type, held in three types without losing a digit.

use std::fs;
use std::io::Take;
use std::path::{Path, PathBuf};

use ndarray::{ArrayD, Axis, IxDyn, ShapeBuilder};
use ndarray_npy::ReadableElement;
use ndarray_npy::npy::header::Header;

use crate::failure::Failure;
use crate::{files, header};

/// An array and where it came from.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) numbers: Numbers,
}

/// What an array holds.
///
/// Single precision stays what it is, because clipping depends on the type of a prediction. Integers
/// become one type: every pair of types is compiled for every metric.
#[derive(Clone)]
pub(crate) enum Numbers {
    Single(ArrayD<f32>),
    Double(ArrayD<f64>),
    Whole(ArrayD<i64>),
}

impl File {
    pub(crate) fn read(path: impl AsRef<Path>) -> Result<Self, Failure> {
        let path = path.as_ref();
        let named = |problem| Failure::input(format!("{}: {problem}", path.display()));
        let numbers = files::open(path).and_then(Numbers::read).map_err(named)?;
        Ok(Self { path: path.into(), numbers })
    }

    /// The numbers as `f64`s; refuses an integer that no `f64` holds.
    pub(crate) fn into_f64(self) -> Result<ArrayD<f64>, Failure> {
        let named = |problem| Failure::input(format!("{}: {problem}", self.path.display()));
        self.numbers.into_f64().map_err(named)
    }

    /// Some samples, by their places.
    pub(crate) fn select(&self, samples: &[usize]) -> Self {
        Self { path: self.path.clone(), numbers: self.numbers.select(samples) }
    }
}

impl Numbers {
    fn read(mut file: Take<fs::File>) -> Result<Self, String> {
        let header = header::read(&mut file)?;
        Self::read_data(&header, file)
    }

    /// Reads what follows the header.
    pub(crate) fn read_data(header: &Header, file: Take<fs::File>) -> Result<Self, String> {
        match header::descriptor(header) {
            "<f4" => array(header, file, 4, Ok).map(Self::Single),
            "<f8" => array(header, file, 8, Ok).map(Self::Double),
            "|b1" => array::<bool, _>(header, file, 1, |b| Ok(b.into())).map(Self::Whole),
            "|i1" => array::<i8, _>(header, file, 1, |i| Ok(i.into())).map(Self::Whole),
            "|u1" => array::<u8, _>(header, file, 1, |i| Ok(i.into())).map(Self::Whole),
            "<i2" => array::<i16, _>(header, file, 2, |i| Ok(i.into())).map(Self::Whole),
            "<u2" => array::<u16, _>(header, file, 2, |i| Ok(i.into())).map(Self::Whole),
            "<i4" => array::<i32, _>(header, file, 4, |i| Ok(i.into())).map(Self::Whole),
            "<u4" => array::<u32, _>(header, file, 4, |i| Ok(i.into())).map(Self::Whole),
            "<i8" => array(header, file, 8, Ok).map(Self::Whole),
            "<u8" => array(header, file, 8, within_int64).map(Self::Whole),
            _ => Err(header::unsupported(header)),
        }
    }

    pub(crate) fn shape(&self) -> &[usize] {
        match self {
            Self::Single(array) => array.shape(),
            Self::Double(array) => array.shape(),
            Self::Whole(array) => array.shape(),
        }
    }

    /// The numbers as `f64`s; refuses an integer that no `f64` holds.
    fn into_f64(self) -> Result<ArrayD<f64>, String> {
        match self {
            Self::Single(array) => Ok(array.mapv(f64::from)),
            Self::Double(array) => Ok(array),
            Self::Whole(array) => {
                let rounded = |whole: &&i64| **whole as f64 as i128 != i128::from(**whole);
                let beyond = array.iter().find(rounded);
                beyond.map_or(Ok(()), |&whole| Err(header::beyond_float64(whole)))?;
                Ok(array.mapv(|whole| whole as f64))
            }
        }
    }

    fn select(&self, samples: &[usize]) -> Self {
        match self {
            Self::Single(array) => Self::Single(array.select(Axis(0), samples)),
            Self::Double(array) => Self::Double(array.select(Axis(0), samples)),
            Self::Whole(array) => Self::Whole(array.select(Axis(0), samples)),
        }
    }

    /// All numbers in logical order.
    pub(crate) fn values(&self) -> Box<dyn Iterator<Item = f64> + '_> {
        match self {
            Self::Single(array) => Box::new(array.iter().map(|&x| f64::from(x))),
            Self::Double(array) => Box::new(array.iter().copied()),
            Self::Whole(array) => Box::new(array.iter().map(|&x| x as f64)),
        }
    }
}

/// Reads elements of type `A` of the given size and converts them, if there are as many as the header
/// says.
fn array<A: ReadableElement, B>(
    header: &Header,
    file: Take<fs::File>,
    size: usize,
    convert: impl Fn(A) -> Result<B, String>,
) -> Result<ArrayD<B>, String> {
    header::check_length(header, size, file.limit())?;
    let bytes = files::rest(file)?;
    let count = bytes.len() / size;
    let elements = A::read_to_end_exact_vec(&bytes[..], &header.type_descriptor, count)
        .map_err(|error| format!("is damaged: {error}; write it again with numpy.save"))?;
    let shape = IxDyn(&header.shape).set_f(header.layout.is_fortran());
    let elements = elements.into_iter().map(convert).collect::<Result<_, _>>()?;
    ArrayD::from_shape_vec(shape, elements)
        .map_err(|error| format!("has an impossible shape {:?}: {error}", header.shape))
}

fn within_int64(whole: u64) -> Result<i64, String> {
    i64::try_from(whole).map_err(|_| header::beyond_int64(whole))
}
