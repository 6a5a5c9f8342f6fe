//! The predictions that are drawn.

use std::error::Error;
use std::path::Path;

use ndarray::{Array1, Array2, ArrayView1};
use ndarray_npy::{ReadNpyExt, read_npy};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");

/// Tumours: 1 is benign, 0 malignant.
pub(crate) struct BreastCancer {
    pub(crate) labels: Array1<u8>,
    pub(crate) probabilities: Array1<f32>,
}

/// Handwritten digits: a probability for each of ten classes.
pub(crate) struct Digits {
    pub(crate) labels: Array1<u8>,
    pub(crate) probabilities: Array2<f32>,
}

impl BreastCancer {
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let [labels, probabilities] = ["breast_cancer_labels", "breast_cancer_probabilities"];
        Ok(Self { labels: read(labels)?, probabilities: read(probabilities)? })
    }
}

impl Digits {
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let [labels, probabilities] = ["digits_labels", "digits_probabilities"];
        Ok(Self { labels: read(labels)?, probabilities: read(probabilities)? })
    }

    /// Every digit against all others: its name, what is this digit, and how probable that was.
    pub(crate) fn against_others(
        &self,
    ) -> impl Iterator<Item = (String, Array1<bool>, ArrayView1<'_, f32>)> {
        self.probabilities.columns().into_iter().enumerate().map(|(digit, probabilities)| {
            let truth = self.labels.mapv(|label| usize::from(label) == digit);
            (format!("digit {digit}"), truth, probabilities)
        })
    }
}

fn read<A: ReadNpyExt>(name: &str) -> Result<A, Box<dyn Error>> {
    Ok(read_npy(Path::new(FOLDER).join(name).with_extension("npy"))?)
}
