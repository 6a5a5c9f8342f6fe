//! The written form of contingency tables.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Version, room};
use crate::state::{ContingencyCell, ContingencyTable};

/// The cells that are not 0, by rising label of the truth, then of the prediction, with their counts.
#[derive(Serialize, Deserialize)]
#[serde(rename = "ContingencyTable", deny_unknown_fields)]
struct TableForm {
    version: Version,
    cells: Vec<Row>,
}

/// A cell counts the room that it takes.
struct Row(ContingencyCell);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        (self.0.truth, self.0.prediction, self.0.count).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let (truth, prediction, count) = Deserialize::deserialize(deserializer)?;
        Ok(Self(ContingencyCell { truth, prediction, count }))
    }
}

impl Serialize for ContingencyTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        room::write::<Self>();
        let cells = self.cells().into_iter().map(Row).collect();
        TableForm { version: Version, cells }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ContingencyTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let cells: Vec<_> =
            TableForm::deserialize(deserializer)?.cells.into_iter().map(|row| row.0).collect();
        let labels = |cell: &ContingencyCell| (cell.truth, cell.prediction);
        let rising = cells.is_sorted_by(|a, b| labels(a) < labels(b));
        if !rising || cells.iter().any(|cell| cell.count == 0) {
            let expected = "cells of 0 or out of order, expected cells above 0 by rising label";
            return Err(de::Error::custom(expected));
        }
        Ok(Self::from_cells(&cells))
    }
}
