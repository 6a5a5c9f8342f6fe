//! The tables of a query: files that have the columns that it reads, each of one type.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Column, TableReference};
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig};
use datafusion::logical_expr::{LogicalPlan, TableScan};
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::Statement;
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::{Ident, ObjectName, ObjectNamePart, visit_relations_mut};

use super::files::{self, Kind};
use crate::program::Outcome;

/// A file with the columns that it has.
struct FileColumns {
    file: PathBuf,
    columns: SchemaRef,
}

/// The tables of a query, by the names that they are given.
pub(super) struct Tables(BTreeMap<String, Vec<FileColumns>>);

impl Tables {
    /// Makes the files that a query names known to a session, by plain names: what a path is made of means
    /// other things in the name of a column.
    pub(super) async fn register(session: &SessionContext, query: &mut Statement) -> Outcome<Self> {
        let (names, others) = resolve_table_references(query, true)?;
        let is_function = |name: &str| session.state().table_functions().contains_key(name);
        let is_file =
            |name: &&TableReference| name.schema().is_none() && !is_function(name.table());
        let names: Vec<_> = names.iter().filter(is_file).collect();
        let taken =
            |new: &String| names.iter().copied().chain(&others).all(|name| name.table() != new);
        let plain = (1..).map(|place| format!("files{place}")).filter(taken);
        let (mut tables, mut renamed) = (BTreeMap::new(), BTreeMap::new());
        for (path, new) in names.iter().map(|name| name.table()).zip(plain) {
            let (kind, paths) = files::at(path)?;
            let files = columns_of(session, kind, paths).await;
            let files = files.map_err(|error| format!("{path}: {error}"))?;
            session.register_table(new.as_str(), Arc::new(table(kind, &files)?))?;
            renamed.insert(path.to_string(), new.clone());
            tables.insert(new, files);
        }
        rename(query, &renamed);
        Ok(Self(tables))
    }

    /// Refuses a plan that reads a column which a file lacks, or has as another type.
    pub(super) fn have_what_is_read(&self, plan: &LogicalPlan) -> Outcome<()> {
        let mut refused = Ok(());
        plan.apply_with_subqueries(|node| {
            if let LogicalPlan::TableScan(scan) = node {
                refused = self.has_columns_of(scan);
            }
            Ok(if refused.is_ok() { TreeNodeRecursion::Continue } else { TreeNodeRecursion::Stop })
        })?;
        refused
    }

    fn has_columns_of(&self, scan: &TableScan) -> Outcome<()> {
        let Some(files) = self.0.get(scan.table_name.table()) else { return Ok(()) };
        let read = scan.projected_schema.fields().iter().map(|field| field.name().as_str());
        let filters = scan.filters.iter().flat_map(|filter| filter.column_refs());
        let filters: Vec<_> = filters.map(Column::name).collect();
        read.chain(filters).try_for_each(|column| same_type(files, column))
    }
}

/// Gives tables other names in a query.
fn rename(query: &mut Statement, names: &BTreeMap<String, String>) {
    let Statement::Statement(query) = query else { return };
    let _ = visit_relations_mut(query, |relation: &mut ObjectName| {
        if let [ObjectNamePart::Identifier(name)] = relation.0.as_mut_slice() {
            let path = if name.quote_style.is_some() {
                name.value.clone()
            } else {
                name.value.to_lowercase()
            };
            names.get(&path).into_iter().for_each(|new| *name = Ident::new(new.clone()));
        }
        ControlFlow::<()>::Continue(())
    });
}

/// The columns of the files that are not empty.
async fn columns_of(
    session: &SessionContext,
    kind: Kind,
    paths: Vec<PathBuf>,
) -> Outcome<Vec<FileColumns>> {
    let mut files = Vec::new();
    for file in paths {
        if file.metadata()?.len() > 0 {
            let columns =
                options(kind).infer_schema(&session.state(), &files::address(&file)?).await;
            let columns = columns.map_err(|error| format!("in {}: {error}", file.display()))?;
            files.push(FileColumns { file, columns });
        }
    }
    match (kind, files.as_slice()) {
        (_, []) => Err("every file is empty, expected one with columns at least".into()),
        (Kind::Csv, files) => same_headers(files),
        (Kind::Parquet, _) => Ok(()),
    }
    .map(|()| files)
}

fn options(kind: Kind) -> ListingOptions {
    ListingOptions::new(kind.format()).with_file_extension(kind.extension())
}

/// Columns of CSV are read by their places.
fn same_headers(files: &[FileColumns]) -> Outcome<()> {
    let header = |file: &FileColumns| {
        file.columns
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    for pair in files.windows(2) {
        let [first, other] = [&pair[0], &pair[1]].map(|file| (file.file.display(), header(file)));
        if first.1 != other.1 {
            return Err(format!(
                "{} has the columns {} and {} has {}, expected the same header in all CSV files of a table",
                first.0, first.1, other.0, other.1
            )
            .into());
        }
    }
    Ok(())
}

/// One table of all files, with every column that one of them has.
fn table(kind: Kind, files: &[FileColumns]) -> Outcome<ListingTable> {
    let addresses = files.iter().map(|file| files::address(&file.file));
    let config = ListingTableConfig::new_with_multi_paths(addresses.collect::<Outcome<_>>()?);
    let config = config.with_listing_options(options(kind)).with_schema(all_columns(files));
    Ok(ListingTable::try_new(config)?)
}

fn all_columns(files: &[FileColumns]) -> SchemaRef {
    let mut all: Vec<Field> = Vec::new();
    for field in files.iter().flat_map(|file| file.columns.fields()) {
        match all.iter_mut().find(|known| known.name() == field.name()) {
            None => all.push(field.as_ref().clone().with_nullable(true)),
            Some(known) => {
                let both = common(known.data_type(), field.data_type());
                known.set_data_type(both.unwrap_or_else(|| known.data_type().clone()));
            }
        }
    }
    Arc::new(Schema::new(all))
}

/// The type of a column that is of these types in two files; whole numbers of CSV may go on as others.
fn common(one: &DataType, other: &DataType) -> Option<DataType> {
    match (one, other) {
        (one, other) if one == other => Some(one.clone()),
        (DataType::Null, known) | (known, DataType::Null) => Some(known.clone()),
        (DataType::Int64, DataType::Float64) | (DataType::Float64, DataType::Int64) => {
            Some(DataType::Float64)
        }
        _ => None,
    }
}

/// Refuses a column that two files do not have alike.
fn same_type(files: &[FileColumns], column: &str) -> Outcome<()> {
    let mut known: Option<(&Path, DataType)> = None;
    for FileColumns { file, columns } in files {
        let Ok(field) = columns.field_with_name(column) else {
            let other = files.iter().find(|other| other.columns.field_with_name(column).is_ok());
            let other = other
                .map_or_else(String::new, |other| format!(", which {} has", other.file.display()));
            return Err(format!(
                "{} has no column {column}{other}: leave the file out, or write the column",
                file.display()
            )
            .into());
        };
        let kind = field.data_type();
        let (first, before) = known.unwrap_or_else(|| (file, kind.clone()));
        let Some(both) = common(&before, kind) else {
            return Err(format!(
                "the column {column} is {before} in {} and {kind} in {}, expected one type",
                first.display(),
                file.display()
            )
            .into());
        };
        known = Some((first, both));
    }
    Ok(())
}
