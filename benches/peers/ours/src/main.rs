//! Times this crate and its Rust peers on the workloads and the data of `peers.py`.
//!
//! usage: `peers-ours DATA [WORKLOAD-substring]` prints `{workload: {library: seconds}}` once;
//! `peers-ours DATA --serve` answers `WORKLOAD SECONDS [LIBRARY]` lines with
//! `{library: {"seconds": .., "value": ..}}` lines; `peers-ours --instruction-set` names what this
//! processor is given.

mod cliffs;
mod clusterings;
mod data;
mod errors;
mod family;
mod ours;
mod quantiles;
mod rankings;
mod states;
mod table;
mod timing;
mod workloads;

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Duration;

use ndarray_metrics::InstructionSet;
use serde_json::{Map, Value, json};

use timing::Answer;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let data = arguments.next().ok_or("usage: peers-ours DATA [--serve | WORKLOAD-substring]")?;
    if data == "--instruction-set" {
        println!("{:?}", InstructionSet::current());
        return Ok(());
    }
    match arguments.next().as_deref() {
        Some("--serve") => serve(Path::new(&data)),
        substring => once(Path::new(&data), substring.unwrap_or("")),
    }
}

fn serve(data: &Path) -> Result<(), Box<dyn Error>> {
    for request in io::stdin().lock().lines() {
        let request = request?;
        let mut words = request.split_whitespace();
        let (Some(name), Some(budget)) = (words.next(), words.next()) else { continue };
        let only = words.next().unwrap_or("");
        let answers = table::measure(name, data, Duration::from_secs_f64(budget.parse()?), only)?;
        let both = |answer: &Answer| json!({"seconds": answer.seconds, "value": answer.value});
        println!("{}", object(&answers, both));
        io::stdout().flush()?;
    }
    Ok(())
}

fn once(data: &Path, substring: &str) -> Result<(), Box<dyn Error>> {
    let mut all = Map::new();
    for name in table::names().filter(|name| name.contains(substring)) {
        let answers = table::measure(name, data, Duration::from_secs_f64(1.5), "")?;
        all.insert(name.to_owned(), object(&answers, |answer| json!(answer.seconds)));
    }
    println!("{}", serde_json::to_string_pretty(&all)?);
    Ok(())
}

fn object(answers: &[Answer], value: impl Fn(&Answer) -> Value) -> Value {
    let members = answers.iter().map(|answer| (answer.library.to_owned(), value(answer)));
    Value::Object(members.collect())
}
