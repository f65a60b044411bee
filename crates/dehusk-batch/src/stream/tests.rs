use std::io::Write;
use std::sync::Arc;

use flate2::write::GzEncoder;

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn open(bytes: Vec<u8>, compression: Compression) -> Stream {
    let raw = Raw::new(Backing::Pipe(Box::new(io::Cursor::new(bytes))), Arc::default());
    Stream::new(raw, compression).unwrap()
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
    assert_eq!(drain(open(file, Compression::Gzip)), ["one", "two"]);
}

#[test]
fn reading_goes_on_behind_a_broken_member() {
    let (one, two, three) = (gzip(b"one"), gzip(b"two two two"), gzip(b"three"));
    for position in 10..two.len() {
        let mut broken = two.clone();
        broken[position] ^= 0x20;
        let got = drain(open([one.clone(), broken, three.clone()].concat(), Compression::Gzip));
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
    assert_eq!(drain(open(file, Compression::Gzip)), ["one", &garbage, "two"]);
}

#[test]
fn a_cut_is_named_wherever_it_falls() {
    let (one, two) = (gzip(b"one"), gzip(b"two"));
    for cut in 2..two.len() {
        let file = [one.clone(), two[..cut].to_vec()].concat();
        let got = drain(open(file, Compression::Gzip));
        assert_eq!(got.last(), Some(&format!("(Truncated at {})", one.len())), "{cut}");
    }
    let frame = zstd::encode_all(&b"some text to compress"[..], 3).unwrap();
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
