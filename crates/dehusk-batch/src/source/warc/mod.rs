//! WARC records, past broken ones.
//!
//! `response` and `resource` records are the records of a dump. A `revisit` is
//! a response whose page stands elsewhere, and is dropped. A `conversion` is what
//! somebody else made of a page, and is one where that is asked for. Every other
//! type (`warcinfo`, `request`, `metadata`, …) speaks about records and is passed
//! over without being counted among them.

mod header;
mod page;

use std::sync::Arc;

use super::{Conversions, Derived, Payload, Pulled, RawRecord, Source, WarcContent, WarcPayload};
use crate::stream::{Next, Stop, Stream};
use crate::{DropCause, Identity, InputLimits, Place, RecordError};
use header::{Header, NoHeader};

/// What reading bytes again behind wrong lengths may cost: without a bound, a
/// file made of nothing but wrong lengths would be read once per record.
const UNREAD_BUDGET: usize = 256 << 20;

/// Bytes of a record that memory is taken for before they are there: all but the
/// largest pages, since a buffer that grows is there twice while it does.
const BELIEVED: u64 = 8 << 20;

/// How records begin, with the end of the line before.
const RECORD_STARTS: [&[u8; 8]; 2] = [b"\nWARC/1.", b"\nWARC/0."];

/// Bytes behind a record that are looked at for its end.
const LOOKAHEAD: usize = 64;

/// The records of a WARC input.
pub(super) struct WarcRecords {
    stream: Stream,
    input: Arc<str>,
    name: Arc<str>,
    /// Whether damage was met, so that bytes up to the next record belong to
    /// what was reported already.
    resyncing: bool,
    limits: InputLimits,
    conversions: Conversions,
    /// Where on disk that begins which was handed out last.
    offset: u64,
    unread_budget: usize,
}

/// What stands where a record should begin.
enum Beginning {
    Record,
    Damaged,
    Garbage(u64),
    End,
}

impl WarcRecords {
    pub(super) const fn new(
        stream: Stream,
        input: Arc<str>,
        name: Arc<str>,
        limits: InputLimits,
        conversions: Conversions,
    ) -> Self {
        let (offset, unread_budget) = (0, UNREAD_BUDGET);
        Self { stream, input, name, resyncing: false, limits, conversions, offset, unread_budget }
    }

    /// Reads the record that begins here.
    fn read_record(&mut self) -> Pulled {
        let offset = self.stream.offset();
        let header = match Header::read(&mut self.stream) {
            Ok(header) => header,
            Err(no_header) => {
                let error = match no_header {
                    NoHeader::Unusable(error) => self.malformed(offset, RecordError::WarcHeader(error)),
                    NoHeader::Damaged => self.damaged(offset),
                    NoHeader::End => RecordError::Truncated { missing: None },
                };
                return self.failed(offset, error);
            }
        };
        match self.read_content(&header, offset) {
            Ok(bytes) => self.classify(header, offset, bytes),
            Err(error) => {
                let (place, identity) = self.identify(offset, header.id, header.url);
                Pulled::Failed(place, identity, error)
            }
        }
    }

    /// Reads the record's block, or its beginning where it is beyond the limit.
    /// The block of what is passed over is read too: where its length is wrong,
    /// records stand in it.
    fn read_content(&mut self, header: &Header, offset: u64) -> Result<Vec<u8>, RecordError> {
        let length = header.length;
        if let Some(missing) = self.stream.remaining().and_then(|left| length.checked_sub(left + 1)) {
            return Err(self.overlong(length, missing + 1));
        }
        let keep = self.limits.max_record_bytes as u64;
        // A forged length costs no memory: what is not written to is none.
        let mut bytes = Vec::with_capacity(length.min(keep).min(BELIEVED) as usize);
        let read = self.read_block(length.min(keep), Some(&mut bytes));
        let stop = match read {
            Stop::Done => self.read_block(length.saturating_sub(keep), None),
            stop => stop,
        };
        match stop {
            Stop::Done => {}
            Stop::Damaged => return Err(self.damaged(offset)),
            // A new member with a record in it: the length is too long.
            Stop::Limit => return Err(RecordError::WrongLength { length }),
            Stop::End if self.unread_swallowed(&bytes) => {
                return Err(self.malformed(offset, RecordError::WrongLength { length }));
            }
            Stop::End => {
                let missing = length.saturating_sub(bytes.len() as u64);
                return Err(RecordError::Truncated { missing: Some(missing) });
            }
        }
        if !self.at_boundary() {
            self.unread_swallowed(&bytes);
            return Err(self.malformed(offset, RecordError::WrongLength { length }));
        }
        // The checksum of the member comes behind the record. Damage that
        // begins elsewhere is no fault of this record.
        if self.stream.damage().is_some_and(|damage| damage.offset == offset) {
            return Err(self.damaged(offset));
        }
        Ok(bytes)
    }

