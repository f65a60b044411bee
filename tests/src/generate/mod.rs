//! Documents by the grammar of bad HTML, the same for the same seed.
//!
//! `proptest` would shrink them for us, but it shrinks choices, of which an
//! early one changes all that follow; see [`crate::shrink`] for what works on
//! text.

mod words;

use self::words::{ATTRIBUTE_NAMES, BROKEN, COMMENTS, DOCTYPES, NAMES, RAW, RAW_TEXTS, SOUP, TEXTS, VALUES};

/// A small pseudo-random sequence (xorshift64*).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The sequence of a seed.
    pub const fn new(seed: u64) -> Self {
        // Spread, so that neighbouring seeds begin with different numbers; never 0.
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`.
    pub const fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }

    /// True in `percent` of a hundred.
    pub const fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the list.
    pub fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// The document of a seed: some hundred bytes as a rule, some kilobytes at most.
pub fn document(seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut out = String::new();
    if random.chance(30) {
        out.push_str(random.pick(DOCTYPES));
    }
    let names = names(&mut random);
    let most = [4, 12, 40, 120][random.below(4)];
    for _ in 0..=random.below(most) {
        piece(&mut random, &names, &mut out);
    }
    if random.chance(25) {
        out = splice(&mut random, &out);
    }
    if random.chance(25) {
        out.truncate(out.floor_char_boundary(random.below(out.len() + 1)));
    }
    out
}

/// A few characters of those that the tokenizer tells apart.
pub fn soup(seed: u64) -> String {
    let mut random = Random::new(seed);
    let most = [4, 8, 16, 32][random.below(4)];
    let length = 1 + random.below(most);
    (0..length).map(|_| random.pick(SOUP)).collect()
}

/// All names for every other document, a few for the others: rules meet each
/// other more often where there are few.
fn names(random: &mut Random) -> Vec<&'static str> {
    if random.chance(50) {
        return NAMES.to_vec();
    }
    (0..3 + random.below(8)).map(|_| random.pick(NAMES)).collect()
}

fn piece(random: &mut Random, names: &[&str], out: &mut String) {
    match random.below(100) {
        0..40 => start_tag(random, names, out),
        40..58 => out.extend(["</", random.pick(names), ">"]),
        58..80 => out.push_str(random.pick(TEXTS)),
        80..86 => out.push_str(random.pick(COMMENTS)),
        86..91 => out.push_str(random.pick(BROKEN)),
        91..99 => raw(random, out),
        _ => out.push_str(random.pick(DOCTYPES)),
    }
}

fn start_tag(random: &mut Random, names: &[&str], out: &mut String) {
    out.extend(["<", random.pick(names)]);
    let attributes = if random.chance(40) { 1 + random.below(3) } else { 0 };
    for _ in 0..attributes {
        attribute(random, out);
    }
    out.push_str(random.pick(&[">", ">", ">", ">", ">", ">", ">", "/>", " >", " / >"]));
}

fn attribute(random: &mut Random, out: &mut String) {
    out.extend([random.pick(&[" ", " ", " ", "\n", "/", "\t"]), random.pick(ATTRIBUTE_NAMES)]);
    let value = random.pick(VALUES);
    match random.below(4) {
        0 => {}
        1 => out.extend(["=\"", value, "\""]),
        2 => out.extend(["='", value, "'"]),
        _ => out.extend(["=", value]),
    }
}

fn raw(random: &mut Random, out: &mut String) {
    // Nothing ends a `<plaintext>`, so it comes seldom.
    let names = if random.chance(5) { RAW } else { &RAW[..8] };
    let name = random.pick(names);
    out.extend(["<", name, ">"]);
    for _ in 0..random.below(6) {
        out.push_str(random.pick(RAW_TEXTS));
    }
    if random.chance(85) {
        out.extend(["</", name, random.pick(&[">", ">", ">", " >", "/>", " a=b>", ""])]);
    }
}

/// Some bytes exchanged, deleted or doubled; what is no UTF-8 then is U+FFFD.
fn splice(random: &mut Random, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        let start = random.below(bytes.len() + 1);
        let end = bytes.len().min(start + random.below(8));
        let put = match random.below(3) {
            0 => Vec::new(),
            1 => b"<>/!-&;=\"' \0\r\n]a#x"[random.below(18)..]
                .iter()
                .take(1 + random.below(2))
                .copied()
                .collect(),
            _ => bytes[start..end].repeat(2),
        };
        bytes.splice(start..end, put);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{document, soup};

    #[test]
    fn a_seed_has_one_document() {
        assert_eq!(document(7), document(7));
        assert_ne!(document(7), document(8));
        assert_eq!(soup(7), soup(7));
    }
}
