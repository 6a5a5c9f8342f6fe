//! What a checkpoint is written over, and what is left of it when it cannot be written.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::{STREAM, text};
use crate::program::Folder;

/// Two files of two samples, and a checkpoint after one of them.
struct Stopped {
    folder: Folder,
    pair: [PathBuf; 2],
    checkpoint: PathBuf,
}

impl Stopped {
    fn new(test: &str) -> Self {
        let folder = Folder::new(test);
        let (pair, checkpoint) = (folder.pair(), folder.0.join("run"));
        let stopped = Self { folder, pair, checkpoint };
        stopped.stop();
        stopped
    }

    /// Writes the checkpoint.
    fn stop(&self) {
        let options = [&self.options()[..], &["--stop-after=1"]].concat();
        let output = STREAM.run(self.pair.clone(), &options);
        assert_eq!(output.status.code(), Some(130), "{output:?}");
    }

    fn options(&self) -> [&str; 3] {
        ["--metrics=mse", "--checkpoint", text(&self.checkpoint)]
    }

    fn go_on(&self) {
        let output = STREAM.run(self.pair.clone(), &self.options());
        assert!(output.status.success(), "{output:?}");
    }

    /// The names in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder.0).expect("a folder");
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<_> = entries.map(|entry| name(entry.expect("an entry"))).collect();
        names.sort();
        names
    }
}

#[test]
fn nothing_else_is_left_behind() {
    let stopped = Stopped::new("stream-left");
    assert_eq!(stopped.names(), ["p.npy", "run", "t.npy"]);
    stopped.go_on();
    assert_eq!(stopped.names(), ["p.npy", "t.npy"]);
}

#[test]
fn an_input_with_the_name_of_a_part() {
    let mut stopped = Stopped::new("stream-part");
    stopped.go_on();
    let part = stopped.folder.0.join("run.part");
    let bytes = fs::read(&stopped.pair[1]).expect("predictions");
    fs::rename(&stopped.pair[1], &part).expect("a new name");
    stopped.pair[1] = part;
    stopped.stop();
    assert_eq!(fs::read(&stopped.pair[1]).expect("predictions"), bytes);
    stopped.go_on();
    assert_eq!(fs::read(&stopped.pair[1]).expect("predictions"), bytes);
    assert_eq!(stopped.names(), ["run.part", "t.npy"]);
}

#[test]
fn the_name_of_a_folder() {
    let stopped = Stopped::new("stream-slash");
    let folder = format!("{}/", text(&stopped.folder.0.join("new")));
    let options = ["--metrics=mse", "--checkpoint", &folder];
    STREAM.refused(stopped.pair.clone(), &options, &["new/: is the name of a folder"]);
}

#[test]
fn two_runs_at_once_leave_whole_checkpoints() {
    let stopped = Stopped::new("stream-two");
    stopped.go_on();
    let options = [&stopped.options()[..], &["--batch=1", "--save-every=0", "--json"]].concat();
    for _ in 0..20 {
        let run = || {
            let mut command = STREAM.command(stopped.pair.clone(), &options);
            let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
            child.expect("the program starts")
        };
        for child in [run(), run()] {
            let output = child.wait_with_output().expect("an end");
            let said = String::from_utf8(output.stderr).expect("UTF-8");
            match output.status.code() {
                Some(0) => assert_eq!(output.stdout, b"{\"mse\":0.0625}\n"),
                Some(2) => assert_eq!(said.lines().count(), 1, "{said}"),
                code => panic!("{code:?}: {said}"),
            }
        }
        assert!(stopped.names().iter().all(|name| !name.ends_with(".part")));
        let _ = fs::remove_file(&stopped.checkpoint);
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let stopped = Stopped::new("stream-symlink");
    let victim = stopped.folder.bytes("victim.txt", b"precious");
    let part = stopped.folder.0.join("run.part");
    symlink(&victim, &part).expect("a link");
    stopped.go_on();
    stopped.stop();
    assert_eq!(fs::read(&part).expect("the victim"), b"precious");
    for (name, target) in [("link", "victim.txt"), ("dangling", "nowhere"), ("to-run", "run")] {
        let link = stopped.folder.0.join(name);
        symlink(target, &link).expect("a link");
        let options = ["--metrics=mse", "--checkpoint", text(&link)];
        let parts = [name, "is a symbolic link", "name another file"];
        STREAM.refused(stopped.pair.clone(), &options, &parts);
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    }
    assert_eq!(fs::read(&victim).expect("the victim"), b"precious");
    stopped.go_on();
}

#[cfg(unix)]
#[test]
fn an_input_is_no_checkpoint_under_any_name() {
    let stopped = Stopped::new("stream-same");
    let [t, p] = &stopped.pair;
    let before = [t, p].map(|path| fs::read(path).expect("an input"));
    let [hard, soft] = ["hard", "soft"].map(|name| stopped.folder.0.join(name));
    fs::hard_link(t, &hard).expect("a link");
    std::os::unix::fs::symlink(p, &soft).expect("a link");
    let spelled = stopped.folder.0.join("./p.npy");
    for (path, input) in [(&hard, "t.npy"), (&soft, "p.npy"), (&spelled, "p.npy"), (p, "p.npy")] {
        let options = ["--metrics=mse", "--checkpoint", text(path)];
        let parts = ["is the same file as the input", input, "name another file"];
        STREAM.refused([t, p], &options, &parts);
    }
    assert_eq!([t, p].map(|path| fs::read(path).expect("an input")), before);
}

/// A limit of the length of files stands in for a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_keeps_the_checkpoint_before() {
    let stopped = Stopped::new("stream-full");
    let before = fs::read(&stopped.checkpoint).expect("a checkpoint");
    let script = r#"trap "" XFSZ; ulimit -f 0; exec "$@""#;
    let output = Command::new("sh")
        .args(["-c", script, "sh", STREAM.path])
        .args(&stopped.pair)
        .args(stopped.options())
        .arg("--save-every=0")
        .output()
        .expect("a shell");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("run: no checkpoint can be written: "), "{said}");
    assert_eq!(fs::read(&stopped.checkpoint).expect("a checkpoint"), before);
    assert_eq!(stopped.names(), ["p.npy", "run", "t.npy"]);
    stopped.go_on();
}
