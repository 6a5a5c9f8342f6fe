//! `.npy` files of any numeric type, held in three types without losing a digit.

use std::fs;
use std::path::{Path, PathBuf};

use ndarray::{ArrayD, IxDyn, ShapeBuilder};
use ndarray_npy::ReadableElement;
use ndarray_npy::npy::header::{Header, ParseHeaderError, ReadHeaderError};

use crate::failure::Failure;

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
        let bytes = fs::read(path)
            .map_err(|error| named(format!("cannot be read: {error}; check the path")))?;
        let numbers = Numbers::parse(&bytes).map_err(named)?;
        Ok(Self { path: path.into(), numbers })
    }
}

impl Numbers {
    fn parse(mut bytes: &[u8]) -> Result<Self, String> {
        let header = Header::from_reader(&mut bytes).map_err(|error| not_npy(&error))?;
        match header.type_descriptor.as_string().map_or("", String::as_str) {
            "<f4" => array(&header, bytes, 4, Ok).map(Self::Single),
            "<f8" => array(&header, bytes, 8, Ok).map(Self::Double),
            "|b1" => array::<bool, _>(&header, bytes, 1, |b| Ok(b.into())).map(Self::Whole),
            "|i1" => array::<i8, _>(&header, bytes, 1, |i| Ok(i.into())).map(Self::Whole),
            "|u1" => array::<u8, _>(&header, bytes, 1, |i| Ok(i.into())).map(Self::Whole),
            "<i2" => array::<i16, _>(&header, bytes, 2, |i| Ok(i.into())).map(Self::Whole),
            "<u2" => array::<u16, _>(&header, bytes, 2, |i| Ok(i.into())).map(Self::Whole),
            "<i4" => array::<i32, _>(&header, bytes, 4, |i| Ok(i.into())).map(Self::Whole),
            "<u4" => array::<u32, _>(&header, bytes, 4, |i| Ok(i.into())).map(Self::Whole),
            "<i8" => array(&header, bytes, 8, Ok).map(Self::Whole),
            "<u8" => array(&header, bytes, 8, within_int64).map(Self::Whole),
            _ => Err(unsupported(&header)),
        }
    }

    pub(crate) fn shape(&self) -> &[usize] {
        match self {
            Self::Single(array) => array.shape(),
            Self::Double(array) => array.shape(),
            Self::Whole(array) => array.shape(),
        }
    }

    pub(crate) fn into_f64(self) -> ArrayD<f64> {
        match self {
            Self::Single(array) => array.mapv(f64::from),
            Self::Double(array) => array,
            Self::Whole(array) => array.mapv(|whole| whole as f64),
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

/// Reads elements of type `A` of the given size and converts them.
///
/// The length is compared with the header's shape before anything is allocated for it: a header
/// may promise more than any machine holds.
fn array<A: ReadableElement, B>(
    header: &Header,
    bytes: &[u8],
    size: usize,
    convert: impl Fn(A) -> Result<B, String>,
) -> Result<ArrayD<B>, String> {
    let promised = header.shape.iter().try_fold(size, |total, &axis| total.checked_mul(axis));
    if promised != Some(bytes.len()) {
        return Err(wrong_length(header, size, bytes.len()));
    }
    let elements = A::read_to_end_exact_vec(bytes, &header.type_descriptor, bytes.len() / size)
        .map_err(|error| format!("is damaged: {error}; write it again with numpy.save"))?;
    let shape = IxDyn(&header.shape).set_f(header.layout.is_fortran());
    let elements = elements.into_iter().map(convert).collect::<Result<_, _>>()?;
    ArrayD::from_shape_vec(shape, elements)
        .map_err(|error| format!("has an impossible shape {:?}: {error}", header.shape))
}

fn within_int64(whole: u64) -> Result<i64, String> {
    i64::try_from(whole).map_err(|_| {
        format!("holds {whole}, beyond int64; save it as int64, or as float64 if rounding is fine")
    })
}

fn not_npy(error: &ReadHeaderError) -> String {
    let cause = match error {
        ReadHeaderError::Parse(ParseHeaderError::MagicString) => String::new(),
        ReadHeaderError::Io(_) => ": it ends within the header".into(),
        ReadHeaderError::Parse(ParseHeaderError::DictParse(_)) => ": its header is garbled".into(),
        ReadHeaderError::Parse(error) => format!(": {error}"),
    };
    format!("is not a .npy file{cause}; write it with numpy.save")
}

fn wrong_length(header: &Header, size: usize, found: usize) -> String {
    let shape = tuple(&header.shape);
    format!(
        "holds {found} bytes of data, but its header says {shape} of {size} bytes each; \
         write it again with numpy.save"
    )
}

fn unsupported(header: &Header) -> String {
    let descriptor = header.type_descriptor.as_string().map_or("", String::as_str);
    let advice = match descriptor.trim_start_matches(['<', '|']) {
        big if big.starts_with('>') => {
            "it is big-endian; convert it with array.astype(array.dtype.newbyteorder('<'))"
        }
        "f2" => "convert it with array.astype('float32')",
        complex if complex.starts_with('c') => "split it into array.real and array.imag",
        text if text.starts_with(['U', 'S', 'O']) => "map the values to numbers",
        "" => "save one field by itself, as in array['x']",
        _ => "convert it with array.astype('float64')",
    };
    format!("has elements of type {}, which is not supported; {advice}", header.type_descriptor)
}

/// A shape as Python writes it.
pub(crate) fn tuple(shape: &[usize]) -> String {
    match shape {
        [length] => format!("({length},)"),
        _ => format!("{shape:?}").replace('[', "(").replace(']', ")"),
    }
}
