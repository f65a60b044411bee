//! Unicode normalisation form C of what comes out (UAX #15).
//!
//! What goes in stays as it is: composing characters there could take the sign
//! that ends a tag for the base of an accent. Code and formulas stay too.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::content::{Content, Inline, Part};
use crate::{Document, Sourced};

/// Brings the texts of a document into the form. Linear.
pub(crate) fn document(document: &mut Document) {
    let Document { title, author, description, site_name, source_line, .. } = document;
    for Sourced { value, .. } in [title, author, description, site_name, source_line].into_iter().flatten() {
        text(value);
    }
    let Document { authors, categories, tags, .. } = document;
    authors.iter_mut().chain(categories).chain(tags).for_each(text);
    text(&mut document.text);
    if let Some(content) = &mut document.content {
        parts(content);
    }
}

/// Nearly every text is in the form already.
fn text(text: &mut String) {
    if !is_nfc(text) {
        *text = text.nfc().collect();
    }
}

fn parts(content: &mut Content) {
    content.parts.iter_mut().for_each(part);
}

/// Recurses as deep as the content nests.
fn part(part: &mut Part) {
    match part {
        Part::Heading { text, .. } | Part::Paragraph(text) => line(text),
        Part::List(list) => list.items.iter_mut().flat_map(|item| &mut item.parts).for_each(self::part),
        Part::Definitions(all) => {
            for definition in all {
                for term in &mut definition.terms {
                    line(term);
                }
                definition.meanings.iter_mut().flatten().for_each(self::part);
            }
        }
        Part::Quote(parts) => parts.iter_mut().for_each(self::part),
        Part::Table(table) => {
            line(&mut table.caption);
            for cell in table.rows.iter_mut().flatten().flatten() {
                line(&mut cell.text);
            }
        }
        Part::Figure { images, caption } => {
            for image in images {
                text(&mut image.alt);
            }
            line(caption);
        }
        Part::Embed(embed) => embed.parts.iter_mut().for_each(self::part),
        Part::Code { .. } | Part::Formula(_) | Part::Rule => {}
    }
}

fn line(inlines: &mut [Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(words) => text(words),
            Inline::Emphasis(inside)
            | Inline::Strong(inside)
            | Inline::Struck(inside)
            | Inline::Superscript(inside)
            | Inline::Subscript(inside) => line(inside),
            Inline::Link(link) => line(&mut link.text),
            Inline::Image(image) => text(&mut image.alt),
            Inline::Ruby { base, reading } => {
                text(base);
                text(reading);
            }
            Inline::Code(_) | Inline::Formula(_) | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::content::Choice;
    use crate::write::Form;
    use crate::{Extractor, Input, Options};

    #[test]
    fn texts_are_composed_and_code_is_not() {
        let page = "<title>Cafe\u{301}</title><p>The cafe\u{301} at the harbour opens when the tide is out, \
            and <code>e\u{301}</code> is how the sign spells it.</p>";
        let options = Options::default().with_structure(Choice::default()).with_nfc();
        let document = Extractor::new(options).document(Input::text(page));
        assert!(document.text.contains("café at"));
        assert_eq!(document.title.as_ref().unwrap().value, "Café");
        let markdown = document.body(Form::Markdown);
        assert!(markdown.contains("café at") && markdown.contains("`e\u{301}`"), "{markdown}");
        let plain = Extractor::default().document(Input::text(page));
        assert!(plain.text.contains("cafe\u{301} at"));
    }
}
