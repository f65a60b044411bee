//! The page that explains one document.

mod data;

use dehusk::{Extraction, Extractor};

use crate::page::Page;
use data::Data;

/// The page of one document: its blocks in order, those that were taken away
/// shaded by label, beside the text that is left; for each block its reason, its
/// score, and the features that moved it most.
///
/// `name` is what the document is called, such as a file's name. The page holds
/// text only, no markup of the document: nothing of it can run or be fetched.
/// Linear in the document.
pub fn explain_page(extractor: &Extractor, extraction: &Extraction<'_>, name: &str) -> String {
    let data = Data::of(extractor, extraction, name);
    // Writing to memory cannot fail, and the data have no maps.
    let data = serde_json::to_string(&data).unwrap_or_default();
    Page {
        title: &format!("{name} – dehusk explain"),
        style: include_str!("explain.css"),
        script: include_str!("explain.js"),
        data: Some(&data),
        body: include_str!("explain.html"),
    }
    .write()
}

#[cfg(test)]
mod tests {
    use dehusk::Input;

    use super::*;

    const ATTACK: &str = "<p>Prose of a page that shows code, such as &lt;/script>&lt;script>alert(1)&lt;/script> \
        and &lt;img src=x onerror=alert(1)> and &lt;!-- in the middle of it.</p>\
        <p><a href='javascript:alert(1)'>A link</a> that runs.</p><script>alert(2)</script>";

    fn data(page: &str) -> serde_json::Value {
        let (_, rest) = page.split_once("id=\"data\">").unwrap();
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
    }

    fn page(input: &str) -> String {
        let extractor = Extractor::default();
        explain_page(&extractor, &extractor.extract(Input::text(input)), "<b>a & b</b>.html")
    }

    #[test]
    fn nothing_of_the_document_is_markup_of_the_page() {
        let page = page(ATTACK);
        let own = self::page("");
        for sign in ["<script", "</script", "<img", "<!--", "onerror=alert(1)>", "<b>"] {
            assert_eq!(page.matches(sign).count(), own.matches(sign).count(), "{sign}");
        }
        assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none'"), "{page}");
        assert!(
            !page.contains("http://") && !page.contains("https://") && !page.contains("unsafe-"),
            "{page}"
        );
        let blocks = &data(&page)["blocks"];
        assert!(blocks["text"][0].as_str().unwrap().contains("</script><script>alert(1)"), "{blocks}");
    }

    #[test]
    fn every_block_has_its_entry_in_every_column() {
        let extractor = Extractor::default();
        let text = "The river rose again on Sunday, and the lower town was cleared by noon.\n\nFollow us on Facebook";
        for input in [ATTACK, text, ""] {
            let extraction = extractor.extract(Input::text(input));
            let data = data(&explain_page(&extractor, &extraction, "a"));
            let count = extraction.blocks().len();
            for (name, column) in data["blocks"].as_object().unwrap() {
                assert_eq!(column.as_array().unwrap().len(), count, "{name}");
            }
            for (at, block) in extraction.blocks().enumerate() {
                let label = data["blocks"]["label"][at].as_u64().unwrap() as usize;
                assert_eq!(data["labels"][label], block.verdict.label.name());
                assert_eq!(data["blocks"]["reason"][at], block.verdict.reason.name());
                assert_eq!(data["blocks"]["shown"][at], block.verdict.is_kept());
            }
        }
    }
}
