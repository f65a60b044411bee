//! Rules: what is certain enough to overrule a score.
//!
//! One file a rule, each a function over the whole [`Case`] that writes
//! [`Rulings`]. The first rule that speaks about a block wins, so [`RULES`] has
//! the certain before the likely. A rule never looks at the host or at words
//! outside the cue files.

mod announced;
mod bio;
mod control;
mod cue;
mod date_line;
mod days;
mod embed;
mod head_line;
mod heading;
mod hidden;
mod mail_head;
mod menu;
mod names;
mod not_text;
mod place;
mod repeat;
mod share_bar;
mod source;
mod title;
mod trail;

pub use self::names::letters;

use dehusk_dom::Dom;
use jiff::civil::Date;

use crate::block::{BlockId, BlockTree};
use crate::cue::{CueKind, CueMatch, Cues};
use crate::feature::Context;
use crate::judge::{Findings, Hints};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// All rules, in the order in which they speak.
const RULES: &[(&str, Rule)] = &[
    ("not_text", not_text::rule),
    ("hidden", hidden::rule),
    ("control", control::rule),
    ("embed", embed::rule),
    ("mail_head", mail_head::rule),
    ("title", title::rule),
    ("head_line", head_line::rule),
    ("source", source::rule),
    ("cue", cue::rule),
    ("trail", trail::rule),
    ("share_bar", share_bar::rule),
    ("announced", announced::rule),
    ("bio", bio::rule),
    ("repeat", repeat::rule),
];

type Rule = fn(&Case<'_>, &mut Rulings);

/// The names of all rules, those of their files, in the order in which they speak.
#[doc(hidden)]
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(name, _)| *name)
}

/// What the rules look at.
pub(crate) struct Case<'a> {
    pub(crate) dom: &'a Dom<'a>,
    pub(crate) setting: Setting,
    pub(crate) tree: &'a BlockTree,
    pub(crate) context: &'a Context<'a>,
    pub(crate) cues: &'a Cues,
    pub(crate) hints: Hints<'a>,
    /// How many blocks of prose stand before each block.
    prose_before: Vec<u32>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(
        dom: &'a Dom<'a>,
        setting: Setting,
        context: &'a Context<'a>,
        cues: &'a Cues,
        hints: Hints<'a>,
    ) -> Self {
        let tree = context.tree;
        let mut count = 0;
        let prose_before = tree
            .ids()
            .map(|id| {
                let before = count;
                count += u32::from(context.is_prose(id));
                before
            })
            .collect();
        Self { dom, setting, tree, context, cues, hints, prose_before }
    }

    fn cue(&self, id: BlockId) -> Option<&CueMatch> {
        self.context.matches[id.index()].as_ref()
    }

    pub(crate) fn cue_kind(&self, id: BlockId) -> Option<CueKind> {
        self.cue(id).map(|found| found.kind)
    }

    /// The part of a block's text that its cue phrase captured.
    fn captured(&self, id: BlockId) -> Option<&'a str> {
        let range = self.cue(id)?.captured.clone()?;
        self.tree.text(id).get(range)
    }

    pub(crate) fn words(&self, id: BlockId) -> f32 {
        self.context.stats(id).words
    }

    /// The date that a block's text consists of, or begins with.
    pub(crate) fn leading_date(&self, id: BlockId) -> Option<(Option<Date>, usize)> {
        let text = self.tree.text(id);
        if self.may_have_date(id) { self.cues.leading_date(text) } else { None }
    }

    /// Whether a block has as many figures as the shortest date: one of the day,
    /// four of the year.
    fn may_have_date(&self, id: BlockId) -> bool {
        const LEAST: usize = 5;
        let text = self.tree.text(id);
        let has_others = || text.chars().filter(|c| c.is_numeric()).take(LEAST).count() == LEAST;
        self.context.stats(id).digits as usize >= LEAST || !text.is_ascii() && has_others()
    }

    /// Blocks behind `id`, in order.
    pub(crate) fn behind(&self, id: BlockId) -> impl Iterator<Item = BlockId> + use<> {
        (id.index() + 1..self.tree.len()).map(BlockId::at)
    }

    /// Blocks before `id`, the nearest first.
    #[expect(clippy::unused_self, reason = "the counterpart of `behind`")]
    pub(crate) fn before(&self, id: BlockId) -> impl Iterator<Item = BlockId> + use<> {
        (0..id.index()).rev().map(BlockId::at)
    }

    /// How many blocks of prose stand before `id`.
    pub(crate) fn prose_before(&self, id: BlockId) -> usize {
        self.prose_before[id.index()] as usize
    }
}

/// What the rules have decided, and found on the way.
#[derive(Debug)]
pub(crate) struct Rulings {
    by_block: Vec<Option<(Label, Reason)>>,
    findings: Findings,
    /// Whether the score keeps each block, for rules that ask what would be
    /// content without them.
    kept: Vec<bool>,
}

impl Rulings {
    pub(crate) fn get(&self, id: BlockId) -> Option<(Label, Reason)> {
        self.by_block[id.index()]
    }

    /// Rules on a block, unless a rule before has.
    fn set(&mut self, id: BlockId, label: Label, reason: Reason) {
        self.by_block[id.index()].get_or_insert((label, reason));
    }

    /// Whether a rule has taken the block away.
    fn is_removed(&self, id: BlockId) -> bool {
        self.get(id).is_some_and(|(label, _)| !label.is_kept())
    }

    /// Whether the block will be content if no later rule speaks.
    fn would_keep(&self, id: BlockId) -> bool {
        self.get(id).map_or(self.kept[id.index()], |(label, _)| label.is_kept())
    }
}

/// Applies all rules in order, but for the one that is `left_out`.
pub(crate) fn apply_all(case: &Case<'_>, kept: Vec<bool>, left_out: Option<&str>) -> (Rulings, Findings) {
    let mut rulings = Rulings { by_block: vec![None; case.tree.len()], findings: Findings::default(), kept };
    for (name, rule) in RULES {
        if left_out != Some(name) {
            rule(case, &mut rulings);
        }
    }
    let findings = std::mem::take(&mut rulings.findings);
    (rulings, findings)
}
