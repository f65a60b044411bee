//! Parquet: one record a row.
//!
//! Row group by row group, and in each page by page of the columns that are read;
//! the others are never touched. What is wrong with a page costs its rows, what
//! is wrong with a column the rest of its group, and no number in the file is
//! believed before it was held against the file's length.
//!
//! The crate's reader may panic on what nobody thought of. That is caught where a
//! group is opened or read, and costs the group.

mod footer;
mod group;
mod json;
mod pages;
mod plan;
mod thrift;
mod unpack;
mod value;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;

use super::{Payload, Pulled, RawRecord, RowPayload, Source};
use crate::fields::FieldNames;
use crate::stream::{Damage, DamageKind};
use crate::work::panic_message;
use crate::{Identity, InputErrorCause, InputLimits, Place, RecordError};
use group::{Chunks, Group, Row};
use pages::{Fault, PageLimits, said};
use plan::{Charset, Plan};

/// The first and the last bytes of a file.
pub(super) const MAGIC: &[u8] = b"PAR1";

/// The rows of a Parquet file.
pub(super) struct ParquetRows {
    input: Arc<str>,
    name: Arc<str>,
    metadata: ParquetMetaData,
    plan: Plan,
    chunks: Chunks,
    /// The row group that comes next, from 0.
    next: usize,
    group: Option<Group>,
    /// Rows that were handed out.
    rows: u64,
    /// What a row needs, quoted, for messages.
    wanted: String,
    max_value: usize,
}

impl ParquetRows {
    /// Opens a file. `name` makes up the ids of rows that have none.
    ///
    /// # Errors
    ///
    /// Where its footer is broken, or it lacks a column that is needed.
    pub(super) fn open(
        file: File,
        input: Arc<str>,
        name: Arc<str>,
        fields: &FieldNames,
        limits: InputLimits,
        counter: Arc<AtomicU64>,
    ) -> Result<Self, InputErrorCause> {
        let max_ratio = u64::from(limits.max_ratio.0.max(1));
        let damaged = |detail| InputErrorCause::Parquet { detail };
        let metadata = caught(|| footer::read(&file, max_ratio)).map_err(damaged)?;
        let plan = Plan::new(&metadata, fields)?;
        let page_limits = PageLimits { max_value: limits.max_record_bytes as u64, max_ratio };
        let chunks = Chunks { file: Arc::new(file), limits: page_limits, counter };
        let quoted: Vec<_> = fields.content().iter().map(|name| format!("`{name}`")).collect();
        let (wanted, max_value) = (quoted.join(" or "), limits.max_record_bytes);
        Ok(Self { input, name, metadata, plan, chunks, next: 0, group: None, rows: 0, wanted, max_value })
    }

    /// The row that comes next, from 1.
    fn place(&self) -> Place {
        Place { input: Arc::clone(&self.input), line: Some(self.rows + 1), offset: None }
    }

    /// Gives the rest of a row group up.
    fn give_up(&mut self, rows: u64, detail: &str) -> Pulled {
        let place = self.place();
        self.group = None;
        let last = self.rows + rows;
        let detail = format!("row group {}, rows {} to {last}: {detail}", self.next, self.rows + 1);
        self.rows = last;
        Pulled::Failed(place, Identity::default(), damaged(detail))
    }

    fn open_next(&mut self) -> Result<(), (u64, String)> {
        let metadata = self.metadata.row_group(self.next);
        self.next += 1;
        let opened = caught(|| Group::open(metadata, &self.plan, &self.chunks));
        let group = opened.map_err(|detail| (metadata.num_rows() as u64, detail))?;
        self.group = Some(group);
        Ok(())
    }

    fn record(&mut self, row: Row) -> Pulled {
        let place = self.place();
        self.rows += 1;
        let Row { id, url, content, passed, fault } = row;
        let wrong = |what: &str, found: &str| RecordError::WrongType {
            detail: format!("invalid type: {found}, expected a string or a number as {what}"),
        };
        let identity = Identity {
            id: id
                .clone()
                .ok()
                .flatten()
                .or_else(|| (!self.plan.needs_id).then(|| format!("{}:{}", self.name, self.rows))),
            url: url.clone().ok().flatten(),
        };
        let too_large = RecordError::TooLarge { limit: self.max_value };
        let error = match (fault, id, url, &content) {
            (Some(Fault::TooLarge), ..) => too_large,
            (Some(Fault::Damaged(detail)), ..) => damaged(format!("row group {}: {detail}", self.next)),
            (_, Err(found), ..) => wrong("id", found),
            (_, _, Err(found), _) => wrong("URL", found),
            (.., Some((bytes, _))) if bytes.len() > self.max_value => too_large,
            (.., None) => RecordError::MissingField { name: self.wanted.clone() },
            _ if identity.id.is_none() => RecordError::MissingField { name: "of the id".to_owned() },
            (.., Some(_)) => {
                let Some((bytes, charset)) = content else { return Pulled::PassedOver };
                let charset = (charset == Charset::Utf8).then_some("utf-8");
                let payload = RowPayload { identity, bytes, charset, passed };
                return Pulled::Record(RawRecord { place, payload: Payload::Row(payload) });
            }
        };
        Pulled::Failed(place, identity, error)
    }
}

impl Source for ParquetRows {
    fn pull(&mut self) -> Option<Pulled> {
        loop {
            let Some(group) = &mut self.group else {
                if self.next == self.metadata.num_row_groups() {
                    return None;
                }
                if let Err((rows, detail)) = self.open_next() {
                    return Some(self.give_up(rows, &detail));
                }
                continue;
            };
            match caught(|| group.next(&self.plan)) {
                Ok(Some(row)) => return Some(self.record(row)),
                Ok(None) => self.group = None,
                Err(detail) => {
                    let left = group.left();
                    return Some(self.give_up(left, &detail));
                }
            }
        }
    }
}

fn damaged(detail: String) -> RecordError {
    RecordError::Damaged(Damage { kind: DamageKind::Corrupt, offset: 0, detail })
}

/// What the reader gives; where it does not, what it says, a panic's words too.
fn caught<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    // What panicked is dropped, so that nobody sees it half changed.
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|error| said(&error)),
        Err(panic) => Err(format!("the reader panicked: {}", panic_message(&*panic))),
    }
}

#[cfg(test)]
mod tests;
