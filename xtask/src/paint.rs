//! Colours, on a terminal only.

use std::env;
use std::io::{IsTerminal, stdout};

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Good,
    Bad,
    Faint,
    Plain,
}

/// Whether standard output takes colours. `NO_COLOR` is heeded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    coloured: bool,
}

impl Paint {
    pub(crate) fn for_stdout() -> Self {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { coloured: stdout().is_terminal() && !refused }
    }

    pub(crate) fn line(self, ink: Ink, line: &str) -> String {
        let code = match ink {
            Ink::Good => "32",
            Ink::Bad => "31",
            Ink::Faint => "2",
            Ink::Plain => return line.to_owned(),
        };
        if self.coloured { format!("\x1b[{code}m{line}\x1b[0m") } else { line.to_owned() }
    }
}
