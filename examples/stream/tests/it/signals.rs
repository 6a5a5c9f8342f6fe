//! Ctrl-C and worse.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use ndarray::Array1;

use super::{STREAM, noise, text, wait_for};
use crate::program::Folder;

/// So many that with a checkpoint after each one nobody waits for the end.
const SAMPLES: usize = 200_000;

struct Running {
    folder: Folder,
    pair: [PathBuf; 2],
    checkpoint: PathBuf,
    child: Child,
}

const METRICS: [&str; 3] = ["--metrics", "mse,mae", "--json"];

impl Running {
    /// A run that writes a checkpoint after each sample, and has written one.
    fn new(test: &str) -> Self {
        let folder = Folder::new(test);
        let numbers = |from| Array1::from_shape_fn(SAMPLES, |i| noise(i + from) as f32);
        let pair = [folder.write("t.npy", &numbers(0)), folder.write("p.npy", &numbers(SAMPLES))];
        let checkpoint = folder.0.join("run.checkpoint");
        let slow = ["--batch", "1", "--save-every", "0", "--checkpoint", text(&checkpoint)];
        let mut command = STREAM.command(pair.clone(), &[&METRICS[..], &slow].concat());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        wait_for(&checkpoint);
        Self { folder, pair, checkpoint, child: child.expect("the program starts") }
    }

    fn signal(self, signal: &str) -> (Option<i32>, String, Stopped) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().expect("kill runs");
        assert!(sent.success());
        let output = self.child.wait_with_output().expect("an end");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        let Self { folder, pair, checkpoint, .. } = self;
        (output.status.code(), said, Stopped { folder, pair, checkpoint })
    }
}

/// What a run that was stopped leaves behind.
struct Stopped {
    folder: Folder,
    pair: [PathBuf; 2],
    checkpoint: PathBuf,
}

impl Stopped {
    fn assert_goes_on(&self) {
        let resume = [&METRICS[..], &["--checkpoint", text(&self.checkpoint)]].concat();
        let resumed = STREAM.run(self.pair.clone(), &resume);
        let said = String::from_utf8(resumed.stderr).expect("UTF-8");
        assert!(resumed.status.success() && said.contains("goes on after"), "{said}");
        let whole = STREAM.output(self.pair.clone(), &METRICS);
        assert_eq!(String::from_utf8(resumed.stdout).expect("UTF-8"), whole);
    }
}

#[test]
fn ctrl_c_leaves_a_checkpoint() {
    let (code, said, stopped) = Running::new("stream-interrupt").signal("-INT");
    assert_eq!(code, Some(130), "{said}");
    assert!(said.starts_with("stream: stopped after ") && said.lines().count() == 1, "{said}");
    assert!(said.contains(" of 200000 samples; the same command goes on from "), "{said}");
    stopped.assert_goes_on();
}

#[test]
fn a_second_ctrl_c_leaves_nothing_unfinished() {
    for _ in 0..5 {
        let running = Running::new("stream-twice");
        let id = running.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.expect("kill runs").success());
        let (code, said, stopped) = running.signal("-INT");
        assert_eq!(code, Some(130), "{said}");
        let entries = fs::read_dir(&stopped.folder.0).expect("a folder");
        assert_eq!(entries.count(), 3, "two inputs and a checkpoint");
    }
}

/// What stands in the place of the checkpoint by then is not the program's.
#[test]
fn a_file_that_came_meanwhile_stays() {
    let folder = Folder::new("stream-came");
    let numbers = |from| Array1::from_shape_fn(SAMPLES, |i| noise(i + from) as f32);
    let pair = [folder.write("t.npy", &numbers(0)), folder.write("p.npy", &numbers(SAMPLES))];
    let notes = folder.0.join("notes");
    let slow = ["--batch=1", "--save-every=0.5", "--checkpoint", text(&notes)];
    let mut command = STREAM.command(pair, &[&METRICS[..], &slow].concat());
    let child = command.stderr(Stdio::piped()).spawn().expect("the program starts");
    wait_for(&notes);
    fs::write(&notes, "precious").expect("notes");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    let output = child.wait_with_output().expect("an end");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("notes: is no checkpoint of this program"), "{said}");
    assert_eq!(fs::read(&notes).expect("notes"), b"precious");
}

#[test]
fn termination_is_no_worse() {
    let (code, said, stopped) = Running::new("stream-terminate").signal("-TERM");
    assert_eq!(code, Some(130), "{said}");
    stopped.assert_goes_on();
}

/// The checkpoint is then the last one that was written, or the one before it: never half a one.
#[test]
fn a_kill_leaves_the_last_checkpoint() {
    let (code, _, stopped) = Running::new("stream-kill").signal("-KILL");
    assert_eq!(code, None);
    stopped.assert_goes_on();
}
