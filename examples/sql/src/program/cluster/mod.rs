//! A Ballista cluster on this machine: a scheduler and executors, each a process.

mod loss;
mod roles;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_core::config::{BALLISTA_ADAPTIVE_PLANNER_ENABLED, BALLISTA_CLIENT_IO_RETRIES_TIMES};
use datafusion::arrow::array::RecordBatch;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use ndarray_metrics_sql::register;
use tempfile::TempDir;

pub(crate) use loss::lose_an_executor;
pub(crate) use roles::{run_executor, run_scheduler};

use super::Outcome;
use super::compare::{answers, compare};
use super::queries::read;
use roles::MESSAGE;

/// Partitions of a query on the cluster.
const PARTITIONS: usize = 8;

/// How often a task tries to read what another executor has written, every three seconds: for longer than it takes
/// until an executor is given up.
const RETRIES: usize = 6;

/// How many executors answer the queries of the demonstration.
const EXECUTORS: usize = 2;

/// The queries on a cluster; an error if an answer differs in one bit from the expected one.
pub(crate) async fn demonstrate(directory: &Path, expected: &[RecordBatch]) -> Outcome<()> {
    let cluster = Cluster::start(EXECUTORS)?;
    let session = cluster.session(directory).await?;
    let name = format!("Ballista, a scheduler and {EXECUTORS} executors");
    compare(expected, &answers(&name, &session).await?)?;
    let files = cluster.files();
    if files.contains(&0) {
        return Err(format!("an executor has done nothing: {files:?} files").into());
    }
    println!("  files of partial results, by executor: {files:?}\n");
    Ok(())
}

/// A session whose queries the cluster at an address answers.
///
/// The planner is the adaptive one, the default of Ballista 55. The other one passes on what a stage has written when a part
/// of it ends; if the stage is rolled back after the loss of an executor, and runs again, its rows are read twice.
/// The adaptive one may forget a stage that has ended and has to run again
/// ([#1986](https://github.com/apache/datafusion-ballista/issues/1986)), most often where a task notices a loss before the
/// scheduler does: so tasks try for longer than the scheduler takes.
pub(crate) async fn remote(address: &str) -> Outcome<SessionContext> {
    let config = SessionConfig::new_with_ballista()
        .set_bool(BALLISTA_ADAPTIVE_PLANNER_ENABLED, true)
        .set_usize(BALLISTA_CLIENT_IO_RETRIES_TIMES, RETRIES)
        .with_target_partitions(PARTITIONS)
        .with_ballista_grpc_client_max_message_size(MESSAGE as usize);
    let state = SessionStateBuilder::new().with_default_features().with_config(config).build();
    let mut session = SessionContext::remote_with_state(&format!("df://{address}"), state).await?;
    // Only now: what a state knows beyond Ballista's own functions is not kept.
    register(&mut session)?;
    Ok(session)
}

/// The processes; dropping it ends them.
pub(crate) struct Cluster {
    port: u16,
    executors: Vec<(Process, TempDir)>,
    _scheduler: Process,
}

impl Cluster {
    /// Starts a scheduler and so many executors, and waits until all are ready.
    pub(crate) fn start(executors: usize) -> Outcome<Self> {
        let (scheduler, port) = Process::start(&["scheduler"])?;
        let mut started = Vec::new();
        for _ in 0..executors {
            let work = TempDir::new()?;
            let place = work.path().to_string_lossy().into_owned();
            started.push((Process::start(&["executor", &port, &place])?.0, work));
        }
        Ok(Self { port: port.parse()?, executors: started, _scheduler: scheduler })
    }

    /// A session whose queries this cluster answers.
    pub(crate) async fn session(&self, directory: &Path) -> Outcome<SessionContext> {
        let session = remote(&format!("127.0.0.1:{}", self.port)).await?;
        read(&session, directory).await?;
        Ok(session)
    }

    /// Kills an executor as the operating system would, without a word to the scheduler.
    pub(crate) fn kill(&mut self, executor: usize) -> Outcome<()> {
        Ok(self.executors[executor].0.0.kill()?)
    }

    /// How many files of partial results each executor has written.
    pub(crate) fn files(&self) -> Vec<usize> {
        self.executors.iter().map(|(_, work)| files(work.path())).collect()
    }
}

fn files(directory: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(directory) else { return 0 };
    let each = entries.flatten().map(|entry| {
        let path = entry.path();
        if path.is_dir() { files(&path) } else { 1 }
    });
    each.sum()
}

/// A process of this program in another role.
struct Process(Child);

impl Process {
    /// Starts it, and waits for the line that it says when it is ready.
    fn start(arguments: &[&str]) -> Outcome<(Self, String)> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = Self(command.spawn()?);
        let mut line = String::new();
        let out = process.0.stdout.take().ok_or("no output")?;
        BufReader::new(out).read_line(&mut line)?;
        match line.trim() {
            "" => Err(format!("`{}` ended before it was ready", arguments.join(" ")).into()),
            said => Ok((process, said.into())),
        }
    }
}

impl Drop for Process {
    /// Nothing can be done about a process that is gone already.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
