//! The program; what it does stands in the library, whose building begins while `ndarray-metrics` is still
//! being optimised.

use std::process::ExitCode;

fn main() -> ExitCode {
    evaluate::main()
}
