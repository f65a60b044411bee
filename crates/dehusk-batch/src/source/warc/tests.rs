use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::InputLimits;
use crate::mutants::Random;
use crate::source::{Conversions, Payload, Pulled, WarcContent, open_bytes, records};

fn record(number: usize) -> Vec<u8> {
    record_as("response", number, None)
}

fn record_as(kind: &str, number: usize, length: Option<&str>) -> Vec<u8> {
    let block =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>page {number}\n{}", "word ".repeat(40));
    let length = length.map_or_else(|| block.len().to_string(), str::to_owned);
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{number}>\r\n\
         Content-Type: application/http\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Ids of the records, and reasons in the place of those that failed.
fn pulled(bytes: Vec<u8>) -> Vec<String> {
    let mut source = open_bytes("x.warc", bytes).unwrap();
    std::iter::from_fn(|| source.pull())
        .map(|pulled| match pulled {
            Pulled::Record(record) => match record.payload {
                Payload::Warc(block) => {
                    assert!(block.whole);
                    block.id
                }
                other => format!("{other:?}"),
            },
            Pulled::Failed(_, _, error) => error.reason().name().to_owned(),
            Pulled::Dropped(_, identity, cause) => {
                format!("{} {}", identity.id.unwrap(), cause.reason().name())
            }
            other => format!("{other:?}"),
        })
        .collect()
}

fn urns(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    numbers.into_iter().map(|number| format!("urn:{number}")).collect()
}

#[test]
fn plain_by_member_and_in_one_member_are_read_alike() {
    let records: Vec<_> = (0..5).map(record).collect();
    assert_eq!(pulled(records.concat()), urns(0..5));
    assert_eq!(pulled(gzip(&records.concat())), urns(0..5));
    assert_eq!(pulled(records.iter().flat_map(|record| gzip(record)).collect()), urns(0..5));
    // Members that end anywhere.
    let blocks = records.concat().chunks(97).map(gzip).collect::<Vec<_>>().concat();
    assert_eq!(pulled(blocks), urns(0..5));
    assert_eq!(pulled(zstd::encode_all(&records.concat()[..], 3).unwrap()), urns(0..5));
}

#[test]
fn only_responses_and_resources_are_records() {
    let kinds = ["warcinfo", "request", "response", "revisit", "metadata", "resource", "banana"];
    let bytes: Vec<u8> = kinds.iter().enumerate().flat_map(|(i, kind)| record_as(kind, i, None)).collect();
    let expected =
        ["PassedOver", "PassedOver", "urn:2", "urn:3 revisit", "PassedOver", "urn:5", "PassedOver"];
    assert_eq!(pulled(bytes), expected);
}

#[test]
fn a_broken_member_costs_one_record_wherever_it_is_broken() {
    let members: Vec<_> = (0..4).map(|number| gzip(&record(number))).collect();
    for position in 10..members[1].len() {
        let mut broken = members.clone();
        broken[1][position] ^= 0x10;
        let got = pulled(broken.concat());
        assert_eq!(got, ["urn:0", "damaged-input", "urn:2", "urn:3"], "{position}");
    }
}

#[test]
fn a_cut_costs_the_last_record_and_is_named() {
    let members: Vec<_> = (0..3).map(|number| gzip(&record(number))).collect();
    let whole = members.concat();
    for cut in whole.len() - members[2].len() + 2..whole.len() {
        let got = pulled(whole[..cut].to_vec());
        assert_eq!(got, ["urn:0", "urn:1", "truncated-input"], "{cut}");
    }
    let plain: Vec<u8> = (0..3).flat_map(record).collect();
    assert_eq!(pulled(plain[..plain.len() - 30].to_vec()), ["urn:0", "urn:1", "truncated-input"]);
    // Only the final line breaks are missing: nothing is lost.
    assert_eq!(pulled(plain[..plain.len() - 4].to_vec()), urns(0..3));
}

#[test]
fn wrong_lengths_cost_one_record() {
    for length in ["10", "300", "450", "700", "1000000000000000", "-1", "12x", ""] {
        let records = [record(0), record_as("response", 1, Some(length)), record(2), record(3)];
        let expected = ["urn:0", "(failed)", "urn:2", "urn:3"];
        for bytes in
            [records.concat(), gzip(&records.concat()), records.iter().flat_map(|one| gzip(one)).collect()]
        {
            let mut got = pulled(bytes);
            got[1] = "(failed)".to_owned();
            assert_eq!(got, expected, "{length}");
        }
    }
}

#[test]
fn garbage_before_between_and_behind_is_passed_over_and_counted() {
    let garbage = b"no record\r\nat all".to_vec();
    let bytes =
        [garbage.clone(), b"\r\n".to_vec(), record(0), garbage.clone(), b"\n".to_vec(), record(1)].concat();
    // What stands behind a record without its line breaks is that record's.
    assert_eq!(pulled(bytes), ["malformed-warc", "urn:0", "malformed-warc", "urn:1"]);
    let members = [gzip(&record(0)), garbage.repeat(9), gzip(&record(1))].concat();
    assert_eq!(pulled(members), ["urn:0", "damaged-input", "urn:1"]);
}

#[test]
fn a_header_without_end_costs_one_record() {
    let long = String::from_utf8(record(0))
        .unwrap()
        .replace("WARC-Type", &format!("X: {}\r\nWARC-Type", "a".repeat(1 << 20)));
    assert_eq!(pulled([long.into_bytes(), record(1)].concat()), ["malformed-warc", "urn:1"]);
}

#[test]
fn mutants_never_panic_and_never_hang() {
    let by_member: Vec<u8> = (0..8).flat_map(|number| gzip(&record(number))).collect();
    let plain: Vec<u8> = (0..8).flat_map(record).collect();
    let mut random = Random::new();
    for original in [&by_member, &plain] {
        for _ in 0..600 {
            let mutant = random.mutant(original);
            if let Ok(mut source) = open_bytes("x.warc.gz", mutant) {
                let count = std::iter::from_fn(|| source.pull()).take(10_000).count();
                assert!(count < 10_000);
            }
        }
    }
}

#[test]
fn a_record_that_fails_is_named_where_its_header_is_sound() {
    let whole = record(7);
    let mut source = open_bytes("x.warc", whole[..whole.len() - 20].to_vec()).unwrap();
    match source.pull() {
        Some(Pulled::Failed(place, identity, error)) => {
            assert_eq!(place.to_string(), "x.warc (byte 0)");
            assert_eq!(identity.id.as_deref(), Some("urn:7"));
            assert_eq!(error.reason().name(), "truncated-input");
        }
        other => panic!("{other:?}"),
    }
}

fn zstd_frame(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_frame_is_what_a_member_is() {
    let frames: Vec<_> = (0..4).map(|number| zstd_frame(&record(number))).collect();
    let mut source = open_bytes("x.warc.zst", frames.concat()).unwrap();
    let mut offset = 0;
    for frame in &frames {
        let Some(Pulled::Record(found)) = source.pull() else { panic!("no record") };
        assert_eq!(found.place.offset, Some(offset));
        offset += frame.len() as u64;
    }
    for position in 0..frames[1].len() {
        let mut broken = frames.clone();
        broken[1][position] ^= 0x10;
        let got = pulled(broken.concat());
        // Some bits say nothing that matters, such as how large the window is.
        let is_sound = got == urns(0..4);
        assert!(is_sound || got == ["urn:0", "damaged-input", "urn:2", "urn:3"], "{position}: {got:?}");
    }
}

#[test]
fn conversions_are_records_where_that_is_asked_for() {
    let text = "Words of a page that somebody else took out of it.";
    let derived = |kind: &str, media_type: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:1>\r\nContent-Type: {media_type}\r\n\
             Content-Length: {}\r\n\r\n{text}\r\n\r\n",
            text.len()
        )
    };
    let bytes = [
        derived("conversion", "text/plain"),
        derived("metadata", "application/json"),
        derived("metadata", "application/warc-fields"),
    ];
    let passed_over = ["PassedOverDerived(Conversion)", "PassedOverDerived(Metadata)", "PassedOver"];
    assert_eq!(pulled(bytes.concat().into_bytes()), passed_over);
    let bytes = std::io::Cursor::new(bytes.concat());
    let mut source = records("x.warc", bytes, InputLimits::default(), Conversions::Read).unwrap();
    let Some(Pulled::Record(record)) = source.pull() else { panic!("no record") };
    let Payload::Warc(payload) = record.payload else { panic!("no payload") };
    assert_eq!(payload.content, WarcContent::Document("text/plain".to_owned()));
    assert_eq!(payload.bytes, text.as_bytes());
}

#[test]
fn records_behind_a_length_that_is_too_long_come_out() {
    let one = record(1);
    let header = one.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    let block = one.len() - header - 4;
    for kind in ["response", "request"] {
        // Into the line breaks, the next record's version, its header.
        for more in 5..40 {
            let bytes =
                [record(0), record_as(kind, 1, Some(&(block + more).to_string())), record(2), record(3)];
            let expected = ["urn:0", "wrong-length", "urn:2", "urn:3"];
            assert_eq!(pulled(bytes.concat()), expected, "{kind} {more}");
        }
    }
}

#[test]
fn a_header_whose_block_is_missing_costs_one_record() {
    let header = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000000000000\r\n\r\n";
    for pack in [gzip, zstd_frame] {
        let members = [&record(0)[..], header, &record(2), b"no record", &record(4)].map(pack);
        let got = pulled(members.concat());
        assert_eq!(got, ["urn:0", "wrong-length", "urn:2", "malformed-warc", "urn:4"]);
    }
}
