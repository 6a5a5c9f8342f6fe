//! Makes a function of every Rust block of the documentation's page on traps, with what the block
//! is to give: the comment at its end.

use std::fmt::Write;
use std::{env, fs};

const PAGE: &str = "../../src/guide/traps.md";

/// Libraries that are there only if they are asked for, by the beginning of their names.
const FEATURES: [&str; 2] = ["burn", "ferrolearn"];

fn main() {
    println!("cargo::rerun-if-changed={PAGE}");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let page = fs::read_to_string(PAGE).expect("the page");
    let lock = fs::read_to_string("Cargo.lock").expect("the versions");
    let (mut functions, mut table) = (String::new(), String::new());
    let (mut row, mut place, mut block) = ("", String::new(), None);
    for line in page.lines() {
        match &mut block {
            _ if line.starts_with("### ") => row = &line[4..line.find('.').expect("a number")],
            _ if line.starts_with("**") => place = line.split("**").nth(1).expect("**").to_owned(),
            None if line == "```rust,ignore" => block = Some(String::new()),
            Some(code) if line == "```" => {
                let number = table.lines().count();
                write_function(&mut functions, number, &place, code);
                write_row(&mut table, number, row, &place, code, &lock);
                block = None;
            }
            Some(code) => code.push_str(&format!("{line}\n")),
            None => (),
        }
    }
    let rows = format!("{functions}pub const ROWS: &[Row] = &[\n{table}];\n");
    fs::write(format!("{}/rows.rs", env::var("OUT_DIR").expect("cargo")), rows).expect("written");
}

/// linfa's arrays are those of an older ndarray.
fn write_function(functions: &mut String, number: usize, place: &str, code: &str) {
    let arrays = if place.starts_with("linfa") { "use ndarray_0_16 as ndarray;" } else { "" };
    let condition = condition(place);
    writeln!(
        functions,
        "{condition}mod block_{number} {{ {arrays}\n\
         pub fn run() -> Result<String, Box<dyn std::error::Error>> {{\n\
         Ok(format!(\"{{:?}}\", {{ {code} }}))\n}}\n}}\n"
    )
    .expect("written");
}

fn write_row(table: &mut String, number: usize, row: &str, place: &str, code: &str, lock: &str) {
    let (library, version) = place.split_once(' ').expect("a version");
    let locked = format!("\"{}\"\nversion = \"{version}\"", library);
    assert!(lock.contains(&locked), "Cargo.lock has no {place}, which the page names");
    let expected = code.trim_end().rsplit_once("// ").expect("a comment at the end").1;
    let condition = condition(place).replace('\n', " ");
    writeln!(table, "{condition}({row}, {place:?}, {expected:?}, block_{number}::run),")
        .expect("written");
}

fn condition(place: &str) -> String {
    let feature = FEATURES.iter().find(|feature| place.starts_with(**feature));
    feature.map_or_else(String::new, |feature| format!("#[cfg(feature = \"{feature}\")]\n"))
}
