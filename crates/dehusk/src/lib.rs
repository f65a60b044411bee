//! Takes the boilerplate off scraped HTML.
//!
//! A page, a fragment or a scraped text goes in; the words that its author
//! wrote come out, and every block that was taken away can say why.
//!
//! ```
//! use dehusk::{Extractor, Input, Options};
//!
//! let extractor = Extractor::new(Options::default());
//! let page = "<html><head><title>Tides | The Coast</title></head><body>
//!     <nav><a href=/>Home</a> <a href=/news>News</a></nav>
//!     <main><h1>Tides</h1>
//!     <p>The tide turns every six hours and twelve minutes, a little later each day.</p>
//!     <p>Fishermen here still read it from the stones of the old harbour wall.</p></main>
//!     <footer>© The Coast</footer></body></html>";
//! let extraction = extractor.extract(Input::text(page));
//!
//! assert_eq!(extraction.document.title.as_ref().unwrap().value, "Tides");
//! assert_eq!(
//!     extraction.document.text,
//!     "The tide turns every six hours and twelve minutes, a little later each day.\n\n\
//!      Fishermen here still read it from the stones of the old harbour wall."
//! );
//! for block in extraction.blocks() {
//!     println!("{:<12} {:?} {}", block.verdict.label.name(), block.verdict.reason, block.text);
//! }
//! ```
//!
//! Extracting cannot fail: [`Extractor::extract`] returns the best that can be
//! made of any bytes, and [`Document::notes`] say what was cut or replaced on the
//! way. The crate does no I/O, reads no clock and starts no thread.

mod assemble;
mod block_fields;
pub mod content;
mod detect;
mod document;
mod escape;
mod explain;
mod extractor;
mod input;
mod metadata;
mod moment;
mod normal;
mod options;
mod record;
mod scheme;
#[cfg(feature = "selectors")]
mod site;
#[cfg(not(feature = "selectors"))]
#[path = "site/none.rs"]
mod site;
mod source;
mod space;
mod tags;
mod text;
pub mod write;

pub use block_fields::BlockFields;
pub use dehusk_classify::{
    BlockId, BlockKind, Contribution, CueKind, Focus, Joint, Label, Model, ModelError, PageKind, Reason,
    ScoreParts, Verdict,
};
pub use dehusk_dom::{EncodingSource, is_utf16};
#[cfg(feature = "selectors")]
pub use dehusk_dom::{Selector, SelectorError, SelectorProblem};
pub use detect::guess_kind;
pub use document::{Document, Note, Source, Sourced};
pub use explain::{ExplainedBlock, PlaceElement, Places};
pub use extractor::{Extraction, Extractor};
pub use input::{Input, InputKind};
pub use jiff::civil::Date;
pub use moment::Moment;
pub use options::{EscapedMarkup, Limits, Options};
pub use record::{Record, SCHEMA};
#[cfg(feature = "selectors")]
pub use site::{PageRules, SiteRuleError, SiteRuleProblem, SiteRules};
