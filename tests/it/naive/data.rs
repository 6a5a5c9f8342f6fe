//! Random batches: what truth and prediction hold, of which shape, in which layout.

use proptest::collection::vec;
use proptest::prelude::*;

use super::arrays::{Layout, Stored, Values};
use super::asked::Arrays;
use crate::data::Random;

/// What truth and prediction hold, what a unit is, and what has a weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Data {
    pub(super) form: Form,
    truth: Values,
    prediction: Values,
    /// The length of the last axis, where that is not random.
    classes: Option<usize>,
    /// Whether the rows of the prediction rise.
    rising: bool,
    /// Whether weights are whole numbers, since samples are counted.
    pub(super) counted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Elements,
    Rows,
    Cells,
    Columns,
    Labels,
    RowsForLabels,
    Single,
    Images,
}

/// A unit is one element of each.
pub(super) const fn elements(truth: Values, prediction: Values) -> Data {
    Data { form: Form::Elements, truth, prediction, classes: None, rising: false, counted: false }
}

/// A unit is one element of each, of arrays with one element for each sample.
pub(super) const fn single(truth: Values, prediction: Values) -> Data {
    Data { form: Form::Single, ..elements(truth, prediction) }
}

/// A unit is one sample of each, an image of elements.
pub(super) const fn images(truth: Values, prediction: Values) -> Data {
    Data { form: Form::Images, ..elements(truth, prediction) }
}

/// A unit is one row of each.
pub(super) const fn rows(truth: Values, prediction: Values) -> Data {
    Data { form: Form::Rows, ..elements(truth, prediction) }
}

/// A unit is one row of each, and every element has a weight of its own.
pub(super) const fn cells(truth: Values, prediction: Values) -> Data {
    Data { form: Form::Cells, ..elements(truth, prediction) }
}

/// The same for two axes at most: a unit is one sample of each.
pub(super) const fn columns(truth: Values, prediction: Values) -> Data {
    Data { form: Form::Columns, ..elements(truth, prediction) }
}

/// A unit is a label and a row of the prediction.
pub(super) const fn labels(truth: Values, prediction: Values) -> Data {
    Data { form: Form::Labels, ..elements(truth, prediction) }
}

/// A unit is a row of the truth and a label as prediction.
pub(super) const fn rows_for_labels(truth: Values, prediction: Values) -> Data {
    Data { form: Form::RowsForLabels, ..elements(truth, prediction) }
}

impl Data {
    /// With rows of so many classes.
    pub(super) const fn of(self, classes: usize) -> Self {
        Self { classes: Some(classes), ..self }
    }

    /// With weights that count samples.
    pub(super) const fn counted(self) -> Self {
        Self { counted: true, ..self }
    }

    /// With rows of the prediction that rise.
    pub(super) const fn rising(self) -> Self {
        Self { rising: true, ..self }
    }

    /// How many elements of truth and prediction belong to a unit, and how many weights.
    pub(super) fn steps(self, row: usize) -> [usize; 3] {
        match self.form {
            Form::Elements | Form::Single => [1, 1, 1],
            Form::Rows | Form::Images => [row, row, 1],
            Form::Cells | Form::Columns => [row, row, row],
            Form::Labels => [1, row, 1],
            Form::RowsForLabels => [row, 1, 1],
        }
    }

    /// The shapes of truth, of prediction, and of what has a weight.
    pub(super) fn shapes(self, whole: &[usize]) -> [&[usize]; 3] {
        let without = if matches!(self.form, Form::Elements | Form::Single | Form::Images) {
            whole
        } else {
            &whole[..whole.len() - 1]
        };
        match self.form {
            Form::Images => [whole, whole, &whole[..1]],
            Form::Elements | Form::Single | Form::Cells | Form::Columns => [whole; 3],
            Form::Rows => [whole, whole, without],
            Form::Labels => [without, whole, without],
            Form::RowsForLabels => [whole, without, without],
        }
    }
}

/// A random batch; the arrays' elements follow from the seed.
#[derive(Clone, Debug)]
pub(super) struct Case {
    shape: Vec<usize>,
    layouts: [Layout; 3],
    pub(super) seed: u64,
}

pub(super) fn cases() -> impl Strategy<Value = Case> {
    let layout = prop_oneof![
        Just(Layout::Contiguous),
        Just(Layout::Strided),
        Just(Layout::Reversed),
        Just(Layout::Transposed),
        (0..4_usize).prop_map(Layout::Broadcast),
    ];
    // Some batches are longer than the blocks and chunks that the crate works in.
    let samples = prop_oneof![9 => 0..7_usize, 1 => 500..700_usize];
    (samples, vec(0..5_usize, 0..4), [layout.clone(), layout.clone(), layout], any::<u64>())
        .prop_map(|(samples, sample, layouts, seed)| Case {
            shape: [vec![samples], sample].concat(),
            layouts,
            seed,
        })
}

impl Case {
    /// The shape of what has the most axes: rows have a last axis with a class on it, and of
    /// columns there are two axes, with all samples along the first.
    pub(super) fn shape(&self, data: Data) -> Vec<usize> {
        let mut shape = self.shape.clone();
        if data.form == Form::Columns {
            let rest: usize = shape.iter().skip(2).product();
            shape.truncate(2);
            shape[0] *= rest;
        } else if data.form == Form::Single {
            shape[1..].fill(1);
        } else if !matches!(data.form, Form::Elements | Form::Images) {
            if shape.len() == 1 {
                shape.push(3);
            }
            let last = shape.len() - 1;
            shape[last] = data.classes.unwrap_or(shape[last].max(1));
        }
        shape
    }

    pub(super) fn arrays(&self, data: Data) -> Arrays {
        let shape = self.shape(data);
        let [y_shape, p_shape, _] = data.shapes(&shape);
        let (classes, random) = (shape[shape.len() - 1], &mut Random(self.seed));
        let y = Stored::new(self.layouts[0], y_shape, || data.truth.draw(random, classes));
        let mut p = Stored::new(self.layouts[1], p_shape, || data.prediction.draw(random, classes));
        if data.rising {
            p.sort_rows();
        }
        Arrays { y, p }
    }

    /// Weights for some leading axes, zeros among them; small integers or any numbers.
    pub(super) fn weights(&self, axes: &[usize], integers: bool) -> Stored<f64> {
        let random = &mut Random(!self.seed);
        Stored::new(self.layouts[2], axes, || match (random.below(5), integers) {
            (0, _) => 0.0,
            (n, true) => n as f64,
            (_, false) => 0.1 + random.unit(),
        })
    }
}
