//! Draws held-out predictions of two real models: ROC and precision–recall curves, a reliability
//! diagram and a confusion matrix.
//!
//! ```text
//! cargo run --manifest-path examples/plots/Cargo.toml             # into examples/plots/target
//! cargo run --manifest-path examples/plots/Cargo.toml -- FOLDER   # anywhere else
//! ```
//!
//! Every number comes from a state of ndarray-metrics, every line and letter from kuva.

mod calibration;
mod confusion;
mod curves;
mod data;
mod style;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use data::{BreastCancer, Digits};

const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures");

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).map_or_else(|| TARGET.into(), PathBuf::from);
    fs::create_dir_all(&folder)?;
    for (name, picture) in pictures()? {
        let path = folder.join(name);
        fs::write(&path, picture)?;
        println!("{}", path.display());
    }
    Ok(())
}

/// The names of the files, and what belongs into them.
fn pictures() -> Result<[(&'static str, String); 4], Box<dyn Error>> {
    let (breast_cancer, digits) = (BreastCancer::read()?, Digits::read()?);
    Ok([
        ("roc.svg", curves::roc(&breast_cancer, &digits)?),
        ("precision_recall.svg", curves::precision_recall(&breast_cancer, &digits)?),
        ("reliability.svg", calibration::diagram(&breast_cancer)?),
        ("confusion.svg", confusion::matrix(&digits)?),
    ])
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// The README shows the pictures beside this package: they are what the program draws.
    #[test]
    fn the_pictures_shown_are_those_drawn() {
        let readme = include_str!("../../../README.md");
        for (name, picture) in super::pictures().expect("pictures") {
            let shown = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
            let same = fs::read_to_string(&shown).is_ok_and(|shown| shown == picture);
            assert!(same, "{name} is out of date: give this package's folder to the program");
            assert!(readme.contains(&format!("(examples/plots/{name})")), "{name}: see README.md");
        }
    }
}
