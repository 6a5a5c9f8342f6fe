//! Files that are no regular ones, change meanwhile or have strange names.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Output, Stdio};

use ndarray::Array1;

use super::{STREAM, noise, text, wait_for};
use crate::program::Folder;

const MSE: [&str; 1] = ["--metrics=mse"];

/// Changes a byte and puts the time of modification back.
fn alter(path: &Path, place: u64) {
    let mut file = File::options().read(true).write(true).open(path).expect("a file");
    let time = file.metadata().and_then(|metadata| metadata.modified()).expect("a time");
    let mut byte = [0];
    file.seek(SeekFrom::Start(place)).and_then(|_| file.read_exact(&mut byte)).expect("a byte");
    byte[0] ^= 1;
    file.seek(SeekFrom::Start(place)).and_then(|_| file.write_all(&byte)).expect("a byte");
    file.set_modified(time).expect("a time");
}

/// Files in whose middle there are bytes that are not of either end.
fn long(folder: &Folder) -> [PathBuf; 2] {
    let numbers = |from| Array1::from_shape_fn(100_000, |i| noise(i + from) as f32);
    [folder.write("t.npy", &numbers(0)), folder.write("p.npy", &numbers(100_000))]
}

#[test]
fn what_was_read_is_compared_whatever_its_time() {
    let folder = Folder::new("stream-times");
    let pair = long(&folder);
    let checkpoint = folder.0.join("run.checkpoint");
    let options = ["--metrics=mse,mae", "--json", "--checkpoint", text(&checkpoint)];
    let stop = [&options[..], &["--stop-after=60_000"]].concat();
    assert_eq!(STREAM.run(pair.clone(), &stop).status.code(), Some(130));
    alter(&pair[1], 200_000);
    let parts = ["run.checkpoint: is of another", "p.npy: what was read of it is another now"];
    STREAM.refused(pair.clone(), &options, &parts);
    alter(&pair[1], 200_000);
    // What is still to be read may be anything: the results are those of the files as they are.
    alter(&pair[1], 300_000);
    let resumed = STREAM.run(pair.clone(), &options);
    assert!(resumed.status.success(), "{resumed:?}");
    assert_eq!(resumed.stdout, STREAM.run(pair, &options[..2]).stdout);
}

/// A run that takes a moment, and has begun.
fn slow(folder: &Folder, pair: &[PathBuf; 2]) -> Child {
    let checkpoint = folder.0.join("run.checkpoint");
    let slow = ["--batch=1", "--save-every=0.1", "--checkpoint", text(&checkpoint)];
    let options = [&["--metrics=mse,mae", "--json"], &slow[..]].concat();
    let mut command = STREAM.command(pair.clone(), &options);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    wait_for(&checkpoint);
    child.expect("the program starts")
}

fn ended(child: Child) -> Output {
    child.wait_with_output().expect("an end")
}

/// When it happens, nobody knows: either it is noticed, or the results are those of the new content.
#[test]
fn changes_in_the_middle_of_a_run() {
    let folder = Folder::new("stream-meanwhile");
    let pair = long(&folder);
    let child = slow(&folder, &pair);
    alter(&pair[0], 200_000);
    let output = ended(child);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    if output.status.success() {
        let now = STREAM.run(pair, &["--metrics=mse,mae", "--json"]);
        assert_eq!(output.stdout, now.stdout);
    } else {
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("t.npy: has changed while it was read"), "{said}");
    }
}

#[test]
fn a_file_that_is_cut_short_is_no_signal() {
    let folder = Folder::new("stream-cut");
    let pair = long(&folder);
    let child = slow(&folder, &pair);
    let file = File::options().write(true).open(&pair[0]);
    file.and_then(|file| file.set_len(1000)).expect("a shorter file");
    let output = ended(child);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("stream: ") && said.contains("t.npy: has "), "{said}");
    assert!(said.contains("; evaluate it again\n") && said.lines().count() == 1, "{said}");
}

/// A link, as some programs for backups make it, is no change of the content.
#[test]
fn a_new_link_is_no_change() {
    let folder = Folder::new("stream-link");
    let pair = long(&folder);
    let child = slow(&folder, &pair);
    fs::hard_link(&pair[0], folder.0.join("backup.npy")).expect("a link");
    let output = ended(child);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[cfg(unix)]
#[test]
fn names_are_printed_in_one_line() {
    let folder = Folder::new("stream-names");
    let [t, p] = folder.pair();
    let w = folder.write("w\n\u{1b}[31m\u{2028}.npy", &ndarray::array![1.0, 1.0]);
    let table = STREAM.output([&t, &p], &["--metrics=mse", "--weights", text(&w)]);
    assert!(table.lines().count() == 2 && table.contains("w  [31m .npy\n"), "{table:?}");
    let checkpoint = folder.0.join("run\n\u{202e}1");
    let options = ["--metrics=mse", "--stop-after=1", "--checkpoint", text(&checkpoint)];
    let output = STREAM.run([&t, &p], &options);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.ends_with("run  1\n") && said.lines().count() == 1, "{said:?}");
}

#[cfg(unix)]
#[test]
fn fifos_devices_and_folders_are_refused() {
    let folder = Folder::new("stream-special");
    let [t, p] = folder.pair();
    let fifo = folder.fifo("fifo");
    for (path, kind) in [(fifo.as_path(), "FIFO"), (Path::new("/dev/zero"), "device")] {
        let (named, kind) = (text(path), format!("is a {kind}, expected a regular file"));
        let parts = [named, kind.as_str(), "name that"];
        STREAM.refused([path, &p], &MSE, &parts);
        STREAM.refused([&t, path], &MSE, &parts);
        STREAM.refused([&t, &p], &["--metrics=mse", "--weights", named], &parts);
        STREAM.refused([&t, &p], &["--config", named], &parts);
        let parts = [named, "is no regular file", "name another file"];
        STREAM.refused([&t, &p], &["--metrics=mse", "--checkpoint", named], &parts);
    }
    STREAM.refused([&folder.0, &p], &MSE, &["is a folder", "name a file in it"]);
}

#[cfg(unix)]
#[test]
fn what_is_too_long_is_not_read() {
    let folder = Folder::new("stream-endless");
    let [t, p] = folder.pair();
    let path = folder.bytes("long", b"ndarray-metrics stream 2\n");
    let lengthen = || File::options().write(true).open(&path)?.set_len(1 << 36);
    lengthen().expect("a file with a hole");
    let options = ["--metrics=mse", "--checkpoint", text(&path)];
    STREAM.refused([&t, &p], &options, &["long: is damaged: it has 68719476711 bytes"]);
    STREAM.refused([&t, &p], &["--config", text(&path)], &["long: has 68719476736 bytes"]);
    folder.bytes("long", b"");
    lengthen().expect("a file with a hole");
    STREAM.refused([&t, &p], &options, &["long: is no checkpoint of this program"]);
}
