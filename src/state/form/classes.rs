//! The written forms of outcomes per class and of confusion matrices.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Version, room};
use crate::state::{BinaryCounts, ClassCounts, ConfusionMatrix, Tally, check_classes};

#[derive(Serialize, Deserialize)]
#[serde(rename = "ClassCounts", deny_unknown_fields)]
struct OutcomesForm {
    version: Version,
    ignored: Option<u64>,
    classes: Vec<BinaryCounts>,
}

impl Serialize for ClassCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let ignored = self.ignored.map(|class| class as u64);
        OutcomesForm { version: Version, ignored, classes: self.classes.clone() }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ClassCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let OutcomesForm { ignored, classes, .. } = OutcomesForm::deserialize(deserializer)?;
        Ok(Self { classes, ignored: class(ignored, usize::MAX)? })
    }
}

/// The cells above 0, each with true and predicted class, by rising true class, then by rising
/// predicted class.
#[derive(Serialize, Deserialize)]
#[serde(rename = "ConfusionMatrix", deny_unknown_fields)]
struct MatrixForm {
    version: Version,
    classes: u64,
    ignored: Option<u64>,
    cells: Vec<(u64, u64, Tally)>,
}

impl Serialize for ConfusionMatrix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let cell = |(truth, prediction, tally): (usize, usize, Tally)| {
            (truth as u64, prediction as u64, tally)
        };
        MatrixForm {
            version: Version,
            classes: self.num_classes() as u64,
            ignored: self.ignored_class().map(|class| class as u64),
            cells: self.cells().map(cell).collect(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ConfusionMatrix {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let MatrixForm { classes, ignored, cells, .. } = MatrixForm::deserialize(deserializer)?;
        let ordered = cells.is_sorted_by(|(a, b, _), (c, d, _)| (a, b) < (c, d));
        if !ordered || cells.iter().any(|(_, _, tally)| tally.is_zero()) {
            return Err(de::Error::custom(
                "cells of 0 or out of order, expected cells above 0 by rising class",
            ));
        }
        let classes = usize::try_from(classes).map_err(de::Error::custom)?;
        if classes > 0 {
            check_classes(classes).map_err(de::Error::custom)?;
        }
        let ignored = class(ignored, classes)?.map(|class| class as i64);
        let place = |(truth, prediction, tally): (u64, u64, Tally)| {
            let truth = class(Some(truth), classes)?.unwrap_or(0);
            let prediction = class(Some(prediction), classes)?.unwrap_or(0);
            Ok((truth * classes + prediction, tally))
        };
        let cells = cells.into_iter().map(place).collect::<Result<_, D::Error>>()?;
        Ok(Self::new(classes, ignored).with_cells(cells))
    }
}

/// Refuses a class that is not below the number of classes.
fn class<E: de::Error>(class: Option<u64>, classes: usize) -> Result<Option<usize>, E> {
    let Some(found) = class else { return Ok(None) };
    match usize::try_from(found) {
        Ok(class) if class < classes => Ok(Some(class)),
        _ => Err(E::custom(format!("class {found}, expected a class in 0..{classes}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restored(classes: u64, cells: Vec<(u64, u64, Tally)>) -> postcard::Result<ConfusionMatrix> {
        let form = MatrixForm { version: Version, classes, ignored: None, cells };
        postcard::from_bytes(&postcard::to_stdvec(&form)?)
    }

    #[test]
    fn a_matrix_of_more_classes_than_there_may_be_is_refused() {
        assert!(restored(0, vec![]).is_ok());
        assert_eq!(
            restored(3, vec![(2, 1, Tally::from_checked(1.0))]).map(|m| m.num_classes()),
            Ok(3)
        );
        for classes in [1 << 33, 1 << 63, u64::MAX] {
            assert!(restored(classes, vec![]).is_err(), "{classes} classes");
        }
    }
}
