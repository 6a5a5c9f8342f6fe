//! The written forms of two models on the same samples.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::sample_products::{Product, listed, restored};
use super::{Float, Version, room};
use crate::state::sample_products::Products;
use crate::state::{
    PairedProducts, PairedScores, SampleParts as _, SampleProducts, Summed, in_order,
};

/// The sums of both models, and each product across with the positions of its sums, by rising position.
#[derive(Serialize, Deserialize)]
#[serde(rename = "PairedProducts", deny_unknown_fields)]
struct Form<P> {
    version: Version,
    models: [P; 2],
    samples: u64,
    crossed: Vec<Product>,
}

impl<S: Summed + Serialize> Serialize for PairedProducts<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        room::write::<Self>();
        let (models, crossed) = (self.models.clone(), listed(&self.crossed));
        Form { version: Version, models, samples: self.samples, crossed }.serialize(serializer)
    }
}

impl<'de, S: Summed + Deserialize<'de>> Deserialize<'de> for PairedProducts<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let form = Form::<SampleProducts<S>>::deserialize(deserializer)?;
        let Form { models, samples, crossed, .. } = form;
        let counts = models.each_ref().map(SampleProducts::samples);
        let counted =
            counts.iter().all(|&n| n <= samples) && samples <= counts[0].saturating_add(counts[1]);
        match restored(crossed).filter(|crossed| counted && belong(crossed, &models)) {
            Some(crossed) => Ok(Self { models, crossed, samples }),
            None => Err(de::Error::custom(
                "products or counts out of place, expected those of sums of two models, by rising position",
            )),
        }
    }
}

/// Whether products across are those of sums of both models.
fn belong<S: Summed>(
    Products(crossed): &Products,
    [first, second]: &[SampleProducts<S>; 2],
) -> bool {
    let touches = |model: &SampleProducts<S>, j| model.products.0.contains_key(&(j, j));
    crossed.keys().all(|&(j, k)| touches(first, j) && touches(second, k))
        && first.plain().check_merge(second.plain()).is_ok()
}

/// The scores by the first and the second model of each positive and of each negative, in rising order.
#[derive(Serialize, Deserialize)]
#[serde(rename = "PairedScores", deny_unknown_fields)]
struct Scores {
    version: Version,
    positives: Vec<(Float, Float)>,
    negatives: Vec<(Float, Float)>,
}

impl Serialize for PairedScores {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        room::write::<Self>();
        let side = |side: &[[f64; 2]]| {
            let pairs = in_order(side).into_iter();
            pairs.map(|[a, b]| (Float(a), Float(b))).collect()
        };
        let (positives, negatives) = (side(&self.positives), side(&self.negatives));
        Scores { version: Version, positives, negatives }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PairedScores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let Scores { positives, negatives, .. } = Scores::deserialize(deserializer)?;
        let [positives, negatives] = [positives, negatives]
            .map(|side| side.into_iter().map(|(Float(a), Float(b))| [a, b]).collect::<Vec<_>>());
        if !are_written(&positives) || !are_written(&negatives) {
            return Err(de::Error::custom("expected scores that are numbers, in rising order"));
        }
        Ok(Self { positives, negatives })
    }
}

/// Whether scores are numbers, none of them −0, in the order in which they are written.
fn are_written(pairs: &[[f64; 2]]) -> bool {
    let is_score = |score: &f64| !score.is_nan() && score.to_bits() != (-0.0_f64).to_bits();
    pairs.iter().flatten().all(is_score) && pairs.is_sorted()
}
