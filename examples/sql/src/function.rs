//! The one adapter from a measure to an aggregate function.

use std::fmt::{self, Debug};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{ScalarValue, not_impl_err, plan_err};
use datafusion::error::Result;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::{AggregateOrderSensitivity, format_state_name};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, GroupsAccumulator, Signature, Volatility,
};

use ndarray_metrics::Streaming;

use crate::accumulator::{Call, MetricAccumulator};
use crate::aggregate::{Aggregate, SqlMeasure};
use crate::arguments::Arguments;
use crate::groups::MetricGroups;
use crate::state::types;

/// A measure as an aggregate function of SQL.
///
/// ```
/// use datafusion::logical_expr::AggregateUDF;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics_sql::{Arguments, Constant, MetricFunction};
///
/// let arguments = Arguments { option: Some(Constant::Number("delta")), ..Arguments::NUMBERS };
/// let huber = MetricFunction::new("huber", arguments, |delta| Huber { delta: delta.unwrap_or(1.0) });
/// assert_eq!(AggregateUDF::from(huber).name(), "huber");
/// ```
pub struct MetricFunction<A: Aggregate> {
    name: String,
    aliases: Vec<String>,
    signature: Signature,
    arguments: Arguments,
    returns: DataType,
    measure: MakeMeasure<A::Measure>,
    bytes_per_row: fn(&A::Measure) -> usize,
}

/// The measure of a call, given its constant.
type MakeMeasure<M> = Box<dyn Fn(Option<&ScalarValue>) -> Result<M> + Send + Sync>;

impl<M: SqlMeasure> MetricFunction<Streaming<M>> {
    /// A function by its name, its arguments, and its measure given the option of a call.
    pub fn new(
        name: &str,
        arguments: Arguments,
        measure: impl Fn(Option<f64>) -> M + Send + Sync + 'static,
    ) -> Self {
        let returns = value_type::<Streaming<M>>(&measure(None));
        let number = |constant: &ScalarValue| match constant {
            ScalarValue::Float64(number) => *number,
            _ => None,
        };
        let of_call = move |constant: Option<&ScalarValue>| Ok(measure(constant.and_then(number)));
        Self::of_constant(name, arguments, returns, of_call)
    }
}

impl<A: Aggregate> MetricFunction<A> {
    /// A function by its name, its arguments, the type of its values, and its measure given the
    /// constant of a call.
    pub(crate) fn of_constant(
        name: &str,
        arguments: Arguments,
        returns: DataType,
        measure: impl Fn(Option<&ScalarValue>) -> Result<A::Measure> + Send + Sync + 'static,
    ) -> Self {
        let signature = Signature::user_defined(Volatility::Immutable);
        let named = signature.clone().with_parameter_names(arguments.names());
        Self {
            name: name.into(),
            aliases: Vec::new(),
            signature: named.unwrap_or(signature),
            arguments,
            returns,
            measure: Box::new(measure),
            bytes_per_row: |_| 0,
        }
    }

    /// The same function by another name.
    #[must_use]
    pub fn or(mut self, alias: &str) -> Self {
        self.aliases.push(alias.into());
        self
    }

    /// For a state that grows with the rows, as that of exact ranking metrics does: about how many
    /// bytes it needs for each, so that the engine knows.
    #[must_use]
    pub fn growing(mut self, bytes_per_row: fn(&A::Measure) -> usize) -> Self {
        self.bytes_per_row = bytes_per_row;
        self
    }

    fn measure(&self, call: &AccumulatorArgs<'_>) -> Result<A::Measure> {
        if call.is_distinct {
            let name = &self.name;
            return not_impl_err!("{name}(DISTINCT ..) is not implemented: every row counts");
        }
        let measure = (self.measure)(self.arguments.option(&self.name, call)?.as_ref())?;
        if value_type::<A>(&measure) != self.returns {
            let name = &self.name;
            let (has, other) = match name.strip_suffix("_list") {
                Some(one) => ("one number", one.to_string()),
                None => ("several numbers", format!("{name}_list")),
            };
            return plan_err!("{name} was asked for {measure:?}, which has {has}: use {other}");
        }
        Ok(measure)
    }

    fn call(&self, call: &AccumulatorArgs<'_>) -> Result<Call<A::Measure>> {
        let measure = self.measure(call)?;
        let per_row = (self.bytes_per_row)(&measure);
        Ok(Call {
            measure,
            arguments: self.arguments,
            types: self.types(call.expr_fields),
            per_row,
        })
    }

    /// The types of the arguments that are columns.
    fn types(&self, fields: &[FieldRef]) -> Vec<DataType> {
        self.arguments.used(fields).map(|field| field.data_type().clone()).collect()
    }
}

/// The type of a measure's values.
fn value_type<A: Aggregate>(measure: &A::Measure) -> DataType {
    A::new(measure).value().data_type()
}

impl<A: Aggregate> AggregateUDFImpl for MetricFunction<A> {
    fn name(&self) -> &str {
        &self.name
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        self.arguments.coerced(&self.name, given)
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.returns.clone())
    }

    fn state_fields(&self, call: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let types = types(&self.types(call.input_fields)).into_iter().enumerate();
        let name = |place| format_state_name(call.name, &format!("state[{place}]"));
        Ok(types.map(|(place, of)| Arc::new(Field::new(name(place), of, true))).collect())
    }

    fn accumulator(&self, call: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(MetricAccumulator::<A>::new(self.call(&call)?)))
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(
        &self,
        call: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(MetricGroups::<A>::new(self.call(&call)?)))
    }

    /// No row's place matters, not even for the last bit.
    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

impl<A: Aggregate> From<MetricFunction<A>> for Arc<AggregateUDF> {
    fn from(function: MetricFunction<A>) -> Self {
        Self::new(function.into())
    }
}

impl<A: Aggregate> Debug for MetricFunction<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MetricFunction").field(&self.name).finish()
    }
}

/// Functions of one name are one function, as for the engine.
impl<A: Aggregate> PartialEq for MetricFunction<A> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<A: Aggregate> Eq for MetricFunction<A> {}

impl<A: Aggregate> Hash for MetricFunction<A> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}
