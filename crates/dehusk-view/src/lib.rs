//! Pages for people: what was decided about each block of a document, and what a
//! run did.
//!
//! Each page is one file of HTML that needs nothing else and asks for nothing.
//! Words of documents are not trusted: they enter a page as data or escaped, are
//! shown as text, and a policy in the page lets no script run but the page's own
//! (`docs/decisions/0025-pages-that-show.md`).
//!
//! The crate reads from what it is given and returns strings; it opens no files.

mod escape;
mod explain;
mod markup;
mod number;
mod page;
mod policy;
mod report;

pub use explain::explain_page;
pub use report::{BlockFacts, ReadError, RecordFacts, Report, Run, compare_page, report_page};
