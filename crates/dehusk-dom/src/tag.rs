//! The element names that later stages tell apart.

#[cfg(feature = "oracle")]
use html5ever::{LocalName, local_name};

use crate::name::{Key, Table};

macro_rules! tags {
    ($($variant:ident = $name:tt,)*) => {
        /// The name of an element. Elements of SVG and `MathML` and unknown
        /// elements are [`Tag::Other`]; their name is
        /// [`Dom::name`](crate::Dom::name).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each variant is the element of that name")]
        #[repr(u8)]
        pub enum Tag {
            $($variant,)*
            Other,
        }

        /// The names of all tags as html5ever's atoms.
        #[cfg(feature = "oracle")]
        static ATOMS: &[LocalName] = &[$(local_name!($name),)* local_name!("")];

        impl Tag {
            /// Every tag but [`Tag::Other`], in the order of the enum.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The element name in lower case; empty for [`Tag::Other`].
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other => "",
                }
            }

            /// The tag of an atom of the HTML namespace.
            #[cfg(feature = "oracle")]
            pub(crate) fn from_atom(atom: &LocalName) -> Self {
                match *atom {
                    $(local_name!($name) => Self::$variant,)*
                    _ => Self::Other,
                }
            }
        }
    };
}

tags! {
    Html = "html",
    Head = "head",
    Title = "title",
    Base = "base",
    Link = "link",
    Meta = "meta",
    Style = "style",
    Script = "script",
    NoScript = "noscript",
    Template = "template",
    Body = "body",
    Address = "address",
    Article = "article",
    Aside = "aside",
    Footer = "footer",
    Header = "header",
    H1 = "h1",
    H2 = "h2",
    H3 = "h3",
    H4 = "h4",
    H5 = "h5",
    H6 = "h6",
    HGroup = "hgroup",
    Main = "main",
    Nav = "nav",
    Section = "section",
    Search = "search",
    BlockQuote = "blockquote",
    Dd = "dd",
    Div = "div",
    Dl = "dl",
    Dt = "dt",
    FigCaption = "figcaption",
    Figure = "figure",
    Hr = "hr",
    Li = "li",
    Menu = "menu",
    Ol = "ol",
    P = "p",
    Pre = "pre",
    Ul = "ul",
    Center = "center",
    Dir = "dir",
    A = "a",
    Abbr = "abbr",
    Acronym = "acronym",
    B = "b",
    Bdi = "bdi",
    Bdo = "bdo",
    Big = "big",
    Br = "br",
    Cite = "cite",
    Code = "code",
    Data = "data",
    Del = "del",
    Dfn = "dfn",
    Em = "em",
    Font = "font",
    I = "i",
    Ins = "ins",
    Kbd = "kbd",
    Mark = "mark",
    NoBr = "nobr",
    Q = "q",
    Rb = "rb",
    Rp = "rp",
    Rt = "rt",
    Rtc = "rtc",
    Ruby = "ruby",
    S = "s",
    Samp = "samp",
    Small = "small",
    Span = "span",
    Strike = "strike",
    Strong = "strong",
    Sub = "sub",
    Sup = "sup",
    Time = "time",
    Tt = "tt",
    U = "u",
    Var = "var",
    Wbr = "wbr",
    Area = "area",
    Audio = "audio",
    Canvas = "canvas",
    Embed = "embed",
    IFrame = "iframe",
    Img = "img",
    Map = "map",
    Math = "math",
    NoEmbed = "noembed",
    NoFrames = "noframes",
    Object = "object",
    Param = "param",
    Picture = "picture",
    Source = "source",
    Svg = "svg",
    Track = "track",
    Video = "video",
    Applet = "applet",
    Caption = "caption",
    Col = "col",
    ColGroup = "colgroup",
    Table = "table",
    TBody = "tbody",
    Td = "td",
    TFoot = "tfoot",
    Th = "th",
    THead = "thead",
    Tr = "tr",
    Button = "button",
    DataList = "datalist",
    FieldSet = "fieldset",
    Form = "form",
    Input = "input",
    Label = "label",
    Legend = "legend",
    Meter = "meter",
    OptGroup = "optgroup",
    Option = "option",
    Output = "output",
    Progress = "progress",
    Select = "select",
    TextArea = "textarea",
    Details = "details",
    Dialog = "dialog",
    Summary = "summary",
    Slot = "slot",
    Listing = "listing",
    PlainText = "plaintext",
    Xmp = "xmp",
    Marquee = "marquee",
    Frame = "frame",
    FrameSet = "frameset",
    BgSound = "bgsound",
    BaseFont = "basefont",
    Keygen = "keygen",
    Image = "image",
}

/// Tags by key.
static BY_KEY: Table<512> = {
    let mut table = Table::new();
    let mut n = 0;
    while n < Tag::ALL.len() {
        table = table.with(Key::of(Tag::ALL[n].name().as_bytes()), n as u16);
        n += 1;
    }
    table
};

impl Tag {
    /// The tag of an HTML element name in lower case.
    pub fn from_name(name: &str) -> Self {
        if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Self::Other
        } else {
            Self::from_key(Key::of(name.as_bytes()))
        }
    }

    /// The atom of the tag with this number.
    #[cfg(feature = "oracle")]
    pub(crate) fn atom_at(number: u32) -> &'static LocalName {
        &ATOMS[number as usize]
    }

    /// The tag of a name's key.
    pub(crate) fn from_key(key: Key) -> Self {
        BY_KEY.get(key).map_or(Self::Other, |index| Self::ALL[usize::from(index)])
    }

    /// Level of a heading, 1 to 6.
    pub const fn heading_level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Elements without an end tag (HTML Standard § 13.1.2, void elements, and
    /// the obsolete ones that parse alike).
    pub const fn is_void(self) -> bool {
        matches!(
            self,
            Self::Area
                | Self::Base
                | Self::BaseFont
                | Self::BgSound
                | Self::Br
                | Self::Col
                | Self::Embed
                | Self::Frame
                | Self::Hr
                | Self::Image
                | Self::Img
                | Self::Input
                | Self::Keygen
                | Self::Link
                | Self::Meta
                | Self::Param
                | Self::Source
                | Self::Track
                | Self::Wbr
        )
    }

    /// Elements that the tree builder puts on its list of active formatting
    /// elements (HTML Standard § 13.2.4.2).
    pub(crate) const fn is_formatting(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::B
                | Self::Big
                | Self::Code
                | Self::Em
                | Self::Font
                | Self::I
                | Self::NoBr
                | Self::S
                | Self::Small
                | Self::Strike
                | Self::Strong
                | Self::Tt
                | Self::U
        )
    }

    /// Elements whose content the tokenizer takes as text up to the end tag.
    pub const fn holds_raw_text(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Title
                | Self::TextArea
                | Self::Xmp
                | Self::IFrame
                | Self::NoEmbed
                | Self::NoFrames
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn names_go_both_ways() {
        assert_eq!(Tag::from_name("blockquote"), Tag::BlockQuote);
        for &tag in Tag::ALL {
            assert_eq!(Tag::from_name(tag.name()), tag);
        }
        assert_eq!(Tag::from_name("x-card"), Tag::Other);
        assert_eq!(Tag::H3.heading_level(), Some(3));
    }
}
