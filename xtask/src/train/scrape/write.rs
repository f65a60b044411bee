//! Pieces and a style to a text.

use dehusk_classify::{BlockKind, Joint};

use super::part::Piece;
use super::style::{Gap, Style};
use crate::train::boost::Random;

/// Links of more words are titles, and keep their lines.
const LONGEST_ENTRY: usize = 4;

/// How the text goes on in a stretch of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Markup,
}

pub(super) fn write(pieces: &[Piece<'_>], style: &Style, random: &mut Random) -> String {
    let mut out = String::new();
    let mut before: Option<(&Piece<'_>, Form)> = None;
    let mut form = Form::Text;
    let mut left = 0_usize;
    for piece in pieces {
        if left == 0 {
            form = if random.unit() < style.markup { Form::Markup } else { Form::Text };
            left = 1 + random.below(12);
        }
        left -= 1;
        if let Some((before, form_before)) = before {
            let both_text = form == Form::Text && form_before == Form::Text;
            let gap = if both_text { gap(before, piece, style) } else { "\n" };
            out.push_str(gap);
        }
        match form {
            Form::Markup => markup(&mut out, piece),
            Form::Text => plain(&mut out, piece, style, random),
        }
        before = Some((piece, form));
    }
    out
}

fn gap(before: &Piece<'_>, piece: &Piece<'_>, style: &Style) -> &'static str {
    if let Some(between) = style.links
        && is_entry(before)
        && is_entry(piece)
    {
        return between;
    }
    match piece.joint {
        Joint::Inline => style.inline,
        Joint::Cell => style.cell,
        Joint::Line => "\n",
        Joint::Break => match style.gap {
            Gap::Blank => "\n\n",
            Gap::ByKind if is_paragraph(before) || is_paragraph(piece) => "\n\n",
            Gap::Line | Gap::ByKind => "\n",
        },
    }
}

fn is_entry(piece: &Piece<'_>) -> bool {
    piece.is_link && piece.text.split(' ').count() <= LONGEST_ENTRY
}

fn is_paragraph(piece: &Piece<'_>) -> bool {
    matches!(piece.kind, BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Bare)
        && piece.text.split(' ').count() > LONGEST_ENTRY
}

fn plain(out: &mut String, piece: &Piece<'_>, style: &Style, random: &mut Random) {
    if out.is_empty() || out.ends_with('\n') {
        out.push_str(match piece.kind {
            BlockKind::ListItem => style.bullet,
            BlockKind::Heading(_) => style.heading,
            // Only some: tools indent by what the page nests.
            _ if random.unit() < 0.3 => style.indent,
            _ => "",
        });
    }
    match style.width {
        Some(width) => wrap(out, piece.text, width),
        None => out.push_str(piece.text),
    }
}

/// Breaks a text at the last space before each `width` characters.
fn wrap(out: &mut String, text: &str, width: usize) {
    let mut column = 0;
    for (at, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if at > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if at > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
}

/// A piece in the element that it had, or one like it. Without attributes:
/// classes would tell what no other scrape has.
fn markup(out: &mut String, piece: &Piece<'_>) {
    let name = match piece.kind {
        BlockKind::Heading(1 | 2) => "h2",
        BlockKind::Heading(_) => "h3",
        BlockKind::ListItem => "li",
        BlockKind::Caption => "figcaption",
        BlockKind::Preformatted => "pre",
        _ if piece.joint == Joint::Inline => "span",
        _ => "p",
    };
    let (open, close) = if piece.is_link { ("<a href=\"/\">", "</a>") } else { ("", "") };
    out.extend(["<", name, ">", open]);
    for c in piece.text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.extend([close, "</", name, ">"]);
}
