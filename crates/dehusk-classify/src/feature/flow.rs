//! How the lines of a text follow each other.
//!
//! Without elements around them, lines are told apart by what they look like and
//! by what stands beside them: a menu is a run of short lines, a byline stands
//! between a title and prose, a heading between prose and prose. Only the model
//! for texts asks for these; they are computed when first asked for.

use super::cues::CueCode;
use super::prefix::Sums;
use super::vocabulary::{LongerWords, Vocabulary};
use super::words::Spelling;
use super::{Context, family, flag, share};
use crate::block::Joint;

/// A line of fewer words is short.
const SHORT_WORDS: f32 = 5.0;

/// Lines that are the beginning and the end of a document: where sites name
/// themselves, and where a text that is clean has none of that.
const ENDS: usize = 12;

/// Lines since something that has not come.
const NEVER: f32 = 1000.0;

/// What is known about the lines of a document.
#[derive(Debug)]
pub(super) struct Flow {
    lines: Vec<Line>,
    runs: Vec<Run>,
    /// Counts of all lines before each, and of all.
    before: Vec<Counts>,
    first_prose: Option<usize>,
    last_prose: Option<usize>,
    vocabulary: Vocabulary,
}

/// One line.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    run: u32,
    /// Share of its words that begin with a capital letter.
    capitals: f32,
    commas: f32,
    first: Sign,
    last: Sign,
    /// The nearest cue line before it, and behind it.
    cue_before: (CueCode, f32),
    cue_behind: (CueCode, f32),
}

/// Consecutive lines that are all prose, or all none.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    first: usize,
    end: usize,
    sums: Sums,
    squares: f32,
}

/// Counts over lines.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    short: f32,
    /// Cue lines that point away from the text, unlike a date or a name.
    pointers: f32,
    /// Cue lines about rights and cookies.
    legal: f32,
    /// Lines whose text stands elsewhere too.
    repeated: f32,
}

/// What a line begins or ends with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Sign {
    #[default]
    None,
    Lower,
    Upper,
    /// A letter of a script without capitals.
    Letter,
    Digit,
    Comma,
    Colon,
    Question,
    Stop,
    Quote,
    Other,
}

impl Flow {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut longer = LongerWords::default();
        let lines = context.tree.ids().map(|id| {
            let line = Line::of(context.tree.text(id), &mut longer);
            longer.end_block();
            line
        });
        let mut flow = Self {
            lines: lines.collect(),
            runs: Vec::new(),
            before: counts(context),
            first_prose: context.prose.iter().position(|is_prose| *is_prose),
            last_prose: context.prose.iter().rposition(|is_prose| *is_prose),
            vocabulary: Vocabulary::of(context, &longer),
        };
        flow.find_runs(context);
        flow.find_cues(&context.cues);
        flow
    }

    fn find_runs(&mut self, context: &Context<'_>) {
        let mut first = 0;
        for at in 0..self.lines.len() {
            if context.prose[at] != context.prose[first] {
                self.add_run(context, first, at);
                first = at;
            }
        }
        if first < self.lines.len() {
            self.add_run(context, first, self.lines.len());
        }
    }

    fn add_run(&mut self, context: &Context<'_>, first: usize, end: usize) {
        for line in &mut self.lines[first..end] {
            line.run = self.runs.len() as u32;
        }
        let squares = context.stats[first..end].iter().map(|stats| stats.words * stats.words).sum();
        self.runs.push(Run { first, end, sums: context.sums.over(first..end), squares });
    }

    fn find_cues(&mut self, cues: &[CueCode]) {
        let mut nearest = (CueCode::None, NEVER);
        for (line, cue) in self.lines.iter_mut().zip(cues) {
            line.cue_before = nearest;
            nearest = next(nearest, *cue);
        }
        nearest = (CueCode::None, NEVER);
        for (line, cue) in self.lines.iter_mut().zip(cues).rev() {
            line.cue_behind = nearest;
            nearest = next(nearest, *cue);
        }
    }

    fn run(&self, block: usize) -> &Run {
        &self.runs[self.lines[block].run as usize]
    }

    /// Words of the run before the block's, or behind it; 0 if there is none.
    fn words_of_run(&self, block: usize, offset: isize) -> f32 {
        let at = (self.lines[block].run as usize).checked_add_signed(offset);
        at.and_then(|at| self.runs.get(at)).map_or(0.0, |run| run.sums.words)
    }

    /// Counts over the blocks within `reach`.
    fn around(&self, block: usize, reach: usize) -> Counts {
        self.over(block.saturating_sub(reach), (block + reach + 1).min(self.lines.len()))
    }

    fn over(&self, first: usize, end: usize) -> Counts {
        let (low, high) = (&self.before[first], &self.before[end]);
        Counts {
            short: high.short - low.short,
            pointers: high.pointers - low.pointers,
            legal: high.legal - low.legal,
            repeated: high.repeated - low.repeated,
        }
    }

    fn all(&self) -> Counts {
        self.over(0, self.lines.len())
    }

    /// 0 before the first prose, 1 between prose, 2 behind the last, 3 without
    /// any.
    fn place(&self, block: usize) -> f32 {
        match (self.first_prose, self.last_prose) {
            (Some(first), _) if block < first => 0.0,
            (_, Some(last)) if block > last => 2.0,
            (Some(_), Some(_)) => 1.0,
            _ => 3.0,
        }
    }
}

