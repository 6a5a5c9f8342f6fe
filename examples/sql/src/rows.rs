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

use crate::arguments::Arguments;
use crate::measure::View;

/// A column of numbers, or of lists of numbers of equal length, seen without a copy.
pub(crate) enum Column<'a> {
    Float32(View<'a, f32>),
    Float64(View<'a, f64>),
    Int64(View<'a, i64>),
}

/// Rows that a metric can take at once.
pub(crate) struct Piece<'a> {
    pub(crate) truth: Column<'a>,
    pub(crate) prediction: Column<'a>,
    pub(crate) weight: Option<ArrayView1<'a, f64>>,
    /// Which of the [`Rows`] these are.
    pub(crate) range: Range<usize>,
}

/// The rows of a batch that count.
pub(crate) struct Rows {
    truth: ArrayRef,
    prediction: ArrayRef,
    weight: Option<ArrayRef>,
    kept: Option<BooleanArray>,
}

impl Rows {
    /// The rows of a call's columns without a null in any of them, and where the filter is true if
    /// there is one. Columns are copied only if a row is left out.
    pub(crate) fn new(
        arguments: Arguments,
        columns: &[ArrayRef],
        only: Option<&BooleanArray>,
    ) -> Result<Self> {
        let weight = columns.get(arguments.weight());
        let used = [Some(&columns[0]), Some(&columns[1]), weight].into_iter().flatten();
        let kept = kept(used, only);
        let keep = |column: &ArrayRef| match &kept {
            Some(kept) => Ok(filter(column, kept)?),
            None => Ok::<_, datafusion::error::DataFusionError>(column.clone()),
        };
        let weight = weight.map(keep).transpose()?;
        Ok(Self { truth: keep(&columns[0])?, prediction: keep(&columns[1])?, weight, kept })
    }

    pub(crate) fn len(&self) -> usize {
        self.truth.len()
    }

    /// The values of the rows that are left, of a list with one for each row that there was.
    pub(crate) fn select(&self, values: &[usize]) -> Option<Vec<usize>> {
        let kept = self.kept.as_ref()?;
        Some(kept.values().set_indices().map(|row| values[row]).collect())
    }

    /// Hands out the rows in as few pieces as there are: one, unless lists differ in length.
    pub(crate) fn each_piece(&self, mut take: impl FnMut(&Piece<'_>) -> Result<()>) -> Result<()> {
        let columns = [&self.truth, &self.prediction];
        equal_lengths(columns, self.len()).into_iter().try_for_each(|rows| take(&self.piece(rows)?))
    }

    fn piece(&self, range: Range<usize>) -> Result<Piece<'_>> {
        let truth = rows_of(&self.truth, &range)?;
        let prediction = rows_of(&self.prediction, &range)?;
        let weight = match &self.weight {
            Some(weight) => Some(ArrayView1::from(&numbers::<Float64Type>(weight)?[range.clone()])),
            None => None,
        };
        Ok(Piece { truth, prediction, weight, range })
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

/// Ranges of rows whose lists are equally long: all rows, where there are no lists.
fn equal_lengths(columns: [&ArrayRef; 2], rows: usize) -> Vec<Range<usize>> {
    let lists = columns.map(|column| column.as_list_opt::<i64>());
    if lists.iter().all(Option::is_none) {
        return vec![0..rows];
    }
    let lengths = |row| lists.map(|list| list.map(|list| list.value_length(row)));
    let all: Vec<_> = (0..rows).collect();
    let equal = all.chunk_by(|&a, &b| lengths(a) == lengths(b));
    equal.map(|run| run[0]..run[0] + run.len()).collect()
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
        other => {
            return exec_err!("a metric was given a column of {other}, which planning prevents");
        }
    })
}

fn view<'a, A>(values: &'a [A], shape: &[usize]) -> Result<View<'a, A>> {
    ArrayView::from_shape(IxDyn(shape), values).or_else(|error: ShapeError| exec_err!("{error}"))
}

fn numbers<T: ArrowPrimitiveType>(array: &ArrayRef) -> Result<&[T::Native]> {
    match array.as_primitive_opt::<T>() {
        Some(numbers) => Ok(values(numbers)),
        None => exec_err!(
            "a metric was given a column of {}, which planning prevents",
            array.data_type()
        ),
    }
}

fn values<T: ArrowPrimitiveType>(numbers: &PrimitiveArray<T>) -> &[T::Native] {
    numbers.values()
}
