//! Dumps in, clean text out.
//!
//! A [`Batch`] reads records from files, folders, archives, JSONL, WARC and MHTML,
//! extracts them on all cores and writes the documents in the order of the records. Every
//! record has exactly one [`Outcome`], and the counts of the [`Report`] add up.
//! What is wrong with a record costs that record, what is wrong with an input
//! costs that input; only an output that cannot be written ends a run. Files
//! beside the output say, where asked for, what was dropped, what became of every
//! block, and all counts.
//!
//! The crate prints nothing: what there is to tell comes as [`Event`]s.

mod batch;
mod error;
mod facts;
mod fields;
mod fnv;
mod http;
mod limits;
#[cfg(test)]
mod mutants;
mod outcome;
mod pipeline;
mod place;
mod report;
mod rows;
mod same_file;
mod shard;
mod sink;
mod sniff;
mod source;
mod stop;
mod store;
mod stream;
mod work;
mod writer;

pub use batch::{Batch, Beginning, Event, Plan, PlannedInput, ReportTime, Resume};
pub use error::{BatchError, InputError, InputErrorCause, RecordError, SinkError, WarcHeaderError};
pub use facts::Tally;
pub use fields::{FieldNames, KeptFields};
pub use fnv::fingerprint;
pub use http::Refusal;
pub use limits::InputLimits;
pub use outcome::{DropCause, DropReason, FailReason, Identity, Outcome};
pub use place::Place;
pub use report::{Counts, Documents, InputCounts, Report, StageClock, Times};
pub use rows::BlockRows;
pub use shard::{Shard, ShardError};
pub use sink::{Output, Rendering, Row};
pub use source::{
    Conversions, Derived, GlobError, Globs, Payload, Pulled, RawRecord, RowPayload, Source, WarcContent,
    WarcPayload, records,
};
pub use stop::Stop;
pub use store::PartSize;
pub use stream::{Damage, DamageKind};
pub use work::is_extracting;
