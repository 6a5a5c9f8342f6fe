//! Reads measures as people write them: a name, or a name with options.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::collection::AnyMeasure;
use crate::collection::names::{canonical, plain};
use crate::metrics::{
    AveragePrecision, Averaged, AveragedOneVsRest, F1Score, FBetaScore, OneVsRest,
    OneVsRestAverage, PerColumn, Pooled, RankingMeasure, RocAuc,
};
use crate::state::{Average, PerClass};

/// From a format that people read: the name of a metric, or a map from its name to its options.
impl<'de> Deserialize<'de> for AnyMeasure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(NameOrOptions { member: None });
        }
        Self::deserialize(deserializer)
    }
}

/// Reads the measure of a member. Where the name of the member is that of a metric, a map may hold the
/// options alone: `{"binary_accuracy": {"threshold": 0.7}}`.
pub(super) struct NameOrOptions<'a> {
    pub(super) member: Option<&'a str>,
}

impl<'de> DeserializeSeed<'de> for NameOrOptions<'_> {
    type Value = AnyMeasure;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<AnyMeasure, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(self);
        }
        Deserialize::deserialize(deserializer)
    }
}

impl<'de> Visitor<'de> for NameOrOptions<'_> {
    type Value = AnyMeasure;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a metric, or a map from its name to its options")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<AnyMeasure, E> {
        AnyMeasure::named(name).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnyMeasure, A::Error> {
        let own = self.member.and_then(|member| canonical(&plain(member)));
        let Some(key) = map.next_key::<String>()? else {
            let member = self.member.unwrap_or_default();
            return AnyMeasure::named(member).map_err(A::Error::custom);
        };
        match (canonical(&plain(&key)), own) {
            (Some(name), _) => map.next_value_seed(Options { name }),
            (None, Some(name)) => {
                Options { name }.deserialize(MapAccessDeserializer::new(Returned::new(key, map)))
            }
            (None, None) => AnyMeasure::named(&key).map_err(A::Error::custom),
        }
    }
}

/// Reads the options of a metric.
struct Options {
    name: &'static str,
}

impl<'de> DeserializeSeed<'de> for Options {
    type Value = AnyMeasure;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<AnyMeasure, D::Error> {
        let measure = match self.name {
            "F1Score" => Scored::deserialize(deserializer).map(Scored::f1_score),
            "FBetaScore" => Scored::deserialize(deserializer).map(Scored::f_beta_score),
            "RocAuc" => Ranked::deserialize(deserializer).map(Ranked::roc_auc),
            "AveragePrecision" => Ranked::deserialize(deserializer).map(Ranked::average_precision),
            name => AnyMeasure::of_variant(name, deserializer),
        };
        measure.map_err(|error| D::Error::custom(format_args!("metric `{}`: {error}", self.name)))
    }
}

impl AnyMeasure {
    /// Reads the options of a variant of the enum.
    fn of_variant<'de, D: Deserializer<'de>>(
        name: &'static str,
        options: D,
    ) -> Result<Self, D::Error> {
        Self::deserialize(MapAccessDeserializer::new(Single {
            name: Some(name),
            options: Some(options),
        }))
    }
}

/// A map from one name to its options.
struct Single<D> {
    name: Option<&'static str>,
    options: Option<D>,
}

impl<'de, D: Deserializer<'de>> MapAccess<'de> for Single<D> {
    type Error = D::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, D::Error> {
        self.name.take().map(|name| seed.deserialize(StrDeserializer::new(name))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, D::Error> {
        match self.options.take() {
            Some(options) => seed.deserialize(options),
            None => Err(D::Error::custom("one value for one name")),
        }
    }
}

/// A map whose first key was read already.
struct Returned<A> {
    first: Option<String>,
    rest: A,
}

impl<A> Returned<A> {
    fn new(first: String, rest: A) -> Self {
        Self { first: Some(first), rest }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Returned<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(key) => seed.deserialize(StrDeserializer::new(&key)).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.rest.next_value_seed(seed)
    }
}

/// The options of an F-score: with an average, it is one number.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Scored {
    average: OneOrEach,
    beta: f64,
    threshold: Option<f64>,
}

impl Default for Scored {
    fn default() -> Self {
        Self { average: OneOrEach::Each(Absence::PerClass), beta: 1.0, threshold: None }
    }
}

/// An average, or its absence.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected `PerClass`, `Micro`, `Macro`, `Weighted`, `MacroOfDefined` or `WeightedOfDefined`"
)]
enum OneOrEach {
    Each(Absence),
    One(Average),
}

#[derive(Deserialize)]
enum Absence {
    #[serde(alias = "per_class", alias = "none", alias = "None")]
    PerClass,
}

impl Scored {
    fn f1_score(self) -> AnyMeasure {
        match self.average {
            OneOrEach::Each(_) => F1Score { average: PerClass, threshold: self.threshold }.into(),
            OneOrEach::One(average) => F1Score { average, threshold: self.threshold }.into(),
        }
    }

    fn f_beta_score(self) -> AnyMeasure {
        let Self { beta, threshold, average } = self;
        match average {
            OneOrEach::Each(_) => FBetaScore { average: PerClass, beta, threshold }.into(),
            OneOrEach::One(average) => FBetaScore { average, beta, threshold }.into(),
        }
    }
}

/// The option of a ranking metric: what is made of several columns.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct Ranked {
    columns: Columns,
}

#[derive(Default, Deserialize)]
enum Columns {
    /// A single column.
    #[default]
    #[serde(alias = "single")]
    Single,
    #[serde(alias = "pooled")]
    Pooled,
    #[serde(alias = "per_column")]
    PerColumn,
    #[serde(alias = "averaged")]
    Averaged,
    /// Each class against all others, from class labels.
    #[serde(alias = "one_vs_rest")]
    OneVsRest,
    #[serde(alias = "macro_one_vs_rest")]
    MacroOneVsRest,
    #[serde(alias = "weighted_one_vs_rest")]
    WeightedOneVsRest,
    #[serde(alias = "micro_one_vs_rest")]
    MicroOneVsRest,
}

impl Ranked {
    fn roc_auc(self) -> AnyMeasure {
        self.of(RocAuc)
    }

    fn average_precision(self) -> AnyMeasure {
        self.of(AveragePrecision)
    }

    fn of<M: RankingMeasure>(self, measure: M) -> AnyMeasure
    where
        AnyMeasure: From<M>
            + From<Pooled<M>>
            + From<PerColumn<M>>
            + From<Averaged<M>>
            + From<OneVsRest<M>>
            + From<AveragedOneVsRest<M>>,
    {
        let averaged = |measure, average| AveragedOneVsRest { measure, average }.into();
        match self.columns {
            Columns::Single => measure.into(),
            Columns::Pooled => Pooled(measure).into(),
            Columns::PerColumn => PerColumn(measure).into(),
            Columns::Averaged => Averaged(measure).into(),
            Columns::OneVsRest => OneVsRest(measure).into(),
            Columns::MacroOneVsRest => averaged(measure, OneVsRestAverage::Macro),
            Columns::WeightedOneVsRest => averaged(measure, OneVsRestAverage::Weighted),
            Columns::MicroOneVsRest => averaged(measure, OneVsRestAverage::Micro),
        }
    }
}
