//! What the bytes of a text say that are ASCII.
//!
//! A chunk of bytes is counted in lockstep, without a branch, so that the
//! compiler makes SIMD of it. The last chunk is filled up with zeros: most lines
//! of a menu are shorter than one.

/// Bytes that are counted together.
pub(super) const LANES: usize = 32;

/// Counts over one chunk.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) letters: u8,
    pub(super) digits: u8,
    /// Letters and digits with neither before them.
    pub(super) words: u8,
    pub(super) sentence_ends: u8,
    pub(super) dividers: u8,
    pub(super) currencies: u8,
    /// Whether there are bytes that [`is_other`].
    pub(super) has_others: bool,
}

/// Counts each chunk of [`LANES`] bytes, the last of which may be shorter.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk> {
    let (full, rest) = bytes.as_chunks::<LANES>();
    let mut last = [0; LANES];
    last[..rest.len()].copy_from_slice(rest);
    let last = (!rest.is_empty()).then_some(last);
    let mut last_byte = 0;
    full.iter().copied().chain(last).map(move |chunk| {
        let before = std::mem::replace(&mut last_byte, chunk[LANES - 1]);
        Chunk::of(&chunk, before)
    })
}

impl Chunk {
    /// Counts a chunk behind the byte before it.
    fn of(chunk: &[u8; LANES], before: u8) -> Self {
        let mut shifted = [before; LANES];
        shifted[1..].copy_from_slice(&chunk[..LANES - 1]);
        let begins = |(byte, before): (&u8, &u8)| is_alphanumeric(*byte) & !is_alphanumeric(*before);
        Self {
            letters: count(chunk, is_letter),
            digits: count(chunk, is_digit),
            words: chunk.iter().zip(&shifted).fold(0, |sum, pair| sum + u8::from(begins(pair))),
            sentence_ends: count(chunk, |byte| {
                (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b';')
            }),
            dividers: count(chunk, |byte| (byte == b'|') | (byte == b'>') | (byte == b'/')),
            currencies: count(chunk, |byte| byte == b'$'),
            has_others: count(chunk, is_other) > 0,
        }
    }
}

fn count(chunk: &[u8; LANES], is_counted: impl Fn(u8) -> bool) -> u8 {
    chunk.iter().fold(0, |sum, &byte| sum + u8::from(is_counted(byte)))
}

const fn is_alphanumeric(byte: u8) -> bool {
    is_letter(byte) | is_digit(byte)
}

const fn is_letter(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26
}

const fn is_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'0') < 10
}

/// Whether a byte says too little by itself: it is part of a character beyond
/// ASCII, or a sign that may stand within a word.
pub(super) const fn is_other(byte: u8) -> bool {
    (byte >= 0x80) | (byte == b'\'') | (byte == b'-')
}

/// Bytes before the first that is other.
pub(super) fn before_other(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&byte| is_other(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_on_in_the_next_chunk() {
        let text = format!("{}river 42; $5 | it's", " ".repeat(LANES - 2));
        let counted: Vec<Chunk> = chunks(text.as_bytes()).collect();
        assert_eq!(counted[0], Chunk { letters: 2, words: 1, ..Chunk::default() });
        let rest = Chunk {
            letters: 6,
            digits: 3,
            words: 4,
            sentence_ends: 1,
            dividers: 1,
            currencies: 1,
            has_others: true,
        };
        assert_eq!(counted[1..], [rest]);
        assert_eq!(chunks(b"").count(), 0);
    }
}
