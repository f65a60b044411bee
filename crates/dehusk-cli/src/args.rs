//! Arguments that several subcommands share.

use clap::ValueEnum;
use dehusk::InputKind;

/// What the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum InputArg {
    /// Guessed for each input.
    #[default]
    Auto,
    /// A whole HTML document.
    Page,
    /// Markup without a page around it, possibly mixed with text.
    Fragment,
    /// Text without markup.
    Text,
}

impl InputArg {
    /// The kind that the user states; `None` where it is to be guessed.
    pub(crate) const fn kind(self) -> Option<InputKind> {
        match self {
            Self::Auto => None,
            Self::Page => Some(InputKind::Page),
            Self::Fragment => Some(InputKind::Fragment),
            Self::Text => Some(InputKind::Text),
        }
    }
}
