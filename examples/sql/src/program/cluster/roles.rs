//! The processes of a cluster. Both know the functions, which travel by name.
//!
//! Each ends when its standard input does: with the process that has started it, however that ends.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::{default_config_producer, default_session_builder};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion::execution::SessionState;
use datafusion::prelude::SessionConfig;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use ndarray_metrics_sql::register;

use crate::program::Outcome;

/// Where everything listens: this machine alone.
const HOST: &str = "127.0.0.1";

/// The largest message. The state of an exact ranking metric is one value of a batch, which cannot
/// be split; 16 MB, the default, is that of two million scores.
pub(crate) const MESSAGE: u32 = 1 << 30;

/// Executors ask for work, and know themselves what they are free to take. A scheduler that pushes work counts for them,
/// and never learns that a task has ended whose stage was rolled back after the loss of another executor: with all
/// places taken by such tasks, a query would wait forever
/// ([#2418](https://github.com/apache/datafusion-ballista/issues/2418)).
const POLICY: TaskSchedulingPolicy = TaskSchedulingPolicy::PullStaged;

/// Seconds between looks at who is alive, and without a sign of life until an executor is given up. A busy one gives a
/// sign every five seconds.
const LOOK: u64 = 1;
const GIVEN_UP: u64 = 12;

/// Plans queries and hands out their tasks. Says its port, then serves.
pub(crate) async fn run_scheduler() -> Outcome<()> {
    let listener = tokio::net::TcpListener::bind((HOST, 0)).await?;
    let config = SchedulerConfig {
        bind_port: listener.local_addr()?.port(),
        scheduling_policy: POLICY,
        external_host: HOST.into(),
        override_session_builder: Some(Arc::new(session_state)),
        grpc_server_max_decoding_message_size: MESSAGE,
        grpc_server_max_encoding_message_size: MESSAGE,
        grpc_client_max_message_size: MESSAGE,
        executor_timeout_seconds: GIVEN_UP,
        expire_dead_executor_interval_seconds: LOOK,
        no_executors_grace_period_seconds: GIVEN_UP,
        ..Default::default()
    };
    config.validate()?;
    let port = config.bind_port;
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let server =
        create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await?;
    end_with_input();
    say(&port.to_string())?;
    Ok(start_grpc_service_with_listener(listener, server).await?)
}

/// Runs tasks of a scheduler on this machine. Says that it is ready, then works.
pub(crate) async fn run_executor(scheduler: &str, work: &str) -> Outcome<()> {
    let registry = BallistaFunctionRegistry::from(&session_state(default_config_producer())?);
    let config = ExecutorProcessConfig {
        bind_host: HOST.into(),
        external_host: Some(HOST.into()),
        port: free_port()?,
        grpc_port: free_port()?,
        scheduler_host: HOST.into(),
        scheduler_port: scheduler.parse()?,
        vcores: 1,
        task_scheduling_policy: POLICY,
        work_dir: Some(work.into()),
        grpc_max_decoding_message_size: MESSAGE,
        grpc_max_encoding_message_size: MESSAGE,
        override_function_registry: Some(Arc::new(registry)),
        ..Default::default()
    };
    let health = config.health.clone();
    tokio::spawn(async move {
        while !health.is_ready() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        say("ready")
    });
    end_with_input();
    Ok(start_executor_process(Arc::new(config)).await?)
}

/// Ballista's session with the metrics.
fn session_state(config: SessionConfig) -> datafusion::error::Result<SessionState> {
    let mut state = default_session_builder(config)?;
    register(&mut state)?;
    Ok(state)
}

fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn say(line: &str) -> Outcome<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Ends this process when its input ends: on a thread of its own, as nothing can interrupt a read.
fn end_with_input() {
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(0);
    });
}