fn next((kind, distance): (CueCode, f32), cue: CueCode) -> (CueCode, f32) {
    if cue == CueCode::None { (kind, (distance + 1.0).min(NEVER)) } else { (cue, 1.0) }
}

fn counts(context: &Context<'_>) -> Vec<Counts> {
    let mut total = Counts::default();
    let mut before = vec![total];
    for (at, stats) in context.stats.iter().enumerate() {
        total.short += flag(stats.words < SHORT_WORDS);
        total.pointers += flag(is_pointer(context.cues[at]));
        total.legal += flag(matches!(context.cues[at], CueCode::Copyright | CueCode::Cookie));
        total.repeated += flag(context.shapes.is_repeated(at));
        before.push(total);
    }
    before
}

const fn is_pointer(cue: CueCode) -> bool {
    !matches!(
        cue,
        CueCode::None
            | CueCode::Bio
            | CueCode::Date
            | CueCode::RelativeTime
            | CueCode::Byline
            | CueCode::Credit
            | CueCode::Categories
    )
}

impl Line {
    fn of(text: &str, longer: &mut LongerWords) -> Self {
        let Spelling { words, capitals, commas } = Spelling::read(text, longer);
        let (first, last) = (text.chars().next(), text.chars().next_back());
        Self {
            capitals: share(capitals as f32, words as f32),
            commas: commas as f32,
            first: first.map(Sign::of).unwrap_or_default(),
            last: last.map(Sign::of).unwrap_or_default(),
            ..Self::default()
        }
    }
}

