use std::io::{Seek, Write};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use flate2::write::GzEncoder;

use super::*;
use crate::mutants::Random;

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn open(bytes: Vec<u8>, compression: Compression) -> Stream {
    let raw = Raw::new(Backing::Pipe(Box::new(io::Cursor::new(bytes))), Arc::default());
    Stream::new(raw, compression, InputLimits::default(), &Arc::default()).unwrap()
}

/// What is in the bytes, which is the same from a file as from a pipe: of a file,
/// gzip members are inflated in one step where that is possible, and by others where
/// they wait.
fn drain_gzip(bytes: &[u8]) -> Vec<String> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let mut of_file = |ahead: &Arc<Ahead>| {
        file.rewind().unwrap();
        let raw = Raw::new(Backing::File(file.try_clone().unwrap()), Arc::default());
        drain(Stream::new(raw, Compression::Gzip, InputLimits::default(), ahead).unwrap())
    };
    let got = of_file(&Arc::default());
    let of_pipe = drain(open(bytes.to_vec(), Compression::Gzip));
    // Where a run ends is not the point.
    assert_eq!(got.concat(), of_pipe.concat());

    let ahead = Arc::new(Ahead::new(NonZeroUsize::new(8).unwrap()));
    let is_read = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_read.load(Ordering::Relaxed) {
                if !ahead.help() {
                    thread::yield_now();
                }
            }
        });
        let helped = of_file(&ahead);
        is_read.store(true, Ordering::Relaxed);
        assert_eq!(got, helped);
    });
    assert!(!ahead.help(), "nothing waits behind the end");
    got
}

/// The runs of bytes, and the damage as kind and offset between them.
fn drain(mut stream: Stream) -> Vec<String> {
    let mut out = Vec::new();
    loop {
        match stream.next() {
            Next::Data(bytes) => {
                let length = bytes.len();
                out.push(String::from_utf8_lossy(bytes).into_owned());
                stream.consume(length);
            }
            Next::Damaged => {
                let damage = stream.take_damage().unwrap();
                out.push(format!("({:?} at {})", damage.kind, damage.offset));
            }
            Next::End => return out,
        }
    }
}

#[test]
fn members_come_one_by_one_and_zeros_at_the_end_are_no_damage() {
    let mut file = [gzip(b"one"), gzip(b""), gzip(b"two")].concat();
    file.extend([0; 4096]);
    assert_eq!(drain_gzip(&file), ["one", "two"]);
    assert_eq!(drain_gzip(&[gzip(b"one"), gzip(b""), vec![0; 100]].concat()), ["one"]);
}

#[test]
fn reading_goes_on_behind_a_broken_member() {
    let (one, two, three) = (gzip(b"one"), gzip(b"two two two"), gzip(b"three"));
    for position in 10..two.len() {
        let mut broken = two.clone();
        broken[position] ^= 0x20;
        let got = drain_gzip(&[one.clone(), broken, three.clone()].concat());
        assert_eq!(got.first(), Some(&"one".to_owned()), "{position}");
        assert_eq!(got.last(), Some(&"three".to_owned()), "{position}");
        assert!(got.contains(&format!("(Corrupt at {})", one.len())), "{position}: {got:?}");
    }
}

#[test]
fn garbage_between_members_is_one_damage() {
    let one = gzip(b"one");
    let file = [one.clone(), b"\xde\xad\xbe\xef".repeat(100), gzip(b"two")].concat();
    let garbage = format!("(Garbage at {})", one.len());
    assert_eq!(drain_gzip(&file), ["one", &garbage, "two"]);
}

/// A member with these flags and bytes behind the header.
fn gzip_with(flags: u8, fields: &[u8], level: u8, text: &[u8]) -> Vec<u8> {
    let mut member = gzip(text);
    (member[3], member[8]) = (flags, level);
    member.splice(10..10, fields.iter().copied());
    member
}

#[test]
fn members_may_have_fields_in_their_headers_and_large_ones_may_stand_between_small_ones() {
    let fields: [(u8, &[u8]); 4] =
        [(4, b"\x05\0extra"), (8, b"name\0"), (16, b"comment\0"), (28, b"\x01\0xname\0comment\0")];
    for (flags, fields) in fields {
        let file = [gzip_with(flags, fields, 0, b"one"), gzip_with(0, b"", 7, b"two"), gzip(b"three")];
        assert_eq!(drain_gzip(&file.concat()), ["one", "two", "three"], "{flags}");
    }
    let noise = |length: u32| -> Vec<u8> {
        let mixed = (0..length).map(|i| i.wrapping_mul(2_654_435_761).rotate_left(i % 31));
        mixed.map(|i| b'a' + (i >> 13) as u8 % 26).collect()
    };
    for length in [100_000, 2 << 20, (2 << 20) + 1, 3 << 20] {
        let large = noise(length);
        let got = drain_gzip(&[gzip(b"one"), gzip(&large), gzip(b"two")].concat()).concat();
        assert_eq!(got.len(), large.len() + 6, "{length}");
        assert!(got.starts_with("one") && got.ends_with("two"));
    }
}

