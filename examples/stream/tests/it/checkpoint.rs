//! Evaluations that are stopped, and go on from their checkpoints.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ndarray::{Array1, array};

use super::{BINARY, STREAM, noise, text};
use crate::program::Folder;

/// Labels, probabilities and weights.
fn files(folder: &Folder) -> [PathBuf; 3] {
    let label = |i| u8::from(noise(i) < 0.4);
    [
        folder.write("t.npy", &Array1::from_shape_fn(1000, label)),
        folder.write("p.npy", &Array1::from_shape_fn(1000, |i| noise(i + 1000) as f32)),
        folder.write("w.npy", &Array1::from_shape_fn(1000, |i| noise(i + 2000))),
    ]
}

/// Runs the program until it comes to an end; what it printed, and how often it was stopped.
fn run_on(pair: [&Path; 2], options: &[&str]) -> (String, usize) {
    for stops in 0.. {
        let output = STREAM.run(pair, options);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(said.contains("stream: goes on after "), stops > 0, "{said}");
        if output.status.success() {
            return (String::from_utf8(output.stdout).expect("UTF-8"), stops);
        }
        assert_eq!(output.status.code(), Some(130), "{said}");
        assert!(output.stdout.is_empty() && said.contains("the same command goes on"), "{said}");
    }
    unreachable!("the range has no end")
}

#[test]
fn stops_anywhere_and_comes_to_the_same_bits() {
    let folder = Folder::new("stream-stops");
    let [t, p, w] = files(&folder);
    let checkpoint = folder.0.join("run.checkpoint");
    let whole = ["--metrics", BINARY, "--weights", text(&w), "--json"];
    let expected = STREAM.output([&t, &p], &whole);
    let cases =
        [("97", "1", 10), ("137", "64", 7), ("500", "1000", 1), ("999", "10", 1), ("1000", "3", 0)];
    for (stop_after, batch, stops) in cases {
        let stopping = ["--checkpoint", text(&checkpoint), "--stop-after", stop_after];
        let options = [&whole[..], &stopping, &["--batch", batch]].concat();
        assert_eq!(run_on([&t, &p], &options), (expected.clone(), stops), "{stop_after}");
        assert!(!checkpoint.exists(), "a checkpoint of what is done");
    }
}

#[test]
fn goes_on_in_other_batches() {
    let folder = Folder::new("stream-batches");
    let [t, p, _] = files(&folder);
    let checkpoint = folder.0.join("run.checkpoint");
    let metrics = ["--metrics", BINARY, "--json"];
    let resumable = [&metrics[..], &["--checkpoint", text(&checkpoint)]].concat();
    for (first, batch) in [("1", "1000"), ("11", "1"), ("998", "7")] {
        let options = [&resumable[..], &["--stop-after", first, "--batch", batch]].concat();
        assert_eq!(STREAM.run([&t, &p], &options).status.code(), Some(130));
        let output = STREAM.run([&t, &p], &resumable);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(output.stdout, STREAM.run([&t, &p], &metrics).stdout);
    }
}

#[test]
fn without_a_checkpoint_nothing_is_kept() {
    let folder = Folder::new("stream-none");
    let [t, p, _] = files(&folder);
    let output = STREAM.run([&t, &p], &["--metrics=mse", "--stop-after=10"]);
    assert_eq!(output.status.code(), Some(130));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    let line =
        "stream: stopped after 10 of 1000 samples; nothing is kept without --checkpoint FILE\n";
    assert_eq!(said, line);
}

/// A checkpoint after 400 samples, and a run that goes on from it.
struct Stopped {
    folder: Folder,
    pair: [PathBuf; 2],
    checkpoint: PathBuf,
}

impl Stopped {
    fn new(test: &str) -> Self {
        let folder = Folder::new(test);
        let [t, p, _] = files(&folder);
        let checkpoint = folder.0.join("run.checkpoint");
        let stopped = Self { folder, pair: [t, p], checkpoint };
        let options = [&stopped.options()[..], &["--stop-after", "400"]].concat();
        assert_eq!(STREAM.run(stopped.pair.clone(), &options).status.code(), Some(130));
        stopped
    }

    fn options(&self) -> [&str; 4] {
        ["--metrics", "mse,AUC", "--checkpoint", text(&self.checkpoint)]
    }

    /// The run is refused, and the checkpoint is still there.
    #[track_caller]
    fn refused(&self, parts: &[&str]) {
        let parts = [parts, &["run.checkpoint: ", "remove it to start over"]].concat();
        STREAM.refused(self.pair.clone(), &self.options(), &parts);
        assert!(self.checkpoint.exists());
    }

    #[track_caller]
    fn accepted(&self) {
        let output = STREAM.run(self.pair.clone(), &self.options());
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.success() && said.contains("after 400 of 1000 samples"), "{said}");
    }
}

#[test]
fn other_files_are_refused() {
    let stopped = Stopped::new("stream-changed");
    let [_, p] = &stopped.pair;
    let before = fs::read(p).expect("predictions");
    let time = fs::metadata(p).and_then(|metadata| metadata.modified()).expect("a time");
    let rewrite = |bytes: &[u8], time: SystemTime| {
        fs::write(p, bytes).expect("a file");
        File::options()
            .write(true)
            .open(p)
            .and_then(|file| file.set_modified(time))
            .expect("a time");
    };
    let mut altered = before.clone();
    altered[500] ^= 1;
    rewrite(&altered, time);
    stopped.refused(&["is of another", "p.npy: its content is another"]);
    rewrite(&before, time + Duration::from_millis(3));
    stopped.refused(&["p.npy: its time of modification is another"]);
    stopped.folder.write("p.npy", &Array1::<f64>::zeros(1000));
    stopped.refused(&["p.npy: it has 8128 bytes, not 4128"]);
    rewrite(&before, time);
    stopped.accepted();
}

