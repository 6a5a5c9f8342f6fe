//! Agreement of raters, pair by pair: tables of any shape, element type and weights.

use ndarray::{Array, ArrayD, Axis};
use ndarray_metrics::prelude::*;

use super::arrays::Number;
use crate::cases::cases;
use crate::data::Random;

pub(super) fn names() -> Vec<&'static str> {
    vec!["FleissKappa"]
}

/// A table of ratings: so many raters of each subject, who choose the same at times.
fn table(random: &mut Random, shape: &[usize], raters: usize) -> ArrayD<f64> {
    let mut table = ArrayD::zeros(shape);
    for mut row in table.rows_mut() {
        let favourite = random.below(row.len());
        for _ in 0..raters {
            let other = random.below(row.len());
            row[if random.below(3) == 0 { other } else { favourite }] += 1.0;
        }
    }
    table
}

/// The category that each rater of a subject chose.
fn choices(row: &[f64]) -> Vec<usize> {
    let of = |(category, &raters): (usize, &f64)| vec![category; raters as usize];
    row.iter().enumerate().flat_map(of).collect()
}

/// The share of ordered pairs of different raters that agree.
fn agreement(row: &[f64]) -> f64 {
    let chosen = choices(row);
    let pairs = (0..chosen.len()).flat_map(|i| (0..chosen.len()).map(move |j| (i, j)));
    let different: Vec<_> = pairs.filter(|(i, j)| i != j).collect();
    let agree = different.iter().filter(|(i, j)| chosen[*i] == chosen[*j]).count();
    agree as f64 / different.len() as f64
}

/// Two ratings drawn at random, from all subjects, agree by chance.
fn by_chance(rows: &[(Vec<f64>, f64)]) -> f64 {
    let mut drawn = std::collections::BTreeMap::new();
    let mut all = 0.0;
    for (row, weight) in rows {
        for category in choices(row) {
            *drawn.entry(category).or_insert(0.0) += weight;
            all += weight;
        }
    }
    drawn.values().map(|own: &f64| (own / all).powi(2)).sum()
}

/// None without a weight, or where all ratings name one category.
fn definition(rows: &[(Vec<f64>, f64)]) -> Option<f64> {
    let weight: f64 = rows.iter().map(|(_, weight)| weight).sum();
    if weight == 0.0 {
        return None;
    }
    let found = rows.iter().map(|(row, weight)| weight * agreement(row)).sum::<f64>() / weight;
    let expected = by_chance(rows);
    (expected < 1.0 - 1e-9).then(|| (found - expected) / (1.0 - expected))
}

fn agrees<V: Number>(random: &mut Random, shape: &[usize], raters: usize) {
    let table = table(random, shape, raters);
    let units = &shape[..shape.len() - 1];
    let weights = Array::from_shape_simple_fn(units, || random.below(4) as f64 / 2.0);
    let rows: Vec<_> = table.rows().into_iter().map(|row| row.to_vec()).collect();
    let typed = table.mapv(V::of);
    let measure = FleissKappa::new(raters);
    let ones = rows.iter().cloned().map(|row| (row, 1.0)).collect::<Vec<_>>();
    is(measure.of(&typed), definition(&ones));
    let weighted = rows.into_iter().zip(weights.iter().copied()).collect::<Vec<_>>();
    let mut turned = typed.clone();
    turned.invert_axis(Axis(0));
    let mut turned_weights = weights.clone();
    turned_weights.invert_axis(Axis(0));
    is(measure.of_weighted(&turned, &turned_weights), definition(&weighted));
}

#[track_caller]
fn is(found: Result<f64, Error>, defined: Option<f64>) {
    match (found, defined) {
        (Ok(found), Some(value)) => assert!((found - value).abs() < 1e-12, "{found}, not {value}"),
        (Err(Error::Undefined(_)), None) => {}
        (found, value) => panic!("{found:?}, {value:?}"),
    }
}

#[test]
fn kappa_is_the_agreement_of_pairs_beyond_chance() {
    let mut random = Random(61);
    for round in 0..cases(40, 400) {
        let (subjects, categories, raters) =
            (1 + random.below(9), 1 + round as usize % 5, 2 + random.below(6));
        agrees::<f64>(&mut random, &[subjects, categories], raters);
        agrees::<i64>(&mut random, &[subjects, categories], raters);
        agrees::<f32>(&mut random, &[subjects, 2, categories], raters);
        agrees::<u8>(&mut random, &[subjects, 3, categories], raters);
    }
}
