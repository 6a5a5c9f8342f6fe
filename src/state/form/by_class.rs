//! The written form of scores by true class and column.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Version, room};
use crate::state::{RankedScores, ScoresByClass};

/// The number of columns, and each class that was seen with the scores of every column.
#[derive(Serialize, Deserialize)]
#[serde(rename = "ScoresByClass", deny_unknown_fields)]
struct Form {
    version: Version,
    columns: u64,
    seen: Vec<(u64, Vec<RankedScores>)>,
}

impl Serialize for ScoresByClass {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let of_class = |(&class, scores): (&usize, &Vec<_>)| (class as u64, scores.clone());
        let seen = self.seen.iter().map(of_class).collect();
        Form { version: Version, columns: self.columns as u64, seen }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ScoresByClass {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let Form { columns, seen, .. } = Form::deserialize(deserializer)?;
        let columns = usize::try_from(columns).map_err(de::Error::custom)?;
        let ordered = seen.is_sorted_by(|(class, _), (next, _)| class < next);
        if !ordered || seen.is_empty() != (columns == 0) {
            return Err(de::Error::custom("expected rising classes, and columns if there are any"));
        }
        let of_class = |(class, scores): (u64, Vec<RankedScores>)| {
            let class = usize::try_from(class).map_err(de::Error::custom)?;
            let own = |(column, scores)| is_of_class(column == class, scores);
            if class >= columns || scores.len() != columns || !scores.iter().enumerate().all(own) {
                return Err(de::Error::custom(
                    "expected the scores of every column, positives in the column of the class alone",
                ));
            }
            Ok((class, scores))
        };
        let seen = seen.into_iter().map(of_class).collect::<Result<_, D::Error>>()?;
        Ok(Self { columns, seen })
    }
}

/// Whether there are scores, all of positives or all of negatives.
fn is_of_class(positive: bool, scores: &RankedScores) -> bool {
    let [own, others] = [scores.positives(), scores.negatives()];
    let [own, others] = if positive { [own, others] } else { [others, own] };
    !own.is_zero() && others.is_zero()
}
