//! The points of one batch in memory, by cluster, in an order of their own.

use super::labels::{label, refusal};
use crate::batch::{Batch, Block, Layout};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::bits::{exponent, power_of_two};
use crate::measure::Observer;
use crate::pass;
use crate::state::State;

use ndarray::{ArrayRef, Dimension};

/// Labelled points as they come: the state that a pass fills, in the order of the batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Points {
    labels: Vec<i64>,
    /// The features of each point, one after the other.
    features: Vec<f64>,
    width: usize,
}

impl State for Points {
    fn merge(&mut self, other: &Self) {
        self.labels.extend(&other.labels);
        self.features.extend(&other.features);
        self.width = self.width.max(other.width);
    }
}

/// Copies labelled points into memory.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Copied;

impl Observer for Copied {
    type State = Points;

    fn empty(&self) -> Points {
        Points::default()
    }

    fn layout(&self) -> Layout {
        Layout::TARGETS_AND_ROWS
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        points: &mut Points,
    ) -> Result<(), Error> {
        block.check_scores()?;
        for (i, &number) in block.y_true().iter().enumerate() {
            let own =
                label(number).ok_or_else(|| refusal("y_true", block.true_index(i), number))?;
            points.labels.push(own);
        }
        points.features.extend(block.y_pred().iter().map(|feature| feature.to_f64()));
        points.width = block.classes();
        match block.y_pred().iter().position(|feature| !feature.to_f64().is_finite()) {
            None => Ok(()),
            Some(i) => Err(Error::Value {
                argument: "y_pred",
                index: block.pred_index(i),
                found: block.y_pred()[i].to_f64(),
                expected: Domain::Finite,
            }),
        }
    }
}

/// Points by cluster: clusters by rising label, the points of each by rising features, so that equal multisets of
/// points are equal lists. All features are brought to a size of at most 2 by a power of two.
#[derive(Debug)]
pub(super) struct Clusters {
    /// The place of each point in the batch.
    pub(super) places: Vec<usize>,
    pub(super) features: Vec<f64>,
    pub(super) width: usize,
    /// Where each cluster ends.
    pub(super) ends: Vec<usize>,
}

impl Clusters {
    /// Reads labels and points of one batch, of two clusters at least.
    pub(super) fn of<T: Element, D: Dimension, P: Element, E: Dimension>(
        labels: &ArrayRef<T, D>,
        points: &ArrayRef<P, E>,
    ) -> Result<Self, Error> {
        let points = pass::filled(&Copied, &Batch::new(labels, points, None))?;
        let clusters = Self::sorted(&points);
        match clusters.ends.len() {
            0 => Err(Undefined::NoSamples.into()),
            1 => Err(Undefined::OneClass.into()),
            _ => Ok(clusters),
        }
    }

    fn sorted(points: &Points) -> Self {
        let width = points.width.max(1);
        let scaled = scaled(&points.features);
        let row = |i: usize| &scaled[i * width..(i + 1) * width];
        let mut places: Vec<_> = (0..points.labels.len()).collect();
        places.sort_by(|&i, &j| {
            let labels = points.labels[i].cmp(&points.labels[j]);
            labels.then_with(|| rising(row(i), row(j)))
        });
        let features = places.iter().flat_map(|&i| row(i)).copied().collect();
        let mut ends = Vec::new();
        for cluster in places.chunk_by(|&i, &j| points.labels[i] == points.labels[j]) {
            ends.push(ends.last().copied().unwrap_or(0) + cluster.len());
        }
        Self { places, features, width, ends }
    }

    /// The number of points.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The features of a point.
    pub(super) fn point(&self, i: usize) -> &[f64] {
        &self.features[i * self.width..(i + 1) * self.width]
    }

    /// The points of each cluster, as a range.
    pub(super) fn ranges(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| start..end)
    }
}

fn rising(a: &[f64], b: &[f64]) -> std::cmp::Ordering {
    let unequal = a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
    unequal.unwrap_or(std::cmp::Ordering::Equal)
}

/// Returns numbers times a power of two, the largest in [1, 2), so that no square leaves the range of `f64`.
/// −0.0 becomes 0.0.
fn scaled(numbers: &[f64]) -> Vec<f64> {
    let largest = numbers.iter().fold(0.0, |largest: f64, number| largest.max(number.abs()));
    if largest == 0.0 {
        return vec![0.0; numbers.len()];
    }
    let (all, half) = (-exponent(largest), -exponent(largest) / 2);
    let [first, second] = [half, all - half].map(power_of_two);
    numbers.iter().map(|number| number * first * second + 0.0).collect()
}
