//! Cue phrases: lines by which a site names its own furniture.
//!
//! The phrases are data, one file a language in `cues/`; `cues/README.md`
//! explains the format. A phrase is matched against one whole line, never inside
//! running prose: that anchoring is the first guard, and what a rule does with a
//! match adds its own.

mod builtin;
mod date;
mod matcher;
mod parts;
#[cfg(all(test, feature = "cue-files"))]
mod proof;

use std::ops::Range;

use jiff::civil::Date;

#[cfg(feature = "cue-files")]
pub use dehusk_cues::CueError;
pub use dehusk_cues::CueKind;
pub(crate) use dehusk_cues::{CONJUNCTIONS, Shape, Token, tokens};

pub(crate) use self::matcher::is_name;

use self::date::Calendar;
pub(crate) use self::date::Day;
use self::matcher::Matcher;
use dehusk_cues::{CueTables, Line};

/// Lines longer than this many bytes are prose, whatever they say; only what is
/// said about an author runs on.
const LONGEST_LINE: usize = 400;
const LONGEST_BIO: usize = 1_500;

/// A date that a line begins with ends within so many bytes.
const LONGEST_DATE: usize = 80;

/// A line that a cue phrase covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueMatch {
    /// What the phrase says.
    pub kind: CueKind,
    /// The names, the categories or the title that the phrase carries, in bytes
    /// of the line.
    pub captured: Option<Range<usize>>,
    /// The date that it carries.
    pub date: Option<Date>,
}

/// The cue phrases of all languages, ready to match.
///
/// All languages are tried on every line: pages mix them, and a phrase that
/// covers a line of another language by chance has not been seen.
#[derive(Debug)]
pub struct Cues {
    tables: CueTables,
}

impl Cues {
    /// The phrases that ship with the crate.
    ///
    /// # Panics
    ///
    /// Never: that the embedded tables can be read is tested.
    pub fn builtin() -> Self {
        builtin::cues().expect("the embedded tables are tested")
    }

    /// Phrases from cue files: pairs of a file's name, for messages, and its
    /// text.
    ///
    /// # Errors
    ///
    /// Names the file, and the pattern or the line in it, that is not
    /// well-formed.
    #[cfg(feature = "cue-files")]
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, CueError> {
        Ok(Self { tables: dehusk_cues::load(files)? })
    }

    /// Phrases of tables that were read already.
    #[doc(hidden)]
    pub const fn from_tables(tables: CueTables) -> Self {
        Self { tables }
    }

    /// The tables: for whoever leaves out a pattern to see who notices.
    #[doc(hidden)]
    pub const fn tables_mut(&mut self) -> &mut CueTables {
        &mut self.tables
    }

    /// The phrase that covers a line: the whole of it, or the parts
    /// that signs divide it into. Where several phrases do, the one with
    /// more literal words goes before, then the kind that stands first in
    /// [`CueKind`].
    pub fn find(&self, line: &str) -> Option<CueMatch> {
        self.finder().find(line)
    }

    /// For many lines: what it allocates, it uses again.
    pub(crate) fn finder(&self) -> Finder<'_> {
        Finder { cues: self, line: Line::default() }
    }

    /// How many networks a text names, if it names nothing else.
    pub(crate) fn count_networks(&self, text: &str) -> usize {
        Matcher::new(self, text, &Line::of(&self.tables.symbols, text)).count_networks()
    }

    /// Where in a line the label ends by which texts name their source
    /// ("Source"), if it begins with one. In bytes; linear in the line.
    pub(crate) fn source_label(&self, line: &str) -> Option<usize> {
        let tokens = Line::of(&self.tables.symbols, line).tokens;
        let labels = self.tables.sources.of(tokens.first()?.symbol).iter();
        let longest = labels.filter(|label| label.begins(&tokens)).max_by_key(|label| label.words.len())?;
        Some(tokens[longest.words.len() - 1].end())
    }

    const fn calendar(&self) -> Calendar<'_> {
        Calendar { months: &self.tables.months }
    }

    /// The date a line consists of, or begins with. The length is in bytes.
    pub(crate) fn leading_date(&self, line: &str) -> Option<(Option<Date>, usize)> {
        let head = line.get(..line.floor_char_boundary(LONGEST_DATE))?;
        if !matcher::may_have_figures(head) {
            return None;
        }
        let tokens = Line::of(&self.tables.symbols, head).tokens;
        let found = self.calendar().find(head, &tokens)?;
        Some((found.day.certain(), tokens[found.length - 1].end()))
    }

    /// All days that a line says, in its order; of a line longer than any cue,
    /// none. Linear in the line.
    pub(crate) fn days(&self, line: &str) -> Vec<Day> {
        let mut days = Vec::new();
        if line.len() > LONGEST_LINE || !matcher::may_have_figures(line) {
            return days;
        }
        let tokens = Line::of(&self.tables.symbols, line).tokens;
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let found = self.calendar().find(line, rest);
            days.extend(found.map(|found| found.day));
            rest = &rest[found.map_or(1, |found| found.length)..];
        }
        days
    }

    /// The length of the labelled or bare date that is glued before a title.
    pub(crate) fn date_prefix(&self, line: &str) -> Option<usize> {
        matcher::date_prefix(self, line)
    }
}

/// See [`Cues::find`].
pub(crate) struct Finder<'a> {
    cues: &'a Cues,
    line: Line,
}

impl Finder<'_> {
    /// See [`Cues::find`].
    pub(crate) fn find(&mut self, line: &str) -> Option<CueMatch> {
        if line.len() > LONGEST_BIO {
            return None;
        }
        let CueTables { symbols, index, .. } = &self.cues.tables;
        let is_long = line.len() > LONGEST_LINE;
        if !is_long {
            self.line.read(symbols, line);
        } else if !self.line.read_if(symbols, line, index.bio_head(), |head| index.may_be_bio(head)) {
            return None;
        }
        let whole = Matcher::new(self.cues, line, &self.line);
        whole
            .best(is_long)
            .or_else(|| if is_long { None } else { parts::find(self.cues, &whole, &self.line, line) })
    }
}
