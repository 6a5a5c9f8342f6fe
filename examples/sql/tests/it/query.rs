//! The user's own query, over files of every kind that the README speaks of.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Float32Array, Float64Array, RecordBatch};
use datafusion::arrow::datatypes::Float64Type;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use tempfile::TempDir;

use crate::session::batch;

const CSV: &str = "\
model,label,score,Weight
forest,1,0.9,1
forest,0,0.2,2
linear,1,0.4,1
linear,0,0.6,1
linear,1,,1
";

/// A folder with files, in which the program runs.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        files.iter().for_each(|(name, text)| std::fs::write(folder.path(name), text).unwrap());
        folder
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn parquet(&self, name: &str, columns: Vec<(&str, ArrayRef)>) {
        let rows = batch(columns);
        let file = File::create(self.path(name)).unwrap();
        let mut writer = ArrowWriter::try_new(file, rows.schema(), None).unwrap();
        writer.write(&rows).unwrap();
        writer.close().unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_ndarray-metrics-sql");
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).arg("query").args(arguments).output().unwrap()
    }

    /// What is printed.
    fn answer(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The one value of a query, as it is printed.
    fn value(&self, query: &str) -> String {
        let table = self.answer(&[query]);
        let row = table.lines().nth(3).unwrap();
        row.trim_matches(['|', ' ']).to_string()
    }

    fn refused(&self, query: &str, words: &str) {
        let output = self.run(&[query]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && errors.contains(words), "{query}: {errors}");
    }
}

fn floats(values: &[f64]) -> ArrayRef {
    Arc::new(Float64Array::from(values.to_vec()))
}

const BY_MODEL: &str = "SELECT model, roc_auc(label, score), r2(label, score) FILTER (WHERE score > 1) AS r2 \
    FROM 'rows.csv' GROUP BY model ORDER BY model";

#[test]
fn answers_are_a_table() {
    let folder = Folder::new(&[("rows.csv", CSV)]);
    let table = folder.answer(&[BY_MODEL]);
    let rows: Vec<_> = table.lines().skip(3).take(2).map(str::to_owned).collect();
    assert!(rows[0].starts_with("| forest | 1.0 "), "{table}");
    assert!(rows[1].starts_with("| linear | 0.0 ") && rows[1].ends_with("| NULL |"), "{table}");
}

#[test]
fn answers_are_files() {
    let folder = Folder::new(&[("rows.csv", CSV)]);
    let query = "SELECT model, mae(label, score) AS mae, r2(label, score) FILTER (WHERE false) AS r2 \
        FROM 'rows.csv' GROUP BY model ORDER BY model";
    let written = |name: &str| {
        assert_eq!(folder.answer(&[query, "--output", name]), "");
        folder.path(name)
    };
    let text = |path: &Path| std::fs::read_to_string(path).unwrap();
    assert_eq!(text(&written("a.csv")), "model,mae,r2\nforest,0.15,\nlinear,0.6,\n");
    let json =
        r#"[{"model":"forest","mae":0.15,"r2":null},{"model":"linear","mae":0.6,"r2":null}]"#;
    assert_eq!(text(&written("a.json")).trim_end(), json);
    let file = File::open(written("a.parquet")).unwrap();
    let read = ParquetRecordBatchReader::try_new(file, 10).unwrap();
    let rows: Vec<RecordBatch> = read.collect::<Result<_, _>>().unwrap();
    let mae = rows[0].column(1).as_primitive::<Float64Type>();
    assert_eq!(mae.values().as_ref(), [0.15, 0.6]);
}

