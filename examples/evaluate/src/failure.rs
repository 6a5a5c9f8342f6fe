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
        f.write_str(&line(&text))
    }
}

/// A text in one line, even if a file's name or a cause quoted from elsewhere has several, and
/// without what else would move a terminal's cursor or turn the direction of writing.
pub(crate) fn line(text: &str) -> String {
    let breaks = |c| matches!(c, '\u{2028}' | '\u{2029}');
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace(|c: char| c.is_control() || breaks(c) || turns(c), " ")
}
