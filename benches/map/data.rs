//! Numbers for each kind of metric, which every element type can hold.

use ndarray_metrics::element::Element;

use crate::random::Random;

/// What the arrays of a metric hold.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Data {
    /// Whole numbers from 1 to 10, and predictions near them, above 0.
    Numbers,
    /// The same in a single column: arrays of two axes only.
    Column,
    /// The same in several columns: arrays of two axes only.
    Columns,
    /// Labels 0 and 1, and scores in (0, 1).
    Binary,
    /// Labels and predicted labels of ten classes.
    Labels,
    /// One-hot rows and probabilities that sum to 1.
    OneHot,
    /// Class labels and probabilities that sum to 1.
    ClassLabels,
    /// Class labels and logits.
    Logits,
}

impl Data {
    /// Whether the metric takes arrays of two axes only.
    pub(crate) fn is_of_two_axes(self) -> bool {
        matches!(self, Self::Column | Self::Columns)
    }
}

/// Truth and prediction, one row after the other. The truth has one number for each row of class labels,
/// else as many numbers as the prediction.
pub(crate) fn numbers<T: Element, P: Element>(
    data: Data,
    rows: usize,
    length: usize,
) -> (Vec<T>, Vec<P>) {
    let mut random = Random(rows as u64 * 31 + length as u64);
    let (mut truth, mut prediction) = (Vec::new(), Vec::new());
    for _ in 0..rows {
        match data {
            Data::Numbers | Data::Column | Data::Columns | Data::Binary | Data::Labels => {
                let pairs = (0..length).map(|_| pair::<P>(data, &mut random));
                let (y, p): (Vec<_>, Vec<_>) = pairs.unzip();
                truth.extend(y);
                prediction.extend(p);
            }
            Data::OneHot | Data::ClassLabels | Data::Logits => {
                let class = random.class(length) as usize;
                let one_hot = (0..length).map(|i| f64::from(u8::from(i == class)));
                match data {
                    Data::OneHot => truth.extend(one_hot),
                    _ => truth.push(class as f64),
                }
                prediction.extend(scores(data, length, &mut random));
            }
        }
    }
    let truth = truth.into_iter().map(T::nearest).collect();
    (truth, prediction.into_iter().map(P::nearest).collect())
}

/// In (0, 1].
fn positive(random: &mut Random) -> f64 {
    f64::from(random.positive())
}

fn pair<P: Element>(data: Data, random: &mut Random) -> (f64, f64) {
    match data {
        Data::Binary => {
            let y = f64::from(random.coin());
            (y, 0.3 * y + 0.7 * positive(random))
        }
        Data::Labels => {
            let y = random.class(10);
            (y as f64, if positive(random) < 0.7 { y } else { random.class(10) } as f64)
        }
        _ => {
            let y = (1 + random.class(10)) as f64;
            (
                y,
                if P::INTEGER {
                    (1 + random.class(10)) as f64
                } else {
                    y + 0.1 * f64::from(random.normal())
                },
            )
        }
    }
}

fn scores(data: Data, length: usize, random: &mut Random) -> Vec<f64> {
    let peaked: Vec<_> = (0..length).map(|_| (-positive(random).ln()).powi(3) + 1e-3).collect();
    let total: f64 = peaked.iter().sum();
    let score = |weight: f64| if data == Data::Logits { weight.ln() } else { weight / total };
    peaked.into_iter().map(score).collect()
}

/// Weights in (0, 1), and the mask of those below 0.8.
pub(crate) fn weights(count: usize) -> (Vec<f64>, Vec<bool>) {
    let mut random = Random(7);
    let weights: Vec<_> = (0..count).map(|_| positive(&mut random)).collect();
    let mask = weights.iter().map(|&weight| weight < 0.8).collect();
    (weights, mask)
}
