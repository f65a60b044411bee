//! Scores and rulings to verdicts.

mod cut;
mod run;

pub(crate) use cut::Cut;

use crate::block::{BlockId, BlockKind};
use crate::cue::CueKind;
use crate::judge::Naming;
use crate::label::FineLabels;
use crate::rule::{Case, Rulings};
use crate::segment::Setting;
use crate::verdict::{Label, Reason, Verdict};

/// Scores below this are in doubt, also where they are above the page's cut.
const DOUBT: f32 = 0.6;

/// The same without a page around the text.
const BARE_DOUBT: f32 = 0.9;

/// One verdict a block: the ruling where a rule spoke and may overrule, else
/// the score, with headings going with what stands under them.
pub(crate) fn decide(
    case: &Case<'_>,
    scores: &[f32],
    cut: Cut,
    rulings: &Rulings,
    naming: Naming,
) -> Vec<Verdict> {
    let names = Names::of(case, naming);
    let mut verdicts: Vec<Verdict> = case
        .tree
        .ids()
        .map(|id| {
            let score = scores[id.index()];
            let is_kept = score >= cut.least;
            match rulings.get(id) {
                Some((label, reason))
                    if label.is_kept() == is_kept || overrules(case.setting, cut, label, reason, score) =>
                {
                    Verdict { label: names.of_ruling(id, label, reason), score, reason }
                }
                _ if is_kept => Verdict { label: Label::Content, score, reason: Reason::Score },
                _ => Verdict { label: names.of_removed(id), score, reason: Reason::Score },
            }
        })
        .collect();
    if case.setting == Setting::Page {
        run::fill(case, rulings, &mut verdicts);
    } else {
        run::go_on(case, rulings, &mut verdicts);
        headings_go_with_their_text(case, rulings, &names, &mut verdicts);
    }
    verdicts
}

/// Gives removed blocks their labels: fine ones, if they are asked for.
struct Names<'a>(Option<FineLabels<'a>>);

impl<'a> Names<'a> {
    fn of(case: &'a Case<'a>, naming: Naming) -> Self {
        Self(match naming {
            Naming::Fine => Some(FineLabels::of(case)),
            Naming::Coarse => None,
        })
    }

    /// The label of a block that a rule took away, or took for the title.
    fn of_ruling(&self, id: BlockId, label: Label, reason: Reason) -> Label {
        self.0.as_ref().map_or(label, |labels| labels.of_ruling(id, label, reason))
    }

    /// The label of a block that the score took away.
    fn of_removed(&self, id: BlockId) -> Label {
        self.0.as_ref().map_or(Label::Boilerplate, |labels| labels.fine_label(id))
    }
}

/// Whether a ruling stands against the score.
///
/// The scorer has seen what the rule has seen, and more. So a rule overrules it
/// where it is certain, and where the score itself is in doubt: a cut may lie
/// far below a half. The other rulings say what a block is that the score took
/// away. Without a page, where the scorer sees less, scores are in doubt up to a
/// higher one; but a text that is clean is no thread of comments because a line
/// says "Comments".
fn overrules(setting: Setting, cut: Cut, label: Label, reason: Reason, score: f32) -> bool {
    let doubt = match setting {
        Setting::Page => DOUBT,
        Setting::Bare => BARE_DOUBT,
    };
    match reason {
        Reason::NotText | Reason::Embedded | Reason::Repeats { .. } => true,
        Reason::Cue { kind } => is_pointer(kind) || score < doubt,
        Reason::Announced { .. } if label == Label::Comments && cut.is_clean => score < DOUBT,
        Reason::Announced { .. } | Reason::AboutAuthor => score < doubt,
        Reason::HiddenElement | Reason::Control => setting == Setting::Bare,
        _ => label == Label::Title,
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

/// A heading is content if and only if something under it is, up to the next
/// heading. Walks from the end, so that a heading whose only content is a
/// lower heading with content is kept too.
fn headings_go_with_their_text(
    case: &Case<'_>,
    rulings: &Rulings,
    names: &Names<'_>,
    verdicts: &mut [Verdict],
) {
    // For each level, whether content stands between here and the next heading
    // of that level or a higher one.
    let mut content_under = [false; 7];
    for at in (0..verdicts.len()).rev() {
        let id = BlockId::at(at);
        let BlockKind::Heading(level) = case.tree.block(id).kind else {
            if verdicts[at].is_kept() {
                content_under = [true; 7];
            }
            continue;
        };
        let level = usize::from(level);
        let has_content = content_under[level];
        if rulings.get(id).is_none() && verdicts[at].is_kept() != has_content {
            let label = if has_content { Label::Content } else { names.of_removed(id) };
            verdicts[at] = Verdict { label, reason: Reason::Neighbours, ..verdicts[at] };
        }
        // Behind this heading begins nothing that a heading of the same or a
        // lower rank before it could claim.
        for slot in &mut content_under[level..] {
            *slot = false;
        }
        if verdicts[at].is_kept() {
            for slot in &mut content_under[..level] {
                *slot = true;
            }
        }
    }
}
