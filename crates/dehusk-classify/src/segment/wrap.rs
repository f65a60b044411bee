//! The width at which prose was wrapped.
//!
//! What wraps at a width breaks a line where the next word has no room. So two
//! lines that follow each other say between which widths it lies: at least the
//! length of the first, and less than that and the word that did not fit. In
//! wrapped prose nearly all long lines agree on one width; in lines that are
//! lines they agree on none.

use std::ops::RangeInclusive;

use super::line::Line;
use super::mark::Mark;

/// Prose is wrapped at widths from here to there.
const WIDTHS: RangeInclusive<usize> = 40..=128;

/// What the width leaves of a line may be so much more than the next word
/// needs: people who break lines by hand do so a little early.
const SLACK: usize = 2;

/// A word that needs more room says nothing of the width.
const LONGEST_WORD: usize = 24;

/// In scripts without spaces, signs that may not begin a line take so many
/// letters along to the next.
const CARRIED: usize = 3;

/// Shorter lines are not looked at: they are full at no width.
const SHORTEST: u16 = 20;

/// Fewer lines that agree on a width may do so by chance: at widths that are
/// usual for wrapping, and at others.
const FEWEST: [(RangeInclusive<usize>, u32); 2] = [(60..=100, 3), (WIDTHS, 5)];

/// Where there are no capitals to tell by, so few lines may be of one length
/// because they are verse, unless they are longer than verse is.
const FEW_WITHOUT_CASE: usize = 2;
const LONGEST_VERSE: usize = 58;

/// What a width is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Characters,
    /// Letters of East Asia count as two.
    Columns,
}

/// A width at which prose was wrapped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap {
    width: usize,
    measure: Measure,
}

impl Wrap {
    /// The width on which the lines of a whole text agree, if they do. Linear.
    pub(super) fn of_text(raw: &str, lines: &[Line]) -> Option<Self> {
        let has_wide = lines.iter().any(|line| line.wide > 0);
        let by = |measure| Votes::count(raw, lines, measure).best(measure);
        let characters = by(Measure::Characters);
        let columns = if has_wide { by(Measure::Columns) } else { None };
        let (wrap, _) = match (characters, columns) {
            (Some(some), Some(other)) if other.1 > some.1 => other,
            (some, other) => some.or(other)?,
        };
        let agreeing = pairs(raw, lines).filter(|(line, next)| wrap.is_full(raw, line, next));
        Reading::of(raw, agreeing).is_prose(2).then_some(wrap)
    }

    /// The width of lines in a row which are all full but the last; at least
    /// three, so that there are two to agree.
    pub(super) fn of_stretch(raw: &str, lines: &[Line]) -> Option<Self> {
        let (last, full) = lines.split_last()?;
        if full.len() < 2 {
            return None;
        }
        let has_wide = full.iter().any(|line| line.wide > 0);
        let measures: &[Measure] =
            if has_wide { &[Measure::Characters, Measure::Columns] } else { &[Measure::Characters] };
        let fits = |&measure: &Measure| {
            let width = full.iter().map(|line| length(line, measure)).max()?;
            let wrap = Self { width, measure };
            let is_filled = WIDTHS.contains(&width)
                && length(last, measure) <= width + 8
                && lines.windows(2).all(|pair| wrap.is_full(raw, &pair[0], &pair[1]));
            if !is_filled {
                return None;
            }
            let reading = Reading::of(raw, lines.windows(2).map(|pair| (&pair[0], &pair[1])));
            let is_told = reading.has_case() || full.len() > FEW_WITHOUT_CASE || width > LONGEST_VERSE;
            (is_told && reading.is_prose(1)).then_some(wrap)
        };
        measures.iter().find_map(fits)
    }

    /// Whether a line ends where it does because the next word had no room.
    pub(super) fn is_full(&self, raw: &str, line: &Line, next: &Line) -> bool {
        let length = length(line, self.measure);
        if length * 2 <= self.width || length > self.width + self.width / 4 {
            return false;
        }
        // A line that ends with a sentence may be the last of a paragraph.
        let slack = if ends_sentence(line.text(raw)) { 0 } else { SLACK };
        length + room(raw, line, next, self.measure) + slack >= self.width
    }

    /// How much of the width a line leaves.
    pub(super) fn left_by(&self, line: &Line) -> usize {
        self.width.saturating_sub(length(line, self.measure))
    }
}

/// Lines of a text for and against each width.
struct Votes {
    /// How many lines agree with a width.
    agree: Vec<u32>,
    /// How many lines are so long.
    lengths: Vec<u32>,
    longer: u32,
}

impl Votes {
    fn count(raw: &str, lines: &[Line], measure: Measure) -> Self {
        let most = *WIDTHS.end();
        let mut votes = Self { agree: vec![0; most + 2], lengths: vec![0; most + 1], longer: 0 };
        let mut steps = vec![0_i32; most + 2];
        for (line, next) in pairs(raw, lines) {
            let least = length(line, measure);
            if least > most {
                votes.longer += 1;
                continue;
            }
            votes.lengths[least] += 1;
            steps[least] += 1;
            steps[(least + room(raw, line, next, measure) + 1).min(most + 1)] -= 1;
        }
        votes.longer += lines.iter().filter(|line| !line.is_measured()).count() as u32;
        let mut agree = 0;
        for (width, step) in steps.into_iter().enumerate() {
            agree += step;
            votes.agree[width] = agree.max(0) as u32;
        }
        votes
    }

