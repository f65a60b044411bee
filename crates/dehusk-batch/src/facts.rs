//! What a run counts of the documents that it keeps.

use std::mem::discriminant;

use dehusk::{Extraction, InputKind, Label, PageKind, Verdict};
use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

/// A number of blocks, and how much text they have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Blocks.
    pub blocks: u64,
    /// Lines of their text: one and its line breaks, none where it is empty.
    pub lines: u64,
    /// Bytes of their text, white space folded, in UTF-8.
    pub bytes: u64,
}

impl Tally {
    /// Of one block.
    pub(crate) fn of(text: &str) -> Self {
        let breaks = memchr_iter(b'\n', text.as_bytes()).count() as u64;
        Self { blocks: 1, lines: breaks + u64::from(!text.is_empty()), bytes: text.len() as u64 }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.blocks += other.blocks;
        self.lines += other.lines;
        self.bytes += other.bytes;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |mut sum, tally| {
            sum += tally;
            sum
        })
    }
}

/// A label, and the name of the reason that gave it.
pub(crate) type Cause = (Label, &'static str);

/// What is counted of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) is_empty: bool,
    pub(crate) language: Option<String>,
    pub(crate) kind: InputKind,
    /// Name of the kind of page.
    pub(crate) page_type: Option<&'static str>,
    /// Which tenth of 0 to 1 the quality is in, from 0 to 9.
    pub(crate) quality: usize,
    /// Names of the notes, without numbers.
    pub(crate) notes: Vec<String>,
    /// The blocks by what was decided. A few entries, so that a list is faster
    /// than a map.
    pub(crate) blocks: Vec<(Cause, Tally)>,
}

impl Default for Facts {
    fn default() -> Self {
        let (language, notes, blocks) = (None, Vec::new(), Vec::new());
        let (kind, page_type) = (InputKind::Text, None);
        Self { is_empty: true, language, kind, page_type, quality: 0, notes, blocks }
    }
}

impl Facts {
    pub(crate) fn of(extraction: &Extraction<'_>) -> Self {
        let document = &extraction.document;
        let name = |note: &dehusk::Note| {
            let name = note.to_string();
            name.split(':').next().unwrap_or_default().to_owned()
        };
        Self {
            is_empty: document.text.is_empty(),
            language: document.language.as_ref().map(|language| language.value.clone()),
            kind: document.input_kind,
            page_type: document.page_type.map(PageKind::name),
            quality: tenth(document.quality),
            notes: document.notes.iter().map(name).collect(),
            blocks: blocks(extraction),
        }
    }
}

/// Every block of every document comes by here, so that this costs as little as
/// it can: names are asked for once a cause, and blocks of one cause mostly stand
/// together.
fn blocks(extraction: &Extraction<'_>) -> Vec<(Cause, Tally)> {
    let mut tallies: Vec<(Verdict, Tally)> = Vec::new();
    let mut last = 0;
    for block in extraction.blocks() {
        let tally = Tally::of(block.text);
        let is_same = |(known, _): &(Verdict, Tally)| {
            known.label == block.verdict.label
                && discriminant(&known.reason) == discriminant(&block.verdict.reason)
        };
        if !tallies.get(last).is_some_and(is_same) {
            last = tallies.iter().position(is_same).unwrap_or_else(|| {
                tallies.push((block.verdict, Tally::default()));
                tallies.len() - 1
            });
        }
        tallies[last].1 += tally;
    }
    tallies.into_iter().map(|(verdict, tally)| ((verdict.label, verdict.reason.name()), tally)).collect()
}

/// Qualities have three decimals, and .3 is in the tenth that begins there: what
/// a float says of it is not asked.
fn tenth(quality: f32) -> usize {
    let thousandths = (quality * 1000.0).round().clamp(0.0, 999.0) as usize;
    thousandths / 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use dehusk::{Extractor, Input};

    #[test]
    fn lines_are_what_an_editor_shows() {
        let long = "of bees\n".repeat(40);
        let wide = "\u{8a}\u{10a}".repeat(20);
        let texts = [("", 0), ("a", 1), ("a\nb", 2), ("a\n\nb", 3), ("a line\nand another", 2)];
        for (text, lines) in texts.into_iter().chain([(long.as_str(), 41), (wide.as_str(), 1)]) {
            assert_eq!(Tally::of(text), Tally { blocks: 1, lines, bytes: text.len() as u64 });
        }
    }

    #[test]
    fn a_quality_is_in_the_tenth_that_its_digits_say() {
        let of = [0.0, 0.099, 0.1, 0.3, 0.7, 0.899, 0.9, 1.0].map(tenth);
        assert_eq!(of, [0, 0, 1, 3, 7, 8, 9, 9]);
    }

    #[test]
    fn every_block_is_counted_once() {
        let text = "The river rose again on Sunday, and the lower town was cleared by noon.\n\nFollow us on Facebook";
        let extraction = Extractor::default().extract(Input::text(text));
        let facts = Facts::of(&extraction);
        let sum: Tally = facts.blocks.iter().map(|(_, tally)| *tally).sum();
        assert_eq!(sum, extraction.blocks().map(|block| Tally::of(block.text)).sum());
        assert!(facts.blocks.iter().any(|((label, reason), _)| !label.is_kept() && *reason == "cue"));
    }
}
