//! The distributions that intervals and p-values come from. The same bits on every platform, for which no library of
//! distributions was found: they take the platform's logarithm.

pub(crate) mod beta;
pub(crate) mod chi_square;
pub(crate) mod normal;

#[cfg(test)]
mod tests;
