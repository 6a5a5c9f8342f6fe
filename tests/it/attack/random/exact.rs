//! Values against rational numbers: means of the terms of single samples, shares and agreement of decisions,
//! ranking, and moments, at weights of any size.

use ndarray::{Array1, ArrayD};
use ndarray_metrics::Output;
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::WeightedMean;

use super::Tried;
use super::data::{Sample, weights};
use crate::data::Random;
use crate::fraction::Fraction;
use crate::list::Entry;

/// A value: the number, and the size of what cancels in it.
struct Value {
    number: Fraction,
    size: Fraction,
    /// The root of the number is the value, with its sign.
    is_square: bool,
    ulps: u64,
}

impl Value {
    fn of(number: Fraction) -> Self {
        Self { size: number.clone(), number, is_square: false, ulps: 4 }
    }

    /// The root of a square.
    fn root(square: Fraction) -> Self {
        Self { is_square: true, ulps: 16, ..Self::of(square) }
    }

    fn is_near(&self, found: f64) -> bool {
        if !self.is_square {
            return self.number.is_near(found, self.ulps, &self.size);
        }
        // The square of the value, without rounding.
        let square = Fraction::from(found) * found.into();
        let signed = if found < 0.0 { Fraction::from(0.0) - square } else { square };
        let off = (self.number.clone() - signed).abs();
        off <= self.size.abs() * (self.ulps as f64 * f64::EPSILON).into() + 1e-300.into()
    }
}

/// Whether weights lie so far apart, or so far from 1, that a reading may have no value.
fn are_moderate(w: &[f64]) -> bool {
    w.iter().all(|&w| w == 0.0 || (1e-100..=1e100).contains(&w))
}

pub(super) fn check(entry: &Entry, random: &mut Random, tried: &mut Tried) {
    if entry.types.state.ends_with(std::any::type_name::<WeightedMean>()) {
        check_mean(entry, random, tried);
    }
    check_defined(random, tried);
}

/// The mean of the terms that single samples have, whatever the metric.
fn check_mean(entry: &Entry, random: &mut Random, tried: &mut Tried) {
    // A geometric mean is no rational number.
    let Some(spec) = entry.spec.filter(|_| entry.name() != "Perplexity") else { return };
    let sample = Sample::new(spec, random);
    let (measure, n) = (&entry.measure, sample.len());
    if n > 30 || sample.y.ndim() > 1 && sample.y.len() != n {
        return;
    }
    let term = |i: usize| -> Result<Option<f64>, Error> {
        let one = sample.at(&[i]);
        match measure.evaluate(&one.y, &one.p).map(|value| value.numbers()) {
            Ok(numbers) => Ok(numbers[0].ok()),
            Err(Error::Undefined(Undefined::NoSamples)) => Ok(None),
            Err(error) => Err(error),
        }
    };
    let Ok(terms) = (0..n).map(term).collect::<Result<Vec<_>, _>>() else { return };
    let w = weights(random, n).unwrap_or_else(|| vec![1.0; n]);
    let found = measure.evaluate_weighted(&sample.y, &sample.p, &Array1::from(w.clone()));
    let pairs: Vec<(Fraction, Fraction)> = terms
        .iter()
        .zip(&w)
        .filter_map(|(term, w)| term.map(|term| (term.into(), (*w).into())))
        .collect();
    let squared = entry.name().starts_with("RootMeanSquared");
    let of = |(term, w): &(Fraction, Fraction)| {
        let term = if squared { term.clone() * term.clone() } else { term.clone() };
        w.clone() * term
    };
    let weight: Fraction = pairs.iter().map(|(_, w)| w.clone()).sum();
    let total: Fraction = pairs.iter().map(of).sum();
    // Products below the range of `f64` lose up to 2^-1074 each.
    let lost = Fraction::from(n as f64 * 2_f64.powi(-1020));
    let size = pairs.iter().map(|pair| of(pair).abs()).sum::<Fraction>() + lost;
    let expected = (!weight.is_zero()).then(|| Value {
        number: total / weight.clone(),
        size: size / weight,
        is_square: squared,
        ulps: if squared { 64 } else { 4 },
    });
    let normal = |x: f64| x == 0.0 || (1e-150..1e150).contains(&x.abs());
    let moderate = are_moderate(&w) && terms.iter().flatten().all(|&term| normal(term));
    compare(&entry.measure, found.map(|value| value.numbers()), expected, moderate, tried);
}

