//! Verdicts and metadata to a document.

use dehusk_classify::Judgement;
use dehusk_dom::{Dom, LimitHit};

use crate::document::{Document, Note, Source, Sourced};
use crate::extractor::Decoding;
use crate::metadata::{Metadata, language};
use crate::{Input, InputKind, text};

/// Puts the document together. What the metadata says goes before what the text
/// says: it was written for machines.
pub(crate) fn assemble(
    input: &Input<'_>,
    kind: InputKind,
    decoded: &Decoding,
    dom: &Dom<'_>,
    metadata: Metadata,
    judgement: &Judgement,
) -> Document {
    let text = text::write(judgement);
    let findings = &judgement.findings;
    let found = |value: &Option<String>| value.clone().map(|value| Sourced::new(value, Source::Text));
    let title = metadata.title(findings.title.as_deref());
    let categories = metadata.categories(&findings.categories);
    let author = metadata.author.or_else(|| found(&findings.author));
    let date = metadata
        .date
        .or_else(|| findings.date.map(|date| Sourced::new(date, Source::Text)))
        .or(metadata.url_date);
    let language = metadata.language.or_else(|| language::detect(&text));
    let notes = notes(decoded, dom, &text);
    Document {
        url: input.url.map(str::to_owned),
        title,
        author,
        date,
        language,
        categories,
        text,
        input_kind: kind,
        encoding: decoded.encoding,
        encoding_source: decoded.source,
        notes,
    }
}

fn notes(decoded: &Decoding, dom: &Dom<'_>, text: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    if decoded.cut && !dom.limit_hits().contains(&LimitHit::Bytes) {
        notes.push(Note::InputTruncated);
    }
    notes.extend(dom.limit_hits().iter().filter_map(|hit| match hit {
        LimitHit::Bytes => Some(Note::InputTruncated),
        LimitHit::Nodes => Some(Note::NodeLimit),
        LimitHit::Depth => Some(Note::DepthLimit),
        LimitHit::Attributes => Some(Note::AttributeLimit),
        _ => None,
    }));
    if decoded.replacements > 0 {
        notes.push(Note::Replaced { count: decoded.replacements });
    }
    if text.is_empty() {
        notes.push(Note::NoContent);
    }
    notes
}
