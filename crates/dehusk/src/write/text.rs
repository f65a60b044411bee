//! Plain text with marks for its structure, for readers of text.
//!
//! A blank line is between parts, none between items of one line. Items have
//! `- ` or their number and a dot, and what stands in them is indented; rows of a
//! table are lines, with ` | ` between cells; terms stand before what they mean,
//! which is indented. Headings, quotations and emphasis have no marks: in text
//! they are words like others. Links are their words, images what they show,
//! formulas LaTeX, code is as it is.
//!
//! It is not meant to be read back: Markdown is. The text of a record
//! ([`Document::text`](crate::Document::text)) is another, with the same words,
//! and flat.

use super::chars;
use super::embed::attribution;
use super::list::numbered;
use super::script::{Script, shifted};
use super::visible::{is_blank, is_empty, is_empty_item, is_space};
use crate::content::{Content, Definition, Inline, List, MOST_LEVELS, Part, Table};
use crate::space::fold_space;

/// Lists and meanings are indented at most so often, as in Markdown.
const MOST_INDENTS: usize = 16;

/// `content` as text, without a line break at its end. Linear.
pub fn text(content: &Content) -> String {
    let mut writer = Writer::default();
    writer.parts(&content.parts, Spacing::Blank, 0);
    writer.out.truncate(writer.out.trim_end_matches('\n').len());
    writer.out
}

/// What is between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    None,
    Blank,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What lines begin with.
    indent: String,
    /// What the next line begins with, where it has the mark of an item.
    first: Option<String>,
    /// A blank line is due.
    gap: Option<()>,
    indents: usize,
}

impl Writer {
    fn parts(&mut self, parts: &[Part], spacing: Spacing, level: usize) {
        if level > MOST_LEVELS {
            return;
        }
        for part in parts.iter().filter(|part| !is_empty(part, level)) {
            self.part(part, level);
            self.end(spacing);
        }
    }

    fn part(&mut self, part: &Part, level: usize) {
        match part {
            Part::Heading { text, .. } | Part::Paragraph(text) => self.words(text),
            Part::List(list) => self.list(list, level),
            Part::Definitions(definitions) => self.definitions(definitions, level),
            Part::Quote(parts) => self.parts(parts, Spacing::Blank, level + 1),
            Part::Code { text, .. } | Part::Formula(text) => {
                chars::code(text).split('\n').for_each(|line| self.line(line));
            }
            Part::Table(table) => self.table(table),
            Part::Figure { images, caption } => {
                for image in images {
                    self.words(&[Inline::Text(image.alt.clone())]);
                }
                self.words(caption);
            }
            Part::Rule => self.line("---"),
            Part::Embed(embed) => {
                self.parts(&embed.parts, Spacing::Blank, level + 1);
                self.words(&attribution(embed));
            }
        }
    }

    fn words(&mut self, inlines: &[Inline]) {
        if is_blank(inlines, 0) {
            return;
        }
        let mut words = String::new();
        push(&mut words, inlines, 0);
        for line in words.trim().lines() {
            self.line(line.trim());
        }
    }

    fn list(&mut self, list: &List, level: usize) {
        let is_short = |parts: &[Part]| match parts {
            [first, rest @ ..] => {
                matches!(first, Part::Paragraph(_) | Part::List(_))
                    && rest.iter().all(|part| matches!(part, Part::List(_)))
            }
            [] => true,
        };
        let is_tight = list.items.iter().all(|item| is_short(&item.parts));
        let spacing = if is_tight { Spacing::None } else { Spacing::Blank };
        for (number, item) in numbered(list).filter(|(_, item)| !is_empty_item(item, level)) {
            let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
            self.indented(&mark, |writer| writer.parts(&item.parts, spacing, level + 1));
            self.end(spacing);
        }
    }

