//! What an extractor makes of a case, held against the case's gold.

use std::fmt::Write as _;

use dehusk::{Document, Extractor};
use similar::{ChangeTag, TextDiff};

use crate::case::Case;
use crate::labels::{self, LabelError, LabelVerdict};
use crate::score::{PrecisionRecall, cjk_f1};

/// How a case came out.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The case's name.
    pub slug: String,
    /// The score of the text. Characters of scripts without spaces count one
    /// by one, since a Japanese paragraph is one "word" otherwise.
    pub score: PrecisionRecall,
    /// Every field that the case says something about.
    pub fields: Vec<Field>,
    /// What the blocks were called that the case names.
    pub labels: Vec<LabelVerdict>,
    /// The text that came out.
    pub text: String,
}

/// One field of the output against gold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The field's name in a record.
    pub name: &'static str,
    /// What should have come out.
    pub expected: String,
    /// What came out.
    pub found: String,
}

impl Field {
    /// Whether the two are the same.
    pub fn is_right(&self) -> bool {
        self.expected == self.found
    }
}

impl Judgement {
    /// Runs a case.
    ///
    /// # Errors
    ///
    /// If an entry of the case's `labels.toml` does not name exactly one block.
    pub fn of(case: &Case, extractor: &Extractor) -> Result<Self, LabelError> {
        let extraction = extractor.extract(case.input());
        let labels = labels::verdicts(&case.dir, &case.labels, &extraction)?;
        let document = extraction.document;
        let score = cjk_f1(&document.text, &case.expected);
        let fields = fields(case, &document);
        Ok(Self { slug: case.slug.clone(), score, fields, labels, text: document.text })
    }

    /// How many of the named blocks have the right label.
    pub fn right_labels(&self) -> usize {
        self.labels.iter().filter(|label| label.is_right()).count()
    }

    /// The names of the fields that are right.
    pub fn right(&self) -> Vec<&'static str> {
        self.fields.iter().filter(|field| field.is_right()).map(|field| field.name).collect()
    }

    /// The fields and labels that are wrong, a line each, `text` without its value.
    pub fn wrong_lines(&self) -> String {
        let mut lines = String::new();
        for field in self.fields.iter().filter(|field| !field.is_right()) {
            let (name, expected, found) = (field.name, &field.expected, &field.found);
            let _ = match name {
                "text" => writeln!(lines, "  text: differs from expected.txt"),
                _ => writeln!(lines, "  {name}: expected {expected:?}, found {found:?}"),
            };
        }
        for label in self.labels.iter().filter(|label| !label.is_right()) {
            let (starts, expected, found) = (&label.starts, label.expected.name(), label.found.name());
            let _ = writeln!(lines, "  {starts:?}: expected {expected}, found {found} ({:?})", label.reason);
        }
        lines
    }
}

fn fields(case: &Case, document: &Document) -> Vec<Field> {
    let meta = &case.meta;
    let field = |name, expected: &Option<String>, found: Option<String>| Field {
        name,
        expected: expected.clone().unwrap_or_default(),
        found: found.unwrap_or_default(),
    };
    let mut fields = vec![
        field("text", &Some(case.expected.clone()), Some(document.text.clone())),
        field("title", &meta.title, document.title.as_ref().map(|title| title.value.clone())),
        field("author", &meta.author, document.author.as_ref().map(|author| author.value.clone())),
        field("date", &meta.date, document.date.as_ref().map(|date| date.value.day.to_string())),
        field("categories", &Some(meta.categories.join(" · ")), Some(document.categories.join(" · "))),
    ];
    if meta.source_line.is_some() {
        let found = document.source_line.as_ref().map(|source| source.value.clone());
        fields.push(field("source_line", &meta.source_line, found));
    }
    if meta.language.is_some() {
        let found = document.language.as_ref().map(|language| language.value.clone());
        fields.push(field("language", &meta.language, found));
    }
    if let Some(kind) = meta.input {
        let found = document.input_kind.name().to_owned();
        fields.push(field("input_kind", &Some(kind.name().to_owned()), Some(found)));
    }
    fields
}

/// A line of a diff between gold and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    /// Which of the two has the line.
    pub side: Side,
    /// The line, or how many lines were left out.
    pub line: String,
}

/// Which of gold and output has a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Both.
    Both,
    /// Gold only: it is missing in the output.
    Missing,
    /// The output only: it should have been removed.
    Extra,
    /// Equal lines that the diff does not show.
    Skipped,
}

impl Side {
    /// The mark at the start of the line.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Both => "  ",
            Self::Missing => "- ",
            Self::Extra => "+ ",
            Self::Skipped => "@ ",
        }
    }
}

/// Gold against output, line by line, with `context` equal lines about each
/// change.
pub fn diff(gold: &str, text: &str, context: usize) -> Vec<DiffLine> {
    let (gold, text) = (format!("{gold}\n"), format!("{text}\n"));
    let diff = TextDiff::from_lines(gold.as_str(), text.as_str());
    let mut lines = Vec::new();
    let mut shown = 0;
    for group in diff.grouped_ops(context) {
        let start = group.first().map_or(0, |op| op.old_range().start);
        if start > shown {
            lines.push(DiffLine { side: Side::Skipped, line: format!("{} equal lines", start - shown) });
        }
        shown = group.last().map_or(shown, |op| op.old_range().end);
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let side = match change.tag() {
                ChangeTag::Equal => Side::Both,
                ChangeTag::Delete => Side::Missing,
                ChangeTag::Insert => Side::Extra,
            };
            lines.push(DiffLine { side, line: change.value().trim_end_matches('\n').to_owned() });
        }
    }
    lines
}