    /// The least width on which most agree, and how many do, if few lines of
    /// such a length speak against it and few are longer.
    fn best(&self, measure: Measure) -> Option<(Wrap, u32)> {
        let width = WIDTHS.rev().max_by_key(|&width| self.agree[width])?;
        let agree = self.agree[width];
        let near: u32 = self.lengths[width * 3 / 5..=width].iter().sum();
        let longer: u32 = self.lengths[width + 1..].iter().sum::<u32>() + self.longer;
        let is_many = FEWEST.iter().any(|(widths, fewest)| widths.contains(&width) && agree >= *fewest);
        let is_clear = is_many && agree * 10 >= near * 7 && longer * 4 <= agree;
        is_clear.then_some((Wrap { width, measure }, agree))
    }
}

/// Lines that follow each other without a sign that the second begins something,
/// the first of a length at which prose is wrapped.
fn pairs<'l>(raw: &'l str, lines: &'l [Line]) -> impl Iterator<Item = (&'l Line, &'l Line)> {
    lines.windows(2).map(|pair| (&pair[0], &pair[1])).filter(move |(line, next)| {
        line.is_measured()
            && line.chars + line.wide >= SHORTEST
            && next.blanks == 0
            && next.mark == Mark::None
            && line.quote == next.quote
            && matches!(line.mark, Mark::None | Mark::Bullet)
            && !next.body(raw).is_empty()
    })
}

fn length(line: &Line, measure: Measure) -> usize {
    let indent = if line.quote > 0 { 0 } else { usize::from(line.indent) };
    let wide = if measure == Measure::Columns { usize::from(line.wide) } else { 0 };
    if line.is_measured() { indent + usize::from(line.chars) + wide } else { usize::MAX / 4 }
}

/// How much longer the line would have to be allowed for the next word to fit.
fn room(raw: &str, line: &Line, next: &Line, measure: Measure) -> usize {
    // Most words are of one byte a letter, with a space behind.
    let begin = next.body(raw).as_bytes();
    let begin = &begin[..begin.len().min(LONGEST_WORD)];
    if raw.as_bytes()[line.end as usize - 1].is_ascii()
        && let Some(room) = begin.iter().position(|byte| *byte == b' ' || !byte.is_ascii())
        && begin[room] == b' '
    {
        return room;
    }
    let columns = |c: char| if measure == Measure::Columns && c >= '\u{3000}' { 2 } else { 1 };
    let after_wide = line.text(raw).chars().next_back().is_some_and(is_unspaced_wide);
    let (mut room, mut letters) = (0, 0);
    for c in next.body(raw).chars() {
        // Between letters of East Asia a line may end anywhere.
        let is_over = c.is_whitespace()
            || room >= LONGEST_WORD
            || is_unspaced_wide(c) && (letters >= CARRIED || letters > 0 && !after_wide);
        if is_over {
            break;
        }
        room += columns(c);
        letters += 1;
    }
    // A space would have stood before the word.
    if after_wide { room.saturating_sub(1) } else { room }
}

/// How lines go on in those behind them.
#[derive(Debug, Default)]
struct Reading {
    all: u32,
    /// Next lines that begin with a small letter, and with a capital.
    lower: u32,
    upper: u32,
    /// Lines that end with a sentence.
    ended: u32,
    /// Lines that end with a sentence or a part of one.
    punctuated: u32,
}

impl Reading {
    fn of<'l>(raw: &str, pairs: impl Iterator<Item = (&'l Line, &'l Line)>) -> Self {
        let mut reading = Self::default();
        for (line, next) in pairs {
            let text = line.text(raw);
            reading.all += 1;
            match next.body(raw).chars().find(|c| c.is_alphanumeric()) {
                Some(c) if c.is_lowercase() => reading.lower += 1,
                Some(c) if c.is_uppercase() => reading.upper += 1,
                _ => {}
            }
            reading.ended += u32::from(ends_sentence(text) || text.ends_with('…'));
            reading.punctuated += u32::from(text.ends_with(|c: char| !c.is_alphanumeric()));
        }
        reading
    }

    const fn has_case(&self) -> bool {
        (self.lower + self.upper) * 2 >= self.all
    }

    /// Whether so many fifths of the next lines go on with a sentence, where
    /// those of verse, titles and names all begin with a capital, and not nearly
    /// all lines end with a sign, as in verse that has no capitals. Where no text
    /// has capitals, few lines of prose end with a sentence.
    const fn is_prose(&self, fifths: u32) -> bool {
        if self.has_case() {
            self.lower * 5 >= (self.lower + self.upper) * fifths && self.punctuated * 3 <= self.all * 2
        } else {
            self.ended * 5 <= self.all * 2
        }
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '」', '』', ')', '）'])
        .ends_with(['.', '!', '?', '。', '！', '？', '؟', '۔', '।', '॥', ':', '：'])
}

/// What stands between two lines that are joined: nothing where the script has
/// no spaces, or a word was divided at its hyphen.
pub(super) fn takes_space(line: &str, next: &str, left: usize) -> bool {
    let Some(last) = line.chars().next_back() else { return true };
    let Some(first) = next.chars().next() else { return true };
    if is_unspaced_wide(last) || is_unspaced_wide(first) {
        return false;
    }
    // Between phrases these scripts have a space; a line that is full to the
    // last syllable ends within one.
    if is_unspaced_narrow(last) && is_unspaced_narrow(first) {
        return left > 10;
    }
    let is_divided = matches!(last, '-' | '\u{2010}')
        && first.is_alphabetic()
        && line.chars().nth_back(1).is_some_and(char::is_alphabetic);
    !is_divided
}

/// Han, kana and their punctuation; Korean has spaces.
pub(super) const fn is_unspaced_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFDC}' | '\u{20000}'..='\u{3FFFF}')
}

/// Thai, Lao, Burmese, Khmer.
const fn is_unspaced_narrow(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}