    fn definitions(&mut self, definitions: &[Definition], level: usize) {
        for definition in definitions {
            definition.terms.iter().for_each(|term| self.words(term));
            for meaning in &definition.meanings {
                if meaning.iter().any(|part| !is_empty(part, level + 1)) {
                    self.indented("  ", |writer| writer.parts(meaning, Spacing::Blank, level + 1));
                }
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.words(&table.caption);
        for row in &table.rows {
            let cells = row.iter().flatten().map(|cell| {
                let mut words = String::new();
                push(&mut words, &cell.text, 0);
                fold_space(&words)
            });
            let line = cells.collect::<Vec<_>>().join(" | ");
            self.line(line.trim());
        }
    }

    fn indented(&mut self, mark: &str, inside: impl FnOnce(&mut Self)) {
        if self.indents >= MOST_INDENTS {
            return inside(self);
        }
        let length = self.indent.len();
        let mut first = self.first.take().unwrap_or_else(|| self.indent.clone());
        first.push_str(mark);
        self.first = Some(first);
        self.indent.extend(std::iter::repeat_n(' ', mark.len()));
        self.indents += 1;
        inside(self);
        self.indents -= 1;
        self.indent.truncate(length);
        self.first = None;
        self.gap = None;
    }

    fn line(&mut self, line: &str) {
        if self.gap.take().is_some() {
            self.out.push('\n');
        }
        let first = self.first.take();
        let start = first.as_deref().unwrap_or(&self.indent);
        self.out.push_str(if line.is_empty() { start.trim_end() } else { start });
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn end(&mut self, spacing: Spacing) {
        if spacing == Spacing::Blank && !self.out.is_empty() {
            self.gap = Some(());
        }
    }
}

/// Writes the words of a line; `\n` for a break in it.
fn push(out: &mut String, inlines: &[Inline], level: usize) {
    if level > MOST_LEVELS {
        return;
    }
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&chars::line(text)),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                push(out, inner, level + 1);
            }
            Inline::Superscript(inner) => push_shifted(out, inner, Script::Super, level),
            Inline::Subscript(inner) => push_shifted(out, inner, Script::Sub, level),
            Inline::Code(text) => out.push_str(&chars::code(text).replace('\n', " ")),
            Inline::Formula(latex) => out.push_str(chars::line(latex).trim()),
            Inline::Link(link) => push(out, &link.text, level + 1),
            Inline::Image(image) => out.push_str(&chars::line(&image.alt)),
            Inline::Ruby { base, reading } => {
                out.push_str(&chars::line(base));
                if !is_space(reading) {
                    out.extend(["(", &chars::line(reading), ")"]);
                }
            }
            Inline::Break => out.push('\n'),
        }
    }
}

fn push_shifted(out: &mut String, inner: &[Inline], script: Script, level: usize) {
    match shifted(inner, script) {
        Some(text) => out.push_str(&text),
        None => push(out, inner, level + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Cell, Item, Numbers};

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    fn item(parts: Vec<Part>) -> Item {
        Item { number: None, parts }
    }

    fn paragraph(text: &str) -> Part {
        Part::Paragraph(words(text))
    }

    #[test]
    fn structure_can_be_seen() {
        let inner =
            Part::List(List { numbers: None, items: vec![item(vec![paragraph("b")]), item(Vec::new())] });
        let list = List {
            numbers: Some(Numbers { first: 9 }),
            items: vec![item(vec![paragraph("a"), inner]), item(vec![paragraph("c")])],
        };
        let cell = |text: &str| Some(Cell { text: words(text), ..Cell::default() });
        let content = Content {
            parts: vec![
                Part::Heading { level: 2, text: words("Title") },
                Part::List(list),
                Part::Definitions(vec![Definition {
                    terms: vec![words("t")],
                    meanings: vec![vec![paragraph("m")]],
                }]),
                Part::Table(Table {
                    rows: vec![vec![cell("1"), cell("2")], vec![cell("3"), None]],
                    ..Table::default()
                }),
                Part::Code { language: None, text: "if x\n\n  y".into() },
                Part::Quote(vec![Part::Paragraph(vec![
                    Inline::Text("10".into()),
                    Inline::Superscript(words("6")),
                    Inline::Break,
                    Inline::Strong(words("q")),
                ])]),
            ],
        };
        assert_eq!(
            text(&content),
            "Title\n\n9. a\n   - b\n10. c\n\nt\n  m\n\n1 | 2\n3\n\nif x\n\n  y\n\n10⁶\nq"
        );
    }
}
