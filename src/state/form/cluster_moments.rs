//! The written form of the moments of clusters.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Version, room};
use crate::state::{Cluster, ClusterMoments, ExactSum};

/// The clusters by rising label.
#[derive(Serialize, Deserialize)]
#[serde(rename = "ClusterMoments", deny_unknown_fields)]
struct MomentsForm {
    version: Version,
    clusters: Vec<Row>,
}

/// Label, number of points, sum of squares, and the sum of each feature. Counts the room that it takes.
struct Row(i64, Cluster);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let Self(label, Cluster { count, squares, sums }) = self;
        (label, count, squares, sums).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let (label, count, squares, sums): (i64, u64, ExactSum, Vec<ExactSum>) =
            Deserialize::deserialize(deserializer)?;
        Ok(Self(label, Cluster { count, squares, sums }))
    }
}

impl Serialize for ClusterMoments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let row = |(&label, cluster): (&i64, &Cluster)| Row(label, cluster.clone());
        let clusters = self.clusters.iter().map(row).collect();
        MomentsForm { version: Version, clusters }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ClusterMoments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let clusters = MomentsForm::deserialize(deserializer)?.clusters;
        let features = clusters.first().map_or(0, |row| row.1.sums.len());
        let fits = |row: &Row| row.1.count > 0 && row.1.sums.len() == features;
        if !clusters.is_sorted_by(|a, b| a.0 < b.0) || !clusters.iter().all(fits) {
            let expected = "expected clusters by rising label, each with points, and with equally many features";
            return Err(de::Error::custom(expected));
        }
        Ok(Self { clusters: clusters.into_iter().map(|row| (row.0, row.1)).collect() })
    }
}
