//! The file that names the group of each sample.

use std::fmt;
use std::fs::File;
use std::io::Take;
use std::path::Path;

use ndarray::{ArrayD, Axis, IxDyn, ShapeBuilder};
use ndarray_npy::npy::header::Header;

use crate::failure::Failure;
use crate::files;
use crate::header;
use crate::npy::Numbers;

/// The most characters of a text.
const LONGEST: usize = 1 << 20;

/// What a group is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Whole(i64),
    Text(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => write!(f, "{whole}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// The key of each sample, one element or more, and where they came from.
pub(crate) struct Keys {
    pub(crate) path: String,
    pub(crate) samples: Vec<Vec<Key>>,
}

pub(crate) fn read(path: impl AsRef<Path>) -> Result<Keys, Failure> {
    let path = path.as_ref();
    let named = |problem| Failure::input(format!("{}: {problem}", path.display()));
    let samples = samples(path).map_err(named)?;
    Ok(Keys { path: path.display().to_string(), samples })
}

fn samples(path: &Path) -> Result<Vec<Vec<Key>>, String> {
    let mut file = files::open(path)?;
    let header = header::read(&mut file)?;
    let keys = match text_type(&header) {
        Some((letter, length)) => {
            let size = length * if letter == 'U' { 4 } else { 1 };
            header::check_length(&header, size, file.limit())?;
            let bytes = files::rest(file)?;
            let key =
                |place| text(letter, bytes.get(place * size..(place + 1) * size)).map(Key::Text);
            array(&header, (0..header.shape.iter().product()).map(key).collect::<Result<_, _>>()?)?
        }
        None => whole(&header, file)?,
    };
    if !(1..=2).contains(&keys.ndim()) {
        let found = header::tuple(keys.shape());
        return Err(format!(
            "has shape {found}, expected (samples,), or (samples, parts) for keys of several parts; reshape it"
        ));
    }
    Ok(keys.axis_iter(Axis(0)).map(|sample| sample.iter().cloned().collect()).collect())
}

/// Whether the elements are texts: `U` for characters of 4 bytes, `S` for bytes, and how many there are of them.
fn text_type(header: &Header) -> Option<(char, usize)> {
    let mut letters = header::descriptor(header).trim_start_matches(['<', '|']).chars();
    let letter = letters.next().filter(|&letter| letter == 'U' || letter == 'S')?;
    // Of texts without length, a header could promise any number; longer ones are no names.
    Some((letter, letters.as_str().parse().ok().filter(|length| (1..=LONGEST).contains(length))?))
}

fn whole(header: &Header, file: Take<File>) -> Result<ArrayD<Key>, String> {
    let kind = header::descriptor(header).trim_start_matches(['<', '>', '|']);
    if kind.starts_with(['i', 'u', 'b'])
        && let Numbers::Whole(array) = Numbers::read_data(header, file)?
    {
        return Ok(array.mapv(Key::Whole));
    }
    Err(format!(
        "has elements of type {}, expected whole numbers or texts; convert it with array.astype(str)",
        header.type_descriptor
    ))
}

fn array(header: &Header, keys: Vec<Key>) -> Result<ArrayD<Key>, String> {
    let shape = IxDyn(&header.shape).set_f(header.layout.is_fortran());
    ArrayD::from_shape_vec(shape, keys)
        .map_err(|error| format!("has an impossible shape {:?}: {error}", header.shape))
}

/// A text as `NumPy` stores it: of 4 bytes a character or of UTF-8, and filled up with zeros.
fn text(letter: char, bytes: Option<&[u8]>) -> Result<String, String> {
    let bytes = bytes.unwrap_or_default();
    let text = match letter {
        'U' => characters(bytes),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    };
    let text = text.ok_or("holds a text that is not Unicode; write it with array.astype(str)")?;
    Ok(text.trim_end_matches('\0').into())
}

fn characters(bytes: &[u8]) -> Option<String> {
    let codes =
        bytes.chunks_exact(4).map(|code| u32::from_le_bytes([code[0], code[1], code[2], code[3]]));
    codes.map(char::from_u32).collect()
}
