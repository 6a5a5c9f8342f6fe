//! What the program does without arguments: two files, evaluated in one go, then once more with a
//! stop on the way.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ndarray::Array1;
use ndarray_metrics::Output;
use ndarray_metrics::collection::Results;
use ndarray_npy::write_npy;

use crate::arguments::{Metrics, Options, Request};
use crate::failure::{Failure, line};
use crate::metrics;
use crate::run::{self, Outcome};
use crate::source::refusal;
use crate::unfinished;

const SAMPLES: usize = 20_000_000;

/// Where the second evaluation stops, and in how large batches it has come there.
const STOP_AFTER: usize = 7_000_003;
const BATCH: usize = 100_000;

const METRICS: &str = "mse,mae,binary_accuracy,binary_crossentropy,precision,recall,AUC";

pub(crate) fn show(out: &mut impl Write) -> Result<Option<String>, Failure> {
    run::listen()?;
    let folder = Folder::new()?;
    let request = folder.files()?;
    writeln!(out, "two files of {SAMPLES} f32 each, in {}", line(&folder.0.to_string_lossy()))?;

    let began = Instant::now();
    let whole = match run::evaluate(&request)? {
        Outcome::Done(results) => results,
        Outcome::Stopped(text) => return Ok(Some(text)),
    };
    let seconds = began.elapsed().as_secs_f64();
    let rate = SAMPLES as f64 / seconds / 1e6;
    writeln!(out, "evaluated in one go in {seconds:.2} s: {rate:.0} million samples per second")?;

    let resumed = match evaluate_with_a_stop(&request, &folder, out)? {
        Outcome::Done(results) => results,
        Outcome::Stopped(text) => return Ok(Some(text)),
    };
    if bits(&resumed) != bits(&whole) {
        return Err(Failure::input("the bits differ, which is an error of this program"));
    }
    write!(out, "went on to the end: the same bits\n\n{}", metrics::text(&whole, false, "value")?)?;
    Ok(None)
}

fn evaluate_with_a_stop(
    request: &Request,
    folder: &Folder,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let mut request = request.clone();
    let checkpoint = folder.0.join("checkpoint");
    request.options.checkpoint = Some(checkpoint.clone());
    let (stop_after, batch) = (Some(STOP_AFTER), Some(BATCH));
    let first = Options { stop_after, batch, ..request.options.clone() };
    run::evaluate(&Request { options: first, ..request.clone() })?;
    let length = fs::metadata(&checkpoint).map_err(|error| folder.failure(&error))?.len();
    writeln!(out, "stopped after {STOP_AFTER} samples: a checkpoint of {length} bytes")?;
    run::evaluate(&request)
}

fn bits(results: &Results) -> Vec<Option<u64>> {
    results.numbers().into_iter().map(|number| number.ok().map(f64::to_bits)).collect()
}

/// A folder of files that goes away with the program.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(unfinished::unique_name());
        // A folder that was there before is not this program's to remove.
        fs::create_dir(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(Self(path))
    }

    /// Labels of 0 and 1, and probabilities that say more often than not which.
    fn files(&self) -> Result<Request, Failure> {
        let label = |i| (random(i) & 1) as f32;
        let probability = |i| {
            let share = (random(i) >> 40) as f32 / (1_u32 << 24) as f32;
            if label(i) == 1.0 { share.sqrt() } else { share * share }
        };
        Ok(Request {
            y_true: self.write("y_true.npy", label)?,
            y_pred: self.write("y_pred.npy", probability)?,
            metrics: Metrics::Names(METRICS.into()),
            options: Options::default(),
        })
    }

    fn write(&self, name: &str, number: impl Fn(u64) -> f32) -> Result<PathBuf, Failure> {
        let path = self.0.join(name);
        let numbers: Array1<f32> = (0..SAMPLES as u64).map(number).collect();
        write_npy(&path, &numbers).map_err(|error| self.failure(&error))?;
        Ok(path)
    }

    fn failure(&self, error: &dyn std::error::Error) -> Failure {
        unwritable(&self.0, error)
    }
}

fn unwritable(folder: &Path, error: &dyn std::error::Error) -> Failure {
    refusal(folder, format!("cannot be written to: {error}"))
}

impl Drop for Folder {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The number `i` of a sequence without a pattern (splitmix64, Steele and others 2014).
fn random(i: u64) -> u64 {
    let mut x = (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
