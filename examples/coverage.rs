//! How often intervals of 95 % cover the true value: simulated evaluations of 20, 100 and 1000 samples.
//!
//! ```text
//! cargo run --release --example coverage                    a taste: 40 simulations
//! cargo run --release --example coverage -- 2000            the table of the guide, 10 seconds
//! cargo run --release --example coverage -- 2000 --all      with values from replicates, some minutes
//! ```
//!
//! A row has the kind of interval, the metric and its true value; for each number of samples the share of the
//! intervals that hold the true value, and in brackets the share of evaluations that have no interval.

use ndarray::{Array1, Array2};
use ndarray_metrics::metrics::Thresholds;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Estimate, Interval};

/// A taste.
const SIMULATIONS: u64 = 40;

/// With 1000 samples, at least so many intervals of 95 % cover, also by 40 simulations. The page of the guide says of
/// which values this is not true.
const LEAST: f64 = 0.85;
const EXCEPTIONS: [&str; 2] = ["MSE of lognormal errors 7.39", "ECE of 10 bins 0.02"];
const SIZES: [usize; 3] = [20, 100, 1000];

fn main() {
    println!(
        "kind of interval      metric, true value               20           100          1000"
    );
    shares();
    means();
    counts();
    areas();
    moments();
    sums();
    if std::env::args().any(|argument| argument == "--all") {
        resampled();
    }
}

fn shares() {
    for p in [0.5, 0.8, 0.95, 0.99] {
        let accuracy = |n, random: &mut Random| {
            let y = Array1::from_shape_fn(n, |_| u8::from(random.unit() < p));
            BinaryAccuracy::default().with_error().evaluate(&y, &Array1::<f32>::ones(n))
        };
        row("Wilson", &format!("accuracy {p}"), p, accuracy);
        row_of("Clopper-Pearson", &format!("accuracy {p}"), p, accuracy, |estimate| {
            estimate.clopper_pearson(0.95)
        });
    }
}

fn means() {
    row("Student's t", "bias of normal errors 0", 0.0, |n, random| {
        let (y, p) = (Array1::<f64>::zeros(n), normal(n, random));
        MeanBiasError.with_error().evaluate(&y, &p)
    });
    row(
        "Student's t",
        "MAE of normal errors 0.798",
        (2.0 / std::f64::consts::PI).sqrt(),
        |n, random| {
            MeanAbsoluteError.with_error().evaluate(&Array1::<f64>::zeros(n), &normal(n, random))
        },
    );
    row("Student's t", "MSE of normal errors 1", 1.0, |n, random| {
        MeanSquaredError.with_error().evaluate(&Array1::<f64>::zeros(n), &normal(n, random))
    });
    row("Student's t", "MSE of lognormal errors 7.39", 2_f64.exp(), |n, random| {
        let errors = normal(n, random).mapv(f64::exp);
        MeanSquaredError.with_error().evaluate(&Array1::<f64>::zeros(n), &errors)
    });
    row(
        "Student's t, weighted",
        "MAE of normal errors 0.798",
        (2.0 / std::f64::consts::PI).sqrt(),
        |n, random| {
            let weights = Array1::from_shape_fn(n, |_| 0.5 + random.unit());
            let (y, p) = (Array1::<f64>::zeros(n), normal(n, random));
            MeanAbsoluteError.with_error().evaluate_weighted(&y, &p, &weights)
        },
    );
    row(
        "Student's t, rows of 5",
        "MAE of normal errors 1.128",
        2.0 / std::f64::consts::PI.sqrt(),
        |n, random| {
            let (common, own) = (normal(n, random), normal(5 * n, random));
            let p = Array2::from_shape_fn((n, 5), |(i, j)| common[i] + own[5 * i + j]);
            MeanAbsoluteError.with_error().evaluate(&Array2::<f64>::zeros((n, 5)), &p)
        },
    );
    row("log scale", "RMSE of normal errors 1", 1.0, |n, random| {
        RootMeanSquaredError.with_error().evaluate(&Array1::<f64>::zeros(n), &normal(n, random))
    });
}

/// Truth and decision in the cells tp, fp, fn and tn, with these probabilities.
fn decisions(cells: [f64; 4], n: usize, random: &mut Random) -> (Array1<u8>, Array1<f32>) {
    let (mut y, mut p) = (Array1::zeros(n), Array1::zeros(n));
    for (y, p) in y.iter_mut().zip(&mut p) {
        let cell = random.cell(&cells);
        (*y, *p) = ([1, 0, 1, 0][cell], [1.0, 1.0, 0.0, 0.0][cell]);
    }
    (y, p)
}

