//! Runs the Rust blocks of the documentation's page on traps (src/guide/traps.md) in the released
//! libraries, and compares what they give with what the page says:
//!
//! ```sh
//! cargo run --release --manifest-path tests/rust_traps/Cargo.toml
//! ```
//!
//! The feature `burn` adds the blocks of that library, which takes the longest to build, and the feature
//! `ferrolearn` those of another, which needs OpenBLAS to link.

use std::error::Error;
use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use std::{panic, thread};

/// Number of the row, library and version, what the page says, the block.
type Row = (u32, &'static str, &'static str, fn() -> Result<String, Box<dyn Error>>);

#[allow(clippy::all)]
mod rows {
    use super::Row;
    include!(concat!(env!("OUT_DIR"), "/rows.rs"));
}

/// Long enough for fifty million numbers.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a block gives: a value, an error's words, a panic, or nothing ever.
fn seen(run: fn() -> Result<String, Box<dyn Error>>) -> String {
    let (send, receive) = channel();
    thread::spawn(move || send.send(run().unwrap_or_else(|error| error.to_string())));
    match receive.recv_timeout(PATIENCE) {
        Ok(value) => value,
        Err(RecvTimeoutError::Disconnected) => "panics".into(),
        Err(RecvTimeoutError::Timeout) => "does not return".into(),
    }
}

fn main() -> ExitCode {
    panic::set_hook(Box::new(|_| ()));
    println!("| row | where | the page says | seen | reproduced |\n|---|---|---|---|---|");
    let mut wrong = 0;
    for &(row, place, expected, run) in rows::ROWS {
        let seen = seen(run);
        let reproduced = if seen == expected { "yes" } else { "NO" };
        wrong += u32::from(seen != expected);
        println!("| {row} | {place} | {expected} | {seen} | {reproduced} |");
    }
    println!("\n{} of {} blocks reproduced.", rows::ROWS.len() as u32 - wrong, rows::ROWS.len());
    ExitCode::from(u8::from(wrong > 0))
}