/// What cannot be written leaves no file, and does not touch one.
#[test]
fn what_cannot_be_written_leaves_no_trace() {
    let folder = Folder::new(&[("rows.csv", CSV), ("kept.csv", "old")]);
    let query = "SELECT mae_interval(label, score) AS mae FROM 'rows.csv'";
    let output = folder.run(&[query, "--output", "kept.csv"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("take one, as in mae['value']"), "{errors}");
    assert_eq!(std::fs::read_to_string(folder.path("kept.csv")).unwrap(), "old");
    assert_eq!(std::fs::read_dir(folder.0.path()).unwrap().count(), 2);
    assert!(folder.run(&[query, "--output", "mae.json"]).status.success());
    let output = folder.run(&[query, "--output", "mae.txt"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("expected a file that ends in .csv, .json or .parquet"), "{errors}");
}

#[test]
fn a_wrong_name_gets_the_nearest() {
    let folder = Folder::new(&[("rows.csv", CSV)]);
    for (call, words) in [
        (
            "mae(label, scor)",
            "there is no column scor; the nearest is score; there are: \"Weight\", label, model, score",
        ),
        ("mae(label, score, weight)", "the nearest is \"Weight\", in double quotes"),
        ("mae(label, q)", "there is no column q; there are:"),
        ("maee(label, score)", "there is no function maee; the nearest is mae;"),
        ("roc_acu(label, score)", "the nearest is roc_auc;"),
        ("f1_intervall(label, score)", "the nearest is f1_interval;"),
        (
            "completely_unknown_thing(label, score)",
            "no function completely_unknown_thing; the README",
        ),
        ("metric(label, score, 'MeanSquaredEror')", "MeanSquaredError"),
        ("mae(label, model)", "the prediction of mae is of type"),
    ] {
        folder.refused(&format!("SELECT {call} FROM 'rows.csv'"), words);
    }
    assert_eq!(folder.value("SELECT max(\"Weight\") FROM 'rows.csv'"), "2");
}

#[test]
fn a_query_only_reads_files_that_there_are() {
    let folder = Folder::new(&[("rows.csv", CSV), ("rows.txt", CSV)]);
    for (query, words) in [
        ("SELECT 1 FROM 'missing/*.parquet'", "there is no file at missing/*.parquet"),
        ("SELECT 1 FROM predictions", "in single quotes: FROM 'predictions/*.parquet'"),
        ("SELECT 1 FROM 'rows.txt'", "rows.txt is of no known kind"),
        ("SELECT 1 FROM 'rows.*'", "are of two kinds"),
        ("CREATE TABLE t AS SELECT 1", "this is no query"),
        ("COPY (SELECT 1) TO 'new.csv'", "this is no query"),
        ("SELECT * INTO new FROM 'rows.csv'", "not implemented"),
        ("SELECT mae(label,, score) FROM 'rows.csv'", "Expected: an expression"),
    ] {
        folder.refused(query, words);
    }
    assert!(!folder.path("new.csv").exists());
    let output = folder.run(&["SELECT 1", "--output"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("usage:"));
}

/// Empty files add nothing, a folder has the files that it holds, and names are not patterns.
#[test]
fn files_are_read_together() {
    let folder = Folder::new(&[
        ("none.csv", ""),
        ("header.csv", "y,p\n"),
        ("a [1].csv", "y,p\n1,2\n"),
        ("b.csv", "y,p\n1,4.5\n,1\n"),
    ]);
    assert_eq!(folder.value("SELECT mae(y, p) FROM '*.csv'"), "2.25");
    assert_eq!(folder.value("SELECT mae(y, p) FROM '.'"), "2.25");
    assert_eq!(folder.value("SELECT mae(y, p) FROM 'a [1].csv'"), "1.0");
    assert_eq!(folder.value("SELECT mae(y, p) FROM 'header.csv'"), "NULL");
    folder.refused("SELECT mae(y, p) FROM 'none.csv'", "every file is empty");
    assert_eq!(
        folder.value("SELECT mae(a.y, b.p) FROM 'b.csv' a JOIN 'a [1].csv' b ON a.y = b.y"),
        "1.0"
    );
}

#[test]
fn parquet_files_have_the_columns_that_are_read_alike() {
    let folder = Folder::new(&[]);
    folder.parquet(
        "a.parquet",
        vec![("y", floats(&[1.0])), ("p", floats(&[2.0])), ("w", floats(&[1.0]))],
    );
    folder.parquet("b.parquet", vec![("p", floats(&[5.0, 1.0])), ("y", floats(&[1.0, 1.0]))]);
    folder.parquet("empty.parquet", vec![("y", floats(&[])), ("p", floats(&[]))]);
    assert_eq!(folder.value("SELECT mse(y, p) * 3 FROM '*.parquet'"), "17.0");
    folder.refused(
        "SELECT mse(y, p, w) FROM '*.parquet'",
        "b.parquet has no column w, which a.parquet has",
    );
    folder.refused("SELECT mse(y, p) FROM '*.parquet' WHERE w > 0", "b.parquet has no column w");
    let narrow: ArrayRef = Arc::new(Float32Array::from(vec![0.5]));
    folder.parquet("c.parquet", vec![("y", floats(&[1.0])), ("p", narrow)]);
    folder.refused(
        "SELECT mse(y, p) FROM '*.parquet'",
        "the column p is Float64 in a.parquet and Float32 in c.parquet",
    );
    assert_eq!(folder.value("SELECT count(*) FROM '*.parquet'"), "4");
    std::fs::write(folder.path("d.parquet"), "no Parquet").unwrap();
    folder.refused("SELECT mse(y, p) FROM 'd.parquet'", "d.parquet");
}

/// Columns of CSV are read by their places, and are of the type of all their values.
#[test]
fn csv_files_have_one_header() {
    let long = format!("y,p\n{}1,0.5\n1,\"0.5\"\n", "1,0\n".repeat(2000));
    let folder =
        Folder::new(&[("a.csv", "y,p\n1,2\n"), ("b.csv", "p,y\n5,1\n"), ("long.csv", &long)]);
    folder
        .refused("SELECT mse(y, p) FROM '*.csv'", "a.csv has the columns y, p and b.csv has p, y");
    assert_eq!(folder.value("SELECT mse(y, p) * 2002 FROM 'long.csv'"), "2000.5");
    let text = Folder::new(&[("a.csv", "y,p\n1,2\n"), ("b.csv", "y,p\n1,no\n")]);
    text.refused(
        "SELECT mse(y, p) FROM '*.csv'",
        "the column p is Int64 in a.csv and Utf8 in b.csv",
    );
}

/// A number of seconds ends a query that takes longer.
#[test]
fn a_query_ends_in_time() {
    let folder = Folder::new(&[("rows.csv", CSV)]);
    let long = "SELECT count(*) FROM generate_series(1, 1000000) AS a, generate_series(1, 1000000) AS b \
        WHERE sin(a.value) < cos(b.value)";
    let output = folder.run(&[long, "--within", "0.5"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("no answer within 0.5 s"), "{errors}");
    let output = folder.run(&[long, "--within", "soon"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("expected a number of seconds"), "{errors}");
    assert!(folder.answer(&["SELECT count(*) FROM 'rows.csv'", "--within", "60"]).contains("| 5 "));
}

/// The query of the plan: areas of ranges of scores and counts of pairs between them add up to the area.
#[test]
fn ranges_of_scores_add_up_to_the_area() {
    let mut random = crate::session::Random(9);
    let row = |_| format!("{},{}\n", random.below(2), random.below(1000) as f64 / 1000.0);
    let rows: String = (0..3000).map(row).collect();
    let folder = Folder::new(&[("rows.csv", &format!("label,score\n{rows}"))]);
    let plan = include_str!("../../plan.md");
    let query = plan.split("```sql").nth(1).unwrap().split("```").next().unwrap();
    let query = query.replace("'predictions/*.parquet'", "'rows.csv'");
    let number = |query: &str| folder.value(query).parse::<f64>().unwrap();
    let (parts, whole) = (number(&query), number("SELECT roc_auc(label, score) FROM 'rows.csv'"));
    assert!((parts - whole).abs() < 1e-12, "{parts}, not {whole}");
}

#[cfg(feature = "cluster")]
#[test]
fn a_cluster_answers_the_same() {
    let folder = Folder::new(&[("a.csv", CSV)]);
    folder.parquet("a.parquet", vec![("y", floats(&[1.0, 0.0])), ("p", floats(&[0.5, 0.25]))]);
    let cluster = crate::cluster::Cluster::start();
    for query in [
        "SELECT model, roc_auc(label, score), f1(label, score) FROM '*.csv' GROUP BY model ORDER BY model",
        "SELECT mse(y, p), roc_auc_interval(y, p) FROM 'a.parquet'",
        "SELECT metric(y, p, '{\"Huber\": {\"delta\": 0.25}}') FROM 'a.parquet'",
    ] {
        let here = folder.answer(&[query]);
        assert_eq!(folder.answer(&[query, "--cluster", &cluster.address]), here);
    }
}

#[cfg(not(feature = "cluster"))]
#[test]
fn a_cluster_is_a_feature() {
    let output = Folder::new(&[]).run(&["SELECT 1", "--cluster", "127.0.0.1:1"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("build it with `--features cluster`"), "{errors}");
}
