//! Why a text is no selector.

use std::error::Error;
use std::fmt;

use cssparser::{BasicParseErrorKind, ParseErrorKind};
use selectors::parser::SelectorParseErrorKind;

/// Bytes of a selector that a message quotes.
const QUOTED_BYTES: usize = 100;

/// A text that is no selector, or none that can be matched here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectorError {
    selector: Box<str>,
    offset: usize,
    problem: SelectorProblem,
}

impl SelectorError {
    pub(super) fn new(selector: &str, offset: usize, problem: SelectorProblem) -> Self {
        Self { selector: selector.into(), offset, problem }
    }

    /// The whole text that was to be parsed.
    pub fn selector(&self) -> &str {
        &self.selector
    }

    /// How many bytes had been read when the problem showed. What is wrong ends
    /// there, or is next; in parentheses or brackets, it is inside those that end
    /// there.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong.
    pub fn problem(&self) -> SelectorProblem {
        self.problem
    }
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = &self.selector[..self.selector.floor_char_boundary(QUOTED_BYTES)];
        let dots = if quoted.len() < self.selector.len() { "…" } else { "" };
        let Self { offset, problem, .. } = self;
        write!(
            f,
            "`{quoted}{dots}` is not a selector that can be used: {problem} (read as far as byte {offset})"
        )
    }
}

impl Error for SelectorError {}

/// What is wrong with a selector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SelectorProblem {
    /// There is nothing, or nothing between two commas or parentheses, or
    /// nothing before a combinator.
    Empty,
    /// A combinator has nothing behind it.
    DanglingCombinator,
    /// The text, or a part of it in parentheses or brackets, ends too early.
    UnexpectedEnd,
    /// Something that does not belong there.
    UnexpectedToken,
    /// A pseudo-class or pseudo-element that is unknown or cannot be matched in
    /// a tree at rest, such as `:hover` or `::before`.
    UnsupportedPseudo,
    /// A `.`, `:` or `|` without a name.
    MissingName,
    /// A namespace prefix; none is declared. `*|` and `|` are allowed.
    UnknownNamespace,
    /// An attribute selector without a name, or with a bad operator or value.
    InvalidAttribute,
    /// A valid part in a place where it may not stand, such as `:has()` in
    /// `:has()`.
    Misplaced,
    /// Parentheses or brackets within too many others.
    TooDeep,
    /// More than [`Selector::MAX_COMPOUNDS`](crate::Selector::MAX_COMPOUNDS)
    /// compounds in one selector.
    TooManyCompounds,
}

impl fmt::Display for SelectorProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a selector is missing",
            Self::DanglingCombinator => "a combinator has no selector to join",
            Self::UnexpectedEnd => "the text, or a part in parentheses or brackets, ends too early",
            Self::UnexpectedToken => "something stands where it does not belong",
            Self::UnsupportedPseudo => "a pseudo-class or pseudo-element is unknown or not supported",
            Self::MissingName => "a name is missing",
            Self::UnknownNamespace => "a namespace prefix is used, and none is declared",
            Self::InvalidAttribute => {
                "an attribute selector is not `[name]` or `[name=value]` with one of the operators"
            }
            Self::Misplaced => "a part of the selector may not stand where it does",
            Self::TooDeep => "parentheses or brackets are nested too deep",
            Self::TooManyCompounds => "a selector has too many compounds",
        })
    }
}

impl From<ParseErrorKind<SelectorParseErrorKind>> for SelectorProblem {
    fn from(kind: ParseErrorKind<SelectorParseErrorKind>) -> Self {
        match kind {
            ParseErrorKind::Basic(kind) => kind.into(),
            ParseErrorKind::Custom(kind) => kind.into(),
        }
    }
}

impl From<BasicParseErrorKind> for SelectorProblem {
    fn from(kind: BasicParseErrorKind) -> Self {
        match kind {
            BasicParseErrorKind::EndOfInput => Self::UnexpectedEnd,
            BasicParseErrorKind::TooManyNestedBlocks => Self::TooDeep,
            _ => Self::UnexpectedToken,
        }
    }
}

impl From<SelectorParseErrorKind> for SelectorProblem {
    fn from(kind: SelectorParseErrorKind) -> Self {
        use SelectorParseErrorKind as Kind;
        match kind {
            Kind::EmptySelector => Self::Empty,
            Kind::DanglingCombinator => Self::DanglingCombinator,
            Kind::UnsupportedPseudoClassOrElement => Self::UnsupportedPseudo,
            Kind::ClassNeedsIdent
            | Kind::NoIdentForPseudo
            | Kind::PseudoElementExpectedColon
            | Kind::PseudoElementExpectedIdent
            | Kind::ExplicitNamespaceUnexpectedToken => Self::MissingName,
            Kind::ExpectedNamespace => Self::UnknownNamespace,
            Kind::NoQualifiedNameInAttributeSelector
            | Kind::UnexpectedTokenInAttributeSelector
            | Kind::ExpectedBarInAttr
            | Kind::BadValueInAttr
            | Kind::InvalidQualNameInAttr => Self::InvalidAttribute,
            Kind::NonCompoundSelector
            | Kind::NonPseudoElementAfterSlotted
            | Kind::InvalidPseudoElementAfterSlotted
            | Kind::InvalidPseudoElementInsideWhere
            | Kind::InvalidState => Self::Misplaced,
            Kind::UnexpectedIdent => Self::UnexpectedToken,
        }
    }
}
