//! Named pages for benches and budgets, made in code: always the same bytes.
//!
//! They are written in the manner of what publishing systems put out, since a
//! parser's time goes where the markup is: attributes, inline SVG, scripts,
//! entities. A folder of saved pages was rejected, as they belong to others; and
//! so was one page repeated, which teaches branch predictors its text.
//!
//! `xtask`'s heap budgets use this module too, by path. A crate of its own would
//! be one more for the sake of two callers; in `dehusk-tests` it would make that
//! crate, and with it the whole library, a part of every bench of this one.

mod article;
mod chrome;
mod listing;
mod prose;
mod random;
mod scripts;
mod table;
mod words;
mod world;

/// A page as it would come from a server.
#[derive(Debug)]
pub(crate) struct Input {
    /// What the page is like.
    pub(crate) name: &'static str,
    /// The page's bytes.
    pub(crate) bytes: Vec<u8>,
    /// The charset that the server would declare.
    pub(crate) charset: Option<&'static str>,
}

/// Every named page, in UTF-8 all but the last.
pub(crate) fn all() -> Vec<Input> {
    let mut inputs = vec![
        utf8("article", article::page()),
        utf8("listing", listing::page()),
        utf8("scripts", scripts::page()),
        utf8("table", table::page()),
        utf8("prose", prose::page()),
        utf8("world", world::page()),
    ];
    let page = world::CHINESE.page();
    let (chinese, _, unmappable) = encoding_rs::GBK.encode(&page);
    assert!(!unmappable, "GBK has every character of the page");
    inputs.push(Input { name: "gbk", bytes: chinese.into_owned(), charset: None });
    inputs
}

fn utf8(name: &'static str, page: String) -> Input {
    Input { name, bytes: page.into_bytes(), charset: Some("utf-8") }
}
