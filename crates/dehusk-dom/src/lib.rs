//! Bytes to text to tree.
//!
//! [`decode`] turns bytes into text by the WHATWG order (byte order mark,
//! transport, `<meta>`, detector); [`parse`] turns text into a [`Dom`]: HTML
//! tree construction with scripting off, in an arena of dense ids and one text
//! buffer, within [`Limits`]. [`ParseOptions`] say what of the source it keeps.
//!
//! Neither can fail: what a limit cuts off is a [`LimitHit`] beside a partial
//! tree. The crate knows nothing of content and boilerplate.
//!
//! ```
//! use dehusk_dom::{ParseOptions, Tag, decode, parse};
//!
//! let decoded = decode(b"<title>Caf\xe9</title><p>Bonjour", Some("latin1"));
//! let dom = parse(decoded.text, &ParseOptions::default());
//! let title = dom.elements(Tag::Title).next().unwrap();
//! assert_eq!(dom.text_content(title), "Café");
//! ```

mod decode;
mod dom;
mod limits;
mod name;
mod options;
#[cfg(feature = "oracle")]
pub mod oracle;
mod parse;
#[cfg(feature = "selectors")]
mod select;
mod store;
mod tag;
mod tokenize;
mod walk;

pub use decode::{Decoded, EncodingSource, decode, is_utf16};
pub use dom::{Attribute, Doctype, Dom, Namespace, NodeId, NodeKind, QuirksMode};
pub use limits::{LimitHit, Limits};
pub use options::{Context, Keep, ParseOptions, SelfClosing};
pub use parse::{parse, parse_fragment, plain_text};
#[cfg(feature = "selectors")]
pub use select::{Select, Selector, SelectorError, SelectorProblem};
pub use tag::Tag;
pub use walk::{Ancestors, Children, Descendants, Step, Traversal};
