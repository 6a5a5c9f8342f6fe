//! Arrow columns as ndarray's views, without the rows that do not count.

use std::ops::Range;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, LargeListArray, PrimitiveArray,
};
use datafusion::arrow::buffer::{BooleanBuffer, NullBuffer};
use datafusion::arrow::compute::filter;
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DataType, Float32Type, Float64Type, Int64Type,
};
use datafusion::common::exec_err;
use datafusion::error::Result;
use ndarray::{ArrayView, ArrayView1, IxDyn, ShapeError};

use crate::aggregate::View;
use crate::arguments::Arguments;

/// A column of numbers, or of lists of numbers of equal length, seen without a copy.
#[derive(Debug)]
pub(crate) enum Column<'a> {
    Float32(View<'a, f32>),
    Float64(View<'a, f64>),
    Int64(View<'a, i64>),
}

/// A column of true numbers, which are no `f32`.
#[derive(Debug)]
pub(crate) enum Truth<'a> {
    Float64(View<'a, f64>),
    Int64(View<'a, i64>),
}

/// Rows that a metric can take at once.
#[derive(Debug)]
pub struct Piece<'a> {
    pub(crate) truth: Truth<'a>,
    pub(crate) prediction: Column<'a>,
    /// The prediction of a second model, if there is one.
    pub(crate) second: Option<Column<'a>>,
    /// None where there are none.
    pub(crate) ids: &'a [i64],
    pub(crate) weight: Option<ArrayView1<'a, f64>>,
}

/// Rows that count: the columns of a call's arguments, and of the weight if there is one.
#[derive(Debug)]
pub(crate) struct Rows {
    columns: Vec<ArrayRef>,
}

impl Rows {
    pub(crate) fn of(columns: Vec<ArrayRef>) -> Self {
        Self { columns }
    }

    /// The rows of a call's columns without a null in any of them, and where the filter is true if
    /// there is one; and which these are, None if they are all. Columns are copied only if a row is left out.
    pub(crate) fn new(
        arguments: Arguments,
        columns: &[ArrayRef],
        only: Option<&BooleanArray>,
    ) -> Result<(Self, Option<BooleanArray>)> {
        let used = Self { columns: arguments.used(columns).cloned().collect() };
        match kept(used.columns.iter(), only) {
            Some(kept) => Ok((used.only(&kept)?, Some(kept))),
            None => Ok((used, None)),
        }
    }

    /// The rows where a mask is true, copied unless it is true everywhere.
    pub(crate) fn only(&self, mask: &BooleanArray) -> Result<Self> {
        let keep = |column: &ArrayRef| match mask.has_false() {
            true => Ok(filter(column, mask)?),
            false => Ok(ArrayRef::clone(column)),
        };
        Ok(Self { columns: self.columns.iter().map(keep).collect::<Result<_>>()? })
    }

    pub(crate) fn columns(&self) -> &[ArrayRef] {
        &self.columns
    }

    pub(crate) fn into_columns(self) -> Vec<ArrayRef> {
        self.columns
    }

    pub(crate) fn len(&self) -> usize {
        self.columns.first().map_or(0, Array::len)
    }

    /// Hands out some rows in as few pieces as there are: one, unless lists differ in length.
    pub(crate) fn each_piece(
        &self,
        arguments: Arguments,
        rows: Range<usize>,
        mut take: impl FnMut(&Piece<'_>) -> Result<()>,
    ) -> Result<()> {
        let Some(columns) = self.columns.get(..arguments.columns()) else { return Ok(()) };
        let lists = columns.iter().filter_map(|column| column.as_list_opt::<i64>());
        let lists: Vec<&LargeListArray> = lists.collect();
        if lists.is_empty() {
            return take(&self.piece(arguments, rows)?);
        }
        let equal = |a: usize, b| lists.iter().all(|l| l.value_length(a) == l.value_length(b));
        let all: Vec<_> = rows.collect();
        let mut runs = all.chunk_by(|&a, &b| equal(a, b));
        runs.try_for_each(|run| take(&self.piece(arguments, run[0]..run[0] + run.len())?))
    }

    /// Some rows in one piece, unless there is none or a column is of lists, which may differ in length.
    pub(crate) fn one_piece(
        &self,
        arguments: Arguments,
        rows: Range<usize>,
    ) -> Option<Result<Piece<'_>>> {
        let are_numbers = self.columns.iter().all(|column| column.as_list_opt::<i64>().is_none());
        (are_numbers && !rows.is_empty()).then(|| self.piece(arguments, rows))
    }

    fn piece(&self, arguments: Arguments, range: Range<usize>) -> Result<Piece<'_>> {
        let (truth, all) = (arguments.truth(), arguments.columns());
        let weight = match self.columns.get(all) {
            Some(weight) => Some(ArrayView1::from(&numbers::<Float64Type>(weight)?[range.clone()])),
            None => None,
        };
        let ids: &[i64] = if arguments.id { numbers::<Int64Type>(&self.columns[0])? } else { &[] };
        Ok(Piece {
            truth: match rows_of(&self.columns[truth], &range)? {
                Column::Float64(truth) => Truth::Float64(truth),
                Column::Int64(truth) => Truth::Int64(truth),
                Column::Float32(_) => return not_planned(&DataType::Float32),
            },
            prediction: rows_of(&self.columns[truth + 1], &range)?,
            second: match arguments.second {
                true => Some(rows_of(&self.columns[all - 1], &range)?),
                false => None,
            },
            ids: ids.get(range).unwrap_or(&[]),
            weight,
        })
    }
}

/// Which rows count; None if all do.
fn kept<'a>(
    columns: impl Iterator<Item = &'a ArrayRef> + Clone,
    only: Option<&BooleanArray>,
) -> Option<BooleanArray> {
    let nulls = columns.clone().map(Array::logical_nulls);
    let inner = columns.map(|column| column.as_list_opt().and_then(whole_lists));
    let filter = only.map(|only| {
        NullBuffer::new(match only.nulls() {
            Some(nulls) => only.values() & nulls.inner(),
            None => only.values().clone(),
        })
    });
    let all: Vec<_> = nulls.chain(inner).chain([filter]).collect();
    let valid = NullBuffer::union_many(all.iter().map(Option::as_ref))?;
    (valid.null_count() > 0).then(|| BooleanArray::new(valid.into_inner(), None))
}