fn counts() {
    for cells in [[0.3, 0.1, 0.1, 0.5], [0.45, 0.02, 0.03, 0.5], [0.05, 0.05, 0.05, 0.85]] {
        let [tp, fp, fn_, tn] = cells;
        let recall = tp / (tp + fn_);
        row("Wilson, k of a random n", &format!("recall {recall:.3}"), recall, |n, random| {
            let (y, p) = decisions(cells, n, random);
            Recall::default().with_error().evaluate(&y, &p)
        });
        let f1 = 2.0 * tp / (2.0 * tp + fp + fn_);
        row("delta, logit scale", &format!("F1 {f1:.3}"), f1, |n, random| {
            let (y, p) = decisions(cells, n, random);
            BinaryF1Score::default().with_error().evaluate(&y, &p)
        });
        let spread = (tp + fp) * (tp + fn_) * (tn + fp) * (tn + fn_);
        let mcc = (tp * tn - fp * fn_) / spread.sqrt();
        row("delta, artanh scale", &format!("MCC {mcc:.3}"), mcc, |n, random| {
            let (y, p) = decisions(cells, n, random);
            BinaryMatthewsCorrelation::default().with_error().evaluate(&y, &p)
        });
        let odds = tp * tn / (fp * fn_);
        row("delta, log scale", &format!("odds ratio {odds:.1}"), odds, |n, random| {
            let (y, p) = decisions(cells, n, random);
            DiagnosticOddsRatio::default().with_error().evaluate(&y, &p)
        });
    }
    let right = [0.4, 0.25, 0.15];
    let kappa = {
        // Each class is right with its share, and the rest 0.2 falls evenly on the six errors.
        let margins = right.map(|share| share + 0.2 / 3.0);
        let chance: f64 = margins.iter().map(|m| m * m).sum();
        (0.8 - chance) / (1.0 - chance)
    };
    row("delta, log scale", &format!("kappa of 3 classes {kappa:.3}"), kappa, |n, random| {
        let [a, b, c] = right;
        let e = 0.2 / 6.0;
        let cells = [a, e, e, e, b, e, e, e, c];
        let drawn: Vec<_> = (0..n).map(|_| random.cell(&cells)).collect();
        let y: Array1<usize> = drawn.iter().map(|cell| cell / 3).collect();
        let p: Array1<usize> = drawn.iter().map(|cell| cell % 3).collect();
        CohenKappa::new(3).with_error().evaluate(&y, &p)
    });
}

/// Half of the samples are positive, with normal scores around `distance`, the others around 0.
fn scores(distance: f64, n: usize, random: &mut Random) -> (Array1<u8>, Array1<f64>) {
    let y = Array1::from_shape_fn(n, |i| u8::from(i % 2 == 1));
    let scores = normal(n, random);
    let p = Array1::from_shape_fn(n, |i| scores[i] + distance * f64::from(y[i]));
    (y, p)
}

fn areas() {
    // Φ(distance/√2)
    for (distance, area) in [(0.358_3, 0.6), (0.953_9, 0.75), (2.326_2, 0.95), (3.289_9, 0.99)] {
        row("DeLong, logit scale", &format!("ROC AUC {area}"), area, |n, random| {
            let (y, p) = scores(distance, n, random);
            RocAuc.with_error().evaluate(&y, &p)
        });
    }
}

/// Truth of variance 1, and 0.8 of it beside noise of deviation 0.6: the correlation is 0.8, and R² = 1 − 0.04 − 0.36.
fn predicted(n: usize, random: &mut Random) -> (Array1<f64>, Array1<f64>) {
    let y = normal(n, random);
    let p = 0.8 * &y + 0.6 * normal(n, random);
    (y, p)
}

fn moments() {
    row("delta, log scale", "R2 0.6", 0.6, |n, random| {
        let (y, p) = predicted(n, random);
        R2Score::default().with_error().evaluate(&y, &p)
    });
    row("delta, artanh scale", "correlation 0.8", 0.8, |n, random| {
        let (y, p) = predicted(n, random);
        PearsonCorrelation.with_error().evaluate(&y, &p)
    });
    row("delta, artanh scale", "correlation 0", 0.0, |n, random| {
        PearsonCorrelation.with_error().evaluate(&normal(n, random), &normal(n, random))
    });
}

fn sums() {
    let percentage = 50.0 * (2.0 / std::f64::consts::PI).sqrt() / 0.5_f64.exp();
    row("delta, log scale", &format!("WAPE {percentage:.1}"), percentage, |n, random| {
        let y = normal(n, random).mapv(f64::exp);
        let p = &y + 0.5 * normal(n, random);
        WeightedAbsolutePercentageError.with_error().evaluate(&y, &p)
    });
    row("delta, logit scale", "macro F1 of 3 labels 0.75", 0.75, |n, random| {
        let (y, p) = labels([0.3, 0.1, 0.1, 0.5], n, random);
        F1Score { average: Average::Macro, threshold: Some(0.5) }.with_error().evaluate(&y, &p)
    });
    let grid = Auc { thresholds: Thresholds::Even(20), from_logits: true, ..Auc::default() };
    // The trapezoids under the points (1 − Φ(t), 1 − Φ(t − distance)) at the logits t of 1/19, .., 18/19.
    row("delta, logit scale", "ROC AUC on a grid 0.749", 0.748_752_973_857_76, |n, random| {
        let (y, p) = scores(0.953_9, n, random);
        grid.clone().with_error().evaluate(&y, &p)
    });
    // Of p = 0.05, 0.15, .., 0.95, the mean of p − p², and a bias of 0.02.
    calibration("0.1675", 0.1675, |p| p * p);
    calibration("0.02", 0.02, |p| p + 0.02);
}

