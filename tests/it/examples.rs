//! The short example programs, each of which checks its own numbers.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::{build, built};

#[test]
fn short_examples_run_and_are_in_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("a README");
    build(&["--examples"]);
    let entries = fs::read_dir(root.join("examples")).expect("examples");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut run = 0;
    for file in files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")) {
        let name = file.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        assert!(readme.contains(&format!("(examples/{name}.rs)")), "{name} is not in README.md");
        let output = Command::new(built(name)).output().expect("the program starts");
        assert!(output.status.success() && !output.stdout.is_empty(), "{name}: {output:?}");
        run += 1;
    }
    assert!(run >= 5, "{run} examples");
}