/// The lists without a null among their values; None if that is all of them.
fn whole_lists(lists: &LargeListArray) -> Option<NullBuffer> {
    let nulls = lists.values().logical_nulls().filter(|nulls| nulls.null_count() > 0)?;
    let whole = |ends: &[i64]| {
        nulls.slice(ends[0] as usize, (ends[1] - ends[0]) as usize).null_count() == 0
    };
    Some(NullBuffer::new(BooleanBuffer::from_iter(lists.value_offsets().windows(2).map(whole))))
}

/// Some rows of numbers, or of lists of equal length.
fn rows_of<'a>(array: &'a ArrayRef, rows: &Range<usize>) -> Result<Column<'a>> {
    let Some(lists) = array.as_list_opt::<i64>() else {
        return column(array, rows.clone(), &[rows.len()]);
    };
    let [start, end] = [rows.start, rows.end].map(|row| lists.value_offsets()[row] as usize);
    column(lists.values(), start..end, &[rows.len(), (end - start) / rows.len()])
}

fn column<'a>(array: &'a ArrayRef, range: Range<usize>, shape: &[usize]) -> Result<Column<'a>> {
    Ok(match array.data_type() {
        DataType::Float32 => Column::Float32(view(&numbers::<Float32Type>(array)?[range], shape)?),
        DataType::Float64 => Column::Float64(view(&numbers::<Float64Type>(array)?[range], shape)?),
        DataType::Int64 => Column::Int64(view(&numbers::<Int64Type>(array)?[range], shape)?),
        other => return not_planned(other),
    })
}

fn not_planned<T>(given: &DataType) -> Result<T> {
    exec_err!("a metric was given a column of {given}, which planning prevents")
}

fn view<'a, A>(values: &'a [A], shape: &[usize]) -> Result<View<'a, A>> {
    if shape == [values.len()] {
        return Ok(ArrayView1::from(values).into_dyn());
    }
    ArrayView::from_shape(IxDyn(shape), values).or_else(|error: ShapeError| exec_err!("{error}"))
}

fn numbers<T: ArrowPrimitiveType>(array: &ArrayRef) -> Result<&[T::Native]> {
    match array.as_primitive_opt::<T>() {
        Some(numbers) => Ok(values(numbers)),
        None => not_planned(array.data_type()),
    }
}

fn values<T: ArrowPrimitiveType>(numbers: &PrimitiveArray<T>) -> &[T::Native] {
    numbers.values()
}
