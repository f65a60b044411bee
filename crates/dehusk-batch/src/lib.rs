//! Dumps in, clean text out.
//!
//! A [`Batch`] reads records from files, folders, JSONL and WARC, extracts them
//! on all cores and writes the documents in the order of the records. Every
//! record has exactly one [`Outcome`], and the counts of the [`Report`] add up.
//! What is wrong with a record costs that record, what is wrong with an input
//! costs that input; only an output that cannot be written ends a run.
//!
//! The crate prints nothing: what there is to tell comes as [`Event`]s.

mod batch;
mod error;
mod fields;
mod http;
mod outcome;
mod pipeline;
mod place;
mod report;
mod sink;
mod sniff;
mod source;
mod stream;
mod work;

pub use batch::{Batch, Event};
pub use error::{BatchError, InputError, InputErrorCause, RecordError, SinkError, WarcHeaderError};
pub use fields::FieldNames;
pub use outcome::{DropReason, FailReason, Outcome};
pub use place::Place;
pub use report::Report;
pub use sink::{Output, Sink};
pub use source::{Payload, Pulled, RawRecord, Source, WarcContent, WarcPayload};
pub use stream::{Damage, DamageKind};

/// Names of the threads that a run starts begin with this. A panic in one of
/// them is an outcome of a record, so a panic hook may stay silent about it.
pub const THREAD_PREFIX: &str = pipeline::THREAD_PREFIX;