    fn classify(&self, header: Header, offset: u64, bytes: Vec<u8>) -> Pulled {
        let media_type = header.content_type.as_deref().unwrap_or_default();
        let content = match header.kind.as_str() {
            "response" if media_type.is_empty() || is_http(media_type) => Some(WarcContent::HttpResponse),
            "response" | "resource" => Some(WarcContent::Document(media_type.to_owned())),
            "conversion" if self.conversions == Conversions::Read => {
                Some(WarcContent::Document(media_type.to_owned()))
            }
            "conversion" => return Pulled::PassedOverDerived(Derived::Conversion),
            // What crawlers note of a page themselves are fields, no JSON.
            "metadata" if essence(media_type).eq_ignore_ascii_case("application/json") => {
                return Pulled::PassedOverDerived(Derived::Metadata);
            }
            "revisit" => None,
            _ => return Pulled::PassedOver,
        };
        let (place, identity) = self.identify(offset, header.id, header.url);
        let Some(content) = content else { return Pulled::Dropped(place, identity, DropCause::Revisit) };
        let date = header.date;
        let whole = bytes.len() as u64 == header.length;
        let id = identity.id.unwrap_or_default();
        let payload = WarcPayload { id, url: identity.url, date, content, bytes, whole };
        Pulled::Record(RawRecord { place, payload: Payload::Warc(payload) })
    }

    /// Where a record stands and which it is; without an id, that is where it
    /// stands.
    fn identify(&self, offset: u64, id: Option<String>, url: Option<String>) -> (Place, Identity) {
        let id = id.unwrap_or_else(|| format!("{}:{offset}", self.name));
        (Place::byte(Arc::clone(&self.input), offset), Identity { id: Some(id), url })
    }

    /// Reads bytes of a record's block. Stops with [`Stop::Limit`] where a new
    /// gzip member or zstd frame begins with a record: there the block has ended, whatever
    /// its length says.
    fn read_block(&mut self, length: u64, mut out: Option<&mut Vec<u8>>) -> Stop {
        let mut left = length;
        while left > 0 {
            let run = match self.stream.next() {
                Next::Data(bytes) => left.min(bytes.len() as u64),
                Next::Damaged => return Stop::Damaged,
                Next::End => return Stop::End,
            };
            if self.stream.at_member() && self.at_record() {
                return Stop::Limit;
            }
            let stop = match &mut out {
                Some(out) => self.stream.read(run, out),
                None => self.stream.skip(run),
            };
            if stop != Stop::Done {
                return stop;
            }
            left -= run;
        }
        Stop::Done
    }

    /// Whether a record ends here: whether there are only line breaks before
    /// the next record, the end of the member, damage or the end. Line breaks
    /// before the latter three are consumed.
    fn at_boundary(&mut self) -> bool {
        if self.stream.at_member() {
            return true;
        }
        // So that what comes next is not cut short by the buffer.
        self.stream.peek(LOOKAHEAD);
        let Next::Data(ahead) = self.stream.next() else { return true };
        let ahead = &ahead[..ahead.len().min(LOOKAHEAD)];
        let (length, next) = (ahead.len(), ahead.trim_ascii_start());
        if next.is_empty() {
            self.stream.consume(length);
            return true;
        }
        // Something else behind the two line breaks, where a member would tell
        // if it were broken: garbage between two sound records.
        let is_ended = ahead.starts_with(b"\r\n\r\n");
        next.starts_with(b"WARC/") || is_ended && !self.stream.is_checked()
    }

    fn at_record(&mut self) -> bool {
        matches!(self.stream.peek(7), b"WARC/1." | b"WARC/0.")
    }

    /// The length leads beyond the end of the file.
    fn overlong(&mut self, length: u64, missing: u64) -> RecordError {
        // Where another record follows, it is the length that is wrong; where
        // none does, the file was cut.
        match self.skip_to_record() {
            Stop::Done => RecordError::WrongLength { length },
            _ => RecordError::Truncated { missing: Some(missing) },
        }
    }

