//! Arguments that several subcommands share, and how values are read.

use std::path::PathBuf;

use clap::ValueEnum;
use dehusk::{EscapedMarkup, InputKind};

/// What the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum InputArg {
    /// Guessed for each input.
    #[default]
    Auto,
    /// A whole HTML document.
    Page,
    /// Markup without a page around it.
    Fragment,
    /// Text with some markup in it: line breaks outside of elements count.
    Mixed,
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
            Self::Mixed => Some(InputKind::Mixed),
            Self::Text => Some(InputKind::Text),
        }
    }
}

/// What `--unescape`, given or not, says.
pub(crate) const fn escaped_markup(unescape: bool) -> EscapedMarkup {
    if unescape { EscapedMarkup::Undo } else { EscapedMarkup::Keep }
}

/// A quality as a user writes it: a number from 0 to 1.
pub(crate) fn quality(written: &str) -> Result<f32, &'static str> {
    let quality = written.parse().map_err(|_| "not a number")?;
    if (0.0..=1.0).contains(&quality) { Ok(quality) } else { Err("not between 0 and 1") }
}

/// A file that is written beside the output.
pub(crate) fn file_beside(written: &str) -> Result<PathBuf, &'static str> {
    if written == "-" { Err("only OUT can be standard output") } else { Ok(written.into()) }
}

#[cfg(test)]
mod tests {
    use super::quality;

    #[test]
    fn a_quality_is_a_number_from_0_to_1() {
        assert_eq!(["0", "0.5", "1", "1.0"].map(quality), [Ok(0.0), Ok(0.5), Ok(1.0), Ok(1.0)]);
        for wrong in ["-0.1", "1.01", "50", "NaN", "inf", "", "0,5", "50%"] {
            assert!(quality(wrong).is_err(), "{wrong}");
        }
    }
}
