//! Why there is no table.

use std::fmt;
use std::io;

/// An input that the user can put right, or an output that cannot be written.
#[derive(Debug)]
pub(crate) enum Failure {
    Input(String),
    Output(io::Error),
}

impl Failure {
    pub(crate) fn input(text: impl fmt::Display) -> Self {
        Self::Input(text.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Input(text) => text.clone(),
            Self::Output(error) => format!("the table cannot be written: {error}"),
        };
        // One line, even if a file's name or a cause quoted from elsewhere has several.
        f.write_str(&text.replace(char::is_control, " "))
    }
}