    /// Puts the records that a block of the wrong length has swallowed back;
    /// false where it has swallowed none.
    fn unread_swallowed(&mut self, block: &[u8]) -> bool {
        let found = RECORD_STARTS.iter().filter_map(|start| find(block, *start)).min();
        let Some(start) = found.or_else(|| self.half_swallowed(block)) else { return false };
        let swallowed = &block[start + 1..];
        // A block beyond the limit is not in memory to its end.
        if block.len() < self.limits.max_record_bytes
            && let Some(left) = self.unread_budget.checked_sub(swallowed.len())
        {
            self.unread_budget = left;
            self.stream.unread(swallowed);
        }
        true
    }

    /// Where in a block a record begins whose first bytes stand in it and whose
    /// rest comes next.
    fn half_swallowed(&mut self, block: &[u8]) -> Option<usize> {
        let ahead = self.stream.peek(RECORD_STARTS[0].len());
        RECORD_STARTS.iter().find_map(|start| {
            let is_cut_at = |&at: &usize| block.ends_with(&start[..at]) && ahead.starts_with(&start[at..]);
            Some(block.len() - (2..start.len()).find(is_cut_at)?)
        })
    }

    /// Goes to where the next record begins.
    fn begin(&mut self) -> Beginning {
        loop {
            match self.stream.next() {
                Next::Damaged => return Beginning::Damaged,
                Next::End => return Beginning::End,
                Next::Data(bytes) => {
                    let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    if blank == 0 {
                        break;
                    }
                    self.stream.consume(blank);
                }
            }
        }
        if self.at_record() {
            self.resyncing = false;
            return Beginning::Record;
        }
        let from = self.stream.position();
        match self.skip_to_record() {
            // The damage is why no record begins here.
            Stop::Damaged => Beginning::Damaged,
            _ => Beginning::Garbage(self.stream.position() - from),
        }
    }

    /// Passes over everything up to a line that begins like a record.
    fn skip_to_record(&mut self) -> Stop {
        loop {
            if self.at_record() {
                return Stop::Done;
            }
            // Up to the line's end, but not beyond the member's: a record may
            // begin there, whatever stands before.
            let run = match self.stream.next() {
                Next::Data(bytes) => {
                    bytes.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| end + 1)
                }
                Next::Damaged => return Stop::Damaged,
                Next::End => return Stop::End,
            };
            self.stream.consume(run);
        }
    }

    /// Gives up the record that began at `offset`. Where its member turns out
    /// to be broken, that is why it is malformed, and one failure is enough.
    fn malformed(&mut self, offset: u64, error: RecordError) -> RecordError {
        self.resyncing = true;
        let stop = self.skip_to_record();
        if stop == Stop::Damaged && self.stream.damage().is_some_and(|damage| damage.offset == offset) {
            return self.damaged(offset);
        }
        error
    }

    fn damaged(&mut self, offset: u64) -> RecordError {
        self.resyncing = true;
        match self.stream.take_damage() {
            Some(damage) if damage.offset == offset => RecordError::Damaged(damage),
            Some(damage) => RecordError::Damaged(damage.located()),
            None => RecordError::Truncated { missing: None },
        }
    }

    fn failed(&self, offset: u64, error: RecordError) -> Pulled {
        Pulled::Failed(Place::byte(Arc::clone(&self.input), offset), Identity::default(), error)
    }
}

impl Source for WarcRecords {
    fn pull(&mut self) -> Option<Pulled> {
        loop {
            let offset = self.stream.offset();
            self.offset = self.offset.max(offset);
            match self.begin() {
                Beginning::Record => {
                    self.offset = self.offset.max(self.stream.offset());
                    return Some(self.read_record());
                }
                Beginning::End => return None,
                Beginning::Damaged => {
                    let at = self.stream.damage().map_or(offset, |damage| damage.offset);
                    let error = self.damaged(at);
                    return Some(self.failed(at, error));
                }
                Beginning::Garbage(_) if self.resyncing => {}
                Beginning::Garbage(skipped) => {
                    return Some(self.failed(offset, RecordError::NoWarcRecord { skipped }));
                }
            }
        }
    }

    fn offset(&self) -> u64 {
        self.offset
    }
}

fn is_http(media_type: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case("application/http")
}

/// A content type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

#[cfg(test)]
mod tests;
