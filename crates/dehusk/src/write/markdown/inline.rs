//! Lines of words, with their marks.

use super::emphasis::{Range, ranges};
use super::escape::{Dollars, Place, push_code, push_destination, push_text};
use super::formula;
use super::run::{Node, Run, Styles, runs};
use crate::content::Inline;

/// Where a line of words stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// At the begin of a block, with as many lines as it wants.
    Block,
    /// In one line that something else begins: a heading, a cell. Line breaks
    /// become spaces.
    Within,
}

/// Writes `inlines`; lines are divided by `\n`. Empty if nothing is to be seen.
pub(super) fn inline(inlines: &[Inline], line: Line) -> String {
    let runs = runs(inlines);
    let mut writer = Writer { out: String::new(), line, dollars: dollars(&runs), waiting: Waiting::None };
    writer.runs(&runs);
    writer.end_line();
    writer.out
}

/// One dollar sign is a sum of money; two could be a formula.
fn dollars(runs: &[Run]) -> Dollars {
    fn count(runs: &[Run]) -> usize {
        let of = |run: &Run| match &run.node {
            Node::Text(text) => text.bytes().filter(|&byte| byte == b'$').count(),
            Node::Formula(_) => 2,
            Node::Link { runs, .. } => count(runs),
            _ => 0,
        };
        runs.iter().map(of).sum()
    }
    if count(runs) > 1 { Dollars::Escaped } else { Dollars::Plain }
}

/// What is not written yet, since its neighbour may belong to it: text that one
/// sign of escapes needs to know, code that two spans would not divide.
#[derive(Debug)]
enum Waiting {
    None,
    Text(String),
    Code(String),
    /// A space, or line breaks, that count only if something follows.
    Space,
    Breaks(usize),
}

struct Writer {
    out: String,
    line: Line,
    dollars: Dollars,
    waiting: Waiting,
}

impl Writer {
    fn runs(&mut self, runs: &[Run]) {
        let ranges = ranges(runs);
        let mut opening = ranges.iter().peekable();
        let mut open: Vec<&Range> = Vec::new();
        for (index, run) in runs.iter().enumerate() {
            while let Some(range) = opening.next_if(|range| range.first == index) {
                self.mark(range.style);
                open.push(range);
            }
            self.node(&run.node);
            while open.last().is_some_and(|range| range.last == index) {
                open.pop().into_iter().for_each(|range| self.mark(range.style));
            }
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Space => self.space(),
            Node::Break => self.line_break(),
            Node::Code(code) => self.code(code),
            Node::Formula(latex) => {
                self.flush();
                formula::push_inline(&mut self.out, latex);
            }
            Node::Image { url, alt, title } => self.image(url, alt, title.as_deref()),
            Node::Link { url, runs } => {
                self.flush();
                self.out.push('[');
                self.runs(runs);
                self.flush();
                self.out.push_str("](");
                push_destination(&mut self.out, url);
                self.out.push(')');
            }
        }
    }

    fn mark(&mut self, style: Styles) {
        self.flush();
        self.out.push_str(match style {
            Styles::EMPHASIS => "*",
            Styles::STRONG => "**",
            _ => "~~",
        });
    }

    fn image(&mut self, url: &str, alt: &str, title: Option<&str>) {
        self.flush();
        self.out.push_str("![");
        push_text(&mut self.out, alt, Place::Inside, Dollars::Escaped);
        self.out.push_str("](");
        push_destination(&mut self.out, url);
        if let Some(title) = title {
            let mut escaped = String::new();
            push_text(&mut escaped, title, Place::Inside, Dollars::Escaped);
            let mut escaped = escaped.replace('"', "\\\"");
            if escaped.ends_with("\\\\") {
                // Some readers take the second for an escape of the quotation mark.
                escaped.truncate(escaped.len() - 2);
                escaped.push_str("&#92;");
            }
            self.out.push_str(" \"");
            self.out.push_str(&escaped);
            self.out.push('"');
        }
        self.out.push(')');
    }

    fn text(&mut self, text: &str) {
        if let Waiting::Text(waiting) = &mut self.waiting {
            waiting.push_str(text);
        } else {
            self.flush();
            self.waiting = Waiting::Text(text.to_owned());
        }
    }

    fn code(&mut self, code: &str) {
        if let Waiting::Code(waiting) = &mut self.waiting {
            waiting.push_str(code);
        } else {
            self.flush();
            self.waiting = Waiting::Code(code.to_owned());
        }
    }

    fn space(&mut self) {
        match &mut self.waiting {
            Waiting::Text(waiting) if !waiting.ends_with(' ') => waiting.push(' '),
            Waiting::Text(_) | Waiting::Space | Waiting::Breaks(_) => {}
            Waiting::Code(_) | Waiting::None => {
                self.flush();
                self.waiting = Waiting::Space;
            }
        }
    }

    fn line_break(&mut self) {
        if self.line == Line::Within {
            self.space();
        } else if let Waiting::Breaks(count) = &mut self.waiting {
            *count += 1;
        } else {
            self.end_line();
            self.waiting = Waiting::Breaks(1);
        }
    }

    /// Writes what waits, but for spaces and breaks, which are none at the end of
    /// a line.
    fn end_line(&mut self) {
        match &mut self.waiting {
            Waiting::Space | Waiting::Breaks(_) => self.waiting = Waiting::None,
            Waiting::Text(waiting) => waiting.truncate(waiting.trim_end_matches(' ').len()),
            Waiting::Code(_) | Waiting::None => {}
        }
        self.flush();
    }

    /// Writes what waits. Spaces at the begin of a line are none.
    fn flush(&mut self) {
        let place =
            if self.out.is_empty() || self.out.ends_with('\n') { Place::LineStart } else { Place::Inside };
        match std::mem::replace(&mut self.waiting, Waiting::None) {
            Waiting::None => {}
            Waiting::Text(text) => {
                let place = if self.line == Line::Within { Place::Inside } else { place };
                push_text(&mut self.out, &text, place, self.dollars);
            }
            Waiting::Code(code) => push_code(&mut self.out, &code),
            Waiting::Space if place == Place::LineStart => {}
            Waiting::Space => self.out.push(' '),
            Waiting::Breaks(_) if self.out.is_empty() => {}
            Waiting::Breaks(count) => (0..count).for_each(|_| self.out.push_str("\\\n")),
        }
    }
}