#[test]
fn what_only_looks_like_the_next_member_is_none() {
    let stored = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::none());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    // A member in a member, as it may stand in an archive that holds archives.
    let inner = gzip(b"inner");
    let file = [stored(&inner), gzip(b"two")].concat();
    assert_eq!(drain_gzip(&file), [String::from_utf8_lossy(&inner).into_owned(), "two".to_owned()]);
}

#[test]
fn damage_reads_the_same_from_a_file_as_from_a_pipe() {
    let texts = ["one", "two two two", "a longer third text that is hardly packed", "four", "five five"];
    let file: Vec<u8> = texts.iter().flat_map(|text| gzip(text.as_bytes())).collect();
    let mut random = Random::new();
    for _ in 0..200 {
        let once = random.mutant(&file);
        drain_gzip(&once);
        if !once.is_empty() {
            drain_gzip(&random.mutant(&once));
        }
    }
}

#[test]
fn a_cut_is_named_wherever_it_falls() {
    let (one, two) = (gzip(b"one"), gzip(b"two"));
    for cut in 2..two.len() {
        let file = [one.clone(), two[..cut].to_vec()].concat();
        let got = drain_gzip(&file);
        assert_eq!(got.last(), Some(&format!("(Truncated at {})", one.len())), "{cut}");
    }
    let frame = zstd(b"some text to compress");
    let got = drain(open(frame[..frame.len() - 3].to_vec(), Compression::Zstd));
    assert!(got.last().is_some_and(|last| last.starts_with("(Truncated")), "{got:?}");
}

#[test]
fn offsets_are_those_of_the_member() {
    let (one, two) = (gzip(b"one"), gzip(b"two"));
    let mut stream = open([one.clone(), two].concat(), Compression::Gzip);
    assert_eq!(stream.peek(6), b"onetwo");
    assert_eq!(stream.offset(), 0);
    assert!(stream.at_member());
    assert_eq!(stream.next(), Next::Data(b"one"));
    stream.consume(3);
    assert!(stream.at_member());
    assert_eq!(stream.offset(), one.len() as u64);
    assert_eq!(stream.position(), 3);
}

#[test]
fn lines_are_read_up_to_the_limit_and_put_back() {
    let mut stream = open(b"first\nsecond line\nlast".to_vec(), Compression::None);
    let mut line = Vec::new();
    assert_eq!(stream.read_line(100, &mut line), Stop::Done);
    assert_eq!(line, b"first\n");
    line.clear();
    assert_eq!(stream.read_line(6, &mut line), Stop::Limit);
    assert_eq!(line, b"second");
    stream.unread(b"second");
    assert_eq!(stream.position(), 6);
    assert_eq!(stream.skip_line(), Stop::Done);
    line.clear();
    assert_eq!(stream.read_line(100, &mut line), Stop::End);
    assert_eq!(line, b"last");
}

/// A frame with a checksum, as archives write them.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd_with(bytes, &[])
}

