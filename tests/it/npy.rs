//! Reads the arrays in `examples/data`: one format, two types. A crate for all of `.npy` would be a
//! third of what this program waits for.

use std::fs;
use std::path::Path;

use ndarray::{Array, ArrayD, Dimension, IxDyn};

/// A type of the arrays in `examples/data`.
pub(crate) trait Stored: Sized {
    /// What `.npy` files call it.
    const DESCRIPTOR: &str;
    const SIZE: usize;

    fn from_bytes(bytes: &[u8]) -> Self;
}

impl Stored for u8 {
    const DESCRIPTOR: &str = "'|u1'";
    const SIZE: usize = 1;

    fn from_bytes(bytes: &[u8]) -> Self {
        bytes[0]
    }
}

impl Stored for f32 {
    const DESCRIPTOR: &str = "'<f4'";
    const SIZE: usize = 4;

    fn from_bytes(bytes: &[u8]) -> Self {
        Self::from_le_bytes(bytes.try_into().expect("four bytes"))
    }
}

/// The array in a file, which has as many axes as the caller expects.
pub(crate) fn read<A: Stored, D: Dimension>(file: &str) -> Array<A, D> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(file);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let content = bytes.strip_prefix(b"\x93NUMPY\x01\x00").expect("version 1 of the format");
    let (length, content) = content.split_first_chunk().expect("the header's length");
    let (header, data) = content.split_at(u16::from_le_bytes(*length).into());
    let header = str::from_utf8(header).expect("a header in ASCII");
    assert!(header.contains(&format!("'descr': {}, 'fortran_order': False", A::DESCRIPTOR)));
    let (_, shape) = header.split_once("'shape': (").expect("a shape");
    let (shape, _) = shape.split_once(')').expect("the shape's end");
    let axes = shape.split(',').filter(|axis| !axis.trim().is_empty());
    let shape: Vec<usize> = axes.map(|axis| axis.trim().parse().expect("an axis")).collect();
    let numbers = data.chunks_exact(A::SIZE).map(A::from_bytes).collect();
    let array = ArrayD::from_shape_vec(IxDyn(&shape), numbers).expect("numbers for the shape");
    array.into_dimensionality().expect("as many axes as the caller expects")
}
