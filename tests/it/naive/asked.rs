//! A metric as the oracle asks it, whatever its type and those of its arrays. All that the oracle does is
//! compiled once; for each metric and pair of element types there is what stands here.

use std::any::type_name;

use ndarray::{Array1, ArrayViewD};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Measure, Streaming};

use super::arrays::{Kind, Number, Stored};

/// What a stream says, or why it refused the batch.
pub(super) type Found = Result<Vec<Result<f64, Undefined>>, Error>;

/// The values of the samples, or why the batch is refused.
pub(super) type OfSamples = Result<Array1<f64>, Error>;

/// Weights of one of the types that weights may have.
pub(super) enum Weights {
    F64(Stored<f64>),
    F32(Stored<f64>),
    U8(Stored<f64>),
    Bool(Stored<f64>),
}

impl Weights {
    /// In plain numbers.
    pub(super) fn plain(&self) -> Vec<f64> {
        match self {
            Self::F64(weights) => Kind::of::<f64>().plain(weights),
            Self::F32(weights) => Kind::of::<f32>().plain(weights),
            Self::U8(weights) => Kind::of::<u8>().plain(weights),
            Self::Bool(weights) => Kind::of::<bool>().plain(weights),
        }
    }
}

/// A batch in its layouts: the numbers that its elements are made of.
pub(super) struct Arrays {
    pub(super) y: Stored<f64>,
    pub(super) p: Stored<f64>,
}

pub(super) trait Asked {
    /// The types of the metric and of the elements.
    fn types(&self) -> &'static str;

    fn kinds(&self) -> [Kind; 2];

    /// What a fresh stream says of a batch.
    fn found(&self, arrays: &Arrays, weights: Option<&Weights>) -> Found;

    /// The values per sample, if the metric has them.
    fn of_samples(&self, arrays: &Arrays, weights: Option<&Stored<f64>>) -> Option<OfSamples>;
}

/// What reads the numbers of a stream.
type Read<M> = fn(&Streaming<M>) -> Vec<Result<f64, Undefined>>;

/// What finds the values per sample.
type Samples<M, T, P> =
    fn(&M, &ArrayViewD<'_, T>, &ArrayViewD<'_, P>, Option<&ArrayViewD<'_, f64>>) -> OfSamples;

/// A metric of arrays of two element types.
pub(super) struct Typed<M: Measure, T, P> {
    pub(super) measure: M,
    pub(super) read: Read<M>,
    pub(super) samples: Option<Samples<M, T, P>>,
}

impl<M: Measure, T: Number, P: Number> Typed<M, T, P> {
    fn update(
        stream: &mut Streaming<M>,
        y: &ArrayViewD<'_, T>,
        p: &ArrayViewD<'_, P>,
        weights: Option<&Weights>,
    ) -> Result<(), Error> {
        match weights {
            None => stream.update(y, p),
            Some(Weights::F64(w)) => stream.update_weighted(y, p, &w.view()),
            Some(Weights::F32(w)) => stream.update_weighted(y, p, &w.of::<f32>().view()),
            Some(Weights::U8(w)) => stream.update_weighted(y, p, &w.of::<u8>().view()),
            Some(Weights::Bool(w)) => stream.update_weighted(y, p, &w.of::<bool>().view()),
        }
    }
}

impl<M: Measure, T: Number, P: Number> Asked for Typed<M, T, P> {
    fn types(&self) -> &'static str {
        type_name::<(M, T, P)>()
    }

    fn kinds(&self) -> [Kind; 2] {
        [Kind::of::<T>(), Kind::of::<P>()]
    }

    fn found(&self, arrays: &Arrays, weights: Option<&Weights>) -> Found {
        let (y, p) = (arrays.y.of::<T>(), arrays.p.of::<P>());
        let mut stream = self.measure.clone().streaming();
        let update = Self::update(&mut stream, &y.view(), &p.view(), weights);
        let left_alone = update.is_ok() || stream == self.measure.clone().streaming();
        assert!(left_alone, "a refused batch changed the stream to {stream:?}");
        update.map(|()| (self.read)(&stream))
    }

    fn of_samples(&self, arrays: &Arrays, weights: Option<&Stored<f64>>) -> Option<OfSamples> {
        let (y, p) = (arrays.y.of::<T>(), arrays.p.of::<P>());
        let weights = weights.map(Stored::view);
        self.samples.map(|samples| samples(&self.measure, &y.view(), &p.view(), weights.as_ref()))
    }
}
