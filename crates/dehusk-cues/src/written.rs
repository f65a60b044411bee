//! Patterns as they are written, each of which can be left out: for whoever asks
//! whether anything notices.
//!
//! Tables are not built anew without the pattern, which costs a tenth of a second
//! a pattern, and matching does not ask whether one is left out: its rows are
//! overwritten by some that ask for more than any line has.

use super::CueKind;
use super::entry::Entry;
use super::tables::CueTables;

/// The tables of some files, and what they were made of.
#[derive(Debug)]
pub struct WrittenCues {
    /// What [`load`](crate::load) gives.
    pub tables: CueTables,
    /// The patterns of all files in their order.
    pub patterns: Vec<WrittenPattern>,
}

/// A pattern as it is written in a file, with all of its alternatives.
#[derive(Debug, Clone)]
pub struct WrittenPattern {
    /// The file's name, as it was given.
    pub file: String,
    /// The table that it stands in.
    pub kind: CueKind,
    /// The pattern.
    pub pattern: String,
    /// Where its alternatives lie in the tables, sorted.
    starts: Vec<u32>,
}

impl WrittenPattern {
    pub(crate) fn new(file: &str, kind: CueKind, pattern: &str) -> Self {
        Self { file: file.to_owned(), kind, pattern: pattern.to_owned(), starts: Vec::new() }
    }

    pub(crate) fn at(mut self, starts: &[u32]) -> Self {
        self.starts = starts.to_vec();
        self.starts.sort_unstable();
        self
    }
}

/// What lay where a pattern was left out, in the order of the tables.
#[derive(Debug)]
#[must_use = "without it the pattern is gone"]
pub struct LeftOut(Vec<[u8; Entry::BYTES]>);

impl CueTables {
    /// Lets a pattern of these tables cover nothing, until it is
    /// [put back](Self::put_back). Labels that may be glued before a date stay.
    ///
    /// Linear in the number of patterns.
    pub fn leave_out(&mut self, pattern: &WrittenPattern) -> LeftOut {
        let mut rows = Vec::with_capacity(pattern.starts.len());
        self.index.replace_entries(|row| {
            pattern.starts.binary_search(&Entry::start(row)).ok()?;
            rows.push(*row);
            Some(Entry::silenced(row))
        });
        LeftOut(rows)
    }

    /// Undoes the last [`Self::leave_out`] of these tables.
    pub fn put_back(&mut self, left_out: &LeftOut) {
        let mut rows = left_out.0.iter().peekable();
        self.index.replace_entries(|row| {
            rows.next_if(|left_out| Entry::start(left_out) == Entry::start(row)).copied()
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::{CueKind, Line, load_written};

    #[test]
    fn a_pattern_that_is_left_out_covers_nothing_until_it_is_put_back() {
        let file = "[related]\npatterns = [\"(more|other) posts\", \"{n} posts\"]\n[share]\npatterns = [\"send it\"]";
        let mut cues = load_written([("x.toml", file)]).unwrap();
        let before = cues.tables.to_bytes();
        let finds = |tables: &super::CueTables, line: &str| {
            let line = Line::of(&tables.symbols, line);
            tables.index.best(&line.tokens, |_| true, |_, _| Some(())).map(|found| found.kind)
        };
        assert_eq!(cues.patterns.len(), 3);
        let left_out = cues.tables.leave_out(&cues.patterns[0]);
        assert_eq!(finds(&cues.tables, "More posts"), None);
        assert_eq!(finds(&cues.tables, "3 posts"), Some(CueKind::Related));
        assert_eq!(finds(&cues.tables, "Send it"), Some(CueKind::Share));
        cues.tables.put_back(&left_out);
        assert_eq!(finds(&cues.tables, "Other posts"), Some(CueKind::Related));
        assert!(cues.tables.to_bytes() == before);
    }
}
