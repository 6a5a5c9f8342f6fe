//! Clusterings: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    let clusterings = |entry: Entry| entry.holds(Elements, Cluster, Cluster);
    vec![
        clusterings(of(RandIndex)).on(clusters).function(named!(rand_index), clusters),
        clusterings(of(AdjustedRandIndex))
            .on(clusters)
            .on(far_labels)
            .function(named!(adjusted_rand_index), clusters),
        clusterings(of(FowlkesMallows)).on(clusters).function(named!(fowlkes_mallows), clusters),
        clusterings(of(MutualInformation))
            .on(clusters)
            .function(named!(mutual_information), clusters),
        clusterings(of(NormalizedMutualInformation::default()))
            .on(clusters)
            .function(named!(normalized_mutual_information), clusters),
        clusterings(of(AdjustedMutualInformation::default()))
            .on(clusters)
            .function(named!(adjusted_mutual_information), clusters),
        clusterings(of(AdjustedMutualInformation { mean: EntropyMean::Max })).on(clusters),
        clusterings(of(Homogeneity)).on(clusters).function(named!(homogeneity), clusters),
        clusterings(of(Completeness)).on(clusters).function(named!(completeness), clusters),
        clusterings(of(VMeasure::default())).on(clusters).function(named!(v_measure), clusters),
        clusterings(of(Purity)).on(clusters).function(named!(purity), clusters),
        clusterings(of(ClusterAccuracy))
            .on(clusters)
            .on(far_labels)
            .function(named!(cluster_accuracy), clusters),
        of(CalinskiHarabasz)
            .holds(Targets(2), Cluster, Number)
            .on(points)
            .function(named!(calinski_harabasz), points),
    ]
}
