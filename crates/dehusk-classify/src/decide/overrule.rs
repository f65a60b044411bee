//! Whether a ruling stands against the score.
//!
//! The scorer has seen what the rule has seen, and more. So a rule overrules it
//! where it is certain, and where the score itself is in doubt: a cut may lie far
//! below a half. The other rulings say what a block is that the score took away.
//!
//! Without a page around the text, furniture is told by what it would take.
//! "Latest news" heads a box beside an article, and the document where the
//! document is a list of news; a date is one line of an article, and one of every
//! entry of a list; a paragraph that stands four times was meant to.

use std::collections::BTreeMap;

use super::Cut;
use crate::block::BlockId;
use crate::cue::CueKind;
use crate::rule::{Case, Rulings};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Scores below this are in doubt, also where they are above the page's cut.
const DOUBT: f32 = 0.6;

/// The same without a page around the text, where the scorer sees less.
const BARE_DOUBT: f32 = 0.9;

/// Lists and repeats whose words score so much in the mean are the text's own,
/// without a page around it: their blocks are content together or not at all.
const LIKELY_OWN: f32 = 0.7;

/// Where one cause would take this share of the words that the score keeps, it
/// is no furniture, but what the document consists of.
const LARGE_SHARE: f32 = 0.2;

/// The same of comments, which are a fifth of many an article's page.
const LARGE_THREAD: f32 = 0.3;

/// With more prose before it than this share of its words, a large list still
/// stands beside a text.
const LITTLE_PROSE: f32 = 0.1;

/// An article has a date line or two; entries of lists and posts of threads have
/// one each. From so many on, they are the entries'.
const LEAST_ENTRIES: usize = 4;

/// A paragraph that a tool doubled has one copy, right behind it. What has more
/// was meant to.
const LEAST_COPIES: usize = 2;

/// What one cause would take away of what the score keeps.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    blocks: usize,
    words: f32,
    /// Words times scores.
    scores: f32,
    /// Words of prose that the score keeps before the first of the blocks.
    prose_before: f32,
}

impl Taken {
    /// Whether there are words, and they have this score in the mean.
    fn scores_at_least(self, score: f32) -> bool {
        self.words > 0.0 && self.scores >= score * self.words
    }
}

/// Why blocks would be taken away together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// They stand under this heading.
    Heading(BlockId),
    /// They are lines of this kind, and in no such list.
    Cue(CueKind),
    /// They say to the letter what this block says.
    Copy(BlockId),
}

impl Cause {
    fn of(case: &Case<'_>, rulings: &Rulings, id: BlockId) -> Option<Self> {
        match rulings.get(id)?.1 {
            Reason::Announced { heading } => Some(Self::Heading(heading)),
            Reason::Cue { kind } => list_beside(case, rulings, id).is_none().then_some(Self::Cue(kind)),
            Reason::Repeats { first } => {
                (case.tree.text(id) == case.tree.text(first)).then_some(Self::Copy(first))
            }
            _ => None,
        }
    }
}

/// The heading, and the label, of a list that a line stands right beside: the
/// times of teasers do.
fn list_beside(case: &Case<'_>, rulings: &Rulings, id: BlockId) -> Option<(BlockId, Label)> {
    let list_of = |id: BlockId| match rulings.get(id) {
        Some((label, Reason::Announced { heading })) => Some((heading, label)),
        _ => None,
    };
    case.before(id).next().and_then(list_of).or_else(|| case.behind(id).next().and_then(list_of))
}

/// The rulings of a document, and what each cause would take away.
pub(super) struct Overruling<'a> {
    case: &'a Case<'a>,
    scores: &'a [f32],
    cut: Cut,
    rulings: &'a Rulings,
    /// Words that the score keeps.
    kept: f32,
    taken: BTreeMap<Cause, Taken>,
}

impl<'a> Overruling<'a> {
    /// `n log n` in the blocks.
    pub(super) fn of(case: &'a Case<'a>, scores: &'a [f32], cut: Cut, rulings: &'a Rulings) -> Self {
        let mut all = Self { case, scores, cut, rulings, kept: 0.0, taken: BTreeMap::new() };
        if case.setting == Setting::Bare {
            all.count();
        }
        all
    }

    fn count(&mut self) {
        let Self { case, scores, cut, rulings, .. } = *self;
        let mut prose = 0.0;
        for id in case.tree.ids().filter(|id| scores[id.index()] >= cut.least) {
            let (words, score) = (case.words(id), scores[id.index()]);
            self.kept += words;
            if let Some(cause) = Cause::of(case, rulings, id) {
                let first = Taken { prose_before: prose, ..Taken::default() };
                let taken = self.taken.entry(cause).or_insert(first);
                taken.blocks += 1;
                taken.words += words;
                taken.scores += words * score;
            } else if case.context.is_prose(id) {
                prose += words;
            }
        }
    }

