//! Parts as blocks of Markdown.

use super::super::chars;
use super::super::embed::attribution;
use super::super::list::numbered;
use super::super::visible::{is_blank, is_empty, is_empty_item};
use super::MOST_INDENTS;
use super::escape::longest_ticks;
use super::formula;
use super::inline::{Line, inline};
use super::table;
use crate::content::{Content, Definition, Embed, Image, Inline, List, MOST_LEVELS, Part};

/// The highest number that an item can have: CommonMark allows nine figures.
const MOST_NUMBER: i64 = 999_999_999;

pub(super) fn write(content: &Content) -> String {
    let mut writer = Writer::default();
    writer.parts(&content.parts, Spacing::Loose, 0);
    writer.out
}

/// What is between the parts of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// Nothing but the line end.
    Tight,
    /// A blank line.
    Loose,
}

/// How the items of a list are marked. Two lists that follow each other are told
/// apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dash,
    Star,
    Dot,
    Parenthesis,
}

impl Mark {
    const fn of(list: &List, before: Option<Self>) -> Self {
        match (list.numbers.is_some(), before) {
            (false, Some(Self::Dash)) => Self::Star,
            (false, _) => Self::Dash,
            (true, Some(Self::Dot)) => Self::Parenthesis,
            (true, _) => Self::Dot,
        }
    }

    fn with(self, number: Option<i64>) -> String {
        let number = number.unwrap_or(1).clamp(0, MOST_NUMBER);
        match self {
            Self::Dash => "- ".to_owned(),
            Self::Star => "* ".to_owned(),
            Self::Dot => format!("{number}. "),
            Self::Parenthesis => format!("{number}) "),
        }
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What each line begins with.
    prefix: String,
    /// What the next line begins with, where that is not `prefix`: it has the
    /// mark of an item.
    first: Option<String>,
    /// A blank line is due before the next line, with so much of the prefix.
    gap: Option<usize>,
    /// The mark of the list that was written last in this container, if nothing
    /// followed.
    last_list: Option<Mark>,
    indents: usize,
}

impl Writer {
    fn parts(&mut self, parts: &[Part], spacing: Spacing, level: usize) {
        if level > MOST_LEVELS {
            return;
        }
        for part in parts.iter().filter(|part| !is_empty(part, level)) {
            self.part(part, spacing, level);
        }
    }

    fn part(&mut self, part: &Part, spacing: Spacing, level: usize) {
        match part {
            Part::Heading { level: rank, text } => {
                self.heading(*rank, text);
                self.end(spacing);
            }
            Part::Paragraph(text) => self.paragraph(text, spacing),
            Part::List(list) => self.list(list, level),
            Part::Definitions(definitions) => self.definitions(definitions, spacing, level),
            Part::Quote(parts) => self.quote(|writer| writer.parts(parts, Spacing::Loose, level + 1)),
            Part::Code { language, text } => self.code(language.as_deref(), text),
            Part::Table(written) => {
                self.paragraph(&written.caption, Spacing::Loose);
                self.lines(table::lines(written));
            }
            Part::Figure { images, caption } => self.figure(images, caption, spacing),
            Part::Formula(latex) => self.lines(formula::lines(&chars::code(latex))),
            Part::Rule => self.line(if self.indents == 0 { "---" } else { "___" }),
            Part::Embed(embed) => self.embed(embed, level),
        }
        self.end(spacing);
    }

    fn heading(&mut self, rank: u8, text: &[Inline]) {
        let mut words = inline(text, Line::Within);
        if words.ends_with('#') {
            // Signs at the end would close the heading.
            words.insert(words.len() - 1, '\\');
        }
        let marks = "#".repeat(usize::from(rank.clamp(1, 6)));
        self.line(&format!("{marks} {words}"));
    }

    fn paragraph(&mut self, text: &[Inline], spacing: Spacing) {
        let words = inline(text, Line::Block);
        if !words.is_empty() {
            words.split('\n').for_each(|line| self.line(line));
            self.end(spacing);
        }
    }

    fn list(&mut self, list: &List, level: usize) {
        let mark = Mark::of(list, self.last_list);
        let spacing = spacing(list);
        for (number, item) in numbered(list).filter(|(_, item)| !is_empty_item(item, level)) {
            self.indented(&mark.with(number), |writer| writer.parts(&item.parts, spacing, level + 1));
            self.end(spacing);
        }
        self.last_list = Some(mark);
    }

    fn definitions(&mut self, definitions: &[Definition], spacing: Spacing, level: usize) {
        for definition in definitions {
            for term in &definition.terms {
                self.paragraph(&[Inline::Strong(term.clone())], spacing);
            }
            for meaning in &definition.meanings {
                self.parts(meaning, spacing, level + 1);
            }
        }
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        let text = chars::code(text);
        let fence = "`".repeat(3.max(longest_ticks(&text) + 1));
        self.line(&format!("{fence}{}", chars::language(language).unwrap_or_default()));
        text.split('\n').for_each(|line| self.line(line));
        self.line(&fence);
    }

