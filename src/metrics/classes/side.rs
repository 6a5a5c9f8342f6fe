//! How the class of a unit is found: from a label, a row or a threshold.

use std::ops::Range;

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::bits::ROUNDER;
use crate::kernel::rows::{self, GROUP};
use crate::kernel::vectorized;

/// Stands for the class of a refused unit.
pub(super) const REFUSED: u32 = u32::MAX;

/// How the class of a unit is found, on one side of a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::metrics) enum Side {
    /// A class label.
    Label,
    /// The class of the largest number of a row; the numbers lie in a domain.
    Largest(Domain),
    /// Class 1 for a number of at least a threshold, class 0 below; the numbers lie in a domain.
    AtLeast(f64, Domain),
}

impl Side {
    /// Returns the elements of a range of units.
    pub(super) fn elements(self, units: Range<usize>, classes: usize) -> Range<usize> {
        match self {
            Self::Largest(_) => units.start * classes..units.end * classes,
            Self::Label | Self::AtLeast(..) => units,
        }
    }

    /// Writes the classes of units, [`REFUSED`] for a refused unit.
    pub(super) fn write<A: Element>(
        self,
        values: &[A],
        units: Range<usize>,
        classes: usize,
        out: &mut [u32],
    ) {
        let values = &values[self.elements(units, classes)];
        match self {
            Self::Label => write_labels(values, classes, out),
            Self::Largest(domain) => write_largest(values, classes, domain, out),
            Self::AtLeast(threshold, domain) => {
                write_at_least(values, A::rounded(threshold), domain, out);
            }
        }
    }

    /// Returns the first element of a unit that is refused.
    pub(super) fn refused<A: Element>(
        self,
        values: &[A],
        unit: usize,
        classes: usize,
    ) -> Option<usize> {
        let mut elements = self.elements(unit..unit + 1, classes);
        elements.find(|&i| match self {
            Self::Label => values[i].class(classes).is_none(),
            Self::Largest(domain) | Self::AtLeast(_, domain) => !domain.guard().admits(values[i]),
        })
    }

    pub(super) fn error<A: Element>(
        self,
        argument: &'static str,
        index: Vec<usize>,
        found: A,
        classes: usize,
    ) -> Error {
        match self {
            Self::Label => Error::Class { argument, index, label: found.to_string(), classes },
            Self::Largest(expected) | Self::AtLeast(_, expected) => {
                Error::Value { argument, index, found: found.to_f64(), expected }
            }
        }
    }
}

/// Writes the classes that labels name.
#[inline]
fn write_labels<A: Element>(labels: &[A], classes: usize, out: &mut [u32]) {
    vectorized!(|| {
        for (out, &label) in out.iter_mut().zip(labels) {
            *out = class(label, classes as u64);
        }
    });
}

/// Writes the class of the largest number of each row.
fn write_largest<A: Element>(values: &[A], classes: usize, domain: Domain, out: &mut [u32]) {
    let guard = domain.guard::<A>();
    vectorized!(|| {
        let mut places = [0; GROUP];
        for (out, values) in out.chunks_mut(GROUP).zip(values.chunks(GROUP * classes)) {
            rows::argmax(values, &mut places[..out.len()]);
            for ((out, &place), row) in out.iter_mut().zip(&places).zip(values.chunks(classes)) {
                *out = if guard.admits_all(row) { place as u32 } else { REFUSED };
            }
        }
    });
}

/// Writes 1 for numbers of at least a threshold, 0 for others.
fn write_at_least<A: Element>(values: &[A], threshold: f64, domain: Domain, out: &mut [u32]) {
    vectorized!(move || {
        let guard = domain.guard::<A>();
        for (out, &value) in out.iter_mut().zip(values) {
            let class = u32::from(value.to_f64() >= threshold);
            *out = if guard.admits(value) { class } else { REFUSED };
        }
    });
}

/// Returns the class that a label names. A negative integer becomes a large unsigned one. Adding
/// 1.5·2^52 rounds a float to an integer, which then stands in the lowest bits.
#[inline(always)]
pub(super) fn class<A: Element>(label: A, classes: u64) -> u32 {
    if A::INTEGER {
        let index = label.to_i128() as u64;
        return if index < classes { index as u32 } else { REFUSED };
    }
    let (label, rounded) = (label.to_f64(), label.to_f64() + ROUNDER);
    let whole = (rounded - ROUNDER == label) & (label >= 0.0) & (label < classes as f64);
    if whole { rounded.to_bits() as u32 } else { REFUSED }
}
