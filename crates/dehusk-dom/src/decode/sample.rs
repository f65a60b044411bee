//! The part of a page that shows its encoding.

use encoding_rs::Encoding;

/// ASCII bytes kept before and after other bytes: a word on either side, which
/// is what tells Latin encodings apart, and the second byte of a two-byte
/// character that lies in ASCII.
const CONTEXT: usize = 16;

/// The most bytes of a sample; guesses do not get better beyond some thousand.
const MOST: usize = 8 << 10;

/// The stretches of `bytes` around what is not ASCII, a line each.
///
/// The detector runs dozens of state machines over each byte that it is fed
/// and learns nothing from markup; without this a page costs it as much as all
/// later steps together.
pub(super) fn around_non_ascii(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    let mut at = 0;
    while sample.len() < MOST {
        let found = at + Encoding::ascii_valid_up_to(&bytes[at..]);
        if found == bytes.len() {
            break;
        }
        let from = at.max(found.saturating_sub(CONTEXT));
        if from > at {
            sample.push(b'\n');
        }
        let end = end_of_stretch(bytes, found);
        sample.extend_from_slice(&bytes[from..end]);
        at = end;
    }
    sample
}

/// Where the last of `CONTEXT` ASCII bytes in a row ends, from `at` on. Long
/// text without any such ends at a bound of its own.
fn end_of_stretch(bytes: &[u8], at: usize) -> usize {
    let mut ascii = 0;
    let most = bytes.len().min(at + MOST);
    for (offset, byte) in bytes[at..most].iter().enumerate() {
        ascii = if byte.is_ascii() { ascii + 1 } else { 0 };
        if ascii == CONTEXT {
            return at + offset + 1;
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_and_drops_markup() {
        let page = [&b"<p>".repeat(50)[..], b"caf\xE9 noir</p>", &b"<hr>".repeat(50), b"\xE9"].concat();
        let sample = String::from_utf8_lossy(&around_non_ascii(&page)).into_owned();
        assert_eq!(sample, "\n><p><p><p><p>caf\u{FFFD} noir</p><hr><hr\n<hr><hr><hr><hr>\u{FFFD}");
    }

    #[test]
    fn is_bounded() {
        assert!(around_non_ascii(&vec![0xE9; 1 << 20]).len() <= 2 * MOST);
        assert_eq!(around_non_ascii(&vec![b'a'; 1 << 20]), b"");
    }
}
