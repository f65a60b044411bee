//! The page: a block a line, as text.

use std::collections::HashSet;
use std::fmt::Write as _;

use dehusk::{BlockKind, Extraction};
use dehusk_tests::case::Case;

use crate::corpus::html::escape;

pub(super) const STYLE: &str = include_str!("review.css");
pub(super) const SCRIPT: &str = include_str!("review.js");

/// The blocks of a document, those that are `chosen` as kept.
pub(super) fn page(case: &Case, extraction: &Extraction<'_>, chosen: &HashSet<usize>) -> String {
    let slug = escape(&case.slug);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{slug}</title>\n\
         <link rel=\"stylesheet\" href=\"review.css\"><script src=\"review.js\" defer></script></head><body>\n\
         <header><h1>{slug}</h1><p>Click a block to keep or to remove it. A mark says that today's output \
         differs from what is chosen.</p><button id=\"save\">Save as gold</button> <output id=\"said\"></output></header>\n<main>\n"
    );
    for block in extraction.blocks().filter(|block| !block.text.trim().is_empty()) {
        let number = block.id.index();
        let verdict = block.verdict;
        let (label, reason) = (verdict.label.name(), verdict.reason.name());
        let about = format!("{label} by {reason}, score {:.2}, {}", verdict.score, block.place());
        let _ = writeln!(
            page,
            "<div class=\"block {}\" role=\"checkbox\" tabindex=\"0\" dir=\"auto\" aria-checked=\"{}\" \
             data-block=\"{number}\" data-today=\"{}\" title=\"{}\"><span>{}</span><small>{label}</small></div>",
            shape(block.kind),
            chosen.contains(&number),
            verdict.is_kept(),
            escape(&about),
            escape(block.text)
        );
    }
    page.push_str("</main></body></html>\n");
    page
}

const fn shape(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem => "item",
        BlockKind::Preformatted => "code",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::PathBuf;

    use dehusk::Extractor;
    use dehusk_tests::case::{Case, Meta, Source, SourceForm};

    use super::page;

    #[test]
    fn what_a_document_says_is_text_on_the_page() {
        let bytes =
            b"<html><body><p title=x>&lt;script>alert(1)&lt;/script> \" ' words of a text</p></body></html>"
                .to_vec();
        let case = Case {
            slug: "a-case".to_owned(),
            dir: PathBuf::new(),
            source: Source { bytes, form: SourceForm::Html },
            expected: String::new(),
            meta: Meta::default(),
            labels: Vec::new(),
        };
        let extractor = Extractor::default();
        let page = page(&case, &extractor.extract(case.input()), &HashSet::from([0]));
        assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>"), "{page}");
        assert!(page.contains("aria-checked=\"true\""));
    }
}
