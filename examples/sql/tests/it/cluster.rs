//! A scheduler and an executor, started as a user does.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Ends with its test.
pub(crate) struct Cluster {
    pub(crate) address: String,
    processes: Vec<Child>,
    _work: TempDir,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        let work = TempDir::new().unwrap();
        let (scheduler, port) = process(&["scheduler"]);
        let place = work.path().to_string_lossy();
        let (executor, ready) = process(&["executor", &port, &place]);
        assert_eq!(ready, "ready");
        let address = format!("127.0.0.1:{port}");
        Self { address, processes: vec![executor, scheduler], _work: work }
    }
}

fn process(arguments: &[&str]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ndarray-metrics-sql"));
    let pipes = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = pipes.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (process, line.trim().to_string())
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