/// The calibration error of probabilities p, given how probable the event is.
fn calibration(name: &str, error: f64, event: impl Fn(f64) -> f64) {
    row("delta, logit scale", &format!("ECE of 10 bins {name}"), error, |n, random| {
        let p = Array1::from_shape_fn(n, |_| ((10.0 * random.unit()).floor() + 0.5) / 10.0);
        let y = p.mapv(|p| u8::from(random.unit() < event(p)));
        CalibrationError { num_bins: 10, ..Default::default() }.with_error().evaluate(&y, &p)
    });
}

/// Three labels of each sample, which fall into one cell in every second sample.
fn labels(cells: [f64; 4], n: usize, random: &mut Random) -> (Array2<u8>, Array2<f32>) {
    let (mut y, mut p) = (Array2::zeros((n, 3)), Array2::zeros((n, 3)));
    for (mut y, mut p) in y.rows_mut().into_iter().zip(p.rows_mut()) {
        let (common, alike) = (random.cell(&cells), random.unit() < 0.5);
        for (y, p) in y.iter_mut().zip(&mut p) {
            let cell = if alike { common } else { random.cell(&cells) };
            (*y, *p) = ([1, 0, 1, 0][cell], [1.0, 1.0, 0.0, 0.0][cell]);
        }
    }
    (y, p)
}

fn resampled() {
    row("replicates", "median |error| 0.674", 0.674_489_750_196_081_7, |n, random| {
        MedianAbsoluteError.with_error().evaluate(&Array1::<f64>::zeros(n), &normal(n, random))
    });
    let (y, p) = scores(0.953_9, 2_000_000, &mut Random(1));
    let precision = AveragePrecision.evaluate(&y, &p).expect("two classes");
    row("replicates", &format!("average precision {precision:.3}"), precision, |n, random| {
        let (y, p) = scores(0.953_9, n, random);
        AveragePrecision.with_error().evaluate(&y, &p)
    });
}

type Evaluation = Result<Estimate, Error>;

fn row(kind: &str, metric: &str, truth: f64, simulate: impl Fn(usize, &mut Random) -> Evaluation) {
    row_of(kind, metric, truth, simulate, |estimate| estimate.interval(0.95));
}

/// Prints a row: the share of intervals that cover, for each size.
fn row_of(
    kind: &str,
    metric: &str,
    truth: f64,
    simulate: impl Fn(usize, &mut Random) -> Evaluation,
    interval: impl Fn(&Estimate) -> Result<Interval, Error>,
) {
    let number = std::env::args().find_map(|argument| argument.parse().ok());
    let simulations: u64 = number.unwrap_or(SIMULATIONS);
    print!("{kind:<24}{metric:<30}");
    for size in SIZES {
        let (mut covered, mut none) = (0, 0);
        for seed in 0..simulations {
            let mut random = Random(seed << 32 | size as u64);
            match simulate(size, &mut random).and_then(|estimate| interval(&estimate)) {
                Ok(interval) => covered += u64::from(interval.contains(truth)),
                Err(_) => none += 1,
            }
        }
        let intervals = simulations - none;
        let share = covered as f64 / intervals.max(1) as f64;
        let without = none as f64 / simulations as f64;
        assert!(size < 1000 || share >= LEAST || EXCEPTIONS.contains(&metric), "{kind}: {metric}");
        if none == 0 { print!("{share:>13.3}") } else { print!("{share:>6.3} ({without:.3})") }
    }
    println!();
}

fn normal(n: usize, random: &mut Random) -> Array1<f64> {
    Array1::from_shape_fn(n, |_| random.normal())
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// After Box and Muller.
    fn normal(&mut self) -> f64 {
        let (radius, angle) = ((-2.0 * (1.0 - self.unit()).ln()).sqrt(), self.unit());
        radius * (std::f64::consts::TAU * angle).cos()
    }

    /// A position, with these probabilities.
    fn cell(&mut self, probabilities: &[f64]) -> usize {
        let mut rest = self.unit();
        let found = probabilities.iter().position(|p| {
            rest -= p;
            rest < 0.0
        });
        found.unwrap_or(probabilities.len() - 1)
    }
}
