//! Association of truth and prediction: what cells share beyond what their margins let expect.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::classes::{margins, only};
use super::data::{Data, elements, labels};
use super::naive;
use super::oracle::Sized;

const IDS: Data = elements(Id, Id);
const MANY: Data = elements(ManyIds, ManyIds);

/// How many classes have a share.
fn occurring(margin: &[f64]) -> f64 {
    margin.iter().filter(|share| **share > 0.0).count() as f64
}

/// Σo²/e − 1 over the cells that may be above 0.
fn squared_contingency(cells: &[Vec<f64>]) -> Result<[f64; 3], Undefined> {
    let ([t, p], total) = (margins(cells), cells.iter().flatten().sum::<f64>());
    match (only(&t), only(&p)) {
        (true, _) => return Err(Undefined::OneClass),
        (_, true) => return Err(Undefined::Constant),
        _ => {}
    }
    let mut square = -1.0;
    for (row, t) in cells.iter().zip(&t) {
        for (cell, p) in row.iter().zip(&p).filter(|(cell, _)| **cell > 0.0) {
            square += (cell / total).powi(2) / (t * p);
        }
    }
    Ok([square.max(0.0), occurring(&t) - 1.0, occurring(&p) - 1.0])
}

/// A root, of a number that is what is left of numbers of about 1.
fn root(square: f64) -> Sized {
    // What is lost of the square is lost of twice the root, or is the square of all that is lost.
    let size = if square > 1e-3 { 1.0 / square.sqrt() } else { 1e12 * 1e-7 };
    [square.sqrt(), size].into()
}

fn cramers_v(cells: &[Vec<f64>]) -> Result<Sized, Undefined> {
    let [square, r, c] = squared_contingency(cells)?;
    Ok(root(square / r.min(c)))
}

fn tschuprows_t(cells: &[Vec<f64>]) -> Result<Sized, Undefined> {
    let [square, r, c] = squared_contingency(cells)?;
    Ok(root(square / (r * c).sqrt()))
}

fn contingency_coefficient(cells: &[Vec<f64>]) -> Result<Sized, Undefined> {
    let [square, ..] = squared_contingency(cells)?;
    Ok(root(square / (1.0 + square)))
}

/// −Σs·ln s over shares.
fn entropy(shares: impl Iterator<Item = f64>) -> f64 {
    shares.filter(|share| *share > 0.0).map(|share| -share * share.ln()).sum()
}

/// (H(truth) + H(prediction) − H(both))/H(truth).
fn theils_u(cells: &[Vec<f64>]) -> Result<Sized, Undefined> {
    let ([t, p], total) = (margins(cells), cells.iter().flatten().sum::<f64>());
    if only(&t) {
        return Err(Undefined::OneClass);
    }
    let [t, p] = [t, p].map(|shares| entropy(shares.into_iter()));
    let both = entropy(cells.iter().flatten().map(|cell| cell / total));
    Ok([(t + p - both) / t, (t + p + both) / t].into())
}

naive! {
    cramers_v_of_labels: CramersV::new(7), IDS, |batch| cramers_v(&batch.matrix(7)),
        [i64 i64, u8 f32, bool bool];
    cramers_v_of_rows: CramersV::from(Confusion { sparse_y_pred: false, ..Confusion::new(4) }),
        labels(Class, Score).of(4), |batch| cramers_v(&batch.matrix(4)), [u8 f64];
    tschuprows_t_of_labels: TschuprowsT::new(7), IDS, |batch| tschuprows_t(&batch.matrix(7)),
        [i64 i64, u8 f32, bool bool];
    contingency_coefficient_of_labels: ContingencyCoefficient::new(7), IDS,
        |batch| contingency_coefficient(&batch.matrix(7)), [i64 i64, u8 f32, bool bool];
    theils_u_of_labels: TheilsU::new(7), IDS, |batch| theils_u(&batch.matrix(7)),
        [i64 i64, u8 f32, bool bool];
    theils_u_of_many_labels: TheilsU::new(60), MANY, |batch| theils_u(&batch.matrix(60)),
        [i64 i64];
}
