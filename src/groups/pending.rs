//! Terms that wait to be added to the metrics of their groups.

use crate::batch::Batch;
use crate::element::Element;
use crate::error::Error;
use crate::exact::NotANumber;
use crate::mean::{MeanMeasure, Terms, each_chunk, refusal};
use crate::measure::{Measure, Observer};
use crate::metric::Streaming;
use crate::pass;
use crate::state::WeightedMean;

/// The least number of neighbouring terms of one group for which a kernel pays; fewer are added one
/// by one. Terms are sorted by group once they are this many per group on average.
const RUN: usize = 16;

/// Terms not yet added, each with its group and, if the batches had weights, its weight.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    groups: Vec<usize>,
    terms: Vec<f64>,
    weights: Vec<f64>,
}

impl Pending {
    /// Returns the terms of a batch; a sample of several units has a term for each.
    pub(super) fn of<M: MeanMeasure, T: Element, P: Element>(
        terms: &Terms<M>,
        groups: &[usize],
        batch: &Batch<'_, T, P>,
    ) -> Result<Self, Error> {
        let (terms, weights) = collect(terms, batch)?;
        let each = terms.len() / groups.len().max(1);
        let groups = match each {
            1 => groups.to_vec(),
            _ => groups.iter().flat_map(|&group| std::iter::repeat_n(group, each)).collect(),
        };
        Ok(Self { groups, terms, weights })
    }

    pub(super) fn is_weighted(&self) -> bool {
        !self.weights.is_empty()
    }

    pub(super) fn append(&mut self, mut latest: Self) {
        if self.groups.is_empty() {
            *self = latest;
            return;
        }
        self.groups.append(&mut latest.groups);
        self.terms.append(&mut latest.terms);
        self.weights.append(&mut latest.weights);
    }

    /// Whether the terms per group are enough, on average, for sorting to pay.
    pub(super) fn is_worth_sorting(&self, groups: usize) -> bool {
        self.groups.len() >= RUN * groups
    }

    /// Returns the bytes allocated.
    pub(super) fn allocated(&self) -> usize {
        self.groups.capacity() * size_of::<usize>()
            + (self.terms.capacity() + self.weights.capacity()) * size_of::<f64>()
    }

    /// Adds all terms to the metrics, sorted by group first if that pays.
    pub(super) fn settle<M: Measure<Observer: Observer<State = WeightedMean>>>(
        &mut self,
        metrics: &mut [Streaming<M>],
    ) {
        if self.is_worth_sorting(metrics.len()) {
            self.bring_together(metrics.len());
        }
        let mut start = 0;
        for run in self.groups.chunk_by(|a, b| a == b) {
            let units = start..start + run.len();
            start = units.end;
            let weights = self.weights.get(units.clone());
            let added = add_terms(metrics[run[0]].state_mut(), weights, &mut self.terms[units]);
            debug_assert!(added.is_ok(), "`collect` refuses NaN");
        }
        self.groups.clear();
        self.terms.clear();
        self.weights.clear();
    }

    /// Sorts the terms by group, those of one group in their order (a counting sort).
    fn bring_together(&mut self, groups: usize) {
        let mut places = vec![0; groups + 1];
        self.groups.iter().for_each(|&group| places[group + 1] += 1);
        (0..groups).for_each(|group| places[group + 1] += places[group]);
        let next = |&group: &usize| {
            places[group] += 1;
            places[group] - 1
        };
        let moved: Vec<_> = self.groups.iter().map(next).collect();
        self.terms = rearranged(&self.terms, &moved);
        self.weights = rearranged(&self.weights, &moved);
        self.groups.clear();
        for (group, &end) in places[..groups].iter().enumerate() {
            self.groups.resize(end, group);
        }
    }
}

/// Moves each number to its place.
fn rearranged(numbers: &[f64], places: &[usize]) -> Vec<f64> {
    let mut all = vec![0.0; numbers.len()];
    numbers.iter().zip(places).for_each(|(&number, &place)| all[place] = number);
    all
}

/// Adds neighbouring terms of one group.
fn add_terms(
    state: &mut WeightedMean,
    weights: Option<&[f64]>,
    terms: &mut [f64],
) -> Result<(), NotANumber> {
    match weights {
        None if terms.len() < RUN => terms.iter().try_for_each(|&term| state.add_term(1.0, term)),
        None => state.add_unweighted(terms),
        Some(weights) if terms.len() < RUN => weights
            .iter()
            .zip(terms)
            .try_for_each(|(&weight, &mut term)| state.add_term(weight, term)),
        Some(weights) => state.add_weighted(weights, terms),
    }
}

/// Returns the terms of a batch and their weights; no weights if the batch has none.
fn collect<M: MeanMeasure, T: Element, P: Element>(
    terms: &Terms<M>,
    batch: &Batch<'_, T, P>,
) -> Result<(Vec<f64>, Vec<f64>), Error> {
    pass::check::<_, P>(terms, &batch.shapes())?;
    let (Terms(measure), layout) = (terms, terms.layout());
    let (mut all, mut their_weights) = (Vec::with_capacity(batch.units(layout)), Vec::new());
    batch.pieces(layout).each_block(&mut |block| {
        each_chunk(measure, block, &mut |weights, terms| {
            if terms.iter().any(|term| term.is_nan()) {
                return Err(refusal(measure, block));
            }
            all.extend_from_slice(terms);
            their_weights.extend_from_slice(weights.unwrap_or_default());
            Ok(())
        })
    })?;
    Ok((all, their_weights))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(groups: &[usize]) -> Pending {
        let terms: Vec<f64> = (0..groups.len()).map(|i| i as f64).collect();
        Pending { groups: groups.to_vec(), weights: terms.iter().map(|t| -t).collect(), terms }
    }

    #[test]
    fn sixteen_terms_for_every_group_are_worth_sorting() {
        assert!(pending(&[0; 48]).is_worth_sorting(3) && !pending(&[0; 47]).is_worth_sorting(3));
        assert!(pending(&[]).is_worth_sorting(0));
    }

    #[test]
    fn terms_of_a_group_come_together_in_their_order() {
        let mut pending = pending(&[2, 0, 2, 1, 0, 2]);
        pending.bring_together(4);
        assert_eq!(pending.groups, [0, 0, 1, 2, 2, 2]);
        assert_eq!(pending.terms, [1.0, 4.0, 3.0, 0.0, 2.0, 5.0]);
        assert_eq!(pending.weights, [-1.0, -4.0, -3.0, -0.0, -2.0, -5.0]);
        let mut without = Pending { weights: vec![], ..self::pending(&[1, 0]) };
        without.bring_together(2);
        assert_eq!((without.terms, without.weights), (vec![1.0, 0.0], vec![]));
    }
}
