//! Runs an example program, on temporary files. The tests of `stream` share this file.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{self, Command, Output};

use ndarray::{Array, Dimension, array};
use ndarray_npy::{WritableElement, write_npy};

/// An example program, which cargo has built for the tests of its package.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
}

impl Program {
    pub(crate) fn command<P: AsRef<OsStr>, const N: usize>(
        &self,
        files: [P; N],
        options: &[&str],
    ) -> Command {
        let mut command = Command::new(self.path);
        command.args(files).args(options);
        command
    }

    pub(crate) fn run<P: AsRef<OsStr>, const N: usize>(
        &self,
        files: [P; N],
        options: &[&str],
    ) -> Output {
        self.command(files, options).output().expect("the program starts")
    }

    /// Standard output of a run that must succeed and have nothing to complain of.
    #[track_caller]
    pub(crate) fn output<P: AsRef<OsStr>, const N: usize>(
        &self,
        files: [P; N],
        options: &[&str],
    ) -> String {
        let output = self.run(files, options);
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// A run that must fail with one line that holds all the parts.
    #[track_caller]
    pub(crate) fn refused<P: AsRef<OsStr>, const N: usize>(
        &self,
        files: [P; N],
        options: &[&str],
        parts: &[&str],
    ) {
        let output = self.run(files, options);
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{text}");
        let begins = text.starts_with(&format!("{}: ", self.name));
        assert!(begins && !text.contains("panicked"), "{text}");
        assert!(text.ends_with('\n') && text.lines().count() == 1, "{text}");
        parts.iter().for_each(|part| assert!(text.contains(part), "no {part:?} in {text}"));
    }
}

/// A folder of files that goes away with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = env::temp_dir().join(format!("ndarray-metrics-{}-{test}", process::id()));
        fs::create_dir_all(&path).expect("a folder for temporary files");
        Self(path)
    }

    pub(crate) fn write<A: WritableElement, D: Dimension>(
        &self,
        name: &str,
        array: &Array<A, D>,
    ) -> PathBuf {
        let path = self.0.join(name);
        write_npy(&path, array).expect("a file");
        path
    }

    /// A file with any descriptor and any shape above any data.
    pub(crate) fn forge(&self, name: &str, descriptor: &str, shape: &str, data: &[u8]) -> PathBuf {
        let header =
            format!("{{'descr': {descriptor}, 'fortran_order': False, 'shape': {shape}}}\n");
        let length = u16::try_from(header.len()).expect("a short header").to_le_bytes();
        let magic = b"\x93NUMPY\x01\x00".as_slice();
        self.bytes(name, &[magic, &length, header.as_bytes(), data].concat())
    }

    pub(crate) fn bytes(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a file");
        path
    }

    /// A file that whoever opens it waits for.
    #[cfg(unix)]
    pub(crate) fn fifo(&self, name: &str) -> PathBuf {
        let path = self.0.join(name);
        let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
        assert!(made.success());
        path
    }

    /// Two labels and two probabilities, which nothing is wrong with.
    pub(crate) fn pair(&self) -> [PathBuf; 2] {
        [self.write("t.npy", &array![0_u8, 1]), self.write("p.npy", &array![0.25_f32, 0.75])]
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A test that failed for another reason should say that one.
        let _ = fs::remove_dir_all(&self.0);
    }
}
