//! Whether there is anything to write.

use super::address::{Use, address};
use crate::content::{Cell, Definition, Inline, Item, MOST_LEVELS, Part};

/// Whether nothing of `part` would be seen.
pub(super) fn is_empty(part: &Part, level: usize) -> bool {
    if level > MOST_LEVELS {
        return true;
    }
    let is_hollow = |parts: &[Part]| parts.iter().all(|part| is_empty(part, level + 1));
    match part {
        Part::Heading { text, .. } | Part::Paragraph(text) => is_blank(text, 0),
        Part::List(list) => list.items.iter().all(|item| is_empty_item(item, level)),
        Part::Definitions(definitions) => {
            definitions.iter().all(|definition| is_empty_entry(definition, level))
        }
        Part::Quote(parts) => is_hollow(parts),
        Part::Code { text, .. } => text.chars().all(|sign| matches!(sign, '\0' | '\r' | '\n')),
        Part::Table(table) => {
            let mut cells = table.rows.iter().flatten().flatten();
            is_blank(&table.caption, 0) && cells.all(|cell: &Cell| is_blank(&cell.text, 0))
        }
        Part::Figure { images, caption } => {
            is_blank(caption, 0)
                && images
                    .iter()
                    .all(|image| image.alt.trim().is_empty() && address(&image.url, Use::Image).is_none())
        }
        Part::Formula(latex) => is_space(latex),
        Part::Rule => false,
        Part::Embed(embed) => is_hollow(&embed.parts) && is_blank(&super::embed::attribution(embed), 0),
    }
}

/// Whether nothing of an item would be seen, in a list at `level`.
pub(super) fn is_empty_item(item: &Item, level: usize) -> bool {
    item.parts.iter().all(|part| is_empty(part, level + 1))
}

fn is_empty_entry(definition: &Definition, level: usize) -> bool {
    definition.terms.iter().all(|term| is_blank(term, 0))
        && definition.meanings.iter().flatten().all(|part| is_empty(part, level + 1))
}

/// Whether a line would have no word, picture or code in it.
pub(super) fn is_blank(inlines: &[Inline], level: usize) -> bool {
    level > MOST_LEVELS || inlines.iter().all(|inline| is_blank_inline(inline, level))
}

fn is_blank_inline(inline: &Inline, level: usize) -> bool {
    match inline {
        Inline::Text(text) | Inline::Formula(text) | Inline::Code(text) => is_space(text),
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Struck(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner) => is_blank(inner, level + 1),
        Inline::Link(link) => is_blank(&link.text, level + 1),
        Inline::Image(image) => is_space(&image.alt) && address(&image.url, Use::Image).is_none(),
        Inline::Ruby { base, reading } => is_space(base) && is_space(reading),
        Inline::Break => true,
    }
}

/// Whether nothing of `text` would be seen.
pub(super) fn is_space(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || sign.is_control())
}
