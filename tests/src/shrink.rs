//! Small inputs out of large ones.

/// How often a shrinking input is tried. Enough for inputs of some kilobytes;
/// of larger ones, what is left then is small enough to look at.
const MOST_TRIES: usize = 20_000;

/// The text with everything deleted that can be, so that `fails` still holds of
/// it. Deletes runs of characters, long ones first.
///
/// ```
/// use dehusk_tests::shrink::shrink;
///
/// let fails = |text: &str| text.contains('<') && text.contains('é');
/// assert_eq!(shrink("abc<def>ghé jkl", fails), "<é");
/// ```
pub fn shrink(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut text: Vec<char> = text.chars().collect();
    let mut tries = 0;
    let mut chunk = text.len().div_ceil(2).max(1);
    loop {
        let before = text.len();
        let mut at = 0;
        while at < text.len() && tries < MOST_TRIES {
            let end = text.len().min(at + chunk);
            let shorter: String = text[..at].iter().chain(&text[end..]).collect();
            tries += 1;
            if fails(&shorter) {
                text.drain(at..end);
            } else {
                at = end;
            }
        }
        let stuck = text.len() == before;
        if tries >= MOST_TRIES || (chunk == 1 && stuck) {
            return text.into_iter().collect();
        }
        if stuck || chunk > text.len() {
            chunk = (chunk / 2).max(1);
        }
    }
}