    fn figure(&mut self, images: &[Image], caption: &[Inline], spacing: Spacing) {
        let mut line = Vec::new();
        for image in images {
            if !line.is_empty() {
                line.push(Inline::Text(" ".to_owned()));
            }
            line.push(Inline::Image(image.clone()));
        }
        self.paragraph(&line, spacing);
        self.paragraph(caption, spacing);
    }

    fn embed(&mut self, embed: &Embed, level: usize) {
        self.quote(|writer| {
            writer.parts(&embed.parts, Spacing::Loose, level + 1);
            writer.paragraph(&attribution(embed), Spacing::Loose);
        });
    }

    fn quote(&mut self, inside: impl FnOnce(&mut Self)) {
        if self.indents >= MOST_INDENTS {
            return inside(self);
        }
        self.contained("> ", "> ", inside);
    }

    fn indented(&mut self, mark: &str, inside: impl FnOnce(&mut Self)) {
        if self.indents >= MOST_INDENTS {
            return inside(self);
        }
        self.contained(mark, &" ".repeat(mark.len()), inside);
    }

    /// Lines that begin with `first`, then with `others`, behind the prefix.
    fn contained(&mut self, first: &str, others: &str, inside: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        let mut start = self.first.take().unwrap_or_else(|| self.prefix.clone());
        start.push_str(first);
        self.first = Some(start);
        self.prefix.push_str(others);
        self.indents += 1;
        self.last_list = None;
        inside(self);
        self.indents -= 1;
        self.prefix.truncate(length);
        // What is left of it has no line; who called decides on the gap.
        self.first = None;
        self.gap = None;
        self.last_list = None;
    }

    fn lines(&mut self, lines: Vec<String>) {
        for line in lines {
            self.line(&line);
        }
    }

    fn line(&mut self, line: &str) {
        if let Some(length) = self.gap.take() {
            self.out.push_str(self.prefix[..length].trim_end_matches(' '));
            self.out.push('\n');
        }
        let first = self.first.take();
        let start = first.as_deref().unwrap_or(&self.prefix);
        self.out.push_str(if line.is_empty() { start.trim_end_matches(' ') } else { start });
        self.out.push_str(line);
        self.out.push('\n');
        self.last_list = None;
    }

    /// Ends a part in a container.
    fn end(&mut self, spacing: Spacing) {
        // Items that are not indented would be one paragraph.
        let is_apart = spacing == Spacing::Loose || self.indents >= MOST_INDENTS;
        if is_apart && !self.out.is_empty() && self.first.is_none() {
            self.gap = Some(self.prefix.len());
        }
    }
}

/// A list is tight if each item is a line of words, or one and lists below it:
/// those that may follow a line without a blank one.
fn spacing(list: &List) -> Spacing {
    let is_tight = list.items.iter().all(|item| match item.parts.as_slice() {
        [] | [Part::Paragraph(_) | Part::List(_)] => true,
        [Part::Paragraph(text), rest @ ..] => !is_blank(text, 0) && rest.iter().all(may_interrupt),
        _ => false,
    });
    if is_tight { Spacing::Tight } else { Spacing::Loose }
}

/// Whether CommonMark lets a list begin right below a line: its first item has
/// words, and the number 1 if it has one.
fn may_interrupt(part: &Part) -> bool {
    let Part::List(list) = part else { return false };
    let first = numbered(list).next();
    first.is_some_and(|(number, item)| {
        let has_words = matches!(item.parts.first(), Some(Part::Paragraph(text)) if !is_blank(text, 0));
        has_words && number.is_none_or(|number| number == 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Item, Numbers};

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    fn list(first: Option<i64>, items: Vec<Vec<Part>>) -> Part {
        let items = items.into_iter().map(|parts| Item { number: None, parts }).collect();
        Part::List(List { numbers: first.map(|first| Numbers { first }), items })
    }

    fn paragraph(text: &str) -> Part {
        Part::Paragraph(words(text))
    }

    #[test]
    fn lists_are_tight_where_they_can_be() {
        let parts = vec![
            list(
                None,
                vec![vec![paragraph("a"), list(Some(1), vec![vec![paragraph("b")]])], vec![paragraph("c")]],
            ),
            list(
                None,
                vec![vec![paragraph("d"), list(Some(2), vec![vec![paragraph("e")]])], vec![paragraph("f")]],
            ),
            list(
                Some(9),
                vec![vec![paragraph("g")], Vec::new(), vec![Part::Code { language: None, text: "h".into() }]],
            ),
        ];
        assert_eq!(
            write(&Content { parts }),
            "- a\n  1. b\n- c\n\n* d\n\n  2. e\n\n* f\n\n9. g\n\n11. ```\n    h\n    ```\n"
        );
    }

    #[test]
    fn what_is_too_deep_is_not_indented() {
        let mut part = list(None, vec![vec![paragraph("a")], vec![paragraph("b")]]);
        for _ in 0..MOST_INDENTS {
            part = Part::Quote(vec![part]);
        }
        let prefix = "> ".repeat(MOST_INDENTS);
        let written = write(&Content { parts: vec![part] });
        assert_eq!(written, format!("{prefix}a\n{}\n{prefix}b\n", prefix.trim_end()));
    }
}
