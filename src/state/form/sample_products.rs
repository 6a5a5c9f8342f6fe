//! The written form of sums with the products of samples.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Version, room};
use crate::state::sample_products::{Products, SampleProducts};
use crate::state::{ExactSum, Summed};

/// Each product with the positions of its sums, by rising position.
#[derive(Serialize, Deserialize)]
#[serde(rename = "SampleProducts", deny_unknown_fields)]
struct Form<S> {
    version: Version,
    plain: S,
    samples: u64,
    products: Vec<(u64, u64, ExactSum)>,
}

impl<S: Summed + Serialize> Serialize for SampleProducts<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        room::write::<Self>();
        let product =
            |(&(j, k), sum): (&(usize, usize), &ExactSum)| (j as u64, k as u64, sum.clone());
        Form {
            version: Version,
            plain: self.plain.clone(),
            samples: self.samples,
            products: self.products.0.iter().map(product).collect(),
        }
        .serialize(serializer)
    }
}

impl<'de, S: Summed + Deserialize<'de>> Deserialize<'de> for SampleProducts<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let Form { plain, samples, products, .. } = Form::<S>::deserialize(deserializer)?;
        let ordered = products.is_sorted_by(|(a, b, _), (c, d, _)| (a, b) < (c, d));
        let products = restored(products);
        match products.filter(|products| ordered && belong(products, plain.positions())) {
            Some(products) => Ok(Self { plain, samples, products }),
            None => Err(de::Error::custom(
                "products out of place, expected those of two sums each, by rising position",
            )),
        }
    }
}

/// Returns the products by position, unless a position is beyond all memory.
fn restored(products: Vec<(u64, u64, ExactSum)>) -> Option<Products> {
    let place = |place: u64| usize::try_from(place).ok();
    let product = |(j, k, sum)| Some(((place(j)?, place(k)?), sum));
    products.into_iter().map(product).collect::<Option<_>>().map(Products)
}

/// Whether products are those of sums at so many positions: of each pair, both squares are there.
fn belong(Products(products): &Products, positions: usize) -> bool {
    let is_square = |j| products.get(&(j, j)).is_some_and(|sum| !sum.is_negative());
    let mut all = products.keys();
    all.all(|&(j, k)| j <= k && k < positions && is_square(j) && is_square(k))
}
