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
    products: Vec<Product>,
}

impl<S: Summed + Serialize> Serialize for SampleProducts<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        room::write::<Self>();
        Form {
            version: Version,
            plain: self.plain.clone(),
            samples: self.samples,
            products: listed(&self.products),
        }
        .serialize(serializer)
    }
}

impl<'de, S: Summed + Deserialize<'de>> Deserialize<'de> for SampleProducts<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        room::read::<Self, D::Error>()?;
        let Form { plain, samples, products, .. } = Form::<S>::deserialize(deserializer)?;
        let products = restored(products);
        match products.filter(|products| belong(products, plain.positions())) {
            Some(products) => Ok(Self { plain, samples, products }),
            None => Err(de::Error::custom(
                "products out of place, expected those of two sums each, by rising position",
            )),
        }
    }
}

/// Two positions and the sum of the products of what samples add there.
pub(super) type Product = (u64, u64, ExactSum);

/// Returns the products in order.
pub(super) fn listed(Products(products): &Products) -> Vec<Product> {
    products.iter().map(|(&(j, k), sum)| (j as u64, k as u64, sum.clone())).collect()
}

/// Returns the products by position, unless they are out of order or a position is beyond all memory.
pub(super) fn restored(products: Vec<Product>) -> Option<Products> {
    let ordered = products.is_sorted_by(|(a, b, _), (c, d, _)| (a, b) < (c, d));
    let place = |place: u64| usize::try_from(place).ok();
    let product = |(j, k, sum)| Some(((place(j)?, place(k)?), sum));
    let products = products.into_iter().filter(|_| ordered).map(product);
    products.collect::<Option<_>>().map(Products).filter(|_| ordered)
}

/// Whether products are those of sums at so many positions: of each pair, both squares are there.
fn belong(Products(products): &Products, positions: usize) -> bool {
    let is_square = |j| products.get(&(j, j)).is_some_and(|sum| !sum.is_negative());
    let mut all = products.keys();
    all.all(|&(j, k)| j <= k && k < positions && is_square(j) && is_square(k))
}
