//! What each element means for the division into blocks.

use dehusk_dom::{Dom, Namespace, NodeId, Tag};

/// What an element does to the text around and inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Ends the block before it and holds blocks of its own.
    Block,
    /// Part of the line it stands in.
    Inline,
    /// `<br>`.
    LineBreak,
    /// `<hr>`: ends the block before it, holds nothing.
    Rule,
    /// One block with its white space as it is.
    Preformatted,
    /// A form control: one block.
    Control,
    /// Holds no text that a reader sees.
    Opaque,
    /// `<head>` and the like: not part of the visible document.
    Unseen,
}

#[allow(clippy::enum_glob_use, reason = "a table of tags")]
pub(super) fn role(dom: &Dom<'_>, id: NodeId, tag: Tag) -> Role {
    use Tag::*;
    match tag {
        Address | Article | Aside | Body | BlockQuote | Caption | Center | Dd | Details | Dialog | Dir
        | Div | Dl | Dt | FieldSet | FigCaption | Figure | Footer | Form | H1 | H2 | H3 | H4 | H5 | H6
        | HGroup | Header | Html | Legend | Li | Main | Menu | Nav | NoScript | Ol | P | Search | Section
        | Summary | Table | TBody | Td | TFoot | Th | THead | Tr | Ul => Role::Block,
        Br => Role::LineBreak,
        Hr => Role::Rule,
        Pre | Listing | Xmp | PlainText => Role::Preformatted,
        Button | Select | TextArea | DataList => Role::Control,
        Script | Style | Template | IFrame | Object | NoFrames | NoEmbed | Canvas | Audio | Video => {
            Role::Opaque
        }
        Head | Title | Meta | Link | Base | ColGroup | Col | FrameSet => Role::Unseen,
        Other if dom.namespace(id) == Namespace::Svg => Role::Opaque,
        _ => Role::Inline,
    }
}

/// Elements whose inline children always belong to one line of prose.
pub(super) const fn holds_prose(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::P
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::Dt
            | Tag::FigCaption
            | Tag::Summary
            | Tag::Caption
            | Tag::Address
            | Tag::BlockQuote
    )
}