impl Sign {
    fn of(c: char) -> Self {
        match c {
            ',' | '，' | '、' | '،' => Self::Comma,
            ':' | '：' => Self::Colon,
            '?' | '？' | '؟' => Self::Question,
            '"' | '“' | '”' | '«' | '»' | '„' | '\'' | '’' | '‘' | '「' | '」' => Self::Quote,
            c if super::text::ends_sentence(c) => Self::Stop,
            c if c.is_lowercase() => Self::Lower,
            c if c.is_uppercase() => Self::Upper,
            c if c.is_alphabetic() => Self::Letter,
            c if c.is_numeric() => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// Words of the block so many places away; -1 beyond the ends.
fn words_at(context: &Context<'_>, block: usize, offset: isize) -> f32 {
    let stats = block.checked_add_signed(offset).and_then(|at| context.stats.get(at));
    stats.map_or(-1.0, |stats| stats.words)
}

/// How the block hangs together with the one before; 4 at the end.
fn joint(context: &Context<'_>, block: usize) -> f32 {
    context.tree.blocks.get(block).map_or(4.0, |block| match block.joint {
        Joint::Inline => 0.0,
        Joint::Cell => 1.0,
        Joint::Line => 2.0,
        Joint::Break => 3.0,
    })
}

fn line<'c>(context: &'c Context<'_>, block: usize) -> &'c Line {
    &context.flow().lines[block]
}

pub(super) const FEATURES: &[super::Feature] = family! {
    sentences "sentence ends" => |c, b| c.stats[b].sentence_ends as f32;
    ending "1 if it ends as sentences do, 2 if it is cut short" => |c, b| flag(c.stats[b].ends_sentence) + 2.0 * flag(c.stats[b].ends_cut);
    digit_share "share of figures among its letters and figures" => |c, b| share(c.stats[b].digits as f32, (c.stats[b].digits + c.stats[b].letters) as f32);
    capitals "share of its words with a capital" => |c, b| line(c, b).capitals;
    commas "its commas" => |c, b| line(c, b).commas;
    first_sign "what it begins with" => |c, b| f32::from(line(c, b).first as u8);
    last_sign "what it ends with" => |c, b| f32::from(line(c, b).last as u8);
    joint "how it hangs together with the block before" => |c, b| joint(c, b);
    joint_behind "how the block behind hangs together with it" => |c, b| joint(c, b + 1);
    words_1_before "words of the block before" => |c, b| words_at(c, b, -1);
    words_2_before "words two blocks before" => |c, b| words_at(c, b, -2);
    words_1_behind "words of the block behind" => |c, b| words_at(c, b, 1);
    words_2_behind "words two blocks behind" => |c, b| words_at(c, b, 2);
    prose_4_before "words of prose in the four blocks before" => |c, b| c.prose_words_in(b.saturating_sub(4)..b);
    prose_4_behind "words of prose in the four blocks behind" => |c, b| c.prose_words_in(b + 1..(b + 5).min(c.tree.len()));
    prose_20_before "words of prose in the twenty blocks before" => |c, b| c.prose_words_in(b.saturating_sub(20)..b);
    prose_20_behind "words of prose in the twenty blocks behind" => |c, b| c.prose_words_in(b + 1..(b + 21).min(c.tree.len()));
    words_8_around "words of the eight blocks on either side" => |c, b| c.words_in(b.saturating_sub(8)..(b + 9).min(c.tree.len()));
    short_4_around "short ones among the four blocks on either side" => |c, b| c.flow().around(b, 4).short;
    short_16_around "short ones among the sixteen blocks on either side" => |c, b| c.flow().around(b, 16).short;
    pointers_4_around "lines that point elsewhere among the four blocks on either side" => |c, b| c.flow().around(b, 4).pointers;
    pointers_16_around "lines that point elsewhere among the sixteen blocks on either side" => |c, b| c.flow().around(b, 16).pointers;
    pointers_before "lines that point elsewhere before the block" => |c, b| c.flow().over(0, b).pointers;
    pointers_behind "lines that point elsewhere behind the block" => |c, b| c.flow().over(b, c.tree.len()).pointers;
    repeated_8_around "lines that stand twice among the eight blocks on either side" => |c, b| c.flow().around(b, 8).repeated;
    cue_before "kind of the nearest cue line before" => |c, b| line(c, b).cue_before.0 as u8 as f32;
    since_cue "blocks since then" => |c, b| line(c, b).cue_before.1;
    cue_behind "kind of the nearest cue line behind" => |c, b| line(c, b).cue_behind.0 as u8 as f32;
    until_cue "blocks until then" => |c, b| line(c, b).cue_behind.1;
    place "0 before the first prose, 1 between, 2 behind the last, 3 without any" => |c, b| c.flow().place(b);
    from_first_prose "blocks since the first prose; negative before" => |c, b| c.flow().first_prose.map_or(-NEVER, |at| b as f32 - at as f32);
    from_last_prose "blocks since the last prose; negative before" => |c, b| c.flow().last_prose.map_or(-NEVER, |at| b as f32 - at as f32);
    words_from_last_prose "words since the last prose; -1 before" => |c, b| c.flow().last_prose.map_or(-1.0, |at| if b > at { c.words_in(at + 1..b) } else { -1.0 });
    run_blocks "blocks of the run of lines, all prose or all none, that the block stands in" => |c, b| c.flow().run(b).sums.blocks;
    run_words "words of the run" => |c, b| c.flow().run(b).sums.words;
    run_words_a_block "words to each of its blocks" => |c, b| c.flow().run(b).sums.words_a_block();
    run_place "blocks of the run before the block" => |c, b| (b - c.flow().run(b).first) as f32;
    run_left "blocks of the run behind the block" => |c, b| (c.flow().run(b).end - b - 1) as f32;
    run_cues "share of cue lines in the run" => |c, b| share(c.flow().run(b).sums.cues, c.flow().run(b).sums.blocks);
    run_pointers "lines of the run that point elsewhere" => |c, b| c.flow().over(c.flow().run(b).first, c.flow().run(b).end).pointers;
    run_repeated "share of its lines that stand twice" => |c, b| share(c.flow().over(c.flow().run(b).first, c.flow().run(b).end).repeated, c.flow().run(b).sums.blocks);
    run_digits "figures a word in the run" => |c, b| share(c.flow().run(b).sums.digits, c.flow().run(b).sums.words);
    run_of_page "share of the document's words in the run" => |c, b| share(c.flow().run(b).sums.words, c.all.words);
    run_spread "how unlike the lengths of its lines are" => |c, b| {
        let run = c.flow().run(b);
        let mean = run.sums.words_a_block();
        share(share(run.squares, run.sums.blocks) - mean * mean, mean * mean)
    };
    run_before "words of the run before" => |c, b| c.flow().words_of_run(b, -1);
    run_behind "words of the run behind" => |c, b| c.flow().words_of_run(b, 1);
    shared_words "share of its longer words that stand in prose elsewhere" => |c, b| c.flow().vocabulary.share(b);
    page_short "share of short lines in the document" => |c, _| share(c.flow().all().short, c.tree.len() as f32);
    page_pointers "lines of the document that point elsewhere" => |c, _| c.flow().all().pointers;
    page_repeated "share of lines that stand twice" => |c, _| share(c.flow().all().repeated, c.tree.len() as f32);
    page_top_short "short lines among its first twelve" => |c, _| c.flow().over(0, c.tree.len().min(ENDS)).short;
    page_top_pointers "lines that point elsewhere among its first twelve" => |c, _| c.flow().over(0, c.tree.len().min(ENDS)).pointers;
    page_end_short "short lines among its last twelve" => |c, _| c.flow().over(c.tree.len().saturating_sub(ENDS), c.tree.len()).short;
    page_end_pointers "lines that point elsewhere among its last twelve" => |c, _| c.flow().over(c.tree.len().saturating_sub(ENDS), c.tree.len()).pointers;
    page_legal "lines about rights and cookies" => |c, _| c.flow().all().legal;
    page_runs "runs of lines, all prose or all none" => |c, _| c.flow().runs.len() as f32;
    page_head "words before the first prose" => |c, _| c.flow().first_prose.map_or(-1.0, |at| c.words_in(0..at));
    page_tail "words behind the last prose" => |c, _| c.flow().last_prose.map_or(-1.0, |at| c.words_in(at + 1..c.tree.len()));
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_and_end_with_signs() {
        let line = |text| Line::of(text, &mut LongerWords::default());
        let rose = line("The River Rose, again, by Noon?");
        assert_eq!((rose.capitals, rose.commas), (4.0 / 6.0, 2.0));
        assert_eq!((rose.first, rose.last), (Sign::Upper, Sign::Question));
        assert_eq!(line("").first, Sign::None);
        assert_eq!(line("河水，上涨。").last, Sign::Stop);
    }

    #[test]
    fn distances_are_to_the_nearest_cue() {
        let start = (CueCode::None, NEVER);
        assert_eq!(next(start, CueCode::None), start);
        assert_eq!(next(next(start, CueCode::Share), CueCode::None), (CueCode::Share, 2.0));
    }
}
