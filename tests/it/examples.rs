//! The short example programs, each of which checks its own numbers.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn short_examples_run_and_are_in_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("a README");
    build();
    let entries = fs::read_dir(root.join("examples")).expect("examples");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut run = 0;
    for file in files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")) {
        let name = file.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        assert!(readme.contains(&format!("(examples/{name}.rs)")), "{name} is not in README.md");
        if name == "training_loop" && !cfg!(feature = "serde") {
            continue;
        }
        let output = Command::new(built(name)).output().expect("the program starts");
        assert!(output.status.success() && !output.stdout.is_empty(), "{name}: {output:?}");
        run += 1;
    }
    assert!(run >= 11, "{run} examples");
}

/// Builds the examples as this program was built, so that hardly anything is built anew: `cargo
/// test` builds them, but not with every option.
fn build() {
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    let features = [
        ("collection", cfg!(feature = "collection")),
        ("half", cfg!(feature = "half")),
        ("rayon", cfg!(feature = "rayon")),
        ("serde", cfg!(feature = "serde")),
    ];
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--profile", profile, "--examples"]);
    for (feature, _) in features.iter().filter(|(_, on)| *on) {
        command.args(["--features", feature]);
    }
    assert!(command.status().expect("cargo runs").success(), "cargo builds the examples");
}

/// Where cargo has put an example, which it does not tell tests.
fn built(name: &str) -> PathBuf {
    let test = env::current_exe().expect("the path of this program");
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    let mut beside = test.ancestors().map(|folder| folder.join("examples").join(&name));
    beside.find(|path| path.is_file()).expect("cargo puts examples beside tests")
}
