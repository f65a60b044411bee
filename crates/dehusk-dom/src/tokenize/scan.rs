//! Searches that the states of the tokenizer share.

/// White space of the tokenizer. A carriage return is not among it: line ends
/// are normal before the tokenizer sees them.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0C')
}

/// The position of the byte at or behind `from` that ends a tag's name, or the
/// end.
pub(super) fn tag_name_end(bytes: &[u8], from: usize) -> usize {
    end_by(TAG_NAME, bytes, from)
}

/// The position of the byte at or behind `from` that ends an attribute's name,
/// or the end.
pub(super) fn attribute_name_end(bytes: &[u8], from: usize) -> usize {
    end_by(TAG_NAME | EQUALS, bytes, from)
}

const TAG_NAME: u8 = 1;
const EQUALS: u8 = 2;

/// What each byte ends.
static ENDS_NAME: [u8; 256] = {
    let mut ends = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if is_space(byte as u8) || byte == b'/' as usize || byte == b'>' as usize {
            ends[byte] = TAG_NAME;
        }
        byte += 1;
    }
    ends[b'=' as usize] = EQUALS;
    ends
};

fn end_by(mask: u8, bytes: &[u8], from: usize) -> usize {
    let is_end = |&byte: &u8| ENDS_NAME[usize::from(byte)] & mask != 0;
    bytes[from..].iter().position(is_end).map_or(bytes.len(), |length| from + length)
}

/// Where `name` follows at `at`, in any case, and is a whole name.
pub(super) fn is_name_at(bytes: &[u8], at: usize, name: &str) -> bool {
    let end = at + name.len();
    bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(end).is_some_and(|&byte| is_space(byte) || matches!(byte, b'/' | b'>'))
}

/// The position of `byte` at or behind `from`, or the end.
pub(super) fn find(byte: u8, bytes: &[u8], from: usize) -> usize {
    memchr::memchr(byte, &bytes[from..]).map_or(bytes.len(), |length| from + length)
}
