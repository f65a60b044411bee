//! Whatever the bytes of a dump: reading it ends, no record is larger than the
//! limit, what a WARC record holds is decoded within it, and reading it twice
//! gives the same.
//!
//! The first byte chooses the name, which decides where the bytes say nothing.

#![no_main]

use std::io::Cursor;

use dehusk_batch::{Conversions, InputLimits, Payload, Pulled, RowPayload, records};
use dehusk_fuzz::choose;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 10] = [
    "x.warc",
    "x.warc.gz",
    "x.warc.zst",
    "x.jsonl",
    "x.jsonl.gz",
    "x.jsonl.zst",
    "x.html",
    "x.mhtml",
    "x.tar",
    "x.zip",
];

const MAX_RECORD_BYTES: usize = 64 << 10;

fuzz_target!(|data: &[u8]| {
    if let Some((name, bytes)) = choose(&NAMES, data) {
        assert_eq!(read(name, bytes), read(name, bytes));
    }
});

/// What is pulled, in words.
fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    let limits = InputLimits::default().with_max_record_bytes(MAX_RECORD_BYTES).with_max_ratio(100);
    let dump = Cursor::new(bytes.to_vec());
    let Ok(mut source) = records(name, dump, limits, Conversions::Read) else { return Vec::new() };
    let mut pulled = Vec::new();
    while let Some(next) = source.pull() {
        check(&next, limits);
        pulled.push(format!("{next:?}"));
        // A line of JSON or a broken member takes a byte at least.
        assert!(pulled.len() <= MAX_RECORD_BYTES.max(bytes.len()) * 100, "it does not end");
    }
    pulled
}

fn check(pulled: &Pulled, limits: InputLimits) {
    let Pulled::Record(record) = pulled else { return };
    match &record.payload {
        Payload::File { bytes, .. }
        | Payload::Mail { bytes, .. }
        | Payload::JsonLine { line: bytes, .. }
        | Payload::Row(RowPayload { bytes, .. }) => {
            assert!(bytes.len() <= MAX_RECORD_BYTES, "{} bytes", bytes.len());
        }
        Payload::Warc(payload) => {
            assert!(payload.bytes.len() <= MAX_RECORD_BYTES, "{} bytes", payload.bytes.len());
            if let Ok(body) = payload.body(&limits) {
                assert!(body.len() <= MAX_RECORD_BYTES, "{} bytes", body.len());
            }
        }
    }
}
