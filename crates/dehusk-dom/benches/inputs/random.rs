//! Choices that look random and are the same on every machine.

use std::fmt::{Arguments, Write};
use std::ops::Range;

/// `SplitMix64`: eight lines, where a crate could change its stream with a
/// version and so change every figure.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number of `range`.
    pub(super) fn number(&mut self, range: Range<usize>) -> usize {
        range.start + (self.next() % (range.end - range.start) as u64) as usize
    }

    /// Whether something happens that happens `percent` times of a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.number(0..100) < percent
    }

    /// One of `choices`.
    pub(super) fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.number(0..choices.len())]
    }

    /// Digits and letters `a` to `f`, as hashes and build ids have.
    pub(super) fn hex(&mut self, digits: usize) -> String {
        (0..digits).map(|_| char::from(b"0123456789abcdef"[self.number(0..16)])).collect()
    }
}

/// Where a page is written to.
#[derive(Debug, Default)]
pub(super) struct Page(String);

impl Page {
    pub(super) fn put(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(super) fn write(&mut self, arguments: Arguments<'_>) {
        self.0.write_fmt(arguments).expect("a string takes whatever is written to it");
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// `write!` to a [`Page`].
macro_rules! put {
    ($page:expr, $($arguments:tt)*) => { $page.write(format_args!($($arguments)*)) };
}
pub(super) use put;
