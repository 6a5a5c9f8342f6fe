//! The arrays that `data.py` has written, and what the other libraries need them as.

use std::path::Path;

use linfa::dataset::Pr;
use linfa_ndarray::Array1 as LinfaArray1;
use ndarray::{Array1, Array2};
use ndarray_npy::{ReadNpyError, ReadableElement, read_npy};

type Read<T> = Result<T, ReadNpyError>;

fn vector<A: ReadableElement>(data: &Path, name: &str, member: &str) -> Read<Array1<A>> {
    read_npy(data.join(format!("{name}_{member}.npy")))
}

fn matrix(data: &Path, name: &str, member: &str) -> Read<Array2<f32>> {
    read_npy(data.join(format!("{name}_{member}.npy")))
}

/// Numbers of one type.
pub(crate) struct Numbers<A> {
    pub(crate) y: Array1<A>,
    pub(crate) p: Array1<A>,
}

impl<A: ReadableElement> Numbers<A> {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        Ok(Self { y: vector(data, name, "y")?, p: vector(data, name, "p")? })
    }
}

pub(crate) struct Weighted<A> {
    pub(crate) y: Array1<A>,
    pub(crate) p: Array1<A>,
    pub(crate) w: Array1<A>,
}

impl<A: ReadableElement> Weighted<A> {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        let (y, p) = (vector(data, name, "y")?, vector(data, name, "p")?);
        Ok(Self { y, p, w: vector(data, name, "w")? })
    }
}

/// Matrices as they were written: row-major or column-major.
pub(crate) struct Matrices {
    pub(crate) y: Array2<f32>,
    pub(crate) p: Array2<f32>,
}

impl Matrices {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        Ok(Self { y: matrix(data, name, "y")?, p: matrix(data, name, "p")? })
    }
}

/// Points with the labels of their clusters.
pub(crate) struct Points {
    pub(crate) y: Array1<i64>,
    pub(crate) p: Array2<f64>,
}

impl Points {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        let points = read_npy(data.join(format!("{name}_p.npy")))?;
        Ok(Self { y: vector(data, name, "y")?, p: points })
    }
}

pub(crate) struct Regression {
    pub(crate) y: Array1<f32>,
    pub(crate) p: Array1<f32>,
    pub(crate) linfa_y: LinfaArray1<f32>,
    pub(crate) linfa_p: LinfaArray1<f32>,
}

impl Regression {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        let (y, p) = (vector(data, name, "y")?, vector(data, name, "p")?);
        let (linfa_y, linfa_p) = (y.to_vec().into(), p.to_vec().into());
        Ok(Self { y, p, linfa_y, linfa_p })
    }
}

pub(crate) struct Binary {
    pub(crate) y: Array1<f32>,
    pub(crate) p: Array1<f32>,
    pub(crate) labels: Array1<u8>,
    pub(crate) linfa_y: LinfaArray1<bool>,
    pub(crate) linfa_p: LinfaArray1<Pr>,
}

impl Binary {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        let (y, p): (Array1<f32>, Array1<f32>) =
            (vector(data, name, "y")?, vector(data, name, "p")?);
        let labels = y.mapv(|y| u8::from(y == 1.0));
        let linfa_y = y.iter().map(|&y| y == 1.0).collect();
        let linfa_p = p.iter().map(|&p| Pr::new(p)).collect();
        Ok(Self { y, p, labels, linfa_y, linfa_p })
    }
}

pub(crate) struct Rows {
    pub(crate) y: Array1<i64>,
    pub(crate) one_hot: Array2<f32>,
    pub(crate) p: Array2<f32>,
}

impl Rows {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        let (one_hot, p) = (matrix(data, name, "o")?, matrix(data, name, "p")?);
        Ok(Self { y: vector(data, name, "y")?, one_hot, p })
    }
}

pub(crate) struct Labels {
    pub(crate) y: Array1<i64>,
    pub(crate) p: Array1<i64>,
    pub(crate) linfa_y: LinfaArray1<usize>,
    pub(crate) linfa_p: LinfaArray1<usize>,
}

impl Labels {
    pub(crate) fn read(data: &Path, name: &str) -> Read<Self> {
        let (y, p): (Array1<i64>, Array1<i64>) =
            (vector(data, name, "y")?, vector(data, name, "p")?);
        let linfa = |labels: &Array1<i64>| labels.iter().map(|&label| label as usize).collect();
        Ok(Self { linfa_y: linfa(&y), linfa_p: linfa(&p), y, p })
    }
}
