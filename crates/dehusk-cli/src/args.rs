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

/// A number of bytes as a user writes it: `64MiB`, `1.5G`, `1000`. Units go by
/// 1,024, as tools that are told a limit take them.
pub(crate) fn size(written: &str) -> Result<u64, &'static str> {
    const WRONG: &str = "not a size: write a number and K, M, G or T, such as 64M or 1.5GiB";
    let end = written.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(written.len());
    let (number, unit) = written.split_at(end);
    let number: f64 = number.parse().map_err(|_| WRONG)?;
    let power = match unit.trim().to_ascii_lowercase().trim_end_matches("ib").trim_end_matches('b') {
        "" => 0,
        "k" => 1,
        "m" => 2,
        "g" => 3,
        "t" => 4,
        _ => return Err(WRONG),
    };
    let bytes = number * 1024_f64.powi(power);
    if bytes >= 1.0 && bytes < u64::MAX as f64 { Ok(bytes as u64) } else { Err(WRONG) }
}

/// A file that is written beside the output.
pub(crate) fn file_beside(written: &str) -> Result<PathBuf, &'static str> {
    if written == "-" { Err("only OUT can be standard output") } else { Ok(written.into()) }
}

#[cfg(test)]
mod tests {
    use super::{quality, size};

    #[test]
    fn a_size_is_a_number_and_a_unit() {
        assert_eq!(
            ["1", "1000", "64M", "64MiB", "64mb", "1.5G", "2 K"].map(size),
            [1, 1000, 64 << 20, 64 << 20, 64 << 20, 3 << 29, 2048].map(Ok)
        );
        for wrong in ["", "0", "-1", "M", "1X", "1.2.3", "NaN", "9999999999T", "1e3"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_quality_is_a_number_from_0_to_1() {
        assert_eq!(["0", "0.5", "1", "1.0"].map(quality), [Ok(0.0), Ok(0.5), Ok(1.0), Ok(1.0)]);
        for wrong in ["-0.1", "1.01", "50", "NaN", "inf", "", "0,5", "50%"] {
            assert!(quality(wrong).is_err(), "{wrong}");
        }
    }
}
