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
    let language = metadata.language.or_else(|| language::detect(&text));
    let day_first = language.as_ref().is_some_and(|language| language::writes_day_first(&language.value));
    let date = metadata
        .date
        .or_else(|| findings.published(day_first).map(|date| Sourced::new(date, Source::Text)))
        .or(metadata.url_date);
    let notes = notes(decoded, dom, &text);
    Document {
        url: input.url.map(str::to_owned),
        title,
        author,
        date,
        language,
        categories,
        source_line: found(&findings.source_line),
        text,
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
