//! What Markdown can say of a tree: both what a tree should become and what a
//! parser finds are brought to this form.

mod expected;
mod parsed;

pub(crate) use expected::expected;
pub(crate) use parsed::{options, parsed};

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Heading(u8, Line),
    Paragraph(Line),
    List(Option<i64>, Vec<Vec<Block>>),
    Quote(Vec<Block>),
    Code(Option<String>, String),
    Table(Vec<Vec<Line>>),
    Formula(String),
    Rule,
}

/// Words and marks of a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line(pub Vec<Piece>);

/// A sign, or what stands like one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub what: What,
    pub styles: u8,
    pub target: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    Sign(char),
    Code(String),
    Image { url: String, alt: String, title: Option<String> },
    Break,
}

pub(crate) const EMPHASIS: u8 = 1;
pub(crate) const STRONG: u8 = 2;
pub(crate) const STRUCK: u8 = 4;

impl Line {
    pub(crate) fn push_text(&mut self, text: &str, styles: u8, target: Option<&String>) {
        self.0.extend(text.chars().map(|sign| Piece {
            what: What::Sign(sign),
            styles,
            target: target.cloned(),
        }));
    }

    pub(crate) fn push(&mut self, what: What, styles: u8, target: Option<&String>) {
        self.0.push(Piece { what, styles, target: target.cloned() });
    }

    /// Spaces are single, none is beside a break or an edge, no break is at an
    /// edge; neighbouring code is one; code between dollars is text.
    pub(crate) fn normal(mut self) -> Self {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in self.0.drain(..) {
            match (&piece.what, joined.last_mut()) {
                (What::Code(code), _) if code.is_empty() => {}
                (What::Code(code), Some(Piece { what: What::Code(before), target, .. }))
                    if *target == piece.target =>
                {
                    before.push_str(code);
                }
                _ => joined.push(piece),
            }
        }
        let mut line = Vec::new();
        for index in 0..joined.len() {
            let is_dollar = |at: Option<usize>| {
                at.and_then(|at| joined.get(at)).is_some_and(|piece| piece.what == What::Sign('$'))
            };
            let piece = &joined[index];
            match &piece.what {
                What::Code(code) if is_dollar(index.checked_sub(1)) && is_dollar(Some(index + 1)) => {
                    let signs = code.trim().chars();
                    line.extend(signs.map(|sign| Piece {
                        what: What::Sign(sign),
                        styles: 7,
                        target: piece.target.clone(),
                    }));
                }
                _ => line.push(piece.clone()),
            }
        }
        let mut out: Vec<Piece> = Vec::new();
        for mut piece in line {
            if piece.what == What::Sign(' ') {
                piece.styles = 7;
                piece.target = None;
                if matches!(out.last(), None | Some(Piece { what: What::Sign(' ') | What::Break, .. })) {
                    continue;
                }
            }
            if piece.what == What::Break {
                piece.styles = 7;
                piece.target = None;
                if matches!(out.last(), Some(Piece { what: What::Sign(' '), .. })) {
                    out.pop();
                }
                if out.is_empty() {
                    continue;
                }
            }
            out.push(piece);
        }
        // Some readers take other white space than spaces off the edges.
        let is_edge = |piece: &Piece| match piece.what {
            What::Sign(sign) => sign.is_whitespace(),
            What::Break => true,
            _ => false,
        };
        let end = out.iter().rposition(|piece| !is_edge(piece)).map_or(0, |last| last + 1);
        out.truncate(end);
        out.drain(..out.iter().position(|piece| !is_edge(piece)).unwrap_or(end));
        Self(out)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| match &piece.what {
            What::Sign(sign) => sign.is_whitespace() || sign.is_control(),
            What::Code(code) => code.chars().all(|sign| sign.is_whitespace() || sign.is_control()),
            What::Image { .. } => false,
            What::Break => true,
        })
    }

    fn text(&self) -> String {
        let sign = |piece: &Piece| match piece.what {
            What::Sign(sign) => sign,
            _ => '\u{fffc}',
        };
        self.0.iter().map(sign).collect()
    }
}

/// A paragraph, which may be a formula.
pub(crate) fn paragraph(line: Line) -> Option<Block> {
    let line = line.normal();
    if line.is_empty() {
        return None;
    }
    let text = line.text();
    match text.strip_prefix("$$").and_then(|text| text.strip_suffix("$$")) {
        Some(latex) if !latex.contains('\u{fffc}') => Some(Block::Formula(folded(latex))),
        _ => Some(Block::Paragraph(line)),
    }
}

/// Code, which may be a formula.
pub(crate) fn code(language: Option<String>, text: String) -> Block {
    if language.as_deref() == Some("math") {
        Block::Formula(folded(&text))
    } else {
        Block::Code(language, text)
    }
}

pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `found` says what `wanted` does, but for styles that it may lack.
pub(crate) fn says(found: &[Block], wanted: &[Block]) -> bool {
    found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| says_block(found, wanted))
}

fn says_block(found: &Block, wanted: &Block) -> bool {
    match (found, wanted) {
        (Block::Heading(a, found), Block::Heading(b, wanted)) => a == b && says_line(found, wanted),
        (Block::Paragraph(found), Block::Paragraph(wanted)) => says_line(found, wanted),
        (Block::List(a, found), Block::List(b, wanted)) => {
            a == b
                && found.len() == wanted.len()
                && found.iter().zip(wanted).all(|(found, wanted)| says(found, wanted))
        }
        (Block::Quote(found), Block::Quote(wanted)) => says(found, wanted),
        (Block::Table(found), Block::Table(wanted)) => {
            let mut rows = found.iter().zip(wanted);
            found.len() == wanted.len()
                && rows.all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_line(a, b)))
        }
        _ => found == wanted,
    }
}

fn says_line(found: &Line, wanted: &Line) -> bool {
    found.0.len() == wanted.0.len()
        && found.0.iter().zip(&wanted.0).all(|(found, wanted)| {
            found.what == wanted.what
                && found.target == wanted.target
                && (found.styles == 7 || found.styles & !wanted.styles == 0)
        })
}
