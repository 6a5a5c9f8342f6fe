//! The evaluation, batch after batch, until the end or until it is told to stop.

use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use ndarray_metrics::Metric;
use ndarray_metrics::collection::{Collection, Results};

use crate::STOPPED;
use crate::arguments::{Options, Request};
use crate::checkpoint::{Checkpoint, Position};
use crate::failure::{Failure, line};
use crate::inputs::{Contents, Inputs};
use crate::unfinished;

/// How often a checkpoint is written, unless the user says how often.
const SAVE_EVERY: Duration = Duration::from_secs(60);

const BAR: &str = "{wide_bar} {percent}% of {human_len} samples, {rate} per second, {eta} left";

/// Whether the user has had enough.
static STOP: AtomicBool = AtomicBool::new(false);

/// How an evaluation ended.
pub(crate) enum Outcome {
    Done(Results),
    /// What to tell the user, who stopped it.
    Stopped(String),
}

/// Ctrl-C ends the evaluation after the batch, and a second one at once.
pub(crate) fn listen() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            unfinished::exit(STOPPED);
        }
    })
    .map_err(|error| Failure::input(format!("Ctrl-C cannot be listened to: {error}")))
}

/// Evaluates the files. A checkpoint stays until the caller removes it.
pub(crate) fn evaluate(request: &Request) -> Result<Outcome, Failure> {
    let inputs = Inputs::open(request)?;
    let metrics = request.metrics.collection()?;
    let path = request.options.checkpoint.as_deref();
    let checkpoint = path.map(|path| Checkpoint::new(path, &inputs, &metrics)).transpose()?;
    let run = Run { inputs: &inputs, checkpoint, options: &request.options };
    match run.position(metrics)? {
        Some(position) => run.go_on(position),
        None => Ok(Outcome::Stopped("stopped before it went on; the same command goes on".into())),
    }
}

struct Run<'a> {
    inputs: &'a Inputs,
    checkpoint: Option<Checkpoint<'a>>,
    options: &'a Options,
}

impl Run<'_> {
    /// Where to begin; None if told to stop.
    fn position(&self, metrics: Collection) -> Result<Option<Position>, Failure> {
        let checkpoint = self.checkpoint.as_ref();
        let loaded = checkpoint.map(|checkpoint| checkpoint.load(&metrics)).transpose()?.flatten();
        let (Some(checkpoint), Some(position)) = (checkpoint, loaded) else {
            return Ok(Some(Position::new(metrics)));
        };
        let Some(again) = self.read_again(position.samples)? else { return Ok(None) };
        checkpoint.compare(&position, &again)?;
        let text = format!("goes on after {}, from {}", self.done(&position), checkpoint.path());
        // If standard error is closed, it goes on without having said so.
        let _ = writeln!(io::stderr(), "stream: {}", line(&text));
        Ok(Some(position))
    }

    /// What there is to read now up to a place; None if told to stop.
    ///
    /// Times of modification can be put back, but not what a checksum is of.
    fn read_again(&self, samples: usize) -> Result<Option<Contents>, Failure> {
        let (bar, mut done) = (bar(0, samples)?, 0);
        let mut contents = Contents::default();
        while done < samples {
            if STOP.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let next = done.saturating_add(self.inputs.batch()).min(samples);
            self.inputs.read(&(done..next), &mut contents)?;
            done = next;
            bar.set_position(done as u64);
        }
        bar.finish_and_clear();
        Ok(Some(contents))
    }

    fn go_on(&self, mut position: Position) -> Result<Outcome, Failure> {
        let total = self.inputs.samples();
        let batch = self.options.batch.unwrap_or(self.inputs.batch());
        let stop_after = self.options.stop_after.unwrap_or(usize::MAX);
        let last = position.samples.saturating_add(stop_after).min(total);
        // An empty batch, so that options and shapes are refused even where there are no samples.
        let begin = position.samples;
        self.inputs.add(&mut position, begin)?;
        let (bar, mut saved) = (bar(begin, total)?, Instant::now());
        while position.samples < last && !STOP.load(Ordering::Relaxed) {
            let next = position.samples.saturating_add(batch).min(last);
            self.inputs.add(&mut position, next)?;
            bar.set_position(next as u64);
            self.save_if_due(&position, &mut saved)?;
        }
        if position.samples < total {
            bar.finish_and_clear();
            return self.stop(&position);
        }
        leave(&bar);
        self.finish(position)
    }

    /// The results, if they are those of the files as they are now.
    fn finish(&self, position: Position) -> Result<Outcome, Failure> {
        if self.inputs.are_untouched()? {
            return Ok(Outcome::Done(position.metric.result()));
        }
        // A file that was only given a link or other rights is still the same.
        let Some(again) = self.read_again(position.samples)? else { return self.stop(&position) };
        match self.inputs.altered(&position.contents, &again) {
            Some(source) => Err(source.changed()),
            None => Ok(Outcome::Done(position.metric.result())),
        }
    }

    fn save_if_due(&self, position: &Position, saved: &mut Instant) -> Result<(), Failure> {
        let every = self.options.save_every.unwrap_or(SAVE_EVERY);
        if let Some(checkpoint) = &self.checkpoint
            && saved.elapsed() >= every
        {
            checkpoint.save(position)?;
            *saved = Instant::now();
        }
        Ok(())
    }

    fn stop(&self, position: &Position) -> Result<Outcome, Failure> {
        let done = self.done(position);
        let Some(checkpoint) = &self.checkpoint else {
            return Ok(Outcome::Stopped(format!(
                "stopped after {done}; nothing is kept without --checkpoint FILE"
            )));
        };
        checkpoint.save(position)?;
        let path = checkpoint.path();
        Ok(Outcome::Stopped(format!("stopped after {done}; the same command goes on from {path}")))
    }

    fn done(&self, position: &Position) -> String {
        format!("{} of {} samples", position.samples, self.inputs.samples())
    }
}

/// A bar on standard error, if that is a terminal.
fn bar(begin: usize, total: usize) -> Result<ProgressBar, Failure> {
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        // Without room for it there is no rate to be seen.
        let _ = write!(out, "{}", HumanCount(state.per_sec() as u64));
    };
    let style = ProgressStyle::with_template(BAR).map_err(Failure::input)?.with_key("rate", rate);
    let unseen = ProgressDrawTarget::hidden();
    let bar = ProgressBar::with_draw_target(Some(total as u64), unseen).with_style(style);
    // What was done before says nothing about the rate, so it is told before anybody looks.
    bar.set_position(begin as u64);
    bar.reset_eta();
    bar.set_draw_target(ProgressDrawTarget::stderr());
    Ok(bar)
}

/// Leaves the bar as it is, and the line that it stands in.
fn leave(bar: &ProgressBar) {
    bar.abandon();
    if !bar.is_hidden() {
        // Who sees no standard error misses no line.
        let _ = writeln!(io::stderr());
    }
}