    fn taken(&self, cause: Cause) -> Taken {
        self.taken.get(&cause).copied().unwrap_or_default()
    }

    /// Whether the ruling on a block stands against the score.
    pub(super) fn stands(&self, id: BlockId, label: Label, reason: Reason) -> bool {
        let is_page = self.case.setting == Setting::Page;
        let score = self.scores[id.index()];
        let is_in_doubt = score < if is_page { DOUBT } else { BARE_DOUBT };
        match reason {
            Reason::NotText | Reason::Embedded | Reason::MailField => true,
            Reason::Repeats { first } => is_page || !self.is_own_repeat(id, first),
            Reason::Cue { kind } if is_page => is_pointer(kind) || is_in_doubt,
            // Some annotators keep them, so the scorer does; whoever reads the text
            // wants the writer's words.
            Reason::Cue { kind: CueKind::Credit } => !self.is_own_line(id, label, CueKind::Credit),
            Reason::Cue { kind } => is_in_doubt && !self.is_own_line(id, label, kind),
            Reason::Announced { heading } if !is_page => is_in_doubt && !self.is_own_list(heading, label),
            Reason::Announced { .. } | Reason::AboutAuthor => is_in_doubt,
            Reason::HiddenElement | Reason::Control => !is_page,
            _ => label == Label::Title,
        }
    }

    /// Whether what a heading announces is the text itself, or part of it.
    ///
    /// A text that is clean is no thread of comments because a line says
    /// "Comments"; elsewhere, a thread under a text is furniture however likely.
    fn is_own_list(&self, heading: BlockId, label: Label) -> bool {
        let list = self.taken(Cause::Heading(heading));
        match label {
            Label::AuthorBio => false,
            Label::Comments => {
                self.is_share(LARGE_THREAD, list) || self.cut.is_clean && list.scores_at_least(DOUBT)
            }
            _ => {
                self.is_share(LARGE_SHARE, list) && list.prose_before <= LITTLE_PROSE * list.words
                    || list.scores_at_least(LIKELY_OWN)
            }
        }
    }

    /// Whether a line that a cue phrase covers is the text's own: as one of many,
    /// or as the heading or the time in a list that is.
    fn is_own_line(&self, line: BlockId, label: Label, kind: CueKind) -> bool {
        if self.taken.contains_key(&Cause::Heading(line)) {
            return self.is_own_list(line, label);
        }
        let is_of_entry = matches!(kind, CueKind::Date | CueKind::Byline | CueKind::RelativeTime);
        if let Some((heading, label)) = list_beside(self.case, self.rulings, line) {
            return is_of_entry && self.is_own_list(heading, label);
        }
        let lines = self.taken(Cause::Cue(kind));
        lines.blocks >= LEAST_ENTRIES && (is_of_entry || self.is_share(LARGE_SHARE, lines))
    }

    /// Whether something is taken, and at least so much of what the score keeps.
    fn is_share(&self, share: f32, taken: Taken) -> bool {
        taken.words > 0.0 && taken.words >= share * self.kept
    }

    /// Whether a paragraph was meant to stand where it stood before: to the
    /// letter, likely content, and not right behind the first unless more often
    /// than twice.
    fn is_own_repeat(&self, id: BlockId, first: BlockId) -> bool {
        let copies = self.taken(Cause::Copy(first));
        let is_doubled = id.index().abs_diff(first.index()) == 1 && copies.blocks < LEAST_COPIES;
        self.case.tree.text(id) == self.case.tree.text(first)
            && copies.scores_at_least(LIKELY_OWN)
            && !is_doubled
    }
}

/// Cue phrases that point away from the text and are never part of it, unlike a
/// date or a name.
const fn is_pointer(kind: CueKind) -> bool {
    match kind {
        CueKind::Related
        | CueKind::ReadAlso
        | CueKind::ContinueReading
        | CueKind::Follow
        | CueKind::Newsletter
        | CueKind::Share
        | CueKind::Comments
        | CueKind::Copyright
        | CueKind::Cookie
        | CueKind::Advertisement
        | CueKind::BioHeading
        | CueKind::Bio => true,
        CueKind::Byline
        | CueKind::Categories
        | CueKind::Date
        | CueKind::RelativeTime
        | CueKind::Credit
        | CueKind::Navigation => false,
    }
}
