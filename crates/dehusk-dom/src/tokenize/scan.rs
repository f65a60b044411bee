//! Searches that the states of the tokenizer share.

/// White space of the tokenizer. A carriage return is not among it: line ends
/// are normal before the tokenizer sees them.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0C')
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
