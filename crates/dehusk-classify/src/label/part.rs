//! The parts of a page, and which of two that enclose each other a block
//! belongs to.

use crate::block::{BlockId, BlockKind};
use crate::cue::CueKind;
use crate::rule::Case;
use crate::verdict::Label;

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it has one label.
    Is(Label),
    /// A page's head: what is in it leads about the site.
    Header,
    /// A page's foot: links that lead about the site, and small print.
    Footer,
}

impl Part {
    /// The label of a block in this part.
    pub(super) fn label(self, case: &Case<'_>, id: BlockId) -> Label {
        match self {
            Self::Is(label) => label,
            Self::Footer if is_small_print(case, id) => Label::Legal,
            Self::Header | Self::Footer => Label::Navigation,
        }
    }

    /// Whether it is a line that belongs to what it stands in.
    pub(super) const fn is_line(self) -> bool {
        matches!(self, Self::Is(label) if is_line(label))
    }

    /// Whether a container of so many words can be this part as a whole: a line
    /// is short, and the class `ads` of a long column says only that there are
    /// some in it.
    pub(super) fn fits(self, words: f32) -> bool {
        let most = match self {
            Self::Is(Label::Byline | Label::DateLine | Label::Credit) => 40.0,
            Self::Is(Label::Categories | Label::ShareBar) => 60.0,
            Self::Is(Label::Caption) => 120.0,
            Self::Is(Label::AuthorBio | Label::Promotion | Label::Advertisement) => 160.0,
            Self::Is(Label::Embed) => 300.0,
            _ => return true,
        };
        words <= most
    }
}

/// Small print, and whatever else in a foot does not lead anywhere.
fn is_small_print(case: &Case<'_>, id: BlockId) -> bool {
    let is_heading = matches!(case.tree.block(id).kind, BlockKind::Heading(_));
    case.cue_kind(id) == Some(CueKind::Copyright)
        || !is_heading && case.context.stats(id).link_share < 0.5 && case.words(id) > 3.0
}

const fn is_line(label: Label) -> bool {
    matches!(
        label,
        Label::Byline
            | Label::DateLine
            | Label::Categories
            | Label::Caption
            | Label::Credit
            | Label::ShareBar
    )
}

/// The part that a block belongs to where `inner` lies in `outer`.
pub(super) fn inside(outer: Option<Part>, inner: Option<Part>) -> Option<Part> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(if yields(inner, outer) { outer } else { inner }),
        (outer, inner) => inner.or(outer),
    }
}

/// A line of more words says something of its own wherever it stands.
const LONGEST_ENTRY: f32 = 4.0;

/// The part that a line of so many words belongs to: in comments and lists of
/// other documents, "Read more" and "12 likes" speak of those, and "Cookies" or
/// "Advertising" in a menu lead to a page.
pub(super) fn line_inside(outer: Option<Part>, line: Option<Part>, words: f32) -> Option<Part> {
    use Label::{Advertisement, Categories, Comments, CookieNotice, Credit, Navigation};
    match (outer, line) {
        (
            Some(Part::Is(Navigation) | Part::Header | Part::Footer),
            Some(Part::Is(Advertisement | Categories | Comments | CookieNotice | Credit)),
        ) if words <= LONGEST_ENTRY => outer,
        (Some(Part::Is(Label::Comments | Label::Related)), Some(line))
            if line != Part::Is(Label::Advertisement) =>
        {
            outer
        }
        _ => inside(outer, line),
    }
}

/// Whether what is in a part is nothing but a piece of it.
fn yields(inner: Part, outer: Part) -> bool {
    use Label::{
        Advertisement, AuthorBio, Comments, CookieNotice, Embed, Legal, Navigation, Promotion, Related,
        ShareBar,
    };
    let (Part::Is(outer), Part::Is(inner)) = (outer, inner) else {
        // A foot or a head in anything: that of a card, a comment, a dialog.
        // Lines of a page's own foot and head have no life of their own.
        return match (outer, inner) {
            (Part::Is(outer), _) => !matches!(outer, Navigation | Legal) && !is_line(outer),
            (_, Part::Is(inner)) => is_line(inner) && inner != ShareBar,
            _ => false,
        };
    };
    match outer {
        CookieNotice | Advertisement => true,
        Comments => !matches!(inner, Related | Promotion | Advertisement | CookieNotice | Embed),
        Related => !matches!(inner, Promotion | Advertisement | CookieNotice),
        AuthorBio => is_line(inner) || matches!(inner, Navigation | Legal | Promotion),
        Promotion => is_line(inner) || matches!(inner, Navigation | Legal | AuthorBio),
        ShareBar => matches!(inner, Navigation | Legal | Promotion | Label::Categories | Label::DateLine),
        Navigation => is_line(inner) && inner != ShareBar || inner == Legal,
        Embed => is_line(inner) || inner == AuthorBio,
        Legal => is_line(inner) && inner != ShareBar || inner == Navigation,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, inside, line_inside};
    use crate::verdict::Label;

    fn label(outer: Label, inner: Label) -> Option<Part> {
        inside(Some(Part::Is(outer)), Some(Part::Is(inner)))
    }

    #[test]
    fn what_is_inside_goes_before_unless_it_is_a_piece() {
        assert_eq!(label(Label::Navigation, Label::Related), Some(Part::Is(Label::Related)));
        assert_eq!(label(Label::Related, Label::DateLine), Some(Part::Is(Label::Related)));
        assert_eq!(label(Label::Related, Label::Advertisement), Some(Part::Is(Label::Advertisement)));
        assert_eq!(label(Label::Comments, Label::Byline), Some(Part::Is(Label::Comments)));
        assert_eq!(inside(Some(Part::Footer), Some(Part::Is(Label::DateLine))), Some(Part::Footer));
        assert_eq!(inside(None, Some(Part::Footer)), Some(Part::Footer));
    }

    #[test]
    fn entries_of_menus_lead_to_what_they_name() {
        let line = |outer, line, words| line_inside(Some(outer), Some(Part::Is(line)), words);
        let (menu, cookies) = (Part::Is(Label::Navigation), Label::CookieNotice);
        assert_eq!(line(menu, cookies, 1.0), Some(menu));
        assert_eq!(line(Part::Footer, cookies, 20.0), Some(Part::Is(cookies)));
        let comments = Part::Is(Label::Comments);
        assert_eq!(line(comments, Label::Promotion, 2.0), Some(comments));
        assert_eq!(line(comments, Label::Advertisement, 1.0), Some(Part::Is(Label::Advertisement)));
    }

    #[test]
    fn lines_are_short() {
        assert!(Part::Is(Label::Byline).fits(8.0) && !Part::Is(Label::Byline).fits(80.0));
        assert!(Part::Is(Label::Comments).fits(8_000.0));
    }
}
