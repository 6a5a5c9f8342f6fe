//! Checks the named inputs of one model together.

use super::SampleShape;
use crate::error::Error;

/// The named inputs of a model. Each has a sample shape, and all have the same number of samples.
///
/// ```
/// use ndarray::Array;
/// use ndarray_metrics::shape::{Inputs, SampleShape};
///
/// let tabular = Array::<f32, _>::zeros((1000, 5));
/// let sensors = Array::<f64, _>::zeros((1000, 200));
/// let inputs = Inputs::new([
///     ("tabular", SampleShape::new([5])),
///     ("sensors", SampleShape::new([200])),
/// ])?;
///
/// assert_eq!(inputs.check([tabular.shape(), sensors.shape()])?, 1000); // by position
/// let named = [("sensors", sensors.shape()), ("tabular", tabular.shape())];
/// assert_eq!(inputs.check_named(named)?, 1000); // by name
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    declared: Vec<(String, SampleShape)>,
}

impl Inputs {
    /// Declares inputs by name and shape.
    ///
    /// # Errors
    ///
    /// [`Error::InputName`] for a name declared twice.
    pub fn new<N: Into<String>>(
        declared: impl IntoIterator<Item = (N, SampleShape)>,
    ) -> Result<Self, Error> {
        let declared: Vec<_> =
            declared.into_iter().map(|(name, shape)| (name.into(), shape)).collect();
        let inputs = Self { declared };
        match repeated(&inputs.names()) {
            Some(name) => Err(inputs.name_error(name, "declared twice")),
            None => Ok(inputs),
        }
    }

    /// Checks the shapes of arrays, given in the order of declaration, and returns their number of
    /// samples.
    ///
    /// # Errors
    ///
    /// [`Error::InputCount`], the errors of [`SampleShape::check`] with the input's name, and
    /// [`Error::SampleCounts`] with every input's size if the batch sizes differ.
    pub fn check<'a>(&self, shapes: impl IntoIterator<Item = &'a [usize]>) -> Result<usize, Error> {
        let shapes: Vec<_> = shapes.into_iter().collect();
        if shapes.len() != self.declared.len() {
            return Err(Error::InputCount { expected: self.names(), found: shapes.len() });
        }
        let counts = self.declared.iter().zip(shapes).map(|((name, expected), found)| {
            Ok((name.clone(), expected.check_dimensions(name, found)?))
        });
        equal_counts(counts.collect::<Result<_, Error>>()?)
    }

    /// Checks the shapes of arrays, given by name in any order, and returns their number of
    /// samples.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check), and [`Error::InputName`] for a name that is missing, unknown or
    /// given twice.
    pub fn check_named<'a>(
        &self,
        given: impl IntoIterator<Item = (&'a str, &'a [usize])>,
    ) -> Result<usize, Error> {
        let given: Vec<_> = given.into_iter().collect();
        let names: Vec<_> = given.iter().map(|(name, _)| (*name).to_owned()).collect();
        let declared = self.names();
        if let Some(name) = names.iter().find(|name| !declared.contains(name)) {
            return Err(self.name_error(name.clone(), "unknown"));
        }
        if let Some(name) = repeated(&names) {
            return Err(self.name_error(name, "given twice"));
        }
        self.check(
            declared
                .iter()
                .map(|name| shape_of(name, &given))
                .collect::<Option<Vec<_>>>()
                .ok_or_else(|| self.name_error(missing(&declared, &names), "missing"))?,
        )
    }

    fn names(&self) -> Vec<String> {
        self.declared.iter().map(|(name, _)| name.clone()).collect()
    }

    fn name_error(&self, name: String, problem: &'static str) -> Error {
        Error::InputName { name, problem, expected: self.names() }
    }
}

fn shape_of<'a>(name: &str, given: &[(&'a str, &'a [usize])]) -> Option<&'a [usize]> {
    given.iter().find(|(other, _)| *other == name).map(|&(_, shape)| shape)
}

fn missing(declared: &[String], given: &[String]) -> String {
    declared.iter().find(|name| !given.contains(name)).cloned().unwrap_or_default()
}

fn repeated(names: &[String]) -> Option<String> {
    (1..names.len()).find(|&i| names[..i].contains(&names[i])).map(|i| names[i].clone())
}

/// Returns the number of samples that all inputs share, 0 without inputs; refuses differing ones.
pub(crate) fn equal_counts(counts: Vec<(String, usize)>) -> Result<usize, Error> {
    let samples = counts.first().map_or(0, |&(_, n)| n);
    if counts.iter().all(|&(_, n)| n == samples) {
        return Ok(samples);
    }
    Err(Error::SampleCounts { counts })
}
