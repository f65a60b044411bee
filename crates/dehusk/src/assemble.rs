//! Verdicts and metadata to a document.

use dehusk_classify::{Classifier, Judgement};
use dehusk_dom::{Dom, LimitHit};

use crate::content::content;
use crate::document::{Document, Note, Source, Sourced};
use crate::extractor::Decoding;
use crate::metadata::Metadata;
use crate::{Input, InputKind, Options, text};

/// What was found of a document.
pub(crate) struct Found<'a> {
    pub(crate) kind: InputKind,
    pub(crate) decoded: &'a Decoding,
    pub(crate) dom: &'a Dom<'a>,
    pub(crate) metadata: Metadata,
    pub(crate) judgement: &'a Judgement,
}

/// Puts the document together.
pub(crate) fn assemble(
    input: &Input<'_>,
    found: Found<'_>,
    classifier: &Classifier,
    options: &Options,
) -> Document {
    let Found { kind, decoded, dom, metadata, judgement } = found;
    let text = text::write(judgement, options.kept);
    let source_line = judgement.findings.source_line.clone();
    let fields = metadata.fields(dom, kind, input.url, classifier, judgement, &text);
    let author = fields.authors.as_ref().map(|names| Sourced::new(names.value.join(", "), names.source));
    let notes = notes(decoded, dom, &text);
    let is_kept = |id| options.kept.has(judgement.verdict(id).label);
    let content =
        options.structure.map(|choice| content(dom, &judgement.tree, input.url, is_kept).choose(choice));
    Document {
        url: input.url.map(str::to_owned),
        title: fields.title,
        author,
        authors: fields.authors.map(|names| names.value).unwrap_or_default(),
        date: fields.dates.published,
        modified: fields.dates.modified,
        language: fields.languages.chosen,
        declared_language: fields.languages.declared,
        detected_language: fields.languages.detected,
        categories: fields.categories,
        tags: fields.tags,
        site_name: fields.site_name,
        description: fields.description,
        canonical_url: fields.canonical_url,
        image: fields.image,
        licence: fields.licence,
        page_type: fields.page_type,
        source_line: source_line.map(|value| Sourced::new(value, Source::Text)),
        text,
        content,
        input_kind: kind,
        quality: in_thousandths(judgement.quality),
        encoding: decoded.encoding,
        encoding_source: decoded.source,
        notes,
    }
}

/// Finer steps would mean nothing. Rounding here and not in the record makes one
/// number of it: what a record shows is what a threshold is compared with.
fn in_thousandths(quality: f32) -> f32 {
    (quality * 1000.0).round() / 1000.0
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
    notes.extend(decoded.escaped.clone());
    if text.is_empty() {
        notes.push(Note::NoContent);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::in_thousandths;

    #[test]
    #[expect(clippy::float_cmp, reason = "a threshold that is written as the record shows it must be met")]
    fn quality_is_the_number_that_its_digits_say() {
        assert_eq!(in_thousandths(0.916_6), 0.917);
        for thousandth in 0..=1000 {
            let written: f32 = format!("{}.{:03}", thousandth / 1000, thousandth % 1000).parse().unwrap();
            assert_eq!(in_thousandths(written), written);
        }
    }
}
