//! Cue phrases as tables.
//!
//! [`load`] reads cue files into [`CueTables`], which [`CueTables::to_bytes`]
//! writes down. The build script of `dehusk-classify` does both, so that a
//! program that starts has nothing left to expand or to sort:
//! [`CueTables::from_bytes`] uses what is embedded where it lies.
//!
//! What a line must be read like to be looked up is here too ([`Line`],
//! [`tokens`]): patterns and lines are divided into words by the same code.
//! Whether a pattern covers a line is for `dehusk-classify` to say.
//!
//! Internal to the workspace: no promise is made about this interface.

#![cfg_attr(
    not(feature = "files"),
    allow(dead_code, reason = "what builds tables stands beside what reads them, and a third of it is that")
)]

mod bytes;
mod entry;
#[cfg(feature = "files")]
mod file;
mod index;
mod kind;
mod line;
mod pattern;
mod phrases;
mod symbol;
mod tables;
mod token;
mod words;
#[cfg(feature = "files")]
mod written;

#[cfg(feature = "files")]
pub use self::file::{CueError, CueFile, Phrases as KindPhrases, load, load_written, parse};
pub use self::index::{Found, Index};
pub use self::kind::CueKind;
pub use self::line::{Line, LineToken};
pub use self::pattern::{Element, Elements, LONGEST_NAME, LONGEST_NAMES, LONGEST_UNSPACED_NAME};
pub use self::phrases::{Phrase, PhraseTable};
pub use self::symbol::{Symbols, Traits};
pub use self::tables::CueTables;
pub use self::token::{Shape, Sign, Token, tokens};
pub use self::words::{CONJUNCTIONS, PARTICLES};
#[cfg(feature = "files")]
pub use self::written::{LeftOut, WrittenCues, WrittenPattern};
