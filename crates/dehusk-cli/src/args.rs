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

/// A number of bytes as a user writes it, at least one: `64MiB`, `10KB`, `1000`.
/// K, M, G and T are powers of 1,024, as tools that are told a limit take them.
pub(crate) fn size(written: &str) -> Result<u64, String> {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = written.split_at(digits);
    let unit: u64 = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        "t" | "tib" => 1 << 40,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "tb" => 1_000_000_000_000,
        _ => return Err("not a size: a number, or one with K, M, G or T behind it, as in 64M".to_owned()),
    };
    if number.is_empty() {
        return Err("not a size: it has no number".to_owned());
    }
    match number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)) {
        Some(0) => Err("has to be at least one byte".to_owned()),
        Some(bytes) => Ok(bytes),
        None => Err("too large".to_owned()),
    }
}

/// A file that is written beside the output.
pub(crate) fn file_beside(written: &str) -> Result<PathBuf, &'static str> {
    if written == "-" { Err("only OUT can be standard output") } else { Ok(written.into()) }
}

#[cfg(test)]
mod tests {
    use super::{quality, size};

    #[test]
    fn sizes_have_units_or_none() {
        let sizes = ["1", "64MiB", "1g", "10KB", "7b", "3M"].map(|value| size(value).unwrap());
        assert_eq!(sizes, [1, 64 << 20, 1 << 30, 10_000, 7, 3 << 20]);
        for value in ["", "M", "0", "0G", "-1", "1.5M", "64 M", "1X", "99999999999G"] {
            assert!(size(value).is_err(), "{value}");
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
