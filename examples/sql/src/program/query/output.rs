//! Answers as files.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::{csv, json};
use datafusion::parquet::arrow::ArrowWriter;
use tempfile::NamedTempFile;

use crate::program::{Failure, Outcome};

/// How an answer is written, by the end of the file's name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Format {
    Csv,
    Json,
    Parquet,
}

impl Format {
    pub(super) fn of(path: &str) -> Outcome<Self> {
        match Path::new(path).extension().and_then(|extension| extension.to_str()) {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(format!(
                "--output is {path}, expected a file that ends in .csv, .json or .parquet"
            )
            .into()),
        }
    }

    /// Writes the whole answer or, if something fails, nothing: a file of the name stays as it is.
    pub(super) fn write(self, path: &Path, answer: &RecordBatch) -> Outcome<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        match self {
            Self::Csv => write_csv(file.as_file_mut(), answer)?,
            Self::Json => write_json(file.as_file_mut(), answer)?,
            Self::Parquet => write_parquet(file.as_file_mut(), answer)?,
        }
        file.persist(path)?;
        Ok(())
    }
}

/// An undefined value is an empty field.
fn write_csv(file: &mut File, answer: &RecordBatch) -> Outcome<()> {
    let schema = answer.schema();
    if let Some(field) = schema.fields().iter().find(|field| field.data_type().is_nested()) {
        let name = field.name();
        let problem = "holds several numbers, which CSV cannot";
        return Err(format!(
            "{name} {problem}: take one, as in {name}['value'] or {name}[1], or write .json"
        )
        .into());
    }
    Ok(csv::Writer::new(file).write(answer)?)
}

/// A list with an object for every row, in which an undefined value is null.
fn write_json(file: &mut File, answer: &RecordBatch) -> Outcome<()> {
    let writer = json::WriterBuilder::new().with_explicit_nulls(true);
    let mut writer = writer.build::<_, json::writer::JsonArray>(&mut *file);
    writer.write(answer)?;
    writer.finish()?;
    Ok(writeln!(file)?)
}

fn write_parquet(file: &mut File, answer: &RecordBatch) -> Outcome<()> {
    let mut writer = ArrowWriter::try_new(file, answer.schema(), None)?;
    writer.write(answer)?;
    writer.close().map(|_| ()).map_err(Failure::from)
}