fn zstd_with(bytes: &[u8], dictionary: &[u8]) -> Vec<u8> {
    let mut encoder = ::zstd::Encoder::with_dictionary(Vec::new(), 3, dictionary).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn skippable(nibble: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    [&[0x50 | nibble, 0x2a, 0x4d, 0x18][..], &length, content].concat()
}

/// A dictionary of words that the texts of the tests have.
fn dictionary() -> Vec<u8> {
    let sample = |n: usize| format!("two two two {n} words that frames share, {} times", n * 7).into_bytes();
    let samples: Vec<_> = (0..400).map(sample).collect();
    ::zstd::dict::from_samples(&samples, 4 << 10).unwrap()
}

#[test]
fn frames_come_one_by_one_with_what_is_skippable_between() {
    let one = [skippable(0xe, b"an index"), zstd(b"one")].concat();
    let mut file = [one.clone(), zstd(b""), skippable(0, b""), zstd(b"two")].concat();
    let mut stream = open(file.clone(), Compression::Zstd);
    assert_eq!(stream.peek(6), b"onetwo");
    assert_eq!((stream.offset(), stream.at_member()), (16, true));
    stream.consume(3);
    let second = one.len() + zstd(b"").len() + 8;
    assert_eq!((stream.offset(), stream.at_member()), (second as u64, true));
    file.extend([0; 4096]);
    assert_eq!(drain(open(file, Compression::Zstd)), ["one", "two"]);
}

#[test]
fn frames_share_the_dictionary_that_stands_before_them() {
    let dictionary = dictionary();
    let frames = [&b"two two two 1"[..], b"words that frames share"].map(|text| zstd_with(text, &dictionary));
    let without = zstd(b"none");
    for stored in [dictionary.clone(), zstd(&dictionary)] {
        let file = [skippable(0xd, &stored), frames.concat(), without.clone()].concat();
        let got = drain(open(file, Compression::Zstd));
        assert_eq!(got, ["two two two 1", "words that frames share", "none"]);
    }
    // Without it, or with a broken one, those that need it are named.
    let mut broken = zstd(&dictionary);
    let middle = broken.len() / 2;
    broken[middle] ^= 0x20;
    for (head, damages) in [(skippable(0xd, b"no dictionary"), 2), (skippable(0xd, &broken), 3)] {
        let got = drain(open([head, frames.concat(), without.clone()].concat(), Compression::Zstd));
        assert!(got[..damages].iter().all(|damage| damage.starts_with("(Corrupt at")), "{got:?}");
        assert_eq!(got[damages..], ["none"]);
    }
}

#[test]
fn reading_goes_on_behind_a_broken_frame() {
    let (one, two, three) = (zstd(b"one"), zstd(b"two two two"), zstd(b"three"));
    // A flipped bit in the magic or in the length of the window is one too.
    for position in 0..two.len() {
        let mut broken = two.clone();
        broken[position] ^= 0x20;
        let got = drain(open([one.clone(), broken, three.clone()].concat(), Compression::Zstd));
        assert_eq!(got.first(), Some(&"one".to_owned()), "{position}");
        assert_eq!(got.last(), Some(&"three".to_owned()), "{position}");
        // Some bits say nothing that matters, such as how large the window is.
        let at = format!(" at {})", one.len());
        let is_named = got.iter().any(|damage| damage.ends_with(&at));
        assert!(is_named || got == ["one", "two two two", "three"], "{position}: {got:?}");
    }
    let file = [one.clone(), b"\xde\xad\xbe\xef".repeat(100), three].concat();
    assert_eq!(
        drain(open(file, Compression::Zstd)),
        ["one", &format!("(Garbage at {})", one.len()), "three"]
    );
}

#[test]
fn a_cut_frame_is_named_wherever_it_is_cut() {
    let (one, two) = (zstd(b"one"), [skippable(5, b"content"), zstd(b"two")].concat());
    for cut in 1..two.len() {
        // A file may end behind what is skippable.
        if cut != 15 {
            let got = drain(open([one.clone(), two[..cut].to_vec()].concat(), Compression::Zstd));
            // Before its magic is whole it could be anything.
            let damage = if cut < 4 { "(Garbage" } else { "(Truncated" };
            assert!(got[0] == "one" && got.last().unwrap().starts_with(damage), "{cut}: {got:?}");
        }
    }
}

#[test]
fn a_window_that_is_too_large_costs_its_frame() {
    let mut encoder = ::zstd::Encoder::new(Vec::new(), 1).unwrap();
    encoder.window_log(28).unwrap();
    encoder.write_all(b"wide").unwrap();
    let wide = encoder.finish().unwrap();
    assert_eq!(drain(open([wide, zstd(b"two")].concat(), Compression::Zstd)), ["(Corrupt at 0)", "two"]);
}

#[test]
fn bombs_are_left_for_what_comes_behind_them() {
    let zeros = vec![b'0'; 40 << 20];
    for (bomb, next, compression) in
        [(gzip(&zeros), gzip(b"next"), Compression::Gzip), (zstd(&zeros), zstd(b"next"), Compression::Zstd)]
    {
        let mut stream = open([bomb, next].concat(), compression);
        let made = match stream.skip(u64::MAX) {
            Stop::Damaged => stream.position(),
            other => panic!("{other:?}"),
        };
        assert!(made <= 9 << 20, "{made}");
        assert_eq!(drain(stream), ["(Bomb at 0)", "next"]);
    }
}

#[test]
fn a_file_of_false_starts_is_read_in_the_time_of_its_length() {
    // Each of them leads the decoder to the end of the file.
    let start = [&MAGIC_AND_HEADER[..], &[0xf9, 0xff, 0x7f]].concat();
    let stream = open(start.repeat(200_000), Compression::Zstd);
    assert!(drain(stream).len() <= 200_001);
}

/// A frame of a window of 8 MiB, and then a block of raw bytes.
const MAGIC_AND_HEADER: [u8; 6] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68];
