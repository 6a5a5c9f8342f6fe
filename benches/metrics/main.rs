//! How long the metrics take, beside what one would write with ndarray alone.
//!
//! `cargo bench --bench metrics` times everything; a name after `--` picks some of it, and
//! `-- --test` runs everything once. With `NDARRAY_METRICS_BENCH_LARGE` set, the group `memory`
//! adds arrays of 10^8 elements (1 GB). How the crate compares with other libraries is told by
//! `benches/peers/run`.

mod compare;
mod data;
mod forms;
mod functions;
mod machine;
mod random;
mod states;
mod streaming;

use std::time::Duration;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    functions::bench(&mut criterion);
    forms::bench(&mut criterion);
    states::bench(&mut criterion);
    streaming::bench(&mut criterion);
    machine::bench(&mut criterion);
    criterion.final_summary();
}
