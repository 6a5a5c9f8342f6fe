//! Numbers, lists and tables as text.

use std::fmt::{self, Display, Formatter};

/// A number written briefly, to be read back exactly: 1e-15, not 0.000000000000001.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Short(pub(crate) f64);

impl Display for Short {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if is_short(self.0) { write!(f, "{}", self.0) } else { write!(f, "{:e}", self.0) }
    }
}

/// A number of an array, as its user wrote it: an `f32` with the digits that an `f32` needs, 0.1 and not
/// 0.10000000149011612. Whole numbers have all their digits, since they may be integers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found(pub(crate) f64);

impl Display for Found {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let single = self.0 as f32;
        match (f64::from(single) == self.0, is_short(self.0)) {
            (false, _) => Short(self.0).fmt(f),
            (true, true) if self.0.fract() == 0.0 => write!(f, "{}", self.0),
            (true, true) => write!(f, "{single}"),
            (true, false) => write!(f, "{single:e}"),
        }
    }
}

/// Whether a number takes few digits without an exponent.
fn is_short(number: f64) -> bool {
    number == 0.0 || !number.is_finite() || (1e-4..1e16).contains(&number.abs())
}

/// Returns `1 array`, `2 arrays`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Joins items with commas.
pub(crate) fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let each: Vec<_> = items.into_iter().map(|item| item.to_string()).collect();
    each.join(", ")
}

/// Returns the size of an axis; `any` where any size is accepted.
pub(crate) fn axis(size: Option<usize>) -> String {
    size.map_or("any".into(), |size| size.to_string())
}

/// Returns the number of decimals or digits that a format asks for, or else `usual`. No `f64` has more
/// than 1100, and more than 65535 would be refused by a panic.
pub(crate) fn digits(f: &Formatter<'_>, usual: usize) -> usize {
    f.precision().unwrap_or(usual).min(MOST_DIGITS)
}

/// More digits than any `f64` has.
const MOST_DIGITS: usize = 1100;

/// Returns a name for print: in one line, without control characters and without characters that turn
/// the direction of writing.
pub(crate) fn clean(name: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c| matches!(c, '\u{2028}' | '\u{2029}');
    let shown = |c: char| if c.is_control() || turns(c) || breaks(c) { '\u{fffd}' } else { c };
    name.chars().map(shown).collect()
}

/// Returns the spaces that bring a text to a width.
pub(crate) fn padding(text: &str, to: usize) -> String {
    " ".repeat(to.saturating_sub(width(text)))
}

/// Returns the width of a text in columns of print, if every letter takes one.
pub(crate) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Returns the width of the longest cell of each column.
pub(crate) fn widths<const N: usize>(rows: &[[String; N]]) -> [usize; N] {
    std::array::from_fn(|i| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0))
}

/// Writes a row of a table: cells at the right of their columns, two spaces between columns.
pub(crate) fn write_row<'a>(
    f: &mut Formatter<'_>,
    cells: impl IntoIterator<Item = (&'a str, usize)>,
) -> fmt::Result {
    for (i, (cell, width)) in cells.into_iter().enumerate() {
        write!(f, "{}{}{cell}", if i == 0 { "" } else { "  " }, padding(cell, width))?;
    }
    f.write_str("\n")
}

/// Writes how many rows or columns a table does not show, if any.
pub(crate) fn write_hidden(f: &mut Formatter<'_>, hidden: usize, what: &str) -> fmt::Result {
    if hidden == 0 { Ok(()) } else { writeln!(f, "and {hidden} more {what}") }
}