/// Holds what was found against what is expected: a value, or none without weight.
fn compare(
    measure: &AnyMeasure,
    found: Result<Vec<Result<f64, Undefined>>, Error>,
    expected: Option<Value>,
    moderate: bool,
    tried: &mut Tried,
) {
    let found = match found {
        Ok(numbers) => numbers[0],
        Err(Error::Undefined(why)) => Err(why),
        Err(error) => panic!("{measure:?}: {error}"),
    };
    match (found, expected) {
        (Err(Undefined::Overflow), _) if !moderate => tried.overflows += 1,
        (Ok(found), Some(value)) => {
            assert!(value.is_near(found), "{measure:?}: {found}, expected {:?}", value.number);
            tried.exact += 1;
        }
        (Err(_), None) => tried.exact += 1,
        (found, _) => panic!("{measure:?}: {found:?}, which the definition contradicts"),
    }
}

/// Truth, score and weight of a sample.
struct Labelled {
    positive: bool,
    score: f64,
    weight: Fraction,
}

/// The weight of samples.
fn weight_of(samples: &[Labelled], of: impl Fn(&&Labelled) -> bool) -> Fraction {
    samples.iter().filter(of).map(|sample| sample.weight.clone()).sum()
}

fn ratio(above: Fraction, below: Fraction) -> Option<Value> {
    (!below.is_zero()).then(|| Value::of(above / below))
}

/// Metrics of binary decisions, ranking and moments, by their definitions.
fn check_defined(random: &mut Random, tried: &mut Tried) {
    let n = random.below(12);
    let y: Vec<bool> = (0..n).map(|_| random.below(2) == 1).collect();
    let p: Vec<f64> = (0..n).map(|_| random.below(9) as f64 / 8.0).collect();
    let w = weights(random, n).unwrap_or_else(|| vec![1.0; n]);
    let samples: Vec<Labelled> =
        (0..n).map(|i| Labelled { positive: y[i], score: p[i], weight: w[i].into() }).collect();
    let arrays = [y.iter().map(|&y| f64::from(u8::from(y))).collect(), p, w.clone()];
    let [y, p, weights] = arrays.map(|numbers: Vec<f64>| Array1::from(numbers).into_dyn());
    let mut hold = |measure: AnyMeasure, expected: Option<Value>| {
        let found = measure.evaluate_weighted(&y, &p, &weights).map(|value| value.numbers());
        compare(&measure, found, expected, are_moderate(&w), tried);
    };
    for (measure, expected) in decisions(&samples) {
        hold(measure, expected);
    }
    let (area, precision) = ranking(&samples);
    hold(RocAuc.into(), area);
    hold(AveragePrecision.into(), precision);
    check_moments(random, tried);
}

/// The definitions of shares and of agreement at the threshold 0.5.
fn decisions(samples: &[Labelled]) -> Vec<(AnyMeasure, Option<Value>)> {
    let of = |truth: bool, decision: bool| {
        weight_of(samples, |s| s.positive == truth && (s.score > 0.5) == decision)
    };
    let [tp, fp, fn_, tn] = [of(true, true), of(false, true), of(true, false), of(false, false)];
    let sum = |a: &Fraction, b: &Fraction| a.clone() + b.clone();
    let (positives, decided) = (sum(&tp, &fn_), sum(&tp, &fp));
    let (negatives, undecided) = (sum(&tn, &fp), sum(&tn, &fn_));
    let all = positives.clone() + negatives.clone();
    let covariance = tp.clone() * tn.clone() - fp.clone() * fn_.clone();
    let two = || Fraction::from(2.0);
    let kappa_below = decided.clone() * negatives.clone() + positives.clone() * undecided.clone();
    let below = decided.clone() * positives.clone() * negatives.clone() * undecided.clone();
    let square = covariance.clone() * covariance.abs();
    let correlation = (!below.is_zero()).then(|| Value::root(square / below));
    let mut list = vec![
        (Precision::default().into(), ratio(tp.clone(), decided.clone())),
        (Recall::default().into(), ratio(tp.clone(), positives.clone())),
        (Specificity::default().into(), ratio(tn.clone(), negatives.clone())),
        (NegativePredictiveValue::default().into(), ratio(tn.clone(), undecided.clone())),
        (FalsePositiveRate::default().into(), ratio(fp.clone(), negatives.clone())),
        (FalseNegativeRate::default().into(), ratio(fn_.clone(), positives.clone())),
        (BinaryAccuracy::default().into(), ratio(tp.clone() + tn.clone(), all.clone())),
        (
            BinaryF1Score::default().into(),
            ratio(two() * tp.clone(), positives.clone() + decided.clone()),
        ),
        (BinaryCohenKappa::default().into(), ratio(two() * covariance.clone(), kappa_below)),
        (
            PositiveLikelihoodRatio::default().into(),
            ratio(tp.clone() * negatives.clone(), fp.clone() * positives.clone()),
        ),
        (
            NegativeLikelihoodRatio::default().into(),
            ratio(fn_.clone() * negatives.clone(), tn.clone() * positives.clone()),
        ),
        (
            DiagnosticOddsRatio::default().into(),
            ratio(tp.clone() * tn.clone(), fp.clone() * fn_.clone()),
        ),
        (
            Informedness::default().into(),
            ratio(covariance.clone(), positives.clone() * negatives.clone()),
        ),
        (Markedness::default().into(), ratio(covariance, decided.clone() * undecided.clone())),
        (FalseDiscoveryRate::default().into(), ratio(fp.clone(), decided.clone())),
        (FalseOmissionRate::default().into(), ratio(fn_.clone(), undecided)),
        (Prevalence::default().into(), ratio(positives.clone(), all.clone())),
        (DetectionPrevalence::default().into(), ratio(decided.clone(), all.clone())),
        (BinaryMatthewsCorrelation::default().into(), correlation),
    ];
    // Counts of samples without any weight are undefined.
    if samples.iter().any(|sample| !sample.weight.is_zero()) {
        list.extend([
            (TruePositives::default().into(), Some(Value::of(tp))),
            (FalsePositives::default().into(), Some(Value::of(fp))),
            (FalseNegatives::default().into(), Some(Value::of(fn_))),
            (TrueNegatives::default().into(), Some(Value::of(tn))),
        ]);
    }
    list
}

