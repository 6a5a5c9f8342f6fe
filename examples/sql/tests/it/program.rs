//! The program: the same bits from a cluster, and nothing left behind.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_ndarray-metrics-sql");
    Command::new(program).args(arguments).output().unwrap()
}

/// On partitions and, if there is one, on a cluster.
#[test]
fn answers_have_the_bits_of_one_thread() {
    let output = run(&["--rows", "30000"]);
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    let ways = if cfg!(feature = "cluster") { 2 } else { 1 };
    assert_eq!(said.matches("the same bits in all").count(), ways, "{said}");
    let cluster = said.contains("files of partial results, by executor: [");
    assert_eq!(cluster, cfg!(feature = "cluster"), "{said}");
}

#[test]
fn other_arguments_are_refused() {
    for arguments in [&["--rows"][..], &["--rows", "many"], &["fast"]] {
        assert!(!run(arguments).status.success(), "{arguments:?}");
    }
    let output = run(&["fast"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("usage: ndarray-metrics-sql"));
}

/// The program is killed while its cluster runs: the cluster's processes end by themselves.
#[cfg(all(target_os = "linux", feature = "cluster"))]
#[test]
fn the_cluster_ends_with_the_program() {
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    /// Processes with a mark in their environment, which children inherit.
    fn marked(mark: &str) -> usize {
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        let environments =
            processes.filter_map(|entry| std::fs::read(entry.path().join("environ")).ok());
        let has = |environment: &Vec<u8>| {
            environment.windows(mark.len()).any(|window| window == mark.as_bytes())
        };
        environments.filter(has).count()
    }

    fn wait(mark: &str, reached: impl Fn(usize) -> bool) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            if reached(marked(mark)) {
                return true;
            }
            sleep(Duration::from_millis(20));
        }
        false
    }

    let mark = format!("ended-with-its-program-{}", std::process::id());
    let program = env!("CARGO_BIN_EXE_ndarray-metrics-sql");
    let mut program = Command::new(program)
        .args(["lose-an-executor", "--rows", "20000"])
        .env("MARK", &mark)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let started = wait(&mark, |processes| processes == 4);
    program.kill().unwrap();
    program.wait().unwrap();
    assert!(started, "no scheduler and two executors were seen");
    assert!(wait(&mark, |processes| processes == 0), "{} are left", marked(&mark));
}
