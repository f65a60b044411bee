//! What the user sees while a run goes on.

use std::borrow::Cow;
use std::io::IsTerminal;

use dehusk_batch::Event;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Failures that are told one by one; the summary counts all of them.
const MAX_TOLD: u64 = 50;

/// Tells failures on stderr, and shows a progress bar there where stderr is a
/// terminal.
pub(super) struct Monitor {
    bar: ProgressBar,
    told: u64,
}

impl Monitor {
    /// A monitor of a run over `total` bytes, where that is known.
    pub(super) fn new(total: Option<u64>, quiet: bool) -> Self {
        let is_shown = !quiet && std::io::stderr().is_terminal();
        let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(total, target);
        let template = match total {
            Some(_) => "{bar:30} {percent:>3}% {bytes}/{total_bytes} {bytes_per_sec}, {msg}, {eta} left",
            None => "{spinner} {bytes} {bytes_per_sec}, {msg}, {elapsed}",
        };
        // The templates are fixed; a wrong one shows in the first test run.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, told: 0 }
    }

    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::InputFailed(error) => self.tell(&error.to_string()),
            Event::RecordFailed(place, error) => self.tell(&format!("{place}: {error}")),
            Event::Advanced { records, bytes } => {
                self.bar.set_position(*bytes);
                self.bar.set_message(format!("{records} records"));
            }
            _ => {}
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn tell(&mut self, message: &str) {
        self.told += 1;
        let line = match self.told {
            ..=MAX_TOLD => format!("dehusk: {}", printable(message)),
            told if told == MAX_TOLD + 1 => "dehusk: more failures follow; they are counted below".to_owned(),
            _ => return,
        };
        self.bar.suspend(|| eprintln!("{line}"));
    }
}

/// Names of files come from anywhere: what would steer the terminal, or turn
/// the reading direction, is shown and not obeyed.
pub(super) fn printable(message: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !message.contains(steers) {
        return Cow::Borrowed(message);
    }
    let escaped = |c: char| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() };
    Cow::Owned(message.chars().map(escaped).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("größe.html: 世界"), "größe.html: 世界");
        assert_eq!(printable("a\x1b[2Jb\u{202e}c\n"), "a\\u{1b}[2Jb\\u{202e}c\\u{a}");
    }
}
