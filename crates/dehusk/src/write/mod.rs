//! Writes a tree of content: Markdown, HTML, structured text, XML-TEI, JSON.
//!
//! Each format is a pure function of a [`Content`]; it cannot fail, takes time
//! linear in the tree, and recurses no deeper than
//! [`MOST_LEVELS`](crate::content::MOST_LEVELS). What would lie deeper, which a
//! tree of an extraction never does, is left out.
//!
//! | format | function |
//! |---|---|
//! | CommonMark with the tables and strikethrough of GFM | [`markdown`] |
//! | HTML, a fragment or a page | [`html()`], [`html_page`] |
//! | plain text with marks for its structure | [`text`] |
//! | XML-TEI P5 | [`tei`] |
//! | JSON | [`Content`] is [`Serialize`](serde::Serialize); its form stands in [`json`] |
//!
//! # What holds of all of them
//!
//! - The words are the same, in the same order: a writer chooses marks, never
//!   what is kept. Words are those of the text, of captions and of `alt`.
//! - What they write is inert: text that looks like markup is text again when it
//!   is read, and an address whose scheme is none of `http`, `https`, `mailto`,
//!   `tel` and `ftp` loses its link and keeps its words. The tree promises that
//!   already; here it is checked again, since a tree can be made by anyone.
//! - Parts without words, pictures or rules are left out, and items without any,
//!   which most readers of Markdown would take for something else.
//! - NUL and other control characters that no format can carry are left out of
//!   text; a line of code ends in `\n` only.

mod address;
mod chars;
mod embed;
mod form;
mod head;
#[cfg(feature = "html")]
mod html;
pub mod json;
mod list;
mod markdown;
#[cfg(feature = "html")]
mod policy;
mod script;
mod tei;
mod text;
mod visible;

pub use form::Form;
pub use head::Head;
#[cfg(feature = "html")]
pub use html::{HtmlOptions, Marks, html, html_page};
pub use markdown::markdown;
pub use tei::tei;
pub use text::text;

#[cfg(doc)]
use crate::content::Content;
