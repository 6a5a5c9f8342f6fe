//! A batch in plain numbers, and what definitions ask of it. Nothing here knows the crate.

/// Rounds an option to the type of the predictions.
pub(super) type Own = fn(f64) -> f64;

/// What belongs together: a number each, a row each, or a label and a row; one weight, or one for
/// each element.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) y: Vec<f64>,
    pub(super) p: Vec<f64>,
    pub(super) w: Vec<f64>,
}

#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) units: Vec<Unit>,
    pub(super) own: Own,
}

/// The weights of the four outcomes of a decision.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ThresholdCounts {
    pub(super) tp: f64,
    pub(super) fp: f64,
    pub(super) tn: f64,
    pub(super) fn_: f64,
}

impl Unit {
    /// Numbers in order, so many of each to a unit.
    pub(super) fn all([y, p, w]: [Vec<f64>; 3], steps: [usize; 3]) -> Vec<Self> {
        let chunks = |numbers: Vec<f64>, step: usize| {
            numbers.chunks(step.max(1)).map(<[f64]>::to_vec).collect::<Vec<_>>()
        };
        let [y, p, w] = [chunks(y, steps[0]), chunks(p, steps[1]), chunks(w, steps[2])];
        y.into_iter().zip(p).zip(w).map(|((y, p), w)| Self { y, p, w }).collect()
    }
}

impl ThresholdCounts {
    /// Counts what is positive, and decided to be so.
    pub(super) fn add(&mut self, positive: bool, decided: bool, weight: f64) {
        match (positive, decided) {
            (true, true) => self.tp += weight,
            (false, true) => self.fp += weight,
            (false, false) => self.tn += weight,
            (true, false) => self.fn_ += weight,
        }
    }
}

impl Batch {
    /// The same in other units.
    pub(super) fn map(&self, unit: impl Fn(&Unit) -> Unit) -> Self {
        Self { units: self.units.iter().map(unit).collect(), own: self.own }
    }

    /// The same with other scores in each row.
    pub(super) fn scores(&self, scores: impl Fn(&[f64]) -> Vec<f64>) -> Self {
        self.map(|unit| Unit { p: scores(&unit.p), ..unit.clone() })
    }

    /// One class of every row.
    pub(super) fn class(&self, class: usize) -> Self {
        self.map(|Unit { y, p, w }| Unit {
            y: vec![y[class]],
            p: vec![p[class]],
            w: vec![if w.len() > 1 { w[class] } else { w[0] }],
        })
    }

    /// Each class of the rows by itself.
    pub(super) fn classes(&self) -> Vec<Self> {
        let classes = self.units.first().map_or(0, |unit| unit.p.len());
        (0..classes).map(|class| self.class(class)).collect()
    }

    /// Truth, prediction and weight of every element.
    pub(super) fn elements(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        self.units.iter().flat_map(|Unit { y, p, w }| {
            let weight = |i: usize| if w.len() > 1 { w[i] } else { w[0] };
            (0..p.len()).map(move |i| (y[i], p[i], weight(i)))
        })
    }

    /// Σw of all that has a weight.
    pub(super) fn weight(&self) -> f64 {
        self.units.iter().flat_map(|unit| &unit.w).sum()
    }

    /// Σw·f(y, p) over the elements.
    pub(super) fn sum(&self, f: impl Fn(f64, f64) -> f64) -> f64 {
        self.present().map(|(y, p, w)| w * f(y, p)).sum()
    }

    /// The elements of a weight above 0.
    pub(super) fn present(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        self.elements().filter(|&(_, _, w)| w > 0.0)
    }

    /// The outcomes of calling positive what holds.
    pub(super) fn outcomes(&self, positive: impl Fn(f64) -> bool) -> ThresholdCounts {
        let mut sums = ThresholdCounts::default();
        self.elements().for_each(|(y, p, w)| sums.add(y == 1.0, positive(p), w));
        sums
    }

    /// The outcomes of calling positive what scores above a threshold.
    pub(super) fn above(&self, threshold: f64) -> ThresholdCounts {
        let threshold = (self.own)(threshold);
        self.outcomes(|p| p > threshold)
    }

    /// Σw of each pair of a true class and a predicted one, out of so many.
    pub(super) fn matrix(&self, classes: usize) -> Vec<Vec<f64>> {
        let mut cells = vec![vec![0.0; classes]; classes];
        for Unit { y, p, w } in &self.units {
            cells[class(y)][class(p)] += w[0];
        }
        cells
    }
}

/// The class that a label names, or that a row gives the most.
fn class(row: &[f64]) -> usize {
    if row.len() == 1 { row[0] as usize } else { ranking(row)[0] }
}

/// The classes from the best to the worst, the lower one first among equals.
pub(super) fn ranking(scores: &[f64]) -> Vec<usize> {
    let mut classes: Vec<_> = (0..scores.len()).collect();
    classes.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    classes
}
