//! The tree of content.

/// Parts and inlines nest at most so deep each; what is deeper stands in the part
/// at that depth. So writers may recurse.
pub const MOST_LEVELS: usize = 48;

/// What is kept of a document, in its order, without its title.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// What stands below each other.
    pub parts: Vec<Part>,
}

/// What stands below something else.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Part {
    /// A heading.
    Heading {
        /// 1 to 6, as the document has it.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph, or lines that belong together, with [`Inline::Break`]
    /// between.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A list of terms and what they mean.
    Definitions(Vec<Definition>),
    /// What is quoted.
    Quote(Vec<Part>),
    /// Code, or text whose white space means something, to the character.
    Code {
        /// As the document names it, in lower case: `rust`, `c++`.
        language: Option<String>,
        /// The text, lines divided by `\n`, without a last one.
        text: String,
    },
    /// A table of data; tables that lay out a page are parts without a table.
    Table(Table),
    /// Pictures, and what is said about them.
    Figure {
        /// The pictures; there may be none.
        images: Vec<Image>,
        /// What is said about them; may be empty.
        caption: Vec<Inline>,
    },
    /// A formula that stands by itself, as LaTeX.
    Formula(String),
    /// A line that divides.
    Rule,
    /// A post or player of another site.
    Embed(Embed),
}

/// What stands in a line.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Inline {
    /// Words, with single spaces between. The text of neighbours is to be joined
    /// as it is.
    Text(String),
    /// Stressed words: `<em>`, `<i>`.
    Emphasis(Vec<Inline>),
    /// Important words: `<strong>`, `<b>`.
    Strong(Vec<Inline>),
    /// Words that no longer hold: `<del>`, `<s>`.
    Struck(Vec<Inline>),
    /// Raised: `<sup>`.
    Superscript(Vec<Inline>),
    /// Lowered: `<sub>`.
    Subscript(Vec<Inline>),
    /// Code in a line.
    Code(String),
    /// A link.
    Link(Link),
    /// A picture in a line.
    Image(Image),
    /// A formula in a line, as LaTeX.
    Formula(String),
    /// Words and how they are read: `<ruby>`.
    Ruby {
        /// The words.
        base: String,
        /// How they are read.
        reading: String,
    },
    /// The line ends here: `<br>`.
    Break,
}

/// A link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it leads: absolute where the document's address is known. Its
    /// scheme is `http`, `https`, `mailto`, `tel` or `ftp`, or it has none; others
    /// are not in the tree.
    pub url: String,
    /// What is linked.
    pub text: Vec<Inline>,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// Where it is: as of a [`Link`], but `http`, `https` or no scheme only.
    pub url: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// What its `title` says.
    pub title: Option<String>,
}

/// A list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    /// How its items are counted; `None` if they are not.
    pub numbers: Option<Numbers>,
    /// Its items, at least one.
    pub items: Vec<Item>,
}

/// How the items of a list are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// The number of the first item that is kept.
    pub first: i64,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// Its number, in a list that is counted.
    pub number: Option<i64>,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// Terms and what they mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Definition {
    /// The terms; there may be none.
    pub terms: Vec<Vec<Inline>>,
    /// What they mean, each meaning by itself; there may be none.
    pub meanings: Vec<Vec<Part>>,
}

/// A table of data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// What is said about it; may be empty.
    pub caption: Vec<Inline>,
    /// How many of its first rows are headings.
    pub head: usize,
    /// Rows of one length. `None` is a place that a cell before or above it
    /// covers.
    pub rows: Vec<Vec<Option<Cell>>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Whether it heads its row or column.
    pub is_heading: bool,
    /// How many columns it covers, at least 1.
    pub columns: usize,
    /// How many rows it covers, at least 1.
    pub rows: usize,
    /// Its words; paragraphs of a cell are divided by [`Inline::Break`].
    pub text: Vec<Inline>,
}

/// A post or player of another site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Embed {
    /// Whose it is: `x.com`, `youtube.com`.
    pub provider: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it stands; as of a [`Link`].
    pub url: Option<String>,
    /// Words of it that the document quotes.
    pub parts: Vec<Part>,
}

impl Default for Cell {
    fn default() -> Self {
        Self { is_heading: false, columns: 1, rows: 1, text: Vec::new() }
    }
}