/// The definitions of the area below the ROC curve, by pairs, and of average precision, by samples.
fn ranking(samples: &[Labelled]) -> (Option<Value>, Option<Value>) {
    let positives = weight_of(samples, |s| s.positive);
    let negatives = weight_of(samples, |s| !s.positive);
    let half = || Fraction::from(0.5);
    let pairs = samples.iter().filter(|s| s.positive).map(|s| {
        let below = weight_of(samples, |other| !other.positive && other.score < s.score);
        let tied = weight_of(samples, |other| !other.positive && other.score == s.score);
        s.weight.clone() * (below + half() * tied)
    });
    let area = ratio(pairs.sum(), positives.clone() * negatives);
    let of_positives = samples.iter().filter(|s| s.positive && !s.weight.is_zero()).map(|s| {
        let right = weight_of(samples, |other| other.positive && other.score >= s.score);
        let all = weight_of(samples, |other| other.score >= s.score);
        s.weight.clone() * right / all
    });
    let precision = ratio(of_positives.sum(), positives);
    (area, precision.map(|value| Value { ulps: 8, ..value }))
}

/// R², Pearson's and Lin's correlation by their definitions.
fn check_moments(random: &mut Random, tried: &mut Tried) {
    let n = random.below(9);
    let offset = [0.0, 1.0, 1e9, -1e15][random.below(4)];
    let mut number = || offset + random.below(33) as f64 / 8.0;
    let y: Vec<f64> = (0..n).map(|_| number()).collect();
    let p: Vec<f64> = (0..n).map(|_| number()).collect();
    let w = weights(random, n).unwrap_or_else(|| vec![1.0; n]);
    let total: Fraction = w.iter().map(|&w| w.into()).sum();
    let mean = |of: &dyn Fn(usize) -> Fraction| -> Fraction {
        (0..n).map(|i| Fraction::from(w[i]) * of(i)).sum::<Fraction>() / total.clone()
    };
    let expected = (!total.is_zero()).then(|| {
        let (of_y, of_p) = (|i: usize| Fraction::from(y[i]), |i: usize| Fraction::from(p[i]));
        let (my, mp) = (mean(&of_y), mean(&of_p));
        let from = |x: Fraction, m: &Fraction| x - m.clone();
        let vy = mean(&|i| from(of_y(i), &my) * from(of_y(i), &my));
        let vp = mean(&|i| from(of_p(i), &mp) * from(of_p(i), &mp));
        let both = mean(&|i| from(of_y(i), &my) * from(of_p(i), &mp));
        let error = mean(&|i| (of_y(i) - of_p(i)) * (of_y(i) - of_p(i)));
        let apart = (my.clone() - mp.clone()) * (my - mp);
        let r2 = ratio(vy.clone() - error, vy.clone());
        let lin = ratio(Fraction::from(2.0) * both.clone(), vy.clone() + vp.clone() + apart);
        let square = both.clone() * both.abs();
        let below = vy * vp;
        let pearson = (!below.is_zero()).then(|| Value::root(square / below));
        [r2, lin, pearson]
    });
    let [r2, lin, pearson] = expected.unwrap_or_default();
    let [y, p, weights] =
        [y, p, w.clone()].map(|numbers| -> ArrayD<f64> { Array1::from(numbers).into_dyn() });
    let measures: [AnyMeasure; 3] =
        [R2Score::default().into(), ConcordanceCorrelation.into(), PearsonCorrelation.into()];
    for (measure, expected) in measures.into_iter().zip([r2, lin, pearson]) {
        let found = measure.evaluate_weighted(&y, &p, &weights).map(|value| value.numbers());
        compare(&measure, found, expected, are_moderate(&w), tried);
    }
}
