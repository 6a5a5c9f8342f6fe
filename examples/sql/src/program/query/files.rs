//! Files by a path, a folder or a pattern.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::csv::CsvFormat;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::ListingTableUrl;
use url::Url;

use crate::program::Outcome;

/// What a file is read as, by the end of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Parquet,
    Csv,
}

impl Kind {
    fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()? {
            "parquet" => Some(Self::Parquet),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Parquet => ".parquet",
            Self::Csv => ".csv",
        }
    }

    /// Types of CSV are those of all its values, not of the first thousand, and a value may hold a line
    /// break: such files are read as a whole by one thread.
    pub(super) fn format(self) -> Arc<dyn FileFormat> {
        let csv = CsvFormat::default().with_has_header(true).with_newlines_in_values(true);
        match self {
            Self::Parquet => Arc::new(ParquetFormat::default()),
            Self::Csv => Arc::new(csv.with_schema_infer_max_rec(usize::MAX)),
        }
    }
}

/// The files that a path names, in the order of their names, and what all of them are.
pub(super) fn at(path: &str) -> Outcome<(Kind, Vec<PathBuf>)> {
    let files = named(path)?;
    let kinds: Vec<_> = files.iter().map(|file| Kind::of(file)).collect();
    let Some(Some(kind)) = kinds.first().copied() else {
        return Err(nothing(path, files.first()));
    };
    match kinds.iter().position(|other| *other != Some(kind)) {
        None => Ok((kind, files)),
        Some(other) => {
            let [first, other] = [&files[0], &files[other]].map(|file| file.display());
            let problem =
                "are of two kinds, expected files that all end in .parquet, or all in .csv";
            Err(format!("{first} and {other} {problem}").into())
        }
    }
}

/// A folder has the files in it whose names end as they should; a pattern has what it matches.
fn named(path: &str) -> Outcome<Vec<PathBuf>> {
    let mut files = match Path::new(path) {
        folder if folder.is_dir() => entries(folder)?,
        file if file.is_file() => vec![file.into()],
        _ => glob::glob(path)?.collect::<Result<Vec<_>, _>>()?,
    };
    files.retain(|file| file.is_file());
    files.sort();
    Ok(files)
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let files: Outcome<Vec<_>> = entries.collect();
    Ok(files?.into_iter().filter(|file| Kind::of(file).is_some()).collect())
}

fn nothing(path: &str, other: Option<&PathBuf>) -> crate::program::Failure {
    let expected = "expected files that end in .parquet or .csv, in single quotes: FROM 'predictions/*.parquet'";
    match other {
        None => format!("there is no file at {path}: {expected}").into(),
        Some(other) => format!("{} is of no known kind: {expected}", other.display()).into(),
    }
}

/// A file's address, in which no letter is one of a pattern.
pub(super) fn address(file: &Path) -> Outcome<ListingTableUrl> {
    let file = std::path::absolute(file)?;
    let url =
        Url::from_file_path(&file).map_err(|()| format!("{} has no address", file.display()))?;
    Ok(ListingTableUrl::try_new(url, None)?)
}