#[test]
fn files_in_the_other_order_are_refused() {
    let mut stopped = Stopped::new("stream-swapped");
    stopped.pair.swap(0, 1);
    stopped.refused(&["is of another", "p.npy: it has"]);
}

#[test]
fn other_weights_and_metrics_are_refused() {
    let stopped = Stopped::new("stream-others");
    let weights = stopped.folder.0.join("w.npy");
    let refused = |options: &[&str], parts: &[&str]| {
        let options = [&["--checkpoint", text(&stopped.checkpoint)], options].concat();
        STREAM.refused(stopped.pair.clone(), &options, parts);
    };
    let weighted = ["--metrics=mse,AUC", "--weights", text(&weights)];
    refused(&weighted, &["run.checkpoint: was written without --weights"]);
    let parts = [r#"{"mse":"MeanSquaredError","AUC":"Auc"}, expected {"mse":"MeanSquaredError"}"#];
    refused(&["--metrics=mse"], &parts);
    stopped.accepted();
}

#[test]
fn every_damaged_byte_is_noticed() {
    let stopped = Stopped::new("stream-damaged");
    let bytes = fs::read(&stopped.checkpoint).expect("a checkpoint");
    let write = |bytes: &[u8]| fs::write(&stopped.checkpoint, bytes).expect("a file");
    for place in [0, 30, bytes.len() / 2, bytes.len() - 1] {
        let mut altered = bytes.clone();
        altered[place] ^= 4;
        write(&altered);
        stopped.refused(&[if place == 0 {
            "is no checkpoint"
        } else {
            "is damaged: its checksum"
        }]);
    }
    write(&bytes[..bytes.len() - 1]);
    stopped.refused(&["is damaged: its checksum"]);
    write(&bytes[..bytes.len() / 3]);
    stopped.refused(&["is damaged: its checksum"]);
    write(&bytes[..27]);
    stopped.refused(&["is damaged: it ends too early"]);
    write(b"");
    stopped.refused(&["is no checkpoint of this program"]);
    write(&bytes);
    stopped.accepted();
}

/// Checksums are no secret: what is behind them is looked at, too.
#[test]
fn content_that_makes_no_sense_is_refused() {
    let stopped = Stopped::new("stream-forged");
    let forge = |content: &[u8]| {
        let bytes = [b"ndarray-metrics stream 2\n", content].concat();
        let check = crc32fast::hash(&bytes).to_le_bytes();
        fs::write(&stopped.checkpoint, [&bytes[..], &check].concat()).expect("a file");
    };
    forge(b"");
    stopped.refused(&["is damaged: its content is malformed"]);
    forge(&[0xff; 40]);
    stopped.refused(&["is damaged: its content is malformed"]);
    forge(&[0; 4]);
    stopped.refused(&["was written"]);
}

#[test]
fn the_users_own_files_are_no_checkpoints() {
    let folder = Folder::new("stream-own");
    let [t, p] = folder.pair();
    let before = fs::read(&p).expect("predictions");
    let options = ["--metrics=mse", "--checkpoint", text(&p)];
    STREAM.refused([&t, &p], &options, &["p.npy: is the same file as the input"]);
    assert_eq!(fs::read(&p).expect("predictions"), before);
    let notes = folder.bytes("notes.txt", b"precious");
    let options = ["--metrics=mse", "--checkpoint", text(&notes)];
    STREAM.refused([&t, &p], &options, &["notes.txt: is no checkpoint of this program"]);
    assert_eq!(fs::read(&notes).expect("notes"), b"precious");
    let lost = folder.0.join("no/such/folder/run.checkpoint");
    let options = ["--metrics=mse", "--checkpoint", text(&lost)];
    STREAM.refused([&t, &p], &options, &["no checkpoint can be written", "name another file"]);
    STREAM.refused(
        [&t, &p],
        &["--metrics=mse", "--checkpoint", text(&folder.0)],
        &["is no regular file", "name another file"],
    );
}

#[test]
fn a_refused_batch_keeps_the_checkpoint_before_it() {
    let folder = Folder::new("stream-refused");
    let [t, p] = [
        folder.write("t.npy", &array![0.0, 1.0, 2.0, 3.0]),
        folder.write("p.npy", &array![0.0, 1.0, f64::NAN, 3.0]),
    ];
    let checkpoint = folder.0.join("run.checkpoint");
    let options = ["--metrics=mse", "--batch=1", "--checkpoint", text(&checkpoint)];
    let output = STREAM.run([&t, &p], &[&options[..], &["--stop-after=2"]].concat());
    assert_eq!(output.status.code(), Some(130));
    let before = fs::read(&checkpoint).expect("a checkpoint");
    let output = STREAM.run([&t, &p], &options);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("goes on after 2 of 4") && said.contains("y_pred[2] is NaN"), "{said}");
    assert_eq!(fs::read(&checkpoint).expect("a checkpoint"), before);
}
