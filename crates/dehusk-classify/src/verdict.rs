//! What was decided about a block, and why.

use serde::{Deserialize, Serialize};

use crate::block::BlockId;
use crate::cue::CueKind;

/// What a block is.
///
/// Only [`Label::Content`] reaches the text of a document; [`Label::Title`]
/// becomes its title. Every other label is a block that was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Words of the author: paragraphs, headings, lists, quotes, code, tables.
    Content,
    /// The document's own title.
    Title,
    /// The line that names the author.
    Byline,
    /// The line that says when the document was published or changed.
    DateLine,
    /// The line that lists categories or tags.
    Categories,
    /// Menus, breadcrumbs, pagination, tables of links.
    Navigation,
    /// Pointers to other documents: "Recent Posts", "Also Read", teasers.
    Related,
    /// The box about the author.
    AuthorBio,
    /// Share and print buttons.
    ShareBar,
    /// Newsletter, follow-us, app and subscription calls.
    Promotion,
    /// Cookie and consent notices.
    CookieNotice,
    /// Readers' comments and the form for them.
    Comments,
    /// Advertisements and their marks.
    Advertisement,
    /// Copyright, terms, imprint: the small print.
    Legal,
    /// What stands under a picture that is not part of the text: of a teaser, of a
    /// gallery.
    Caption,
    /// Photo credits and source lines.
    Credit,
    /// What an embedded post or player brings with it besides quoted words.
    Embed,
    /// Repeats an earlier block.
    Duplicate,
    /// Never shown to a reader: hidden elements, `noscript`, scripts, styles.
    Hidden,
    /// Not content, of no more particular kind.
    Boilerplate,
}

impl Label {
    /// Every label, in the order of declaration.
    pub const ALL: [Self; 20] = [
        Self::Content,
        Self::Title,
        Self::Byline,
        Self::DateLine,
        Self::Categories,
        Self::Navigation,
        Self::Related,
        Self::AuthorBio,
        Self::ShareBar,
        Self::Promotion,
        Self::CookieNotice,
        Self::Comments,
        Self::Advertisement,
        Self::Legal,
        Self::Caption,
        Self::Credit,
        Self::Embed,
        Self::Duplicate,
        Self::Hidden,
        Self::Boilerplate,
    ];

    /// Whether blocks of this label are part of the document's text.
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Content)
    }

    /// The label's name as it stands in JSON and in `explain`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Title => "title",
            Self::Byline => "byline",
            Self::DateLine => "date-line",
            Self::Categories => "categories",
            Self::Navigation => "navigation",
            Self::Related => "related",
            Self::AuthorBio => "author-bio",
            Self::ShareBar => "share-bar",
            Self::Promotion => "promotion",
            Self::CookieNotice => "cookie-notice",
            Self::Comments => "comments",
            Self::Advertisement => "advertisement",
            Self::Legal => "legal",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Embed => "embed",
            Self::Duplicate => "duplicate",
            Self::Hidden => "hidden",
            Self::Boilerplate => "boilerplate",
        }
    }
}

/// Why a verdict is as it is: the closed list of causes.
///
/// The scorer's raw answer survives beside it in [`Verdict::score`], also
/// where a rule decided otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
#[non_exhaustive]
pub enum Reason {
    /// The score against the page's cut; no rule spoke.
    Score,
    /// The block's neighbours outvoted its own score.
    Neighbours,
    /// A cue phrase covers the whole block.
    Cue {
        /// What the phrase announces or says.
        kind: CueKind,
    },
    /// The block stands under a heading cue and looks like what it announces.
    Announced {
        /// The heading.
        heading: BlockId,
    },
    /// The block says again what an earlier block says.
    Repeats {
        /// The earlier block.
        first: BlockId,
    },
    /// The block is, or repeats, the title of the document.
    IsTitle,
    /// A name, or a few sentences about the person of that name, after the text.
    AboutAuthor,
    /// An element that is never shown (`hidden`, `aria-hidden`, `display:none`).
    HiddenElement,
    /// `script`, `style`, `noscript`, `template` and the like.
    NotText,
    /// Part of an embedded post or player.
    Embedded,
    /// A form control: button, option, label of a field.
    Control,
    /// A field in the head of a mail: from whom, to whom, when.
    MailField,
    /// The caller has chosen an element around it, by a selector.
    Selected,
}

impl Reason {
    /// The reason's name as it stands in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Neighbours => "neighbours",
            Self::Cue { .. } => "cue",
            Self::Announced { .. } => "announced",
            Self::Repeats { .. } => "repeats",
            Self::IsTitle => "is-title",
            Self::AboutAuthor => "about-author",
            Self::HiddenElement => "hidden-element",
            Self::NotText => "not-text",
            Self::Embedded => "embedded",
            Self::Control => "control",
            Self::MailField => "mail-field",
            Self::Selected => "selected",
        }
    }

    /// What the cue phrase says, where one decided.
    pub const fn cue(self) -> Option<CueKind> {
        match self {
            Self::Cue { kind } => Some(kind),
            _ => None,
        }
    }

    /// The other block that the reason is about: the heading that announced this
    /// one, the first that says the same.
    pub const fn refers_to(self) -> Option<BlockId> {
        match self {
            Self::Announced { heading: other } | Self::Repeats { first: other } => Some(other),
            _ => None,
        }
    }
}

/// The one decision about one block.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Verdict {
    /// What the block is.
    pub label: Label,
    /// The scorer's probability that the block is content, 0 to 1, before any
    /// rule.
    pub score: f32,
    /// Why the label was given.
    pub reason: Reason,
}

impl Verdict {
    /// Whether the block is part of the document's text.
    pub const fn is_kept(&self) -> bool {
        self.label.is_kept()
    }
}
