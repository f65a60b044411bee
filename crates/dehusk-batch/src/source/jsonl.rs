//! JSONL: one record a line.

use std::sync::Arc;

use super::{Payload, Pulled, RawRecord, Source};
use crate::stream::{Stop, Stream};
use crate::{Identity, Place, RecordError};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The lines of a JSONL input. Blank lines are no records.
pub(super) struct JsonLines {
    stream: Stream,
    input: Arc<str>,
    name: Arc<str>,
    line: u64,
    /// Where on disk the line begins.
    offset: u64,
    max_line: usize,
}

impl JsonLines {
    pub(super) const fn new(stream: Stream, input: Arc<str>, name: Arc<str>, max_line: usize) -> Self {
        Self { stream, input, name, line: 0, offset: 0, max_line }
    }
}

impl Source for JsonLines {
    fn pull(&mut self) -> Option<Pulled> {
        loop {
            self.line += 1;
            self.offset = self.stream.offset();
            let place = Place::line(Arc::clone(&self.input), self.line, self.stream.position());
            let mut line = Vec::new();
            match self.stream.read_line(self.max_line, &mut line) {
                Stop::Limit => {
                    // Damage in the rest of the line is met again right here.
                    self.stream.skip_line();
                    return Some(failed(place, RecordError::TooLarge { limit: self.max_line }));
                }
                Stop::Damaged => {
                    let damage = self.stream.take_damage()?;
                    return Some(failed(place, RecordError::Damaged(damage.located())));
                }
                Stop::End if line.is_empty() => return None,
                Stop::Done | Stop::End => {}
            }
            if self.line == 1 && line.starts_with(BOM) {
                line.drain(..BOM.len());
            }
            if !line.trim_ascii().is_empty() {
                let payload = Payload::JsonLine { name: Arc::clone(&self.name), line };
                return Some(Pulled::Record(RawRecord { place, payload }));
            }
        }
    }

    fn offset(&self) -> u64 {
        self.offset
    }
}

/// A line that was not read, so that nothing is known of it.
fn failed(place: Place, error: RecordError) -> Pulled {
    Pulled::Failed(place, Identity::default(), error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InputLimits;
    use crate::stream::{Backing, Compression, Raw};

    fn pulled(bytes: &'static [u8], max_line: usize) -> Vec<String> {
        let raw = Raw::new(Backing::Pipe(Box::new(bytes)), Arc::default());
        let stream = Stream::new(raw, Compression::None, InputLimits::default(), &Arc::default()).unwrap();
        let mut lines = JsonLines::new(stream, "x.jsonl".into(), "x".into(), max_line);
        std::iter::from_fn(|| lines.pull())
            .map(|pulled| match pulled {
                Pulled::Record(RawRecord { place, payload: Payload::JsonLine { line, .. } }) => {
                    format!("{place} {}", String::from_utf8_lossy(&line).trim_end())
                }
                Pulled::Failed(place, _, error) => format!("{place} failed: {error}"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn lines_have_numbers_and_offsets_and_blank_ones_are_passed_over() {
        let got = pulled(b"\xef\xbb\xbf{\"a\":1}\r\n\n  \n{\"b\":2}", 100);
        assert_eq!(got, ["x.jsonl:1 (byte 0) {\"a\":1}", "x.jsonl:4 (byte 16) {\"b\":2}"]);
    }

    #[test]
    fn a_line_over_the_limit_is_one_failure() {
        let got = pulled(b"{}\n{\"long\": \"line\"}\n[]\n", 6);
        let failed = "x.jsonl:2 (byte 3) failed: larger than the limit of 6 bytes";
        assert_eq!(got, ["x.jsonl:1 (byte 0) {}", failed, "x.jsonl:3 (byte 20) []"]);
    }
}
