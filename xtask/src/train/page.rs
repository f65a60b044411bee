//! A page as the classifier sees it.

use dehusk::Options;
use dehusk_classify::{BlockTree, Cues, Setting, segment};
use dehusk_dom::{Dom, decode, parse, plain_text};
use dehusk_tests::pages::{Body, Page};

/// Parses and divides a page as the extractor does, and gives both to `then`.
pub(super) fn with_blocks<R>(page: &Page, cues: &Cues, then: impl FnOnce(&Dom<'_>, &BlockTree) -> R) -> R {
    let options = Options::default().parse_options();
    let (dom, setting) = match &page.body {
        Body::Markup(bytes) => (parse(decode(bytes, page.charset.as_deref()).text, &options), Setting::Page),
        Body::Text(text) => (plain_text(text.as_str(), &dehusk::Limits::default()), Setting::Bare),
    };
    let tree = segment(&dom, setting, cues);
    then(&dom, &tree)
}

/// The text of each block.
pub(super) fn texts(tree: &BlockTree) -> Vec<&str> {
    tree.ids().map(|id| tree.text(id)).collect()
}
