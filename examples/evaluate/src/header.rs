//! The headers of `.npy` files, and what to say of those that are not for us.

use std::fmt;
use std::io::{self, Read};

use ndarray_npy::npy::header::{Header, ParseHeaderError, ReadHeaderError};

/// The most bytes of a header, and the most brackets in one another: `numpy.save` stays far below, and
/// each bracket may double the time that the others take.
const LONGEST: usize = 1 << 20;
const DEEPEST: usize = 8;

const GARBLED: &str = "is not a .npy file: its header is garbled; write it with numpy.save";

pub(crate) fn read(reader: &mut impl Read) -> Result<Header, String> {
    let bytes = bytes(reader).map_err(|error| not_npy(&error.into()))?;
    if bytes.len() > LONGEST || depth(&bytes) > DEEPEST {
        return Err(GARBLED.into());
    }
    Header::from_reader(&mut bytes.as_slice()).map_err(|error| not_npy(&error))
}

/// The bytes before the data: magic string, version, length and dictionary.
fn bytes(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(10).read_to_end(&mut bytes)?;
    if !bytes.starts_with(b"\x93NUMPY") {
        return Ok(bytes);
    }
    if bytes.get(6) != Some(&1) {
        reader.take(2).read_to_end(&mut bytes)?;
    }
    let length =
        bytes.iter().skip(8).rev().fold(0, |length, &byte| (length << 8) | u64::from(byte));
    reader.take(length.min(LONGEST as u64)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How many brackets stand in one another.
fn depth(bytes: &[u8]) -> usize {
    let depths = bytes.iter().scan(0_usize, |depth, byte| {
        match byte {
            b'(' | b'[' | b'{' => *depth += 1,
            b')' | b']' | b'}' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some(*depth)
    });
    depths.max().unwrap_or(0)
}

/// What the elements are, as `.npy` files write it; nothing for records.
pub(crate) fn descriptor(header: &Header) -> &str {
    header.type_descriptor.as_string().map_or("", String::as_str)
}

/// Compares the length of the data with what the shape promises, before anything is allocated for
/// it: a header may promise more than any machine holds.
pub(crate) fn check_length(header: &Header, size: usize, found: u64) -> Result<(), String> {
    let promised = header.shape.iter().try_fold(size, |total, &axis| total.checked_mul(axis));
    if promised.is_some_and(|promised| promised as u64 == found) {
        return Ok(());
    }
    Err(format!(
        "holds {found} bytes of data, but its header says {} of {size} bytes each; \
         write it again with numpy.save",
        tuple(&header.shape)
    ))
}

fn not_npy(error: &ReadHeaderError) -> String {
    let cause = match error {
        ReadHeaderError::Parse(ParseHeaderError::MagicString) => String::new(),
        ReadHeaderError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            return format!("cannot be read: {error}; check the path");
        }
        ReadHeaderError::Io(_) => ": it ends within the header".into(),
        ReadHeaderError::Parse(ParseHeaderError::DictParse(_)) => return GARBLED.into(),
        ReadHeaderError::Parse(error) => format!(": {error}"),
    };
    format!("is not a .npy file{cause}; write it with numpy.save")
}

pub(crate) fn unsupported(header: &Header) -> String {
    let advice = match descriptor(header).trim_start_matches(['<', '|']) {
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

pub(crate) fn beyond_int64(whole: u64) -> String {
    format!("holds {whole}, beyond int64; save it as int64, or as float64 if rounding is fine")
}

/// Beside floats, an integer becomes a `float64`.
pub(crate) fn beyond_float64(whole: impl fmt::Display) -> String {
    format!(
        "holds {whole}, which no float64 holds; subtract one number near all first, or save it as float64 if \
         rounding is fine"
    )
}

/// A shape as Python writes it.
pub(crate) fn tuple(shape: &[usize]) -> String {
    match shape {
        [length] => format!("({length},)"),
        _ => format!("{shape:?}").replace('[', "(").replace(']', ")"),
    }
}
